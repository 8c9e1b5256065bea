"""Scales of credits, in the many shapes in which vendors print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.analysis.clause import Credit
from contracts.analysis.credit_scale import credit_scale


def scale(text: str, promised: float | None = None) -> list[tuple[float, float]]:
    return [(credit.below, credit.percent) for credit in credit_scale(text, promised)]


@pytest.mark.parametrize(
    "text",
    [
        "Fees are due within less than 30 days. Interest of 5% accrues.",
        "Monthly Uptime Percentage is calculated by subtracting from 100% the percentage of minutes of downtime.",
        "Credits of a month shall not exceed 50% of the fee.",
        "Uptime | Credit\n99.9% or higher | 0%",
        "",
    ],
)
def test_no_scale(text: str) -> None:
    assert scale(text) == []


THREE = [(99.9, 10.0), (99.0, 25.0), (95.0, 50.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Uptime | Credit\nLess than 99.9% | 10%\nLess than 99.0% | 25%\nLess than 95.0% | 50%",
        "Uptime | Credit\n99.0% - < 99.9% | 10%\n95.0% - < 99.0% | 25%\n< 95.0% | 50%",
        "Uptime | Credit\n≥ 99.0% but < 99.9% | 10% of the fee\n≥ 95.0% but < 99.0% | 25% of the "
        "fee\n< 95% | 50% of the fee",
        "below 99.9% and equal to or above 99.0% | 10%\nbelow 99.0% and equal to or above 95% | 25%\nbelow 95% | 50%",
        "99.9% > Uptime ≥ 99.0% | 10%\n99.0% > Uptime ≥ 95.0% | 25%\n95.0% > Uptime | 50%",
        "< 95.0% | 50%\n95.0% to 99.0% | 25%\n99.0% to 99.9% | 10%",
        "Credit | Uptime\n10% | 99.0% to 99.9%\n25% | 95.0% to 99.0%\n50% | under 95.0%",
        "99.00% - 99.90%     43 - 432 min   10%\n95.00% - 99.00%    432 - 2160 min   25%\n< 95.00%    > 2160 min   50%",
        "99.0% - 99.9%\n10%\n95.0% - 99.0%\n25%\nbelow 95.0%\n50%",
        "The credit is (a) 10% of the fee where Availability is below 99.9% but at or above "
        "99.0%; (b) 25% of the fee where it is "
        "below 99.0% but at or above 95.0%; and (c) 50% of the fee where it is below 95.0%.",
        "If uptime is below 99.9%, Client gets a credit of 10% of the fee. If it is below 99%, "
        "the credit is 25% of the fee. "
        "If it is below 95%, the credit is 50% of the fee.",
        "1. Uptime ≥ 99.9%: no credit.\n2. Uptime ≥ 99.0% and < 99.9%: a credit of 10%\nof the monthly fees.\n"
        "3. Uptime ≥ 95% and < 99%: a credit of 25%\nof the monthly fees.\n4. Uptime < 95%: a "
        "credit of 50% of the\nmonthly fees.",
    ],
)
def test_one_scale_in_many_shapes(text: str) -> None:
    assert scale(text) == THREE


def test_months_of_fees_are_percentages() -> None:
    text = (
        "If uptime is between 95% and 90%, Customer receives a service credit equal to one half "
        "of one month of service; "
        "if it is less than 90%, a service credit equal to one month of service."
    )
    assert scale(text) == [(95.0, 50.0), (90.0, 100.0)]


def test_the_scale_of_the_promised_level_among_several() -> None:
    text = (
        "Less than 99.99% | 10%\nLess than 99.0% | 30%\n\nSingle machines\n\n"
        "Less than 99.5% | 5%\nLess than 98.0% | 15%"
    )
    assert scale(text) == [(99.99, 10.0), (99.0, 30.0)]
    assert scale(text, promised=99.5) == [(99.5, 5.0), (98.0, 15.0)]


@given(
    st.lists(st.integers(900, 999), min_size=2, max_size=6, unique=True),
    st.lists(st.integers(1, 100), min_size=6, max_size=6),
    st.sampled_from(
        ["less than {}% | {}%", "< {} % | {} % of the monthly fee", "below {}%: a credit of {}% of the fee"]
    ),
)
def test_every_printed_row_is_read_and_highest_stands_first(levels: list[int], percents: list[int], row: str) -> None:
    rows = [
        (level / 10, float(percent)) for level, percent in zip(sorted(levels, reverse=True), percents, strict=False)
    ]
    text = "Uptime | Credit\n" + "\n".join(row.format(below, f"{percent:g}") for below, percent in rows)
    assert credit_scale(text) == tuple(Credit(below, percent) for below, percent in rows)
