"""Known traps of renewals: whose renewal it is, who decides it, and what the words do not say."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Analysis
from contracts.analysis.kind import ASK
from contracts.text import AgreementText


def read(text: str) -> Analysis:
    return analyse(AgreementText(text, "text/plain"))


@pytest.mark.parametrize(
    "text",
    [
        "The Provider may, at its sole option, renew this Agreement for a further term of one year by written notice.",
        "At the Supplier's option, this Agreement shall renew for one further term of two (2) years.",
        "This Agreement shall not automatically renew; it may be extended for one year only by a writing signed by both parties.",
        "This Agreement does not renew unless both parties agree in writing on a further term of twelve months.",
        "The Subscription will be renewed for a further year only if the Customer so requests in writing.",
        "The parties may extend the term of this Agreement for one additional year by mutual written agreement.",
        "No automatic renewal of this Agreement shall take place at the end of the Initial Term.",
    ],
)
def test_what_takes_an_act_is_not_automatic(text: str) -> None:
    renewal = read(text).renewal
    assert renewal is not None
    assert renewal.automatic is False


@pytest.mark.parametrize(
    "text",
    [
        "Unless the Customer gives notice 30 days before the end of the term, this Agreement is extended for a year at a time.",
        "The term shall renew for one further year unless the Customer elects in writing not to renew 60 days before it ends.",
        "This Agreement is subject to tacit renewal for successive periods of one year.",
        "Thereafter it shall continue in force from month to month until either party terminates it.",
        "On each anniversary the Order Form is deemed renewed for one year unless either party has given notice of non-renewal.",
    ],
)
def test_what_happens_unless_somebody_acts_is_automatic(text: str) -> None:
    renewal = read(text).renewal
    assert renewal is not None
    assert renewal.automatic is True


@pytest.mark.parametrize(
    "text",
    [
        "If the Site is not usable for more than ten days, the Term shall be extended by the time for which it was not usable.",
        "In the event that Alder has not delivered the impressions by the end of the year, the first year of the term of this Agreement will be extended for up to three additional months.",
        "Alder may extend the Term beyond its end in order to make up the events that were not held.",
        "Support shall automatically continue during the term of this Agreement.",
        "The fee for the annual renewal of the insurance policy is borne by the Customer.",
        "The Licensor shall renew the registration of the trademarks for successive periods of ten years.",
        "This Agreement may be terminated on 90 days' notice, whether or not extended beyond the initial term.",
        "The letter of credit renews automatically for successive one-year periods unless the bank gives notice 60 days before.",
        "The Supplier makes no commitment regarding the renewal of this Agreement.",
        "The Parties may renew this Agreement by mutual agreement.",
        "The fees during any renewal term are set out in the Order Form.",
    ],
)
def test_what_renews_is_not_the_agreement(text: str) -> None:
    assert read(text).renewal is None


def test_the_years_of_the_first_term_are_not_the_renewals() -> None:
    renewal = read(
        "This Agreement shall continue for five (5) years from the Effective Date, after which it may be extended at the Customer's option."
    ).renewal
    assert renewal is not None
    assert renewal.renewal_term is None


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("for one (1) year terms for up to another ten (10) years", "P1Y"),
        ("for successive periods of the same length as the Initial Term of 36 months", "P36M"),
        ("in perpetuity", "perpetual"),
        ("for an indefinite period", "perpetual"),
        ("for quarterly periods", "P3M"),
        ("from month to month", "P1M"),
        ("for nine months at a time", "P9M"),
    ],
)
def test_how_long_a_renewal_lasts(words: str, iso: str) -> None:
    renewal = read(f"Upon the expiry of the Initial Term this Agreement shall automatically be extended {words}.").renewal
    assert renewal is not None
    assert renewal.renewal_term is not None
    assert renewal.renewal_term.iso() == iso


def test_words_and_figures_that_differ_are_a_guess_on_the_safe_side() -> None:
    found = read("This Agreement renews for successive terms of one (2) years unless a party gives notice thirty (60) days before the end of the term.")
    assert found.value("renewal.notice_by").iso() == "P60D"
    assert found.facts["renewal.notice_by"].confidence <= ASK
    assert found.facts["renewal.renewal_term"].confidence <= ASK


def test_a_notice_without_a_unit_is_a_guess_in_days() -> None:
    found = read("The Agreement ends with the Term or any Renewal Term where a party gives notice of non-renewal no less than 120 prior to the expiry date.")
    assert found.value("renewal.notice_by").iso() == "P120D"
    assert found.facts["renewal.notice_by"].confidence <= ASK


@pytest.mark.parametrize(
    ("notice", "iso"),
    [("ninety (90) business days", "P90BD"), ("nine months", "P9M"), ("two (2) calendar months", "P2M"), ("6 weeks", "P6W")],
)
def test_a_notice_keeps_its_unit(notice: str, iso: str) -> None:
    found = read(f"This Agreement renews for one year at a time unless a party gives at least {notice}' notice before the end of the term.")
    assert found.value("renewal.notice_by").iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement renews each year. Either party may terminate it for material breach on thirty (30) days' written notice before the end of the month.",
        "Alder will not unreasonably refuse to extend the period by thirty (30) days if so requested by written notice.",
        "The insurer shall give thirty (30) days' notice before any non-renewal of the policy.",
        "The Provider shall give 60 days' notice before fees are increased for a renewal term.",
    ],
)
def test_other_notices_do_not_stop_a_renewal(text: str) -> None:
    assert read(text).value("renewal.notice_by") is None


def test_a_notice_whose_absence_renews() -> None:
    found = read(
        "A party wishing to end this Agreement shall tell the other no less than thirty (30) days before the expiration of the term. "
        "In the event that neither party does so and no such notice is given, the term of this Agreement shall be automatically renewed for another year."
    )
    assert found.value("renewal.notice_by").iso() == "P30D"


def test_may_is_no_month() -> None:
    found = read("This Agreement may renew. It commences on 12 May 2026 and the Customer may 2026 times ask.")
    assert found.effective_date == date(2026, 5, 12)


def test_a_date_that_can_be_read_in_two_ways_is_left_open() -> None:
    assert read("Effective Date: 03/04/2026").effective_date is None
    assert read("Effective Date: 03/04/2026. The Order ends on 31/12/2026.").effective_date == date(2026, 4, 3)


def test_the_initial_term_is_resolved_from_where_it_stands() -> None:
    renewal = read(
        'The initial term of this Agreement is thirty-six (36) months from the Effective Date (the "Initial Term").\n\n'
        "2. Fees. Fees are due monthly.\n\n"
        "3. Renewal. This Agreement shall automatically renew for a period equal to the Initial Term."
    ).renewal
    assert renewal is not None
    assert renewal.renewal_term is not None
    assert (renewal.renewal_term.iso(), renewal.same_as_initial) == ("P36M", True)


@pytest.mark.parametrize(
    ("sentence", "rise", "cap"),
    [
        ("At renewal the Provider may increase the fees by not more than four percent (4%).", "capped", 4),
        ("Fees for a renewal term may be adjusted by up to 3.5%.", "capped", 3.5),
        ("Each renewal is at the Provider's then-current list prices.", "uncapped", None),
        ("At each renewal the prices are replaced by the list prices of that day.", "uncapped", None),
        ("Fees shall not increase at renewal.", None, None),
        ("The Provider may increase late charges. Renewals are free of set-up fees.", None, None),
    ],
)
def test_what_happens_to_the_fees(sentence: str, rise: str | None, cap: float | None) -> None:
    renewal = read(f"This Agreement renews automatically for successive one-year terms.\n\n4. Fees. {sentence}").renewal
    assert renewal is not None
    assert (renewal.price_rise, renewal.price_rise_cap_percent) == (rise, cap)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("This Agreement may be renewed for a further term of one year upon the written agreement of both parties.", False),
        ("This Agreement may be extended by mutual written consent for an additional period of two years.", False),
        ("The Customer may renew this Agreement for a further term of one year by written notice.", True),
        ("This Agreement shall automatically renew for further terms of one year unless the parties agree otherwise.", True),
    ],
)
def test_less_sure_where_no_more_is_said_than_that_both_may_agree(text: str, sure: bool) -> None:
    fact = read(text).facts["renewal.renewal_term"]
    assert (fact.confidence >= 0.9) is sure
    assert fact.confidence > ASK
