"""From an offset in the agreement's text back to the character of a paragraph in the Word file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from contracts.reading.docx import paragraph_pieces
from contracts.reading.docx.package import Element, W
from contracts.reading.docx.styles import Styles
from contracts.text import AgreementText, Origin
from reviews.redlining.change import Refused
from reviews.redlining.parts import Parts

# Such a field only carries an address: Word leaves the words that it shows alone.
_LINK: Final = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_FIELD_TAGS: Final = (W + "fldChar", W + "instrText", W + "delInstrText")


@dataclass(eq=False, slots=True)
class Field:
    """A field: from ``begin`` to ``end``, which are ``w:fldChar``, or both the ``w:fldSimple``."""

    begin: Element
    end: Element | None = None
    code: str = ""

    @property
    def is_link(self) -> bool:
        return _LINK.match(self.code) is not None


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text`` stands at ``start`` to ``end`` of a paragraph, and the element says it; ``fields`` around it, outermost first."""

    start: int
    end: int
    text: str
    element: Element
    fields: tuple[Field, ...] = ()

    @property
    def field(self) -> Field | None:
        """The outermost field whose words Word writes itself."""
        return next((f for f in self.fields if not f.is_link), None)

    @property
    def run(self) -> Element:
        return self.element.getparent()


@dataclass(frozen=True, slots=True)
class Spot:
    """A character of a paragraph, or the place before it."""

    paragraph: Element
    at: int


@dataclass(eq=False)
class Story:
    """One XML part: its paragraphs in the order in which origins count them, and what fields run over them."""

    name: str
    root: Element
    styles: Styles
    paragraphs: list[Element] = field(init=False)
    _open_at: dict[Element, tuple[Field, ...]] = field(init=False, default_factory=dict)
    _marks: dict[Element, Field] = field(init=False, default_factory=dict)
    _known: dict[Element, list[Stretch]] = field(init=False, default_factory=dict)
    _simple: dict[Element, Field] = field(init=False, default_factory=dict)
    _has_simple: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.paragraphs = list(self.root.iter(W + "p"))
        self._has_simple = next(self.root.iter(W + "fldSimple"), None) is not None
        open_fields: list[Field] = []
        for element in self.root.iter(W + "p", *_FIELD_TAGS) if next(self.root.iter(W + "fldChar"), None) is not None else ():
            if element.tag == W + "p":
                if open_fields:
                    self._open_at[element] = tuple(open_fields)
            elif element.tag != W + "fldChar":
                if open_fields:
                    open_fields[-1].code += element.text or ""
            elif (kind := element.get(W + "fldCharType")) == "begin":
                open_fields.append(Field(element))
                self._marks[element] = open_fields[-1]
            elif kind == "end" and open_fields:
                ended = open_fields.pop()
                ended.end = element
                self._marks[element] = ended

    def stretches(self, paragraph: Element) -> list[Stretch]:
        """The paragraph's visible text, element by element; as it stood when first asked, until it is ``changed``."""
        if paragraph not in self._known:
            self._known[paragraph] = self._read(paragraph)
        return self._known[paragraph]

    def changed(self, paragraph: Element) -> None:
        """What it says is another now."""
        self._known.pop(paragraph, None)

    def _read(self, paragraph: Element) -> list[Stretch]:
        around = self._fields_of(paragraph)
        found = []
        at = 0
        for text, element in paragraph_pieces(paragraph, self.styles):
            if text:
                fields = around.get(element, ()) if around else ()
                simple = next(element.iterancestors(W + "fldSimple", W + "p"), None) if self._has_simple else None
                if simple is not None and simple.tag == W + "fldSimple":
                    known = self._simple.setdefault(simple, Field(simple, simple, simple.get(W + "instr", "")))
                    fields = (*fields, known)
                found.append(Stretch(at, at + len(text), text, element, fields))
                at += len(text)
        return found

    def _fields_of(self, paragraph: Element) -> dict[Element, tuple[Field, ...]]:
        now = list(self._open_at.get(paragraph, ()))
        if not self._marks or (not now and next(paragraph.iter(W + "fldChar"), None) is None):
            return {}
        found = {}
        for element in paragraph.iter():
            mark = self._marks.get(element)
            if mark is None:
                if now:
                    found[element] = tuple(now)
            elif element is mark.begin:
                now.append(mark)
            elif mark in now:
                now.remove(mark)
        return found


class Places:
    """Finds the characters of an agreement's text in the Word file that it was read from."""

    def __init__(self, agreement: AgreementText, parts: Parts) -> None:
        self.agreement = agreement
        self.parts = parts
        self.styles = Styles(parts.package)
        self._origins = agreement.origins
        self._starts = [origin.start for origin in self._origins]
        self._stories: dict[str, Story] = {}
        self._checked: set[Origin] = set()

    def story(self, name: str) -> Story:
        if name not in self._stories:
            self._stories[name] = Story(name, self.parts.root(name), self.styles)
        return self._stories[name]

    def within(self, start: int, end: int) -> list[Origin]:
        """The origins that touch ``text[start:end]``, in order."""
        return list(self.agreement.origins_of(start, end))

    def paragraph(self, origin: Origin) -> Element:
        """The paragraph that an origin names. Raises Refused where it does not say that any more."""
        name, _, index = origin.part.partition("#")
        if not index.isdigit() or name not in self.parts.package:
            raise Refused("nowhere")
        paragraphs = self.story(name).paragraphs
        if int(index) >= len(paragraphs):
            raise Refused("nowhere")
        paragraph = paragraphs[int(index)]
        if origin not in self._checked:
            said = self.said(paragraph)
            if said[origin.at : origin.at + origin.end - origin.start] != self.agreement.text[origin.start : origin.end]:
                raise Refused("nowhere")
            self._checked.add(origin)
        return paragraph

    def said(self, paragraph: Element) -> str:
        """The paragraph's text as it stands now, which ``Origin.at`` counts in."""
        return "".join([stretch.text for stretch in self.stretches(paragraph)])

    def story_with(self, element: Element) -> Story:
        """The story in which an element stands."""
        root = element.getroottree().getroot()
        return next(story for story in self._stories.values() if story.root is root)

    def stretches(self, paragraph: Element) -> list[Stretch]:
        return self.story_with(paragraph).stretches(paragraph)

    def near(self, offset: int, *, after: bool) -> Origin:
        """The origin in which something at the offset is written: the one that ends there or goes on, else the next.

        ``after``: it belongs to what stands before the offset, where two meet there.
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            if not self._origins:
                raise Refused("nowhere")
            return self._origins[0]
        here = self._origins[index]
        if offset == here.start and after and index and self._origins[index - 1].end == offset:
            return self._origins[index - 1]
        if offset <= here.end or index + 1 == len(self._origins) or "\n" not in self.agreement.text[here.end : offset]:
            return here
        return self._origins[index + 1]

    def spot(self, offset: int, *, after: bool) -> Spot:
        origin = self.near(offset, after=after)
        paragraph = self.paragraph(origin)
        return Spot(paragraph, origin.at + min(max(offset - origin.start, 0), origin.end - origin.start))
