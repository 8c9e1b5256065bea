"""Which facts hold once a person has corrected some."""

from __future__ import annotations

from contracts.analysis.clause import Analysis, Fact
from contracts.analysis.corrected import with_corrections

READ = Analysis(facts={"governing_law": Fact("governing_law", "US", "c1", 0.8, "named", 3, 9), "renewal.renewals": Fact("renewal.renewals", 2, "c2")})


def test_what_a_person_says_outranks_what_was_read_and_keeps_its_place_in_the_paper():
    said = {name: Fact(name, value, why="I know", corrected=True) for name, value in {"governing_law": "DE", "business_days": "FR"}.items()}
    corrected = with_corrections(READ, said)
    assert {name: fact.value for name, fact in corrected.facts.items()} == {"governing_law": "DE", "business_days": "FR", "renewal.renewals": 2}
    law = corrected.facts["governing_law"]
    assert (law.clause, law.start, law.end, law.confidence, law.why, law.corrected) == ("c1", 3, 9, 1.0, "I know", True)
    assert READ.value("governing_law") == "US" and with_corrections(READ, {}) is READ
