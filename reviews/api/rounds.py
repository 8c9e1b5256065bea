"""What a version changed of an earlier one, and the vendor's answer: under the version's own address."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from contracts.models import Version
from reviews.api.resource import Resource
from reviews.api.review_schema import TEXT, WHOLE, a_list, an_object
from reviews.carrying import version_before
from reviews.comparing.compare import compare_agreements
from reviews.comparing.report import SCHEMA, comparison_json
from reviews.models import Round, RoundItem

_PLACE: Final = an_object({"start": WHOLE, "end": WHOLE, "text": TEXT})
_MARK: Final = {"type": "string", "enum": ["tracked", "silent", "untracked"]}
_KIND: Final = {"type": "string", "enum": ["added", "struck", "changed"]}
COMPARISON: Final = an_object(
    {
        "schema": {"type": "string", "const": SCHEMA},
        "earlier": WHOLE,
        "version": WHOLE,
        "changes": a_list(an_object({"kind": _KIND, "old": _PLACE, "new": _PLACE, "mark": _MARK, "author": TEXT, "at": TEXT})),
        "moves": a_list(an_object({"old": _PLACE, "new": _PLACE})),
        "references": a_list(an_object({"old": _PLACE, "new": _PLACE, "was": TEXT, "now": TEXT})),
    }
)
_CHOICE: Final = {"type": "string", "enum": list(RoundItem.Choice.values)}
ROUND: Final = an_object(
    {
        "earlier": WHOLE,
        "version": WHOLE,
        "counts": an_object(dict.fromkeys(RoundItem.Kind.values, WHOLE)),
        "items": a_list(
            an_object(
                {
                    "id": WHOLE,
                    "kind": {"type": "string", "enum": list(RoundItem.Kind.values)},
                    "title": TEXT,
                    "rules": a_list(TEXT),
                    "field": TEXT,
                    "mark": _MARK,
                    "author": TEXT,
                    "at": TEXT,
                    "new": _PLACE,
                    "wanted": TEXT,
                    "note": TEXT,
                    "choice": _CHOICE,
                }
            )
        ),
    }
)


class Compared(Resource):
    """The calls of a version that look at the one before it."""

    @extend_schema(
        summary="Compare with an earlier version",
        description=f"What changed, of schema `{SCHEMA}`, as `manage.py compare --json` prints it: every change with its places in both "
        "texts and whether the Word file tracks it; what moved; references that name another section now. Renumbering is no change.",
        parameters=[OpenApiParameter("earlier", WHOLE, description="The version to compare with; the one before, if it is left out.")],
        responses={200: OpenApiResponse(COMPARISON, description="The comparison.")},
    )
    @action(detail=True, pagination_class=None, filter_backends=[])
    def comparison(self, request: Request, pk: str = "") -> Response:
        version: Version = self.get_object()
        asked = request.query_params.get("earlier", "")
        if asked and not (asked.isdecimal() and len(asked) < 19):
            raise Http404
        read = self.get_queryset().filter(state=Version.State.READ)
        earlier = get_object_or_404(read, pk=int(asked)) if asked else version_before(version)
        if earlier is None or version.state != Version.State.READ:
            raise Http404("There is no earlier version to compare with, or one of the two is not read.")
        new = version.agreement_text
        found = comparison_json(compare_agreements(earlier.agreement_text, new), new)
        return Response({"schema": found.pop("schema"), "earlier": earlier.pk, "version": version.pk, **found})

    @extend_schema(
        summary="Get the round",
        description="What the version, as the vendor's answer, made of each redline that was asked for on the version before, and what it "
        "slipped in, silent changes first. 404 for a document's first version.",
        responses={200: OpenApiResponse(ROUND, description="The round.")},
    )
    @action(detail=True, url_path="round", pagination_class=None, filter_backends=[])
    def answer(self, request: Request, pk: str = "") -> Response:
        version: Version = self.get_object()
        row = get_object_or_404(Round, review__version=version)
        items = list(row.items.select_related("finding"))
        counts: dict[str, int] = {kind: sum(item.kind == kind for item in items) for kind in RoundItem.Kind.values}
        return Response({"earlier": row.earlier_id, "version": version.pk, "counts": counts, "items": [_item(i, version.text) for i in items]})


def _item(item: RoundItem, text: str) -> dict[str, Any]:
    place = {"start": item.start, "end": item.end, "text": text[item.start : item.end]}
    same = {name: getattr(item, name) for name in ("id", "kind", "title", "rules", "field", "mark", "author", "wanted", "note")}
    return {**same, "at": item.marked_at, "new": place, "choice": item.chosen}
