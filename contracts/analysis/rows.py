"""Rows of an order form: "Renewal Term: 12 months", "Auto-renew | On", "Automatic renewal: [X] Yes [ ] No"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ROW: Final = re.compile(
    r"(?:^|\n)[ \t]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+)?(?P<row>(?:[|*•–-]+[ \t]*)?(?P<label>[A-Za-z][\w '’/()-]{2,44}?)[ \t]*\*{0,2}(?::|\||\t| {2,})[ \t|*:]*(?P<value>[^\n|]{1,200}))"
)
_CHOSEN: Final = re.compile(r"(?:\[\s*[xX✓✔]\s*\]|[☒☑✓✔])\s*(?P<word>yes|no|on|off|auto\w*|manual\w*|none)\b", re.IGNORECASE)
_YES: Final = re.compile(r"\W*(?:yes|on|enabled|true|auto|automatic\w*|applies|applicable|included)\b", re.IGNORECASE)
_NO: Final = re.compile(r"\W*(?:no(?!\s+(?:less|fewer|later))|off|none|never|disabled|false|manual\w*|n/?a|not\b|does\s+not|excluded)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """``text[start:end]`` is the row; ``value`` begins at ``value_start``."""

    start: int
    end: int
    label: str
    value: str
    value_start: int


def rows(text: str) -> Iterator[Row]:
    """The lines that are a label and what it says, in order of place."""
    for match in _ROW.finditer(text):
        yield Row(match.start("row"), match.end("row"), " ".join(match["label"].split()), match["value"].rstrip(), match.start("value"))


def answer(value: str) -> bool | None:
    """Whether the value says yes or no; None where it says neither, or its boxes leave it open."""
    chosen = {match["word"].lower() for match in _CHOSEN.finditer(value)}
    if chosen:
        said = {not _NO.match(word) for word in chosen}
        return said.pop() if len(said) == 1 else None
    if re.search(r"\[\s*\]|[☐□]", value):
        return None
    return True if _YES.match(value) else False if _NO.match(value) else None
