"""A day of the calendar by which notice must be given, out of the agreement's words: "by the 15th of the month before".

Some agreements give no length of notice but a day, "no later than the first day of the last month of the term" or "on or
before 30 September of each year". Which day that is in one term depends on when the term ends; words that can be read in
two ways give two days, as in ``counting``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.periods import Period
from reviews.counting import minus
from reviews.workdays import working_day_before, working_day_from

_DAY: Final = timedelta(days=1)
_MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ORDINALS: Final = {"first": 1, "tenth": 10, "fifteenth": 15, "twentieth": 20, "last": 0, "final": 0}
_NTH: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_YEAR: Final = re.compile(r"\b20\d\d\b")
_NUMBER: Final = r"(?P<day>\d{1,2}|" + "|".join(_ORDINALS) + r")(?:st|nd|rd|th)?"
_NAMED: Final = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)})\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b|{_NUMBER}\s+(?:day\s+)?(?:of\s+)?(?P<month_after>{'|'.join(_MONTHS)})\b)",
    re.IGNORECASE,
)
_IN_A_MONTH: Final = re.compile(
    rf"\b{_NUMBER}\s+(?P<working>(?:business|working)\s+)?(?:calendar\s+)?(?:day\s+)?(?:of|in)\s+(?:the\s+|each\s+|any\s+)?(?:calendar\s+)?"
    r"(?P<which>last|final|preceding|previous|penultimate|second|third|fourth|fifth|sixth)?\s*(?:calendar\s+)?month\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_A_MONTH: Final = re.compile(r"\s*(?:immediately\s+)?(?:before|preceding|prior\s+to)\b", re.IGNORECASE)
_RENEWAL: Final = re.compile(r"\b(?:renew\w*|anniversar\w+|(?:commence|begin|start)\w*)\b", re.IGNORECASE)
_EXCLUSIVE: Final = re.compile(r"\s*(?:before|prior\s+to)\b(?!\s+(?:midnight|the\s+(?:end|close)|close))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """The ``day`` of a month, 0 being its last; ``working`` where only working days of the month are counted so.

    ``month`` 1 to 12 names the month; 0 means the one ``months_back`` before that in which the term ends (or, where
    ``from_renewal``, in which the next begins). ``exclusive``: notice must be given before that day.
    """

    words: str
    day: int
    month: int = 0
    months_back: int = 0
    working: bool = False
    from_renewal: bool = False
    exclusive: bool = False
    year: int = 0  # where the words name one year, for which alone they speak

    def days(self, last: date, place: str) -> tuple[date, ...]:
        """In order the last days for notice in the term whose last day is ``last``: one for each reading of the words.

        Raises OverflowError beyond the years of the calendar.
        """
        if self.month:
            found = {self._named(last, place)}
        else:
            ends = last + _DAY if self.from_renewal else last
            found = {self._in_month(ends.year * 12 + ends.month - 1 - self.months_back, place)}
            if self.months_back == 0 and (last + _DAY).day > 1:
                # "The last month of the term" is the calendar's, or the month that ends with the term.
                begins = minus(last + _DAY, Period(1, "month"))
                found.add(begins + (self.day - 1) * _DAY if self.day else last)
        return tuple(sorted({min(day - _DAY if self.exclusive else day, last) for day in found}))

    def _named(self, last: date, place: str) -> date:
        """The latest such day of a year that does not lie behind the term's last day."""
        found = self._in_month(last.year * 12 + self.month - 1, place)
        return found if found <= last else self._in_month((last.year - 1) * 12 + self.month - 1, place)

    def _in_month(self, months: int, place: str) -> date:
        year, month = divmod(months, 12)
        if not 1000 <= year <= 9000:
            raise OverflowError(f"the year {year}")
        length = calendar.monthrange(year, month + 1)[1]
        if not self.working:
            return date(year, month + 1, min(self.day or length, length))
        if self.day == 0:
            return working_day_before(date(year, month + 1, length), place)
        found = working_day_from(date(year, month + 1, 1), place)
        for _ in range(self.day - 1):
            found = working_day_from(found + _DAY, place)
        return found


def notice_day(words: str) -> NoticeDay | None:
    """The day that the words mean; None where they name none that can be computed."""
    exclusive = bool(_EXCLUSIVE.match(words))
    if named := _NAMED.search(words):
        month = _MONTHS[(named["month"] or named["month_after"]).lower()]
        day = _number(named["after"] or named["day"])
        longest = 29 if month == 2 else calendar.monthrange(2024, month)[1]
        year = _YEAR.search(words)
        return NoticeDay(words, day, month, exclusive=exclusive, year=int(year[0]) if year else 0) if 0 <= day <= longest else None
    found = _IN_A_MONTH.search(words)
    if found is None or _number(found["day"]) > 31:
        return None
    which, rest = (found["which"] or "").lower(), found["rest"]
    back = {"last": 0, "final": 0, "penultimate": 1, "preceding": 1, "previous": 1}.get(which)
    if back is None and which in _NTH:
        back = _NTH[which] if _BEFORE_A_MONTH.match(rest) else None
        if back is None:
            return None  # "the second month": of what?
    if back is None:
        if _BEFORE_A_MONTH.match(rest):
            back = 1
        elif re.match(r"\s*(?:in\s+which|of\s+(?:the\s+)?(?:expir|terminat|renew))", rest, re.IGNORECASE):
            back = 0
        else:
            return None  # "the first day of the month": of which?
    return NoticeDay(
        words, _number(found["day"]), 0, back, bool(found["working"]), bool(_RENEWAL.search(rest)), exclusive
    )


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS[word.lower()]
