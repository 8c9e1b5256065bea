"""The negotiation memo as a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reviews.redlining.memo import Row, counted, lead
from reviews.rule import Redline

_COLUMNS: Final = (("Finding", 52), ("They write", 62), ("Ask for", 62), ("Settle for", 62), ("At the table", 31))  # millimetres
_LONG: Final = 480  # characters of their words that are quoted


def write_memo(name: str, rows: Sequence[Row]) -> bytes:
    """The memo on the agreement of that name, as a DOCX. It names our own money and fallbacks: it is not for the vendor."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin = section.bottom_margin = Mm(15)
    document.styles["Normal"].font.size = Pt(9)
    document.add_heading(f"Negotiation memo: {name}", 1)
    document.add_paragraph(f"{counted(rows)}. For our own side only; do not send it to the vendor.")
    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (title, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        _write(table.add_row().cells, row)
    for made in table.rows:
        for cell, (_, width) in zip(made.cells, _COLUMNS, strict=True):
            cell.width = Mm(width)
    for paragraph in table._tbl.iter(qn("w:p")):
        docx.text.paragraph.Paragraph(paragraph, document).paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "Fineprint", f"Negotiation memo: {name}", ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(cells: Sequence[docx.table._Cell], row: Row) -> None:
    for number, topic in enumerate(row.topics):
        title = cells[0].paragraphs[0] if number == 0 else cells[0].add_paragraph()
        title.add_run(topic.title).bold = True
        cells[0].add_paragraph(f"{topic.severity.capitalize()}{f', {topic.place}' if topic.place else ''}")
        cells[0].add_paragraph(topic.why)
    cells[1].paragraphs[0].add_run("\n".join(_shortened(text) for text in row.quoted) or "Nothing: it is missing.")
    _ask(cells[2].paragraphs[0], row.redline)
    for number, fallback in enumerate(row.fallbacks):
        name = cells[3].paragraphs[0] if number == 0 else cells[3].add_paragraph()
        name.add_run(f"{fallback.name}:").bold = True
        for redline in fallback.redlines:
            _ask(cells[3].add_paragraph(), redline)
    if not row.fallbacks:
        cells[3].paragraphs[0].add_run("Nothing less: this is the last step.")
    for number, advice in enumerate(dict.fromkeys(topic.advice for topic in row.topics)):
        (cells[4].paragraphs[0] if number == 0 else cells[4].add_paragraph()).add_run(advice)


def _ask(paragraph: docx.text.paragraph.Paragraph, redline: Redline) -> None:
    """What the redline comes to, in words."""
    said = lead(redline)
    if redline.action == "replace" and len(redline.old) <= 120:
        said = f"Instead of “{redline.old.strip()}”: "
    paragraph.add_run(said).italic = True
    paragraph.add_run((redline.new or redline.old).strip())


def _shortened(text: str) -> str:
    return text if len(text) <= _LONG else text[: text.rfind(" ", 0, _LONG)] + " …"
