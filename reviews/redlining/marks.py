"""The elements of a tracked change: who made it and when, with an id that nothing else has."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from lxml import etree

from contracts.reading.docx.package import Element, W
from reviews.redlining.parts import Parts

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# What XML cannot say.
_UNSAYABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Of the properties of a run or a paragraph's mark: the record of changes, which belongs to the original alone.
_CHANGES: Final = frozenset(W + n for n in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_OF_LINKS: Final = frozenset(W + n for n in ("rStyle", "color", "u"))


@dataclass(frozen=True)
class Pen:
    """Marks changes in one author's name at one time."""

    parts: Parts
    author: str
    when: datetime

    def mark(self, name: str) -> Element:
        """A ``w:ins`` or ``w:del``, empty."""
        mark = etree.Element(W + name)
        mark.set(W + "id", str(self.parts.new_id()))
        mark.set(W + "author", self.author)
        mark.set(W + "date", self.date)
        return mark

    @cached_property
    def date(self) -> str:
        return self.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def inserted(self, text: str, properties: Element | None) -> Element:
        """A ``w:ins`` with a run that says the text."""
        mark = self.mark("ins")
        mark.append(run_of(text, properties))
        return mark

    def again(self, element: Element) -> Element:
        """A copy whose changes have ids of their own."""
        copy = deepcopy(element)
        copy.tail = None
        for change in copy.iter(*(W + n for n in ("ins", "del", "rPrChange", "pPrChange"))):
            change.set(W + "id", str(self.parts.new_id()))
        return copy


def sayable(text: str) -> str:
    """The text without what XML cannot say."""
    return _UNSAYABLE.sub("", text)


def run_of(text: str, properties: Element | None) -> Element:
    """A ``w:r`` with the text; tabs and line breaks as Word writes them."""
    run = etree.Element(W + "r")
    if properties is not None and len(properties):
        run.append(properties)
    for piece in re.split(r"([\t\n])", sayable(text)):
        if piece in ("\t", "\n"):
            etree.SubElement(run, W + ("tab" if piece == "\t" else "br"))
        elif piece:
            set_text(etree.SubElement(run, W + "t"), piece)
    return run


def set_text(element: Element, text: str) -> None:
    """Gives a ``w:t`` or ``w:delText`` its text, with white space at its ends kept."""
    element.text = text
    if text != text.strip():
        element.set(_SPACE, "preserve")


def properties_of(run: Element | None, *, outside_link: bool = False) -> Element | None:
    """A copy of a run's ``w:rPr`` for new text: without the changes recorded in it, and without a link's looks outside it."""
    own = run.find(W + "rPr") if run is not None else None
    if own is None:
        return None
    copy = deepcopy(own)
    copy.tail = None
    for child in list(copy):
        if child.tag in _CHANGES or (outside_link and child.tag in _OF_LINKS):
            copy.remove(child)
    return copy
