"""Plain text: the file's own text, unchanged, so that offsets count in the file itself."""

from __future__ import annotations

import codecs
import re
from typing import Final

from contracts.reading.errors import ReadingError
from contracts.text import AgreementText

MEDIA_TYPE: Final = "text/plain"
_NO_TEXT: Final = "it holds bytes that are no letters; if it is text, save it as UTF-8"
_MOST_ODD: Final = 0.02  # of a text: what holds more characters that print nothing is no text
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")


def read_plain(data: bytes) -> AgreementText:
    """Read a text file; line ends become ``\\n`` as Python reads text. Raises ReadingError ``empty``, ``unsupported``."""
    text = decoded(data)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise ReadingError("empty", "it holds only white space")
    return AgreementText(text, MEDIA_TYPE)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-32 with its mark, UTF-16 with or without, else Windows' Latin.

    A NUL, which no database keeps, becomes the sign for a character that was lost. Raises ReadingError ``unsupported``.
    """
    text = _decoded(data)
    if len(_CONTROLS.findall(text)) > _MOST_ODD * len(text):
        raise ReadingError("unsupported", _NO_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace")
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
        if odd + even > _MOST_ODD * len(head):
            raise ReadingError("unsupported", _NO_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Not UTF-8: a Latin text is mostly ASCII all the same; other binary files are not.
    if sum(byte > 127 for byte in head) > 0.3 * len(head):
        raise ReadingError("unsupported", _NO_TEXT)
    return data.decode("cp1252", "replace")
