"""The law that governs, and whose business days count: places out of sentences, and none out of others."""

from __future__ import annotations

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.places import PLACES, place_name
from contracts.text import AgreementText
from reviews.workdays import holidays_known


def read(text: str):
    return analyse(AgreementText(text, "text/plain"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("This Agreement is governed by the laws of the State of Ohio, without regard to its rules on conflict of laws.", "US-OH"),
        ("This agreement shall be governed by the law of England and Wales, whose courts shall have exclusive jurisdiction.", "GB-ENG"),
        ("The laws of the Commonwealth of Massachusetts, excluding its conflict rules, govern these Terms.", "US-MA"),
        ("14. GOVERNING LAW. THIS AGREEMENT IS GOVERNED BY THE LAWS OF NEW YORK.", "US-NY"),
        ("Governed by the laws of the Province of Ontario and the federal laws of Canada applicable therein.", "CA-ON"),
        ("This Agreement is governed by the laws of Canada and the Province of Quebec.", "CA-QC"),
        ("This contract is governed by German law; the UN Convention on the International Sale of Goods does not apply.", "DE"),
        ("The parties agree that Swiss substantive law governs this Agreement.", "CH"),
        ("This Agreement is governed by the legislation of the Republic of Kazakhstan.", "KZ"),
        ("Governing Law: Northern Ireland", "GB-NIR"),
        ("Governed by the laws of the State of West Virginia.", "US-WV"),
        ("Governed by the laws of the Republic of Georgia.", "GE"),
        ("Governed by the laws of\nNew\nJersey.", "US-NJ"),
        ("Acme, a corporation organized under the laws of Delaware, is the vendor. This Agreement is governed by Texas law.", "US-TX"),
        ("This SLA is governed by the Master Services Agreement.", None),
        ("Acme is a corporation organized under the laws of Delaware.", None),
        ("The governing body of the association meets in Ohio.", None),
    ],
)
def test_the_law_that_governs(text, place):
    analysis = read(text)
    assert analysis.value("governing_law") == place
    if place:
        fact = analysis.facts["governing_law"]
        assert text[fact.start : fact.end]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('"Business Day": a day other than a Saturday, Sunday or public holiday in England, when banks in London are open.', "GB-ENG"),
        ("“Business Day” means a day other than a Saturday, a Sunday or a day on which banks in Columbus, Ohio are closed.", "US-OH"),
        ("Business Day means a weekday on which banks in Toronto are open for business.", "CA-ON"),
        ("“Business Day” means Monday to Friday, public holidays excepted.", None),
        ("Invoices are sent on the first business day of a month to the customer in Ohio.", None),
    ],
)
def test_whose_business_days_count(text, place):
    assert read(text).value("business_days") == place


def test_every_place_has_a_name_and_nearly_every_one_has_holidays():
    assert all(place_name(code) != code for code in PLACES.values())
    assert {code for code in PLACES.values() if not holidays_known(code, 2026)} == {"UA"}  # suspended by martial law
