"""Money, minutes and days in words: what a clause costs, for the reasons that findings give."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from contracts.periods import Period
from reviews.exposure import HOURS_A_MONTH, credit_of
from reviews.rule import Case, Money

_SIGN: Final = {"USD": "$", "EUR": "€", "GBP": "£"}


def amount(money: Money, value: Decimal) -> str:
    """``$60,000``; cents only where the amount is under ten."""
    figures = f"{value:,.2f}" if value < 10 else f"{value:,.0f}"
    return _signed(money, figures)


def exact(money: Money, value: Decimal) -> str:
    """``$60,000``, ``$31.50``: with cents where there are any."""
    return _signed(money, f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}")


def _signed(money: Money, figures: str) -> str:
    sign = _SIGN.get(money.currency)
    return f"{sign}{figures}" if sign else f"{figures} {money.currency}"


def brief(money: Money, value: Decimal) -> str:
    """``$84k``, ``$1.2M``: as short as it can be said, where a column is narrow."""
    for unit, name in ((10**9, "B"), (10**6, "M"), (10**3, "k")):
        if value * 2000 >= unit * 1999:  # what rounds up to the unit is said in it
            scaled = value / unit
            figures = f"{scaled:.1f}" if scaled < Decimal("9.95") else f"{scaled:,.0f}"
            return _signed(money, figures.removesuffix(".0") + name)
    return amount(money, value.quantize(Decimal(1)))


def fee_for(money: Money, period: Period | None) -> Decimal | None:
    """What the agreement costs over the period; None where the fee is not known or the period has no end."""
    if money.yearly_fee is None or period is None or period.perpetual:
        return None
    return money.yearly_fee * Decimal(period.rough_days()) / (360 if period.unit == "month" else 365)


def costing(case: Case, period: Period | None) -> str:
    """``, $60,000`` for the period; nothing where the fee is not known."""
    fee = fee_for(case.money, period)
    return f", {amount(case.money, fee)}" if fee is not None else ""


def duration(minutes: float) -> str:
    """``43 minutes``, ``7 hours 18 minutes``, ``3 days 16 hours``; never a fraction."""
    whole = round(minutes)
    if whole < 1:
        return f"{max(round(minutes * 60), 1)} seconds"
    parts = [(whole // 1440, "day"), (whole % 1440 // 60, "hour"), (whole % 60, "minute")]
    while parts and parts[0][0] == 0:
        parts.pop(0)
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts[:2] if count)


def loss(money: Money, hours: float) -> str | None:
    """What so many hours of outage cost us; None where nobody has said what an hour costs."""
    if money.outage_cost_per_hour is None:
        return None
    return amount(money, money.outage_cost_per_hour * Decimal(str(hours)))


def costs_you(case: Case, hours: float, before: str = ", and costs you ") -> str:
    """``, and costs you $33,600``: what an outage of so many hours costs; nothing where nobody has said what an hour does."""
    cost = loss(case.money, hours)
    return f"{before}{cost}" if cost else ""


def month_fee(case: Case) -> str | None:
    """What the agreement costs a month; None where the fee is not known."""
    return amount(case.money, case.money.yearly_fee / 12) if case.money.yearly_fee else None


def owed(case: Case, hours: float) -> str | None:
    """``$1.03 of your $31``: what is credited for an outage of so many hours, of the month's fee.

    None where the fee is not known, or where the agreement does not say so that it can be counted.
    """
    level, fee = case.analysis.service_level, month_fee(case)
    if level is None or fee is None or case.money.yearly_fee is None:
        return None
    scale = [(credit.below, credit.percent) for credit in level.credits]
    credit = credit_of(float(case.money.yearly_fee) / 12, min(hours, HOURS_A_MONTH), scale, level.pro_rata, level.credit_cap_percent)
    return f"{amount(case.money, Decimal(f'{credit:.2f}'))} of your {fee}" if credit else None


def percent(value: float) -> str:
    """``99.9 %``, ``5 %``."""
    return f"{value:g} %"
