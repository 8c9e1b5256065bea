"""What a comparison is made of: rows of units that belong together, and the edits within a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

# ``words``: other words. The rest are no changes of what is agreed: ``number`` is the paragraph's own number, ``reference`` one
# that follows the paragraph that it names, ``space`` white space and the signs that programs write differently.
EditKind = Literal["words", "number", "reference", "space"]
LOUD: Final = "words"


@dataclass(frozen=True, slots=True)
class Edit:
    """``old[old_start:old_end]`` became ``new[new_start:new_end]``; one of the two may be empty."""

    kind: EditKind
    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def loud(self) -> bool:
        return self.kind == LOUD

    def swapped(self) -> Edit:
        return Edit(self.kind, self.new_start, self.new_end, self.old_start, self.old_end)


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the old text and the stretch of the new one that it became.

    An empty side is where the other's words would stand: they were added or struck whole, and ``edits`` says so. ``moved``:
    it stands elsewhere among its neighbours.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    edits: tuple[Edit, ...] = ()
    moved: bool = False

    @property
    def added(self) -> bool:
        return self.old_start == self.old_end

    @property
    def struck(self) -> bool:
        return self.new_start == self.new_end

    @property
    def loud(self) -> bool:
        return any(edit.loud for edit in self.edits)

    def swapped(self) -> Row:
        edits = tuple(edit.swapped() for edit in self.edits)
        return Row(self.new_start, self.new_end, self.old_start, self.old_end, edits, self.moved)

    def with_edits(self, edits: tuple[Edit, ...]) -> Row:
        return replace(self, edits=edits)


@dataclass(frozen=True, slots=True)
class Stale:
    """A reference whose words stand, though the numbers have moved under it: it names another paragraph now.

    ``now``: the number that the paragraph has which it named; ``was``: the one that the paragraph had which it names; empty
    where that paragraph is not there.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    now: str
    was: str


@dataclass(frozen=True)
class Comparison:
    """``old`` and ``new``, and the rows in the order of the new text; what was struck stands where it would stand.

    The rows' new sides are the whole new text in order; their old sides are the whole old text, each once.
    """

    old: str
    new: str
    rows: tuple[Row, ...]
    stale: tuple[Stale, ...] = ()

    @property
    def edits(self) -> Iterator[Edit]:
        """Every edit, in the order of the new text."""
        for row in self.rows:
            yield from row.edits

    @cached_property
    def changes(self) -> tuple[Edit, ...]:
        """The edits that change what is agreed. Moves and renumbering are none."""
        return tuple(edit for edit in self.edits if edit.loud)

    @property
    def moves(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.moved)

    def applied(self) -> str:
        """The new text, made of the old one and of the edits alone."""
        made: list[str] = []
        for row in self.rows:
            at = row.old_start
            for edit in row.edits:
                made.append(self.old[at : edit.old_start])
                made.append(self.new[edit.new_start : edit.new_end])
                at = edit.old_end
            made.append(self.old[at : row.old_end])
        return "".join(made)

    def swapped(self) -> Comparison:
        """The comparison the other way round."""
        rows = sorted((row.swapped() for row in self.rows), key=lambda row: (row.new_start, row.new_end, row.old_start))
        stale = tuple(Stale(s.new_start, s.new_end, s.old_start, s.old_end, s.was, s.now) for s in self.stale)
        return Comparison(self.new, self.old, tuple(rows), stale)
