"""One page of a PDF -> its items in reading order, and whether it can be read at all."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from contracts.reading.pdf.bands import bands_of, row_of_band
from contracts.reading.pdf.gibberish import is_gibberish_page
from contracts.reading.pdf.layout import Look, cut, fragments_of, in_reading_order, is_spaced, look_at, words_of
from contracts.reading.pdf.lines import ODD, Boxes, Frame, Item, Line, Spaced, clean, read_lines
from contracts.reading.pdf.rows import said_in
from contracts.reading.pdf.running import without_line_numbers
from contracts.reading.pdf.tables import Cell, edges_of, rows_of_table, ruled_tables

_UNDECODED: Final = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
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
    turned: tuple[Frame, Frame] | None = None  # the frame of the items' boxes, where it is not the one that is shown

    def box(self, line: Line) -> tuple[float, float, float, float]:
        """The line's box as the page is shown."""
        if self.turned is None:
            return line[2:6]
        upright, shown = self.turned
        return shown.seen(*upright.unseen(*line[2:6]))

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
    index_of = _index_of(textpage, text)
    text = text.replace("\xa0", " ")
    if len(text) >= _LITTLE and is_gibberish_page(text):
        result.readable = False
        return result
    if ODD.search(text):
        if len(_UNDECODED.findall(text)) > 0.3 * len("".join(text.split())):
            result.readable = False
            return result
        text = clean(text)
    lines = read_lines(text, index_of, boxes)
    if frame.turns or _run_sideways(lines):
        upright = frame.upright_for(lines, boxes)
        if upright != frame:  # the page is shown sideways: it is laid out as its reader would turn it
            result.turned = (upright, frame)
            boxes = Boxes(textpage.raw, upright)
            lines = read_lines(text, index_of, boxes)
            frame = upright
    lines, turned = _upright(without_line_numbers(lines))
    look = look_at(lines, boxes)
    result.items = list(lines) if look.is_plain else _laid_out(page.raw, lines, look, boxes, frame)
    if any(is_spaced(line.text) for line in lines):
        result.items = [_closed_up(item, boxes) if isinstance(item, Line) and is_spaced(item.text) else item for item in result.items]
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


def _run_sideways(lines: Sequence[Line]) -> bool:
    long = [line for line in lines if len(line.text) >= 8]
    return len(long) > 0 and sum(line.height > line.right - line.left for line in long) > len(long) / 2


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


def _laid_out(page: Any, lines: Sequence[Line], look: Look, boxes: Boxes, frame: Frame) -> list[Item]:
    """Tables with ruled lines by their cells, all else by columns; both in their places down the page."""
    edges = edges_of(page, frame)
    tables = [_Area(cells) for cells in ruled_tables(edges)]
    bands = bands_of(edges)
    fragments: list[Line] = []
    for line in lines:
        at = [area for area in tables if area.touches(line)]
        if not at and not look.split and line not in look.stretched and not any(band.holds(line) for band in bands):
            fragments.append(line)
            continue
        pieces = [line]
        if at:
            words = words_of(line, boxes)
            for area in at:
                area.words += [word for word in words if area.holds(word)]
                words = [word for word in words if not area.holds(word)]
            pieces = cut(line, words)
        for piece in pieces:
            fragments += fragments_of(piece, boxes, look.wide)
    placed = [(area.top, rows) for area in tables if (rows := rows_of_table(area.cells, area.words))]
    for band in bands:
        inside = [fragment for fragment in fragments if band.holds(fragment)]
        if inside and (row := row_of_band(inside)):
            placed.append((band.top, [row]))
            fragments = [fragment for fragment in fragments if not band.holds(fragment)]
    items: list[Item] = []
    for top, rows in sorted(placed, key=lambda table: table[0]):
        items += in_reading_order([f for f in fragments if f.top < top])
        fragments = [f for f in fragments if f.top >= top]
        for row in rows:
            items += said_in(row)
    return items + in_reading_order(fragments)


class _Area:
    """Where a table stands, and the words found there."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.left, self.top = min(c[0] for c in cells) - 1, min(c[1] for c in cells)
        self.right, self.bottom = max(c[2] for c in cells) + 1, max(c[3] for c in cells)
        self.words: list[Line] = []

    def touches(self, line: Line) -> bool:
        return self.top <= (line.top + line.bottom) / 2 <= self.bottom and line.left < self.right > self.left < line.right

    def holds(self, word: Line) -> bool:
        return self.left <= (word.left + word.right) / 2 <= self.right and self.touches(word)


def _closed_up(line: Line, boxes: Boxes) -> Item:
    """``T E R M S`` set with spaces between its letters becomes the word that it is."""
    words = words_of(line, boxes)
    gaps = sorted(b.left - a.right for a, b in pairwise(words))
    usual = gaps[len(gaps) // 4]
    groups: list[list[Line]] = [[words[0]]]
    for a, b in pairwise(words):
        if b.left - a.right > 1.7 * usual + 0.5 or len(a.text) > 1 or len(b.text.rstrip(":;,.")) > 1:
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
