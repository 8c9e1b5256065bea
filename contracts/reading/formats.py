"""Which reader a file needs: by what it contains; its name only decides between kinds of text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from typing import Final, Literal

from contracts.reading.errors import ReadingError
from contracts.reading.guard import Guard
from contracts.reading.limits import MOST_BYTES
from contracts.reading.tesseract import Recognise
from contracts.text import AgreementText, TrackedState

Format = Literal["pdf", "docx", "html", "markdown", "plain"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE: Final = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAG: Final = re.compile(rb"<(?:p|div|h[1-6]|table|ul|ol|span|br|section|article|meta|title)\b[^>]{0,500}>", re.I)
_OFFICE: Final = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file; save it as DOCX or PDF"),
    ("META-INF/container.xml", "an e-book"),
    ("Index/Document.iwa", "a Pages document; export it as DOCX or PDF"),
)
_SIGNS: Final = (
    (b"{\\rtf", "an RTF file; save it as DOCX or PDF"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"\x89PNG", "a picture; make a PDF with searchable text of it"),
    (b"\xff\xd8\xff", "a picture; make a PDF with searchable text of it"),
    (b"GIF8", "a picture; make a PDF with searchable text of it"),
    (b"II*\x00", "a picture; make a PDF with searchable text of it"),
    (b"MM\x00*", "a picture; make a PDF with searchable text of it"),
    (b"RIFF", "a picture or recording"),
)
_KINDS: Final[dict[str, Format]] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
}


def read_document(
    data: bytes, name: str, recognise: Recognise | None = None, guard: Guard | None = None, tracked: TrackedState = "accepted"
) -> AgreementText:
    """Read a document of any kind that Fineprint knows. Raises ReadingError with any code of ``errors.MESSAGES``.

    ``recognise`` is what reads pages that have no text (pictures in, Tesseract's tables out; ``pdf.ocr``), ``guard`` what is told of each
    page of a PDF before it is opened; ``tracked``: as what the changes that are tracked in a Word file are read.

    In this process: for tests and for the sandboxed child. Everybody else reads through ``sandbox.Reader``.
    """
    kind = format_of(data, name)
    if kind == "pdf":
        from contracts.reading.pdf import read_pdf

        return read_pdf(data, recognise, guard)
    if kind == "docx":
        from contracts.reading.docx import read_docx

        return read_docx(data, tracked)
    if kind == "html":
        from contracts.reading.html import read_html

        return read_html(data)
    if kind == "markdown":
        from contracts.reading.markdown import read_markdown

        return read_markdown(data)
    from contracts.reading.plain import read_plain

    return read_plain(data)


def expected_format(name: str) -> Format | None:
    """What a file of that name most likely is: to have its reader ready before the bytes come."""
    return _KINDS.get(PurePath(name).suffix.lower())


def format_of(data: bytes, name: str) -> Format:
    """The format of the bytes. Raises ReadingError ``empty``, ``too_large``, ``corrupt``, ``encrypted``, ``unsupported``."""
    if len(data) > MOST_BYTES:
        raise ReadingError("too_large", f"it has {len(data) / 2**20:.0f} MB")
    head = data[:1024]
    if not head.strip() and not data.strip():
        raise ReadingError("empty")
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK"):
        return _zipped(data, name)
    if head.startswith(_OLE):
        _refuse_ole(data)
    for sign, detail in _SIGNS:
        if head.startswith(sign):
            raise ReadingError("unsupported", detail)
    expected = expected_format(name)
    if b"MIME-Version:" in head and b"multipart/related" in data[:4096]:
        raise ReadingError("unsupported", "a web archive; save the page as HTML instead")
    text = _as_ascii(head)
    if _PAGE.match(_as_ascii(data[:8192])) or (expected == "html" and _TAG.search(_as_ascii(data[:65536]))):
        return "html"
    if b"<w:wordDocument" in data[:8192] or b"<pkg:package" in data[:8192]:
        raise ReadingError("unsupported", "a Word document saved as XML; save it as DOCX or PDF")
    if expected == "markdown":
        return "markdown"
    if expected in ("pdf", "docx") and b"\x00" in head:
        raise ReadingError("corrupt")
    if re.match(rb"\s*<(?:p|div|h[1-6]|table|meta|title)\b[^>]{0,500}>", text, re.I):
        return "html"
    if b"\x00" in head:
        _refuse_binary(data, name)
    return "plain"


def _as_ascii(head: bytes) -> bytes:
    """Markup of any Unicode encoding as plain bytes, to look for tags."""
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")


def _zipped(data: bytes, name: str) -> Format:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ReadingError("corrupt") from error
    if any(entry.startswith("word/") for entry in names):
        return "docx"
    for sign, detail in _OFFICE:
        if any(entry.startswith(sign) for entry in names):
            raise ReadingError("unsupported", detail)
    if "[Content_Types].xml" in names and expected_format(name) == "docx":
        raise ReadingError("corrupt", "it has no text part")
    raise ReadingError("unsupported", "an archive; unpack it and upload the agreement itself")


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadingError("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        raise ReadingError("unsupported", "a Word document of the old .doc kind; save it as DOCX or PDF")
    raise ReadingError("unsupported", "an Office file of the old kind; save it as DOCX or PDF")


def _refuse_binary(data: bytes, name: str) -> None:
    """Say what a binary file is, where its first bytes tell; text passes."""
    from contracts.reading.plain import decoded

    try:
        decoded(data[:4096])
    except ReadingError as error:
        import puremagic

        try:
            kind = puremagic.magic_string(data[:65536])[0].name
        except (puremagic.PureError, ValueError, IndexError):
            kind = ""
        raise ReadingError("unsupported", kind[:60] or error.detail) from None
