"""The negotiation memo, a Word file for our own side: what matters first, what to ask for, what to settle for, and why."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reviews.judge import all_rules
from reviews.rule import Finding, Redline

_COLUMNS: Final = (("Finding", 52), ("They write", 62), ("Ask for", 62), ("Settle for", 62), ("At the table", 31))  # millimetres
_LONG: Final = 480  # characters of their words that are quoted


@dataclass(frozen=True)
class Topic:
    """A finding with where its clause stands (``5.2 Renewal``) and the clause's words; both empty for what is missing."""

    finding: Finding
    place: str = ""
    quoted: str = ""


def write_memo(name: str, topics: Sequence[Topic]) -> bytes:
    """The memo on the agreement of that name, as a DOCX; the topics in their order, worst first.

    It names our own money and fallbacks: it is not for the vendor.
    """
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin = section.bottom_margin = Mm(15)
    document.styles["Normal"].font.size = Pt(9)
    document.add_heading(f"Negotiation memo: {name}", 1)
    counts = [(level, sum(topic.finding.severity == level for topic in topics)) for level in ("high", "medium", "low")]
    said = ", ".join(f"{count} {level}" for level, count in counts if count)
    count = f"{len(topics)} finding{'' if len(topics) == 1 else 's'}"
    document.add_paragraph(f"{count}: {said}. For our own side only; do not send it to the vendor.")
    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (title, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    rules = {rule.id: rule for rule in all_rules()}
    for topic in topics:
        finding = topic.finding
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(finding.title).bold = True
        cells[0].add_paragraph(f"{finding.severity.capitalize()}{f', {topic.place}' if topic.place else ''}")
        cells[0].add_paragraph(finding.why)
        cells[1].paragraphs[0].add_run(_shortened(topic.quoted) or "Nothing: it is missing.")
        _ask(cells[2], finding.ladder[0])
        _ask(cells[3], finding.ladder[1])
        cells[3].add_paragraph().add_run("At the least:").italic = True
        _ask(cells[3], finding.ladder[2], first=False)
        cells[4].paragraphs[0].add_run(rules[finding.rule].advice if finding.rule in rules else "")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, (_, width) in zip(row.cells, _COLUMNS, strict=True):
            cell.width = Mm(width)
    for paragraph in table._tbl.iter(qn("w:p")):
        docx.text.paragraph.Paragraph(paragraph, document).paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "Fineprint", f"Negotiation memo: {name}", ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _ask(cell: docx.table._Cell, redline: Redline, first: bool = True) -> None:
    """What the redline comes to, in words."""
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    lead = {"insert": "Add: ", "delete": "Strike: ", "replace": "Reword: "}[redline.action]
    if redline.action == "replace" and len(redline.old) <= 120:
        lead = f"Instead of “{redline.old.strip()}”: "
    paragraph.add_run(lead).italic = True
    paragraph.add_run((redline.new or redline.old).strip())


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else text[: text.rfind(" ", 0, _LONG)] + " …"
