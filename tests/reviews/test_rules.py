"""The laws that every rule obeys, whoever wrote it."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from contracts.analysis.analyse import all_kinds
from contracts.periods import Period
from reviews import rules
from reviews.cure import tried
from reviews.edits import apply_all
from reviews.joining import Ask, joined
from reviews.judge import all_rules, judge
from reviews.rule import SEVERITIES, STEPS, Example, Missing, Rule, Thresholds
from tests.reviews.laws import case_of, fired, flag_of, read

FIRING = [pytest.param(r, e, id=f"{r.id}-{n}") for r in all_rules() for n, e in enumerate(r.fires_on)]
SILENT = [pytest.param(r, e, id=f"{r.id}-{n}") for r in all_rules() for n, e in enumerate(r.silent_on)]
STEPPED = [
    pytest.param(r, e, step, id=f"{r.id}-{n}-{STEPS[step]}") for r in all_rules() for n, e in enumerate(r.fires_on) for step in range(3)
]


def test_every_module_is_a_rule_named_after_itself():
    modules = [m.name for m in pkgutil.iter_modules(rules.__path__) if not m.name.startswith("_")]
    assert modules
    for name in modules:
        assert importlib.import_module(f"reviews.rules.{name}").RULE.id == name
    assert [rule.id for rule in all_rules()] == sorted(modules)


def is_long(example: Example) -> bool:
    """Whether it is as long and winding as the sentences of agreements are."""
    return len(example.text.split()) >= 40


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_what_why_whence_and_how_to_ask(rule: Rule):
    assert rule.severity in SEVERITIES
    for words in (rule.title, rule.reason, rule.source, rule.advice):
        assert len(words) > 15
    assert not rule.title.endswith(".")
    assert rule.reason.endswith(".") and rule.advice.endswith(".")
    assert len(rule.fires_on) >= 5 and len(rule.silent_on) >= 5
    assert sum(map(is_long, rule.fires_on)) >= 2 and any(map(is_long, rule.silent_on))
    assert len({e.text for e in rule.fires_on + rule.silent_on}) == len(rule.fires_on) + len(rule.silent_on)


@pytest.mark.parametrize(("rule", "example"), FIRING)
def test_it_fires(rule: Rule, example: Example):
    flag = flag_of(rule, case_of(example.text, example.thresholds))
    assert flag is not None, f"{rule.id} must fire on: {example.text}"
    assert flag.why[0] == flag.why[0].upper() and flag.why.endswith("."), flag.why
    if isinstance(rule.judges, Missing):
        assert flag.clause is None
    else:
        assert flag.clause is not None
        assert example.text[flag.clause.start : flag.clause.end] == flag.clause.text


@pytest.mark.parametrize(("rule", "example"), SILENT)
def test_it_is_silent(rule: Rule, example: Example):
    flag = flag_of(rule, case_of(example.text, example.thresholds))
    assert flag is None, f"{rule.id} must be silent on: {example.text}\n{flag}"


@pytest.mark.parametrize(("rule", "example", "step"), STEPPED)
def test_the_redline_cures(rule: Rule, example: Example, step: int):
    case = case_of(example.text, example.thresholds)
    flag = flag_of(rule, case)
    assert flag is not None
    redline = rule.ladder[step](case, flag)
    assert redline.step == STEPS[step]
    assert example.text[redline.start : redline.end] == redline.old
    assert (redline.action == "insert") == (not redline.old) and (redline.action == "delete") == (not redline.new)
    assert redline.new != redline.old
    after = redline.applied_to(example.text)
    shown = f"\n--- {rule.id} {redline.step}\n{example.text}\n--- becomes\n{after}"
    assert flag_of(rule, case_of(after, example.thresholds)) is None, f"still fires{shown}"
    assert fired(after, example.thresholds) <= fired(example.text, example.thresholds), f"fires something new{shown}"
    kinds = {kind.name for kind in all_kinds() if kind.matter == rule.matter}
    assert any(clause.kind in kinds for clause in read(after).clauses), f"the matter is gone{shown}"
    for wrong in ("  ", " ,", " .", "..", ";.", ",.", "the the ", "None", "{", "we shall", "you shall be deemed"):
        assert after.count(wrong) <= example.text.count(wrong), f"{wrong!r}{shown}"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_whole_sentences_cure_too(rule: Rule):
    """Our own words as if an organisation had written them: every sentence that can be reworded is put in as a whole."""
    marked = {step: rule.wording.at(step)[:-1] + " (XYZ)." for step in STEPS}
    used = set()
    for step in STEPS:
        for one in tried(rule, step, rule.wording.at(step), Thresholds()):
            assert not one.wrong, f"{rule.id} {step}: {one.wrong}\n{one.text}\n--- becomes\n{one.after}"
            assert one.redline.action in rule.wording.actions
        used |= {step for one in tried(rule, step, marked[step], Thresholds()) if "(XYZ)" in one.redline.new}
    assert used == set(STEPS), "words that no example is asked for in"


@pytest.mark.parametrize(("rule", "example"), FIRING)
def test_all_redlines_of_one_text_can_be_applied_together(rule: Rule, example: Example):
    findings = judge(case_of(example.text, example.thresholds))
    joints = joined(example.text, [Ask(finding.rule, finding.redline) for finding in findings])
    after = apply_all(example.text, [joint.redline for joint in joints])
    assert flag_of(rule, case_of(after, example.thresholds)) is None, f"still fires\n{example.text}\n--- becomes\n{after}"


# Playbooks at both ends of what one may ask for.
PLAYBOOKS = {
    "strict": Thresholds(99.99, Period(1, "month"), 1, Period(90, "day"), Period(30, "day"), Period(90, "day"), 0.0, 100.0, Period(90, "day")),
    "extreme": Thresholds(100.0, Period(24, "month"), 3, Period(1, "day"), Period(14, "day"), Period(366, "day"), 5.0, 50.0, Period(366, "day")),
}


@pytest.mark.parametrize("playbook", PLAYBOOKS)
@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_the_redline_cures_by_any_playbook(rule: Rule, playbook: str):
    thresholds = PLAYBOOKS[playbook]
    for example in rule.fires_on + rule.silent_on:
        case = case_of(example.text, thresholds)
        flag = flag_of(rule, case)
        for write in rule.ladder if flag else ():
            redline = write(case, flag)
            after = redline.applied_to(example.text)
            shown = f"\n--- {rule.id} {redline.step}\n{example.text}\n--- becomes\n{after}"
            assert flag_of(rule, case_of(after, thresholds)) is None, f"still fires{shown}"
            assert fired(after, thresholds) <= fired(example.text, thresholds), f"fires something new{shown}"


def test_the_steps_of_a_ladder_differ():
    same = [
        rule.id
        for rule in all_rules()
        for e in rule.fires_on[:1]
        for case in [case_of(e.text, e.thresholds)]
        for flag in [flag_of(rule, case)]
        if flag and len({write(case, flag).new for write in rule.ladder}) == 1
    ]
    assert same == []
