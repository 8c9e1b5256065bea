"""Less confidence in what stands on a page whose letters were recognised from a picture."""

from __future__ import annotations

from dataclasses import replace

from contracts.analysis.clause import Analysis
from contracts.text import AgreementText


def weighed(analysis: Analysis, agreement: AgreementText) -> Analysis:
    """The same clauses and facts, each as confident as its page is certain; a person's corrections stay as they are."""
    if not agreement.ocr:
        return analysis
    places = {clause.id: (clause.start, clause.end) for clause in analysis.clauses}
    clauses = tuple(
        replace(clause, confidence=round(clause.confidence * agreement.certainty(clause.start, clause.end), 3)) for clause in analysis.clauses
    )
    facts = {}
    for name, fact in analysis.facts.items():
        place = places.get(fact.clause or "") or ((fact.start, fact.end) if fact.start is not None and fact.end is not None else None)
        if place is not None and not fact.corrected:
            fact = replace(fact, confidence=round(fact.confidence * agreement.certainty(*place), 3))
        facts[name] = fact
    return replace(analysis, clauses=clauses, facts=facts)
