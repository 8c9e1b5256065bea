"""Every construction of dates that agreements use, from the words to the days: read, counted, and checked with a calendar by hand.

The agreement takes effect on 1 March 2026; a term that counts from then ends on 28 February. Today is 1 June 2026.
"""

from __future__ import annotations

from datetime import date

import pytest

from contracts.reading.plain import read_plain
from reviews.review import Brief, review_agreement

HEAD = """MASTER SERVICES AGREEMENT

This Master Services Agreement (this "Agreement") is entered into as of March 1, 2026 (the "Effective Date") between Northgate \
Hosting Inc. ("Provider") and Brightwater Foods LLC ("Customer").

1. Services. Provider hosts the Customer's applications as each order form describes, and Customer pays the fees stated there.

2. Term. """
YEARLY = "The initial term is one year from the Effective Date and renews automatically for one-year terms unless "

# What the agreement says; on which days the first window opens and closes, and when it renews.
COUNTED = {
    "a fixed end": (
        "This Agreement begins on the Effective Date and ends on February 28, 2027, and renews automatically for successive one-year periods "
        "unless either party gives written notice of non-renewal at least 60 days before the end of the then-current term.",
        "2026-03-01", "2026-12-30", "2027-03-01",
    ),
    "from the start of the service": (
        "The initial term is 24 months beginning on April 15, 2026 (the \"Service Start Date\"), and shall automatically renew for successive "
        "twelve month terms unless a party notifies the other of non-renewal at least 90 days before the end of the term.",
        "2026-04-15", "2028-01-15", "2028-04-15",
    ),
    "for the same term, notice in months": (
        "The term of this Agreement is three years from the Effective Date. It shall be renewed automatically for a period equal to the initial "
        "term unless either party gives notice of its intention not to renew not less than six months before the expiry of the then-current term.",
        "2026-03-01", "2028-08-28", "2029-03-01",
    ),
    "month to month after a year": (
        "This Agreement has an initial term of one year from the Effective Date and thereafter continues on a month-to-month basis until either "
        "party terminates it by giving thirty days' written notice.",
        "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "a number of times": (
        "The initial term is one year from the Effective Date. It will automatically renew for up to two additional one-year terms unless "
        "Customer gives notice of non-renewal at least 45 days before the end of the current term.",
        "2026-03-01", "2027-01-14", "2027-03-01",
    ),
    "business days": (YEARLY + "either party gives notice at least 20 business days before the end of the term.", "2026-03-01", "2027-01-29", "2027-03-01"),
    "weeks": (YEARLY + "either party gives notice at least six weeks before the end of the term.", "2026-03-01", "2027-01-17", "2027-03-01"),
    "before the anniversary": (
        "This Agreement continues for one year from the Effective Date and renews automatically on each anniversary of the Effective Date for a "
        "further year unless either party gives written notice at least sixty days before such anniversary.",
        "2026-03-01", "2026-12-30", "2027-03-01",
    ),
    "at least and at most": (
        YEARLY + "either party gives written notice at least 30 and at most 45 days before the end of the term.", "2027-01-14", "2027-01-29", "2027-03-01",
    ),
    "between": (YEARLY + "Customer gives written notice between 90 and 30 days before the end of the term.", "2026-11-30", "2027-01-29", "2027-03-01"),
    "the first day of the last month": (
        YEARLY + "either party gives written notice of termination no later than the first day of the last month of the term.",
        "2026-03-01", "2027-02-01", "2027-03-01",
    ),
    "the 15th of the month before": (
        YEARLY + "either party gives written notice of non-renewal by the 15th of the month before the month in which the term ends.",
        "2026-03-01", "2027-01-15", "2027-03-01",
    ),
    "a day of the year": (
        "This Agreement begins on January 1, 2027 and runs until December 31, 2027. It renews automatically for successive calendar years unless "
        "Customer gives written notice of non-renewal on or before September 30 of the then-current year.",
        "2027-01-01", "2027-09-30", "2028-01-01",
    ),
    "ours before theirs": (
        YEARLY + "Customer gives Provider notice of non-renewal at least thirty (30) days, or Provider gives Customer notice of non-renewal at least "
        "ninety (90) days, before the end of the then-current term.",
        "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "theirs before ours": (
        YEARLY + "Provider notifies Customer of non-renewal at least one hundred twenty (120) days, or Customer notifies Provider at least sixty (60) "
        "days, before the end of the then-current term.",
        "2026-03-01", "2026-12-30", "2027-03-01",
    ),
    "tacitly": (
        "The agreement is concluded for a period of one year from the Effective Date and is tacitly renewed for identical periods, save where one of "
        "the parties gives notice by registered letter at least two months before the expiry date.",
        "2026-03-01", "2026-12-28", "2027-03-01",
    ),
    "month to month from the first day: looked at once a year": (
        "Service is provided on a month-to-month basis and may be cancelled at any time on 30 days' notice.", "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "a clause elsewhere": (
        "This Agreement has an initial term of one year from the Effective Date and, subject to Section 9.2, shall thereafter renew for consecutive "
        "terms of one year.\n\n9. Termination.\n\n9.1 Either party may terminate for material breach on 30 days' notice.\n\n9.2 Either party may "
        "prevent renewal by notifying the other at least 75 days before the end of the then-current term.",
        "2026-03-01", "2026-12-15", "2027-03-01",
    ),
}  # fmt: skip
ASKED = {
    "the first invoice": (
        "The initial term begins on the date of the first invoice and continues for one year. Thereafter it renews automatically for one-year terms "
        "unless either party gives 30 days' prior written notice of non-renewal.",
        "term_start",
    ),
    "the last signature, without its date": (
        "The initial term of this Agreement is twelve (12) months from the date of the last signature below. It renews automatically for further "
        "periods of twelve months unless either party gives notice at least thirty days before the end of the current term.",
        "term_start",
    ),
    "the term of an order form": (
        "Unless either party notifies the other in writing that it does not wish to renew no fewer than 45 days before the Subscription End Date, the "
        "subscription will roll into a new term of equal length.",
        "renewal.initial_term",
    ),
}


def outlook_of(words: str):
    return review_agreement(read_plain((HEAD + words + "\n").encode()), Brief(today=date(2026, 6, 1))).outlook


@pytest.mark.parametrize(("words", "opens", "closes", "renews"), COUNTED.values(), ids=COUNTED)
def test_the_days_that_follow_from_the_words(words, opens, closes, renews):
    window = outlook_of(words).windows[0]
    assert (window.opens_on.isoformat(), window.closes_on.isoformat(), window.renews_on.isoformat()) == (opens, closes, renews)
    assert window.send_by < window.closes_on and f"{window.closes_on:%-d %B %Y}" in window.because


@pytest.mark.parametrize(("words", "field"), ASKED.values(), ids=ASKED)
def test_what_no_words_give_is_asked(words, field):
    days = outlook_of(words)
    assert not days.windows and [question.field for question in days.questions] == [field]
