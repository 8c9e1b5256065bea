"""Lengths of time, as agreements write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.periods import PERPETUAL, Period, find_periods, word_number


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("It may renew in May 2020.", []),
        ("Section 30 applies from day one.", []),
        ("sixty (60) days", ["P60D"]),
        ("a 60-day period", ["P60D"]),
        ("two (2) calendar months", ["P2M"]),
        ("12 months' notice", ["P12M"]),
        ("successive one-year terms", ["P1Y"]),
        ("for a year", ["P1Y"]),
        ("thirty-six (36) month term", ["P36M"]),
        ("1 (one) year", ["P1Y"]),
        ("90 business days", ["P90BD"]),
        ("ten (10) full business days", ["P10BD"]),
        ("nine months", ["P9M"]),
        ("one hundred eighty (180) days", ["P180D"]),
        ("one (1) additional three (3) year period", ["P3Y"]),
        ("three (3)-year term", ["P3Y"]),
        ("ninety (90 days)", ["P90D"]),
        ("at least 30 and no more than forty-five (45) days", ["P30D", "P45D"]),
        ("no earlier than forty-five (45) and no later than thirty (30) days", ["P45D", "P30D"]),
        ("30 to 45 days", ["P30D", "P45D"]),
        ("between ten and 20 business days", ["P10BD", "P20BD"]),
        ("for one (1) or more one (1) month periods", ["P1M"]),
        ("under Section 4 and thirty days later", ["P30D"]),
        ("extended for another year", ["P1Y"]),
        ("for an additional month", ["P1M"]),
        ("one (I) year terms", ["P1Y"]),
    ],
)
def test_find_periods(text, iso):
    assert [match.period.iso() for match in find_periods(text)] == iso


def test_words_and_figures_that_differ_are_doubtful():
    (match,) = find_periods("within thirty (60) days")
    assert match.doubtful
    assert not find_periods("within sixty (60) days")[0].doubtful


@given(st.integers(1, 999), st.sampled_from(["day", "week", "month", "year"]), st.booleans())
def test_iso_and_back(count, unit, business):
    period = Period(count, unit, business and unit == "day")
    assert Period.parse(period.iso()) == period
    assert [m.period for m in find_periods(f"of {count} {'business ' if period.business else ''}{unit}s.")] == [period]


def test_perpetual():
    assert Period.parse("perpetual") is PERPETUAL and PERPETUAL.iso() == "perpetual"


@pytest.mark.parametrize("wrong", ["", "30 days", "PD", "P1H", "P30"])
def test_what_is_no_period_is_refused(wrong):
    with pytest.raises(ValueError, match="no period"):
        Period.parse(wrong)


def test_word_number():
    assert [word_number(w) for w in ("one", "thirty-six", "one hundred and twenty", "banana")] == [1, 36, 120, None]
