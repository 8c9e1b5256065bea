"""What an amendment changes of another paper's dates, where it does not say them anew.

``renewal.amended``: words that it puts in the place of others, each as "SECTION: OLD → NEW" (the section only where one is named);
``expiration_date`` and ``term_start`` where it moves the end or the start to a day; ``renewal.amendment_unread``: the first sentence on
the term or its notice out of which nothing could be taken, so that a person is asked. Other papers have none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from contracts.analysis.clause import Clause, Fact
from contracts.analysis.dates import find_dates, writes_day_first
from contracts.analysis.kind import Setting
from contracts.periods import find_periods

# Why the start of a term was taken from an amendment: the date of the amendment itself moves nothing.
MOVES_START: Final = "the amendment moves the start of the term"

_HEAD: Final = 500
_AMENDS: Final = re.compile(r"\bamendment\b|\baddendum\b|\bvariation\b|\bextension\s+(?:agreement|letter)\b|\bletter\s+of\s+extension\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[\"“](?P<old>[^\"“”]{1,120})[\"”](?P<between>[^\"“”]{1,110})[\"“](?P<new>[^\"“”]{1,120})[\"”]")
_PUTS: Final = re.compile(r"\b(?:replac|substitut|delet|strik|struck|chang|amend|modif|insert|read)\w*\b", re.IGNORECASE)
_SECTION: Final = re.compile(r"\b(?:section|clause|article|paragraph|§)\s*(?P<number>\d+(?:\.\d+)*)", re.IGNORECASE)
_FROM_TO: Final = re.compile(r"\b(?:chang|amend|increas|reduc|extend|modif|shorten|lengthen)\w*\b", re.IGNORECASE)
_OF_TERM: Final = re.compile(r"\b(?:term|renew\w*|expir\w+|non-?renewal|notice\s+period|(?:end|expiry)\s+date|duration)\b|\bnotice\b[^.;]{0,60}\bterminat", re.IGNORECASE)
_CHANGES: Final = re.compile(
    r"\b(?:amend\w*|exten(?:d|ds|ded|sion)|prolong\w*|hereby\s+renew\w*|replac\w*|delet\w*|chang\w*|modif\w*|shorten\w*|reduc\w*|increas\w*|deemed|no\s+longer|instead\s+of|substitut\w*)\b",
    re.IGNORECASE,
)
_ONCE: Final = re.compile(r"\bterm\b[^.;]{0,80}\bextended\s+(?:by|for)\b|\bextend(?:s|ing)?\s+the\s+(?:\w+\s+){0,2}?term\b", re.IGNORECASE)
_EACH_TIME: Final = re.compile(r"\b(?:automatic\w*|successive|unless|each|tacit\w*|thereafter)\b", re.IGNORECASE)
# What every amendment says, and no change of a date.
_IDLE: Final = re.compile(
    r"\bwhereas\b|\b(?:wish|desire)(?:s|es)?\s+to\b|\bremains?\b[^.;]{0,60}\b(?:force|effect|unchanged|binding)\b|\bmeanings?\b|\bconflict\b|\bcounterparts?\b|\bthis\s+(?:amendment|addendum)\s+(?:is\s+(?:made|entered)|shall\s+be\s+governed)|"
    r"\b(?:amends|amend)\s+(?:the|that)\s+[^.;]{0,80}\b(?:agreement|contract)\b",
    re.IGNORECASE,
)
_TO_A_DAY: Final = re.compile(
    r"\b(?:exten\w+|prolong\w+|continu\w+|amend\w*|chang\w*|expir\w+|end(?:s|ed|ing)?)\b[^.;]{0,120}\b(?:to|until|through|on)\s+(?:and\s+including\s+|be\s+)?(?:the\s+)?$", re.IGNORECASE
)
_PROLONGS: Final = re.compile(r"\b(?:agreement|contract|subscription|services?)\b[^.;]{0,120}\b(?:extended|prolonged)\s+(?:to|until|through)\b", re.IGNORECASE)
_STARTS: Final = re.compile(r"\b(?:commenc\w+|beg[aiu]n\w*|start\w*|effective\s+date)\b[^.;]{0,30}\b(?:on|be|as\s+of|to|from)\s+(?:the\s+)?$", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"\b(?:renew|exten|prolong|additional)\w*", re.IGNORECASE)  # what begins then is no first term


def amending_facts(facts: Mapping[str, Fact], clauses: Sequence[Clause], setting: Setting) -> Iterator[Fact]:
    """The four facts, as far as the paper is an amendment and says so."""
    text = setting.agreement.text
    if not _AMENDS.search(text, 0, _HEAD):
        return
    told = _places(facts, clauses)
    puts: list[tuple[str, int, int]] = []
    found: dict[str, Fact] = {}
    unread: Fact | None = None
    for sentence in setting.outline.sentences(0, len(text)):
        words = text[sentence.start : sentence.end]
        placed = _replacements(words)
        puts += [(said, sentence.start, sentence.end) for said in placed]
        if placed or not ((_OF_TERM.search(words) and _CHANGES.search(words)) or _PROLONGS.search(words)) or _IDLE.search(words):
            continue
        moved = _moved(text, sentence.start, sentence.end, facts)
        for fact in moved:  # of two ends the later: "which would have ended on ..., is prolonged until ..."
            if fact.field not in found or fact.value > found[fact.field].value:
                found[fact.field] = fact
        once = _ONCE.search(words) and not _EACH_TIME.search(words)  # no renewal, though it is read like one
        if not moved and (once or not any(start < sentence.end and sentence.start < end for start, end in told)):
            said = " ".join(words.split())
            unread = unread or Fact("renewal.amendment_unread", said, None, 1.0, "it changes the term, and not how", sentence.start, sentence.end)
    yield from found.values()
    if puts:
        start, end = puts[0][1], puts[-1][2]
        yield Fact("renewal.amended", tuple(said for said, *_ in puts), None, 0.9, "words that the amendment replaces", start, end)
    if unread is not None and "expiration_date" not in found:
        yield unread


def _places(facts: Mapping[str, Fact], clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Where the paper says something of its term out of which a fact was taken."""
    by_id = {clause.id: (clause.start, clause.end) for clause in clauses}
    read = [fact for fact in facts.values() if fact.field.startswith("renewal.") or fact.field == "expiration_date"]
    return [place for fact in read if (place := by_id.get(fact.clause or "") or ((fact.start, fact.end) if fact.start and fact.end else None))]


def _replacements(words: str) -> list[str]:
    """Lengths and dates that the sentence puts in the place of others."""
    section = _SECTION.search(words)
    named = f"{section['number']}: " if section else ""
    found = []
    for match in _QUOTED.finditer(words):
        before, between = words[max(match.start() - 90, 0) : match.start()], match["between"]
        old, new = match["old"], match["new"]
        if re.fullmatch(r"\W*for\W*", between) and re.search(r"substitut", before, re.IGNORECASE):
            old, new = new, old
        elif not (_PUTS.search(between) or _PUTS.search(before)):
            continue
        if _same_sort(old, new):
            found.append(f"{named}{' '.join(old.split())} → {' '.join(new.split())}")
    if not found and _FROM_TO.search(words) and _OF_TERM.search(words):
        periods = find_periods(words)
        for old_one, new_one in pairwise(periods):
            if re.search(r"\bfrom\s+$", words[: old_one.start]) and re.fullmatch(r"['’]?\s+to\s+", words[old_one.end : new_one.start]):
                found.append(f"{named}{words[old_one.start : old_one.end]} → {words[new_one.start : new_one.end]}")
    return found


def _same_sort(old: str, new: str) -> bool:
    return bool((find_periods(old) and find_periods(new)) or (find_dates(old) and find_dates(new)))


def _moved(text: str, start: int, end: int, facts: Mapping[str, Fact]) -> list[Fact]:
    """The end or the start of the term where the sentence moves it to a day."""
    found = []
    for match in find_dates(text, start, end, day_first=writes_day_first(text)):
        before = text[start : match.start]
        if match.date is None:
            continue
        if _STARTS.search(before) and not _GOES_ON.search(before):
            found.append(Fact("term_start", match.date, None, 0.85, MOVES_START, match.start, match.end))
        elif _TO_A_DAY.search(before) and "expiration_date" not in facts:
            found.append(Fact("expiration_date", match.date, None, 0.85, "the amendment moves the end of the term", match.start, match.end))
    return found
