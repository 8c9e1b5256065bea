"""Redlines that meet in one sentence are one change: nothing asked for is lost, and it cures what each of them cures."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.reading.formats import read_document
from reviews.edits import apply_all, overlaps
from reviews.joining import Ask, joined
from reviews.judge import all_rules, judge
from reviews.rule import STEPS, Finding, Redline, Thresholds
from tests.reviews.laws import case_of, fired
from tests.reviews.test_edits import TEXT, edit, edits

SAMPLES = ("northgate-master-agreement.docx", "thornbury-payroll-uk.docx")
RULES = all_rules()


def asks(*redlines: Redline) -> list[Ask]:
    return [Ask(f"rule_{number}", redline) for number, redline in enumerate(redlines)]


def after(text: str, *asked: Ask) -> str:
    return apply_all(text, [joint.redline for joint in joined(text, asked)])


@given(st.lists(edits(), max_size=6))
def test_each_ask_is_in_one_change_and_the_changes_can_be_made_in_any_order(redlines: list[Redline]) -> None:
    asked = asks(*redlines)
    joints = joined(TEXT, asked)
    assert sorted(ask.rule for joint in joints for ask in joint.asks) == sorted(ask.rule for ask in asked)
    changes = [joint.redline for joint in joints]
    assert not any(overlaps(a, b) for a in changes for b in changes)
    assert apply_all(TEXT, changes) == apply_all(TEXT, sorted(changes, key=lambda r: (r.start, r.end)))
    for joint in joints:
        assert TEXT[joint.redline.start : joint.redline.end] == joint.redline.old


@pytest.mark.parametrize(
    ("redlines", "reads"),
    [
        ([edit(10, 20, "a month"), edit(22, 24, "Nobody")], "It renews a month. Nobody may change it. You pay."),
        ([edit(0, 2, "This"), edit(16, 20, "month")], "This renews for a month. We may change it. You pay."),
        ([edit(0, 21, "A year is what follows."), edit(16, 20, "month")], "A month is what follows. We may change it. You pay."),
        ([edit(0, 21, "It ends."), edit(16, 20, "month")], "It ends. We may change it. You pay."),
        ([edit(22, 39, "No change binds you. You may leave."), edit(39, 39, " You may leave.")], "It renews for a year. No change binds you. You may leave. You pay."),
        ([edit(0, 2, "This"), edit(0, 2, "This")], "This renews for a year. We may change it. You pay."),
        ([edit(22, 39, "No change binds."), edit(22, 39, "We ask first.")], "It renews for a year. No change binds. We ask first. You pay."),
    ],
    ids=["two sentences", "one sentence", "carried", "gone", "written anyway", "twice", "both"],
)  # fmt: skip
def test_they_read_as_one(redlines: list[Redline], reads: str) -> None:
    assert after(TEXT, *asks(*redlines)) == reads
    assert sum(len(joint.asks) for joint in joined(TEXT, asks(*redlines))) == len(redlines)


def test_a_sentence_that_is_added_beside_one_is_a_change_of_its_own() -> None:
    assert [joint.rules for joint in joined(TEXT, asks(edit(0, 21, "It ends."), edit(21, 21, " You may leave.")))] == [("rule_0",), ("rule_1",)]


def test_what_a_person_wrote_is_not_given_up_for_the_redline_of_another_rule() -> None:
    written = edit(0, 21, "It renews for one week.")
    whole = edit(0, 21, "You may renew it.")
    for edited in (False, True):
        (joint,) = joined(TEXT, [Ask("renews_for_a_long_term", written, edited=edited), Ask("renews_automatically", whole)])
        assert ("one week" in joint.redline.new) == edited
        assert joint.rules == ("renews_for_a_long_term", "renews_automatically") and len(joint.reasons) == 2


def test_settles_names_rules() -> None:
    known = {rule.id for rule in RULES}
    assert all(set(rule.settles) <= known - {rule.id} for rule in RULES)


def texts() -> list[tuple[str, Thresholds]]:
    samples = [read_document((Path("fixtures") / name).read_bytes(), name).text for name in SAMPLES]
    found = [(text, Thresholds()) for text in samples]
    return found + [(example.text, example.thresholds) for rule in RULES for example in rule.fires_on]


def test_the_joined_words_cure_what_each_redline_cures() -> None:
    """Every two redlines, and all together, that meet in one sentence of our samples or the rules' examples, at each step."""
    held = 0
    for text, thresholds in texts():
        findings = judge(case_of(text, thresholds))
        for step in range(len(STEPS)):
            everything = [Ask(finding.rule, finding.ladder[step]) for finding in findings]
            for whole in [joint for joint in joined(text, everything) if len(joint.rules) > 1]:
                for asked in {whole.asks, *combinations(whole.asks, 2)}:
                    held += _cures(text, thresholds, asked, findings)
    assert held > 150


def _cures(text: str, thresholds: Thresholds, asked: tuple[Ask, ...], findings: list[Finding]) -> bool:
    (first, *others) = joined(text, asked)
    if others or not all(_cured_alone(text, thresholds, ask) for ask in asked):
        return False
    read = fired(first.redline.applied_to(text), thresholds)
    shown = f"{[ask.rule for ask in asked]}\n{first.redline.old}\n--- becomes\n{first.redline.new}"
    assert not read & set(first.rules), shown
    assert read <= {finding.rule for finding in findings}, shown
    assert first.redline.new.count("..") <= text.count("..") and "  " not in first.redline.new.strip(), shown
    return True


@cache
def _cured_alone(text: str, thresholds: Thresholds, ask: Ask) -> bool:
    return ask.rule not in fired(ask.redline.applied_to(text), thresholds)
