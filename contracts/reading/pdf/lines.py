"""A page of a PDF as its printed lines, with boxes, at little more than the cost of the bare text.

PDFium hands over a page's text in one call. A box costs another call a character, so only the first and the last
character of each line are asked for theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium_c

# PDFium's sign for a hyphen at the end of a line; the line break after it is swallowed.
BROKEN_WORD: Final = "\ufffe"
# Characters that a page's text may hold but an agreement's should not: kinds of white space and of hyphens, the Greek
# question mark that some fonts show for a semicolon, and those of fonts that do not say which letters they show.
_SPACE: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
ODD: Final = re.compile(f"[{_SPACE}\xad\u2010\u2011\u037e\ue000-\uf8ff\ufffd]")
_REPLACED: Final = re.compile(f"[{_SPACE}\xad\u2010\u2011\u037e]")
_REPLACEMENTS: Final = {"\xad": "-", "\u2010": "-", "\u2011": "-", "\u037e": ";"}


class Line(NamedTuple):
    """A printed line, or a part of one: ``text`` begins at PDFium's character ``at``; the box as in ``text.Box``."""

    text: str
    at: int
    left: float
    top: float
    right: float
    bottom: float
    broken: bool = False  # the last word goes on in the next line; ``text`` ends with the hyphen
    column: int = 0  # which column of the page it stands in, where there are several

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Row(NamedTuple):
    """A row of a table: its cells, each with its printed lines."""

    cells: tuple[tuple[Line, ...], ...]
    top: float
    bottom: float


class Spaced(NamedTuple):
    """A heading set with spaces between its letters: its words, each as the pieces that stand apart on the paper."""

    words: tuple[tuple[Line, ...], ...]
    top: float
    bottom: float


Item = Line | Row | Spaced


@dataclass(frozen=True, slots=True)
class Frame:
    """How PDF coordinates become a reader's: the visible box of the page and its rotation in quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def seen(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in points from the top left corner of the page as it is shown."""
        if self.turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def unseen(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """The inverse of ``seen``: left, bottom, right, top in PDF coordinates."""
        if self.turns == 0:
            return left + self.left, self.top - bottom, right + self.left, self.top - top
        if self.turns == 1:
            return top + self.left, left + self.bottom, bottom + self.left, right + self.bottom
        if self.turns == 2:
            return self.right - right, top + self.bottom, self.right - left, bottom + self.bottom
        return self.right - bottom, self.top - right, self.right - top, self.top - left

    def upright_for(self, lines: Sequence[Line], boxes: Boxes) -> Frame:
        """The frame in which most of these lines run from left to right."""
        runs: Counter[int] = Counter()
        for line in lines:
            if len(line.text) >= 8:
                a = self.unseen(*boxes.box(line.at))
                b = self.unseen(*boxes.box(line.at + len(line.text) - (2 if line.broken else 1)))
                across, up = b[0] - a[0], b[1] - a[1]
                if abs(across) > abs(up):
                    runs[0 if across > 0 else 2] += 1
                else:
                    runs[1 if up > 0 else 3] += 1
        return replace(self, turns=runs.most_common(1)[0][0]) if runs else self


@dataclass(slots=True)
class Boxes:
    """Boxes of single characters of one text page."""

    raw: Any
    frame: Frame

    def __post_init__(self) -> None:
        self.rect = pdfium_c.FS_RECTF()

    rect: Any = None

    def box(self, index: int) -> tuple[float, float, float, float]:
        rect = self.rect
        if not pdfium_c.FPDFText_GetLooseCharBox(self.raw, index, rect):
            return 0.0, 0.0, 0.0, 0.0
        frame = self.frame
        if frame.turns == 0:
            return rect.left - frame.left, frame.top - rect.top, rect.right - frame.left, frame.top - rect.bottom
        return frame.seen(rect.left, rect.bottom, rect.right, rect.top)


def clean(text: str) -> str:
    """The same characters one for one; only kinds of white space, hyphen and semicolon become the usual ones."""
    return _REPLACED.sub(lambda match: _REPLACEMENTS.get(match[0], " "), text)


def read_lines(text: str, index_of: Callable[[int], int] | None, boxes: Boxes) -> list[Line]:
    """The lines in the order of the page's content; ``text`` is clean; ``index_of`` where its indexes are not PDFium's."""
    lines = []
    position = 0
    box = boxes.box
    for raw in text.split("\n"):
        start = position
        position += len(raw) + 1
        if BROKEN_WORD in raw:
            pieces = raw.replace(BROKEN_WORD, BROKEN_WORD + "\n").split("\n")
        else:
            pieces = [raw]
        for piece in pieces:
            stripped = piece.strip()
            if stripped and stripped != BROKEN_WORD:
                first = start + len(piece) - len(piece.lstrip())
                last = first + len(stripped) - 1
                broken = stripped[-1] == BROKEN_WORD
                if broken:
                    stripped = stripped[:-1] + "-"
                at, end = (first, last) if index_of is None else (index_of(first), index_of(last))
                left, top, right, bottom = box(at)
                left2, top2, right2, bottom2 = box(end) if end != at else (left, top, right, bottom)
                if not left2 and not right2:  # a generated hyphen has no box of its own
                    left2, top2, right2, bottom2 = box(end - 1)
                lines.append(
                    Line(
                        stripped,
                        at,
                        left if left < left2 else left2,
                        top if top < top2 else top2,
                        right if right > right2 else right2,
                        bottom if bottom > bottom2 else bottom2,
                        broken,
                    )
                )
            start += len(piece)
    return lines
