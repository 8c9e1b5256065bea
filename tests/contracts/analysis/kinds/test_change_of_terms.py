"""Facts of the change of terms, each read through the whole analysis."""

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.change_power import power_in
from contracts.analysis.clause import Analysis
from contracts.periods import Period
from contracts.text import AgreementText

POWER = "14.1 The Provider may amend this Agreement at any time."


def read(*paragraphs: str) -> Analysis:
    return analyse(AgreementText("\n\n".join(paragraphs), "text/plain"))


@pytest.mark.parametrize(
    ("sentence", "over"),
    [
        ("We reserve the right to amend these Terms at any time.", "terms"),
        ("The Fees may be changed by the Provider at any time.", "prices"),
        ("Supplier may raise its rates from time to time upon notice.", "prices"),
        ("We may modify or discontinue any feature of the Service at any time.", "service"),
        ("We reserve the right to discontinue the Service at any time and for any reason.", "service"),
    ],
)
def test_what_may_be_changed(sentence: str, over: str) -> None:
    power = power_in(sentence)
    assert power is not None and power.over == over


@pytest.mark.parametrize(
    "sentence",
    [
        "This Agreement may be amended only in writing signed by both parties.",
        "You may change your plan under this Agreement at any time.",
        "The court may modify any provision of this Agreement that it finds unenforceable.",
        "We may terminate or suspend your access to the Service at any time.",
        "This section explains how we may make changes to the Service.",
        "The quality of the Service may vary depending on your connection.",
        "May we change these Terms at any time?",
    ],
)
def test_no_power_of_the_vendor(sentence: str) -> None:
    assert power_in(sentence) is None


def test_mutual_amendment_leaves_the_matter_absent() -> None:
    analysis = read("This Agreement may be amended only by a written agreement signed by both parties.")
    assert analysis.change_of_terms is None
    assert "change_of_terms" in {absence.matter for absence in analysis.absent}


def test_the_clause_is_the_sentence_without_its_number() -> None:
    analysis = read(POWER + " Notices are sent to the address above.")
    (clause,) = analysis.of_kind("change_of_terms")
    assert clause.text == "The Provider may amend this Agreement at any time."


def test_a_price_clause_says_nothing_of_the_terms() -> None:
    change = read("Provider reserves the right to modify its prices at any time.").change_of_terms
    assert change is not None
    assert change.price_may_change and change.unilateral is None and not change.service_may_change


def test_posting_and_continued_use() -> None:
    change = read(
        "We may update these Terms at any time by posting the new version on our website.",
        "If you continue to use the Service after the changes are posted, you accept the changed Terms.",
    ).change_of_terms
    assert change is not None
    assert change.unilateral and change.by_posting and change.continued_use_is_consent
    assert change.notice_before is None and not change.notice_in_writing and not change.exit_right


def test_facts_from_beside_the_clause_keep_their_place() -> None:
    beside = "Your use of the Service after any change constitutes acceptance of the change."
    analysis = read(POWER, beside)
    fact = analysis.facts["change_of_terms.continued_use_is_consent"]
    clause = analysis.clause(fact.clause)
    text = f"{POWER}\n\n{beside}"
    assert clause is not None and clause.kind == "change_of_terms"
    assert text[fact.start : fact.end] == beside


def test_direct_notice_and_its_length() -> None:
    change = read(
        POWER + " The Provider shall give Customer at least thirty (30) days' written notice of any amendment."
    ).change_of_terms
    assert change is not None
    assert change.notice_before == Period(30, "day")
    assert change.notice_in_writing and not change.by_posting


def test_email_or_posting_is_posting() -> None:
    change = read(
        "We may modify these Terms. We will notify you of changes by email or by posting a notice on our website."
    ).change_of_terms
    assert change is not None
    assert change.by_posting and not change.notice_in_writing


def test_days_after_posting_are_no_notice() -> None:
    change = read(
        "We may modify these Terms. Changes take effect 7 days after they are posted on our website."
    ).change_of_terms
    assert change is not None
    assert change.notice_before is None and change.by_posting


def test_notice_of_a_price_change_is_not_notice_of_a_change_of_terms() -> None:
    change = read(
        "We may update these Terms in the future.",
        "Fees",
        "We may change the prices upon 30 days' notice sent to you by email.",
    ).change_of_terms
    assert change is not None
    assert change.notice_before is None and not change.notice_in_writing


def test_a_right_to_leave() -> None:
    change = read(
        POWER
        + " If Customer does not accept an amendment, Customer may terminate this Agreement before it takes effect."
    ).change_of_terms
    assert change is not None and change.exit_right


def test_stopping_to_use_it_is_no_right_to_leave() -> None:
    change = read(
        "We may amend these Terms at any time. If you do not agree to a change, you must stop using the Service."
    ).change_of_terms
    assert change is not None and not change.exit_right


def test_consent_of_the_customer_makes_it_no_unilateral_change() -> None:
    change = read("The Provider may change this Agreement only with the Customer's written consent.").change_of_terms
    assert change is not None and change.unilateral is False


def test_what_a_customer_would_ask_for() -> None:
    change = read(
        "The Provider may change this Agreement only by giving the Customer at least thirty days' written notice of "
        "the change. Within that "
        "time the Customer may terminate this Agreement with a refund of prepaid Fees, or keep the original terms "
        "until the term ends. A "
        "change of which the Customer was not so notified has no effect."
    ).change_of_terms
    assert change is not None
    assert change.unilateral is False
    assert change.notice_before == Period(30, "day") and change.notice_in_writing
    assert change.exit_right and change.unnotified_has_no_effect
    assert not change.by_posting and not change.continued_use_is_consent


def test_no_change_binds_without_notice() -> None:
    change = read(
        "No change to this Agreement by the Provider binds the Customer unless the Provider has given the Customer at "
        "least 30 days' written notice of it."
    ).change_of_terms
    assert change is not None
    assert change.unnotified_has_no_effect and change.notice_before == Period(30, "day")


def test_the_service_level_agreement_is_terms_not_service() -> None:
    power = power_in("As our needs evolve, we may change our Service Level Agreement.")
    assert power is not None and power.over == "terms"
