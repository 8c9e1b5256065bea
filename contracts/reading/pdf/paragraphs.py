"""Printed lines -> paragraphs: where one ends, how two lines join, and where each character came from.

A paragraph that is cut too early costs a clause its second half; one that is cut too late costs little. So a line that
stops in the middle of a sentence is joined to the next unless the page says loudly that it should not be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import Final, TypeVar

from contracts.reading.pdf.hyphens import Hyphens
from contracts.reading.pdf.lines import Item, Line, Row, Spaced
from contracts.text import Box, Origin

T = TypeVar("T")
_NUMBERED: Final = re.compile(
    r"(?:\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})[).]|\d{1,3}(?:\.\d{1,3})+\.?|[•●▪◦‣·]|"
    r"(?:section|article|clause|exhibit|schedule|annex|appendix)\s+[\dA-Z])(?:\s|$|(?<=\.)[A-Z])",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(
    r"(?:sections?|articles?|clauses?|paragraphs?|sub-?sections?|exhibits?|schedules?|annex|no\.|and|or|to|under|of|in|the|"
    # "forty-five" at the end of a line, "(45) days" on the next
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)$",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?(?=[A-Z][a-z])")
_ENDS: Final = re.compile(r"(?:[.;:!?][\"”’')\]]*|[;,:]\s*(?:and|or|and/or))$")
_AMID: Final = frozenset("abcefghijklmnopqstuvwxyz,-")  # a line that ends so ends no sentence (and, or: they may end an item)
_STOPS: Final = re.compile(r"[.:!?][\"”’')\]]*$")
_URL: Final = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
_RULE: Final = re.compile(r"[-=–—\s]{3,}")


@dataclass(slots=True)
class Sheet:
    """A page's items in reading order, ready to be written; ``rights`` is where the full lines of each column end."""

    number: int
    items: Sequence[Item]
    notes: Sequence[Item] = ()  # footnotes
    shown: Callable[[Line], tuple[float, float, float, float]] | None = None  # a line's box, where the page is turned
    rights: dict[int, float] = field(default_factory=dict)
    pitch: float = 0.0
    page: str = ""

    def __post_init__(self) -> None:
        self.page = str(self.number)
        lines = [item for item in self.items if isinstance(item, Line)]
        if not lines:
            return
        rights: dict[int, list[float]] = {}
        for line in lines:
            rights.setdefault(line.column, []).append(line.right)
        for column, ends in rights.items():
            ends.sort()
            self.rights[column] = ends[min(int(len(ends) * 0.9), len(ends) - 1)]
        steps = sorted(b.top - a.top for a, b in pairwise(lines) if 0 < b.top - a.top < 60)
        self.pitch = steps[len(steps) // 3] if steps else lines[0].height


@dataclass(slots=True)
class Written:
    """The text so far, in pieces, and the origins of its characters."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    origins: list[Origin] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Characters of the reader's own."""
        self.pieces.append(text)
        self.length += len(text)

    def quote(self, text: str, sheet: Sheet, line: Line) -> None:
        """Characters of the page."""
        if text:
            _, at, left, top, right, bottom, _, _ = line
            if sheet.shown is not None:
                left, top, right, bottom = sheet.shown(line)
            start = self.length
            self.length = end = start + len(text)
            box = Box(int(left * 10 + 0.5) / 10, int(top * 10 + 0.5) / 10, int(right * 10 + 0.5) / 10, int(bottom * 10 + 0.5) / 10)
            self.origins.append(Origin(start, end, sheet.page, at, box))
            self.pieces.append(text)


def write(sheets: Sequence[Sheet]) -> tuple[Written, list[int]]:
    """The whole text, and where each sheet's text starts in it."""
    out = Written()
    hyphens = Hyphens([sheet.items for sheet in sheets])
    starts: list[int] = []
    last: Line | None = None  # the line written last, if text may go on after it
    last_sheet: Sheet | None = None
    for sheet in sheets:
        started = False
        rules = 0
        previous: Item | None = None
        for item, following in _with_next(sheet.items):
            continues = False
            if _is_rule(item):
                rules += 1
                continue
            if not isinstance(item, Line):
                if out.length:
                    out.say("\n" if isinstance(previous, Row) and isinstance(item, Row) else "\n\n")
                if not started:
                    starts.append(out.length)
                    started = True
                if isinstance(item, Row):
                    _write_row(out, sheet, item, hyphens)
                else:
                    _write_spaced(out, sheet, item)
                last = None
            else:
                if last is not None and last_sheet is not None:
                    if last_sheet is sheet:
                        continues = _continues(last, item, sheet, following, rules)
                    else:
                        continues = _continues_overleaf(last, item, last_sheet)
                if continues and last is not None and last_sheet is not None:
                    _join(out, last, item, hyphens, last_sheet)
                elif out.length:
                    out.say("\n\n")
                if not started:
                    starts.append(out.length)
                    started = True
                text = item.text
                if item.broken:
                    text = text[:-1]
                if text[0].isdigit() and (number := _GLUED.match(text)):
                    _write_apart(out, sheet, item._replace(text=text), number.end())
                else:
                    out.quote(text, sheet, item)
                last, last_sheet = item, sheet
            previous = item
            rules = 0
        if not started:
            starts.append(out.length)
        if sheet.notes:
            if last is not None and last.broken:
                _hyphen(out, last, sheet)
            for note, joins in _notes(sheet):
                out.say(" " if joins else "\n\n")
                out.quote(note.text, sheet, note)
            last = None
    if last is not None and last.broken and last_sheet is not None:
        _hyphen(out, last, last_sheet)
    return out, starts


def _is_rule(item: Item) -> bool:
    """A rule drawn with dashes under a heading, as typewriters did."""
    return isinstance(item, Line) and item.text[0] in "-=–—" and _RULE.fullmatch(item.text) is not None


def _with_next(items: Sequence[T]) -> Iterator[tuple[T, T | None]]:
    return zip_longest(items, items[1:])


def _notes(sheet: Sheet) -> Iterator[tuple[Line, bool]]:
    """The notes of a page, each with whether it goes on with the one before."""
    before: Line | None = None
    for note in sheet.notes:
        if isinstance(note, Line):
            near = before is not None and 0 < note.top - before.top < 1.8 * note.height
            yield note, near and not note.text[0].isdigit() and note.text[0] not in "*†"
            before = note


def _write_row(out: Written, sheet: Sheet, row: Row, hyphens: Hyphens) -> None:
    for index, cell in enumerate(row.cells):
        if index:
            out.say(" | ")
        for line, following in _with_next(cell):
            goes_on = line.broken and following is not None
            out.quote(line.text[:-1] if goes_on else line.text, sheet, line)
            if following is not None:
                _join(out, line, following, hyphens, sheet)


def _write_apart(out: Written, sheet: Sheet, line: Line, end: int) -> None:
    """``4.2Insurance``: the number of a heading and the heading, which stand too near to each other on the paper."""
    middle = line.left + (line.right - line.left) * end / len(line.text)
    out.quote(line.text[:end], sheet, line._replace(right=middle))
    out.say(" ")
    out.quote(line.text[end:], sheet, line._replace(at=line.at + end, left=middle))


def _write_spaced(out: Written, sheet: Sheet, heading: Spaced) -> None:
    for index, word in enumerate(heading.words):
        if index:
            out.say(" ")
        for letter in word:
            out.quote(letter.text, sheet, letter)


def _hyphen(out: Written, line: Line, sheet: Sheet) -> None:
    """Write the hyphen that was held back, as a piece of its line."""
    at = line.at + len(line.text) - 1
    out.quote("-", sheet, line._replace(at=at, left=line.right - 3))


def _is_raised(a: Line, b: Line) -> bool:
    """True for a raised figure and the word beside which it stands, without a space."""
    return a.bottom > b.top and a.top < b.bottom and -2 < b.left - a.right < 0.12 * max(a.height, b.height)


def _join(out: Written, last: Line, item: Line, hyphens: Hyphens, sheet: Sheet) -> None:
    if last.broken:
        if hyphens.keep(last.text[:-1], item.text):
            _hyphen(out, last, sheet)
        return
    if _is_raised(last, item):
        return
    if last.text[-1] == "-" and len(last.text) > 1 and last.text[-2].isalnum() and item.text[0].isalnum():
        return
    if (last.text[-1] in "/-_=&?" or item.text[0] == "/") and _URL.search(last.text):
        return
    out.say(" ")


def _continues(a: Line, b: Line, sheet: Sheet, following: Item | None, rules: int) -> bool:
    """True where ``b`` goes on with the paragraph of ``a``, the line before it on the page but for drawn ``rules``."""
    if a.broken:
        return True
    before, _, before_left, top, before_right, bottom, _, column = a
    text, _, left, b_top, right, b_bottom, _, _ = b
    margin, pitch = sheet.rights[column], sheet.pitch
    height = bottom - top or 1.0
    if b_top < bottom - 0.5 * height:
        if b_top > top - 0.5 * height or b_bottom > top:  # beside it
            return True
        # The top of the next column; what did not fill its line, an address or a heading, ends with the column.
        full = before_right > sheet.rights[column] - 60 or text[0].islower()
        return full and not _ends(before) and not _starts_item(text)
    step = b_top - top - rules * pitch
    lower = text[0].islower()
    if not lower and not 0.83 < (b_bottom - b_top or 1.0) / height < 1.2:
        return False
    ended = before[-1] not in _AMID and _ends(before)
    if step > 1.35 * pitch and step > height + 2 and not (lower and not ended and step < 2.3 * pitch + 6):
        return False
    word = ((text.find(" ") if " " in text else len(text)) + 1) * (right - left) / len(text)
    room = margin - before_right - word * (1.0 if ended else 1.3)
    if not (lower and text[1:3].isalpha()) and _starts_item(text):
        # "clause / 4.2" and "thirty / (30) days" only look like items
        return not ended and (room <= 4 or (before_right > margin - 60 and _refers(before))) and not before.isupper()
    if not lower and before_right < margin - 40 and len(before) > 3 and before.isupper() != text.isupper():
        return False
    if room > 4:  # the next word would have fitted: the line was ended on purpose, or the text is ragged
        return lower and not _STOPS.search(before[-4:]) and not (ended and room > 60)
    if ended and left > before_left + 0.8 * height and _STOPS.search(before[-4:]):  # the indent of a first line
        return isinstance(following, Line) and abs(following.left - left) < 2 and not _starts_item(following.text)
    return True


def _continues_overleaf(a: Line, b: Line, sheet: Sheet) -> bool:
    """True where ``b``, the first line of a page, goes on with the paragraph that ``a`` ended the last page with."""
    if a.broken:
        return True
    if _ends(a.text) and not (a.text[-1] in ";," and b.text[0].islower()):
        return False
    if b.text[0].islower():
        return True
    full = a.right > sheet.rights[a.column] - 40
    if _starts_item(b.text):
        return (full and not a.text.isupper()) or _refers(a.text)
    return full and not a.text.isupper() and not b.text.isupper()


def _ends(text: str) -> bool:
    """True where a sentence or an item of a list may end; only the tail can tell."""
    return _ENDS.search(text[-12:]) is not None


def _refers(text: str) -> bool:
    """True where a number is to follow: ``clause``, ``under Sections``, ``and``."""
    return _REFERENCE.search(text) is not None


def _starts_item(text: str) -> bool:
    return bool(_NUMBERED.match(text))
