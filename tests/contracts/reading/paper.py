"""Small PDFs and Word files drawn for the tests of the readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, TOP, SIZE, PITCH = 60.0, 780.0, 10.0, 12.0


def pdf(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF of A4 pages, each drawn by a function."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, **options)
    for draw in pages:
        canvas.setFont("Times-Roman", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def wrapped(text: str, width: float = WIDTH - 2 * LEFT) -> list[str]:
    """The text as lines that fit the width."""
    lines, line = [], ""
    for word in text.split():
        if line and stringWidth(f"{line} {word}", "Times-Roman", SIZE) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def print_lines(canvas: Canvas, lines: Sequence[str], left: float = LEFT, top: float = TOP) -> float:
    """Print lines below each other; the height at which the next one would stand."""
    for line in lines:
        canvas.drawString(left, top, line)
        top -= PITCH
    return top


def page(*paragraphs: str, head: str = "", foot: str = "") -> Callable[[Canvas], None]:
    """A page of paragraphs set a blank line apart, with a running head and foot."""

    def draw(canvas: Canvas) -> None:
        if head:
            canvas.drawString(LEFT, 815, head)
        top = TOP
        for paragraph in paragraphs:
            top = print_lines(canvas, wrapped(paragraph), top=top) - PITCH
        if foot:
            canvas.drawString(WIDTH / 2, 30, foot)

    return draw


def endless_pdf(*others: str) -> bytes:
    """A PDF whose first page is drawn by a form that draws itself twice; the others have a paragraph each."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("loop")
        canvas.drawString(LEFT, TOP, "Round and round.")
        canvas.doForm("loop")
        canvas.doForm("loop")
        canvas.endForm()
        canvas.doForm("loop")

    return pdf(draw, *(page(other) for other in others))


NOTICE = (
    "Either party may stop the renewal of this subscription by written notice to the other, which must arrive no later than "
    "forty-five days before the last day of the running term, and without such notice the subscription runs on for a further "
    "year at the fees that the provider then charges to customers of the same size."
)
CREDITS = (
    "If the hosted service is reachable for less than the promised share of a calendar month, the provider grants the "
    "customer a credit against the fees of that month, to be claimed within thirty days after the month has ended, and no "
    "further remedy is owed for the failure."
)
CHANGES = (
    "The provider may amend these terms from time to time by placing the amended text on its website, and whoever keeps using "
    "the hosted service after that day is taken to have agreed to the amended text, whether or not it was read."
)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this inside ``w:body``, and other parts (``numbering``, ``styles``, ``footnotes``, ``header1``, ...)."""
    relations, out = [], io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inner in parts.items():
            kind = name.rstrip("0123456789")
            root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            if kind == "link":
                external = f'Type="{_R}/hyperlink" Target="{inner}" TargetMode="External"'
                relations.append(f'<Relationship Id="{name}" {external}/>')
                continue
            archive.writestr(f"word/{name}.xml", f"<w:{root} {_SPACES}>{inner}</w:{root}>")
            relations.append(f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{name}.xml"/>')
        archive.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{"".join(relations)}</Relationships>')
        target = f'<Relationship Id="main" Type="{_R}/officeDocument" Target="/word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{target}</Relationships>')
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*inner: str, properties: str = "") -> str:
    """A paragraph; inner pieces without markup become runs."""
    runs = "".join(piece if piece.startswith("<") else run(piece) for piece in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return para(text, properties=numbering)


def table(*rows: Sequence[str]) -> str:
    """A table; cells without markup become paragraphs."""
    cells = [[cell if cell.startswith("<") else para(cell) for cell in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(f'<w:tc>{c}</w:tc>' for c in row)}</w:tr>" for row in cells) + "</w:tbl>"
