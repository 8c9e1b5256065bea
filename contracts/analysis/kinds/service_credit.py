"""What missing the service level costs the vendor: the credits, their cap, their claim, and what else is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.availability import PERCENT, SERVICE, number, spans_below
from contracts.analysis.clause import Fact
from contracts.analysis.credit_limits import CLAIM, MOST, cap, claim_within, is_daily, is_pro_rata
from contracts.analysis.credit_scale import credit_scale
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.level_table import level_held
from contracts.analysis.measurement_period import length_named
from contracts.analysis.passage import marked, region, sentences

FOUND_IN = (
    "If the Monthly Uptime Percentage is less than 99.9%, Customer will be eligible for a "
    "Service Credit of 10% of the monthly fee.",
    "Service Credits are calculated as a percentage of the total charges paid by you for the "
    "affected service in the billing cycle in "
    "which the unavailability occurred, in accordance with the schedule below.",
    "Monthly Uptime Percentage | Service Credit\nLess than 99.9% but at least 99.0% | 10%\nLess than 99.0% | 25%",
    "6.3 To receive a Service Credit, Customer must submit a claim by e-mail within thirty (30) "
    "days of the end of the month in which "
    "the downtime occurred, with logs that corroborate it, and shall otherwise forfeit the credit.",
    "In no event will the Service Credits for any calendar month exceed fifty percent (50%) of "
    "the monthly recurring charge.",
    "Service Credits are the Customer's sole and exclusive remedy for any failure of the "
    "Provider to meet the Service Level.",
    "For each hour of network downtime, and once the Host has verified it, your account will be "
    "credited with the pro-rated fees for "
    "one day of hosting.",
    "The foregoing states Northwind's entire liability, and your exclusive remedy, for any "
    "unavailability of the Platform.",
)
NOT_IN = (
    "The Lender may reduce the Credit Facility to 50% of the Borrowing Base upon any Event of Default.",
    "Customer shall pay all invoices by credit card within thirty (30) days, and credit card fees of 3% may apply.",
    "Replacement of defective Products is Buyer's sole and exclusive remedy for breach of the product warranty.",
    "Distributor shall receive a credit of 5% of the price of Products returned within sixty days.",
    "The Company shall receive appropriate on-screen credit in each Program that it sponsors.",
    "Upon termination Vendor shall refund the pro-rated portion of prepaid fees for the remainder of the Term.",
    "Tax credits available to the Partnership shall be allocated among the Partners pro rata.",
)

_CREDIT: Final = re.compile(
    r"\b(?:(?:service(?:\s+level)?|SLA|availability|uptime|financial|downtime|performance|outage|"
    r"fee|client|account)\s+credits?|"
    r"credits?\b(?!\s*(?:card|worth|facility|agreement|union|rating|report|risk|line|check|"
    r"history|support|insurance|memo\w*|note))|credited\b|"
    r"refund\w*|penalt\w+|(?:fees?|charges?|price|remuneration|bills?|invoices?)\b[^.;]{0,40}\breduced|(?:additional|extra|free)\s+(?:days?|weeks?|months?)\b|"
    r"\b(?:entitled|eligible)\s+to\s+(?:\w+\s+)?pro[-\s]?rat(?:a|ed)\b|"
    r"\b(?:receives?|gets?|be\s+paid|paid\s+back)\s+(?:\d{1,3}\s*%|(?:an?|one|two|three|\d{1,2})\s+(?:\(\d\)\s+)?(?:full\s+)?(?:days?|months?)['’]?\s+(?:of\s+)?(?:(?:the|your|its|monthly|free)\s+)*(?:fees?|charges?|service)\b)|(?:reduc|waiv|discount)\w*\b[^.;]{0,40}\b(?:fees?|charges?|price|invoice)|rebates?|"
    r"compensat\w+|reimburs\w+|liquidated\s+damages|fee\s+reductions?)",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"\b(?:service(?:\s+level)?|SLA|availability|uptime|downtime|outage|financial|"
    r"performance)\s+credits?\b",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"\bcredit\s+requests?\b|\b(?:requests?|claims?)\s+for\s+(?:an?\s+|any\s+)?(?:SLA\s+|"
    r"service\s+)?credits?\b|\bcredits?\s+(?:must|shall|should|have\s+to)\s+be\s+(?:requested|"
    r"claimed)",
    re.IGNORECASE,
)
# What ties a credit or a remedy to availability.
_FAILURE: Final = re.compile(
    r"\b(?:up[-\s]?time|down\s?time|unavailab\w+|availability|outages?|service[-\s]levels?|SLAs?|"
    r"SLO|service\s+(?:interruption|disruption|failure|commitment)s?|"
    r"uptime\s+(?:commitment|guarantee)|service\s+level\s+(?:warranty|guarantee)|(?:network|system|service|above|our|this|foregoing)\s+(?:failure|guarantee)|"
    r"(?:was|is|were|are|went|goes)\s+(?:offline|down|inaccessible|unreachable)|"
    r"failures?\s+(?:of|in)\s+(?:the\s+|our\s+|its\s+)?(?:\w+\s+)?(?:services?|platform|system|network|site)\b|(?:severity|priority)\s+(?:level\s+)?\d|"
    r"interruptions?\s+(?:of|in|to)\s+(?:the\s+)?(?:\w+\s+)?(?:services?|network|platform|system))\b",
    re.IGNORECASE,
)
# A credit that is counted by the time of the outage can be one for nothing else.
_BY_TIME: Final = re.compile(
    r"\b(?:for|per)\s+(?:each|every|any)\s+(?:[\w()-]+\s+){0,4}?(?:hours?|minutes|days?|periods?)\s+(?:\([^)]{0,40}\)\s*)?(?:or\s+(?:part|fraction|portion)\s+thereof\s+)?of\s+"
    r"(?:[\w-]+\s+){0,3}?(?:down\s?time|outages?|unavailability|interruptions?|non-?availability)\b|"
    r"\bcredits?\b[^.;]{0,60}\bfor\s+(?:[\w-]+\s+){0,2}?(?:outages|down\s?time|(?:service\s+|network\s+)?interruptions)\b",
    re.IGNORECASE,
)
# Beside a service level, "a credit" is one for missing it.
# "On an outage Customer shall open a ticket within five days", before the sentence on its credit.
_TICKETED: Final = re.compile(r"\b(?:outage|down\s?time|unavailab\w+|interruption)\b[^.;]*\b(?:must|shall|needs?\s+to|has\s+to)\s+(?:open|submit|file|report|notify)\b|"
    r"\b(?:requests?|claims?)\b[^.;]*\b(?:must|shall)\s+(?:be\s+(?:received|submitted|made|sent)|include)\b", re.IGNORECASE)
_OF_SLA: Final = re.compile(r"\b(?:up[-\s]?time|availability)\b[^.;]*\bbelow\s+the\s+(?:guarantee\w*|commit\w*|agreed|promised)\b[^.;]*\b(?:refund|credit)|\bSLA\b[^.;]*\bcredit|\bcredit[^.;]*\bSLA\b|\bservice[-\s]levels?\b[^.;]*\bcredit", re.IGNORECASE)
_ITS_CREDIT: Final = re.compile(r"\bcredits?\b(?!\s*(?:card|worth|facility|union|rating|report|check|history))|\bcredited\b|\brebates?\b|\breduc\w*\b[^.;]{0,40}\b(?:fees?|charges?|price|invoices?)\b", re.IGNORECASE)
_DUE: Final = re.compile(
    r"\b(?:eligible|entitle\w*|receive[sd]?|issue[ds]?|apply|applied|applies|credited|calculat\w+|"
    r"provide[sd]?|grant\w*|equal|award\w*|pay|"
    r"accrue\w*|due|determined|amount\s+of|owe[sd]?|give[ns]?|deduct\w*|credit\s+(?:customer|client|you)\w*|"
    r"compensate[ds]?|request\w*|(?:re)?claim\w*|expire\w*|exchang\w+|(?:shall|will|to)\s+(?:credit|refund)|reduced)\b",
    re.IGNORECASE,
)
_SOLE: Final = re.compile(
    r"\b(?:(?:sole|exclusive|only|entire|full)\b[\s,*_]*(?:and\s+(?:\w+\s+)?(?:exclusive|sole|"
    r"only|complete|entire)\s+)?(?:[\w’']+\s+){0,2}?"
    r"(?:remed(?:y|ies)|recourse|compensation|redress)|(?:sole|exclusive|entire|"
    r"total)(?:\s+and\s+(?:exclusive|sole|entire|total))?\s+(?:liability|obligations?)|"
    r"\bno\s+(?:other|further|additional)\s+(?:right|remed|recourse|claim|compensation|liabilit|relief)\w*|\bin\s+(?:lieu|place)\s+of\s+(?:any|all|every|other)\b|"
    r"\bremed(?:y|ies)\b[^.;]{0,80}\b(?:is|are|be)\s+(?:solely\s+|only\s+|exclusively\s+)?(?:limited|restricted|confined)\s+to\b|"
    r"full\s+(?:and\s+(?:final|complete)\s+)?(?:satisfaction|settlement)\b|\bwaives?\s+(?:any|all)\s+(?:other|further)\b|"
    r"\bnot\s+(?:be\s+)?(?:entitled|eligible|have)\b[^.;]{0,30}\b(?:any|to)\s+other\s+(?:remed|compensation|claim|right|relief)\w*)",
    re.IGNORECASE,
)
_NOT_SOLE: Final = re.compile(
    r"\b(?:not|neither|nor|non)[-\s]+(?:be\s+|constitute\s+|represent\s+|(?:to\s+be\s+)?(?:deemed|"
    r"considered|construed)\s+(?:as\s+|to\s+be\s+)?|intended\s+(?:as|to\s+be)\s+)?"
    r"(?:the\s+|an?\s+|its\s+|your\s+|[\w’']+\s+){0,3}?(?:sole|exclusive|only)|"
    r"(?<!including )(?<!including, )(?<!including but )without\s+(?:prejudice|limit\w*)|in\s+addition\s+to\s+(?:any|all|its|other)|"
    r"(?:not|nor)\s+(?:limit|preclude|prejudice|exclude|affect|waive)",
    re.IGNORECASE,
)
# After a sentence on credits: these are what is the only remedy.
_OF_THESE: Final = re.compile(
    r"\bforegoing|\bthis\s+(?:section|SLA|agreement)|\babove\b|\b(?:these|such)\s+(?:remed|credit)|\bno\s+other\s+(?:remed|relief|compensation)", re.IGNORECASE
)
_DAMAGES: Final = re.compile(r"\b(?:consequential|incidental|indirect|special|punitive)\b", re.IGNORECASE)
_GOODS: Final = re.compile(
    r"\bprice\s+(?:credit|decrease|protection|list)|\bpoint[-\s]of[-\s]sale\b|\binventory\b|\bshipments?\b|\bpurchase\s+orders?\b|\bcredit\s+requests?\b[^.;]*\btransactions?\b", re.IGNORECASE
)
_IN_TABLE: Final = re.compile(r"\bpro[-\s]?rata\b|\bin\s+proportion\s+to\b|\b1/30(?:th)?\s+of\b[^|]*\bfor\s+each\s+day\b", re.IGNORECASE)
_OTHER_WARRANTY: Final = re.compile(
    r"\b(?:replace\w*|repair\w*|re-?perform\w*|defective|non-?conform\w*|infring\w*|indemnif\w*|"
    r"returned)\b",
    re.IGNORECASE,
)


def find(doc: Doc) -> Iterator[Span]:
    """Sentences on credits for unavailability (and the tables of them), and on these being the only remedy."""
    passage: str = doc._.passage
    near: bool = doc._.near
    about = near or bool(
        _FAILURE.search(passage) or _NAMED.search(passage) or _ASKED.search(passage) or _FAILURE.search(doc._.heading)
    )
    if not about:
        return
    failing = False  # a sentence on credits or on unavailability stood before
    for sentence in sentences(doc):
        text = sentence.text
        failing = failing or (bool(_FAILURE.search(text)) and bool(_CREDIT.search(text)))
        own = bool(_FAILURE.search(text) or _NAMED.search(text) or (near and _ITS_CREDIT.search(text)))
        if _NAMED.search(text) and (_DUE.search(text) or MOST.search(text) or _SOLE.search(text) or "|" in text):
            yield marked(sentence, "says what service credits are due", 0.9)
        elif (
            _ASKED.search(text)
            and _continues(text)
            and (
                re.search(r"incident|outage|down\s?time|failure|event", text, re.IGNORECASE)
                or (re.search(r"month", text, re.IGNORECASE) and (_FAILURE.search(passage) or _NAMED.search(passage)))
            )
        ):
            yield marked(sentence, "how a credit is claimed", 0.7)
        elif _is_sole(text) and not (_DAMAGES.search(text) and not re.search(r"\bcredit", text, re.IGNORECASE)) and (
            own or (failing and _OF_THESE.search(text))
        ):
            yield marked(sentence, "says whether credits are the only remedy", 0.85)
        elif (
            own
            and _CREDIT.search(text)
            and (near or SERVICE.search(passage) or _BY_TIME.search(text) or "guarantee" in text or "offline" in text)
            and (_DUE.search(text) or MOST.search(text) or PERCENT.search(text))
            and not _ends(text)
        ):
            yield marked(sentence, "a credit for unavailability", 0.9 if _OF_SLA.search(text) or _BY_TIME.search(text) else 0.75)
        elif near and re.search(r"\bclaim", text, re.IGNORECASE) and claim_within(text) and not re.search(r"indemnif|warrant", text, re.IGNORECASE):
            yield marked(sentence, "how soon it is claimed", 0.6)
        elif _CREDIT.search(text) and re.search(r"\bcredit", text, re.IGNORECASE) and _continues(text) and not _GOODS.search(text):
            yield marked(sentence, "limits or conditions of credits", 0.6)


def _ends(text: str) -> bool:
    """Refunds when the agreement ends are something else."""
    return bool(re.search(r"\bterminat|\bexpir(?:y|ation)\b|\bcancel", text, re.IGNORECASE)) and not re.search(
        r"\bcredit", text, re.IGNORECASE
    )


def _continues(text: str) -> bool:
    return bool(
        MOST.search(text)
        or (CLAIM.search(text) and re.search(r"\bwithin\b|\bby\s+the\s+end\b|\bduring\s+the\s+month\b", text, re.IGNORECASE))
        or PERCENT.search(text)
    )


def _is_sole(text: str) -> bool:
    return bool(_SOLE.search(text)) and not (_OTHER_WARRANTY.search(text) and not _FAILURE.search(text))


def facts(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """The scale of credits (also from a table below), pro rata or not, their cap, their claim, sole remedy or not."""
    level = [one for one in setting.found if one.clause.kind == "service_level"]
    around = [*found, *level]
    scale = credit_scale(region(setting, around), _promised(level)) if around else ()
    if scale:
        states = next((o for o in found if next(spans_below(o.clause.text), None) or "|" in o.clause.text), around[0])
        yield fact("service_level.credits", scale, states)
    if scale and not level:
        held = level_held(region(setting, around))
        yield fact("service_level.uptime_percent", held if held is not None else scale[0].below, around[0], 0.6, "the level below which credits begin")
        yield fact("service_level.binding", True, around[0], 0.6)
    if not level and (over := next((o for one in found if (o := length_named(one.clause.text, 0))), None)):
        yield fact("service_level.measured_over", over, around[0], 0.6)
    daily = any(is_daily(one.clause.text) for one in found)
    for one in found:
        text = one.clause.text
        most = cap(text)
        if most:
            yield fact("service_level.credit_cap_percent", most, one)
        within = claim_within(text)
        if within:
            yield fact("service_level.claim_within", within, one)
        if is_pro_rata(text) and not scale and not daily:
            yield fact("service_level.pro_rata", True, one)
    if not scale and any(_IN_TABLE.search(line) for line in region(setting, found).split("\n") if "|" in line):
        yield fact("service_level.pro_rata", True, found[0], 0.6, "the table gives the fee of the time lost")
    yield from _nearby(found, setting, bool(scale))
    sole = [one for one in found if _is_sole(one.clause.text)]
    for one in sole:
        yield fact("service_level.sole_remedy", not _NOT_SOLE.search(one.clause.text), one)


def _nearby(found: Sequence[Found], setting: Setting, scale: bool) -> Iterator[Fact]:
    """What the few paragraphs after a clause on credits add without naming credits again: a cap, the pro rata price."""
    outline = setting.outline
    for one in found:
        if not re.search(r"credit|refund|penalt", one.clause.text, re.IGNORECASE):
            continue
        index = outline.paragraph_index(one.clause.start)
        for stretch in outline.paragraphs[index : index + 3]:
            for sentence in outline.sentences(stretch.start, stretch.end):
                text = setting.agreement.text[sentence.start : sentence.end]
                if sentence.end <= one.clause.start and _TICKETED.search(text) and (asked := claim_within(text, named=False)):
                    yield fact("service_level.claim_within", asked, one, 0.6)
                if sentence.start < one.clause.end or re.search(
                    r"liabilit|\bterminat|deposit|interest", text, re.IGNORECASE
                ):
                    continue
                within = claim_within(text, named=False) if re.search(r"claim|credit|request", text, re.IGNORECASE) else None
                if within:
                    yield fact("service_level.claim_within", within, one, 0.6)
                most = cap(text, named=False)
                if most and re.search(r"month|\bfees?\b|charges?|rental", text, re.IGNORECASE):
                    yield fact("service_level.credit_cap_percent", most, one, 0.6)
                if (
                    not scale
                    and is_pro_rata(text)
                    and re.search(r"down\s?time|outage|unavailab|affected", text, re.IGNORECASE)
                ):
                    yield fact("service_level.pro_rata", True, one, 0.6)


def _promised(level: Sequence[Found]) -> float | None:
    numbers = [number(m[1]) for one in level for m in PERCENT.finditer(one.clause.text) if number(m[1]) >= 80]
    return min(numbers) if numbers else None


KIND = Kind(
    name="service_credit",
    matter="service_level",
    stems=("credit", "failure of", "was down", "is down", "offline", "unreachable", "penalty", "downtime", "uptime", "service level", " sla", "outage", "unavailab", "availability"),
    first_look=re.compile(rf"{_CREDIT.pattern}|{_SOLE.pattern}", re.IGNORECASE),
    second_look=re.compile(rf"{_FAILURE.pattern}|{_NAMED.pattern}|{_ASKED.pattern}", re.IGNORECASE),
    near_look=re.compile(rf"{_CREDIT.pattern}|{_SOLE.pattern}|\bclaims?\b", re.IGNORECASE),
    find=find,
    facts=facts,
    establishes=True,
    establishes_at=0.9,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
