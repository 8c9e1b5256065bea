"""The availability that the vendor commits to, and from when a failure counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.availability import AVAILABILITY, PERCENT, SERVICE, Level, levels, number, spans_below
from contracts.analysis.clause import Fact
from contracts.analysis.credit_scale import credit_scale
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.outline import Outline
from contracts.analysis.passage import marked, region, sentences
from contracts.periods import Period

FOUND_IN = (
    "The Provider shall make the Hosted Service available at least 99.9% of the time in each calendar month.",
    "We will use commercially reasonable efforts to make every Included Service available with a Monthly Uptime Percentage, as that "
    "term is defined in Section 2, of at least 99.95% during any monthly billing cycle (the “Service Commitment”).",
    "4.2 System Availability. Except for Scheduled Downtime and events of force majeure, Vendor warrants that the Platform will be "
    "operational and fully functional ninety-nine and one-half percent (99.5%) of the time during any thirty (30) day period.",
    "99.99% NETWORK UPTIME GUARANTEE",
    "Covered Service | Monthly Uptime Percentage\nStorage API | >= 99.5%",
    "Our target is a monthly uptime of 99.5 percent for the customer portal, although nobody at Northwind promises it.",
    "If the Availability of the Service falls below 99.0% in a calendar month (an “Uptime Failure”), Customer may request a credit.",
    "Downtime begins when Customer reports the fault to the Network Operations Centre and a trouble ticket has been opened.",
)
NOT_IN = (
    "Supplier warrants that at least 99.9% of all Units delivered in a month conform to the Specifications.",
    "The Borrower may draw up to 95% of the funds available under the Credit Facility at any time.",
    "Carrier shall allocate up to ninety percent (90%) of the Available Capacity of the pipeline system to Historical Shippers.",
    "We do not guarantee 100% availability of the website, and the services are provided as available.",
    "Consultant shall be available on at least 90% of the working days of each month.",
    "The Vendor will answer 95% of all support requests for the online services within four hours.",
    "Service Credits are calculated as 100% of the monthly fee for the affected service.",
    "Monthly Uptime Percentage is calculated by subtracting from 100% the percentage of minutes in which the service was down.",
)

# A number that may be a level of availability, a level that is named and not numbered, or the moment of a failure.
_LOOK: Final = re.compile(
    r"\b(?:100|[89]\d)(?:[.,]\d+)?\s*\)?\s*(?:%|per\s?cent)|target\s+(?:up-?time|availability)|uptime\s+(?:commitment|target)|24\s*(?:[x/×]|hours)|"
    r"(?:availability|up-?time|service\s+levels?)[^.]{0,200}(?:follow|below)|\|[^|\n]*(?:availability|up-?time)|(?:availability|up-?time)[^|\n]*\||(?:down\s?time|outage|unavailab\w+|failure|interruption|ticket)[^.]{0,200}(?:begin|start|commenc|measured|calculated|counted|runs?\b|from\s+the)|"
    r"time\s+before",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(
    r"\b(?:guarant\w*|warrants?|commits?|commitment|shall|will|must|agrees?|ensures?|undertakes?|promises?|provides?|maintains?|minimum|"
    r"at\s+least|no(?:t)?\s+less\s+than|not\s+(?:fall|drop)|SLAs?|service\s+levels?|objectives?|target\w*|aims?|strives?|goals?|"
    r"endeavou?rs?|offers?|has|have|is|are|with|delivers?|attempts?|expects?|means)\b",
    re.IGNORECASE,
)
# An aim, not a promise. As a noun ("the target of 99.9 %") only where nothing in the sentence promises it.
_AIM: Final = re.compile(
    r"\b(?:(?:commercially\s+|all\s+|every\s+)?(?:reasonable|best|good[-\s]faith)(?:\s+commercial\w*|\s+and\s+\w+)?\s+(?:\w+\s+)?(?:efforts?|endeavou?rs?)|"
    r"commercially\s+practicable|endeavou?rs?\s+to|strives?|striving|aims?\s+(?:to|for|at)|aiming|(?:we|provider|vendor|company|\w+)\s+targets?\s+(?=an?\b|\d|\w+ly\b)|"
    r"seeks?\s+to|intends?\s+to|tr(?:y|ies)\s+to|attempts?\s+to|goal|hopes?\s+to|expects?\s+to|designed\s+to|is\s+not\s+a\s+(?:warranty|guarantee)|"
    r"(?:our|the|a|its)\s+(?:\w+\s+){0,3}?(?:target|objective)\s+is|no\s+guarantee)\b",
    re.IGNORECASE,
)
_AIM_NOUN: Final = re.compile(r"\b(?:target(?:ed|s)?|objectives?|aim)\b", re.IGNORECASE)
_BINDS: Final = re.compile(r"\b(?:guarant\w*|warrants?|commits?|commitment|shall|undertakes?|promises?|ensures?|agrees?)\b", re.IGNORECASE)
_ADJACENT: Final = re.compile(
    r"%?\W{0,3}(?:\w+\s+){0,2}(?:up-?time|availability)|(?:up-?time|availability)(?:\s+(?:SLA|target|commitment|guarantee|level|percentage|of|is|rate|goal))*\W{0,6}$",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(
    r"\|\s*(?:\w+\s+){0,3}(?:up-?time|availability)(?:\s+\w+){0,3}\s*(?:\||$)|^\W*(?:\w+\s+){0,3}(?:up-?time|availability)(?:\s+\w+){0,2}\s*\|", re.IGNORECASE
)
_CELL: Final = re.compile(r"\|[^|\n]*?(?<![\d.<])(?<!less\sthan\s)(\d{2,3}(?:[.,]\d+)?)\s?%")
_OPERATES: Final = re.compile(
    r"\b(?:shall|will|must)\s+be\s+(?:\w+\s+){0,2}?(?:operational|accessible|available|functional|up\b|online)(?:[^.;]|\.\d)*?"
    r"\d\s*\)?\s*(?:%|per\s?cent)\s*\)?\s*of\s+the\s+time", re.IGNORECASE)  # fmt: skip
_EFFORTS: Final = re.compile(
    r"(?:efforts?|endeavou?rs?)\s+to\s+(?:make|keep|maintain|provide|ensure)\b[^.;]{0,120}\b(?:available|availability|accessible)\b|"
    r"(?:objective|target|goal)\s+and\s+(?:is\s+)?not\s+a\s+(?:warranty|guarantee)",
    re.IGNORECASE,
)
_CONSEQUENCE: Final = re.compile(r"\bcredit|\brefund|\brebate|\bfailure\b|remed", re.IGNORECASE)
_IF: Final = re.compile(r"\b(?:if|in\s+the\s+event|should|where|when|whenever|any\s+month|each\s+(?:calendar\s+)?month|failure)\b", re.IGNORECASE)
# "will maintain the availability of the Platform as follows": the number stands in what follows.
_AS_FOLLOWS: Final = re.compile(
    r"\b(?:have|maintain|provide|achieve)\b[^.]{0,60}\bthe\s+following\s+(?:\w+\s+){0,2}(?:up-?time|availability)"
    r"|(?:\b(?:make|maintain|keep|provide|meet|achieve|guarantee|commit\w*|have|has)\b[^.]{0,160}(?:availab\w+|up-?time|service\s+levels?)\b[^.]{0,120}"
    r"(?:as\s+follows|following|below|set\s+forth\s+in\s+the\s+table)[^.]{0,60}(?:[:.|]|$))",
    re.IGNORECASE,
)
_SUPPORT: Final = re.compile(r"\bsupport\b|help\s?desk|call\s+cent|personnel|staff|consultant|employee|hotline|technician|on[-\s]call|assistance|\bthe\s+provider\s+will\s+be", re.IGNORECASE)
_ALWAYS: Final = re.compile(
    r"\b(?:services?|platform|site|system|application|software|network|servers?|hosting|solution|portal)\b[^.]{0,80}\b(?:available|accessible|operational)\b"
    r"[^.]{0,60}?\b24\s*(?:hours|x|/|×)[^.]{0,30}?(?:7|seven|day)",
    re.IGNORECASE,
)
_UNSTATED: Final = re.compile(
    r"(?:available|availability|up-?time|maintain|provide|achieve)[^.]{0,120}(?:at\s+least|no\s+less\s+than|of|meet|equal\s+to)\s+"
    r"(?:or\s+above\s+)?(?:the\s+)?\W{0,4}(?:<[^>]{0,60}>)?(?:target\s+(?:up-?time|availability)|up-?time\s+(?:commitment|target))",
    re.IGNORECASE,
)
_TIME_WORD: Final = r"\b(?:down\s?time|outages?|unavailab\w+|failures?|interruptions?|incidents?|period\s+of\s+\w+|SLA\s+timer|faults?|disruptions?)\b"
_BEGINS: Final = re.compile(
    rf"{_TIME_WORD}[^.;]{{0,160}}?\b(?:begins?|beginning|starts?|starting|commences?|commencing|(?:is|be|are)\s+(?:\w+\s+)?(?:measured|calculated|counted|"
    r"deemed\s+to\s+(?:begin|start|commence|have\s+(?:begun|started|commenced|occurred)))|measured|calculated|runs?)\s+"
    r"(?:only\s+)?(?:from|when|at|upon|once|with|as\s+of|on)\b(?P<from>[^.;]{0,200})"
    r"|\bfrom\s+the\s+(?:time|moment|point)\s+(?:that\s+|when\s+|at\s+which\s+)?(?P<from2>[^.;]{0,160})",
    re.IGNORECASE,
)
_THEIR_NOTICE: Final = re.compile(
    r"\b(?:customer|client|subscriber|licensee|user|you|company|reseller|partner)\b[^.;]{0,60}?\b(?:report|notif|log|open|submit|contact|inform|advis|rais|ticket)\w*|"
    r"\b(?:trouble\s+|support\s+)?(?:ticket|case)s?\b[^.;]{0,30}?\b(?:is|are|has\s+been|was)\s+(?:opened|logged|raised|created|submitted|received)|"
    r"\b(?:report|notif|notice|ticket|opening|receipt)\w*[^.;]{0,60}?\b(?:by|from)\s+(?:the\s+)?(?:customer|client|subscriber|you)\b|"
    r"\b(?:reported|notified|opening\s+of\s+(?:a|the)\s+(?:trouble\s+|support\s+)?ticket|customer['’]s\s+(?:notice|report|notification|call))\b",
    re.IGNORECASE,
)
_DETECTION: Final = re.compile(r"\b(?:detect|identif|becom\w+\s+aware|aware\s+of|discover|confirm|verif|recogni[sz])\w*|monitoring\s+(?:system|tool)", re.I)
_HAPPENS: Final = re.compile(
    r"\b(?:occur|becom\w+\s+unavailable|is\s+first\s+unavailable|onset|actual|fail(?:s|ed)?\b|goes?\s+down|ceas\w+\s+to|first\s+minute|start\s+of\s+the\s+outage)",
    re.IGNORECASE,
)
_LENGTHS: Final[tuple[tuple[re.Pattern[str], Period], ...]] = (
    (re.compile(r"\bquarter(?:ly)?\b|\bthree[-\s]month\b|\b(?:90|ninety)[-\s]day", re.IGNORECASE), Period(3, "month")),
    (re.compile(r"\bannual(?:ly)?\b|\byearly\b|\bper\s+(?:annum|year)\b|(?:calendar|contract|any|each|given|a|365[-\s]day)\s+year\b|\btwelve[-\s]month\b|\b12[-\s]month\b", re.I),
     Period(1, "year")),
    (re.compile(r"\bmonthly\b|(?:calendar|billing|per|each|any|every|given|a|the|one|single|service|in|of)\s*(?:\(1\)\s*)?month\b|/\s?month|month[-\s]by|month\s+period", re.I),
     Period(1, "month")),
    (re.compile(r"\b(?:30|thirty)(?:\s*\(30\))?[-\s]+(?:consecutive\s+)?(?:calendar\s+)?days?\b", re.IGNORECASE), Period(30, "day")),
    (re.compile(r"\bweekly\b|(?:calendar|each|any|per)\s+week\b", re.IGNORECASE), Period(1, "week")),
)  # fmt: skip
# Months of fees, of notice and of maintenance are not what availability is measured over.
_OTHER_TIME: Final = re.compile(
    r"monthly\s+(?:recurring|service|subscription|hosting|fees?|charges?|bill\b|invoice|price|credit|payment|maintenance|report)|month['’]s?\s+(?:fee|charge|service)|"
    r"(?:hours?|minutes?|days?)\s*(?:\w+\s+){0,2}(?:per|in\s+any|in\s+a|each|every|a)\s+(?:\w+\s+)?(?:month|quarter|year|week)|/month",
    re.IGNORECASE,
)
_MEASURES: Final = re.compile(r"(?:up-?time|availability|down\s?time)\b[^.]{0,200}\b(?:calculat|measur|means|defined|percentage|minutes|ratio|total)", re.I)


def find(doc: Doc) -> Iterator[Span]:
    """Sentences that promise availability, make a consequence hang on it, or say when a failure begins."""
    for sentence in sentences(doc):
        text = sentence.text
        named = levels(text)
        promised = [level for level in named if level.role == "promise" and _is_commitment(text, level, doc)]
        if promised:
            yield marked(sentence, f"promises {promised[0].percent:g} % availability", 0.9)
        elif any(level.role == "below" and level.percent >= 80 for level in named) and _conditional(text):
            yield marked(sentence, "a consequence below a level of availability", 0.7)
        elif _AS_FOLLOWS.search(text) and not _CONSEQUENCE.search(text) and not _SUPPORT.search(text) and SERVICE.search(text):
            yield marked(sentence, "promises the availability that follows", 0.6)
        elif (_UNSTATED.search(text) or (_ALWAYS.search(text) and not _SUPPORT.search(text))) and SERVICE.search(text):
            yield marked(sentence, "promises availability without a number", 0.6)
        elif _HEADER.search(text) and not re.search(r"respon[sd]", text, re.IGNORECASE):
            yield marked(sentence, "heads a table of availability", 0.5)
        elif _starts(text):
            yield marked(sentence, "says when a failure begins", 0.7)


def _is_commitment(text: str, level: Level, doc: Doc) -> bool:
    """Whether the words around the number promise it of a service, and not of people, goods or money."""
    around = text[max(level.start - 320, 0) : level.end + 160]
    if _OPERATES.search(text[max(level.start - 320, 0) : level.end + 40]) and not _SUPPORT.search(text):
        return True
    if level.percent == 100 and not re.search(r"up-?time|availab|of\s+the\s+time", text[max(level.start - 60, 0) : level.end + 40], re.IGNORECASE):
        return False
    if len(PERCENT.findall(text)) > 4 and "|" not in text:
        return False  # a table that lost its cells
    near = bool(_ADJACENT.match(text, level.end) or _ADJACENT.search(text[max(level.start - 60, 0) : level.start]))
    if not SERVICE.search(around) and not SERVICE.search(doc._.heading):
        return False
    if _SUPPORT.search(text[max(level.start - 80, 0) : level.end + 60]) and not re.search(r"up-?time", around, re.IGNORECASE):
        return near and not re.search(r"personnel|staff|consultant|employee", around, re.IGNORECASE)
    return near or bool(_STRONG.search(text[max(level.start - 200, 0) : level.start]) and AVAILABILITY.search(around))


def _conditional(text: str) -> bool:
    if re.search(r"\bterminat|\bcancel|\brescind", text, re.IGNORECASE):
        return False
    return bool(_CONSEQUENCE.search(text) and _IF.search(text) and re.search(r"up-?time|availab", text, re.IGNORECASE) and SERVICE.search(text)) and "|" not in text


def _starts(text: str) -> str | None:
    """What a sentence says of the moment from which a failure counts; None where it says nothing of it."""
    for match in _BEGINS.finditer(text):
        words = match["from"] or match["from2"] or ""
        if not re.search(_TIME_WORD, text, re.IGNORECASE):
            continue
        theirs, ours = _THEIR_NOTICE.search(words), _DETECTION.search(words)
        if theirs and ours:
            return "either_detection" if re.search(r"\bor\b|earlier|either|sooner", words, re.IGNORECASE) else "customer_notice"
        if theirs:
            return "customer_notice"
        if ours:
            return "either_detection" if re.search(r"\beither\s+part|\bor\s+customer|earlier", words, re.IGNORECASE) else "vendor_detection"
        if _HAPPENS.search(words):
            return "occurrence"
    if re.search(r"(?:any\s+)?time\s+before\s+[^.;]{0,60}\b(?:report|notif)\w+[^.;]{0,40}\b(?:you|customer|client)\b", text, re.IGNORECASE):
        return "customer_notice"
    return None


def facts(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """The lowest level promised of the main service, whether it binds, over what it is measured, when a failure begins."""
    promises: list[tuple[Found, Level]] = []
    conditions: list[tuple[Found, Level]] = []
    for one in found:
        for level in levels(one.clause.text):
            if level.role == "promise":
                if _is_commitment(one.clause.text, level, one.span.doc):
                    promises.append((one, level))
            else:
                conditions.append((one, level))
    if promises:
        lowest = min(promises, key=lambda pair: pair[1].percent)
        yield fact("service_level.uptime_percent", lowest[1].percent, lowest[0])
        aimed = next((one for one, level in promises if is_aim(one.clause.text, level)), None) or _aimed_intro(found)
        yield fact("service_level.binding", aimed is None, aimed or lowest[0])
    elif (table := _from_table(found, setting)) is not None:
        yield fact("service_level.uptime_percent", table[1], table[0], 0.6, "the lowest level in the table")
        aimed = _aimed_intro(found)
        yield fact("service_level.binding", aimed is None, aimed or table[0], 0.6)
    elif found:
        scale = credit_scale(region(setting, found))
        if scale:
            yield fact("service_level.uptime_percent", scale[0].below, found[0], 0.7, "the level below which credits begin")
        elif conditions:
            highest = max(conditions, key=lambda pair: pair[1].percent)
            yield fact("service_level.uptime_percent", highest[1].percent, highest[0], 0.6, "the level that has consequences")
        aims = [one for one in found if _AIM.search(one.clause.text)] or ([found[0]] if _EFFORTS.search(region(setting, found)) else [])
        yield fact("service_level.binding", not aims, aims[0] if aims else found[0], 0.6)
    measured = _measured_over(promises, found, setting)
    if measured:
        yield fact("service_level.measured_over", measured[1], measured[0])
    for one in found:
        starts = _starts(one.clause.text)
        if starts:
            yield fact("service_level.failure_starts", starts, one)


def _from_table(found: Sequence[Found], setting: Setting) -> tuple[Found, float] | None:
    """The lowest level in the rows (or list) that follow a clause which leaves the number to them."""
    for one in found:
        text = setting.agreement.text[one.clause.start : one.clause.end + 700]
        if re.search(r"credit|refund|rebate", one.clause.text, re.IGNORECASE) or not (_HEADER.search(one.clause.text) or _AS_FOLLOWS.search(one.clause.text)):
            continue
        rows: list[float] = []
        for row in text.split("\n")[:14]:
            if re.search(r"credit|refund|rebate|respon", row, re.IGNORECASE):
                if rows:
                    break
                continue
            cells = [number(m[1]) for m in (_CELL.finditer(row) if "|" in row else PERCENT.finditer(row)) if not next(spans_below(row), None)]
            rows += [cell for cell in cells[:1] if 80 <= cell <= 100]
        if rows:
            return one, min(rows)
    return None


def _aimed_intro(found: Sequence[Found]) -> Found | None:
    """A sentence that only aims at the availability which it leaves to what follows."""
    for one in found:
        text = one.clause.text
        promise = _AS_FOLLOWS.search(text) or _UNSTATED.search(text)
        if promise and _AIM.search(text, 0, promise.end()):
            return one
    return None


def is_aim(text: str, level: Level) -> bool:
    """Whether the level is only aimed at. What stands between the last promise before the number and the number decides."""
    before = text[: level.start]
    aims = [match.end() for match in _AIM.finditer(text)]
    promises = [match.start() for match in _BINDS.finditer(before)]
    before_it = [at for at in aims if at <= level.start]
    if before_it:
        return not any(at > before_it[-1] for at in promises if not re.match(r"shall", before[at:], re.IGNORECASE))
    if not promises and re.search(r"\bis\s+not\s+a\s+(?:warranty|guarantee)|reasonable\s+(?:efforts|endeavou?rs)", text[level.end : level.end + 80], re.I):
        return True
    return bool(_AIM_NOUN.search(text[max(level.start - 60, 0) : level.end + 30])) and not _BINDS.search(text) and not re.search(r"\bwill\b", before)


def _measured_over(promises: Sequence[tuple[Found, Level]], found: Sequence[Found], setting: Setting) -> tuple[Found, Period] | None:
    for one, level in promises:
        period = _length(one.clause.text, level.start)
        if period:
            return one, period
    for one in found:
        period = _length(one.clause.text, 0)
        if period:
            return one, period
    if not found:
        return None
    around = region(setting, found)
    for sentence in Outline(around).sentences(0, len(around)):
        words = around[sentence.start : sentence.end]
        if _MEASURES.search(words):
            period = _length(words, 0)
            if period:
                return found[0], period
    return None


def _length(text: str, at: int) -> Period | None:
    """The length of time named nearest to ``at``, leaving aside fees by the month and hours of maintenance a month."""
    aside = [match.span() for match in _OTHER_TIME.finditer(text)]
    named = [
        (abs(match.start() - at), period)
        for pattern, period in _LENGTHS
        for match in pattern.finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in aside)
    ]
    return min(named, key=lambda pair: pair[0])[1] if named else None


KIND = Kind(
    name="service_level",
    matter="service_level",
    stems=("uptime", "up-time", "up time", "down time", "availab", "downtime", "outage", "operational", "of the time", "accessible", "sla", "service level",
           "time before"),
    first_look=_LOOK,
    find=find,
    facts=facts,
    establishes=True,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
