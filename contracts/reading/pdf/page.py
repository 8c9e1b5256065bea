"""One page of a PDF -> its items in reading order, and whether it can be read at all."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from contracts.reading.pdf.layout import fragments_of, in_reading_order, is_plain, words_of
from contracts.reading.pdf.lines import Boxes, Frame, Item, Line, Row, Spaced, read_lines
from contracts.reading.pdf.running import without_line_numbers
from contracts.reading.pdf.tables import edges_of, rows_of_table, ruled_tables

_UNDECODED: Final = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_SPACED: Final = re.compile(r"(?:(?<=\s)|^)(?:\w ){3,}\w(?=\s|$)", re.MULTILINE)
_NOTE: Final = re.compile(r"(?:\d{1,2}|[*†‡]+)(?:\s|(?=[A-Z]))")
_LITTLE: Final = 200  # characters: with so few, a page may be a picture with a stamp on it


@dataclass(slots=True)
class ReadPage:
    """A page as read: ``pictured`` where an image covers most of it, ``marked`` where anything at all is on it."""

    items: list[Item]
    notes: list[Item]
    width: float
    height: float
    readable: bool = True
    pictured: bool = False
    marked: bool = True

    @classmethod
    def damaged(cls) -> ReadPage:
        return cls([], [], 612.0, 792.0, readable=False)


def read_page(page: Any, textpage: Any) -> ReadPage:
    frame = _frame(page)
    boxes = Boxes(textpage.raw, frame)
    text = textpage.get_text_range()
    result = ReadPage([], [], frame.width, frame.height)
    if len(text) < _LITTLE:
        result.marked = pdfium_c.FPDFPage_CountObjects(page.raw) > 0
        result.pictured = _is_picture(page.raw, frame)
    if not text.strip():
        result.readable = not result.marked
        return result
    if _UNDECODED.search(text) and len(_UNDECODED.findall(text)) > 0.3 * len("".join(text.split())):
        result.readable = False
        return result
    lines, turned = _upright(without_line_numbers(read_lines(text, _index_of(textpage, text), boxes)))
    if not is_plain(lines, boxes):
        result.items = _laid_out(page.raw, lines, boxes, frame)
    else:
        result.items = list(lines)
    if _SPACED.search(text):
        result.items = [_closed_up(item, boxes) if isinstance(item, Line) else item for item in result.items]
    result.notes = turned
    return result


def _frame(page: Any) -> Frame:
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, int(pdfium_c.FPDFPage_GetRotation(page.raw)) % 4)


def _index_of(textpage: Any, text: str) -> Callable[[int], int] | None:
    """None where text and characters count alike, as they nearly always do."""
    if textpage.count_chars() == len(text):
        return None
    raw = textpage.raw
    if text.isascii() or max(text) <= "\uffff":
        return lambda index: max(int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(raw, index)), 0)
    units: list[int] = []  # PDFium counts two for a character beyond the basic plane
    position = 0
    for character in text:
        units.append(position)
        position += 2 if character > "\uffff" else 1
    return lambda index: max(int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(raw, units[index])), 0)


def _upright(lines: list[Line]) -> tuple[list[Line], list[Item]]:
    """Lines that run up or down the page are stamps: they follow the page's text instead of interrupting it."""
    turned = [line for line in lines if len(line.text) > 3 and line.height > 2.5 * (line.right - line.left)]
    return ([line for line in lines if line not in turned], list(turned)) if turned else (lines, [])


def _is_picture(page: Any, frame: Frame) -> bool:
    """True where one image covers at least half of the page."""
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFPage_CountObjects(page), 200)):
        thing = pdfium_c.FPDFPage_GetObject(page, index)
        if pdfium_c.FPDFPageObj_GetType(thing) in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM):
            pdfium_c.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
            area = (right.value - left.value) * (top.value - bottom.value)
            if area > 0.5 * frame.width * frame.height:
                return True
    return False


def _laid_out(page: Any, lines: Sequence[Line], boxes: Boxes, frame: Frame) -> list[Item]:
    """Tables with ruled lines by their cells, all else by columns; both in their places down the page."""
    words = words_of(lines, boxes)
    tables = ruled_tables(edges_of(page, frame))
    placed: list[tuple[float, list[Row]]] = []
    for cells in tables:
        left, top = min(c[0] for c in cells), min(c[1] for c in cells)
        right, bottom = max(c[2] for c in cells), max(c[3] for c in cells)
        inside: list[Line] = []
        for index, row in enumerate(words):
            here = [
                w
                for w in row
                if left - 1 <= (w.left + w.right) / 2 <= right + 1 and top <= (w.top + w.bottom) / 2 <= bottom
            ]
            if here:
                inside += here
                words[index] = [w for w in row if w not in here]
        rows = rows_of_table(cells, inside)
        if rows:
            placed.append((top, rows))
    fragments: list[Line] = []
    for row, line in zip(words, lines, strict=True):
        if row:
            fragments += fragments_of(row, line)
    if not placed:
        return in_reading_order(fragments)
    placed.sort(key=lambda table: table[0])
    items: list[Item] = []
    for top, rows in placed:
        above = [f for f in fragments if f.top < top]
        fragments = [f for f in fragments if f.top >= top]
        items += in_reading_order(above)
        items += rows
    return items + in_reading_order(fragments)


def _closed_up(line: Line, boxes: Boxes) -> Item:
    """``T E R M S`` set with spaces between its letters becomes the word that it is."""
    match = _SPACED.search(line.text)
    if not match or len(match[0]) < 0.6 * len(line.text):
        return line
    words = words_of([line], boxes)[0]
    gaps = sorted(b.left - a.right for a, b in zip(words, words[1:], strict=False))
    usual = gaps[len(gaps) // 4]
    groups: list[list[Line]] = [[words[0]]]
    for a, b in zip(words, words[1:], strict=False):
        if b.left - a.right > 1.7 * usual + 0.5 or len(a.text) > 1 or len(b.text) > 1:
            groups.append([])
        groups[-1].append(b)
    return Spaced(tuple(tuple(group) for group in groups), line.top, line.bottom)


def without_footnotes(items: list[Item], height: float) -> tuple[list[Item], list[Item]]:
    """Footnotes: the smaller print at the foot of the page that begins with a number or a star."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 8 or len(lines) != len(items):
        return items, []
    heights = sorted(line.height for line in lines)
    usual = heights[len(heights) // 2]
    start = len(items)
    for index in range(len(items) - 1, -1, -1):
        line = lines[index]
        if line.height > 0.92 * usual or line.top < 0.5 * height:
            break
        if _NOTE.match(line.text):
            start = index
    return items[:start], items[start:]
