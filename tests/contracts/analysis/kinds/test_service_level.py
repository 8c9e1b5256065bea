"""The facts of a service level: how high, how firm, over what, and from when a failure counts."""

from __future__ import annotations

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import ServiceLevel
from contracts.analysis.kinds.service_level import FOUND_IN, KIND, NOT_IN
from contracts.text import AgreementText


def read(text: str) -> ServiceLevel | None:
    return analyse(AgreementText(text, "text/plain")).service_level


def facts(text: str) -> ServiceLevel:
    found = read(text)
    assert found is not None
    return found


@pytest.mark.parametrize("text", NOT_IN)
def test_nothing_is_promised(text: str) -> None:
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


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("The Service shall be available 99.9% of the time.", 99.9),
        ("Host warrants network uptime of ninety-nine and one-half percent (99.5%) each month.", 99.5),
        (
            "Provider guarantees 99.99% uptime of the platform on the gold plan and 99.5% uptime "
            "of the platform on the silver plan.",
            99.5,
        ),
        ("Availability of the Platform shall not fall below 99,8 % in any month.", 99.8),
        ("Covered Service | Monthly Uptime Percentage\nMail API | >= 99.95%\nStorage API | >= 99.9%", 99.9),
        ("If the uptime of the Platform is below 99.7% in a month, Customer receives a service credit.", 99.7),
        ("Uptime Percentage | Service Credit\n< 99.95% | 10%\n< 99% | 25%", 99.95),
        (
            "The portal will be available 99% of the time. Service Credits: less than 95% of "
            "uptime gives a credit of 20% of the fee.",
            99.0,
        ),
    ],
)
def test_uptime(text: str, percent: float) -> None:
    assert facts(text).uptime_percent == percent


@pytest.mark.parametrize(
    ("text", "binding"),
    [
        ("We guarantee 99.9% uptime of our servers.", True),
        (
            "The Platform shall be available 99.9% of the time; Vendor will use reasonable "
            "efforts to announce maintenance.",
            True,
        ),
        (
            "The Services will provide a Monthly Uptime Percentage of at least 99.5% (the “Service Level Objective”).",
            True,
        ),
        ("We will use commercially reasonable efforts to make the Platform available 99.9% of the time.", False),
        ("Vendor aims for 99.9% uptime of the application.", False),
        ("Acme targets a monthly uptime of 99.5% for the Platform.", False),
        ("Our goal is an availability of the website of 99.9%.", False),
        ("The uptime target of the service is 99.9% per month.", False),
        ("Host shall use its best endeavours to achieve a system availability of 98%.", False),
    ],
)
def test_binding(text: str, binding: bool) -> None:
    assert facts(text).binding is binding


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("The Service shall be available 99.9% of each calendar month.", "P1M"),
        ("Vendor warrants an availability of the servers of 99 % on annual average.", "P1Y"),
        ("We commit to 99.99% uptime of the platform, measured over each fiscal quarter.", "P3M"),
        ("The site will be up and running 97% of the time during any 30 day period.", "P30D"),
        ("The Service shall be available 99.9% of each quarter, apart from 4 hours of maintenance per month.", "P3M"),
        (
            "The Host guarantees 99.9% uptime.\n\nUptime means the percentage of minutes of a "
            "calendar month in which the site answers.",
            "P1M",
        ),
    ],
)
def test_measured_over(text: str, period: str) -> None:
    measured = facts(text).measured_over
    assert measured is not None
    assert measured.iso() == period


def test_fees_by_the_month_do_not_say_over_what_uptime_is_measured() -> None:
    assert facts("The servers shall have 99.9% uptime. Customer pays the monthly fee in advance.").measured_over is None


PROMISE = "The Carrier guarantees 99.99% network availability. "


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", None),
        ("Downtime means minutes in which the network is unavailable.", None),
        ("An outage begins when Customer opens a trouble ticket with the Carrier.", "customer_notice"),
        (
            "Downtime is measured from the time the fault is reported by the Customer until the network is restored.",
            "customer_notice",
        ),
        (
            "The outage shall be deemed to commence upon the opening of a verified trouble "
            "ticket at the Customer's request.",
            "customer_notice",
        ),
        ("Downtime starts when the Carrier's monitoring detects it.", "vendor_detection"),
        (
            "Downtime begins when the Carrier detects it or the Customer reports it, whichever is earlier.",
            "either_detection",
        ),
        ("Unavailability is measured from the moment at which it occurs.", "occurrence"),
    ],
)
def test_failure_starts(text: str, starts: str | None) -> None:
    assert facts(PROMISE + text).failure_starts == starts
