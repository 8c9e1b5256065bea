"""What a new release of Fineprint would say otherwise, agreement by agreement, until somebody accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from contracts.models import Agreement, Organisation
from reviews.joining import rules_by_id
from reviews.models import Upgrade
from reviews.rule import Rule
from reviews.tasks import follow_release
from reviews.upgrading import record_acceptance, release_state
from reviews.web.access import member

SHOWN: Final = 50  # agreements; the rest follow when these are accepted


@dataclass(frozen=True)
class FactChange:
    """A fact that is read otherwise; ``stands``: a person's value outranks both."""

    field: str
    was: Any
    becomes: Any
    stands: bool


@dataclass(frozen=True)
class WindowChange:
    """The days of a term's window; None where there is no window."""

    term: int
    was: Mapping[str, date] | None
    becomes: Mapping[str, date] | None


@dataclass(frozen=True)
class VersionChange:
    name: str
    facts: tuple[FactChange, ...]
    new: tuple[Rule, ...]
    gone: tuple[Rule, ...]
    changed: tuple[Rule, ...]


@dataclass(frozen=True)
class AgreementChange:
    """What accepting would change in one agreement."""

    agreement: Agreement
    accepted: Upgrade | None
    versions: tuple[VersionChange, ...]
    windows: tuple[WindowChange, ...]
    questions: tuple[str, ...]


@member()
def release_page(request: HttpRequest) -> HttpResponse:
    """The agreements that this release would change. An admin posts ``agreement``, or ``all``, to accept."""
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    if request.method == "POST":
        return _accepted(request)
    rows = Upgrade.objects.of(organisation).select_related("agreement__vendor", "agreement__organisation", "accepted_by")
    rows = rows.prefetch_related("agreement__corrections")
    changes = [_change(row) for row in rows.order_by("accepted_at", "agreement_id")[:SHOWN]]
    return render(request, "release.html", {"changes": changes, **release_state(organisation)})


@member("manage")
def _accepted(request: HttpRequest) -> HttpResponse:
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    sent = request.POST.get("agreement", "")
    if not sent.isdecimal() and "all" not in request.POST:
        raise Http404("Nothing was chosen.")
    with transaction.atomic():
        number = int(sent) if sent.isdecimal() else None
        accepted = record_acceptance(organisation, request.user, timezone.now(), number)  # type: ignore[arg-type]
        if accepted:
            transaction.on_commit(follow_release.delay)
    if accepted:
        count = f"{len(accepted)} agreements are" if len(accepted) != 1 else f"{accepted[0].agreement} is"
        messages.success(request, f"{count} being brought up to date. What people decided, corrected and said stays.")
    else:
        messages.success(request, "Nothing was left to accept.")
    return redirect("release")


def _change(row: Upgrade) -> AgreementChange:
    said = row.differences
    corrected = {correction.field for correction in row.agreement.corrections.all()}
    versions = tuple(
        VersionChange(
            one["name"],
            tuple(FactChange(field, was, becomes, field in corrected) for field, was, becomes in one["facts"]),
            *(tuple(_rules(one[name])) for name in ("new", "gone", "changed")),
        )
        for one in said["versions"]
    )
    windows = tuple(WindowChange(term, _days(was), _days(becomes)) for term, was, becomes in said["windows"])
    return AgreementChange(row.agreement, row if row.accepted_at else None, versions, windows, tuple(said["questions"]))


def _rules(ids: list[str]) -> Iterator[Rule]:
    """The rules that this release has; one that it no longer has is not raised by it."""
    return (rules_by_id()[name] for name in ids if name in rules_by_id())


def _days(days: Mapping[str, str] | None) -> Mapping[str, date] | None:
    return {name: date.fromisoformat(day) for name, day in days.items()} if days else None
