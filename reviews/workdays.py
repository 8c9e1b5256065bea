"""Working days: not a weekend, not a public holiday of the country."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

SATURDAY = 5


@lru_cache(maxsize=32)
def _holidays(country: str) -> Any:
    import holidays  # takes a tenth of a second to import, and many a review needs no holiday

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return {}


def is_working_day(day: date, country: str) -> bool:
    return day.weekday() < SATURDAY and day not in _holidays(country)


def working_day_before(day: date, country: str) -> date:
    """The day itself where it is a working day, else the last one before it."""
    while not is_working_day(day, country):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date, country: str) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def working_days_back(day: date, count: int, country: str) -> date:
    """The day that lies so many working days before ``day``; ``day`` itself is not counted."""
    while count > 0:
        day -= timedelta(days=1)
        if is_working_day(day, country):
            count -= 1
    return day
