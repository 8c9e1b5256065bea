"""The place whose holidays count: where a business day is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.analysis.clause import Analysis
from contracts.analysis.places import place_name
from reviews.workdays import holidays_within, years_unknown

_NAMED: Final = 4  # holidays that are named; a long notice has more
_A_YEAR: Final = date(2026, 1, 1)  # a year for which every place that has a calendar has holidays


@dataclass(frozen=True, slots=True)
class WorkingPlace:
    """Whose working days are counted, and by what words."""

    place: str
    said: str


def working_place(analysis: Analysis, country: str) -> WorkingPlace:
    """The place that "business day" is defined by, else that of the governing law, else the organisation's country."""
    why = "the agreement names no law"
    for field, by in (("business_days", "the definition of its business day"), ("governing_law", "its governing law")):
        place = analysis.value(field)
        if place and not years_unknown(place, [_A_YEAR]):
            return WorkingPlace(place, f"{place_name(place)}, by {by}")
        if place:
            why = f"none of {place_name(place)} are known"
    return WorkingPlace(country, f"{place_name(country)}, the organisation's country, for {why}")


def free_days(calendar: WorkingPlace, closes_on: date, last: date) -> str:
    """What a count of business days leaves out, in words."""
    unknown = years_unknown(calendar.place, [closes_on, last])
    if unknown:
        years = " and ".join(map(str, unknown))
        return (
            f"No public holidays of {place_name(calendar.place)} are known for {years}: weekends alone are left out, and each holiday "
            "between makes the last day one earlier."
        )
    between = named_holidays(calendar.place, closes_on + timedelta(days=1), last)
    return f"Business days leave out weekends and the public holidays of {calendar.said}{f': here {between}' if between else ''}."


def named_holidays(place: str, first: date, last: date) -> str:
    """The public holidays between the two days, in words; '' where there is none."""
    found = [f"{name} ({day:%-d %B %Y})" for day, name in holidays_within(place, first, last)]
    if len(found) > _NAMED:
        found = [*found[:_NAMED], f"{len(found) - _NAMED} more"]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)
