"""A PDF from its first page to its last: open, read each page, leave out what runs, write paragraphs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from contracts.reading.errors import ReadingError
from contracts.reading.limits import MOST_PAGES
from contracts.reading.pdf.lines import Line
from contracts.reading.pdf.links import attach, links_of
from contracts.reading.pdf.page import ReadPage, read_page, without_footnotes
from contracts.reading.pdf.paragraphs import Sheet, write
from contracts.reading.pdf.running import running, telling
from contracts.text import AgreementText, Page, PageState

MEDIA_TYPE: Final = "application/pdf"
_COMMON: Final = frozenset(
    (  # noqa: SIM905
        "the of and to in or any shall by de la el le les et der die und das il di van het een och att do da que"
    ).split()
)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, closed at the end. Raises ReadingError ``encrypted``, ``corrupt``, ``empty`` or ``too_large``."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = pdfium_c.FPDF_GetLastError()
        protected = code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY) or "assword" in str(error)
        raise ReadingError("encrypted" if protected else "corrupt") from error
    try:
        if len(document) == 0:
            raise ReadingError("empty", "it has no pages")
        if len(document) > MOST_PAGES:
            raise ReadingError("too_large", f"it has {len(document):,} pages")
        yield document
    finally:
        document.close()


def read_pdf(data: bytes) -> AgreementText:
    """Read a PDF. Raises ReadingError ``encrypted``, ``corrupt``, ``empty``, ``too_large`` or ``no_text``."""
    pages: list[ReadPage] = []
    links = []
    with opened(data) as document:
        for number in range(len(document)):
            try:
                page = document[number]
            except pdfium.PdfiumError:  # this page alone is damaged
                pages.append(ReadPage.damaged())
                continue
            try:
                textpage = page.get_textpage()
                try:
                    pages.append(read_page(page, textpage))
                    links += links_of(document, page, textpage, str(number + 1))
                finally:
                    textpage.close()
            except pdfium.PdfiumError:
                pages.append(ReadPage.damaged())
            finally:
                page.close()
    return _written(pages, links)


def _written(pages: list[ReadPage], links: list[tuple[str, int, int, str]]) -> AgreementText:
    dropped = running([page.items for page in pages], [page.height for page in pages])
    sheets = []
    states: list[PageState] = []
    said: set[str] = set()
    for number, (page, drop) in enumerate(zip(pages, dropped, strict=True), start=1):
        items = [item for index, item in enumerate(page.items) if index not in drop]
        # A scanner's or a signing service's stamp on the picture of a page is not the page's text.
        stamped = page.pictured and sum(len(item.text) for item in items if isinstance(item, Line)) < 120
        readable = page.readable and not (stamped or (page.marked and not items and page.pictured))
        states.append("text" if readable else "no_text")
        items, footnotes = without_footnotes(items if page.readable else [], page.height)
        heads = telling([item for index in drop if isinstance(item := page.items[index], Line)], said)
        sheets.append(Sheet(number, items, [*footnotes, *heads, *page.notes], page.box if page.turned else None))
    written, starts = write(sheets)
    text = "".join(written.pieces)
    if "text" not in states or not text.strip():
        raise ReadingError("no_text")
    if _is_gibberish(text):
        raise ReadingError("no_text", "its font does not say which letters it shows")
    ends = [*starts[1:], len(text)]
    unread = [str(number) for number, state in enumerate(states, start=1) if state == "no_text"]
    remarks = []
    if unread:
        remarks.append(f"No text could be read on page{'s' if len(unread) > 1 else ''} {', '.join(unread)} (a scan?).")
    return AgreementText(
        text=text,
        media_type=MEDIA_TYPE,
        pages=tuple(
            Page(number, start, end, round(page.width, 1), round(page.height, 1), state)
            for number, (page, start, end, state) in enumerate(zip(pages, starts, ends, states, strict=True), start=1)
        ),
        origins=tuple(written.origins),
        links=attach(links, written.origins),
        notes=tuple(remarks),
    )


def _is_gibberish(text: str) -> bool:
    """True for text that no language would write: hundreds of words and none of the commonest.

    A font without a map from glyphs to letters gives words such as ``7KLV $JUHHPHQW``.
    """
    sample = text[:12_000]
    words = sample.lower().split()
    if len(words) < 150 or sum(word in _COMMON for word in words) >= 0.005 * len(words):
        return False
    return sum("A" <= c <= "z" or c.isdigit() for c in sample) > 0.4 * len(sample)


def render_page(data: bytes, number: int, width: int) -> bytes:
    """Page ``number`` (from 1) as a PNG ``width`` pixels wide. Raises ReadingError as ``opened``; IndexError."""
    with opened(data) as document:
        if not 1 <= number <= len(document):
            raise IndexError(f"there is no page {number}")
        page = document[number - 1]
        try:
            wide, high = page.get_size()
            scale = width / (wide or 1.0)
            if high * scale > 20_000:
                scale = 20_000 / high
            bitmap = page.render(scale=scale, may_draw_forms=False, prefer_bgrx=True)
            try:
                png = io.BytesIO()
                bitmap.to_pil().convert("RGB").save(png, "PNG", compress_level=3)
            finally:
                bitmap.close()
        finally:
            page.close()
    return png.getvalue()
