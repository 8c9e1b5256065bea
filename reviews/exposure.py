"""What an outage costs us beside what the vendor pays for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

OUTAGES: Final = (("an hour", 1), ("a day", 24), ("a week", 168))
HOURS_A_MONTH: Final = 720


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage of ``hours`` within one month: what it costs us and what the vendor credits, in the agreement's currency."""

    name: str
    hours: int
    loss: float
    credit: float

    @property
    def share(self) -> float:
        """The credit as a part of the loss, 0 to 1."""
        return min(self.credit / self.loss, 1.0) if self.loss else 0.0


def outages(yearly_fee: float, loss_per_hour: float, facts: Mapping[str, Any]) -> tuple[Outage, ...]:
    """An hour, a day and a week of outage. ``facts`` are values as in the review's JSON, by field.

    A month's credit is the highest that its availability reaches (a month has 30 days), at most the cap; where the credit
    is the price of the lost hours, it is that. An agreement without credits credits nothing.
    """
    month = yearly_fee / 12
    scale = [(credit["below"], credit["percent"]) for credit in facts.get("service_level.credits") or []]
    cap, pro_rata = facts.get("service_level.credit_cap_percent"), bool(facts.get("service_level.pro_rata"))
    return tuple(Outage(name, hours, loss_per_hour * hours, credit_of(month, hours, scale, pro_rata, cap)) for name, hours in OUTAGES)


def credit_of(month: float, hours: float, scale: Iterable[tuple[float, float]], pro_rata: bool, cap: float | None) -> float:
    """What the vendor credits for so many hours of outage in a month whose fee is ``month``.

    ``scale`` has under which availability how many percent are credited; ``cap`` is the most, in percent.
    """
    steps = list(scale)
    available = 100 * (1 - hours / HOURS_A_MONTH)
    if steps:
        credit = month * max((percent for below, percent in steps if available < below), default=0.0) / 100
    elif pro_rata:
        credit = month * min(hours / HOURS_A_MONTH, 1)
    else:
        credit = 0.0
    return credit if cap is None else min(credit, month * cap / 100)
