"""Whole paragraphs: new ones that look like their neighbour, one that is parted, marks that go."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from contracts.reading.docx.package import Element, W
from reviews.redlining.marks import Pen, properties_of
from reviews.redlining.steps import Break

# What belongs to one place and must not be copied: where a section ends, a page begins, what was changed there.
_ONCE: Final = frozenset(W + n for n in ("sectPr", "pPrChange", "pageBreakBefore", "framePr"))
_CHANGES: Final = frozenset(W + n for n in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))


def parts_it(step: Break) -> bool:
    """True where the paragraph itself must be parted: at its beginning, or before another, new ones stand beside it whole."""
    if step.outside is None:
        return step.at > 0
    following = step.outside.getnext()
    return following is None or following.tag != W + "p"


def break_paragraph(step: Break, split: Element | None, look: Element | None, pen: Pen, last: dict[Element, Element]) -> list[Element]:
    """Writes the new paragraphs of a Break and takes the SPLIT away, if it ``parts_it``; the new paragraphs.

    Where another paragraph follows, they stand whole before it, each with its mark inserted: without them the document is
    as it was. Elsewhere the paragraph itself is parted, and its properties stay with its last part. ``look``: the run
    whose formatting they take. ``last``: after which element the next of the same place stands.
    """
    paragraph = step.paragraph
    if split is None and step.outside is not None:
        following = step.outside.getnext()
        at: Element = last.get(step.outside, step.outside)
        model = paragraph if step.outside is paragraph else _before_table(step.outside, following)
        made = [_new(model, text, look if model is paragraph else _first_run(model), pen) for text in step.texts]
        for new in made:
            at.addnext(new)
            at = new
        last[step.outside] = at
        return made
    if split is None:
        made = [_new(paragraph, text, look, pen) for text in step.texts]
        for new in made:
            paragraph.addprevious(new)
        return made
    texts = list(step.texts)
    head = _new(paragraph, "", None, pen)
    own = paragraph.find(W + "pPr")
    for child in [child for child in split.itersiblings(preceding=True) if child is not own][::-1]:
        head.append(child)
    paragraph.addprevious(head)
    final = texts.pop() if step.outside is not None else ""
    made = [_new(paragraph, text, look, pen) for text in texts]
    for new in made:
        paragraph.addprevious(new)
    if final:
        written = pen.inserted(final, properties_of(look))
        split.addprevious(written)
        made.append(written)
    split.getparent().remove(split)
    return made or [head]


def _new(like: Element, text: str, look: Element | None, pen: Pen) -> Element:
    """A paragraph with the properties of another, whose mark is inserted, and so is its text."""
    new = etree.Element(W + "p")
    own = like.find(W + "pPr")
    properties = deepcopy(own) if own is not None else etree.Element(W + "pPr")
    properties.tail = None
    for child in list(properties):
        if child.tag in _ONCE:
            properties.remove(child)
    new.append(properties)
    mark = properties.find(W + "rPr")
    if mark is None:
        mark = etree.SubElement(properties, W + "rPr")
    for child in list(mark):
        if child.tag in _CHANGES:
            mark.remove(child)
    mark.insert(0, pen.mark("ins"))
    if text:
        new.append(pen.inserted(text, properties_of(look)))
    return new


def _before_table(table: Element, following: Element) -> Element:
    before = table.getprevious()
    return before if before is not None and before.tag == W + "p" and len(before) else following


def _first_run(paragraph: Element) -> Element | None:
    return next(paragraph.iter(W + "r"), None)


def drop_mark(paragraph: Element, pen: Pen) -> None:
    """Marks the paragraph's mark as deleted: the next paragraph goes on with what is left of it."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    mark = properties.find(W + "rPr")
    if mark is None:
        mark = etree.Element(W + "rPr")
        late = [child for child in properties if child.tag in (W + "sectPr", W + "pPrChange")]
        if late:
            late[0].addprevious(mark)
        else:
            properties.append(mark)
    if mark.find(W + "del") is None:
        place = 1 if len(mark) and mark[0].tag == W + "ins" else 0
        mark.insert(place, pen.mark("del"))
