"""The availability that the vendor commits to, and from when a failure counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.availability import AVAILABILITY, SERVICE, Level, levels
from contracts.analysis.clause import Fact
from contracts.analysis.commitment import AIM, SUPPORT, binds, is_aim, is_commitment, meets_target
from contracts.analysis.credit_scale import credit_scale
from contracts.analysis.failure_start import failure_starts, starts_in_list
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.level_table import highest_step, lead_of_list, level_held, lowest_level
from contracts.analysis.measurement_period import measured_over
from contracts.analysis.measuring import may_prove, vendor_alone
from contracts.analysis.passage import marked, region, sentences

FOUND_IN = (
    "The Provider shall make the Hosted Service available at least 99.9% of the time in each calendar month.",
    "We will use commercially reasonable efforts to make every Included Service available with a "
    "Monthly Uptime Percentage, as that "
    "term is defined in Section 2, of at least 99.95% during any monthly billing cycle (the “Service Commitment”).",
    "4.2 System Availability. Except for Scheduled Downtime and events of force majeure, Vendor "
    "warrants that the Platform will be "
    "operational and fully functional ninety-nine and one-half percent (99.5%) of the time "
    "during any thirty (30) day period.",
    "99.99% NETWORK UPTIME GUARANTEE",
    "Covered Service | Monthly Uptime Percentage\nStorage API | >= 99.5%",
    "Our target is a monthly uptime of 99.5 percent for the customer portal, although nobody at Northwind promises it.",
    "If the Availability of the Service falls below 99.0% in a calendar month (an “Uptime "
    "Failure”), Customer may request a credit.",
    "Downtime begins when Customer reports the fault to the Network Operations Centre and a "
    "trouble ticket has been opened.",
)
NOT_IN = (
    "Supplier warrants that at least 99.9% of all Units delivered in a month conform to the Specifications.",
    "The Borrower may draw up to 95% of the funds available under the Credit Facility at any time.",
    "Carrier shall allocate up to ninety percent (90%) of the Available Capacity of the pipeline "
    "system to Historical Shippers.",
    "We do not guarantee 100% availability of the website, and the services are provided as available.",
    "Consultant shall be available on at least 90% of the working days of each month.",
    "The Vendor will answer 95% of all support requests for the online services within four hours.",
    "Service Credits are calculated as 100% of the monthly fee for the affected service.",
    "Monthly Uptime Percentage is calculated by subtracting from 100% the percentage of minutes "
    "in which the service was down.",
)

# A number that may be a level of availability, a level that is named and not numbered, or the moment of a failure.
_LOOK: Final = re.compile(
    r"\b(?:100|[89]\d)(?:[.,]\d+)?\s*[)\]]?\s*(?:%|per\s?cent)|(?:up[-\s]?time|availability)\s*(?:%|percent)|target\s+(?:up[-\s]?time|"
    r"availability)|uptime\s+(?:commitment|target)|24\s*\)?\s*(?:[x/×]|hours)|"
    r"(?:availability|up[-\s]?time|service[-\s]levels?)[^.]{0,200}(?:follow|below)|\|[^|"
    r"\n]*(?:availability|up[-\s]?time)|(?:availability|up[-\s]?time)[^|\n]*\||(?:down\s?time|"
    r"outage|unavailab\w+|failure|interruption|ticket)[^.]{0,200}(?:begin|start|commenc|measured|"
    r"calculated|counted|runs?\b|from\s+the)|"
    r"tables?\s+below|below\s+tables?|(?:guaranteed|committed|promised)\s+(?:availability|up[-\s]?time)|"
    r"following\s+(?:\w+\s+){0,2}(?:up[-\s]?time|availability)|"
    r"(?:up[-\s]?time|down\s?time|outages?|unavailab\w+)[^.]{0,320}(?:(?:measured|monitored|determined|recorded|logged|calculated|confirmed|verified)\s+(?:\w+\s+)?(?:by|using|from|against)\b|\bsole|"
    r"conclusive|decisive|\bfinal\b)|source\s+of\s+truth|"
    r"(?:calculated|measured|counted)\s+(?:only\s+)?(?:after|once|when)|time\s+before|from\s+the\s+(?:moment|time)[^.]{0,80}(?:ticket|report|notif)",
    re.IGNORECASE,
)
_FAULT_BEGINS: Final = re.compile(r"\b(?:down\s?time|outages?|\w*unavailab\w+|interruptions?|ticket|SLA|service)\b", re.IGNORECASE)
# A paragraph about the service level, in which somebody's measurements can only be those of availability.
_OF_LEVEL: Final = re.compile(
    r"up[-\s]?time|down\s?time|service[-\s]levels?|\bSLAs?\b|service\s+credits?|availability[^.]{0,120}(?:\d\s?%|measur|calculat)", re.IGNORECASE
)
_WHO_MEASURES: Final = "says whose measurements count"
_HEADER: Final = re.compile(
    r"\|\s*(?:\w+\s+){0,3}(?:up[-\s]?time|availability)(?:\s+\w+){0,3}\s*(?:\||$)|"
    r"^\W*(?:\w+\s+){0,3}(?:up[-\s]?time|availability)(?:\s+\w+){0,4}\s*\|",
    re.IGNORECASE,
)
# "Service | SLA" over rows of levels.
_NAMED_COLUMN: Final = re.compile(
    r"^[^|\n]*\|\s*(?:SLA|SLO|target|commitment|service\s+level)s?(?:\s*\([^)|\n]*\))?\s*(?:\|(?![^\n]*credit)[^\n]*)?\n(?:[-:|\s]*\n)?[^|\n]*\|\W*9\d(?:[.,]\d+)?\s?%",
    re.IGNORECASE,
)
_BARE_HEADER: Final = re.compile(
    r"^\W*(?:\w+\s+){0,2}(?:up[-\s]?time|availability)\b[^.:]{0,50}\bcredits?\b[^.:]{0,40}$", re.IGNORECASE
)
_EFFORTS: Final = re.compile(
    r"(?:efforts?|endeavou?rs?)\s+to\s+(?:make|keep|maintain|provide|ensure)\b[^.;]{0,120}\b"
    r"(?:available|availability|accessible)\b|"
    r"(?:objective|target|goal)\s+and\s+(?:is\s+)?not\s+a\s+(?:warranty|guarantee)",
    re.IGNORECASE,
)
_CONSEQUENCE: Final = re.compile(r"\bcredit|\brefund|\brebate|\bfailure\b|remed", re.IGNORECASE)
_IF: Final = re.compile(
    r"\b(?:if|in\s+the\s+event|should|where|when|whenever|any\s+month|each\s+(?:calendar\s+)?month|"
    r"failure)\b",
    re.IGNORECASE,
)
# "will maintain the availability of the Platform as follows": the number stands in what follows.
_AS_FOLLOWS: Final = re.compile(
    r"\b(?:available|availability|up[-\s]?time)\s+(?:is\s+)?(?:as\s+)?(?:stated|set\s+(?:out|forth)|specified|shown|described|listed|given)\s+in\s+the\s+(?:\w+\s+){0,2}tables?\b|"
    r"\b(?:guaranteed|committed|promised)\s+(?:availability|up[-\s]?time)\s+(?:by|per|for\s+each)\s+(?:\w+\s+)?(?:plan|tier|service|product)\b|"
    r"\b(?:have|maintain|provide|achieve|guarantees?|warrants?|offers?|ensures?|commits?|promises?)\b[^.]{0,60}\bthe\s+following\s+(?:\w+\s+){0,2}(?:up[-\s]?time|availability)"
    r"|(?:\b(?:make|maintain|keep|provide|meet|achieve|guarantee|commit\w*|have|has)\b"
    r"[^.]{0,160}(?:availab\w+|up[-\s]?time|service[-\s]levels?)\b[^.]{0,120}"
    r"(?:as\s+follows|following|below|set\s+forth\s+in\s+the\s+table)[^.]{0,60}(?:[:.|]|$))",
    re.IGNORECASE,
)
_BY_PLAN: Final = re.compile(r"\b(?:by|per|for\s+each)\s+(?:\w+\s+)?(?:plan|tier|product)\b", re.IGNORECASE)
_ALWAYS: Final = re.compile(
    r"\b(?:uninterrupted|continuous)\s+(?:access|availability)\b[^.]{0,80}?\b(?:twenty[-\s]four\s*\()?24\s*\)?\s*(?:hours|x|/|×)|"
    r"\b(?:services?|platform|site|system|application|software|network|servers?|hosting|solution|"
    r"portal)\b[^.]{0,80}\b(?:available|accessible|operational)\b"
    r"[^.]{0,80}?\b(?:twenty[-\s]four\s*\()?24\s*\)?\s*(?:hours|x|/|×)[^.]{0,30}?(?:7|seven|day)",
    re.IGNORECASE,
)
_UNSTATED: Final = re.compile(
    r"(?:available|availability|up[-\s]?time|maintain|provide|achieve)[^.]{0,120}(?:at\s+least|"
    r"no\s+less\s+than|of|meet|equal\s+to)\s+"
    r"(?:or\s+above\s+)?(?:the\s+)?\W{0,4}(?:<[^>]{0,60}>)?(?:target\s+(?:up[-\s]?time|"
    r"availability)|up[-\s]?time\s+(?:commitment|target))",
    re.IGNORECASE,
)


def find(doc: Doc) -> Iterator[Span]:
    """Sentences that promise availability, make a consequence hang on it, or say when a failure begins."""
    for sentence in sentences(doc):
        text = sentence.text
        named = levels(text)
        promised = [level for level in named if level.role == "promise" and is_commitment(text, level, doc)]
        if promised:
            yield marked(sentence, f"promises {promised[0].percent:g} % availability", 0.9)
        elif any(level.role == "below" and level.percent >= 80 for level in named) and _conditional(text):
            yield marked(sentence, "a consequence below a level of availability", 0.7)
        elif (
            _AS_FOLLOWS.search(text)
            and not _CONSEQUENCE.search(text)
            and not SUPPORT.search(text)
            and (SERVICE.search(text) or _BY_PLAN.search(text))
        ):
            yield marked(sentence, "promises the availability that follows", 0.6)
        elif (_UNSTATED.search(text) or (_ALWAYS.search(text) and not SUPPORT.search(text))) and SERVICE.search(text):
            yield marked(sentence, "promises availability without a number", 0.6)
        elif (doc._.near and _NAMED_COLUMN.search(text)) or ((_HEADER.search(text) or _BARE_HEADER.search(text.split("\n")[0])) and not re.search(
            r"respon[sd]", text, re.IGNORECASE
        )):
            yield marked(sentence, "heads a table of availability", 0.5)
        elif (failure_starts(text) or starts_in_list(text)) and (doc._.near or AVAILABILITY.search(doc._.passage) or _FAULT_BEGINS.search(text)):
            yield marked(sentence, "says when a failure begins", 0.7)
        elif (by := vendor_alone(text)) and (doc._.near or _OF_LEVEL.search(doc._.passage)):
            yield marked(sentence, f"{_WHO_MEASURES}: {' '.join(by.split())}", 0.75)


def _conditional(text: str) -> bool:
    if re.search(r"\bterminat|\bcancel|\brescind", text, re.IGNORECASE):
        return False
    return (
        bool(
            _CONSEQUENCE.search(text)
            and _IF.search(text)
            and re.search(r"up[-\s]?time|availab", text, re.IGNORECASE)
            and SERVICE.search(text)
        )
        and "|" not in text
    )


def facts(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """The lowest level promised of the main service, if it binds, over what it is measured, when a failure begins."""
    yield from _who_measures(found, setting)
    found = [one for one in found if not one.clause.why.startswith(_WHO_MEASURES)]
    promises: list[tuple[Found, Level]] = []
    conditions: list[tuple[Found, Level]] = []
    for one in found:
        for level in levels(one.clause.text):
            if level.role == "promise":
                if is_commitment(one.clause.text, level, one.span.doc):
                    promises.append((one, level))
            else:
                conditions.append((one, level))
    if promises:
        lowest = min(promises, key=lambda pair: pair[1].percent)
        yield fact("service_level.uptime_percent", lowest[1].percent, lowest[0])
        aimed = _aimed(promises, lowest[1].percent) or _aimed_intro(found) or _aimed_lead(lowest[0], setting)
        if aimed and not AIM.search(aimed.clause.text) and any(meets_target(one.clause.text) for one in found):
            aimed = None  # a "target" by name, which another sentence promises to meet
        yield fact("service_level.binding", aimed is None, aimed or lowest[0])
    elif (table := _from_table(found, setting)) is not None:
        yield fact("service_level.uptime_percent", table[1], table[0], 0.6, "the lowest level in the table")
        aimed = _aimed_intro(found)
        yield fact("service_level.binding", aimed is None, aimed or table[0], 0.6)
    elif found:
        around = region(setting, found)
        scale = credit_scale(around)
        highest = max(conditions, key=lambda pair: pair[1].percent) if conditions else None
        if (held := level_held(around)) is not None:
            yield fact("service_level.uptime_percent", held, found[0], 0.7, "the level that costs no credit")
        elif scale and not (highest and highest[1].percent > scale[0].below):
            yield fact(
                "service_level.uptime_percent", scale[0].below, found[0], 0.7, "the level below which credits begin"
            )
        elif highest:
            yield fact(
                "service_level.uptime_percent", highest[1].percent, highest[0], 0.6, "the level that has consequences"
            )
        elif (step := highest_step(around)) is not None:
            yield fact("service_level.uptime_percent", step, found[0], 0.6, "the highest level of the table of credits")
        aims = [one for one in found if AIM.search(one.clause.text)] or ([found[0]] if _EFFORTS.search(around) else [])
        yield fact("service_level.binding", not aims, aims[0] if aims else found[0], 0.6)
    measured = measured_over([(one, level.start) for one, level in promises], found, setting)
    if measured:
        yield fact("service_level.measured_over", measured[1], measured[0])
    for one in found:
        starts = failure_starts(one.clause.text)
        if starts is None and starts_in_list(one.clause.text):
            listed = setting.agreement.text[one.clause.start : one.clause.end + 400]
            starts = failure_starts(re.sub(r"[;\n]+", " ", listed))
        if starts:
            yield fact("service_level.failure_starts", starts, one)


def _who_measures(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """Whether what the vendor measures decides, in the level itself or in the clauses on what counts and is credited."""
    alone = [
        one
        for one in setting.found
        if one.clause.kind in ("service_level", "service_level_exclusion", "service_credit") and vendor_alone(one.clause.text)
    ]
    if alone and not may_prove(region(setting, alone)):
        yield fact("service_level.vendor_measures_alone", True, alone[0])


def _aimed(promises: Sequence[tuple[Found, Level]], lowest: float) -> Found | None:
    """A sentence that only aims at the lowest level; at any level, where those that name the lowest do not say."""
    aims = [(one, level) for one, level in promises if is_aim(one.clause.text, level)]
    same = [pair for pair in promises if pair[1].percent == lowest]
    aimed = next((one for one, level in aims if level.percent == lowest), None)
    if aimed or any(binds(one.clause.text) for one, level in same):
        return aimed
    return aims[0][0] if aims else None


def _from_table(found: Sequence[Found], setting: Setting) -> tuple[Found, float] | None:
    """The lowest level in the rows (or list) that follow a clause which leaves the number to them."""
    for one in found:
        text = one.clause.text
        if re.search(r"credit|refund|rebate", text, re.IGNORECASE) or not (_HEADER.search(text) or _AS_FOLLOWS.search(text) or _NAMED_COLUMN.search(text)):
            continue
        lowest = lowest_level(setting.agreement.text[one.clause.start : one.clause.end + 700])
        if lowest is not None:
            return one, lowest
    return None


def _aimed_intro(found: Sequence[Found]) -> Found | None:
    """A sentence that only aims at the availability which it leaves to what follows."""
    for one in found:
        text = one.clause.text
        promise = _AS_FOLLOWS.search(text) or _UNSTATED.search(text)
        if promise and AIM.search(text, 0, promise.end()):
            return one
    return None


def _aimed_lead(one: Found, setting: Setting) -> Found | None:
    """The clause, where it is an item of a list whose lead only aims: "We strive to meet the following:"."""
    lead = lead_of_list(setting.agreement.text[max(one.clause.start - 500, 0) : one.clause.start])
    return one if AIM.search(lead) and not binds(one.clause.text) else None


KIND = Kind(
    name="service_level",
    matter="service_level",
    stems=(
        "uptime", "connectivity", "up and running", "online", "reachable", "be reached", "up-time", "up time", "down time", "availab",
        "downtime", "outage", "interruption", "operational", "of the time", "accessible", " sla", "(sla", "service level", "time before", "ticket",
    ),
    first_words=(
        "%", "cent", "availability", "level", "24", "time", "outage", "unavailab", "failure", "interruption", "ticket", "moment",
        "truth", "calculated", "counted", "measured", "below",
    ),
    first_look=_LOOK,
    find=find,
    facts=facts,
    near_look=re.compile(
        r"\btime\s+before\b|\bfinal\b|\brecords?\b|\bmonitor|\blogs?\b|\bsole|\bdetermin|"
        r"\|\s*(?:SLA|SLO|target|commitment|service\s+level)s?\b|(?:failures?|faults?|incidents?|duration|time\s+periods?|interruptions?|outages?|unavailab\w*|disruptions?)\b[^.]{0,120}\b(?:begin|start|commenc|measured|counted|runs?\b)", re.IGNORECASE
    ),
    establishes=True,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
