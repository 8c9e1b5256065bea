"""How long one renewal lasts, and how many there may be."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.kind import Found
from contracts.analysis.renewal_act import ACT, CONTINUES, UNTIL_TERMINATED
from contracts.periods import PERPETUAL, Period, word_number

_LEADS: Final = re.compile(
    r"(?:renew\w*|exten[ds]\w*|extension\w*|prolong\w*|successive|additional|consecutive|further|subsequent|another|continu\w*|thereafter|into\s+a\s+new)\b", re.IGNORECASE
)
_SAME: Final = re.compile(
    r"\b(?:same\s+(?:duration|length|period|term)\b|identical\s+(?:periods?|terms?|duration)|(?:further|another|additional)\s+(?:minimum|initial)\s+(?:\w+\s+)?(?:term|period)|(?:duration|length)\s+of\s+the\s+(?:original|initial|first|previous|preceding|expiring)|(?:period|term|duration|length)s?\s+equal\s+(?:in\s+(?:length|duration)\s+)?to|like\s+(?:period|term)|"
    r"equal\s+(?:duration|length|term|period)|of\s+equal\s+(?:length|duration)|same\s+\w+\s+as\s+the\s+(?:initial|original)|"
    r"(?:as\s+long\s+as|identical\s+to|equal\s+(?:in\s+(?:length|duration)\s+)?to)\s+(?:the\s+)?(?:initial|original|first|previous|preceding|expiring))",
    re.IGNORECASE,
)
_YEARLY: Final = re.compile(r"year[-\s]+to[-\s]+year|annual(?:ly)?\b|yearly|each\s+(?:subsequent\s+)?(?:calendar\s+)?year|every\s+year|on\s+each\s+anniversary|calendar\s+year|further\s+contract\s+years?", re.IGNORECASE)
_NEXT: Final = re.compile(r"\bfor\s+the\s+(?:next|following)\s+(?P<unit>month|year)\b|\bmonth[-\s]+to[-\s]+month|\bmonth[-\s]+by[-\s]+month", re.IGNORECASE)
_MONTHLY: Final = re.compile(r"month[-\s]+to[-\s]+month|\bmonthly|month\s+by\s+month|each\s+month|every\s+month", re.IGNORECASE)
_ENDLESS: Final = re.compile(r"\bindefinite|\bin\s+perpetuity\b|\bperpetual(?:ly)?\b|\bwithout\s+limit\s+in\s+time\b", re.IGNORECASE)
# It renews from one period to the next, unsaid how long, and does not simply go on.
_BY_PERIODS: Final = re.compile(r"\brenew(?:s|ed|al)?\b|\beach\s+(?:\w+\s+){0,2}?(?:term|period)|\bthen[- ]current\b", re.IGNORECASE)
_EXTENDED_ENDLESSLY: Final = re.compile(r"\b(?:renew|exten|continu|prolong)\w*[^.;,]{0,40}\b(?:indefinite|in\s+perpetuity|perpetual)", re.IGNORECASE)
_INITIAL: Final = re.compile(r"\binitial\s+(?:\w+\s+)?(?:term|period)[^.;]{0,30}$", re.IGNORECASE)
_EACH: Final = re.compile(r"\b(?:(?P<month>monthly)|(?P<quarter>quarterly)|annual|yearly)\s+(?:\w+\s+)?(?:terms?|periods?|intervals?|basis)\b", re.IGNORECASE)
_TIMES: Final = re.compile(
    r"\b(?P<count>one|two|three|four|five|six|\d)\s*(?:\(\s*\d\s*\))?\s+(?:additional|successive|consecutive|further|subsequent|renewal|extra|more|optional|extension|separate)\b",
    re.IGNORECASE,
)
_UNLIMITED: Final = re.compile(r"\bsuccessive\b|\bor\s+more\b|\bindefinite|\bfrom\s+year|\bmonth[-\s]+to|\beach\s+year|\bterms\s+of\b|\bat\s+a\s+time\b|\b(?:in\s+)?each\s+(?:case|time|year)\b|\bterms\b|\bperiods\b", re.IGNORECASE)
# A period that is a notice's, a deadline's or an account's, not a term's.
_NOT_A_LENGTH: Final = re.compile(
    r"['’]?\s*(?:prior|written|advance|notice|before|in\s+advance|from\s+(?:receipt|notice)|after|following|of\s+(?:the\s+)?(?:end|expir\w+))|[-\s]*(?:period|window)\s+(?:that\s+)?(?:end|expir|clos|begin|preced|prior|before)", re.IGNORECASE
)
_NOT_A_LENGTH_BEFORE: Final = re.compile(r"(?:at\s+least|less\s+than|more\s+than|within|no\s+later\s+than|minimum\s+of|prior|the\s+(?:last|final))\s*$", re.IGNORECASE)
# "shall continue for five (5) years ... after which it may be extended": the years are the first term's.
_CONTINUES_AT_FIRST: Final = re.compile(r"continu\w*\s+(?:in\s+(?:full\s+)?(?:force|effect)\s+(?:and\s+effect\s+)?)?(?:for|until)\b", re.IGNORECASE)
_LATER: Final = re.compile(r"\b(?:renew|exten[ds]|prolong|thereafter\s+(?:unless|until)|(?:year|month)[-\s]+to[-\s]+(?:year|month))", re.IGNORECASE)
# In all, the renewals may last no longer than this: "for one (1) year terms for up to another ten (10) years".
_IN_ALL: Final = re.compile(r"\b(?:up\s+to|maximum\s+of|total\s+of|aggregate\s+of|not\s+(?:to\s+)?exceed(?:ing)?)\s+(?:another\s+|an?\s+)?(?:additional\s+|further\s+)?$", re.IGNORECASE)

_FOR_LENGTH: Final = re.compile(
    rf"\b(?:{ACT}|{CONTINUES})\b[^.;]{{0,110}}?(?:\b(?:for|of|by|until|each)\s+[^.;]{{0,60}}?\b(?:terms?|periods?)\b|\b(?:years?|months?|weeks?|days?)\b(?!['’]?\s*(?:\w+\s+)?(?:prior|before|in\s+advance|notice))|until\s+(?:the\s+)?(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May\s+\d|June|July|Aug|Sept|Oct|Nov|Dec|20\d\d)|year[-\s]+to|month[-\s]+to|\bannual\w*|\byearly|\bquarterly|\bmonthly|in\s+perpetuity|indefinite)|"
    rf"\b(?:renewable|extendable)\s+(?:[\w-]+\s+){{0,3}}?terms?\b|\b(?:additional|successive|consecutive|further)\s+(?:[\w-]+\s+){{0,4}}?(?:terms?|periods?)\b",
    re.IGNORECASE,
)
_NAMED_TERM: Final = re.compile(
    r"\b(?:renewal|extension|extended|rollover)\s+(?:terms?|periods?)[\"”]?\)?\s+(?:(?:shall|will)\s+)?(?:lasts?|be|is|are|means?|of|runs?)\s+(?:for\s+)?(?:an?\s+)?(?:(?:term|period)s?\s+of\s+)?$", re.IGNORECASE
)
_RENEWAL_TERMS: Final = re.compile(r"\b(?:renewal|extension|extended)\s+(?:terms?|periods?)\b", re.IGNORECASE)


def says_length(text: str) -> bool:
    """Whether the sentence says for how long it renews; the days of a notice are no such length."""
    return bool(_FOR_LENGTH.search(text))


def names_renewal_term(text: str) -> bool:
    return bool(_RENEWAL_TERMS.search(text))


def same_as_initial(text: str) -> bool:
    """Whether a renewal lasts as long as the first term did."""
    return bool(_SAME.search(text))


def renewal_term(found: Found) -> Period | None:
    """How long one renewal lasts: the period nearest after the word that says so; None where the clause does not say."""
    text, doc, base = found.clause.text, found.span.doc, found.span.start_char
    spans = [s for s in doc.spans["periods"] if s.start_char >= base and s.end_char <= found.span.end_char]
    candidates: list[tuple[int, int, Period]] = []
    for span in spans:
        at, after = span.start_char - base, text[span.end_char - base :]
        before = text[:at]
        if _NOT_A_LENGTH.match(after) or _NOT_A_LENGTH_BEFORE.search(before):
            continue
        cues = list(_LEADS.finditer(before))
        following = re.match(r"['’]?[-\s]*(?:\w+\s+){0,2}?(?:renew|exten|terms?\b|periods?\b|each|extension)", after, re.IGNORECASE)
        if cues and at - cues[-1].end() < 90:
            first = _CONTINUES_AT_FIRST.search(before[cues[-1].start() :]) and len(cues) == 1 and _LATER.search(after)
            rank = 3 if first else 2 if _INITIAL.search(before) else 1 if _IN_ALL.search(before) else 0
            candidates.append((rank, at - cues[-1].end(), span._.period))
        elif following and re.match(r"['’]?[-\s]*(?:additional\s+|successive\s+)?(?:renew|exten)", after, re.IGNORECASE):
            candidates.append((1, 0, span._.period))
        elif re.search(r"\beach\s*$", before, re.IGNORECASE) and re.match(r"[-\s]*(?:term|period)\b", after, re.IGNORECASE):
            candidates.append((2, 0, span._.period))
        elif re.search(r"\b(?:renewable|extendable)\s*$", before, re.IGNORECASE) and following:
            candidates.append((0, 0, span._.period))
    for unit in _EACH.finditer(text):  # "renews for annual periods"
        leads = [m for m in _LEADS.finditer(text, 0, unit.start()) if unit.start() - m.end() < 40]
        if leads:
            each = Period(1, "month") if unit["month"] else Period(3, "month") if unit["quarter"] else Period(1, "year")
            candidates.append((0, unit.start() - leads[-1].end(), each))
    candidates = [c for c in candidates if c[0] < 3]
    if _EXTENDED_ENDLESSLY.search(text):
        return PERPETUAL
    if candidates:
        return min(candidates, key=lambda c: c[:2])[2]
    following_term = _NEXT.search(text)
    if following_term:
        return Period(1, "year") if following_term["unit"] and following_term["unit"].lower() == "year" else Period(1, "month")
    if same_as_initial(text):
        return initial_term_in(found)
    if _ENDLESS.search(text):
        return PERPETUAL
    if _MONTHLY.search(text):
        return Period(1, "month")
    if _YEARLY.search(text):
        return Period(1, "year")
    if UNTIL_TERMINATED.search(text) and not _BY_PERIODS.search(text):
        return PERPETUAL
    return None


def named_renewal_term(found: Found) -> Period | None:
    """The length that another sentence of the same passage gives to "each Renewal Term"."""
    doc = found.span.doc
    for span in doc.spans["periods"]:
        if _NAMED_TERM.search(doc._.passage[max(span.start_char - 80, 0) : span.start_char]):
            period: Period = span._.period
            return period
    return None


def initial_term_in(found: Found) -> Period | None:
    """The initial term where the same passage states it: the first period that "term" or "continue" leads to."""
    doc = found.span.doc
    for span in doc.spans["periods"]:
        before = doc._.passage[max(span.start_char - 120, 0) : span.start_char]
        after = doc._.passage[span.end_char : span.end_char + 60]
        if re.search(r"\bnotice\s+(?:period\s+)?(?:of\s+)?$", before, re.IGNORECASE):
            continue
        if re.search(r"\b(?:term|continue|effect|period|commenc\w+|initial)\b", before, re.IGNORECASE) and not re.match(
            r"['’]?\s*(?:prior|written|advance|notice|before|after)", after, re.IGNORECASE
        ):
            period: Period = span._.period
            return period
    return None


def renewals(found: Found) -> int | None:
    """How many times it renews; None where that is unlimited or not said."""
    text = found.clause.text
    match = _TIMES.search(text)
    if match and not re.match(r"\s*(?:or\s+more|\(\d\)\s+or\s+more)", text[match.end("count") :], re.IGNORECASE):
        unit_follows = re.match(r"[^.;]{0,20}?[-\s](?:year|month|day|week)s?\b", text[match.end("count") : match.end("count") + 6], re.IGNORECASE)
        count = word_number(match["count"]) or (int(match["count"]) if match["count"].isdigit() else None)
        if not unit_follows and not (_UNLIMITED.search(text) and count == 1):
            return count
    if re.search(r"\b(?:renew\w*|extend\w*)\s+(?:only\s+)?(?:once|one\s+time)\b", text, re.IGNORECASE):
        return 1
    if re.search(r"\b(?:renew\w*|extend\w*)\s+(?:only\s+)?twice\b", text, re.IGNORECASE):
        return 2
    if re.search(r"\bfor\s+(?:an|one|1|another)\s+(?:\(1\)\s+)?(?:additional|further|extended)\b", text, re.IGNORECASE) and not _UNLIMITED.search(text):
        return 1
    return None
