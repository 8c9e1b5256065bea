"""The notice letter as a Word file: one to be signed, with room for the signature, on the paper of the country."""

from __future__ import annotations

import io
from typing import Final

import docx
from docx.enum.text import WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reviews.letter import TITLES, Block, Letter, blocks

# Where paper is 8½ by 11 inches; elsewhere it is A4.
_LETTER_PAPER: Final = frozenset({"US", "CA", "MX", "CL", "CO", "PH", "VE", "CR", "GT", "PA", "PR", "DO"})
_FONT: Final = "Cambria"
_MARGIN: Final = 25  # millimetres
_SIGN: Final = 24  # where the lines of the signature begin
_WIDTH: Final = 92
# Points below each part.
_AFTER: Final = {"sender": 22, "date": 16, "way": 4, "recipient": 20, "subject": 14, "opening": 9, "body": 9, "closing": 18, "signature": 0}


def write_letter(letter: Letter, *, country: str) -> bytes:
    """The letter as a DOCX, in the manner of the country's business letters."""
    document = docx.Document()
    section = document.sections[0]
    wide, high = paper(country)
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    _set_type(document, written_in(country))
    for block in blocks(letter):
        _write(document, block)
    _number_pages(section)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = letter.our_name, f"{TITLES[letter.kind]}: {letter.agreement_title}", ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paper(country: str) -> tuple[float, float]:
    """Width and height, in millimetres, of what letters are printed on there."""
    return (215.9, 279.4) if country in _LETTER_PAPER else (210, 297)


def written_in(country: str) -> str:
    """As which English a letter from there is marked."""
    return "en-US" if country == "US" else "en-GB"


def _set_type(document: docx.document.Document, language: str) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), _FONT)
    lang = docx.oxml.OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    properties.append(lang)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.12


def _write(document: docx.document.Document, block: Block) -> None:
    after = _AFTER[block.part]
    last = len(block.lines) - 1
    for number, line in enumerate(block.lines):
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_after = Pt(after if number == last else 0)
        form.widow_control = True
        # The closing stays with the signature, and the signature on one page.
        form.keep_with_next = block.part in ("subject", "opening", "closing") or (block.part == "signature" and number < last)
        if block.part == "signature":
            _sign(paragraph, line, first=number == 0)
            continue
        run = paragraph.add_run(line)
        run.bold = (block.part in ("sender", "subject") and number == 0) or block.part == "way"
        if block.part == "sender" and number:
            run.font.size, run.font.color.rgb = Pt(9.5), RGBColor(0x44, 0x44, 0x44)
        elif block.part == "sender":
            run.font.size = Pt(14)


def _sign(paragraph: docx.text.paragraph.Paragraph, line: str, *, first: bool) -> None:
    """``Name:`` and what it is, or a line to write on."""
    label, _, value = line.partition(": ")
    form = paragraph.paragraph_format
    form.space_before = Pt(16 if first else 7)
    form.tab_stops.add_tab_stop(Mm(_SIGN))
    blank = not value.strip("_")
    if blank:
        form.tab_stops.add_tab_stop(Mm(_SIGN + _WIDTH), leader=WD_TAB_LEADER.LINES)
    paragraph.add_run(f"{label}:\t" + ("\t" if blank else value))


def _number_pages(section: docx.section.Section) -> None:
    """``Page 1 of 2`` at the foot, so that nobody can take a page away unseen."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    for said, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(said).font.size = Pt(9)
        simple = docx.oxml.OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        run = docx.oxml.OxmlElement("w:r")
        size = docx.oxml.OxmlElement("w:sz")
        size.set(qn("w:val"), "18")
        properties = docx.oxml.OxmlElement("w:rPr")
        properties.append(size)
        text = docx.oxml.OxmlElement("w:t")
        text.text = "1"
        run.append(properties)
        run.append(text)
        simple.append(run)
        paragraph._p.append(simple)
