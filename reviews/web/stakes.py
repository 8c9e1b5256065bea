"""What is at stake month by month: counted and added up by the database, so that thousands of windows cost one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Greatest, Round, TruncMonth

from reviews.figures import brief
from reviews.models import Window
from reviews.rule import Money
from reviews.web.timeline import YEAR, month_after

MOST_CURRENCIES: Final = 3  # that are drawn as bars; the others are said in words
# The money that silence binds (``reviews.bound``), None where it is not known.
AT_STAKE: Final = Round(
    ExpressionWrapper(F("agreement__yearly_fee") * F("years_bound"), DecimalField(max_digits=24, decimal_places=12)),
    precision=2,
    output_field=DecimalField(max_digits=24, decimal_places=2),
)


@dataclass(frozen=True, slots=True)
class Stake:
    """Money in one currency; ``share`` is its percent of the currency's largest month."""

    currency: str
    money: Decimal
    share: float

    @property
    def brief(self) -> str:
        return brief(Money(currency=self.currency), self.money)


@dataclass(frozen=True, slots=True)
class Bar:
    """In percent of a month's place: ``x`` and ``width`` across, ``height`` and ``y``, where it begins from above."""

    x: float
    width: float
    height: float
    y: float


@dataclass(frozen=True, slots=True)
class Month:
    """The windows whose notice must leave in the month that begins on ``first``; of ``unknown`` the money is not known."""

    first: date
    windows: int
    sums: tuple[Stake, ...]
    unknown: int

    @property
    def drawn(self) -> tuple[Stake, ...]:
        return self.sums[:MOST_CURRENCIES]

    @property
    def bars(self) -> tuple[Bar, ...]:
        """One bar a currency, side by side."""
        heights = [max(one.share, 3) for one in self.drawn]
        width = 56 / len(heights) if heights else 0
        return tuple(Bar(round(22 + n * width, 1), round(width - 2, 1), height, round(100 - height, 1)) for n, height in enumerate(heights))


@dataclass(frozen=True, slots=True)
class Year:
    """The months from this one to the same month a year later, what they come to, and the month with the most money."""

    months: tuple[Month, ...]
    windows: int
    sums: tuple[Stake, ...]
    most: Month | None
    later: int


def year_ahead(rows: QuerySet[Window], today: date) -> Year:
    """The stakes of the windows; what should have left before today counts in this month. One query."""
    first, ends = today.replace(day=1), month_after(today, YEAR)
    counted = rows.order_by().annotate(month=TruncMonth(Greatest("send_by", first)), stake=AT_STAKE)
    found: list[dict[str, Any]] = list(
        counted.values("month", "agreement__currency").annotate(
            windows=Count("pk"), money=Sum("stake"), unknown=Count("pk", filter=Q(stake=None))
        )
    )
    near = [row for row in found if row["month"] < ends]
    largest: dict[str, Decimal] = {}
    total: dict[str, Decimal] = {}
    for row in near:
        currency, money = row["agreement__currency"], row["money"] or Decimal(0)
        largest[currency] = max(largest.get(currency, Decimal(0)), money)
        total[currency] = total.get(currency, Decimal(0)) + money
    months = tuple(_month(month_after(today, n), near, largest) for n in range(YEAR))
    sums = tuple(Stake(currency, money, 100) for currency, money in sorted(total.items(), key=lambda item: -item[1]) if money)
    main = sums[0].currency if sums else ""
    most = max(months, key=lambda month: sum(one.money for one in month.sums if one.currency == main)) if main else None
    windows = sum(month.windows for month in months)
    return Year(months, windows, sums, most, later=sum(row["windows"] for row in found) - windows)


def _month(first: date, rows: list[dict[str, Any]], largest: dict[str, Decimal]) -> Month:
    own = [row for row in rows if row["month"] == first]
    sums = [
        Stake(row["agreement__currency"], row["money"], round(float(row["money"] / largest[row["agreement__currency"]] * 100), 1))
        for row in own
        if row["money"]
    ]
    sums.sort(key=lambda one: (-largest[one.currency], one.currency))
    return Month(first, sum(row["windows"] for row in own), tuple(sums), sum(row["unknown"] for row in own))
