"""The text of one paragraph of a DOCX as it reads with every tracked change accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from contracts.reading.docx.package import Element, R, W, is_on, value
from contracts.reading.docx.styles import Styles
from contracts.text import Tracked

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OUT: Final = frozenset({W + "del", W + "moveFrom", W + "rt", W + "pPr", W + "rPr", W + "sdtPr", W + "sdtEndPr"})
_HYPERLINK: Final = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]+)"', re.IGNORECASE)
_PAGE_FIELD: Final = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|FILENAME|DATE|TIME|SAVEDATE|PRINTDATE)\b", re.IGNORECASE)
# Characters of Symbol and Wingdings that stand for something that is read.
_SYMBOLS: Final = {
    "F0B7": "•", "F0A7": "§", "F0D3": "©", "F0D2": "®", "F0D4": "™",
    "F0A8": "☐", "F06F": "☐", "F0FE": "☒", "F0FD": "☒",
}  # fmt: skip
UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")

Pieces = list[tuple[str, Element]]  # of a paragraph's text, each with the element (``w:t``, ``w:tab`` ...) that says it


@dataclass(slots=True)
class Seen:
    """What a paragraph holds besides words, counted over a whole document."""

    deletions: int = 0
    insertions: int = 0
    hidden: int = 0


@dataclass(slots=True)
class Paragraph:
    """``text``: its visible words, and in ``pieces``; ``links``: start, end and address; what hangs on it: text boxes, notes.

    ``tracked`` counts in ``text``.
    """

    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnotes" or "endnotes", id)
    page_field: bool = False
    pieces: Pieces = field(default_factory=list)
    tracked: list[Tracked] = field(default_factory=list)
    comments: list[tuple[str, int]] = field(default_factory=list)  # where one begins or ends: its id, and the place in ``text``


@dataclass(slots=True)
class _Field:
    """A field whose result is being read."""

    code: str = ""
    in_result: bool = False
    start: int = 0


class Reading:
    """Reads the paragraphs of one part."""

    def __init__(self, styles: Styles | None, links: dict[str, tuple[str, str]], seen: Seen) -> None:
        self._styles = styles
        self._links = links
        self._seen = seen
        self._fields: list[_Field] = []  # a field may run over several paragraphs

    def read(self, element: Element) -> Paragraph:
        paragraph = Paragraph()
        for open_field in self._fields:
            open_field.start = 0
        style = self._styles.style_of(element) if self._styles else None
        hidden = bool(self._styles and self._styles.hides(style))
        pieces: Pieces = []
        self._children(element, paragraph, pieces, hidden)
        paragraph.text = "".join([text for text, _ in pieces])
        paragraph.pieces = pieces
        return paragraph

    def _children(self, element: Element, into: Paragraph, pieces: Pieces, hidden: bool) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, into, pieces, hidden)
            elif tag in _OUT:
                if tag in (W + "del", W + "moveFrom"):
                    self._seen.deletions += 1
                    struck = UNSEEN.sub("", "".join(words.text or "" for words in child.iter(W + "delText", W + "t")))
                    if struck and not hidden:
                        at = _length(pieces)
                        into.tracked.append(Tracked(at, at, struck, *_who_and_when(child)))
            elif tag == W + "hyperlink":
                self._hyperlink(child, into, pieces, hidden)
            elif tag == _MC + "AlternateContent":
                self._alternate(child, into, pieces, hidden)
            elif tag == W + "fldSimple" and _PAGE_FIELD.match(child.get(W + "instr", "")):
                into.page_field = True
            elif tag == W + "commentRangeStart":
                into.comments.append((value(child, "id") or "", _length(pieces)))
            elif tag == _MATH + "t":
                self._say(child.text or "", child, pieces, hidden)
            elif tag == W + "p":  # only a text box has paragraphs in a paragraph, and those are read by themselves
                continue
            else:
                if tag not in (W + "ins", W + "moveTo"):
                    self._children(child, into, pieces, hidden)
                    continue
                self._seen.insertions += 1
                begun, place = _length(pieces), len(into.tracked)
                self._children(child, into, pieces, hidden)
                if (ended := _length(pieces)) > begun:
                    into.tracked.insert(place, Tracked(begun, ended, "", *_who_and_when(child)))

    def _say(self, text: str, source: Element, pieces: Pieces, hidden: bool) -> None:
        if any(not f.in_result or _PAGE_FIELD.match(f.code) for f in self._fields):
            return
        if hidden:
            self._seen.hidden += bool(text.strip())
            return
        pieces.append((UNSEEN.sub("", text).replace("\xa0", " "), source))

    def _run(self, run: Element, into: Paragraph, pieces: Pieces, hidden: bool) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            vanish = properties.find(W + "vanish")
            if vanish is not None:
                hidden = is_on(vanish)
            elif self._styles and (name := value(properties.find(W + "rStyle"))):
                hidden = hidden or self._styles.hides(name)
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._say(child.text or "", child, pieces, hidden)
            elif tag in (W + "tab", W + "ptab"):
                self._say("\t", child, pieces, hidden)
            elif tag == W + "br":
                if value(child, "type") not in ("page", "column"):
                    self._say("\n", child, pieces, hidden)
            elif tag == W + "cr":
                self._say("\n", child, pieces, hidden)
            elif tag == W + "noBreakHyphen":
                self._say("-", child, pieces, hidden)
            elif tag == W + "sym":
                self._say(_SYMBOLS.get((value(child, "char") or "").upper(), ""), child, pieces, hidden)
            elif tag == W + "fldChar":
                self._field(child, into, pieces)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = "footnotes" if tag == W + "footnoteReference" else "endnotes"
                into.notes.append((kind, value(child, "id") or ""))
            elif tag == W + "commentReference":
                into.comments.append((value(child, "id") or "", _length(pieces)))
            elif tag in (W + "drawing", W + "pict", W + "object"):
                into.boxes += _text_boxes(child)
            elif tag == _MC + "AlternateContent":
                self._alternate(child, into, pieces, hidden)
            elif tag == W + "ruby":
                for base in child.iterfind(f"{W}rubyBase/{W}r"):
                    self._run(base, into, pieces, hidden)

    def _field(self, mark: Element, into: Paragraph, pieces: Pieces) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
            self._fields[-1].start = _length(pieces)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            into.page_field = into.page_field or bool(_PAGE_FIELD.match(ended.code))
            address = _HYPERLINK.search(ended.code)
            end = _length(pieces)
            if address and "\\l" not in ended.code and end > ended.start:
                into.links.append((ended.start, end, address[1]))

    def _hyperlink(self, link: Element, into: Paragraph, pieces: Pieces, hidden: bool) -> None:
        start = _length(pieces)
        self._children(link, into, pieces, hidden)
        end = _length(pieces)
        _, address = self._links.get(link.get(R + "id", ""), ("", ""))
        if address and end > start:
            into.links.append((start, end, address))

    def _alternate(self, element: Element, into: Paragraph, pieces: Pieces, hidden: bool) -> None:
        """Of the forms of the same content the first that holds anything: never two of them."""
        for form in element:
            boxes = _text_boxes(form)
            if boxes:
                into.boxes += boxes
                return
            before = len(pieces)
            wrapped = [child for child in form if child.tag == W + "r"]
            if wrapped or any(True for _ in form.iter(W + "t")):
                for child in form:
                    if child.tag == W + "t":
                        self._say(child.text or "", child, pieces, hidden)
                self._children(form, into, pieces, hidden)
            if len(pieces) > before:
                return


def _who_and_when(change: Element) -> tuple[str, str]:
    return value(change, "author") or "", value(change, "date") or ""


def _text_boxes(element: Element) -> list[Element]:
    """The outermost text boxes in a drawing, each once though it may be stored in two forms."""
    found: list[Element] = []
    stack = [element]  # the next node last
    while stack:
        node = stack.pop()
        if node.tag == W + "txbxContent":
            found.append(node)
        elif node.tag == _MC + "AlternateContent":
            for form in node:
                boxes = _text_boxes(form)
                if boxes:
                    found += boxes
                    break
        else:
            stack.extend(reversed(node))
    return found


def _length(pieces: Pieces) -> int:
    return sum([len(text) for text, _ in pieces])


def paragraph_text(paragraph: Element, styles: Styles | None = None) -> str:
    """The text of a ``w:p`` that ``Origin.at`` counts in: tracked insertions in, deletions and hidden text out.

    Tabs are ``\\t``, line breaks ``\\n``; text boxes and notes that hang on the paragraph are paragraphs of their own.
    """
    return Reading(styles, {}, Seen()).read(paragraph).text


def paragraph_pieces(paragraph: Element, styles: Styles | None = None) -> Pieces:
    """``paragraph_text`` in pieces, each with the element that says it: where redlining finds its place again."""
    return Reading(styles, {}, Seen()).read(paragraph).pieces
