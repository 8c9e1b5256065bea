from __future__ import annotations

import pytest

from contracts.analysis.clause import Analysis, Clause, Fact, Names
from contracts.periods import Period, find_periods
from reviews.drafting import (
    as_adjective,
    insert_after,
    insert_at_end,
    length,
    phrase_of,
    place_of,
    prepaid,
    replace_sentence,
    spelled,
)
from reviews.rule import Case

DAYS = Period(30, "day")


def case(text: str, **names: str) -> Case:
    return Case(text, Analysis(names=Names(**names)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Invoices are due within sixty (60) days.", "thirty (30) days"),
        ("Invoices are due within sixty days.", "thirty days"),
        ("Invoices are due within 60 days.", "30 days"),
        ("Nothing is said of time.", "30 days"),
    ],
)
def test_lengths_are_written_as_the_agreement_writes_them(text: str, written: str):
    assert length(case(text), DAYS) == written


@pytest.mark.parametrize(("number", "words"), [(3, "three"), (12, "twelve"), (30, "thirty"), (45, "forty-five"), (99, "ninety-nine"), (100, "one hundred"), (365, "three hundred sixty-five"), (1200, "1200")])
def test_numbers_are_spelled(number: int, words: str):
    assert spelled(number) == words


@pytest.mark.parametrize(
    ("phrase", "period", "written"),
    [
        ("one-year", Period(1, "month"), "one-month"),
        ("2-year", Period(1, "month"), "1-month"),
        ("twelve (12) months", Period(1, "month"), "one (1) month"),
        ("3 months", Period(1, "month"), "1 month"),
        ("ninety days", DAYS, "thirty days"),
        ("5 business days", DAYS, "30 days"),
    ],
)
def test_a_period_takes_the_grammar_of_the_phrase_it_stands_for(phrase: str, period: Period, written: str):
    assert as_adjective(case(""), phrase, period) == written


def test_the_fees_lose_their_article():
    assert prepaid(case("", fees="the Subscription Fees")) == "prepaid Subscription Fees"
    assert prepaid(case("", fees="our fees")) == "prepaid fees"


def test_a_number_and_a_running_heading_stay():
    text = "6.2 Renewal. The term renews each year."
    redline = replace_sentence(case(text), "preferred", 0, len(text), "The term ends.")
    assert redline.applied_to(text) == "6.2 Renewal. The term ends."


def test_an_item_of_a_list_keeps_its_semicolon():
    text = "(a) it renews each year;\n(b) it is governed by the law of Ireland."
    redline = replace_sentence(case(text), "preferred", 4, 24, "It ends.")
    assert redline.applied_to(text) == "(a) It ends;\n(b) it is governed by the law of Ireland."


def test_an_insertion_stands_between_sentences():
    text = "The term renews. The fees stay."
    assert insert_after(case(text), "preferred", 16, "You may leave.").applied_to(text) == "The term renews. You may leave. The fees stay."


def test_an_insertion_never_cuts_a_table():
    text = "Uptime | Credit\nunder 99% | 10%\nunder 95% | 25%\n\n5. Fees are due."
    assert insert_after(case(text), "preferred", 31, "You may leave.").applied_to(text) == (
        "Uptime | Credit\nunder 99% | 10%\nunder 95% | 25%\n\nYou may leave.\n\n5. Fees are due."
    )


def test_what_goes_to_the_end_stands_before_the_signatures():
    text = "9. The law of Ireland governs.\n\nIN WITNESS WHEREOF the parties sign.\n"
    assert insert_at_end(case(text), "preferred", "It works.").applied_to(text) == (
        "9. The law of Ireland governs.\n\nIt works.\n\nIN WITNESS WHEREOF the parties sign.\n"
    )


def test_a_phrase_that_stands_twice_is_no_place():
    text = "Notice of thirty days is given thirty days ahead."
    assert phrase_of(case(text), 0, len(text), DAYS) is None
    assert phrase_of(case(text), 0, 25, DAYS) == (10, 21)


def test_a_facts_own_place_is_better_than_its_clauses():
    clause = Clause("c1", "renewal", 0, 10, "0123456789")
    facts = {"a": Fact("a", 1, "c1"), "b": Fact("b", 1, "c1", start=3, end=5), "c": Fact("c", 1)}
    analysed = Case("0123456789", Analysis(clauses=(clause,), facts=facts))
    assert [place_of(analysed, name) for name in "abcd"] == [(0, 10), (3, 5), None, None]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The “Customer” pays the Provider’s invoices.", "30 days’ notice of “non-renewal” (“Notice”)."),
        ("The Customer pays the Provider’s invoices.", "30 days’ notice of “non-renewal” (“Notice”)."),
        ("The \"Customer\" pays the Provider's invoices.", "30 days' notice of \"non-renewal\" (\"Notice\")."),
        ("Nothing is quoted.", "30 days' notice of \"non-renewal\" (\"Notice\")."),
    ],
)
def test_quotation_marks_are_the_agreements_own(text: str, written: str):
    new = "30 days' notice of \"non-renewal\" (\"Notice\")."
    assert insert_at_end(case(text), "preferred", new).new == f"\n\n{written}"


def test_what_is_spelled_is_read_again():
    for count in range(1, 1000):
        words = spelled(count)
        for said in (words, f"{words} ({count})", words.replace("hundred ", "hundred and "), words.replace(" ", "-")):
            (match,) = find_periods(f"at least {said} days before")
            assert (match.period, match.other) == (Period(count, "day"), None), said


@pytest.mark.parametrize(
    ("agreement", "said"),
    [("this Agreement", "this Agreement ends"), ("these Terms", "these Terms end"), ("the Conditions", "the Conditions end"), ("this SLA", "this SLA ends")],
)
def test_the_agreement_may_be_several_terms(agreement: str, said: str):
    assert Names(agreement=agreement).agreement_does("end") == said
