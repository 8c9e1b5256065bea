"""From which event the first term counts, where that is another than the effective date.

``renewal.term_counts_from``: the event in the agreement's words ("the date of the first invoice", "the Go Live Date"). ``term_start``:
its day, where the agreement states it: beside the event's name, or, where the event is the last signature, in the signature block. A day
that is nowhere stated is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from contracts.analysis.clause import Clause, Fact
from contracts.analysis.cover import IS_ITS_DATE, MADE_ON, last_signature
from contracts.analysis.dates import DateMatch, find_dates, writes_day_first
from contracts.analysis.kind import Setting

_EVENTS: Final = (
    r"(?:sign(?:s|ing|ed|ature\w*)?|execution|executed|countersign\w+|invoic\w+|go(?:es|ne|ing)?[-\s]?live|deliver\w*|accept\w*|install\w*|activat\w*|commission\w*|"
    r"start(?:s|ing)?|begin(?:s|ning)?|commence(?:s|ment|d)?|billing|provi(?:sion|ded|ding)|handover|hand-over|handed\s+over|launch\w*|ship(?:ment|ped)|receipt|received|connect\w*|"
    r"availab\w+|access|first\s+(?:\w+\s+)?(?:day|use|payment|login|user)|completion|order(?:ed)?|purchase\w*|registration|confirmation|migration|cut-?over|production|occupancy|possession|treatment|visit)"
)
_EVENT: Final = rf"(?P<event>(?:the\s+|its\s+|your\s+|a\s+|such\s+)?(?:[\w’'-]+\s+){{0,9}}?{_EVENTS}\b(?:\s+(?!unless|and\s+(?:shall|will|is|continu|has|lasts|runs|thereafter|renew)|for\s|until|but\b|which|with\s)[\w’'-]+){{0,7}})"
_AFTER_LENGTH: Final = re.compile(
    rf"[^.;]{{0,40}}?\b(?:from|after|following|since|(?:commencing|beginning|starting|calculated|counted|measured|running)(?:\s+(?:on|with|upon|at|from|as\s+of|as\s+from))?|upon)\s+(?:and\s+including\s+)?{_EVENT}",
    re.IGNORECASE,
)
_BEFORE_LENGTH: Final = re.compile(
    rf"\b(?:starts?|begins?|commences?|provided|runs?|takes?\s+effect|enters?\s+into\s+(?:force|effect)|effective|beginning|commencing|starting)\s+(?:on|with|upon|from|at|as\s+of|as\s+from)\s+{_EVENT}",
    re.IGNORECASE,
)
# The agreement's own date, under whatever name: there is no event to wait for.
_OWN_DATE: Final = re.compile(
    r"\beffective\s+date\b|\bdate\s+(?:hereof|of\s+(?:this|the|the\s+present)\s+(?:agreement|contract|lease|order|licen[cs]e)|first\b|(?:set\s+(?:out|forth)|stated|shown|written|above))|\bhereof\b|\bthis\s+date\b|\btoday\b|\babove\b(?!\s+sign)",
    re.IGNORECASE,
)
_SIGNING: Final = re.compile(r"\b(?:sign(?:s|ing|ed|ature\w*)?|execution|executed|countersign\w+)\b", re.IGNORECASE)
_NAME: Final = re.compile(r"\b(?:[A-Z][\w-]*\s+){1,4}Date\b|\b[Gg]o[-\s][Ll]ive(?:\s+[Dd]ate)?\b")
_SAID_TO_BE: Final = r"[\"”’]?\)?[\s:|*_,]*(?:which\s+)?(?:(?:is|means|shall\s+be|will\s+be|was|took\s+place|takes\s+place|occurred|on|=|-|–|as\s+of|the\s+date\s+of)[\s:|*_]*)*(?:the\s+)?"

_WHICH_IS: Final = re.compile(r"(?:,|\)|\bDate)\s*(?:which\s+(?:is|was|took\s+place\s+on|falls\s+on)|being|namely|that\s+is,?)\s+(?:the\s+)?$", re.IGNORECASE)
# Events without a name of their own, and what a label for their day is called.
_LABELS: Final = ((re.compile(r"\bgoes\s+live\b|\bwent\s+live\b|\bgoing\s+live\b", re.IGNORECASE), r"go[-\s]live(?:\s+date)?"), (re.compile(r"\bfirst\s+invoice\b", re.IGNORECASE), r"(?:date\s+of\s+(?:the\s+|our\s+|its\s+)?first\s+invoice|first\s+invoice(?:\s+date)?)"))


def term_counting_facts(facts: Mapping[str, Fact], clauses: Sequence[Clause], setting: Setting) -> Iterator[Fact]:
    """The two facts, out of the clause on which the length of the first term rests and, beside it, the others on the term."""
    length = facts.get("renewal.initial_term")
    if length is None or facts.get("expiration_date"):
        return
    clause = next((one for one in clauses if one.id == length.clause), None)
    if clause is None:
        return
    beside = [one for one in clauses if one.kind in ("term", "renewal") and one.id != clause.id and abs(one.start - clause.start) < 600]
    found = next((words for words in (_event(one.text) for one in (clause, *beside)) if words), None)
    if found is None or _is_effective_date(found, setting.agreement.text):
        return
    made = facts.get("effective_date")
    if _SIGNING.search(found) and made is not None and made.why in (MADE_ON, IS_ITS_DATE):
        return  # the preamble's date is that of the signing
    yield Fact("renewal.term_counts_from", found, clause.id, clause.confidence, "the first term counts from this event")
    day = _day_of(found, setting, clause)
    if day is not None:
        yield Fact("term_start", day.date, clause.id, 0.85, "the day of the event from which the first term counts", day.start, day.end)


def _event(clause: str) -> str | None:
    """The event from which the clause counts the first term; None where it names none, or its day."""
    match = _BEFORE_LENGTH.search(clause) or _after_a_length(clause)
    if match is None:
        return None
    words = " ".join(match["event"].split())
    tail = clause[match.end("event") : match.end("event") + 30]
    if _OWN_DATE.search(words) or _OWN_DATE.match(tail.lstrip()) or find_dates(words):
        return None
    return words


def _after_a_length(clause: str) -> re.Match[str] | None:
    for length in re.finditer(r"\b(?:days?|weeks?|months?|years?)\b", clause, re.IGNORECASE):
        match = _AFTER_LENGTH.match(clause, length.end())
        if match:
            return match
    return None


def _is_effective_date(event: str, text: str) -> bool:
    """Whether the event's name is defined as the effective date: "on the Effective Date (the "Commencement Date")"."""
    name = _NAME.search(event)
    if name is None:
        return False
    words = r"\s+".join(map(re.escape, name[0].split()))
    return bool(re.search(rf"effective\s+date[^.;]{{0,40}}[\"“]\s*{words}|{words}[\"”]?\s+(?:means|is|shall\s+be)\s+the\s+effective\s+date", text, re.IGNORECASE))


def _day_of(event: str, setting: Setting, clause: Clause) -> DateMatch | None:
    """The event's day where the agreement states it: right behind its mention in the clause, or beside its name."""
    text = setting.agreement.text
    dates = find_dates(text, day_first=writes_day_first(text))
    if _SIGNING.search(event):
        return last_signature(text, dates)
    stated = next((match for match in dates if clause.start < match.start < clause.end and _WHICH_IS.search(text, clause.start, match.start)), None)
    if stated is not None and stated.date:
        return stated
    words = _named(event)
    if words is None:
        return None
    before, after = re.compile(rf"\b{words}\b{_SAID_TO_BE}$", re.IGNORECASE), re.compile(rf"[\s,)]{{0,4}}\(?\s*(?:the\s+)?[\"“'‘]\s*{words}\b", re.IGNORECASE)
    for match in dates:
        if match.date and (before.search(text, max(match.start - 100, 0), match.start) or after.match(text, match.end)):
            return match
    return None


def _named(event: str) -> str | None:
    """A pattern for the event's name, by which its day may be given elsewhere; None where it has none."""
    name = _NAME.search(event)
    if name is not None:
        return r"[-\s]+".join(map(re.escape, re.split(r"[-\s]+", name[0])))
    return next((label for words, label in _LABELS if words.search(event)), None)
