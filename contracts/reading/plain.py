"""Plain text: the file's own text, unchanged, so that offsets count in the file itself."""

from __future__ import annotations

import codecs
import re
from typing import Final

from contracts.reading.errors import ReadingError
from contracts.text import AgreementText

MEDIA_TYPE: Final = "text/plain"
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")


def read_plain(data: bytes) -> AgreementText:
    """Read a text file; line ends become ``\\n`` as Python reads text. Raises ReadingError ``empty``, ``unsupported``."""
    text = decoded(data)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise ReadingError("empty", "it holds only white space")
    return AgreementText(text, MEDIA_TYPE)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with or without its mark, else Windows' Latin. Raises ``unsupported``."""
    text = _decoded(data)
    if "\x00" in text or len(_CONTROLS.findall(text)) > 0.02 * len(text):
        raise ReadingError("unsupported")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    head = data[:4096]
    if len(head) >= 4 and b"\x00" in head:
        odd, even = head[1::2].count(0), head[::2].count(0)
        half = len(head) / 2
        if odd > 0.4 * half and even < 0.05 * half:
            return data.decode("utf-16-le", "replace")
        if even > 0.4 * half and odd < 0.05 * half:
            return data.decode("utf-16-be", "replace")
        raise ReadingError("unsupported")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Not UTF-8: a Latin text is mostly ASCII all the same; other binary files are not.
    if sum(byte > 127 for byte in head) > 0.3 * len(head):
        raise ReadingError("unsupported")
    return data.decode("cp1252", "replace")
