"""How the words count a notice against renewal, where its length alone does not tell.

Five facts: ``renewal.notice_counted_from`` ("end", "renewal", "clear" days), ``renewal.notice_to`` (it runs out with the end of a calendar
month, quarter, half-year or year), ``renewal.notice_day`` (a day by which it must be given, in the agreement's words: "by the 15th of
the month before"), ``renewal.notice_time`` (an hour of that day), ``renewal.until_ended`` (after its first term the agreement runs
until notice ends it, without end or from month to month).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from contracts.analysis.clause import Clause, Fact
from contracts.periods import Period

_FROM_RENEWAL: Final = re.compile(
    r"\b(?:before|prior\s+to|preceding|in\s+advance\s+of|of)\s+(?:(?:the|its|each|any|such|that|every|next|an?)\s+)*"
    r"(?:anniversar\w+|renewals?\b(?!\s+(?:term|period))|(?:automatic\s+)?renewal\s+date|"
    r"(?:commencement|beginning|start)\s+of\s+(?:(?:the|each|any|such|next|a|an)\s+)*(?:\w+\s+)?(?:renewal|extension|next|following|subsequent|successive)\b)",
    re.IGNORECASE,
)
_FROM_END: Final = re.compile(
    r"\b(?:before|prior\s+to|preceding|in\s+advance\s+of|of)\s+(?:(?:the|its|each|any|such|that|an?)\s+)*(?:scheduled\s+)?(?:expir\w+|end\b|ending\b|conclusion|lapse|terminat\w+)",
    re.IGNORECASE,
)
_MONTHS: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
NOTICE_DAY: Final = re.compile(
    rf"\b(?:by|on\s+or\s+before|no(?:t)?\s+later\s+than|before|prior\s+to|until)\s+(?:(?:midnight|noon|the\s+(?:end|close)|close\s+of\s+business)\s+(?:on|of|at)\s+)?(?:the\s+)?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?|first|last|fifteenth|tenth)\s+(?:(?:business|working|calendar)\s+)?(?:day\s+)?(?:of|in)\s+(?:the\s+|each\s+|any\s+)?(?:(?:last|final|preceding|previous|calendar|penultimate|second|third|fourth|fifth|sixth)\s+)*"
    rf"(?:month|quarter|{_MONTHS})(?:\s+(?:before|preceding|prior\s+to|in\s+which)\b[^.;,]{{0,60}}|\s+of\s+(?:each|every|any|the)\s+[^.;,]{{0,30}})?"
    rf"|{_MONTHS}\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?!,?\s+\d{{4}})(?:,?\s+(?:of|in)\s+(?:each|any|every|the)\b[^.;,]{{0,30}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTHS}(?!,?\s+\d{{4}})(?:\s+(?:of|in)\s+(?:each|any|every|the)\b[^.;,]{{0,30}})?)",
    re.IGNORECASE,
)
# "by December 1, 2026": a day of one year alone.
_ONE_DAY: Final = re.compile(
    rf"\b(?:notice|notif\w+|cancel\w*|terminat\w+|inform\w*|object\w*|tells?)\b[^.;]{{0,80}}?\b(?P<words>(?:by|on\s+or\s+before|no(?:t)?\s+later\s+than|before|prior\s+to)\s+(?:midnight\s+(?:on|of)\s+)?(?:the\s+)?"
    rf"(?:{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}),?\s+20\d\d)\b",
    re.IGNORECASE,
)
_NO_TERM: Final = r"\b(?!\s+(?:term|to\b|of\s+(?:the|this|its|any)\s))"
_TO_PART: Final = re.compile(
    rf"\b(?:to|as\s+(?:of|from)|with\s+effect\s+(?:from|as\s+of|at|to)|effective\s+(?:(?:as\s+of|at|from|on)\s+)?|(?:expir|end)ing\s+(?:at|on|with)|(?:at|on|by|with|before|prior\s+to|for)(?=\s+(?:the\s+)?end\s+of\s+(?:(?:a|an|any|each|every|the)\s+)?calendar))\s*"
    rf"(?:the\s+)?end\s+of\s+(?:(?:a|an|any|each|every|the)\s+)?(?:calendar\s+)?(?P<part>month|quarter|half[-\s]?year|year){_NO_TERM}|\b(?:at|on|by|with|for)\s+the\s+end\s+of\s+(?:a|any|each|every)\s+(?P<weak>month|quarter|half[-\s]?year){_NO_TERM}",
    re.IGNORECASE,
)
_FULL_MONTHS: Final = re.compile(r"\b(?:full|whole|complete|entire)\s+(?:calendar\s+)?months?\b", re.IGNORECASE)
_CLEAR: Final = re.compile(r"\bclear\s+(?:calendar\s+|business\s+|working\s+)?(?:days?|weeks?|months?)\b", re.IGNORECASE)
# "by 5:00 p.m. Pacific time", "before noon": an hour of the last day, mostly the vendor's. Midnight ends the day.
_TIME: Final = re.compile(
    r"\b(?:by|before|prior\s+to|no(?:t)?\s+later\s+than|until|at)\s+(?P<time>(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?\s?m\b\.?|o['’]clock|hours)|\d{1,2}:\d\d|noon|(?:the\s+)?close\s+of\s+business)"
    r"(?:\s*,?\s*\(?(?:(?:US\s+|U\.S\.\s+)?(?:Pacific|Eastern|Central|Mountain|Greenwich|London|UK|local|[A-Z][a-z]+)(?:\s+(?:Standard|Daylight|Mean|Summer))?\s+[Tt]ime|[PECM][SD]?T|GMT|UTC|BST|CET|CEST|AEST|JST|IST|SGT)\)?)?)",
)
_UNTIL_ENDED: Final = re.compile(
    r"\b(?:until|unless(?:\s+and\s+until)?)\b[^.;]{0,120}?\b(?:terminat\w+|cancel\w*|ended|ends\s+it|gives?\b[^.;]{0,60}\bnotice)\b", re.IGNORECASE
)
_AT_ANY_TIME: Final = re.compile(r"\b(?:terminat\w+|cancel\w*|end)\b[^.;]{0,80}\bat\s+any\s+time\b|\bat\s+any\s+time\b[^.;]{0,80}\b(?:terminat\w+|cancel\w*|end)\b|\bmay\s+(?:then|thereafter)\s+be\s+(?:terminated|cancelled|ended)\b|\bmay\s+be\s+(?:terminated|cancelled|ended)\b[^.;]{0,80}\bnotice\b", re.IGNORECASE)
_WITHIN_FIRST_TERM: Final = re.compile(r"(?<!expire before the )(?<!expiring before the )\b(?:end|expir\w+)\s+of\s+the\s+(?:initial|first|original)\s+(?:\w+\s+)?(?:term|period)\b", re.IGNORECASE)


def calendar_part(words: str) -> str | None:
    """With the end of what part of the calendar year a notice must run out, as ``renewal.notice_to``; None where it need not."""
    match = _TO_PART.search(words)
    if match:
        return re.sub(r"[-\s]+|(?<=half)(?=year)", "_", (match["part"] or match["weak"]).lower())
    return "month" if _FULL_MONTHS.search(words) else None


def notice_facts(facts: Mapping[str, Fact], clauses: Sequence[Clause]) -> Iterator[Fact]:
    """The five facts, as far as the clauses say: read out of those on which the length of notice and the renewal rest."""
    by_id = {clause.id: clause for clause in clauses}
    notice = facts.get("renewal.notice_by")
    clause = by_id.get(notice.clause or "") if notice else None
    if clause is not None and _FROM_RENEWAL.search(clause.text) and not _FROM_END.search(clause.text):
        yield Fact("renewal.notice_counted_from", "renewal", clause.id, clause.confidence, "counted from the renewal or the anniversary")
    elif clause is not None and _CLEAR.search(clause.text):
        yield Fact("renewal.notice_counted_from", "clear", clause.id, clause.confidence, "counted in clear days")
    if clause is not None and (part := calendar_part(clause.text)):
        yield Fact("renewal.notice_to", part, clause.id, clause.confidence, "it runs out with a part of the calendar")
    if clause is not None and (hour := _TIME.search(clause.text)):
        yield Fact("renewal.notice_time", " ".join(hour["time"].split()), clause.id, clause.confidence, "an hour of the last day")
    if notice is None and "renewal.automatic" in facts:
        for stating in (c for c in clauses if c.kind in ("renewal_notice", "renewal")):
            day, once = NOTICE_DAY.search(stating.text), _ONE_DAY.search(stating.text)
            words = day[0] if day else once["words"] if once else ""
            if words:
                yield Fact("renewal.notice_day", " ".join(words.split()), stating.id, stating.confidence, "a day, not a length")
                if hour := _TIME.search(stating.text):
                    yield Fact("renewal.notice_time", " ".join(hour["time"].split()), stating.id, stating.confidence, "an hour of the last day")
                break
    term = facts.get("renewal.renewal_term")
    if term is not None and (term.value.perpetual or term.value == Period(1, "month")):
        for one in (by_id.get(term.clause or ""), clause):
            if one is not None and (_UNTIL_ENDED.search(one.text) or _AT_ANY_TIME.search(one.text)) and not _WITHIN_FIRST_TERM.search(one.text):
                yield Fact("renewal.until_ended", True, one.id, one.confidence, "it runs until notice ends it")
                break
