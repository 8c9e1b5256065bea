"""Working days of a place: neither its weekend nor one of its public holidays.

A place is an ISO 3166 code: a country (``US``, ``GB``) or one of its regions (``GB-ENG``, ``US-OH``, ``CA-MB``). A region
keeps its country's holidays and its own. Where the ``holidays`` library knows no holidays, ``holidays_known`` says so, and
whoever counts must say so too: only the weekends can be left out then.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from types import ModuleType
from typing import Any, Final

_DAY: Final = timedelta(days=1)
_SATURDAY_AND_SUNDAY: Final = frozenset({5, 6})


@lru_cache(maxsize=128)
def _calendars(place: str) -> tuple[Any, ...]:
    """The library's calendars of the country and of the region; none where it knows neither."""
    import holidays  # takes a tenth of a second to import, and many a review needs no holiday

    _one_by_one(holidays)
    country, _, region = place.partition("-")
    try:
        whole = holidays.country_holidays(country)
    except NotImplementedError:
        return ()
    if region in whole.subdivisions:
        return (whole, holidays.country_holidays(country, subdiv=region))
    return (whole,)


def _one_by_one(holidays: ModuleType) -> None:
    """Has ``holidays`` import the country that is asked for, and not the other 250 with it: a third of a second in the first review.

    It means to do so itself, but to import a module imports its package first, and this one imports them all.
    """
    name = f"{holidays.__name__}.countries"
    if name not in sys.modules:
        package = ModuleType(name)
        package.__path__ = [f"{path}/countries" for path in holidays.__path__]
        sys.modules[name] = package


@lru_cache(maxsize=4096)
def _holidays(place: str, year: int) -> frozenset[date]:
    days: set[date] = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "available only from 2001 to 2035": years_unknown says it to the reader instead
        for calendar in _calendars(place):
            days.update(calendar[date(year, 1, 1) : date(year + 1, 1, 1)])  # the second is left out, as in a slice
    return frozenset(days)


@lru_cache(maxsize=128)
def _weekend(place: str) -> frozenset[int]:
    """The days of the week that are free, Monday being 0: not everywhere Saturday and Sunday."""
    calendars = _calendars(place)
    return frozenset(int(day) for day in calendars[0].weekend) if calendars else _SATURDAY_AND_SUNDAY


def holidays_known(place: str, year: int) -> bool:
    """False where no public holiday of the place in that year is known."""
    return bool(_holidays(place, year))


def holiday_names(place: str, first: date, last: date) -> dict[date, str]:
    """The public holidays of the place from the first day to the last, both included, each by its name."""
    names: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        for day in _holidays(place, year):
            if first <= day <= last:
                names[day] = next((calendar[day] for calendar in _calendars(place) if day in calendar), "")
    return names


def is_working_day(day: date, *places: str) -> bool:
    """True where the day is a working day in each of the places."""
    weekday, year = day.weekday(), day.year
    for place in places:  # noqa: SIM110  the innermost loop of all counting: twice as fast as all(...)
        if weekday in _weekend(place) or day in _holidays(place, year):
            return False
    return True


def working_day_before(day: date, *places: str) -> date:
    """The day itself where it is a working day in each of the places, else the last one before it."""
    while not is_working_day(day, *places):
        day -= _DAY
    return day


def working_day_from(day: date, *places: str) -> date:
    """The day itself where it is a working day in each of the places, else the first one after it."""
    while not is_working_day(day, *places):
        day += _DAY
    return day


def working_days_back(day: date, count: int, place: str) -> date:
    """The day that lies so many working days before ``day``; ``day`` itself is not counted."""
    while count > 0:
        day -= _DAY
        if is_working_day(day, place):
            count -= 1
    return day


def working_days_on(day: date, count: int, place: str) -> date:
    """The day that lies so many working days after ``day``; ``day`` itself is not counted."""
    while count > 0:
        day += _DAY
        if is_working_day(day, place):
            count -= 1
    return day


def holidays_within(place: str, first: date, last: date) -> tuple[tuple[date, str], ...]:
    """The public holidays of the place from the first day to the last that fall on no weekend, each with its name."""
    weekend, found = _weekend(place), []
    day = first
    while day <= last:
        if day.weekday() not in weekend and day in _holidays(place, day.year):
            name = next((str(name) for calendar in _calendars(place) if (name := calendar.get(day))), "a public holiday")
            found.append((day, name.split(";")[0].strip()))
        day += _DAY
    return tuple(found)


def years_unknown(place: str, days: Iterable[date]) -> tuple[int, ...]:
    """The years of the days for which no public holidays of the place are known."""
    return tuple(year for year in sorted({day.year for day in days}) if not holidays_known(place, year))
