"""What missing the service level costs the vendor: the credits, their cap, how they are claimed, and what else is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.availability import PERCENT, SERVICE, number, spans_below
from contracts.analysis.clause import Fact
from contracts.analysis.credit_scale import credit_scale
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.passage import marked, region, sentences
from contracts.periods import Period, find_periods

FOUND_IN = (
    "If the Monthly Uptime Percentage is less than 99.9%, Customer will be eligible for a Service Credit of 10% of the monthly fee.",
    "Service Credits are calculated as a percentage of the total charges paid by you for the affected service in the billing cycle in "
    "which the unavailability occurred, in accordance with the schedule below.",
    "Monthly Uptime Percentage | Service Credit\nLess than 99.9% but at least 99.0% | 10%\nLess than 99.0% | 25%",
    "6.3 To receive a Service Credit, Customer must submit a claim by e-mail within thirty (30) days of the end of the month in which "
    "the downtime occurred, with logs that corroborate it, and shall otherwise forfeit the credit.",
    "In no event will the Service Credits for any calendar month exceed fifty percent (50%) of the monthly recurring charge.",
    "Service Credits are the Customer's sole and exclusive remedy for any failure of the Provider to meet the Service Level.",
    "For each hour of network downtime, and once the Host has verified it, your account will be credited with the pro-rated fees for "
    "one day of hosting.",
    "The foregoing states Northwind's entire liability, and your exclusive remedy, for any unavailability of the Platform.",
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
    r"\b(?:(?:service(?:\s+level)?|SLA|availability|uptime|financial|downtime|performance|outage|fee|client|account)\s+credits?|"
    r"credits?\b(?!\s*(?:card|worth|facility|agreement|union|rating|report|risk|line|check|history|support|insurance|memo\w*|note))|credited\b|"
    r"refund\w*|rebates?|compensat\w+|reimburs\w+|liquidated\s+damages|fee\s+reductions?)",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"\b(?:service(?:\s+level)?|SLA|availability|uptime|downtime|outage|financial|performance)\s+credits?\b", re.IGNORECASE)
_ASKED: Final = re.compile(
    r"\bcredit\s+requests?\b|\b(?:requests?|claims?)\s+for\s+(?:an?\s+|any\s+)?(?:SLA\s+|service\s+)?credits?\b|\bcredits?\s+(?:must|shall|should|have\s+to)\s+be\s+(?:requested|claimed)",
    re.IGNORECASE,
)
# What ties a credit or a remedy to availability.
_FAILURE: Final = re.compile(
    r"\b(?:up-?time|down\s?time|unavailab\w+|availability|outages?|service\s+levels?|SLAs?|SLO|service\s+(?:interruption|disruption|failure|commitment)s?|"
    r"uptime\s+(?:commitment|guarantee)|(?:network|system|service)\s+(?:failure|guarantee)|"
    r"interruptions?\s+(?:of|in|to)\s+(?:the\s+)?(?:\w+\s+)?(?:service|network|platform|system))\b",
    re.IGNORECASE,
)
_DUE: Final = re.compile(
    r"\b(?:eligible|entitle\w*|receive[sd]?|issue[ds]?|apply|applied|applies|credited|calculat\w+|provide[sd]?|grant\w*|equal|award\w*|pay|"
    r"accrue\w*|due|amount\s+of|owe[sd]?|give[ns]?|deduct\w*|credit\s+(?:customer|client|you)\w*|compensate[ds]?|request\w*|claim\w*|expire\w*|exchang\w+|(?:shall|will|to)\s+credit)\b",
    re.IGNORECASE,
)
_SOLE: Final = re.compile(
    r"\b(?:(?:sole|exclusive|only|entire|full)\b[\s,*_]*(?:and\s+(?:\w+\s+)?(?:exclusive|sole|only|complete|entire)\s+)?(?:[\w’']+\s+){0,2}?"
    r"(?:remed(?:y|ies)|recourse|compensation|redress)|(?:sole|exclusive|entire|total)(?:\s+and\s+(?:exclusive|sole|entire|total))?\s+(?:liability|obligations?))",
    re.IGNORECASE,
)
_NOT_SOLE: Final = re.compile(
    r"\b(?:not|neither|non)[-\s]+(?:be\s+|constitute\s+|represent\s+|(?:to\s+be\s+)?(?:deemed|considered|construed)\s+(?:as\s+|to\s+be\s+)?|intended\s+(?:as|to\s+be)\s+)?"
    r"(?:the\s+|an?\s+|its\s+|your\s+|[\w’']+\s+){0,3}?(?:sole|exclusive|only)|without\s+(?:prejudice|limit\w*)|in\s+addition\s+to\s+(?:any|all|its|other)|"
    r"(?:not|nor)\s+(?:limit|preclude|prejudice|exclude|affect|waive)",
    re.IGNORECASE,
)
_OTHER_WARRANTY: Final = re.compile(r"\b(?:replace\w*|repair\w*|re-?perform\w*|defective|non-?conform\w*|infring\w*|indemnif\w*|returned)\b", re.IGNORECASE)
_MOST: Final = re.compile(
    r"\b(?:(?:shall|will|may|can|must|do(?:es)?)\s*not\b[^.;]{0,60}?(?:exceed|be\s+(?:more|greater)\s+than)|cannot\s+(?:exceed|be\s+more\s+than)|"
    r"(?:no|any)\s+event\b[^.;]{0,120}?(?:exceed|more\s+than)|not\s+(?:to\s+)?exceed(?:ing)?|exceed|maximum|"
    r"capped|cap\b|limited\s+to|up\s+to(?:\s+a\s+(?:maximum|total)\s+of)?|no\s+more\s+than|in\s+an\s+amount\s+more\s+than|not\s+more\s+than|at\s+most)",
    re.IGNORECASE,
)
_ONE_MONTH: Final = re.compile(
    r"(?:exceed|maximum|capped|limited|up\s+to|more\s+than|equal|than)\b(?:\s+(?:of|at|to|in|is|the|an?|amount|total|equal|aggregate|value|your|customer['’]s|client['’]s|"
    r"such|that|its|any|entire|full|then[-\s]current|corresponding|applicable)){0,8}\s*(?:one\s+(?:\(1\)\s*)?|1\s+|a\s+(?:single\s+)?)?"
    r"(?:(?:full\s+)?(?:calendar\s+)?month['’]?s?['’]?|monthly(?:\s+recurring)?|MRC\b|30\s+days\s+of|(?:fees?|charges?)\s+(?:\w+\s+){0,6}?for\s+(?:that|the|such|a)\s+(?:\w+\s+)?month)",
    re.IGNORECASE,
)
_LONG_BASE: Final = re.compile(
    r"[^.;]{0,80}?\b(?:subscription\s+(?:period|term)|annual|yearly|per\s+year|(?:contract|calendar)\s+year|twelve|12[-\s]month)\b", re.IGNORECASE
)
_CLAIM: Final = re.compile(
    r"\b(?:claim\w*|request\w*|submit\w*|notif\w+|report\w*|inform\w*|contact\w*|open\w*|apply|ticket|in\s+writing|written\s+notice|provide\s+notice|appl(?:y|ies)\s+for|"
    r"file[ds]?|e-?mail\w*|made|advise)\b",
    re.IGNORECASE,
)
_OWED: Final = re.compile(
    r"\b(?:must|shall|required|requires?|eligible|eligibility|only\s+if|provided|if\s+(?:the\s+)?(?:you|customer|client|subscriber)|need\w*|to\s+(?:receive|claim|obtain|request|qualify|be)|"
    r"upon|waive\w*|forfeit\w*|should|may|have\s+to|can|will|within|has)\b",
    re.IGNORECASE,
)
_THEIR_ACT: Final = re.compile(
    r"\b(?:issue[ds]?|appl(?:y|ied)\s+(?:the|any|such|to)|be\s+(?:applied|issued|credited|processed|paid|posted)|credit\s+(?:the|customer|your)|respon[ds]\w*|review\w*|"
    r"acknowledg\w*|process\w*|investigat\w*|determin\w*|pay|paid|post(?:ed)?|restor\w+|resol\w+|repair\w*|replac\w+|allow)\b(?![^.;]*\b(?:must|shall)\s+(?:be\s+)?(?:submit|request|claim|notif))",
    re.IGNORECASE,
)
_HOURS: Final = re.compile(r"\b(?:(?:[a-z-]+)\s*\((\d{2})\)|(\d{2}))\s*[-\s]?(?:hours|hrs)\b", re.IGNORECASE)
_CYCLES: Final = re.compile(
    r"\bby\s+(?:the\s+)?(?:end|last\s+day)\s+of\s+the\s+(?P<second>second\s+)?(?:(?:billing\s+cycle|calendar\s+month|month|billing\s+month)\s+)?"
    r"(?:after|following|immediately\s+following|(?:billing\s+cycle|month)\s+(?:after|following))", re.IGNORECASE)  # fmt: skip
_PRO_RATA: Final = re.compile(
    r"\bpro[-\s]?rat(?:a|ed?)\b|\bproportion(?:al|ate(?:ly)?)\b|"
    r"(?:fees?|charges?|amounts?|price|rent)\b[^.;]{0,60}\b(?:for|during|attributable\s+to|corresponding\s+to)\s+(?:the\s+|each\s+|such\s+|any\s+)?(?:\w+\s+)?"
    r"(?:time|period|duration|hours?|days?|minutes)\b[^.;]{0,40}\b(?:unavailab\w+|down\b|down\s?time|not\s+available|outage|interruption)",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(r"\b(?:\d+|two|three|five|ten|twice|double)(?:\s*\(\d+\))?\s*(?:times|x)\b|\b\d+\s?x\b|\btwice\b|\bdouble\b", re.IGNORECASE)


def find(doc: Doc) -> Iterator[Span]:
    """Sentences on credits for unavailability (and the tables of them), and on these being the only remedy."""
    passage = doc.text
    about = bool(_FAILURE.search(passage) or _NAMED.search(passage) or _ASKED.search(passage) or _FAILURE.search(doc._.heading))
    if not about:
        return
    failing = False  # a sentence on credits or on unavailability stood before
    for sentence in sentences(doc):
        text = sentence.text
        failing = failing or (bool(_FAILURE.search(text)) and bool(_CREDIT.search(text)))
        own = bool(_FAILURE.search(text) or _NAMED.search(text))
        if _NAMED.search(text) and (_DUE.search(text) or _MOST.search(text) or _SOLE.search(text) or "|" in text):
            yield marked(sentence, "says what service credits are due", 0.9)
        elif _ASKED.search(text) and _continues(text):
            yield marked(sentence, "how a credit is claimed", 0.7)
        elif _is_sole(text) and (own or (failing and re.search(r"\bforegoing|\bthis\s+(?:section|SLA)|\babove\b", text, re.IGNORECASE))):
            yield marked(sentence, "says whether credits are the only remedy", 0.85)
        elif own and _CREDIT.search(text) and SERVICE.search(text) and (_DUE.search(text) or _MOST.search(text) or PERCENT.search(text)) and not _ends(text):
            yield marked(sentence, "a credit for unavailability", 0.75)
        elif _CREDIT.search(text) and re.search(r"\bcredit", text, re.IGNORECASE) and _continues(text):
            yield marked(sentence, "limits or conditions of credits", 0.6)


def _ends(text: str) -> bool:
    """Refunds when the agreement ends are something else."""
    return bool(re.search(r"\bterminat|\bexpir(?:y|ation)\b|\bcancel", text, re.IGNORECASE)) and not re.search(r"\bcredit", text, re.IGNORECASE)


def _continues(text: str) -> bool:
    return bool(_MOST.search(text) or (_CLAIM.search(text) and re.search(r"\bwithin\b|\bby\s+the\s+end\b", text, re.I)) or PERCENT.search(text))


def _is_sole(text: str) -> bool:
    return bool(_SOLE.search(text)) and not (_OTHER_WARRANTY.search(text) and not _FAILURE.search(text))


def facts(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """The scale of credits (also from the table that follows), whether they are pro rata, their cap, the claim, sole remedy."""
    level = [one for one in setting.found if one.clause.kind == "service_level"]
    around = [*found, *level]
    scale = credit_scale(region(setting, around), _promised(level)) if around else ()
    if scale:
        states = next((o for o in found if next(spans_below(o.clause.text), None) or "|" in o.clause.text), around[0])
        yield fact("service_level.credits", scale, states)
    for one in found:
        text = one.clause.text
        cap = _cap(text)
        if cap:
            yield fact("service_level.credit_cap_percent", cap, one)
        within = _claim_within(text)
        if within:
            yield fact("service_level.claim_within", within, one)
        if _pro_rata(text) and not scale:
            yield fact("service_level.pro_rata", True, one)
    yield from _nearby(found, setting, bool(scale))
    sole = [one for one in found if _is_sole(one.clause.text)]
    for one in sole:
        yield fact("service_level.sole_remedy", not _NOT_SOLE.search(one.clause.text), one)


def _nearby(found: Sequence[Found], setting: Setting, scale: bool) -> Iterator[Fact]:
    """What the few paragraphs after a clause on credits add without naming credits again: a cap, the pro rata price."""
    outline = setting.outline
    for one in found:
        if not re.search(r"credit|refund", one.clause.text, re.IGNORECASE):
            continue
        index = outline.paragraph_index(one.clause.start)
        for stretch in outline.paragraphs[index : index + 3]:
            for sentence in outline.sentences(stretch.start, stretch.end):
                text = setting.agreement.text[sentence.start : sentence.end]
                if sentence.start < one.clause.end or re.search(r"liabilit|\bterminat|deposit|interest", text, re.IGNORECASE):
                    continue
                cap = _cap(text, named=False)
                if cap and re.search(r"month|\bfees?\b|charges?|rental", text, re.IGNORECASE):
                    yield fact("service_level.credit_cap_percent", cap, one, 0.6)
                if not scale and _pro_rata(text) and re.search(r"down\s?time|outage|unavailab|affected", text, re.IGNORECASE):
                    yield fact("service_level.pro_rata", True, one, 0.6)


def _promised(level: Sequence[Found]) -> float | None:
    numbers = [number(m[1]) for one in level for m in PERCENT.finditer(one.clause.text) if number(m[1]) >= 80]
    return min(numbers) if numbers else None


def _pro_rata(text: str) -> bool:
    return bool(_PRO_RATA.search(text)) and not _TIMES.search(text) and not re.search(r"\bterminat|prepaid|pre-paid", text, re.I)


def _cap(text: str, named: bool = True) -> float | None:
    """The most that the credits of a month come to, as a percentage of the month's fee. ``named``: the sentence must name them."""
    if named and not re.search(r"credit|refund|rebate|compensat|liabilit", text, re.IGNORECASE):
        return None
    spans = list(spans_below(text))
    for match in PERCENT.finditer(text):
        before = text[max(match.start() - 130, 0) : match.start()]
        most = list(_MOST.finditer(before))
        if not most or not re.search(r"^\W*(?:[\w’'(),-]+\s*){0,14}\W*$", before[most[-1].end() :]) or PERCENT.search(before[most[-1].end() :]):
            continue
        if any(s.start <= match.start() < s.end and s.percent > 80 for s in spans) and re.search(r"up-?time|availab", before[-60:], re.IGNORECASE):
            continue
        if not 0 < number(match[1]) <= 100 or _LONG_BASE.match(text, match.end()):
            continue
        return number(match[1])
    one = _ONE_MONTH.search(text)
    if one and _MOST.search(text, 0, one.end()) and not re.search(r"days?\b", one[0].replace("30 days", ""), re.IGNORECASE):
        return 100.0
    return None


def _claim_within(text: str) -> Period | None:
    """How soon the customer must claim, counted from the failure or from the end of its month."""
    if not _CLAIM.search(text) or not re.search(r"credit|refund|claim|rebate|compensat", text, re.IGNORECASE):
        return None
    named = [(m.start, m.end, m.period) for m in find_periods(text)]
    named += [(m.start(), m.end(), Period(int(m[1] or m[2]) // 24, "day")) for m in _HOURS.finditer(text) if int(m[1] or m[2]) % 24 == 0]
    for start, end, period in sorted(named, key=lambda n: n[0]):
        before, after = text[max(start - 170, 0) : start], text[end : end + 60]
        if not re.search(r"\b(?:within|no(?:t)?\s+later\s+than|not\s+more\s+than|in|at\s+least|less\s+than|under)\s+(?:the\s+)?(?:first\s+|next\s+)?\W{0,3}$", before, re.I):
            continue
        before_end = re.split(r"[.;]", before)[-1]
        if not (_CLAIM.search(before_end) or _CLAIM.search(after)) or not _OWED.search(before_end):
            continue
        acts = [m.start() for m in _THEIR_ACT.finditer(before_end)]
        claims = [m.start() for m in _CLAIM.finditer(before_end)]
        if acts and (not claims or acts[-1] > claims[-1]):
            continue
        return period
    cycles = _CYCLES.search(text)
    if cycles:
        return Period(2 if cycles["second"] else 1, "month")
    return None


KIND = Kind(
    name="service_credit",
    matter="service_level",
    stems=("credit", "downtime", "uptime", "service level", "outage", "unavailab"),
    first_look=re.compile(rf"{_FAILURE.pattern}|{_NAMED.pattern}|{_ASKED.pattern}|\bcredits\b", re.IGNORECASE),
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
