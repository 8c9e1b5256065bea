"""The facts of credits: the scale, pro rata, the cap, the claim, the sole remedy."""

from __future__ import annotations

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Credit, ServiceLevel
from contracts.analysis.kinds.service_credit import FOUND_IN, KIND, NOT_IN
from contracts.text import AgreementText

PROMISE = "The Provider guarantees that the Service is available 99.9% of each calendar month.\n\n"


def facts(text: str) -> ServiceLevel:
    found = analyse(AgreementText(PROMISE + text, "text/plain")).service_level
    assert found is not None
    return found


@pytest.mark.parametrize("text", NOT_IN)
def test_other_credits_and_remedies(text: str) -> None:
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


def test_the_scale_stands_in_the_table_after_the_clause() -> None:
    text = (
        "If it is not, Customer is entitled to a Service Credit in accordance with the following table:\n\n"
        "Monthly Uptime Percentage | Service Credit\n\nLess than 99.9% but at least 99.0% | "
        "10%\n\nLess than 99.0% | 30%\n\n"
        "Support answers 90% of the tickets within 5 days."
    )
    assert facts(text).credits == (Credit(99.9, 10.0), Credit(99.0, 30.0))


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("Service Credits are due for each failure.", None),
        ("Service Credits of a month shall not exceed 50% of the monthly fee.", 50.0),
        (
            "In no event will the total of all Service Credits in a month be more than thirty "
            "percent (30%) of the fees for that month.",
            30.0,
        ),
        ("Service Credits are capped at one month's fee.", 100.0),
        ("The Service Credits will not exceed your monthly service fees for the affected service.", 100.0),
        (
            "Credits for downtime amount to 5% of the monthly fee for each hour, up to a maximum "
            "of 40% of the monthly fee.",
            40.0,
        ),
        ("Service Credits shall not exceed 8% of the fees for the Subscription Period.", None),
    ],
)
def test_cap(text: str, cap: float | None) -> None:
    assert facts(text).credit_cap_percent == cap


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Service Credits are applied automatically within 30 days after the end of the month.", None),
        ("Provider will review each request for a Service Credit and respond within 45 days.", None),
        ("To receive a Service Credit, Customer must submit a request within ten (10) days of the downtime.", "P10D"),
        (
            "Customer must claim Service Credits in writing no later than ten (10) business days "
            "after the end of the month.",
            "P10BD",
        ),
        ("The request for a Service Credit must be submitted within 72 hours of the outage.", "P3D"),
        (
            "The credit request must be received by us by the end of the second billing cycle "
            "after which the outage occurred.",
            "P2M",
        ),
        ("We must receive the claim for a Service Credit within two months of the end of the billing month.", "P2M"),
    ],
)
def test_claim_within(text: str, period: str | None) -> None:
    within = facts(text).claim_within
    assert (within.iso() if within else None) == period


@pytest.mark.parametrize(
    ("text", "pro_rata"),
    [
        ("For downtime Customer receives a pro rata credit of the fees.", True),
        ("We will credit the fees for the time during which the Service was unavailable.", True),
        ("We will credit ten times the fees for the time during which the Service was unavailable.", False),
        ("We will credit 5% of the monthly fee for each hour of downtime.", False),
        ("After termination for repeated outages the pro rata portion of prepaid fees is refunded.", False),
    ],
)
def test_pro_rata(text: str, pro_rata: bool) -> None:
    assert facts(text).pro_rata is pro_rata


@pytest.mark.parametrize(
    ("text", "sole"),
    [
        ("Service Credits are due for each failure.", False),
        ("Service Credits are Customer's sole and exclusive remedy for any failure to meet the Service Level.", True),
        ("THIS SLA SETS FORTH YOUR ONLY REMEDY FOR ANY UNAVAILABILITY OF THE SERVICE.", True),
        ("A Service Credit is Provider's entire liability for downtime.", True),
        ("Service Credits are not the sole remedy of Customer for unavailability.", False),
        ("Service Credits are without prejudice to other rights and are not an exclusive remedy.", False),
        ("Repair or replacement is the sole and exclusive remedy for breach of the warranty of the Software.", False),
    ],
)
def test_sole_remedy(text: str, sole: bool) -> None:
    assert facts(text).sole_remedy is sole
