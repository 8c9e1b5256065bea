"""What silence costs: the money that is bound until the next exit if nobody acts on a window, and from when until when.

Computed from the window's row and its agreement's alone, so that a page, a mail and a calendar say the same.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from reviews.counting import DAY
from reviews.figures import amount, percent
from reviews.models import Window
from reviews.rule import Money
from reviews.terms import day_words

_CENT: Final = Decimal("0.01")
_YEARS: Final = Decimal("0.000000000001")


@dataclass(frozen=True, slots=True)
class Bound:
    """From ``begins_on`` to ``until``, both included, ``money`` is owed if nobody acts.

    ``money`` holds the rise that the agreement states a limit for, once; it is None where the fee or the end is not known.
    ``until`` is None where no last day is known: ``silence`` (as in ``windows.Window``) says why. ``rise`` is what the agreement
    says of the price at the renewal, in words, None where it says nothing. ``yearly_fee`` is the fee before the rise.
    """

    money: Decimal | None
    currency: str
    begins_on: date
    until: date | None
    rise: str | None
    silence: str
    yearly_fee: Decimal | None

    @property
    def days(self) -> int | None:
        """How many days are bound."""
        return (self.until - self.begins_on).days + 1 if self.until else None

    @property
    def length(self) -> str:
        """``a year``, ``3 months``, ``45 days``; empty where no last day is known."""
        if self.until is None:
            return ""
        months = whole_months(self.begins_on, self.until)
        if months is None:
            return _counted((self.until - self.begins_on).days + 1, "day")
        return _counted(months // 12, "year") if months % 12 == 0 else _counted(months, "month")

    @property
    def amount(self) -> str:
        """``$60,000``; empty where it is not known, or nothing."""
        return "" if not self.money else amount(Money(currency=self.currency), self.money)

    @property
    def says(self) -> str:
        """What happens if nobody acts, in one or two sentences."""
        begins, a_year = day_words(self.begins_on), ""
        if self.yearly_fee:
            a_year = f"{amount(Money(currency=self.currency), self.yearly_fee)} a year"
        rises = f" {self.rise}" if self.rise else ""
        if self.silence == "runs_on":
            notice = f"notice still takes {self.length}{f', {self.amount}' if self.amount else ''}" if self.until else "notice can still end it"
            return f"If nobody acts it runs on from {begins}. To wait costs time, not another term: {notice}."
        if self.until is None:
            lasts = "goes on without end" if self.silence == "endless" else "for how long is not known"
            joins = " and " if self.silence == "endless" else ", "
            return f"If nobody acts it renews on {begins}{joins}{lasts}{f', at {a_year}' if a_year else ''}.{rises}"
        binds = f"binds {self.amount} until" if self.amount else f"binds for {self.length}, until"
        return f"If nobody acts it renews on {begins} and {binds} {day_words(self.until)}.{rises}"


def bound_by_silence(window: Window) -> Bound | None:
    """What is bound if nobody acts on the window; None where nobody has to act any more. Reads ``window.agreement``."""
    return bound_of(window) if window.state == Window.State.OPEN else None


def bound_of(window: Window) -> Bound:
    """What the renewal binds, whatever is decided about it."""
    agreement, until, fee = window.agreement, window.renews_until, window.agreement.yearly_fee
    money = None
    if fee is not None and (years := years_bound(window)) is not None:
        money = (fee * years).quantize(_CENT, ROUND_HALF_UP)
    return Bound(money, agreement.currency, window.renews_on, until, _rise(window), window.silence, fee)


def years_bound(window: Window) -> Decimal | None:
    """How many times the yearly fee silence binds, the rise included; None where no last day is known.

    The row keeps it too, so that the database can add up and sort what is at stake.
    """
    if window.renews_until is None:
        return None
    years = fee_between(Decimal(1), window.renews_on, window.renews_until) * (1 + (_limit(window) or Decimal(0)) / 100)
    return years.quantize(_YEARS, ROUND_HALF_UP)


def fee_between(yearly_fee: Decimal, first: date, last: date) -> Decimal:
    """The fee of the days from ``first`` to ``last``, both included: by twelfths for whole months, else by days of 365."""
    months = whole_months(first, last)
    return yearly_fee * months / 12 if months is not None else yearly_fee * ((last - first).days + 1) / 365


def whole_months(first: date, last: date) -> int | None:
    """How many months the days from ``first`` to ``last`` make up, both included; None where they are no whole ones.

    31 January to 27 February is a month as well as 28 February to 30 March: a month that lacks the day ends on its last.
    """
    ends = last + DAY
    months = (ends.year - first.year) * 12 + ends.month - first.month
    day = max(first.day, ends.day)
    meets = all(one.day == min(day, calendar.monthrange(one.year, one.month)[1]) for one in (first, ends))
    return months if meets and months > 0 else None


def _limit(window: Window) -> Decimal | None:
    """The rise at the renewal in percent; what runs on does not renew, so none is due."""
    return window.rise_percent if window.rise == "capped" and window.silence != "runs_on" else None


def _rise(window: Window) -> str | None:
    limit = _limit(window)
    if window.silence == "runs_on":
        return None
    if window.rise == "uncapped":
        return "The fee may rise then, and nothing limits by how much."
    if limit is not None:
        by = percent(float(limit))
        counted_in = window.agreement.yearly_fee and window.renews_until
        return f"That is with the rise of {by} which it allows." if counted_in else f"The fee may rise by {by} then."
    return "The fee may rise then, within a limit that is no number." if window.rise else None


def _counted(count: int, unit: str) -> str:
    return f"a {unit}" if count == 1 else f"{count} {unit}s"
