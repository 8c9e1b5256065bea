"""The notice letter as a PDF to be printed and signed: its font is embedded, its words can be copied and searched."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import font_source_serif_pro
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from reviews.letter import TITLES, Block, Letter, blocks, text_of
from reviews.redlining.notice_letter import paper, written_in

_PLAIN, _BOLD = "SourceSerifPro", "SourceSerifPro-Bold"
_MARGIN: Final = 25 * mm
_GREY: Final = "#444444"
# Points below each part.
_AFTER: Final = {"sender": 24, "date": 18, "way": 4, "recipient": 22, "subject": 15, "opening": 9, "body": 9, "closing": 22, "signature": 0}


class NotSet(ValueError):
    """The font has no shapes for these characters."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"The PDF's font has no shapes for {' '.join(characters)}.")


def write_letter_pdf(letter: Letter, *, country: str) -> bytes:
    """The letter as a PDF on the country's paper; the same letter gives the same bytes. Raises NotSet where it cannot be written."""
    _register()
    shapes = pdfmetrics.getFont(_PLAIN).face.charToGlyph
    if lacking := {c for c in text_of(letter) if ord(c) not in shapes and not c.isspace()}:
        raise NotSet("".join(sorted(lacking)))
    wide, high = paper(country)
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=(wide * mm, high * mm),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        title=f"{TITLES[letter.kind]}: {letter.agreement_title}",
        author=letter.our_name,
        lang=written_in(country),
        invariant=1,
    )
    story: list[Flowable] = []
    ending: list[Flowable] = []
    for block in blocks(letter):
        (ending if block.part in ("closing", "signature") else story).extend(_flowables(block))
    document.build([*story, KeepTogether(ending)], canvasmaker=_Numbered)
    return out.getvalue()


@lru_cache(maxsize=1)
def _register() -> None:
    files = Path(font_source_serif_pro.font_directory)
    pdfmetrics.registerFont(TTFont(_PLAIN, files / "SourceSerifPro-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(_BOLD, files / "SourceSerifPro-Bold.ttf"))


def _flowables(block: Block) -> list[Flowable]:
    if block.part == "signature":
        return [_Line(line) for line in block.lines]
    found: list[Flowable] = []
    for number, line in enumerate(block.lines):
        head = block.part == "sender"
        bold = (block.part in ("sender", "subject") and number == 0) or block.part == "way"
        size = (14 if number == 0 else 9.5) if head else 10.5
        style = ParagraphStyle(
            block.part,
            fontName=_BOLD if bold else _PLAIN,
            fontSize=size,
            leading=size * 1.35,
            alignment=TA_LEFT,
            textColor=_GREY if head and number else "#000000",
            keepWithNext=block.part in ("subject", "opening"),
        )
        found.append(Paragraph(escape(line), style))
    return [*found, Spacer(1, _AFTER[block.part])]


class _Line(Flowable):  # type: ignore[misc]
    """A line of the signature: its label, and what it is or a rule to write on."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.label, _, self.value = line.partition(": ")
        self.width, self.height = 0.0, 24.0

    def wrap(self, available: float, _: float) -> tuple[float, float]:
        self.width = available
        return available, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont(_PLAIN, 10.5)
        canvas.drawString(0, 5, f"{self.label}:")
        if self.value.strip("_"):
            canvas.drawString(20 * mm, 5, self.value)
        else:
            canvas.setLineWidth(0.5)
            canvas.line(20 * mm, 3, 115 * mm, 3)


class _Numbered(Canvas):  # type: ignore[misc]
    """Writes ``Page 1 of 2`` once the number of pages is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(_PLAIN, 8.5)
            self.setFillColor(_GREY)
            self.drawRightString(self._pagesize[0] - _MARGIN, 12 * mm, f"Page {number} of {len(self._pages)}")
            super().showPage()
        super().save()
