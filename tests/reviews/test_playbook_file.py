"""Playbooks as files: out and in again, and what is wrong is named with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.periods import Period
from reviews.judge import all_rules
from reviews.playbook import Terms, own_words
from reviews.playbook_file import LIMITS, WrongFile, from_yaml, to_yaml
from reviews.rule import STEPS, Thresholds
from reviews.wording import tidied

HEAD = "schema: fineprint.playbook/1\n"
RULES = [rule.id for rule in all_rules()]


@settings(deadline=None, max_examples=25)
@given(st.sets(st.sampled_from(RULES)), st.floats(50, 100).map(lambda n: round(n, 4)), st.integers(1, 100), st.integers(1, 120))
def test_what_is_written_is_read_again(off, uptime, failures, months):
    terms = Terms(Thresholds(uptime_percent=uptime, failures_per_month=failures, longest_renewal=Period(months, "month")), frozenset(off))
    assert from_yaml(to_yaml(terms).encode()) == terms


WORDS = st.tuples(st.sampled_from(RULES), st.sampled_from(STEPS))
SAID = st.text("ab {customer} #:-'\"’\n", min_size=1, max_size=60).map(lambda said: tidied("X " + said.replace("{", "").replace("}", "") + " {customer}."))


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(WORDS, SAID, max_size=4))
def test_words_are_written_and_read_again(words):
    terms = Terms(rewordings=own_words(words))
    assert from_yaml(to_yaml(terms).encode()) == terms


def test_our_own_words_are_no_rewording():
    """Nor would an exported file keep an organisation at the words of the day on which it was written."""
    ours = {(rule.id, step): f" {rule.wording.at(step)}\n" for rule in all_rules() for step in STEPS}
    assert own_words(ours) == {}
    shown = to_yaml(Terms())
    assert all(f"    # {step}: " in shown for step in STEPS)
    head, words = shown.split("wording:\n")
    uncommented = "".join(line.replace("# ", "", 1) for line in words.splitlines(keepends=True))
    assert from_yaml(f"{head}wording:\n{uncommented}".encode()) == Terms()


def test_what_is_left_out_is_our_own():
    assert from_yaml(HEAD.encode()) == Terms()
    said = from_yaml(f"{HEAD}rules:\n  renews_automatically: off\n".encode())
    assert said == Terms(rules_off=frozenset({"renews_automatically"}))


def test_every_number_has_limits_that_our_own_lies_in():
    assert set(LIMITS) == set(Thresholds.__dataclass_fields__)
    assert from_yaml(to_yaml(Terms()).encode()) == Terms()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("schema: fineprint.playbook/2\n", "Line 1: the schema must be given as"),
        ("thresholds:\n  uptime_percent: 99\n", "Line 1: the schema must be given as"),
        (f"{HEAD}thresholds:\n  uptime_percent: lots\n", "Line 3: uptime_percent must be a number, not 'lots'"),
        (f"{HEAD}thresholds:\n  uptime_percent: nan\n", "Line 3: uptime_percent must be from 50 to 100"),
        (f"{HEAD}thresholds:\n  uptime_percent: 101\n", "Line 3: uptime_percent must be from 50 to 100"),
        (f"{HEAD}thresholds:\n  failures_per_month: 2.5\n", "Line 3: failures_per_month must be a whole number"),
        (f"{HEAD}thresholds:\n  longest_renewal: a year\n", "Line 3: longest_renewal must be a length of time like P30D"),
        (f"{HEAD}thresholds:\n  longest_renewal: perpetual\n", "Line 3: longest_renewal must be from 28 to 3660 days"),
        (f"{HEAD}thresholds:\n  uptime: 99\n", "Line 3: there is no number 'uptime'"),
        (f"{HEAD}thresholds: 99\n", "Line 2: thresholds must hold lines like"),
        (f"{HEAD}rules:\n  no_such_rule: off\n", "Line 3: there is no rule 'no_such_rule'"),
        (f"{HEAD}rules:\n  renews_automatically: sometimes\n", "Line 3: a rule is on or off, not 'sometimes'"),
        (f"{HEAD}rules:\n  renews_automatically: [off]\n", "Line 3: renews_automatically must be a single value"),
        (f"{HEAD}rules:\n  renews_automatically: off\n  renews_automatically: on\n", "Line 4: 'renews_automatically' stands there twice"),
        (f"{HEAD}colour: red\n", "Line 2: there is no 'colour' in a playbook"),
        (f"{HEAD}wording:\n  no_such_rule:\n", "Line 3: there is no rule 'no_such_rule'"),
        (f"{HEAD}wording:\n  renews_automatically:\n    best: X\n", "Line 4: there is no step 'best'; there are preferred, acceptable, walk_away"),
        (f"{HEAD}wording:\n  renews_automatically:\n    preferred: [X]\n", "Line 4: preferred must be a single value"),
        (f"{HEAD}wording:\n  renews_automatically:\n    preferred: '{{custmer}} may.'\n", "Line 4: renews_automatically, preferred: There is no placeholder {custmer}"),
        (f"{HEAD}wording:\n  renews_automatically:\n    acceptable: '{{customer may.'\n", "Line 4: renews_automatically, acceptable: The brace before"),
        (f"{HEAD}wording:\n  renews_automatically:\n    walk_away: ''\n", "Line 4: renews_automatically, walk_away: Nothing is written"),
        (f"{HEAD}rules: [\n", "this is not YAML"),
        ("&a [*a]", "Line 1"),
        ("- " * 30_000, "not YAML"),
        ("#" * 500_000, "larger than a playbook can be"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, said):
    with pytest.raises(WrongFile) as refused:
        from_yaml(text.encode())
    assert said in str(refused.value)


def test_what_is_no_text():
    with pytest.raises(WrongFile, match="not UTF-8"):
        from_yaml(b"\xff\xfe\x00")
