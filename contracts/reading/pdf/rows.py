"""Pieces of text beside and below each other: printed lines, and the rows of tables that have no ruled lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from contracts.reading.pdf.lines import Item, Line, Row
from contracts.reading.signatures import OF_A_PARTY, is_block

# What numbers or marks the words beside it.
LABEL: Final = re.compile(
    r"(?:[(\[]?[0-9a-zA-Z]{1,4}[.)\]]{1,2}|(?:\d+\.)+\d*|[•●▪◦‣·oO\-–—*§]|(?:Section|Article|Clause)\s[\d.]+)",
    re.IGNORECASE,
)


def rows_of(fragments: Sequence[Line]) -> list[list[Line]]:
    """Fragments on the same printed line, from left to right; lines from top to bottom."""
    rows: list[list[Line]] = []
    for fragment in sorted(fragments, key=lambda f: (f.top + f.bottom) / 2):
        middle = (fragment.top + fragment.bottom) / 2
        for row in rows[-3:]:
            lead = max(row, key=lambda f: f.height)
            level = (lead.top + lead.bottom) / 2
            inside = lead.top < middle < lead.bottom and abs(middle - level) < 0.45 * lead.height
            if inside and all(min(fragment.right, o.right) - max(fragment.left, o.left) < 2 for o in row):
                row.append(fragment)
                break
        else:
            rows.append([fragment])
    for row in rows:
        row.sort(key=lambda f: f.left)
    rows.sort(key=lambda row: min(f.top for f in row))
    return rows


def stacked(fragments: Sequence[Line]) -> list[Item]:
    """Physical lines; where neighbouring ones have cells below each other, rows of a table."""
    rows = [_cells(row) for row in rows_of(fragments)]
    items: list[Item] = []
    index = 0
    while index < len(rows):
        end = index
        while end < len(rows) and len(rows[end]) > 1 and (end == index or _below(rows[end - 1], rows[end])):
            end += 1
        if end - index >= 2 and _are_blocks(rows[index:end]):
            for side in (0, 1):
                items += [piece for row in rows[index:end] for piece in row[side]]
            index = end
        elif end - index >= 2:
            for row in rows[index:end]:
                pieces = [piece for cell in row for piece in cell]
                items.append(Row(tuple(row), min(p.top for p in pieces), max(p.bottom for p in pieces)))
            index = end
        else:
            items += [piece for cell in rows[index] for piece in cell]
            index += 1
    return items


def _are_blocks(rows: Sequence[Sequence[tuple[Line, ...]]]) -> bool:
    """True for two blocks beside each other, each to be read by itself: two parties sign, or have an address, each.

    Both sides of some lines begin with the same word: ``Name: A   Name: B``, ``Title: ...   Title: ...``.
    """
    if any(len(row) != 2 for row in rows):
        return False
    alike = 0
    for left, right in rows:
        a, b = OF_A_PARTY.match(left[0].text), OF_A_PARTY.match(right[0].text)
        alike += a is not None and b is not None and a[1].lower() == b[1].lower()
    return alike >= 2


def said_in(row: Row) -> Sequence[Item]:
    """The row of a ruled table, its number with the words that it numbers; line by line where its cells are parties' blocks."""
    cells = row.cells
    if any(is_block([line.text for line in cell]) for cell in cells):
        return [line for cell in cells for line in cell]
    if len(cells) > 2 and len(cells[0]) == 1 and LABEL.fullmatch(cells[0][0].text):
        return [row._replace(cells=(cells[0] + cells[1], *cells[2:]))]
    return [row]


def _cells(row: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The pieces of a printed line by cell: raised figures stay with their word, numbers and bullets with what follows."""
    cells: list[tuple[Line, ...]] = []
    for piece in row:
        last = cells[-1][-1] if cells else None
        if last and (
            piece.left - last.right < 0.4 * max(piece.height, last.height)
            or (len(cells) == 1 and len(cells[0]) == 1 and LABEL.fullmatch(last.text) and piece.left - last.right < 6 * last.height)
        ):
            cells[-1] = (*cells[-1], piece)
        else:
            cells.append((piece,))
    return cells


def _below(above: Sequence[tuple[Line, ...]], row: Sequence[tuple[Line, ...]]) -> bool:
    """True where a cell after the first begins below one of the row above, and the rows are near."""
    height = max(cell[0].height for cell in above)
    # So far apart are rows with an empty line between them.
    near = min(cell[0].top for cell in row) - max(cell[0].bottom for cell in above) < 2.3 * height
    return near and any(
        abs(a[0].left - b[0].left) < 6 or abs(a[-1].right - b[-1].right) < 6 or min(a[-1].right, b[-1].right) - max(a[0].left, b[0].left) > 8
        for a in above[1:]
        for b in row[1:]
    )
