"""The picture of the months ahead: a lane an agreement, the window a bar, a notch at the send-by day.

It is as long as its last window needs, three months at least and twelve at most. Places along it are percent of its
width, so that it is drawn as wide as the page lets it while its words keep their size.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from reviews.bound import bound_by_silence
from reviews.figures import amount
from reviews.models import Window
from reviews.rule import Money

LEAST_MONTHS: Final = 3
MOST_MONTHS: Final = 12
YEAR: Final = 13  # months from this one to the same a year later: the calendar's year
BEFORE: Final = 0.02  # of the length stands before today, so that what opened earlier is seen to come from there
THINNEST: Final = 5  # units of a bar's height; a lane is 40 high
THICKEST: Final = 20
LANE: Final = 40
LANES: Final = 14  # of a picture; the list or the calendar tells the others
NARROWEST: Final = 0.8  # percent

_Place = Callable[[date], float]  # where a day stands, in percent


@dataclass(frozen=True, slots=True)
class Lane:
    """One bar: ``x``, ``width``, ``notch`` and ``closes`` in percent of the width; ``y`` and ``height``, the money, in pixels.

    ``cut`` is True where the window closes after the picture ends.
    """

    window: Window
    x: float
    width: float
    y: float
    height: float
    notch: float
    closes: float
    cut: bool

    @property
    def stake(self) -> str:
        """The money in words: what silence binds, else the yearly fee; empty where it is not known."""
        bound = bound_by_silence(self.window)
        if bound and bound.amount:
            return bound.amount
        fee = self.window.agreement.yearly_fee
        return f"{amount(Money(currency=self.window.agreement.currency), fee)} a year" if fee else ""


@dataclass(frozen=True, slots=True)
class Month:
    """``minor`` months keep their line but give up their name where the page is narrow."""

    x: float
    name: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """``beyond`` counts the windows that open only after ``ends``: they have no lane."""

    today: float
    ends: date
    months: tuple[Month, ...]
    lanes: tuple[Lane, ...]
    beyond: int


def draw(windows: Sequence[Window], today: date) -> Timeline:
    """A lane a window, in the order given."""
    furthest = month_after(today, MOST_MONTHS)
    last = max((w.closes_on for w in windows if w.opens_on < furthest), default=today)
    ends = min(max(month_after(last, 1), month_after(today, LEAST_MONTHS)), furthest)
    begins = today - (ends - today) * BEFORE

    def place(day: date) -> float:
        return round(min(max((day - begins) / (ends - begins), 0), 1) * 100, 2)

    return _picture(windows, today, ends, ends, _months(today, ends, place), place)


def draw_year(windows: Sequence[Window], today: date) -> Timeline:
    """A lane a window, from the first of this month to the end of the same month a year later, each month equally wide."""
    ends = month_after(today, YEAR)

    def place(day: date) -> float:
        months = (day.year - today.year) * 12 + day.month - today.month
        within = (day.day - 1) / monthrange(day.year, day.month)[1]
        return round(min(max((months + within) / YEAR, 0), 1) * 100, 2)

    firsts = [month_after(today, n) for n in range(YEAR)]
    months = tuple(Month(place(day), f"{day:%b}", n % 3 != 0) for n, day in enumerate(firsts))
    return _picture(windows, today, ends, ends - timedelta(days=1), months, place)


def _picture(windows: Sequence[Window], today: date, ends: date, named: date, months: tuple[Month, ...], place: _Place) -> Timeline:
    """The lanes of what opens before ``ends``; ``named`` is the day by which the picture says that it ends."""
    near = [w for w in windows if w.opens_on < ends]
    most = max((_stake(w) for w in near), default=Decimal(0)) or Decimal(1)
    return Timeline(place(today), named, months, tuple(_lane(w, most, ends, place) for w in near), len(windows) - len(near))


def _lane(window: Window, most: Decimal, ends: date, place: _Place) -> Lane:
    left, right = place(window.opens_on), place(window.closes_on + timedelta(days=1))
    height = round(THINNEST + (THICKEST - THINNEST) * float(_stake(window) / most), 1)
    return Lane(
        window=window,
        x=left,
        width=round(max(right - left, NARROWEST), 2),
        y=round((LANE - height) / 2, 1),
        height=height,
        notch=place(window.send_by),
        closes=right,
        cut=window.closes_on >= ends,
    )


def _stake(window: Window) -> Decimal:
    bound = bound_by_silence(window)
    return (bound.money if bound else None) or window.agreement.yearly_fee or Decimal(0)


def _months(today: date, ends: date, place: _Place) -> tuple[Month, ...]:
    firsts = [month_after(today, n) for n in range(1, MOST_MONTHS + 1)]
    shown = [day for day in firsts if day < ends]
    many = len(shown) > 6
    return tuple(
        Month(place(day), f"{day:%b}" if day.month != 1 else f"{day:%b %Y}", many and n % 2 == 1) for n, day in enumerate(shown)
    )


def month_after(day: date, months: int) -> date:
    """The first day of the month that is so many months after the day's own."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
