from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.analysis.clause import Analysis
from contracts.periods import PERPETUAL, Period
from reviews.figures import amount, costing, duration, exact, fee_for, loss
from reviews.rule import Case, Money

MONEY = Money("USD", Decimal(60000), Decimal(2500))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (43.2, "43 minutes"),
        (438, "7 hours 18 minutes"),
        (60, "1 hour"),
        (5256, "3 days 15 hours"),
        (0.43, "26 seconds"),
        (1440, "1 day"),
        (1445, "1 day"),
    ],
)
def test_minutes_in_words(minutes: float, words: str):
    assert duration(minutes) == words


def test_amounts_in_the_currency():
    assert amount(MONEY, Decimal(60000)) == "$60,000"
    assert amount(Money("CHF"), Decimal("1234.5")) == "1,234 CHF"
    assert amount(Money("EUR"), Decimal("1.03")) == "€1.03"
    assert exact(Money("CHF"), Decimal("1234.50")) == "1,234.50 CHF"
    assert exact(MONEY, Decimal("60000.00")) == "$60,000"


def test_the_fee_for_a_period():
    assert fee_for(MONEY, Period(1, "year")) == 60000
    assert fee_for(MONEY, Period(12, "month")) == 60000
    assert fee_for(MONEY, Period(1, "month")) == 5000
    assert fee_for(MONEY, PERPETUAL) is None
    assert fee_for(Money(), Period(1, "year")) is None


def test_the_cost_is_said_only_where_it_is_known():
    assert costing(Case("", Analysis(), money=MONEY), Period(1, "year")) == ", $60,000"
    assert costing(Case("", Analysis()), Period(1, "year")) == ""
    assert loss(MONEY, 8) == "$20,000"
    assert loss(Money(), 8) is None
