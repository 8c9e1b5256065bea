"""What people corrected outranks what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from contracts.analysis.clause import Analysis, Fact


def with_corrections(analysis: Analysis, corrections: Mapping[str, Fact]) -> Analysis:
    """The analysis in which each corrected fact stands instead of the machine's, keeping its evidence."""
    if not corrections:
        return analysis
    facts = dict(analysis.facts)
    for name, correction in corrections.items():
        read = facts.get(name)
        facts[name] = Fact(
            field=name,
            value=correction.value,
            clause=read.clause if read else None,
            confidence=1.0,
            why=correction.why,
            start=read.start if read else None,
            end=read.end if read else None,
            corrected=True,
        )
    return replace(analysis, facts=facts)
