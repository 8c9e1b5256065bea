"""Dates as agreements write them. A numeric date whose order cannot be told is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: n
    for n, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)  # fmt: skip
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
# Superscripts come out of PDFs and scans torn apart: "20t h day".
_TH = r"(?:\s?(?:s\s?t|n\s?d|r\s?d|t\s?h))?"
_DATE: Final = re.compile(
    rf"""(?<![\w/])(?:
        (?P<month1>{_MONTH})\.?\s+(?:the\s+)?(?P<day1>\d{{1,2}}){_TH}(?:\s*,\s*|\s+)(?P<year1>(?:19|20)\d\d)
      | (?:the\s+)?(?P<day2>\d{{1,2}}){_TH}\s+(?:day\s+of\s+|of\s+)?(?P<month2>{_MONTH})\.?(?:\s*,\s*|\s+)(?P<year2>(?:19|20)\d\d)
      | (?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)
      | (?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<year4>(?:19|20)\d\d)
    )(?![\w/])""",
    re.IGNORECASE | re.VERBOSE,
)

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR: Final = re.compile(r"[/-]\d\d(?![\w/-])")
_SHORT: Final = re.compile(r"(?<![\w/.$-])(?P<a>\d{1,2})(?P<between>[/-])(?P<b>\d{1,2})(?P=between)(?P<year>\d\d)(?![\w/-])")
_BEFORE_YEAR: Final = 48  # "the 20t h  day of  September ,  2026" with all its spaces
_AFTER_YEAR: Final = 7  # 2026-01-31, and the character after it


@dataclass(frozen=True, slots=True)
class DateMatch:
    """``text[start:end]`` is a date; ``date`` is None where day and month cannot be told apart (03/04/2026)."""

    start: int
    end: int
    date: date | None


def find_dates(text: str, start: int = 0, end: int | None = None, day_first: bool | None = None) -> list[DateMatch]:
    """Every full date (day, month, year) in order of place; impossible ones (31 February) are left out.

    ``day_first`` says how the document writes numeric dates, where its other dates tell (``writes_day_first``).
    """
    found: list[DateMatch] = []
    for match in _candidates(text, start, len(text) if end is None else end):
        if match["a"]:
            day = _numeric(int(match["a"]), int(match["b"]), int(match["year4"]), day_first)
            found.append(DateMatch(match.start(), match.end(), day))
            continue
        year = int(match["year1"] or match["year2"] or match["year3"])
        month = int(match["month3"]) if match["month3"] else _MONTHS[(match["month1"] or match["month2"]).lower()]
        written = _date(year, month, int(match["day1"] or match["day2"] or match["day3"]))
        if written:
            found.append(DateMatch(match.start(), match.end(), written))
    short = list(_short_dates(text, start, len(text) if end is None else end, day_first))
    return sorted([*found, *short], key=lambda match: match.start) if short else found


def _short_dates(text: str, start: int, end: int, day_first: bool | None) -> Iterator[DateMatch]:
    """Dates with two figures for the year, as signatures have them: "4/25/18", "3-14-18". From 70 on the year is of the last century."""
    for year in _SHORT_YEAR.finditer(text, start, end):
        match = _SHORT.search(text, max(start, year.start() - 6), year.end())
        if match:
            century = 1900 if int(match["year"]) >= 70 else 2000
            yield DateMatch(match.start(), match.end(), _numeric(int(match["a"]), int(match["b"]), century + int(match["year"]), day_first))


def _candidates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where a date may stand: around a year. To look for years first takes a tenth of the time."""
    at = start
    for year in _YEAR.finditer(text, start, end):
        match = _DATE.search(text, max(at, year.start() - _BEFORE_YEAR), min(end, year.end() + _AFTER_YEAR))
        while match:
            at = match.end()
            yield match
            match = _DATE.search(text, at, min(end, year.end() + _AFTER_YEAR))


_NUMERIC: Final = re.compile(r"(?<![\w/.])(\d{1,2})([/.])(\d{1,2})\2(?:19|20)\d\d(?![\w/])")


def writes_day_first(text: str) -> bool | None:
    """Whether the numeric dates of a document put the day first; None where none of them tells, or they disagree."""
    near = (_NUMERIC.search(text, max(year.start() - 6, 0), year.end() + 1) for year in _YEAR.finditer(text))
    short = (_SHORT.search(text, max(year.start() - 6, 0), year.end()) for year in _SHORT_YEAR.finditer(text))
    pairs = [*((int(m[1]), int(m[3])) for m in near if m), *((int(m["a"]), int(m["b"])) for m in short if m)]
    orders = {first > 12 for first, second in pairs if (first > 12) != (second > 12) and max(first, second) <= 31}
    return orders.pop() if len(orders) == 1 else None


def _numeric(a: int, b: int, year: int, day_first: bool | None) -> date | None:
    """The date where only one order of day and month is possible, or both give the same, or the order is known."""
    readings = {d for d in (_date(year, a, b), _date(year, b, a)) if d}
    if len(readings) == 2 and day_first is not None:
        return _date(year, b, a) if day_first else _date(year, a, b)
    return readings.pop() if len(readings) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
