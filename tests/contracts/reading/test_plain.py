"""Plain text: unchanged."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.reading.errors import ReadingError
from contracts.reading.formats import read_document
from contracts.reading.plain import read_plain
from tests.contracts.reading.paper import NOTICE


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\r\n\t"), min_size=1))
def test_text_is_what_python_reads(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("plain") / "agreement.txt"
    path.write_bytes(text.encode())
    expected = Path(path).read_text(encoding="utf-8")
    if expected.strip("﻿ \t\r\n\f\v") and "�" not in expected:
        assert read_plain(path.read_bytes()).text == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "The provider’s fee is 40 € a month.\nNotice: thirty (30) days.\n"
    assert read_plain(text.encode(encoding)).text == text


def test_utf_32_of_either_order_by_its_mark() -> None:
    for mark, encoding in ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        assert read_plain(mark + "Notice: 30 days.\n".encode(encoding)).text.lstrip("\ufeff") == "Notice: 30 days.\n"
        assert read_document(mark + "Notice: 30 days.\n".encode(encoding), "terms.txt").text.lstrip("\ufeff") == "Notice: 30 days.\n"
        assert read_document(mark + "<html><p>Notice: 30 days.".encode(encoding), "terms.html").text == "Notice: 30 days."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("before", [1, 3, 6000])
def test_a_stray_nul_is_one_lost_character(encoding: str, before: int) -> None:
    text = f"{'x' * before}\x00{NOTICE} – {NOTICE}"
    for name in ("terms.txt", "terms"):
        assert read_document(text.encode(encoding), name).text == text.replace("\x00", "\ufffd")


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 20, b"abc\x00def", b"\x93\xff\xfe\xe1" * 40])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadingError) as raised:
        read_plain(data)
    assert raised.value.code == "unsupported"
    assert "save it as UTF-8" in raised.value.message


def test_white_space_alone() -> None:
    with pytest.raises(ReadingError) as raised:
        read_plain(b"\xef\xbb\xbf \n\t\n")
    assert raised.value.code == "empty"
