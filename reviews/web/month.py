"""One month of the calendar: what each window does on which day, weekends and public holidays marked.

The database ranks what falls on a day, so that a month of thousands of windows is as many rows as a page can show.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, F, QuerySet
from django.db.models import Window as Over
from django.db.models.functions import RowNumber

from contracts.analysis.places import place_name
from reviews.models import Window
from reviews.web.timeline import month_after
from reviews.workdays import holiday_names, is_working_day

SHOWN: Final = 4  # in a day of the month
SHOWN_OF_A_DAY: Final = 100  # where one day is looked at alone
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
# What is told of a window, the most pressing first.
KINDS: Final = {"send_by": "Send notice", "closes_on": "Closes", "opens_on": "Opens", "renews_on": "Renews"}
# Where a week is printed from Sunday on (Unicode CLDR, weekData, firstDay); elsewhere from Monday.
_FROM_SUNDAY: Final = frozenset(
    "BR CA CO DO ET GT HK HN ID IL IN JM JP KE KH KR MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW US VE WS YE ZA ZW".split()
)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """What one window does on a day; ``quiet`` where nobody has to act on it any more."""

    kind: str
    window: int
    agreement: int
    name: str
    title: str
    quiet: bool

    @property
    def says(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Day:
    """``column`` is 1 to 7 in the week as the country prints it; ``holiday`` is the public holiday's name."""

    day: date
    column: int
    events: tuple[Event, ...]
    more: int
    free: bool
    holiday: str
    today: bool


@dataclass(frozen=True, slots=True)
class MonthPage:
    first: date
    before: date | None
    after: date | None
    weekdays: tuple[str, ...]
    days: tuple[Day, ...]
    counts: Mapping[str, int]  # of each kind of event
    now: bool
    country: str

    @property
    def count(self) -> int:
        return sum(self.counts.values())


def month_of(text: str, today: date) -> date:
    """The first day of the month that ``2027-01`` names; of today's where it names none."""
    year, _, month = text.partition("-")
    if len(year) == 4 and year.isascii() and year.isdecimal() and month.isascii() and month.isdecimal() and len(month) == 2:
        if FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12:
            return date(int(year), int(month), 1)
    return today.replace(day=1)


def month_page(rows: QuerySet[Window], first: date, today: date, country: str) -> MonthPage:
    """The month's days with what falls on them. A query for each kind of event."""
    last = month_after(first, 1) - _DAY
    found, counts = _events(rows, first, last, SHOWN)
    holidays = holiday_names(country, first, last)
    starts = calendar.SUNDAY if country in _FROM_SUNDAY else calendar.MONDAY
    days = []
    for n in range((last - first).days + 1):
        day = first + n * _DAY
        events = tuple(found.get(day, ())[:SHOWN])
        column = (day.weekday() - starts) % 7 + 1
        more = _in_day(counts, day) - len(events)
        days.append(Day(day, column, events, more, not is_working_day(day, country), holidays.get(day, ""), day == today))
    weekdays = tuple(calendar.day_name[(starts + n) % 7] for n in range(7))
    before, after = month_after(first, -1), month_after(first, 1)
    return MonthPage(
        first=first,
        before=before if before.year >= FIRST_YEAR else None,
        after=after if after.year <= LAST_YEAR else None,
        weekdays=weekdays,
        days=tuple(days),
        counts={kind: sum(n for (_, of), n in counts.items() if of == kind) for kind in KINDS},
        now=first == today.replace(day=1),
        country=place_name(country),
    )


def day_events(rows: QuerySet[Window], day: date) -> tuple[tuple[Event, ...], int]:
    """What falls on one day, and how much more there is than is told."""
    found, counts = _events(rows, day, day, SHOWN_OF_A_DAY)
    events = tuple(found.get(day, ())[:SHOWN_OF_A_DAY])
    return events, _in_day(counts, day) - len(events)


def _in_day(counts: Mapping[tuple[date, str], int], day: date) -> int:
    return sum(counts.get((day, kind), 0) for kind in KINDS)


def _events(rows: QuerySet[Window], first: date, last: date, most: int) -> tuple[dict[date, list[Event]], dict[tuple[date, str], int]]:
    """At most so many events of a kind on a day, and how many there are of each kind on each day."""
    events: dict[date, list[Event]] = {}
    counts: dict[tuple[date, str], int] = {}
    for kind in KINDS:
        ranked = rows.filter(**{f"{kind}__range": (first, last)}).annotate(
            rank=Over(RowNumber(), partition_by=F(kind), order_by=F("pk").asc()), in_day=Over(Count("pk"), partition_by=F(kind))
        )
        told: list[dict[str, Any]] = list(
            ranked.filter(rank__lte=most)
            .order_by(kind, "pk")
            .values("pk", "agreement_id", "agreement__title", "agreement__vendor__name", "state", "rank", "in_day", kind)
        )
        for row in told:
            day, title, vendor = row[kind], row["agreement__title"], row["agreement__vendor__name"]
            quiet = row["state"] != Window.State.OPEN
            events.setdefault(day, []).append(Event(kind, row["pk"], row["agreement_id"], vendor or title, title if vendor else "", quiet))
            counts[day, kind] = row["in_day"]
    return events, counts
