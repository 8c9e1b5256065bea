"""Markdown -> AgreementText, by way of the HTML that it stands for."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt

from contracts.reading.html import read_markup
from contracts.reading.plain import decoded
from contracts.text import AgreementText

MEDIA_TYPE: Final = "text/markdown"
_FRONT: Final = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,60}?(?:---|\.\.\.)[ \t]*\n")


def read_markdown(data: bytes) -> AgreementText:
    """Read Markdown (CommonMark and tables). Raises ReadingError ``empty`` or ``unsupported`` as plain text does."""
    text = decoded(data).lstrip("\ufeff")
    front = _FRONT.match(text)
    if front and ":" in front[0]:
        text = text[front.end() :]
    return read_markup(MarkdownIt("commonmark").enable("table").render(text), MEDIA_TYPE)
