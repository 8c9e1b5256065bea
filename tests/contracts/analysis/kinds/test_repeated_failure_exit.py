"""After how many failures, and within what time, the customer may leave."""

from __future__ import annotations

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import RepeatedFailureExit
from contracts.analysis.kinds.repeated_failure_exit import FOUND_IN, KIND, NOT_IN, exit_after
from contracts.periods import Period
from contracts.text import AgreementText


@pytest.mark.parametrize("text", NOT_IN)
def test_other_ways_out(text: str) -> None:
    assert not analyse(AgreementText(text, "text/plain")).of_kind(KIND.name)


@pytest.mark.parametrize("text", FOUND_IN)
def test_clauses_are_slices_of_the_text(text: str) -> None:
    agreement = (
        "RECITALS\n\nThe parties are Acme Ltd and Northwind Inc.\n\n"
        + text
        + "\n\nThis Agreement is governed by the laws of Utah."
    )
    clauses = analyse(AgreementText(agreement, "text/plain")).of_kind(KIND.name)
    assert clauses
    assert all(agreement[clause.start : clause.end] == clause.text and clause.text in text for clause in clauses)


def test_the_failure_may_be_named_a_sentence_before() -> None:
    text = (
        "The Platform shall be available 99.5% of each month.\n\nA Chronic Failure exists where "
        "the uptime is below 99.5% in three "
        "consecutive months. In the event of such a Chronic Failure of availability Customer may "
        "terminate this Agreement."
    )
    level = analyse(AgreementText(text, "text/plain")).service_level
    assert level is not None
    assert level.repeated_failure_exit == RepeatedFailureExit(3, Period(3, "month"))


@pytest.mark.parametrize(
    ("text", "failures", "within"),
    [
        ("misses the service level in two (2) out of any three (3) consecutive months", 2, "P3M"),
        ("falls short in three consecutive calendar months", 3, "P3M"),
        ("falls short in two months in a row", 2, "P2M"),
        ("is below 95% in any two consecutive quarters", 2, "P6M"),
        ("fails the uptime commitment three or more times in any rolling six-month period", 3, "P6M"),
        ("suffers more than three (3) outages in any month", 3, "P1M"),
        ("suffers five service interruptions within thirty days", 5, "P30D"),
        ("fails in any three months during a calendar year", 3, "P1Y"),
        ("repeatedly fails to meet the service level", None, None),
        ("is unavailable for more than 24 hours in any one month", None, "P1M"),
    ],
)
def test_failures_and_time(text: str, failures: int | None, within: str | None) -> None:
    found = exit_after(f"If the Service {text}, Customer may terminate.")
    assert (found.failures, found.within.iso() if found.within else None) == (failures, within)
