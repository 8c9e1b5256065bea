"""Confidence in what stands on recognised pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contracts.analysis.analyse import analyse
from contracts.text import AgreementText, Page

FIRST = "1. Term\n\nThis Agreement begins on 1 March 2026 and has an initial term of one (1) year."
SECOND = (
    "It renews automatically for further terms of one (1) year unless a party gives written notice of non-renewal at least thirty (30) "
    "days before the end of the term."
)
TEXT = f"{FIRST}\n\n{SECOND}"
CUT = len(FIRST) + 2


def agreement(certainty: float) -> AgreementText:
    pages = (Page(1, 0, CUT, 612, 792), Page(2, CUT, len(TEXT), 612, 792, "ocr" if certainty < 1 else "text", certainty))
    return AgreementText(TEXT, "application/pdf", pages=pages)


@pytest.mark.parametrize("certainty", [0.95, 0.7, 0.5])
def test_it_falls_by_how_sure_the_letters_are_and_only_on_their_page(certainty: float) -> None:
    printed, recognised = analyse(agreement(1.0)), analyse(agreement(certainty))
    assert {clause.kind for clause in printed.clauses} >= {"term", "renewal"}
    for before, after in zip(printed.clauses, recognised.clauses, strict=True):
        expected = before.confidence * (certainty if before.end > CUT else 1.0)
        assert after == replace(before, confidence=pytest.approx(expected, abs=0.001))
    assert printed.facts.keys() == recognised.facts.keys() and "renewal.notice_by" in printed.facts
    places = {clause.id: clause for clause in printed.clauses}
    for name, fact in printed.facts.items():
        if fact.clause is not None:
            on_picture = places[fact.clause].end > CUT
            assert recognised.facts[name].confidence == pytest.approx(fact.confidence * (certainty if on_picture else 1.0), abs=0.001)
