"""A comparison as rows of two columns: paragraphs beside what they became, long stretches that stand folded. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from reviews.comparing.edit import Comparison, Edit, Row

PieceKind = Literal["same", "struck", "added", "quiet"]
RowKind = Literal["same", "changed", "added", "struck", "moved"]

_FOLDS: Final = 3  # so many paragraphs that stand between two changes are folded, but for one at each end
_BLANK: Final = re.compile(r"\n[ \t\r\f]*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """``quiet``: a number that was renumbered, or a reference that follows it."""

    kind: PieceKind
    text: str


@dataclass(slots=True)
class Pair:
    """A paragraph of the earlier version and of the later one; one side is empty where it was added or struck whole.

    ``number`` counts the changes, from 1; 0 where the paragraph stands.
    """

    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    moved: bool = False
    loud: bool = False
    goes_on: bool = False  # its earlier side goes on with the paragraph that the pair before it begins
    number: int = 0

    @property
    def kind(self) -> RowKind:
        if not self.loud:
            return "moved" if self.moved else "same"
        return "changed" if self.before and self.after else "struck" if self.before else "added"


@dataclass(frozen=True, slots=True)
class Fold:
    """Paragraphs that stand, shown on demand."""

    pairs: tuple[Pair, ...]

    @property
    def words(self) -> int:
        return sum(len(piece.text.split()) for pair in self.pairs for piece in pair.after)


def pairs_of(comparison: Comparison) -> list[Pair]:
    """The paragraphs in the order of the later version."""
    pairs: list[Pair] = []
    last: Row | None = None
    for row in comparison.rows:
        if last is None or last.moved != row.moved or _new_paragraph(comparison, row):
            pairs.append(Pair(goes_on=not row.added and not _starts(comparison.old, row.old_start, row.old_end)))
        _fill(pairs[-1], comparison, row)
        last = row
    found = [pair for pair in _beside(pairs) if pair.before or pair.after]
    count = 0
    for pair in found:
        if pair.loud or pair.moved:
            count += 1
            pair.number = count
    return found


def _new_paragraph(comparison: Comparison, row: Row) -> bool:
    """True where a paragraph begins with the row, in the later version, or for what was struck in the earlier one."""
    return _starts(comparison.old, row.old_start, row.old_end) if row.struck else _starts(comparison.new, row.new_start, row.new_end)


def _starts(text: str, at: int, end: int) -> bool:
    gap = text[len(text[max(at - 40, 0) : at].rstrip()) + max(at - 40, 0) : at]
    return at == 0 or bool(_BLANK.search(gap)) or ("\n" in gap and (" | " in text[at:end] or end - at < 90))


def _fill(pair: Pair, comparison: Comparison, row: Row) -> None:
    if not pair.before and not row.added:
        pair.goes_on = not _starts(comparison.old, row.old_start, row.old_end)
    pair.moved = pair.moved or row.moved
    pair.loud = pair.loud or row.loud
    old, new, at, there = comparison.old, comparison.new, row.old_start, row.new_start
    for edit in row.edits:
        _say(pair.before, "same", old[at : edit.old_start])
        _say(pair.after, "same", new[there : edit.new_start])
        _say(pair.before, _kind(edit, "struck"), old[edit.old_start : edit.old_end])
        _say(pair.after, _kind(edit, "added"), new[edit.new_start : edit.new_end])
        at, there = edit.old_end, edit.new_end
    _say(pair.before, "same", old[at : row.old_end])
    _say(pair.after, "same", new[there : row.new_end])


def _kind(edit: Edit, loud: PieceKind) -> PieceKind:
    return loud if edit.loud else "same" if edit.kind == "space" else "quiet"


def _say(pieces: list[Piece], kind: PieceKind, text: str) -> None:
    text = re.sub(r"\s*\n\s*", " ", text) if " | " not in text else text
    if not text or (not pieces and not text.strip()):
        return
    if pieces and pieces[-1].kind == kind:
        pieces[-1] = Piece(kind, pieces[-1].text + text)
    else:
        pieces.append(Piece(kind, text))


def _beside(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """What was struck beside what was added in its place."""
    struck: list[Pair] = []
    for pair in pairs:
        if pair.kind == "struck":
            struck.append(pair)
            continue
        if struck and pair.goes_on and pair.before and not pair.moved:
            pair.before = [*struck.pop().before, *pair.before]
        elif pair.kind == "added" and struck:
            waiting = struck.pop(0)
            waiting.after, waiting.loud = pair.after, True
            yield waiting
            continue
        yield from struck
        struck = []
        yield pair
    yield from struck


def folded(pairs: Sequence[Pair]) -> list[Pair | Fold]:
    """The pairs; of a long stretch that stands only the paragraphs next to a change are shown."""
    shown: list[Pair | Fold] = []
    at = 0
    while at < len(pairs):
        upto = at
        while upto < len(pairs) and not pairs[upto].number:
            upto += 1
        head, tail = at + (at > 0), upto - (upto < len(pairs))
        if tail - head >= _FOLDS:
            shown += [*pairs[at:head], Fold(tuple(pairs[head:tail])), *pairs[tail:upto]]
        else:
            shown += pairs[at:upto]
        if upto < len(pairs):
            shown.append(pairs[upto])
        at = upto + 1
    return shown
