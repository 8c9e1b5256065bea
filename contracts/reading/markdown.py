"""Markdown -> AgreementText, by way of the HTML that it stands for."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt

from contracts.reading.errors import ReadingError
from contracts.reading.html import read_markup
from contracts.reading.plain import decoded
from contracts.text import AgreementText

_MOST_CHARACTERS: Final = 4_000_000  # long tables and lists of more take longer to parse than a document may
_DEEPEST: Final = 100  # what is nested deeper is not read; by itself the parser stops at twenty
MEDIA_TYPE: Final = "text/markdown"
_FRONT: Final = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,60}?(?:---|\.\.\.)[ \t]*\n")


def read_markdown(data: bytes) -> AgreementText:
    """Read Markdown (CommonMark and tables). Raises ReadingError ``too_large``, and ``empty`` or ``unsupported`` as plain text does."""
    text = decoded(data).lstrip("\ufeff")
    if len(text) > _MOST_CHARACTERS:
        raise ReadingError("too_large", f"it has {len(text) / 1e6:.0f} million characters of Markdown; save it as .txt")
    front = _FRONT.match(text)
    if front and ":" in front[0]:
        text = text[front.end() :]
    return read_markup(MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").render(text), MEDIA_TYPE)
