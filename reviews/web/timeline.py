"""The picture of the next twelve months: a lane an agreement, the window a bar, a notch at the send-by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from reviews.models import Window

WIDTH: Final = 720
LANE: Final = 34
TOP: Final = 26
DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Lane:
    """One bar. All numbers are SVG units; ``height`` follows the money."""

    window: Window
    x: float
    width: float
    y: float
    height: float
    notch: float
    closes: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Month:
    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    width: int
    height: int
    months: tuple[Month, ...]
    lanes: tuple[Lane, ...]


def draw(windows: Sequence[Window], today: date) -> Timeline:
    """A lane a window, next deadline first; what lies outside the twelve months is cut at the edge."""
    most = max((w.agreement.yearly_fee or Decimal(0) for w in windows), default=Decimal(0)) or Decimal(1)
    lanes = []
    for n, window in enumerate(windows):
        left, right = _x(window.opens_on, today), _x(window.closes_on + timedelta(days=1), today)
        height = 6 + 12 * float((window.agreement.yearly_fee or Decimal(0)) / most)
        middle = TOP + n * LANE + LANE / 2
        lanes.append(
            Lane(
                window=window,
                x=left,
                width=max(right - left, 2),
                y=middle - height / 2,
                height=height,
                notch=_x(window.send_by, today),
                closes=right,
                label_y=middle + 4,
            )
        )
    return Timeline(WIDTH, TOP + len(lanes) * LANE + 6, _months(today), tuple(lanes))


def _x(day: date, today: date) -> float:
    return round(min(max((day - today).days, 0), DAYS) / DAYS * WIDTH, 1)


def _months(today: date) -> tuple[Month, ...]:
    first = [date(today.year + (today.month + n) // 12, (today.month + n) % 12 + 1, 1) for n in range(12)]
    return tuple(Month(_x(day, today), f"{day:%b}" if day.month != 1 else f"{day:%b %Y}") for day in first)
