"""Which reader a file gets: by its content, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.reading import formats
from contracts.reading.errors import MESSAGES, ReadingError
from contracts.reading.formats import expected_format, format_of, read_document
from tests.contracts.reading.paper import NOTICE, docx, page, para, pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name in names:
            written.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt", "a.html", "a", "a.exe"])
def test_the_content_decides(name: str) -> None:
    assert format_of(pdf(page(NOTICE)), name) == "pdf"
    assert format_of(b"\n\n%PDF-1.4 after a mail's head", name) == "pdf"
    assert format_of(docx(para(NOTICE)), name) == "docx"
    assert format_of(b"<!-- saved -->\n<!DOCTYPE html><p>x", name) == "html"
    assert format_of("﻿<html><p>x".encode("utf-16-le"), name) == "html"


@pytest.mark.parametrize(
    ("name", "kind"), [("a.md", "markdown"), ("a.MARKDOWN", "markdown"), ("a.txt", "plain"), ("a", "plain"), ("a.pdf", "plain")]
)
def test_the_name_decides_between_kinds_of_text(name: str, kind: str) -> None:
    assert format_of(b"# Terms\n\nBetween the parties.", name) == kind


def test_fragments_of_html_go_by_their_name() -> None:
    assert format_of(b"Hello <p>x</p>", "a.html") == "html"
    assert format_of(b"Hello <p>x</p>", "a.txt") == "plain"
    assert format_of(b"only words", "a.html") == "plain"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty", ""),
        (b" \r\n ", "empty", ""),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "unsupported", "save it as DOCX"),
        (OLE, "unsupported", "Office"),
        (archive("xl/workbook.xml"), "unsupported", "Excel"),
        (archive("ppt/presentation.xml"), "unsupported", "PowerPoint"),
        (archive("content.xml"), "unsupported", "OpenDocument"),
        (archive("agreement.pdf"), "unsupported", "archive"),
        (b"PK\x03\x04 cut off", "corrupt", "damaged"),
        (rb"{\rtf1 text}", "unsupported", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "unsupported", "picture"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "unsupported", "web archive"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 100, "unsupported", ""),
    ],
)
def test_what_is_refused_is_named(data: bytes, code: str, says: str) -> None:
    with pytest.raises(ReadingError) as raised:
        read_document(data, "agreement.docx" if code == "corrupt" else "agreement")
    assert raised.value.code == code
    assert says in raised.value.message


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MOST_BYTES", 10)
    with pytest.raises(ReadingError) as raised:
        read_document(b"x" * 11, "a.txt")
    assert raised.value.code == "too_large"


@pytest.mark.parametrize(
    ("data", "name", "media"),
    [
        (pdf(page(NOTICE)), "a.pdf", "application/pdf"),
        (docx(para(NOTICE)), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (f"<html><p>{NOTICE}".encode(), "a.html", "text/html"),
        (NOTICE.encode(), "a.md", "text/markdown"),
        (NOTICE.encode(), "a.txt", "text/plain"),
    ],
)
def test_every_format_reads_the_same_words(data: bytes, name: str, media: str) -> None:
    read = read_document(data, name)
    assert (read.text, read.media_type) == (NOTICE, media)


def test_the_readers_to_have_ready() -> None:
    assert [expected_format(name) for name in ("A.PDF", "b.docm", "c.htm", "d.md", "e.txt", "f.xyz")] == [
        "pdf", "docx", "html", "markdown", "plain", None,
    ]  # fmt: skip


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.pdf", "a.docx", "a.html", "a.md", "a.txt", ""]))
def test_any_bytes_give_a_text_or_a_named_error(data: bytes, name: str) -> None:
    try:
        assert read_document(data, name).text
    except ReadingError as error:
        assert error.code in MESSAGES


@settings(deadline=None)
@given(st.data())
def test_damaged_documents_give_a_text_or_a_named_error(draw: st.DataObject) -> None:
    original = draw.draw(st.sampled_from([pdf(page(NOTICE)), docx(para(NOTICE))]))
    data = bytearray(original)
    for _ in range(draw.draw(st.integers(1, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        read_document(bytes(data), "a")
    except ReadingError as error:
        assert error.code in MESSAGES
