"""What a whole deal says: the analyses of its documents as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.analysis.clause import Analysis, Fact

# Where two documents speak of the same, the one on the right holds: an order form fills in the master agreement, an
# amendment changes what was agreed before it.
RANK: Final = {"master": 0, "other": 1, "sla": 2, "order_form": 3, "amendment": 4}
# From when the deal runs is said by these, the first that says it. The date of an amendment or of an SLA is its own.
_STARTS: Final = ("order_form", "master", "other")
_START_FIELDS: Final = frozenset({"effective_date", "term_start"})


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a deal: its ``kind`` as in RANK, and what its newest version says."""

    kind: str
    analysis: Analysis


def deal_analysis(parts: Iterable[Part]) -> Analysis:
    """The documents' analyses as one; ``parts`` in the order in which they were made, at least one.

    Facts: a later rank outranks an earlier one, among equals the later document. An end that a document states outranks
    the length of the initial term in a document below it ("the Term is extended to 31 December 2028"). Names and parties
    are those of the lowest rank. Clauses are those of one document only where there is but one: their ids and offsets
    count within their own text. A matter is absent where every document is silent on it.
    """
    ordered = _by_rank(parts)
    if len(ordered) == 1:
        return ordered[0].analysis
    facts = {field: _without_evidence(part.analysis.facts[field]) for field, part in _holding(ordered).items()}
    first = ordered[0].analysis
    silent = [absence for absence in first.absent if all(_silent(part.analysis, absence.matter) for part in ordered)]
    return Analysis((), facts, tuple(silent), first.names, first.parties)


def deal_sources(parts: Sequence[Part]) -> dict[str, int]:
    """Of each fact of the deal the position, in ``parts``, of the document whose word holds."""
    places = {id(part): place for place, part in enumerate(parts)}
    return {field: places[id(part)] for field, part in _holding(_by_rank(parts)).items()}


def _by_rank(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: RANK.get(part.kind, RANK["other"]))


def _holding(ordered: list[Part]) -> dict[str, Part]:
    """Which document's word holds, field by field."""
    if len(ordered) == 1:
        return dict.fromkeys(ordered[0].analysis.facts, ordered[0])
    held = {field: part for part in ordered for field in part.analysis.facts if field not in _START_FIELDS} | _start(ordered)
    ends, lasts = held.get("expiration_date"), held.get("renewal.initial_term")
    if ends and lasts and RANK.get(ends.kind, RANK["other"]) > RANK.get(lasts.kind, RANK["other"]):
        del held["renewal.initial_term"]
    return held


def _start(ordered: list[Part]) -> dict[str, Part]:
    """When the deal begins, out of the one document that says so."""
    for kind in _STARTS:
        for part in ordered:
            own = {name: part for name in part.analysis.facts if name in _START_FIELDS}
            if part.kind == kind and own:
                return own
    return {}


def _silent(analysis: Analysis, matter: str) -> bool:
    return any(absence.matter == matter for absence in analysis.absent)


def _without_evidence(fact: Fact) -> Fact:
    return Fact(fact.field, fact.value, None, fact.confidence, fact.why, None, None, fact.corrected)
