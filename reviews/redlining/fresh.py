"""A Word file for an agreement that is none: the passages that change, rebuilt as text, so that changes can be tracked in it."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from contracts.reading.docx import read_docx
from contracts.text import AgreementText
from reviews.redlining.change import Change, Redlined
from reviews.redlining.document import write_redlines

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BLOCK: Final = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_UNSAYABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_INTRODUCTION: Final = "Below are the passages that change, as they stand in the agreement, with the changes tracked. All else stays as it is."
_STYLES: Final = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of the agreement's text; ``text`` is as long as the original, with line ends that are none of its own as spaces."""

    start: int
    end: int
    text: str
    heading: bool


def rebuild_redlines(agreement: AgreementText, changes: Sequence[Change], *, name: str, author: str, when: datetime) -> Redlined:
    """A Word file with the passages that the changes touch, each under its heading, and the changes tracked.

    Headings and numbers are kept as text. ``name`` is the agreement's, for the title.
    """
    blocks = _blocks(agreement)
    wanted = sorted(_touched(blocks, changes))
    paragraphs = [("Title", f"Changes to {name}"), ("", _INTRODUCTION)]
    places: dict[int, int] = {}  # of a block: which paragraph it became
    for place, index in enumerate(wanted):
        if place and index > wanted[place - 1] + 1:
            paragraphs.append(("", "[…]"))
        places[index] = len(paragraphs)
        paragraphs.append(("Heading1" if blocks[index].heading else "", blocks[index].text))
    data = _package(paragraphs)
    made = read_docx(data)
    starts = [origin.start for origin in made.origins]
    block_starts = [block.start for block in blocks]

    def moved(offset: int) -> int:
        index = max(bisect_right(block_starts, offset) - 1, 0)
        block = blocks[index]
        return starts[places[index]] + min(max(offset - block.start, 0), block.end - block.start)

    again = []
    for change in changes:
        start, end = moved(change.redline.start), moved(change.redline.end)
        again.append(Change(replace(change.redline, start=start, end=end, old=made.text[start:end]), change.comment))
    return write_redlines(data, made, again, author=author, when=when)


def _blocks(agreement: AgreementText) -> list[_Block]:
    wrapped = agreement.media_type == "text/plain"
    found = []
    for match in _BLOCK.finditer(agreement.text):
        text = _UNSAYABLE.sub(" ", match[0].rstrip())
        if wrapped:
            text = text.replace("\n", " ")
        start, end = match.start(), match.start() + len(text)
        heading = any(a < end and start < b and b - a >= (end - start) * 0.8 for a, b in agreement.headings)
        found.append(_Block(start, end, text, heading))
    return found


def _touched(blocks: list[_Block], changes: Sequence[Change]) -> set[int]:
    """The blocks that a change touches, with the heading over each."""
    starts = [block.start for block in blocks]
    found: set[int] = set()
    for change in changes:
        first = max(bisect_right(starts, change.redline.start) - 1, 0)
        last = max(bisect_right(starts, max(change.redline.end - 1, change.redline.start)) - 1, first)
        found.update(range(first, last + 1))
        heading = next((i for i in range(first - 1, -1, -1) if blocks[i].heading), None)
        if heading is not None and not blocks[first].heading:
            found.add(heading)
    return found


def _package(paragraphs: list[tuple[str, str]]) -> bytes:
    body = "".join(_paragraph(style, text) for style, text in paragraphs)
    margins = " ".join(f'w:{side}="1440"' for side in ("top", "right", "bottom", "left"))
    page = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>{body}{page}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{_STYLES}</w:styles>',
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, _HEAD + content)
    return out.getvalue()


def _paragraph(style: str, text: str) -> str:
    own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p>{own}<w:r>{lines}</w:r></w:p>"
