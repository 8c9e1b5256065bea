"""How periods are counted out on the calendar: the ends of terms, and the days for notice before them.

A month from 31 January has no 31 February to end before. Such an end is clamped to the month's last day; terms are counted
from the first day of the first term, never from a clamped day, so that nothing drifts: 31 January, 28 February, 31 March.
Where only the end of a term is known, the next begins on the day after, so that what ends with a month goes on ending with
months. Words that can be read in two ways give two days: what closes takes the earlier of them, what opens the later.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.periods import Period
from reviews.workdays import working_days_back, working_days_on

DAY: Final = timedelta(days=1)
_FIRST_YEAR: Final = 1000
_LAST_YEAR: Final = 9000  # what leads beyond was misread, or is for a person to answer


@dataclass(frozen=True, slots=True)
class Span:
    """The terms, one after another.

    ``start``: the first day of the first, ``initial`` its length, ``renewal`` the length of each later one; each None where it
    is not known. ``stated_end``: ``first_end``, the last day of the first term, is a date that was stated, not counted out.
    """

    start: date | None
    initial: Period | None
    first_end: date
    renewal: Period | None
    stated_end: bool = False

    def renews_on(self, term: int) -> date:
        """The day after the term's last. Raises OverflowError where that lies beyond the calendar."""
        if term == 1 or self.renewal is None:
            return self.first_end + DAY
        later = times(self.renewal, term - 1)
        first = self._months_from_start
        if self.start is not None and first and _months(later):
            return plus(self.start, Period(first + _months(later), "month"))
        return plus(self.first_end + DAY, later)

    @property
    def _months_from_start(self) -> int:
        """The months of the first term where it is counted out from its start; else 0."""
        return _months(self.initial) if self.start and self.initial and not self.stated_end else 0

    def ends(self, term: int) -> tuple[date, ...]:
        """The term's last day: in order the two readings of it where it was clamped, else one."""
        last = self.renews_on(term) - DAY
        # 31 January and a month: the day before 28 February, or, there being no 31st to end before, the 28th itself.
        return (last, last + DAY) if self._clamped(term, last + DAY) else (last,)

    def _clamped(self, term: int, renews_on: date) -> bool:
        """True where the day from which months were counted is missing from the month in which the term ends."""
        first = self.start if self._months_from_start else None
        if term == 1 or self.renewal is None or not _months(self.renewal):
            return first is not None and (self.first_end + DAY).day < first.day
        return renews_on.day < (first or self.first_end + DAY).day

    def began(self, term: int) -> date | None:
        """The term's first day; None for the first where neither its start nor its length is known."""
        if term > 1:
            return self.renews_on(term - 1)
        if self.start is not None:
            return self.start
        length = self.initial or self.renewal
        return minus(self.first_end + DAY, length) if length else None


def plus(day: date, period: Period) -> date:
    """The same day so much later; 31 January and one month is the last day of February.

    Raises OverflowError beyond the years of the calendar.
    """
    months = _months(period)
    if months:
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise OverflowError(f"the year {year}")
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + period.count * (timedelta(weeks=1) if period.unit == "week" else DAY)


def minus(day: date, period: Period) -> date:
    return plus(day, times(period, -1))


def times(period: Period, count: int) -> Period:
    return Period(period.count * count, period.unit)


def _months(period: Period) -> int:
    """The period in months; 0 for days and weeks, which are counted one by one."""
    return period.count * {"year": 12, "month": 1, "week": 0, "day": 0}[period.unit]


def before(ends: date, notice: Period, place: str) -> tuple[date, ...]:
    """The last day for notice of that length before the term's last day: in order, one day for each reading.

    Months can be counted back from the last day of the term or from the day of renewal: 28 February less three months is
    28 November, 1 March less three months is 1 December and the day before that 30 November.
    """
    if notice.business:
        return (working_days_back(ends, notice.count, place),)
    readings = {minus(ends, notice)}
    if _months(notice):
        readings.add(minus(ends + DAY, notice) - DAY)
    return tuple(sorted(readings))


def after(day: date, notice: Period, place: str) -> date:
    """The last day of a notice of that length which is given on ``day``: the later of the two readings that ``before`` knows."""
    if notice.business:
        return working_days_on(day, notice.count, place)
    return max(plus(day, notice), plus(day + DAY, notice) - DAY)


def at_least(period: Period) -> timedelta:
    """A length that the period, wherever it lies on the calendar, is never shorter than."""
    return period.count * timedelta(days={"day": 1, "week": 7, "month": 28, "year": 365}[period.unit])


def before_clear(ends: date, notice: Period, place: str) -> tuple[date, ...]:
    """The same in clear days: so many lie whole between the day of the notice and the term's last day."""
    if notice.unit == "day":
        return before(ends, Period(notice.count + 1, "day", notice.business), place)
    return before(ends - DAY, notice, place)


def last_part_end(day: date, months: int) -> date:
    """The last end of a part of the calendar year (so many ``months``: 1, 3, 6 or 12) on the day or before it."""
    return minus(next_part_end(day + DAY, months) + DAY, Period(months, "month")) - DAY


def next_part_end(day: date, months: int) -> date:
    """The first end of such a part on the day or after it."""
    month = -(-day.month // months) * months
    return date(day.year + month // 12, month % 12 + 1, 1) - DAY


def before_part_end(ends: date, notice: Period, place: str) -> tuple[date, ...]:
    """The last day for notice of that length which runs out with the end of a month: one month to 28 February is from 31 January."""
    if _months(notice):
        return (minus(ends + DAY, notice) - DAY,)
    return before(ends, notice, place)
