"""What an outage costs and brings back, as the agreement's page draws it, and where the page asks what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contracts.models import Agreement
from reviews.exposure import outages
from reviews.models import Finding


def finding_that_asks(agreement: Agreement, findings: list[Finding]) -> int | None:
    """The finding at which the costs are asked for: the first whose reason would have them in it."""
    if agreement.yearly_fee and agreement.outage_cost_per_hour:
        return None
    return next((f.pk for f in findings if f.matter == "service_level" and not f.decided), None)


def drawn_outages(agreement: Agreement, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The credit beside the loss, each with its bar of 600; none before both costs are known. ``values`` are facts by field."""
    if not agreement.yearly_fee or not agreement.outage_cost_per_hour:
        return ()
    found = outages(float(agreement.yearly_fee), float(agreement.outage_cost_per_hour), values)
    return tuple(
        {
            "name": outage.name,
            "loss": Decimal(f"{outage.loss:.2f}"),
            "credit": Decimal(f"{outage.credit:.2f}"),
            "percent": f"{100 * outage.share:.2g} %",
            "thin": 0 < 600 * outage.share < 1,
            "width": max(round(600 * outage.share, 1), 1.0) if outage.credit else 0,  # of 600; less than one could not be seen
        }
        for outage in found
    )
