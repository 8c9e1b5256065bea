"""What silence costs: laws over fees, first days and lengths, and the sentences."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.models import Agreement
from contracts.periods import Period
from reviews.bound import bound_by_silence, fee_between, whole_months
from reviews.counting import DAY, plus
from reviews.models import Window
from reviews.windows import outlook
from tests.reviews.test_windows import P, agreement

FEES = st.decimals(min_value=0, max_value=10**7, places=2)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def row(**changed):
    """A window of $60,000 a year that renews on 1 March 2027 for a year, not saved."""
    deal = Agreement(currency=changed.pop("currency", "USD"), yearly_fee=changed.pop("fee", Decimal(60000)))
    values = {"renews_on": date(2027, 3, 1), "renews_until": date(2028, 2, 29), "silence": "term", "state": "open"}
    return Window(agreement=deal, **values | changed)


@given(FEES, DAYS, st.integers(1, 60))
def test_whole_months_cost_twelfths_whatever_their_days(fee, first, months):
    last = plus(first, Period(months, "month")) - DAY
    assert whole_months(first, last) == months
    assert fee_between(fee, first, last) * 12 == pytest.approx(fee * months)


@given(FEES.filter(bool), DAYS, st.integers(1, 2000))
def test_a_day_more_never_costs_much_else_than_a_day(fee, first, days):
    """By twelfths or by days: the two differ by what a month differs from 365/12 days, never by a term."""
    money = fee_between(fee, first, first + timedelta(days=days - 1))
    assert abs(money / fee * 365 - days) <= 3 + days // 1000


@given(FEES, st.decimals(min_value=0, max_value=50, places=1), DAYS, st.integers(1, 5))
def test_the_rise_is_applied_once_however_long_the_term(fee, rise, first, years):
    until = plus(first, Period(years, "year")) - DAY
    plain = bound_by_silence(row(fee=fee, renews_on=first, renews_until=until))
    risen = bound_by_silence(row(fee=fee, renews_on=first, renews_until=until, rise="capped", rise_percent=rise))
    assert plain.money == fee * years
    assert abs(risen.money - plain.money * (1 + rise / 100)) <= Decimal("0.005")


@given(
    start=DAYS,
    initial=st.sampled_from(["P1M", "P1Y", "P18M", "P3Y"]),
    renewal=st.sampled_from(["P1M", "P3M", "P1Y", "P2Y", "P90D"]),
    times=st.sampled_from([None, 1, 3]),
)
def test_what_one_silence_binds_ends_the_day_before_the_next_renewal(start, initial, renewal, times):
    facts = agreement(effective_date=start, initial_term=P(initial), renewal_term=P(renewal), renewals=times, notice_by=P("P10D"))
    windows = outlook(facts, today=start, ahead=4).windows
    assert windows and {w.silence for w in windows} == {"term"}
    for this, following in pairwise(windows):
        assert this.renews_until + DAY == following.renews_on


@pytest.mark.parametrize(
    ("facts", "silence", "until"),
    [
        ({"renewal_term": P("P1Y")}, "term", date(2028, 2, 29)),
        ({"renewal_term": P("perpetual"), "until_ended": True}, "runs_on", date(2027, 3, 30)),  # thirty days from 1 March
        ({"renewal_term": P("perpetual"), "until_ended": True, "notice_by": P("P1M")}, "runs_on", date(2027, 3, 31)),
        ({"renewal_term": P("perpetual")}, "endless", None),
        ({}, "unknown", None),
    ],
)
def test_what_silence_does_is_told_apart(facts, silence, until):
    known = {"effective_date": date(2026, 3, 1), "initial_term": P("P1Y"), "notice_by": P("P30D")}
    window = outlook(agreement(**known | facts), today=date(2026, 3, 1)).windows[0]
    assert (window.silence, window.renews_until) == (silence, until)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "If nobody acts it renews on 1 March 2027 and binds $60,000 until 29 February 2028."),
        ({"fee": None}, "If nobody acts it renews on 1 March 2027 and binds for a year, until 29 February 2028."),
        (
            {"rise": "capped", "rise_percent": Decimal("5.000")},
            "If nobody acts it renews on 1 March 2027 and binds $63,000 until 29 February 2028. That is with the rise of 5 % which it allows.",
        ),
        (
            {"rise": "uncapped", "renews_until": date(2027, 5, 31)},
            "If nobody acts it renews on 1 March 2027 and binds $15,000 until 31 May 2027. The fee may rise then, and nothing limits by how much.",
        ),
        ({"fee": None, "rise": "capped"}, "If nobody acts it renews on 1 March 2027 and binds for a year, until 29 February 2028. The fee may rise then, within a limit that is no number."),
        (
            {"silence": "runs_on", "renews_until": date(2027, 3, 30), "rise": "uncapped"},
            "If nobody acts it runs on from 1 March 2027. To wait costs time, not another term: notice still takes 30 days, $4,932.",
        ),
        ({"silence": "endless", "renews_until": None}, "If nobody acts it renews on 1 March 2027 and goes on without end, at $60,000 a year."),
        ({"silence": "unknown", "renews_until": None, "fee": None}, "If nobody acts it renews on 1 March 2027, for how long is not known."),
    ],
)  # fmt: skip
def test_the_sentence(changed, says):
    assert bound_by_silence(row(**changed)).says == says


def test_nothing_is_bound_where_nobody_has_to_act():
    assert [state for state in Window.State.values if bound_by_silence(row(state=state))] == ["open"]
    bound = bound_by_silence(row(fee=None))
    assert (bound.money, bound.days, bound.length) == (None, 366, "a year")
