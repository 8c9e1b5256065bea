"""Tables with lines only between their rows: the bands between those lines, and the cells that stand in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any, Final, NamedTuple

from contracts.reading.pdf.lines import Line, Row
from contracts.reading.pdf.rows import rows_of

_LEAST: Final = 4  # lines of one length: with fewer, they may frame a page or a paragraph
_FIGURE: Final = re.compile(r"[^a-zA-Z]*")
_ALIKE: Final = 6.0  # points: the ends of a table's lines differ by no more
_GAP: Final = 12.0  # points: between the cells of one line, where each has its own
_NARROW: Final = 100.0  # points: shorter lines are drawn under words
_LINES: Final = 14  # printed lines: a cell that has more is a column of a page


class Band(NamedTuple):
    """What lies between two neighbouring lines of such a table."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, line: Line) -> bool:
        return self.top <= (line.top + line.bottom) / 2 < self.bottom and self.left - 3 <= line.left and line.right <= self.right + 3


def bands_of(edges: Sequence[dict[str, Any]]) -> list[Band]:
    """The bands of all tables that lines of one length part into rows; ``edges`` as ``tables.edges_of`` gives them."""
    tables: list[tuple[float, float, list[float]]] = []
    for level, left, right in _joined(edges):
        for table in tables:
            if abs(table[0] - left) < _ALIKE and abs(table[1] - right) < _ALIKE:
                if level - table[2][-1] > 4:  # not the second of a double line
                    table[2].append(level)
                break
        else:
            tables.append((left, right, [level]))
    return [
        Band(left, top, right, bottom)
        for left, right, levels in tables
        if len(levels) >= _LEAST and right - left > _NARROW
        for top, bottom in pairwise(levels)
    ]


def _joined(edges: Sequence[dict[str, Any]]) -> list[tuple[float, float, float]]:
    """Horizontal lines as height, left and right end; what is drawn cell by cell is one line."""
    pieces = sorted((round(edge["top"]), edge["x0"], edge["x1"]) for edge in edges if edge["orientation"] == "h")
    lines: list[tuple[float, float, float]] = []
    for level, left, right in pieces:
        if lines and lines[-1][0] == level and left - lines[-1][2] < _GAP:
            lines[-1] = (level, lines[-1][1], max(lines[-1][2], right))
        else:
            lines.append((level, left, right))
    return lines


def row_of_band(fragments: Sequence[Line]) -> Row | None:
    """The row of a table, whose fragments these are; None where they are no cells beside each other."""
    cells = [tuple(piece for row in rows_of(column) for piece in row) for column in _columns(fragments)]
    if len(cells) < 2 or max(len(cell) for cell in cells) > _LINES:
        return None
    if any(_are_entries(a, b) for a, b in combinations(cells, 2)):
        return None
    return Row(tuple(cells), min(f.top for f in fragments), max(f.bottom for f in fragments))


def _are_entries(a: Sequence[Line], b: Sequence[Line]) -> bool:
    """True where two columns of a band hold several rows, line beside line, and not two cells whose text runs over lines."""
    level = sum(any(abs(x.top + x.bottom - y.top - y.bottom) < 0.6 * x.height for y in b) for x in a)
    return level > 1 and not (_runs_on(a) and _runs_on(b))


def _runs_on(cell: Sequence[Line]) -> bool:
    width = max(line.right for line in cell) - min(line.left for line in cell)
    return all(line.right - line.left > 0.6 * width for line in cell[:-1]) and not any(_FIGURE.fullmatch(line.text) for line in cell)


def _columns(fragments: Sequence[Line]) -> list[list[Line]]:
    """Fragments that stand above each other, from left to right."""
    columns: list[list[Line]] = []
    right = -1e9
    for fragment in sorted(fragments, key=lambda f: f.left):
        if fragment.left < right - 2:
            columns[-1].append(fragment)
            right = max(right, fragment.right)
        else:
            columns.append([fragment])
            right = fragment.right
    return columns
