"""The straight line from two texts to their comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from contracts.text import AgreementText
from reviews.comparing.align import Pair, align
from reviews.comparing.edit import LOUD, Comparison, Edit, Row
from reviews.comparing.references import follows, numbers_given, stale_references
from reviews.comparing.units import SIGNS, Unit, units_of
from reviews.comparing.words import word_edits

Headings = tuple[tuple[int, int], ...]


def compare_agreements(old: AgreementText, new: AgreementText) -> Comparison:
    """What became of the old version's text in the new one."""
    return compare(old.text, new.text, old.headings, new.headings)


def compare(old: str, new: str, headings: Headings = (), new_headings: Headings = ()) -> Comparison:
    """1. Cut both texts into units. 2. Align them. 3. Compare the words of each pair. 4. Tell renumbering from changes.

    It is computed in one direction, whichever text is given as the old one: so both directions say the same.
    """
    if (old, headings) > (new, new_headings):
        return compare(new, old, new_headings, headings).swapped()
    olds, news = units_of(old, headings), units_of(new, new_headings)
    pairs = align(olds, news)
    rows = [_row(old, new, olds, news, pair) for pair in pairs]
    given = numbers_given(olds, news, pairs)
    rows = [row.with_edits(tuple(_told(edit, old, new, given) for edit in row.edits)) for row in rows]
    stale = tuple(found for row in rows for found in stale_references(row, old, new, given))
    return Comparison(old, new, _in_order(old, new, olds, news, pairs, rows), stale)


def _row(old: str, new: str, olds: Sequence[Unit], news: Sequence[Unit], pair: Pair) -> Row:
    first, second = olds[pair.first], news[pair.new_first]
    end, new_end = olds[pair.upto - 1].end, news[pair.new_upto - 1].end
    edits: list[Edit] = []
    if old[first.start : first.body] != new[second.start : second.body]:
        same = old[first.start : first.body].translate(SIGNS).split() == new[second.start : second.body].translate(SIGNS).split()
        edits.append(Edit("space" if same else "number", first.start, first.body, second.start, second.body))
    edits += word_edits(old, first.body, end, new, second.body, new_end)
    return Row(first.start, end, second.start, new_end, tuple(edits), pair.moved)


def _told(edit: Edit, old: str, new: str, given: dict[str, str]) -> Edit:
    return replace(edit, kind="reference") if edit.loud and follows(edit, old, new, given) else edit


def _in_order(old: str, new: str, olds: Sequence[Unit], news: Sequence[Unit], pairs: Sequence[Pair], rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with those that have one side only, each of which stands behind what stands before it in its own text."""
    after_old = {0: 0}  # where in the new text stands what follows so many old units
    after_new = {0: 0}
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for pair, row in zip(pairs, rows, strict=True):
        after_old[pair.upto], after_new[pair.new_upto] = row.new_end, row.old_end
        taken_old.update(range(pair.first, pair.upto))
        taken_new.update(range(pair.new_first, pair.new_upto))
    made = list(rows)
    at = 0
    for number, unit in enumerate(olds):
        at = after_old.get(number, at)
        if number not in taken_old:
            made.append(Row(unit.start, unit.end, at, at, _one_side(unit, at, struck=True)))
    at = 0
    for number, unit in enumerate(news):
        at = after_new.get(number, at)
        if number not in taken_new:
            made.append(Row(at, at, unit.start, unit.end, _one_side(unit, at, struck=False)))
    if not olds and not news and (old or new):  # white space alone
        made.append(Row(0, len(old), 0, len(new), () if old == new else (Edit("space", 0, len(old), 0, len(new)),)))
    elif not olds and old:
        made.append(Row(0, len(old), 0, 0, (Edit("space", 0, len(old), 0, 0),)))
    elif not news and new:
        made.append(Row(0, 0, 0, len(new), (Edit("space", 0, 0, 0, len(new)),)))
    return tuple(sorted(made, key=lambda row: (row.new_start, row.new_end, row.old_start)))


def _one_side(unit: Unit, at: int, *, struck: bool) -> tuple[Edit, ...]:
    """All of the unit as one edit; a number that stands alone is no change."""
    words = Edit("number" if unit.label and unit.body >= unit.stop else LOUD, unit.start, unit.stop, at, at)
    space = Edit("space", unit.stop, unit.end, at, at)
    edits = (words, space) if unit.end > unit.stop else (words,)
    return edits if struck else tuple(edit.swapped() for edit in edits)
