"""The customer's way out of an agreement whose vendor keeps failing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.availability import AVAILABILITY, SERVICE
from contracts.analysis.clause import Fact, RepeatedFailureExit
from contracts.analysis.guarded import lowered
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.passage import marked, sentences
from contracts.periods import Period, find_periods

FOUND_IN = (
    "If the Service does not meet the Target Uptime in two (2) out of any three (3) consecutive "
    "months, Customer may immediately "
    "terminate the affected Order Form by written notice.",
    "Customer may terminate this Agreement without penalty if the Availability Service Level is "
    "missed three or more times in any "
    "rolling six-month period.",
    "9.4 Chronic Failure. Should the monthly uptime of any circuit fall below 99% for three "
    "consecutive calendar months, or for any four "
    "months in a twelve-month period (a “Chronic Failure”), Subscriber shall have the right to "
    "cancel the affected service.",
    "In the event of repeated outages, being more than five Service Interruptions within thirty "
    "days, you may end your contract with us "
    "at once and we will refund what you have prepaid.",
    "The Client is entitled to terminate for cause where the Host fails to achieve the SLA in "
    "any 2 consecutive quarters.",
    "If availability is less than 90% in any calendar month, Customer may also terminate this "
    "Agreement upon thirty days' notice.",
    "Tenant's IT department may terminate the hosting services if total downtime exceeds 24 hours in any one month.",
)
NOT_IN = (
    "Either party may terminate this Agreement if the other commits a material breach and fails "
    "to cure it within thirty (30) days.",
    "Provider may terminate your account for repeated violations of the acceptable use policy or "
    "three failed payments.",
    "We may suspend the service during an outage and terminate access after repeated abuse.",
    "If the Sponsor misses two consecutive payments, the Club may terminate this Agreement.",
    "Customer may terminate for convenience on sixty (60) days' notice; service levels apply until then.",
    "Service Credits are due for each of the first three outages in a month.",
    "Seller may terminate if Buyer fails three times in any twelve-month period to meet the Minimum Purchase Level.",
)

_FAILURE: Final = re.compile(
    r"\b(?:up[-\s]?time|down\s?time|unavailab\w+|not\s+available|availability|outages?|"
    r"service[-\s]levels?|SLAs?|service\s+(?:interruption|disruption|failure|outage|commitment)s?|"
    r"(?:service\s+level|chronic|critical|network|system|performance|uptime|"
    r"availability)\s+(?:failure|outage|default|problem)s?|"
    r"performance\s+(?:standard|level)s?|service\s+credits?|"
    r"failures?\s+(?:of|in)\s+(?:the\s+|our\s+|its\s+)?(?:\w+\s+)?(?:services?|platform|system|software|network|hosting|application)|"
    r"(?:services?|platform|system|network|site|server|application|circuit|portal)\s+(?:fails|is\s+down|be\s+down|was\s+down|goes\s+down)|"
    r"(?:commitments?|guarantees?|targets?)\s+(?:is|are|was|were|has\s+been)\s+(?:\w+\s+)?(?:missed|not|breached)|"
    r"(?:miss\w*|fail\w*\s+to\s+(?:meet|achieve)|not\s+(?:met|meet|achieved?|reach\w*)|breach\w*)\s+(?:\w+\s+){0,4}?(?:guarantees?|commitments?|targets?|levels?))\b",
    re.IGNORECASE,
)
# "more than three failures in a month", of nothing in particular: the service's, unless something else is spoken of.
_FAILURES: Final = re.compile(r"\b(?:failures|outages|incidents|interruptions|disruptions)\b", re.IGNORECASE)
# Beside a service level: "if power is interrupted more than three times", "after failures on more than two days".
_ITS_FAILURE: Final = re.compile(r"\b(?:failures?|faults|interrupt\w+|outages?|incidents|commitment|missed|fails)\b", re.IGNORECASE)
_OF_OTHER: Final = re.compile(
    r"\b(?:pay(?:s|ment|ments|ing)?|deliver(?:y|ies|ed)?|shipments?|audits?|inspections?|tests?|acceptance|installments?|royalt\w+|reports?|purchase|to\s+(?:comply|perform|observe|pay))\b",
    re.IGNORECASE,
)
_CUSTOMER: Final = (
    r"(?:customer|client|subscriber|licensee|you|user|purchaser|buyer|company|reseller|partner|tenant|"
    r"member|agency|bank|\w+)"
)
_MAY_END: Final = re.compile(
    rf"\b{_CUSTOMER}(?:[’']s\s+\w+(?:\s+\w+)?)?:?\s+(?:may|can|"
    rf"shall\s+(?:also\s+)?(?:have\s+the\s+(?:right|option)|be\s+(?:entitled|permitted|allowed|"
    rf"able))|"
    r"(?:will|shall)\s+(?:be\s+)?(?:entitled|have\s+the\s+(?:right|option))|has\s+the\s+(?:right|"
    r"option)|have\s+the\s+(?:right|option)|is\s+entitled|are\s+entitled|reserves?\s+the\s+right|"
    r"shall\s+have\s+(?:the|a)\s+right)\b"
    r"[^.;]{0,120}?\b(?:terminat\w+|cancel\w*|end\b|disconnect|rescind|clos(?:e|ing)\s+(?:your|the|its)\s+account|withdraw\s+from|leave\b|exit\b|walk\s+away)"
    r"|\b(?:option|right)\s+to\s+either\b[^.]{0,400}?\bterminate\b"
    r"|\b(?:entitl(?:es?|ing)|permit(?:s|ting)?|allow(?:s|ing)?|enabl(?:es?|ing))\s+(?:the\s+)?(?:customer|client|subscriber|licensee|you|user|[A-Z]\w+)\s+to\s+(?:\w+\s+)?(?:terminat|cancel|end\b|rescind)\w*"
    r"|\b(?:customer|client|subscriber|licensee|you)\s+(?:\w+\s+){1,3}?(?:released|discharged|free)\s+(?:from|of|to\s+(?:terminate|leave|cancel|end))\b"
    r"|\b(?:termination|cancellation)\s+(?:\w+\s+){0,3}?(?:is|shall\s+be|will\s+be)\s+(?:permitted|allowed|possible|available\s+to)"
    r"|\b(?:terminat\w+|cancel\w*)\s+(?:by|right\s+of)\s+(?:the\s+)?(?:customer|client|"
    r"subscriber)|\bright\s+(?:to|of)\s+(?:terminat\w+|cancel\w*)",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(r":\s*(?:\n|$)")
# The vendor's own right to end it, and rights that hang on the customer's default.
_VENDOR_ENDS: Final = re.compile(
    r"\b(?:we|provider|vendor|supplier|host|licensor|seller|lender|club|sponsor|landlord|"
    r"contractor)\s+(?:may|can|shall\s+have|reserves?|has)\b[^.;]{0,80}\b(?:terminat|suspend|"
    r"cancel|clos(?:e|ing)\b)",
    re.IGNORECASE,
)
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORD: Final = {word: count for count, word in enumerate(_NUMBERS, 1)}
_COUNT: Final = (
    r"(?:(?P<word{0}>one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?:\s*\(\d{{1,2}}\))?|"
    r"\(?(?P<digit{0}>\d{{1,2}})\)?(?:\s*\((?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\))?)"
)
_OUT_OF: Final = re.compile(
    _COUNT.format("a") +
        r"\s+(?:or\s+more\s+)?(?:calendar\s+|consecutive\s+|separate\s+)*(?:(?P<unit>month|quarter|"
        r"week|billing\s+period|billing\s+cycle)s?\s+)?"

        r"(?:out\s+of|of|in|during|within|over)\s+(?:any|a|the|"
        r"each)?\s*(?:period\s+of\s+)?(?:given\s+|rolling\s+|consecutive\s+|successive\s+)*"
    + _COUNT.format("b") +
        r"(?:[-\s]*(?:\(\d{1,2}\)[-\s]*)?(?:consecutive\s+|successive\s+|rolling\s+|calendar\s+|"
        r"contiguous\s+)*(?P<whole>month|quarter|week|year|day)s?\b|(?=[.,;]))",
    re.IGNORECASE,
)  # fmt: skip
_CONSECUTIVE: Final = re.compile(
    _COUNT.format("a") +
        r"\s+(?:or\s+more\s+)?(?:(?:consecutive|successive|straight|sequential|"
        r"contiguous)\s+(?:calendar\s+|full\s+|billing\s+)*(?P<unit>month|quarter|week|day|year|"
        r"billing\s+period|billing\s+cycle)s?|"

        r"(?:calendar\s+)?(?P<unit2>month|quarter|week)s\s+in\s+a\s+row|(?:consecutive|"
        r"successive)\s+(?:measurement|reporting)\s+periods?)",
    re.IGNORECASE,
)  # fmt: skip
_TIMES: Final = re.compile(
    _COUNT.format("a") +
        r"\s+(?:or\s+more\s+|or\s+greater\s+)?(?:separate\s+|distinct\s+|different\s+|individual\s+|"
        r"such\s+|unscheduled\s+|material\s+)*"

        r"(?:times|occasions|instances|occurrences|(?:\w+\s+){0,3}?(?:failures|outages|interruptions|"
        r"incidents|disruptions|breaches|events|misses|violations|defaults|downtimes)|"
    r"(?:calendar\s+)?(?P<unit>month|quarter|week)s?)\b",
    re.IGNORECASE,
)  # fmt: skip
_ON_DAYS: Final = re.compile(
    r"\b(?:failures?|outages?|interruptions?)\s+on\s+(?:more\s+than\s+|at\s+least\s+)?" + _COUNT.format("a") + r"\s+(?:separate\s+|different\s+)?(?P<unit>days)\b", re.IGNORECASE
)
_REPEATED: Final = re.compile(
    r"\b(?:repeated(?:ly)?|chronic(?:ally)?|persistent(?:ly)?|recurring|multiple|continu(?:es|ed|"
    r"ing)\s+to\s+fail|consistently)\b",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    r"\b(?:exceeds?|more\s+than|in\s+excess\s+of|greater\s+than|less\s+than|below|lower\s+than|"
    r"under|at\s+least|longer\s+than)\b[^.;]{0,60}?\d+(?:\.\d+)?\)?\s*(?:%|percent|hours|minutes|"
    r"days|consecutive)",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    r"\b(?:in|within|during|over|of|per|for)\s+(?:any|a|an|one|the|each|"
    r"such)?\s*(?:\w+\s+){0,2}?(?P<unit>month|quarter|year|week)\b",
    re.IGNORECASE,
)
# "on a rolling three months' average", "over any 30 consecutive days": how long it is looked at, not how often it failed.
_OF_PERIOD: Final = re.compile(r"\brolling\s+$|\bover\s+(?:any|a|an)\s+(?:period\s+of\s+)?(?:[a-z-]+\s+)?$", re.IGNORECASE)
_ROLLING: Final = re.compile(
    r"\b(?:in|within|during|over|of|for)\s+(?:any|a|an|the|each|one)?\s*(?:\w+\s+){0,3}?$", re.IGNORECASE
)


def find(doc: Doc) -> Iterator[Span]:
    """Sentences that let the customer end the agreement because availability failed again and again, or gravely."""
    before = ""
    lead: Span | None = None  # "Customer may terminate if:", whose conditions follow in a list
    for sentence in sentences(doc):
        text = sentence.text
        if lead is None and _LEADS.search(text) and _MAY_END.search(text) and not _VENDOR_ENDS.search(text):
            lead = sentence
        if lead is not None and _grave(text) and (_FAILURE.search(text) or _failures_of_service(text, doc)):
            yield marked(doc[lead.start : sentence.end], "the customer may end it after one of these failures", 0.85)
            lead = None
        elif _MAY_END.search(text) and not _VENDOR_ENDS.search(text):
            if _grave(text) and (_FAILURE.search(text) or _failures_of_service(text, doc) or (doc._.near and _ITS_FAILURE.search(text))):
                yield marked(sentence, "the customer may end it after repeated failure", 0.9)
            elif (
                _grave(before)
                and (_FAILURE.search(before) or (doc._.near and _ITS_FAILURE.search(before)))
                and re.search(
                    r"\b(?:such|this|that|a\s+chronic|chronic|foregoing|these|in\s+(?:that|which)\s+case|also)\b",
                    text,
                    re.IGNORECASE,
                )
            ):
                yield marked(sentence, "the customer may end it after the failure just described", 0.75)
        before = text


def _failures_of_service(text: str, doc: Doc) -> bool:
    """Whether a number of failures is spoken of that can only be the service's."""
    counted = _counted(text)
    return bool(counted and _FAILURES.search(counted[0]) and not _OF_OTHER.search(text) and (SERVICE.search(text) or AVAILABILITY.search(doc._.passage)))


_GRAVE: Final = tuple(map(lowered, (_OUT_OF, _CONSECUTIVE, _REPEATED, _AMOUNT, _ON_DAYS)))


def _grave(text: str) -> bool:
    """Whether a number of failures, failure after failure, or a great failure is the condition."""
    lower = text.lower()
    return any(pattern.search(lower) for pattern in _GRAVE) or _counted(text) is not None


def _counted(text: str) -> re.Match[str] | None:
    return next(
        (
            m
            for m in _TIMES.finditer(text)
            if (_number(m, "a") or 0) > (1 if m["unit"] else 0)
            and text[m.end() : m.end() + 1] not in ("'", "’")
            and not (m["unit"] and _OF_PERIOD.search(text, 0, m.start()))
        ),
        None,
    )


def facts(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """After how many failures, within what time."""
    for one in found:
        after = exit_after(one.clause.text)
        if after.failures is None and not _AMOUNT.search(one.clause.text):  # "such a Chronic Failure": said just before
            paragraph = setting.outline.paragraph_at(one.clause.start)
            before = exit_after(setting.agreement.text[paragraph.start : one.clause.start])
            after = before if before.failures is not None else after
        yield fact("service_level.repeated_failure_exit", after, one)


def exit_after(text: str) -> RepeatedFailureExit:
    """ "two of any three consecutive months" is 2 within P3M; "three consecutive months" is 3 within P3M."""
    consecutive, out_of = next((m for m in _CONSECUTIVE.finditer(text) if not _OF_PERIOD.search(text, 0, m.start())), None), _OUT_OF.search(text)
    if (match := out_of) and not (consecutive and consecutive.start() < match.start()):
        return RepeatedFailureExit(_number(match, "a"), _span(_number(match, "b"), match["whole"] or match["unit"] or ""))
    if match := consecutive:
        count = _number(match, "a")
        return RepeatedFailureExit(count, _span(count, match["unit"] or match["unit2"] or ""))
    if match := _ON_DAYS.search(text) or _counted(text):
        for period in find_periods(text):
            if period.start >= match.end() and _ROLLING.search(text[match.end() : period.start]):
                return RepeatedFailureExit(_number(match, "a"), period.period)
        within = _WITHIN.search(text, match.end()) or _WITHIN.search(text, 0, match.start())
        return RepeatedFailureExit(_number(match, "a"), _span(1, within["unit"]) if within else None)
    for period in find_periods(text):
        if re.search(r"\b(?:rolling|over\s+(?:any|a)|(?:in|within|during)\s+any)\s+(?:\w+\s+)?(?:period\s+of\s+)?$", text[: period.start], re.IGNORECASE):
            return RepeatedFailureExit(None, period.period)
    within = _WITHIN.search(text)
    return RepeatedFailureExit(None, _span(1, within["unit"]) if within else None)


def _number(match: re.Match[str], which: str) -> int | None:
    word, digits = match[f"word{which}"], match[f"digit{which}"]
    return _WORD.get(word.lower()) if word else int(digits) if digits else None


def _span(count: int | None, unit: str) -> Period | None:
    """So many months, quarters, weeks or years; None where the unit is not one of time."""
    if count is None:
        return None
    unit = unit.lower()
    if unit.startswith("billing"):
        unit = "month"
    if unit == "quarter":
        return Period(3 * count, "month")
    for known in ("day", "week", "month", "year"):
        if unit == known:
            return Period(count, known)
    return None


KIND = Kind(
    name="repeated_failure_exit",
    matter="service_level",
    stems=(
        "uptime",
        "downtime",
        "service level",
        "availability",
        "outage",
        "sla",
        "unavailab",
        "service interruption",
        "chronic",
        " down for",
        "guarantee",
        "service credit",
        "commitment",
        "failures",
        "incidents",
    ),
    with_list=True,
    near_look=re.compile(r"terminat|cancel|\bend\b|rescind|\bleave\b|withdraw", re.IGNORECASE),
    first_look=re.compile(r"terminat|cancel|\bend\b|rescind|\bleave\b|released|withdraw|\bexit\b|\bclos(?:e|ing)\b", re.IGNORECASE),
    second_look=re.compile(
        rf"{_FAILURE.pattern}|{_FAILURES.pattern}", re.IGNORECASE
    ),
    last_look=_grave,
    find=find,
    facts=facts,
    establishes=True,
    establishes_at=0.85,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
