"""Over what time availability is measured: the month, the quarter, the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from contracts.analysis.kind import Found, Setting
from contracts.analysis.outline import Outline
from contracts.analysis.passage import region
from contracts.periods import Period

_LENGTHS: Final[tuple[tuple[re.Pattern[str], Period], ...]] = (
    (re.compile(r"\bquarter(?:ly)?\b|\bthree[-\s]month\b|\b(?:90|ninety)[-\s]day", re.IGNORECASE), Period(3, "month")),
    (
        re.compile(
            r"\bannual(?:ly)?\b|\byearly\b|\bper\s+(?:annum|year)\b|(?:calendar|contract|any|each|given|a|"
            r"365[-\s]day)\s+year\b|\btwelve[-\s]month\b|\b12[-\s]month\b",
            re.IGNORECASE,
        ),
        Period(1, "year"),
    ),
    (
        re.compile(
            r"\bmonthly\b|(?:calendar|billing|contract|per|each|any|every|given|particular|subject|a|the|one|single|service|in|"
            r"of)[-\s]*(?:\(1\)\s*)?month\b|/\s?month|month\s+in\s+(?:which|question)\b|month[-\s]by|month\s+period",
            re.IGNORECASE,
        ),
        Period(1, "month"),
    ),
    (
        re.compile(r"\b(?:30|thirty)(?:\s*\(30\))?[-\s]+(?:consecutive\s+)?(?:calendar\s+)?days?\b", re.IGNORECASE),
        Period(30, "day"),
    ),
    (re.compile(r"\bweekly\b|(?:calendar|each|any|per)\s+week\b", re.IGNORECASE), Period(1, "week")),
)
# Months of fees, of notice and of maintenance are not what availability is measured over.
_OTHER_TIME: Final = re.compile(
    r"monthly\s+(?:recurring|service|subscription|hosting|fees?|charges?|bill\b|invoice|price|"
    r"credit|payment|maintenance|report)|month['’]s?\s+(?:fee|charge|service)|"
    r"(?<!\bthe )(?<!\ball )(?:hours?|minutes?|days?)\s+(?:(?!of\b)\w+\s+){0,2}?(?:per|in\s+any|in\s+a|each|every|a)\s+"
    r"(?:\w+\s+)?(?:month|quarter|year|week)|(?<!time)/month",
    re.IGNORECASE,
)
# "downtime shall not exceed 43 minutes in any calendar month" does say it.
_DOWN: Final = re.compile(r"\b(?:down\s?time|outages?|unavailab\w+)\b[^.;]*?\b(?:exceed|more\s+than|most|up\s+to|limited\s+to)\s+(?:[\w().-]+\s+){0,3}$", re.IGNORECASE)
# Credits by the month are for the availability of the month.
_CREDITED_BY: Final = re.compile(
    r"\b(?:calendar|billing|given|such|same|measured|applicable|affected)\s+(?:month|quarter|year)|\bin\s+(?:a|any|the)\s+(?:month|quarter)\b|\b(?:month|quarter|year)\s+in\s+(?:which|question)|\bmonthly\s+period", re.IGNORECASE
)
# A sentence that says how availability is calculated.
MEASURES: Final = re.compile(
    r"(?:up[-\s]?time|availability|down\s?time)\b[^.]{0,200}\b(?:calculat|measur|means|defined|"
    r"percentage|minutes|ratio|total)|^\W*measure(?:d|ments?)\b[^.]{0,80}\b(?:period|month|quarter|year|basis)|\bdown\s?time\s*/\s*(?:month|year)|\bmonthly\s+(?:up[-\s]?time|availability)",
    re.IGNORECASE,
)


def length_named(text: str, at: int) -> Period | None:
    """The length of time named nearest to ``at``, leaving aside fees by the month and hours of maintenance a month."""
    aside = [match.span() for match in _OTHER_TIME.finditer(text) if not _DOWN.search(text, max(match.start() - 60, 0), match.start())]
    named = [
        (abs(match.start() - at), period)
        for pattern, period in _LENGTHS
        for match in pattern.finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in aside)
    ]
    return min(named, key=lambda pair: pair[0])[1] if named else None


def measured_over(promises: Sequence[tuple[Found, int]], found: Sequence[Found], setting: Setting) -> tuple[Found, Period] | None:
    """The length and the clause that names it: the promise itself, each with the place of its level, else what stands around it."""
    for one, at in promises:
        period = length_named(one.clause.text, at)
        if period:
            return one, period
    for one in found:
        period = length_named(one.clause.text, 0)
        if period:
            return one, period
    if not found:
        return None
    around = region(setting, found)
    for sentence in Outline(around).sentences(0, len(around)):
        words = around[sentence.start : sentence.end]
        if MEASURES.search(words):
            period = length_named(words, 0)
            if period:
                return found[0], period
    for one in setting.found:
        if one.clause.kind == "service_credit":
            beside = setting.outline.paragraph_at(one.clause.start)
            for words in (one.clause.text, setting.agreement.text[beside.start : beside.end]):
                by = _CREDITED_BY.search(words)
                period = length_named(words, by.start()) if by else None
                if period:
                    return one, period
    return None
