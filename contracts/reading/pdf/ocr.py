"""Pages without text: pictures of them, and what Tesseract recognises on those, as lines in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from pypdfium2 import PdfiumError

from contracts.reading.pdf.layout import in_reading_order
from contracts.reading.pdf.lines import Item, Line
from contracts.reading.tesseract import DPI, Recognise
from contracts.text import Box, Origin

_MOST_PIXELS: Final = 12_000_000
_LEAST_OF_LINE: Final = 40.0  # percent: what is less sure are specks, rules and signatures
_LEAST_OF_PAGE: Final = 45.0  # percent: what is less sure on the whole is no print that can be read
_SPECKS: Final = "|_-~—–.,:;'`’‘\"“”=+*^°•<>/\\"
_WIDE: Final = 1.6  # of a line's height: a gap between words that parts what stands beside each other
_ALIKE: Final = (0.6, 1.5)  # of the usual height: such lines are of one size of print


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as recognised: ``starts`` has for each word the index of its first character and its left end in points.

    Characters are counted through the page's recognised lines, with a line break between them. ``certainty`` is 0 to 1.
    """

    items: list[Item]
    starts: list[tuple[int, float]]
    boxes: Mapping[int, tuple[float, float]]  # a line's first character -> its top and bottom as printed
    certainty: float


def picture_of(page: Any) -> tuple[bytes, float]:
    """The page in shades of grey as a PGM file, and how many pixels a point has."""
    width, height = page.get_size()
    scale = DPI / 72
    if width * height * scale * scale > _MOST_PIXELS:
        scale = (_MOST_PIXELS / (width * height)) ** 0.5
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        rows = memoryview(bitmap.buffer).cast("B")
        head = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height)
        if bitmap.stride == bitmap.width:
            return head + bytes(rows), scale
        return head + b"".join(rows[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height)), scale
    finally:
        bitmap.close()


def recognitions_of(document: Any, unread: list[int], recognise: Recognise) -> tuple[dict[int, Recognised], int]:
    """What is recognised on each of these pages, by index; and how many of them were looked at before the time was up."""
    scales: list[float] = []

    def pictures() -> Iterator[bytes]:
        for index in unread:
            try:
                page = document[index]
            except PdfiumError:
                scales.append(1.0)
                yield b"P5 1 1 255\n\xff"
                continue
            try:
                picture, scale = picture_of(page)
            finally:
                page.close()
            scales.append(scale)
            yield picture

    found: dict[int, Recognised] = {}
    looked_at = 0
    for index, table in zip(unread, recognise(pictures()), strict=False):
        page = recognised(table, scales[looked_at]) if table else None
        if page is not None:
            found[index] = page
        looked_at += 1
    return found, looked_at


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


def recognised(table: str, scale: float) -> Recognised | None:
    """What a table of Tesseract's says stands on the page; None where that is nothing, or nothing sure."""
    lines = _lines_of(table, scale)
    words = [word for line in lines for word in line]
    sure = _sure(words)
    if sure < _LEAST_OF_PAGE:
        return None
    usual = median(max(w.bottom for w in line) - min(w.top for w in line) for line in lines)
    fragments: list[Line] = []
    starts: list[tuple[int, float]] = []
    boxes: dict[int, tuple[float, float]] = {}
    at = 0
    for line in lines:
        top, bottom = min(word.top for word in line), max(word.bottom for word in line)
        even = _even(top, bottom, usual)
        begun = 0
        for index, word in enumerate(line):
            starts.append((at, word.left))
            at += len(word.text) + 1
            last = index == len(line) - 1
            if last or line[index + 1].left - word.right > _WIDE * usual:
                piece = line[begun : index + 1]
                text = " ".join(w.text for w in piece)
                first = at - 1 - len(text)
                boxes[first] = top, bottom
                broken = last and len(text) > 2 and text[-1] == "-" and text[-2].isalpha()
                fragments.append(Line(text, first, piece[0].left, even[0], word.right, even[1], broken))
                begun = index + 1
    return Recognised(in_reading_order(fragments), starts, boxes, sure / 100)


def _lines_of(table: str, scale: float) -> list[list[_Word]]:
    """The words of the table by line: level, page, block, paragraph, line, word, left, top, width, height, sure, text."""
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5":
            continue
        text = "".join(c for c in cells[11] if c.isprintable() and not c.isspace())
        try:
            left, top, width, height = (int(cell) / scale for cell in cells[6:10])
            sure = float(cells[10])
        except ValueError:
            continue
        if text and width > 0 and height > 0 and (sure >= _LEAST_OF_LINE or text.strip(_SPECKS)):
            lines.setdefault(tuple(cells[2:5]), []).append(_Word(text, left, top, left + width, top + height, sure))
    return [line for line in lines.values() if _sure(line) >= _LEAST_OF_LINE]


def _sure(words: Sequence[_Word]) -> float:
    """How sure the words are on the whole, in percent, the long ones more than the short."""
    return sum(word.sure * len(word.text) for word in words) / (sum(len(word.text) for word in words) or 1)


def _even(top: float, bottom: float, usual: float) -> tuple[float, float]:
    """The box of a line as high as those of its size: ink alone makes a line without descenders lower than the next."""
    if _ALIKE[0] * usual < bottom - top < _ALIKE[1] * usual:
        middle = (top + bottom) / 2
        return middle - usual / 2, middle + usual / 2
    return top, bottom


def by_word(origins: Sequence[Origin], pages: Mapping[str, Recognised]) -> Iterator[Origin]:
    """The same origins, on recognised pages one for each word (with the space after it), with the place where it stands."""
    for origin in origins:
        page = pages.get(origin.part)
        if page is None or origin.box is None:
            yield origin
            continue
        top, bottom = page.boxes.get(origin.at, (origin.box.top, origin.box.bottom))
        index = bisect_right(page.starts, (origin.at, float("inf"))) - 1
        end = origin.at + origin.end - origin.start
        at, left = origin.at, origin.box.left
        while at < end:
            index += 1
            following, right = page.starts[index] if index < len(page.starts) else (end, origin.box.right)
            if following >= end:
                following, right = end, origin.box.right
            start = origin.start + at - origin.at
            yield Origin(start, start + following - at, origin.part, at, Box(*(round(v, 1) for v in (left, top, right, bottom))))
            at, left = following, right
