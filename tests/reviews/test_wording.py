"""Words with placeholders: what they become in an agreement, and which are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.analysis.clause import Analysis, Names
from reviews.judge import all_rules
from reviews.rule import STEPS, Case, Rule, Thresholds, Wording
from reviews.wording import NAMES, NUMBERS, WrongWording, check, filled, placeholders_of, reworded, tidied, worded

WORDING = Wording("some_rule", "Ours.", "Ours.", "Ours.", ("insert",), "are added", own={"further term": "how long it renews"})
SPELLED = Case("Pay within thirty (30) days.", Analysis(), Thresholds())
YOU = Case("Pay within 30 days.", Analysis(names=Names("we", "you", "the Platform", "our Fees", "these Terms", first_person=True)))


@pytest.mark.parametrize(
    ("words", "spelled", "you"),
    [
        ("{vendor shall} tell {customer}.", "The Provider shall tell the Customer.", "We will tell you."),
        ("Notice to {vendor}, by {vendor}.", "Notice to the Provider, by the Provider.", "Notice to us, by us."),
        ("{customer's} right. {vendor has} it.", "The Customer's right. The Provider has it.", "Your right. We have it."),
        ("So {agreement ends}.", "So this Agreement ends.", "So these Terms end."),
        ("{30 days'} notice, {1 month}, {5 business days}.", "thirty (30) days' notice, one (1) month, five (5) business days.", None),
        ("{notice of change} and {failures} and {uptime}.", "Thirty (30) days and three (3) and 99.9%.", "30 days and 3 and 99.9%."),
        ("{12} of {25 %}, {prepaid fees}.", "Twelve (12) of 25%, prepaid fees.", "12 of 25%, prepaid Fees."),
        ("For {further term}.", "For a while.", "For a while."),
    ],
)
def test_placeholders_speak_the_agreements_language(words, spelled, you):
    check(words, WORDING)
    for case, said in ((SPELLED, spelled), (YOU, you)):
        if said is not None:
            assert filled(case, words, {"further term": "a while"}).casefold() == said.casefold()
    assert filled(SPELLED, "{vendor} may. {customer} may.") == "The Provider may. The Customer may."


def test_a_sentence_goes_on_after_other_words():
    for words, said in {"No change binds.": "Despite it, no change binds.", "{vendor} may.": "Despite it, the Provider may."}.items():
        assert filled(SPELLED, words, lead="Despite it, ") == said
    assert filled(SPELLED, "VAT is added.", lead="Despite it, ") == "Despite it, VAT is added."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Nothing is written"),
        ("{custmer} may leave.", "There is no placeholder {custmer}; did you mean {customer}?"),
        ("{xyzzy} may leave.", "There is no placeholder {xyzzy}; the list beside the words"),
        ("{0 days} later.", "There is no placeholder {0 days}"),
        ("{101 %} of it.", "There is no placeholder {101 %}"),
        ("{} may leave.", "There is no placeholder {}"),
        ("{customer may leave.", 'The brace before "customer may leave." is never closed: write it like {customer}'),
        ("The {customer {vendor} may.", 'The brace before "customer {vendor} may." is never closed'),
        ("The customer} may leave.", 'The brace that closes after "The customer" was never opened'),
        ("{customer} may} leave.", 'The brace that closes after "{customer} may" was never opened'),
        ("{customer} has a right.", 'Write {customer has} for "{customer} has"'),
        ("At {vendor}'s cost.", "Write {vendor's} for"),
        ("the customer may leave.", "Begin with a capital letter"),
        ("{customer} may leave", "End with a full stop"),
        ("Long. " * 300 + "End.", "a redline has at most 1500"),
    ],
)
def test_what_cannot_be_put_into_an_agreement_is_refused_with_the_reason(words, said):
    with pytest.raises(WrongWording) as refused:
        check(words, WORDING)
    assert said in str(refused.value)


@given(st.text(alphabet="{}ab customervd 30%.'", max_size=40))
def test_whatever_passes_the_check_can_be_filled(words):
    words = tidied(words)
    try:
        check(words, WORDING)
    except WrongWording:
        assert worded(Case("", Analysis(), rewordings={"some_rule": {"preferred": words}}), WORDING, "preferred") == "Ours."
        return
    for case in (SPELLED, YOU):
        said = filled(case, words, {"further term": "a while"})
        assert said and "{" not in said and "}" not in said


def test_words_are_kept_on_one_line_with_straight_quotation_marks():
    assert tidied(" “Fees” are\n the\tCustomer’s.\x00 ") == "\"Fees\" are the Customer's."


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_step_of_every_rule_can_be_reworded(rule: Rule):
    wording = rule.wording
    assert wording.rule == rule.id and wording.actions and wording.place and not wording.place.endswith(".")
    offered = {name for name, _ in placeholders_of(wording)}
    for step in STEPS:
        check(wording.at(step), wording)
        assert reworded(SPELLED, wording, step) is None
    assert set(wording.own) <= offered
    assert not set(wording.own) & {one.name for one in (*NAMES, *NUMBERS)}
