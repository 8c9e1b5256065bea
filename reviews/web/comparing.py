"""Any two versions of an agreement side by side."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.models import Version
from contracts.models.document import heavy
from reviews.comparing.compare import compare_agreements
from reviews.web.access import member
from reviews.web.agreement import agreement_of
from reviews.web.side_by_side import Fold, folded, pairs_of


@require_GET
@member()
def compare_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``old`` and ``new`` in the address name the versions; without them the newest that was read and the one before it."""
    agreement = agreement_of(request, pk)
    rows = Version.objects.for_member(request.user).filter(document__agreement=agreement, state=Version.State.READ)
    versions = list(rows.select_related("document").defer(*heavy()).order_by("document_id", "number"))
    if not versions:
        raise Http404
    old, new = _chosen(request, versions)
    context: dict[str, Any] = {"agreement": agreement, "versions": versions, "old": old, "new": new}
    if old != new:
        comparison = compare_agreements(old.agreement_text, new.agreement_text)
        pairs = pairs_of(comparison)
        context |= {
            "rows": [{"fold": isinstance(row, Fold), "row": row} for row in folded(pairs)],
            "changed": sum(pair.loud for pair in pairs),
            "moved": sum(pair.kind == "moved" for pair in pairs),
            "marks": sum(bool(pair.number) for pair in pairs),
            "stale": [{"number": new.text[s.new_start : s.new_end], "now": s.now, "was": s.was} for s in comparison.stale],
        }
    with timezone.override(agreement.organisation.zone):
        return render(request, "compare.html", context)


def _chosen(request: HttpRequest, versions: list[Version]) -> tuple[Version, Version]:
    """Another agreement's version is not there; nor is one that was not read."""
    known = {str(version.pk): version for version in versions}
    asked = [request.GET.get("old", ""), request.GET.get("new", "")]
    if any(name and name not in known for name in asked):
        raise Http404
    new = known[asked[1]] if asked[1] else max(versions, key=lambda version: version.pk)
    before = [version for version in versions if version.document_id == new.document_id and version.number < new.number]
    old = known[asked[0]] if asked[0] else before[-1] if before else new
    return old, new
