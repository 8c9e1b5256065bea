"""The round in the margin: what the vendor's answer made of what was asked for, and what it slipped in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.dateparse import parse_datetime

from contracts.models import Version
from reviews.models import Redline as Row
from reviews.models import Review, Round, RoundItem
from reviews.rule import STEPS
from reviews.web.typeset import Place
from reviews.web.wording import Part, passage

_KINDS: Final = RoundItem.Kind


@dataclass(frozen=True)
class Point:
    """One item: its words as a diff, where it stands on the paper, who tracked it, and the step to fall back to."""

    item: RoundItem
    parts: tuple[Part, ...]
    fallback: Row | None
    asks: bool  # there are words to ask for
    marked_at: Any

    @property
    def key(self) -> str:
        return f"round-{self.item.pk}"


@dataclass(frozen=True)
class RoundPage:
    """``said`` is the round in one sentence; ``unanswered`` counts what a person has yet to choose about."""

    row: Round
    points: tuple[Point, ...]
    counts: dict[str, int]
    silent: int
    unanswered: int
    insisted: int

    @property
    def open(self) -> list[Point]:
        return [point for point in self.points if not point.item.decided]

    @property
    def settled(self) -> list[Point]:
        return [point for point in self.points if point.item.decided and point.item.kind != _KINDS.TAKEN]

    @property
    def taken(self) -> list[Point]:
        return [point for point in self.points if point.item.kind == _KINDS.TAKEN]


def round_of(review: Review | None, version: Version, *, shown: bool) -> RoundPage | None:
    """The round of the review, None where the version is its document's first; only where it is ``shown`` are its words compared."""
    row = Round.objects.filter(review=review).select_related("earlier").defer("earlier__layout", "earlier__analysis").first() if review else None
    if row is None:
        return None
    items = list(row.items.select_related("finding__decided_by", "chosen_by").prefetch_related("finding__ladder"))
    points = tuple(_point(item, version.text, row.earlier.text) for item in items) if shown else ()
    counts = {kind.value: sum(item.kind == kind for item in items) for kind in _KINDS}
    return RoundPage(
        row,
        points,
        counts,
        sum(item.mark == RoundItem.Mark.SILENT and item.kind == _KINDS.SLIPPED_IN for item in items),
        sum(not item.decided for item in items),
        sum(item.finding is None and item.choice == RoundItem.Choice.INSIST and _asks(item, version.text) for item in items),
    )


def _point(item: RoundItem, text: str, earlier: str) -> Point:
    if item.kind == _KINDS.TAKEN:
        parts = passage(text, item.start, item.end, earlier[item.old_start : item.old_end] if item.old_end > item.old_start else "")
    elif item.kind == _KINDS.REFUSED:  # what stands, and what is asked for instead
        parts = tuple(_turned(passage(text, item.redline_start, item.redline_end, item.redline_new)))
    elif item.start == item.end and item.wanted:  # it was struck: shown where it would be put back
        parts = passage(text, item.redline_start, item.redline_start, item.redline_new)
    else:
        parts = passage(text, item.start, item.end, item.wanted)
    return Point(item, parts, _fallback(item), _asks(item, text), parse_datetime(item.marked_at) if item.marked_at else None)


def _asks(item: RoundItem, text: str) -> bool:
    """False of a reference that names another section now, and of changes that are only counted: nothing would be written."""
    return item.kind != _KINDS.CORRECTION and (item.finding is not None or item.insisted(text) is not None)


def _turned(parts: tuple[Part, ...]) -> list[Part]:
    """The same the other way round: what stands is struck, what is asked for is added, the struck first."""
    turned = [Part({"struck": "added", "added": "struck"}.get(part.kind, part.kind), part.text) for part in parts]  # type: ignore[arg-type]
    for at in range(len(turned) - 1):
        if (turned[at].kind, turned[at + 1].kind) == ("added", "struck"):
            turned[at], turned[at + 1] = turned[at + 1], turned[at]
    return turned


def _fallback(item: RoundItem) -> Row | None:
    """The next step down the ladder of the item's finding."""
    if item.finding is None:
        return None
    rows = {row.step: row for row in item.finding.ladder.all()}
    at = STEPS.index(item.finding.step) if item.finding.step in STEPS else 0  # type: ignore[arg-type]
    return next((rows[step] for step in STEPS[at + 1 :] if step in rows), None)


def places_of(page: RoundPage | None, chosen: str) -> list[Place]:
    """Where the items stand on the paper."""
    found = []
    for point in page.points if page else ():
        item = point.item
        start, end = (item.start, item.end) if item.end > item.start else (item.redline_start, item.redline_end)
        found.append(Place(point.key, max(start - (start == end), 0), max(end, start), "", item.get_kind_display(), chosen=point.key == chosen))
    return found
