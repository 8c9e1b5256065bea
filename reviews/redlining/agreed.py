"""The text that redlines ask for, without the numbers that Word counts by itself: they move when a clause comes in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from contracts.text import AgreementText
from reviews.edits import apply_all
from reviews.rule import Redline

_BETWEEN: Final = re.compile(r"[ |\n]*")
_SPACES: Final = re.compile(r" +")


def spoken(agreement: AgreementText, redlines: Sequence[Redline] = ()) -> list[str]:
    """The paragraphs and rows of the agreement with the redlines applied, blank ones and numbers that Word counts left out."""
    text, moved = _without_numbers(agreement, redlines)
    return [_SPACES.sub(" ", line.strip(" |")) for line in apply_all(text, moved).split("\n") if line.strip(" |")]


def _without_numbers(agreement: AgreementText, redlines: Sequence[Redline]) -> tuple[str, list[Redline]]:
    text, pieces = agreement.text, []
    numbers: list[tuple[int, int]] = []
    last = 0
    for origin in agreement.origins:
        between = _BETWEEN.match(text, last, origin.start)
        assert between is not None
        if between.end() < origin.start:
            numbers.append((between.end(), origin.start))
        last = origin.end
    at = 0
    for start, end in numbers:
        pieces.append(text[at:start])
        at = end
    plain = "".join([*pieces, text[at:]])

    def place(offset: int) -> int:
        return offset - sum(min(max(offset - start, 0), end - start) for start, end in numbers)

    moved = []
    for redline in redlines:
        start, end = place(redline.start), place(redline.end)
        moved.append(replace(redline, start=start, end=end, old=plain[start:end]))
    return plain, moved
