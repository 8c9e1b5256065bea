"""What holds where the documents of a deal say different things."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.deal import RANK, Part, deal_analysis
from contracts.periods import Period
from contracts.text import AgreementText

MASTER = """MASTER AGREEMENT

This Agreement is made on 1 March 2026 (the "Effective Date") between Northgate Hosting Inc. (the "Provider") and Brightwater Foods \
LLC (the "Customer").

1. Term. The initial term is one (1) year from the Effective Date. This Agreement shall automatically renew for successive one-year \
terms unless either party gives written notice of non-renewal at least thirty (30) days before the end of the then-current term.
"""
AMENDMENT = """AMENDMENT NO. 1

This Amendment is made on 10 January 2027 between Northgate Hosting Inc. (the "Provider") and Brightwater Foods LLC (the "Customer").

1. This Agreement shall automatically renew for successive terms of one (1) month unless either party gives written notice of \
non-renewal at least ten (10) days before the end of the then-current term.
"""
EXTENSION = """AMENDMENT NO. 2

This Amendment is made on 5 February 2027.

Expiration Date: 31 December 2028
"""
ORDER = """ORDER FORM

Start Date: 1 June 2026
End Date: 31 May 2028
"""
SLA = """SERVICE LEVEL AGREEMENT

This SLA is effective as of 9 September 2026.

The Provider shall make the Services available at least 99.9% of the time in each calendar month. If availability falls below 99.9% \
in a month, Customer receives a service credit of 5% of the monthly fee.
"""


def part(kind: str, text: str) -> Part:
    return Part(kind, analyse(AgreementText(text, "text/plain")))


def test_one_document_is_the_deal():
    master = part("master", MASTER)
    assert deal_analysis([master]) is master.analysis


def test_an_amendment_changes_what_it_speaks_of_and_nothing_else():
    deal = deal_analysis([part("amendment", AMENDMENT), part("master", MASTER)])
    assert deal.renewal.renewal_term == Period(1, "month")
    assert deal.renewal.notice_by == Period(10, "day")
    assert deal.renewal.initial_term == Period(1, "year")
    assert deal.effective_date == date(2026, 3, 1), "the date of an amendment is its own"


def test_the_later_of_two_amendments_holds():
    first, second = part("amendment", AMENDMENT), part("amendment", AMENDMENT.replace("ten (10)", "fifteen (15)"))
    assert deal_analysis([part("master", MASTER), first, second]).renewal.notice_by == Period(15, "day")


def test_an_end_in_an_amendment_outranks_the_masters_length():
    deal = deal_analysis([part("master", MASTER), part("amendment", EXTENSION)])
    assert deal.expiration_date == date(2028, 12, 31)
    assert deal.renewal.initial_term is None
    assert deal.effective_date == date(2026, 3, 1)


def test_an_order_form_says_from_when_to_when():
    deal = deal_analysis([part("master", MASTER), part("order_form", ORDER)])
    assert deal.effective_date == date(2026, 6, 1)
    assert deal.expiration_date == date(2028, 5, 31)


def test_an_sla_adds_its_level_and_not_its_date():
    deal = deal_analysis([part("master", MASTER), part("sla", SLA)])
    assert deal.service_level.uptime_percent == 99.9
    assert deal.effective_date == date(2026, 3, 1)
    assert {absence.matter for absence in deal.absent} == {"change_of_terms"}


@pytest.mark.parametrize("kind", RANK)
def test_evidence_of_one_document_is_never_taken_for_anothers(kind):
    deal = deal_analysis([part("master", MASTER), part(kind, SLA)])
    assert all(fact.clause is None and fact.start is None for fact in deal.facts.values())
    assert deal.clauses == ()


def test_every_kind_of_document_has_its_rank():
    from contracts.models import Document

    assert set(RANK) == set(Document.Kind.values)
