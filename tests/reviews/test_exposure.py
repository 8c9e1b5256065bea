"""The credit beside the loss."""

from __future__ import annotations

import pytest

from reviews.exposure import outages

CREDITS = {"service_level.credits": [{"below": 99.9, "percent": 5.0}, {"below": 95.0, "percent": 20.0}]}


def credits(facts: dict[str, object], fee: float = 12_000, loss: float = 1000) -> list[float]:
    return [round(outage.credit, 2) for outage in outages(fee, loss, facts)]


@pytest.mark.parametrize(
    ("facts", "expected", "why"),
    [
        ({}, [0, 0, 0], "an agreement without credits pays nothing"),
        (CREDITS, [50, 50, 200], "an hour leaves 99.86 %, a day 96.67 %, a week 76.67 % of a month of 30 days"),
        ({**CREDITS, "service_level.credit_cap_percent": 10}, [50, 50, 100], "never more than the cap"),
        ({"service_level.pro_rata": True}, [1.39, 33.33, 233.33], "the price of the lost hours"),
        ({**CREDITS, "service_level.pro_rata": True}, [50, 50, 200], "a scale outranks the price of the lost hours"),
    ],
)
def test_the_credit_of_an_hour_a_day_and_a_week(facts, expected, why):
    assert credits(facts) == expected, why


def test_the_loss_grows_with_the_hours_and_the_share_is_to_scale():
    hour, day, week = outages(12_000, 1000, CREDITS)
    assert (hour.loss, day.loss, week.loss) == (1000, 24_000, 168_000)
    assert hour.share == pytest.approx(0.05) and week.share == pytest.approx(200 / 168_000)
