"""Comments: their part, and where in the text they hang."""

from __future__ import annotations

from typing import Final

from lxml import etree

from contracts.reading.docx.package import Element, W
from reviews.redlining.marks import Pen, run_of
from reviews.redlining.place import Places

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comments:
    """Writes comments beside those that the document has already.

    Word takes comments in the body's own paragraphs only: one on a text box hangs on the paragraph that holds the box, one on
    a note on the note's mark, one on a head or foot on the first paragraph.
    """

    def __init__(self, places: Places, pen: Pen) -> None:
        self._places = places
        self._pen = pen
        self._parts = places.parts
        self._part: str | None = self._parts.package.part_of_kind("comments")
        self._text_style = places.styles.named("annotation text")
        self._mark_style = places.styles.named("annotation reference")

    def add(self, text: str, first: Element, last: Element) -> None:
        """A comment on everything from one element to another: runs, changes, or whole new paragraphs."""
        first, last = self._host(first), self._host(last)
        if first is None or last is None:
            first = last = self._first_paragraph()
        number = str(self._pen.parts.new_id())
        self._write(number, text)
        start, end = etree.Element(W + "commentRangeStart"), etree.Element(W + "commentRangeEnd")
        start.set(W + "id", number)
        end.set(W + "id", number)
        mark = etree.Element(W + "r")
        self._styled(mark, self._mark_style)
        etree.SubElement(mark, W + "commentReference").set(W + "id", number)
        if first.tag == W + "p":
            first.insert(1 if len(first) and first[0].tag == W + "pPr" else 0, start)
        else:
            first.addprevious(start)
        if last.tag == W + "p":
            last.append(end)
            if last.find(f"{W}pPr/{W}rPr/{W}ins") is not None:  # the mark goes with the paragraph
                inserted = self._pen.mark("ins")
                inserted.append(mark)
                mark = inserted
        else:
            last.addnext(end)
        end.addnext(mark)

    def _styled(self, run: Element, style: str | None) -> None:
        if style:
            etree.SubElement(etree.SubElement(run, W + "rPr"), W + "rStyle").set(W + "val", style)

    def _write(self, number: str, text: str) -> None:
        root = self._root()
        comment = etree.SubElement(root, W + "comment")
        comment.set(W + "id", number)
        comment.set(W + "author", self._pen.author)
        comment.set(W + "date", self._pen.date)
        comment.set(W + "initials", "".join(word[0] for word in self._pen.author.split())[:3].upper())
        for index, line in enumerate(text.split("\n")):
            paragraph = etree.SubElement(comment, W + "p")
            if self._text_style:
                etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "pStyle").set(W + "val", self._text_style)
            if index == 0:
                mark = etree.SubElement(paragraph, W + "r")
                self._styled(mark, self._mark_style)
                etree.SubElement(mark, W + "annotationRef")
            paragraph.append(run_of(line, None))

    def _root(self) -> Element:
        if self._part is None:
            folder = self._parts.main.rpartition("/")[0]
            self._part = self._parts.free_name(f"{folder}/comments.xml".lstrip("/"))
            self._parts.add(self._part, etree.Element(W + "comments", nsmap={"w": W[1:-1]}), _TYPE, "comments")
        return self._parts.change(self._part)

    def _host(self, element: Element) -> Element | None:
        """The child of a paragraph of the body (or that paragraph itself) in which the element stands, or its note's mark."""
        story = self._places.story_with(element)
        if story.name != self._parts.main:
            note = next((e for e in (element, *element.iterancestors()) if e.tag in (W + "footnote", W + "endnote")), None)
            if note is None:
                return None
            name = note.get(W + "id")
            marks = self._places.story(self._parts.main).root.iter(note.tag + "Reference")
            element = next((mark for mark in marks if mark.get(W + "id") == name), None)
            if element is None:
                return None
        for box in list(element.iterancestors(W + "txbxContent"))[-1:]:
            element = box
        if element.tag == W + "p":
            return element
        while element.getparent() is not None and element.getparent().tag != W + "p":
            element = element.getparent()
        return element if element.getparent() is not None else None

    def _first_paragraph(self) -> Element:
        paragraphs = self._places.story(self._parts.main).root.iterfind(f"{W}body/{W}p")
        first = next(paragraphs, None)
        return first if first is not None else next(self._places.story(self._parts.main).root.iter(W + "p"))
