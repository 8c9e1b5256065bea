"""Levels of availability in the rows of tables and the items of lists. Plain strings in, percents out."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.availability import PERCENT, number, spans_below

_CELL: Final = re.compile(r"\|[^|\n]*?(?<![\d.<])(?<!less\sthan\s)(\d{2,3}(?:[.,]\d+)?)\s?%")
_HELD: Final = re.compile(
    r"[\W]*(?P<levels>(?:[^|\d\n]{0,40}\d{2,3}(?:[.,]\d{1,5})?\s?%){1,2}[^|\d\n]{0,30})\|\W*(?:none|no\s+(?:service\s+)?credits?|guarant\w*|n/?a|0(?:[.,]0+)?\s?%|nil|met)\W*$",
    re.IGNORECASE,
)
# What leads the list in which a clause stands, the clause itself being its first item or a later one.
_LEAD: Final = re.compile(
    r"(?:^|[.!?]\s|\n)(?P<lead>[^.!?\n]{10,300}):[ \t]*\n\s*(?:(?:[-*•·▪|]|\(?\w{1,3}[.)])[^\n]*\n\s*)*(?:[-*•·▪]|\(?\w{1,3}[.)])\s*$"
)


def lowest_level(text: str) -> float | None:
    """The lowest level in the rows (or list) of a text that begins with the clause which leaves the number to them."""
    rows: list[float] = []
    for row in text.split("\n")[:14]:
        if re.search(r"credit|refund|rebate|respon", row, re.IGNORECASE):
            if rows:
                break
            continue
        cells = [
            number(m[1]) for m in (_CELL.finditer(row) if "|" in row else PERCENT.finditer(row)) if not next(spans_below(row), None)
        ]
        rows += [cell for cell in cells[:1] if 80 <= cell <= 100]
    return min(rows, default=None)


def level_held(text: str) -> float | None:
    """The lowest level of the row of a table that costs no credit ("99.9 % or more | none"); None where there is none."""
    for row in text.split("\n"):
        if "|" in row and (match := _HELD.match(row)):
            held = [number(m[1]) for m in PERCENT.finditer(match["levels"]) if 80 <= number(m[1]) <= 100]
            if held:
                return min(held)
    return None


def highest_step(text: str) -> float | None:
    """The highest level below which a row of a table gives something, whatever it gives ("less than 99.9 % | 8 hours")."""
    steps = [level.percent for row in text.split("\n") if "|" in row for level in spans_below(row) if level.percent >= 80]
    return max(steps, default=None)


def lead_of_list(before: str) -> str:
    """The words that lead the list in whose item the text breaks off; empty where it is in none."""
    lead = _LEAD.search(before)
    return lead["lead"] if lead else ""
