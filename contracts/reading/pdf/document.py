"""A PDF from its first page to its last: open, read each page, leave out what runs, write paragraphs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from contracts.reading.errors import ReadingError
from contracts.reading.guard import Guard
from contracts.reading.limits import MOST_PAGES
from contracts.reading.pdf.gibberish import is_gibberish
from contracts.reading.pdf.lines import Line
from contracts.reading.pdf.links import attach, links_of
from contracts.reading.pdf.ocr import Recognised, by_word, recognitions_of
from contracts.reading.pdf.page import ReadPage, read_page, without_footnotes
from contracts.reading.pdf.paragraphs import Sheet, write
from contracts.reading.pdf.running import running, telling
from contracts.reading.tesseract import INSTALL, Recognise
from contracts.text import AgreementText, Page

MEDIA_TYPE: Final = "application/pdf"
_STAMP: Final = 120  # letters


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


def read_pdf(data: bytes, recognise: Recognise | None = None, guard: Guard | None = None) -> AgreementText:
    """Read a PDF; ``recognise`` reads pictures of pages that have no text, ``guard`` may keep pages from being opened.

    Raises ReadingError as ``opened``, ``no_text``.
    """
    pages: list[ReadPage] = []
    links = []
    with opened(data) as document:
        for number in range(len(document)):
            if guard is not None and not guard.enter(number + 1):
                pages.append(ReadPage.damaged())
                continue
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
        if guard is not None:
            guard.leave()
        left_out = {number - 1 for number in guard.left_out} if guard is not None else set()
        dropped = _running(pages)
        if is_gibberish(" ".join(_said(pages))):
            pages = [replace(page, items=[], notes=[], readable=False) for page in pages]
            dropped = [set() for _ in pages]
        unread = [index for index, page in enumerate(pages) if not _is_readable(page, dropped[index])]
        recognitions: dict[int, Recognised] = {}
        in_time = None
        if recognise is not None and (pictures := [index for index in unread if index not in left_out]):
            recognitions, in_time = recognitions_of(document, pictures, recognise)
            for index, recognition in recognitions.items():
                pages[index] = replace(pages[index], items=recognition.items, notes=[], turned=None)
            dropped = _running(pages)
    if len(unread) == len(pages) and not recognitions:
        raise ReadingError("no_text", INSTALL if recognise is None else "and no letters were recognised on them")
    unread = [index for index in unread if index not in recognitions]
    remarks = _remarks([index for index in unread if index not in left_out], recognitions, in_time, sorted(left_out))
    return _written(pages, links, dropped, unread, recognitions, tuple(remarks))


def _said(pages: list[ReadPage]) -> Iterator[str]:
    """The first lines of the document, enough to tell whether they are in a language."""
    lines = (item.text for page in pages for item in page.items if isinstance(item, Line))
    return islice(lines, 300)


def _is_readable(page: ReadPage, drop: set[int]) -> bool:
    """False for what has no text of its own: a picture, also one with a scanner's or a signing service's stamp on it."""
    if not page.readable or not page.pictured:
        return page.readable
    return sum(len(item.text) for index, item in enumerate(page.items) if index not in drop and isinstance(item, Line)) >= _STAMP


def _running(pages: list[ReadPage]) -> list[set[int]]:
    """The indexes of each page's running lines; none where the document holds nothing else."""
    dropped = running([page.items for page in pages], [page.height for page in pages])
    if all(len(drop) == len(page.items) for page, drop in zip(pages, dropped, strict=True)):
        return [set() for _ in pages]
    return dropped


def _written(
    pages: list[ReadPage],
    links: list[tuple[str, int, int, str]],
    dropped: list[set[int]],
    unread: list[int],
    recognitions: dict[int, Recognised],
    remarks: tuple[str, ...],
) -> AgreementText:
    sheets = []
    said: set[str] = set()
    for number, (page, drop) in enumerate(zip(pages, dropped, strict=True), start=1):
        items = [item for index, item in enumerate(page.items) if index not in drop]
        items, footnotes = without_footnotes(items, page.height)
        heads = telling([item for index in drop if isinstance(item := page.items[index], Line)], said)
        sheets.append(Sheet(number, items, [*footnotes, *heads, *page.notes], page.box if page.turned else None))
    written, starts = write(sheets)
    text = "".join(written.pieces)
    if not text.strip():
        raise ReadingError("no_text")
    ends = [*starts[1:], len(text)]
    by_name = {str(index + 1): recognition for index, recognition in recognitions.items()}
    return AgreementText(
        text=text,
        media_type=MEDIA_TYPE,
        pages=tuple(
            Page(
                index + 1,
                start,
                end,
                round(page.width, 1),
                round(page.height, 1),
                "ocr" if index in recognitions else "no_text" if index in unread else "text",
                round(recognitions[index].certainty, 3) if index in recognitions else 1.0,
            )
            for index, (page, start, end) in enumerate(zip(pages, starts, ends, strict=True))
        ),
        origins=tuple(by_word(written.origins, by_name) if by_name else written.origins),
        links=attach(links, written.origins, text),
        notes=remarks,
    )


def _remarks(unread: list[int], recognitions: dict[int, Recognised], in_time: int | None, left_out: list[int]) -> Iterator[str]:
    if left_out:
        yield f"Reading stopped at {_named(left_out)}, so this was left out; look at the paper, or print the document to PDF again."
    if recognitions:
        yield f"Recognised from a picture, so check figures and dates: {_named(recognitions)}."
    late = sorted([*recognitions, *unread])[in_time:] if in_time is not None else []
    if late:
        yield f"The time for one document was up before these could be recognised; split the file to have them read: {_named(late)}."
    rest = [index for index in unread if index not in late]
    if rest:
        yield f"No text could be read on {_named(rest)} (a scan?){f'; {INSTALL}' if in_time is None else ''}."


def _named(indexes: Iterable[int]) -> str:
    """``page 2``, ``pages 2, 5-9``."""
    runs: list[list[int]] = []
    for index in sorted(indexes):
        if runs and runs[-1][1] == index:
            runs[-1][1] = index + 1
        else:
            runs.append([index + 1, index + 1])
    names = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"page{'s' if len(runs) > 1 or runs[0][0] != runs[0][1] else ''} {names}"


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
