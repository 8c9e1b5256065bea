"""What a whole deal says: the analyses of its documents as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from contracts.analysis.amending import MOVES_START
from contracts.analysis.clause import Analysis, Fact
from contracts.analysis.dates import find_dates
from contracts.periods import Period, find_periods

# Where two documents speak of the same, the one on the right holds: an order form fills in the master agreement, an
# amendment changes what was agreed before it.
RANK: Final = {"master": 0, "other": 1, "sla": 2, "order_form": 3, "amendment": 4}
# From when the deal runs is said by these, the first that says it. The date of an amendment or of an SLA is its own.
_STARTS: Final = ("order_form", "master", "other")
_START_FIELDS: Final = frozenset({"effective_date", "term_start"})
# What a paper says of its own time, which is nothing where it lasts as long as another.
_OWN_TIME: Final = _START_FIELDS | {"expiration_date", "renewal.initial_term", "renewal.term_counts_from", "renewal.ends_with"}
# Where words are replaced, of these it is looked for what they said.
_NOTICES: Final = ("renewal.notice_by", "renewal.notice_not_before", "renewal.vendor_notice_by")
_AMENDABLE: Final = (*_NOTICES, "renewal.initial_term", "renewal.renewal_term", "expiration_date", "term_start", "effective_date")
_REPLACED: Final = re.compile(r"(?:(?P<section>[\d.]+): )?(?P<old>.+?) → (?P<new>.+)", re.DOTALL)
_NUMBERED: Final = re.compile(r"\W*(?:(?:section|clause|article)\s+)?(?P<number>\d+(?:\.\d+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a deal: its ``kind`` as in RANK, and what its newest version says."""

    kind: str
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class _Held:
    """Whose word holds for one field: ``part``'s; ``fact`` where it says something else than that part's own fact."""

    part: Part
    fact: Fact | None = None


def deal_analysis(parts: Iterable[Part]) -> Analysis:
    """The documents' analyses as one; ``parts`` in the order in which they were made, at least one.

    Facts: a later rank outranks an earlier one, among equals the later document. An end that a document states outranks
    the length of the initial term in a document below it ("the Term is extended to 31 December 2028"). A paper that lasts as
    long as another says nothing of its own time. Words that an amendment replaces are replaced in the facts that they
    stated. Names and parties are those of the lowest rank. Clauses are those of one document only where there is but one:
    their ids and offsets count within their own text. A matter is absent where every document is silent on it.
    """
    ordered = _by_rank(parts)
    if len(ordered) == 1:
        return ordered[0].analysis
    facts = {field: _without_evidence(held.fact or held.part.analysis.facts[field]) for field, held in _holding(ordered).items()}
    first = ordered[0].analysis
    silent = [absence for absence in first.absent if all(_silent(part.analysis, absence.matter) for part in ordered)]
    return Analysis((), facts, tuple(silent), first.names, first.parties)


def deal_sources(parts: Sequence[Part]) -> dict[str, int]:
    """Of each fact of the deal the position, in ``parts``, of the document whose word holds."""
    places = {id(part): place for place, part in enumerate(parts)}
    return {field: places[id(held.part)] for field, held in _holding(_by_rank(parts)).items()}


def deal_replaced(parts: Sequence[Part]) -> dict[str, Fact]:
    """The facts of the deal that say something else than the document whose word holds says by itself: words were replaced."""
    return {field: held.fact for field, held in _holding(_by_rank(parts)).items() if held.fact is not None}


def _by_rank(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=rank)


def rank(part: Part) -> int:
    """Where two documents speak of the same, the one of the higher rank holds; the others rest on the lowest."""
    return RANK.get(part.kind, RANK["other"])


def _holding(ordered: list[Part]) -> dict[str, _Held]:
    """Which document's word holds, field by field."""
    if len(ordered) == 1:
        return {field: _Held(ordered[0]) for field in ordered[0].analysis.facts}
    lasting = _with_a_time_of_their_own(ordered)
    held = _start(lasting)
    for part in ordered:
        for field in part.analysis.facts:
            if field not in _START_FIELDS and (part in lasting or field not in _OWN_TIME) and not _unread(part.analysis, field):
                held[field] = _Held(part)
        moved = part.analysis.facts.get("term_start")
        if moved is not None and moved.why == MOVES_START:
            held["term_start"] = _Held(part)
        for fact in _replaced(part, held):
            held[fact.field] = _Held(part, fact)
    ends, lasts = held.get("expiration_date"), held.get("renewal.initial_term")
    if ends and lasts and rank(ends.part) > rank(lasts.part):
        del held["renewal.initial_term"]
    return held


def _with_a_time_of_their_own(ordered: list[Part]) -> list[Part]:
    """The documents that do not last as long as another of the deal; all of them where none would be left."""
    own = [part for part in ordered if not part.analysis.value("renewal.ends_with")]
    timed = [part for part in own if any(part.analysis.value(field) for field in ("renewal.initial_term", "expiration_date", "renewal.until_ended"))]
    return own if timed else ordered


def _start(ordered: list[Part]) -> dict[str, _Held]:
    """When the deal begins, out of the one document that says so."""
    for kind in _STARTS:
        for part in ordered:
            own = {name: _Held(part) for name in part.analysis.facts if name in _START_FIELDS}
            if part.kind == kind and own:
                return own
    return {}


def _replaced(part: Part, held: dict[str, _Held]) -> Iterator[Fact]:
    """The facts as they read once the amendment's words stand in the place of the old ones.

    One field alone must have said the old words, in the section that the amendment names; otherwise only a longer notice is
    taken, for its deadline is the earlier, and whatever else it may mean is asked.
    """
    for said in part.analysis.value("renewal.amended") or ():
        words = _REPLACED.fullmatch(said)
        old, new = (_value(words[name]) for name in ("old", "new")) if words else (None, None)
        if words is None or old is None or new is None:
            continue
        places = [field for field in _AMENDABLE if field in held and held[field].part is not part and _fact(field, held).value == old]
        sections = {field: _section(field, held) for field in places}
        named = words["section"]
        if named:
            places = [field for field in places if not sections[field] or _within(sections[field], named)]
        sure = len(places) == 1 and bool(named) and bool(sections[places[0]])
        notices = [field for field in places if field in _NOTICES]
        longer = isinstance(old, Period) and isinstance(new, Period) and new.rough_days() > old.rough_days()
        if sure or (len(places) == 1 and notices and longer):
            yield replace(_fact(places[0], held), value=new, why=f"the amendment replaces {said}", confidence=0.9 if sure else 0.7)
        elif places:
            which = " (the notice?)" if notices else ""
            yield Fact("renewal.amendment_unread", f"{words['old']} → {words['new']}{which}", None, 1.0, "where, is not clear")


def _unread(analysis: Analysis, field: str) -> bool:
    """Whether the renewal was read out of a sentence that extends the term once, and is asked about."""
    extends, clause = analysis.facts.get("renewal.amendment_unread"), analysis.evidence(field)
    if extends is None or extends.start is None or extends.end is None or clause is None or field == extends.field:
        return False
    return field.startswith("renewal.") and clause.start < extends.end and extends.start < clause.end


def _fact(field: str, held: dict[str, _Held]) -> Fact:
    return held[field].fact or held[field].part.analysis.facts[field]


def _value(words: str) -> Any:
    """The length of time or the day that the words say; None for neither."""
    periods, dates = find_periods(words), find_dates(words)
    return periods[0].period if periods else dates[0].date if dates else None


def _section(field: str, held: dict[str, _Held]) -> str:
    """The number of the section that states the fact; '' where it is not known."""
    clause = held[field].part.analysis.evidence(field)
    number = clause and (_NUMBERED.match(clause.heading) or _NUMBERED.match(clause.text))
    return number["number"] if number else ""


def _within(section: str, named: str) -> bool:
    return f"{section}.".startswith(f"{named}.") or f"{named}.".startswith(f"{section}.")


def _silent(analysis: Analysis, matter: str) -> bool:
    return any(absence.matter == matter for absence in analysis.absent)


def _without_evidence(fact: Fact) -> Fact:
    return Fact(fact.field, fact.value, None, fact.confidence, fact.why, None, None, fact.corrected)
