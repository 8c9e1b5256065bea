"""The windows of an agreement once more, from the words alone: a calendar written down day by day, and fingers to count on.

It shares no code with ``reviews`` and asks no date library about months: whether a year is a leap year, how long a month
is and which day of the week a day is follow from writing the days down. Days are numbers, positions in that list.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

FIRST_YEAR, LAST_YEAR = 1980, 2099


@dataclass(frozen=True)
class Length:
    """``unit``: day, business day, month (a year is written as twelve)."""

    count: int
    unit: str


@dataclass(frozen=True)
class CalendarDay:
    """The ``number``-th day (0: the last) of ``month``, or of the month so many ``back`` from that of the end or the renewal."""

    number: int
    month: int | None = None
    back: int = 0
    of_renewal: bool = False
    before: bool = False  # notice is due before that day


@dataclass(frozen=True)
class Said:
    """What the agreement says. ``ways``: for each way of sending how many days, and of which sort, it takes to be received."""

    start: date | None
    initial: Length | None
    ends: date | None
    renewal: Length | None
    notice_by: Length | CalendarDay
    not_before: Length | None = None
    from_renewal: bool = False
    renewals: int | None = None
    place: str = "US"
    home: str = "US"
    ways: tuple[Length, ...] = (Length(3, "business day"),)
    runs_on: bool = False  # after its first term, or from its first day, it runs until notice ends it: one looks once a year
    clear: bool = False  # neither the day of the notice nor the last day counts
    by_an_hour: bool = False  # of the last day: what arrives at once is sent a working day before
    part: int = 0  # notice runs out with the end of a calendar month (1), quarter (3), half-year (6) or year (12)


# The calendar, written down -----------------------------------------------------------------------------------------------

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAYS: list[tuple[int, int, int]] = []  # year, month, day of the month
MONTHS: list[list[int]] = []  # of each month the positions of its days
MONTH_OF: list[int] = []  # the month's position in MONTHS, for each day
for _year in range(FIRST_YEAR, LAST_YEAR + 1):
    _leap = _year % 4 == 0 and (_year % 100 != 0 or _year % 400 == 0)
    for _month, _long in enumerate(_LENGTHS, 1):
        MONTHS.append([])
        for _day in range(1, _long + (1 if _leap and _month == 2 else 0) + 1):
            MONTHS[-1].append(len(DAYS))
            MONTH_OF.append(len(MONTHS) - 1)
            DAYS.append((_year, _month, _day))
_POSITION = {day: position for position, day in enumerate(DAYS)}
_TUESDAY = _POSITION[1980, 1, 1]  # 1 January 1980 was a Tuesday


def position(day: date) -> int:
    return _POSITION[day.year, day.month, day.day]


def as_date(at: int) -> date:
    return date(*DAYS[at])


def _day_of_week(at: int) -> int:
    """Monday is 0."""
    return (at - _TUESDAY + 1) % 7


@lru_cache(maxsize=4096)
def _holidays(place: str, year: int) -> frozenset[int]:
    country, _, region = place.partition("-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "available only from 2001 to 2035"
        days = set(holidays.country_holidays(country, years=year))
        if region:
            days |= set(holidays.country_holidays(country, subdiv=region, years=year))
    return frozenset(position(day) for day in days if day.year == year)


def _closed(at: int, place: str) -> bool:
    """Whether the place does not work on the day."""
    weekend = (4, 5) if place == "IL" else (5, 6)
    return _day_of_week(at) in weekend or at in _holidays(place, DAYS[at][0])


# Counting -----------------------------------------------------------------------------------------------------------------


def _months_on(at: int, months: int) -> int:
    """The day with the same number so many months on (or back); the month's last day where it has no such number."""
    number = DAYS[at][2]
    there = MONTHS[MONTH_OF[at] + months]
    for day in there:
        if DAYS[day][2] == number:
            return day
    return there[-1]


def _has_number(month: int, number: int) -> bool:
    return any(DAYS[day][2] == number for day in MONTHS[month])


def _day_of_month(month: int, number: int) -> int:
    days = MONTHS[month]
    return days[-1] if number == 0 or number > len(days) else days[number - 1]


def _by_the_calendar(last: int, said: CalendarDay) -> set[int]:
    """The day that is named, in the term that ends on ``last``, by every reading; never behind that end."""
    if said.month is not None:
        day = last
        while DAYS[day][1] != said.month or day != _day_of_month(MONTH_OF[day], said.number):
            day -= 1
        found = {day}
    else:
        found = {_day_of_month(MONTH_OF[last + said.of_renewal] - said.back, said.number)}
        if said.back == 0 and DAYS[last + 1][2] != 1:
            begins = _months_on(last + 1, -1)
            found.add(last if said.number == 0 else begins + said.number - 1)
    return {min(day - said.before, last) for day in found}


def _back(last: int, length: Length | CalendarDay, place: str) -> set[int]:
    """The day so long before the term's last day, by every reading."""
    if isinstance(length, CalendarDay):
        return _by_the_calendar(last, length)
    if length.unit == "day":
        return {last - length.count}
    if length.unit == "business day":
        day, left = last, length.count
        while left:
            day -= 1
            left -= not _closed(day, place)
        return {day}
    renewal = last + 1
    return {_months_on(last, -length.count), _months_on(renewal, -length.count) - 1}


def _ends_part(day: int, part: int) -> bool:
    return DAYS[day + 1][2] == 1 and DAYS[day][1] % part == 0


def _to_part(last: int, length: Length, part: int, place: str) -> set[int]:
    """The last day for a notice of that length which runs out with the last such end in the term."""
    while not _ends_part(last, part):
        last -= 1
    if length.unit == "month":
        return {_months_on(last + 1, -length.count) - 1}
    return _back(last, length, place)


def _closing(said: Said, term: _Term) -> set[int]:
    """The last day for notice in the term, by every reading."""
    notice = said.notice_by
    if isinstance(notice, CalendarDay):
        return _back(term.last, notice, said.place)
    if said.part and said.runs_on:
        return _to_part(term.last, notice, said.part, said.place)
    days = _back(term.last, notice, said.place)
    if said.clear:
        clear = Length(notice.count + 1, "business day") if notice.unit == "business day" else notice
        days |= _back(term.last - (clear is notice), clear, said.place)
    if said.part and (term.began is None or any(_ends_part(day, said.part) for day in range(term.began, term.last + 1))):
        days |= _to_part(term.last, notice, said.part, said.place)
    return days


def _received(sent: int, takes: Length, place: str) -> int:
    """The day on which what was sent counts as received; not on a day on which nobody works there."""
    day = sent
    if takes.unit == "business day":
        left = takes.count
        while left:
            day += 1
            left -= not _closed(day, place)
    else:
        day += takes.count
    while _closed(day, place):
        day += 1
    return day


@dataclass(frozen=True)
class _Term:
    began: int | None
    last: int
    also: int  # the later reading of its last day


def _terms(said: Said) -> Iterator[_Term]:
    """The terms one after another, for ever where they are renewed."""
    start = position(said.start) if said.start else None
    ends = position(said.ends) if said.ends else None
    first = said.initial or (Length(12, "month") if said.runs_on and ends is None else None)
    counted = doubtful = None
    if start is not None and first is not None:
        if first.unit == "month":
            counted = _months_on(start, first.count) - 1
            doubtful = not _has_number(MONTH_OF[start] + first.count, DAYS[start][2])
        else:
            counted = start + first.count - 1
    if counted is None or (ends is not None and ends < counted):
        last, doubtful, from_start = ends, False, False
    else:
        last, from_start = counted, True
    assert last is not None
    if said.runs_on and said.part and not isinstance(said.notice_by, CalendarDay):
        yield from _years_to_a_part(said, start, last)
        return
    began = start
    if began is None:
        length = first or said.renewal
        if length is not None:
            began = _months_on(last + 1, -length.count) if length.unit == "month" else last + 1 - length.count
    term = _Term(began, last, last + bool(doubtful))
    yield term
    renews, months = last + 1, 0
    in_months = from_start and first is not None and first.unit == "month"
    while said.renewal is not None:
        before = term.last + 1
        if said.renewal.unit == "day":
            end = term.last + said.renewal.count
            term = _Term(before, end, end + bool(doubtful))
            yield term
            continue
        months += said.renewal.count
        if in_months:  # counted from the very first day, so that 31 January, 28 February is followed by 31 March
            assert start is not None and first is not None
            base, far = start, first.count + months
        else:
            base, far = renews, months
        end = _months_on(base, far) - 1
        term = _Term(before, end, end + (not _has_number(MONTH_OF[base] + far, DAYS[base][2])))
        yield term


def _years_to_a_part(said: Said, start: int | None, last: int) -> Iterator[_Term]:
    """Terms of about a year that end with a part of the calendar: the first not before what binds it, or before a year is over."""
    bound = said.initial is not None or said.ends is not None
    while not _ends_part(last, said.part):
        last += 1 if bound else -1
    began = start if start is not None else _months_on(last + 1, -12)
    while True:
        yield _Term(began, last, last)
        began = last + 1
        last = _months_on(began, 12) - 1


def windows(said: Said, today: date, ahead: int) -> list[tuple[int, date, date, date, date]]:
    """(term, opens on, closes on, send by, renews on) of the next windows: open or ahead on ``today``."""
    now = position(today)
    start = position(said.start) if said.start else None
    found: list[tuple[int, date, date, date, date]] = []
    terms: list[_Term] = []
    for number, term in enumerate(_terms(said), 1):
        if len(found) == ahead or (said.renewals is not None and number > said.renewals):
            break
        terms.append(term)
        closes = min(_closing(said, term))
        if closes < now or (start is not None and closes < start):
            continue
        opens = _opens(said, terms, closes, start)
        send = _send(said, closes, opens if said.not_before else start)
        found.append((number, as_date(opens), as_date(closes), as_date(send), as_date(term.last + 1)))
    return found


def _opens(said: Said, terms: list[_Term], closes: int, start: int | None) -> int:
    if said.not_before is not None:
        lasts = {terms[-1].last, terms[-1].also}
        if said.from_renewal:
            lasts |= {last + 1 for last in lasts}
        in_the_last = isinstance(said.notice_by, Length) and said.notice_by.count == 0
        opens = max(day + in_the_last for last in lasts for day in _back(last, said.not_before, said.place))
        return min(closes, opens if start is None else max(opens, start))
    for term in reversed(terms):  # the term in which it closes
        if term.began is None:
            return closes - 365
        if term.began <= closes:
            return term.began
    return closes


def _send(said: Said, closes: int, floor: int | None) -> int:
    """Try every day backwards: the last on which people work on both sides and from which every way arrives in time."""
    def free(day: int) -> bool:
        return _closed(day, said.place) or _closed(day, said.home)

    day = closes
    working = closes
    while _closed(working, said.place):
        working -= 1
    while free(day) or any(_received(day, takes, said.place) > (working - 1 if said.by_an_hour and not takes.count else closes) for takes in said.ways):
        day -= 1
    if floor is None or day >= floor:
        return day
    for inside in range(floor, closes + 1):
        if not free(inside):
            return inside
    day = closes
    while free(day):
        day -= 1
    return day
