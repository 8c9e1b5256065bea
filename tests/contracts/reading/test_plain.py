"""Plain text: unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.reading.errors import ReadingError
from contracts.reading.plain import read_plain


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\r\n\t"), min_size=1))
def test_text_is_what_python_reads(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("plain") / "agreement.txt"
    path.write_bytes(text.encode())
    expected = Path(path).read_text(encoding="utf-8")
    if expected.strip("﻿ \t\r\n\f\v") and "�" not in expected:
        assert read_plain(path.read_bytes()).text == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "The provider’s fee is 40 € a month.\nNotice: thirty (30) days.\n"
    assert read_plain(text.encode(encoding)).text == text


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 20, b"abc\x00def", b"\x93\xff\xfe\xe1" * 40])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadingError) as raised:
        read_plain(data)
    assert raised.value.code == "unsupported"


def test_white_space_alone() -> None:
    with pytest.raises(ReadingError) as raised:
        read_plain(b"\xef\xbb\xbf \n\t\n")
    assert raised.value.code == "empty"
