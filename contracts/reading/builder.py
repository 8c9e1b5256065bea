"""Builds the text of formats that flow: blocks, lines, cells, with white space as a browser shows it."""

from __future__ import annotations

import re
from typing import Final

from contracts.text import AgreementText, Link

_SPACES: Final = re.compile(r"[ \t\n\r\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff]")
# A clause's number in a column of its own: "4.1", "(a)", "3.". A bare figure may be anything.
_NUMBER: Final = re.compile(r"(?:section\s+)?(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]|[a-z][.)]|\((?:[a-z]{1,4}|\d{1,2})\))", re.IGNORECASE)


class Builder:
    """Write words, and say where a block, a line or a cell ends; what separates them is written when text follows."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._breaks = 0
        self._space = False
        self._marker = ""
        self._flat = 0
        self._leads = False  # what was written last is a paragraph that is nothing but a clause's number
        self._links: list[Link] = []
        self._headings: list[tuple[int, int]] = []

    @property
    def length(self) -> int:
        return self._length

    def block(self) -> None:
        """A paragraph ends here."""
        self._end(2)

    def line(self) -> None:
        """A line ends here: a table's row, an item of a list."""
        self._end(1)

    def _end(self, breaks: int) -> None:
        if self._flat:
            self._space = True
        else:
            self._breaks = max(self._breaks, breaks)

    def marker(self, text: str) -> None:
        """What stands before the next words: an item's number."""
        self._marker += text

    def forget_marker(self) -> None:
        self._marker = ""

    def write(self, text: str, exact: bool = False) -> None:
        """Words of the document; runs of white space become one space unless ``exact``."""
        text = _UNSEEN.sub("", text)
        if exact:
            for index, row in enumerate(text.expandtabs(4).split("\n")):
                if index:
                    self.line()
                if row.strip():
                    self._put(row.rstrip().replace("\xa0", " "))
            return
        text = _SPACES.sub(" ", text)
        if not text.strip():
            self._space = self._space or bool(text)
            return
        if text[0] == " ":
            self._space = True
        self._put(text.strip(" "))
        self._space = text[-1] == " "

    def _put(self, text: str) -> None:
        begins = not self._length or self._breaks > 0
        if self._breaks and self._length:
            self._raw(" " if self._leads else "\n" * self._breaks)
        elif self._space and self._length and not self._pieces[-1].endswith((" ", "\n")):
            self._raw(" ")
        self._breaks = 0
        self._space = False
        if self._marker:
            self._raw(self._marker)
            self._marker = ""
            begins = False
        self._raw(text)
        self._leads = begins and bool(_NUMBER.fullmatch(text))

    def _raw(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def row(self, cells: list[str]) -> None:
        """A row of a table whose cells are known."""
        cells = [_SPACES.sub(" ", _UNSEEN.sub("", cell)).strip() for cell in cells]
        if any(cells):
            self._leads = False
            self._put(" | ".join(cells))
            self.line()

    def begin(self) -> int:
        """The offset at which the next words will start: for a heading or a link to close with ``heading``, ``link``."""
        return self._length

    def _span(self, begun: int) -> tuple[int, int] | None:
        text = "".join(self._tail(begun))
        if not text.strip():
            return None
        return begun + len(text) - len(text.lstrip()), begun + len(text.rstrip())

    def _tail(self, begun: int) -> list[str]:
        pieces: list[str] = []
        length = self._length
        for piece in reversed(self._pieces):
            if length <= begun:
                break
            pieces.append(piece)
            length -= len(piece)
        return pieces[::-1]

    def heading(self, begun: int) -> None:
        if span := self._span(begun):
            self._headings.append(span)

    def link(self, begun: int, url: str) -> None:
        if span := self._span(begun):
            self._links.append(Link(*span, url))

    def finish(self, media_type: str, notes: tuple[str, ...] = ()) -> AgreementText:
        text = "".join(self._pieces)
        return AgreementText(text, media_type, links=tuple(self._links), headings=tuple(sorted(set(self._headings))), notes=notes)
