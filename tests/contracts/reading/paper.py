"""Small PDFs and Word files drawn for the tests of the readers."""

from __future__ import annotations

import io
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
