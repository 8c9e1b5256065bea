"""Laws over every clause kind: its examples hold, its clauses are exact slices, and the layout of the text changes nothing."""

from __future__ import annotations

import textwrap

import pytest

from contracts.analysis.analyse import all_kinds, analyse
from contracts.text import AgreementText

BEFORE = "1. Scope. The parties have agreed on the following.\n\n"
AFTER = "\n\n99. Governing Law. The laws of the State of New York apply."
KINDS = {kind.name: kind for kind in all_kinds()}
FOUND = [(name, text) for name, kind in KINDS.items() for text in kind.found_in]
NOT = [(name, text) for name, kind in KINDS.items() for text in kind.not_in]


def read(text: str):
    return analyse(AgreementText(text, "text/plain"))


def test_every_kind_has_examples():
    assert {name for name, kind in KINDS.items() if len(kind.found_in) < 6 or len(kind.not_in) < 6} == set()
    assert {"service_level", "service_credit", "repeated_failure_exit", "term", "renewal", "renewal_notice", "change_of_terms", "linked_terms"} <= set(KINDS)


@pytest.mark.parametrize(("name", "text"), FOUND, ids=lambda value: value[:40])
def test_found(name, text):
    whole = BEFORE + text + AFTER
    analysis = read(whole)
    assert analysis.of_kind(name), text
    for clause in analysis.clauses:
        assert whole[clause.start : clause.end] == clause.text
        assert clause.start < clause.end
    assert not any(clause.text.startswith(("1. Scope", "99. Governing")) for clause in analysis.of_kind(name))


@pytest.mark.parametrize(("name", "text"), NOT, ids=lambda value: value[:40])
def test_not_found(name, text):
    assert not read(BEFORE + text + AFTER).of_kind(name), text


@pytest.mark.parametrize("hang", ["", "     "], ids=["flush", "hung"])
@pytest.mark.parametrize("text", [text for _, text in FOUND + NOT if "|" not in text and "\n" not in text], ids=lambda text: text[:40])
def test_broken_lines_change_nothing(text, hang):
    """As plain text is sent by mail: lines of 72 characters, those after the first indented below a clause's number."""
    plain = read(text)
    wrapped = read(textwrap.fill(text, 72, subsequent_indent=hang, break_on_hyphens=False, break_long_words=False))
    assert {f: fact.value for f, fact in plain.facts.items()} == {f: fact.value for f, fact in wrapped.facts.items()}
    assert [clause.kind for clause in plain.clauses] == [clause.kind for clause in wrapped.clauses]


def test_what_is_not_found_is_said_with_its_evidence():
    analysis = read("1. Scope. The parties have agreed.\n\n2. Termination. Either party may terminate for material breach.")
    assert {absence.matter for absence in analysis.absent} == {"service_level", "renewal", "change_of_terms"}
    assert analysis.renewal is None


def test_an_empty_text_says_nothing():
    assert read("  \n ").clauses == ()
