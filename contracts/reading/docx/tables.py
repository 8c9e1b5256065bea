"""The tables of a DOCX: their rows, their cells, and which of them are no tables but place text on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from contracts.reading.docx.package import Element, W, value
from contracts.reading.signatures import block_starts, is_block

_LONG_CELL: Final = 400  # characters: a table with such cells lays the page out


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of the table's rows; a row that was deleted is left out."""
    return [list(children(row, W + "tc")) for row in children(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]


def children(element: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from children(child, tag)


def flattened(container: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, out of content controls and the like."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in (W + "del", W + "moveFrom", W + "sdtPr", W + "sectPr", W + "tcPr"):
            continue
        elif len(child) and isinstance(child.tag, str):
            yield from flattened(child)


def lays_out(rows: Sequence[Sequence[Element]]) -> bool:
    """True for tables that only place text: one column, tables in cells, cells as long as sections, or a party's block each."""
    if all(len(row) < 2 for row in rows):
        return True
    for row in rows:
        for cell in row:
            if next(cell.iter(W + "tbl"), None) is not None:
                return True
            paragraphs = [p for p in flattened(cell) if p.tag == W + "p"]
            if len(paragraphs) > 2 and sum(len(_said(p)) for p in paragraphs) > _LONG_CELL:
                return True
    return any(sum(is_block([line for p in cell.iter(W + "p") for line in _said(p).split("\n")]) for cell in row) > 1 for row in rows)


def blocks_beside(rows: Sequence[Sequence[Element]]) -> list[list[list[Element]]]:
    """The blocks of parties that sign side by side, line under line, each with its lines' cells; none in other tables."""
    grid: list[list[tuple[int, Element]]] = []
    for row in rows:
        column, cells = 0, []
        for cell in row:
            cells.append((column, cell))
            column += _span(cell)
        grid.append(cells)
    width = max((cells[-1][0] + 1 for cells in grid if cells), default=0)
    texts = [[""] * width for _ in grid]
    for line, cells in zip(texts, grid, strict=True):
        for column, cell in cells:
            line[column] = " ".join(_said(p) for p in cell.iter(W + "p"))
    starts = block_starts(texts)
    blocks: list[list[list[Element]]] = []
    for begin, end in zip([0, *starts[1:]], [*starts[1:], width], strict=True):
        if starts:
            blocks.append([[cell for column, cell in cells if begin <= column < end and _is_filled(cell)] for cells in grid])
    return blocks


def _is_filled(cell: Element) -> bool:
    return bool("".join(cell.itertext()).strip()) or next(cell.iter(W + "sym", W + "drawing", W + "pict"), None) is not None


def _span(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    width = (value(span) or "1") if span is not None else "1"
    return min(int(width), 64) if width.isascii() and width.isdigit() else 1


def _said(paragraph: Element) -> str:
    """Roughly what a paragraph says, with its line breaks: enough to tell tables apart."""
    pieces = []
    for element in paragraph.iter(W + "t", W + "br", W + "cr"):
        pieces.append(element.text or "" if element.tag == W + "t" else "\n")
    return "".join(pieces)
