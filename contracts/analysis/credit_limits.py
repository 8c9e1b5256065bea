"""How far a credit goes: the price of the lost hours, the most of one month, and how soon it must be claimed."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.availability import PERCENT, number, spans_below
from contracts.periods import Period, find_periods

MOST: Final = re.compile(
    r"\b(?:(?:shall|will|may|can|must|do(?:es)?)\s*not\b[^.;]{0,60}?(?:exceed|be\s+(?:more|"
    r"greater)\s+than)|cannot\s+(?:exceed|be\s+more\s+than)|"
    r"(?:no|any)\s+(?:event|circumstances?|case)\b[^.;]{0,120}?(?:exceed|more\s+than|greater\s+than)|maximum\s+(?:\w+\s+){0,3}credits?\b|not\s+(?:to\s+)?exceed(?:ing)?|exceed|maximum|"
    r"capped|cap\b|ceiling|(?:upper\s+)?limit\s+(?:on|of)|(?:never|not)\s+(?:\w+\s+)?be\s+(?:more|greater|higher)\s+than|limited\s+to|up\s+to(?:\s+a\s+(?:maximum|total)\s+of)?|no\s+more\s+than|"
    r"in\s+an\s+amount\s+more\s+than|not\s+more\s+than|at\s+(?:the\s+)?most(?:\s+amount\s+to)?)",
    re.IGNORECASE,
)
_ONE_MONTH: Final = re.compile(
    r"(?:exceed|maximum|capped|\bcap\s+(?:at|of|is)|limited|up\s+to|more\s+than|equal|than|amount\s+to|at\s+(?:the\s+)?most)\b(?:\s+"
    r"(?!(?:percent|half|third|quarter|times|hours?|days?|weeks?|minutes|per|for|in|during|each|every|any|months?|and|or|if|when|where|of\s+(?:credits?|service))\b)"
    r"[\w’'-]+|\s+(?:in\s+(?:aggregate|total|value)|(?:of|for)\s+any|any)\b){0,8}?\s*(?:one\s+(?:\(1\)\s*)?|1\s+|a\s+(?:single\s+)?)?"
    r"(?:(?:full\s+)?(?:calendar\s+)?month['’]?s?['’]?|monthly(?:\s+recurring)?|MRC\b|"
    r"30\s+days\s+of|(?:fees?|charges?)\s+(?:\w+\s+){0,6}?for\s+(?:that|the|such|"
    r"a)\s+(?:\w+\s+)?month)",
    re.IGNORECASE,
)
# "up to a maximum of the Client's fee for the affected service".
_WHOLE_FEE: Final = re.compile(
    r"\bmaximum\b[^.;]{0,60}\b(?:full|whole|entire)\s+amount\s+(?:paid|due|charged|payable)\b|(?:exceed|maximum\s+of|up\s+to|limited\s+to)\s+(?:the\s+)?(?:total\s+|full\s+|entire\s+)?(?:\w+['’]s\s+|your\s+)?(?:total\s+|base\s+|access\s+|service\s+)*(?:fees?|charges?)\s+"
    r"(?:(?:due|paid|payable|owed)\s+)?(?:by\s+\w+\s+)?(?:for|of)\s+(?:the|any|such|that)\s+(?:affected|relevant|applicable)\b", re.IGNORECASE
)
# "half of the monthly fee".
_PARTS: Final = {"half": 50.0, "third": 33.33, "quarter": 25.0}
_PART: Final = re.compile(
    r"\b(?:half|third|quarter)\s+(?:of\s+)?(?:(?:the|your|its|that|one|a|such)\s+)*(?:\w+\s+){0,2}?"
    r"(?:monthly|month['’]?s?|MRC|fees?|charges?)\b",
    re.IGNORECASE,
)
# "should latency exceed 50 ms, the Customer receives a credit of 10 %": what is exceeded is no cap.
_GRANTED: Final = re.compile(r"\b(?:receiv\w+|entitled|gets?|credited\s+with|a\s+(?:service\s+)?credit\s+of)\b", re.IGNORECASE)
# "for response times exceeding 4 hours: 5 %".
# "outages that exceed 0.1 % of the month".
OF_MONTH: Final = re.compile(r"\W{0,3}of\s+(?:our|its|the|your|all|total)\s+(?:monthly\s+|total\s+|scheduled\s+|operating\s+)+(?:hours|minutes|time)\b|\W{0,3}of\s+(?:the|a|any|each|that)\s+(?:calendar\s+|30[-\s]day\s+)?(?:month|time|year|quarter)\b(?!['’]|\s+back)", re.IGNORECASE)
_LIMIT: Final = re.compile(r"\d\)?\s*(?:hours?|hrs|minutes?|mins|seconds?|ms|milliseconds?|days)\b", re.IGNORECASE)
_LONG_BASE: Final = re.compile(
    r"[^.;]{0,80}?\b(?:subscription\s+(?:period|term)|annual|yearly|per\s+year|(?:contract|"
    r"calendar)\s+year|twelve|12[-\s]month)\b",
    re.IGNORECASE,
)
CLAIM: Final = re.compile(
    r"\b(?:(?:re)?claim\w*|request\w*|submit\w*|notif\w+|report\w*|inform\w*|contact\w*|open\w*|apply|"
    r"ticket|in\s+writing|written\s+notice|provide\s+notice|appl(?:y|ies|ied)\s+for|ask(?:s|ed)?\s+for|lodged?|"
    r"file[ds]?|e-?mail\w*|made|advise|be\s+received)\b",
    re.IGNORECASE,
)
_OWED: Final = re.compile(
    r"\bclaims?\s*:|\b(?:must|shall|required|requires?|eligible|eligibility|only\s+if|provided|"
    r"if\s+(?:the\s+)?(?:you|customer|client|subscriber)|need\w*|to\s+(?:receive|claim|obtain|"
    r"request|qualify|be)|"
    r"upon|waive\w*|forfeit\w*|should|may|have\s+to|can|will|within|has)\b",
    re.IGNORECASE,
)
_THEIR_ACT: Final = re.compile(
    r"\b(?:issue[ds]?|appl(?:y|ied)\s+(?:the|any|such|to)|be\s+(?:applied|issued|credited|"
    r"processed|paid|posted)|credit\s+(?:the|customer|your)|respon[ds]\w*|review\w*|"
    r"acknowledg\w*|process\w*|investigat\w*|determin\w*|pay|paid|post(?:ed)?|restor\w+|resol\w+|"
    r"repair\w*|replac\w+|allow)\b(?![^.;]*\b(?:must|shall)\s+(?:be\s+)?(?:submit|request|claim|"
    r"notif))",
    re.IGNORECASE,
)
_ACTED_ON: Final = re.compile(
    r"\b(?:review|process|investigate|evaluate|validate|verify|answer|consider|assess|handle|approve|confirm|acknowledge|decide|examine)\s+"
    r"(?:(?:each|any|all|the|your|such|every|customer['’]s|on|its|a)\s+)*(?:\w+\s+)?$",
    re.IGNORECASE,
)
# "if they request that such credits be applied": what is asked for.
_ASKED_THAT: Final = re.compile(r"\brequest\w*\b[^.;]{0,60}\bthat\b[^.;]{0,40}$", re.IGNORECASE)
_HOURS: Final = re.compile(r"\b(?:(?:(?:one|two)\s+hundred\s+(?:and\s+)?)?(?:[a-z-]+)\s*\((\d{2,3})\)|(\d{2,3}))\s*[-\s]?(?:hours|hrs)\b", re.IGNORECASE)
_CYCLES: Final = re.compile(
    r"\b(?:by|before)\s+(?:the\s+)?(?:end|last\s+day)\s+of\s+the\s+(?P<second>second\s+)?(?:(?:billing\s+cycl"
    r"e|calendar\s+month|month|billing\s+month)\s+)?"
    r"(?:after|following|(?:that|which)\s+follows|immediately\s+following|(?:billing\s+cycle|month)\s+(?:after|following))|"
    r"\b(?:within|during|in)\s+the\s+(?:calendar\s+|billing\s+)?(?:month|billing\s+cycle)\s+(?:immediately\s+)?(?:after|following|that\s+follows)\b",
    re.IGNORECASE,
)
_PRO_RATA: Final = re.compile(
    r"\bpro[-\s]?rat(?:a|ed?)\b|\bproportion(?:al|ate(?:ly)?)\b|\bin\s+proportion\s+to\s+the\s+(?:time|period|duration|length|hours)\b|"
    r"(?:fees?|charges?|amounts?|price|rent|subscription)\b[^.;]{0,60}\b(?:for|during|attributable\s+to|"
    r"corresponding\s+to)\s+(?:the\s+|each\s+|such\s+|any\s+)?(?:\w+\s+)?"
    r"(?:time|period|duration|hours?|days?|minutes)\b[^.;]{0,40}\b(?:unavailab\w+|down\b|"
    r"down\s?time|not\s+available|outage|interruption)|"
    r"\bvalue\s+of\s+the\s+(?:number\s+of\s+)?(?:minutes|hours|days|time)\b[^.;]{0,80}\b(?:not\s+available|unavailab\w+|down\b)|"
    r"\bextended\s+(?:for|by)\s+(?:a\s+(?:time|period)\s+equal\s+to\s+)?(?:the\s+)?(?:number\s+of\s+)?(?:minutes|hours|days|time|period|duration)\b[^.;]{0,80}\b(?:not\s+available|unavailab\w+|down\s?time|outages?)|"
    r"\b(?:hours?|minutes|time)\b[^.;]{0,80}\bmultiplied\s+by\b[^.;]{0,30}\b(?:hourly|per[-\s]minute)\s+(?:rate|fee|price|charge)|"
    r"\bcredit\w*\s+(?:equal\s+to\s+|for\s+)(?:the\s+)?(?:total\s+|actual\s+|full\s+)*(?:non-?compliant\s+time|time\s+(?:of\s+(?:the\s+)?|that\b[^.;]{0,40}\b)"
    r"(?:unavailab\w+|outage|down\w*)|duration\s+of\s+the\s+(?:outage|downtime|interruption|unavailability))",
    re.IGNORECASE,
)
# A thirtieth of the month's fee for each day is the day's fee.
_THIRTIETH: Final = re.compile(
    r"\b(?:1\s?/\s?30(?:th)?|one[-\s]thirtieth|one\s+day['’]?s?)\b[^.;]{0,80}\b(?:for|per)\s+(?:each|every|any|a)?\s*(?:\(?\d+\)?\s+|full\s+|whole\s+|calendar\s+|such\s+)*(?:24[-\s]hours?|day)\b|"
    r"\b1\s?/\s?7[2-4]\d(?:th)?\b[^.;]{0,160}\b(?:for|per)\s+(?:each|every|any)?\s*(?:\w+\s+)?hour|"
    r"\bdivided\s+by\s+(?:7[2-4]\d|43,?200|the\s+(?:total\s+)?number\s+of\s+(?:hours|minutes|days)\b[^.;]{0,60}?)\W{0,3}(?:and\s+)?(?:then\s+)?multiplied\s+by\s+the\s+(?:\w+\s+)?(?:number|duration|minutes|hours|length)",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    r"\b(?:\d+|two|three|five|ten|twice|double)(?:\s*\(\d+\))?\s*(?:times|x)\b|\b\d+\s?x\b|\btwice\b|"
    r"\bdouble\b",
    re.IGNORECASE,
)


# A day's fee for each hour is twenty-four times the price.
_DAY_PER_HOUR: Final = re.compile(
    r"\b(?:one|1|a|two|three|\d+)\s*(?:\(\d+\)\s*)?(?:full\s+)?days?\b(?:['’]s?)?[^.;]{0,80}\b(?:for|per)\s+(?:each|every|any)?\s*(?:\w+\s+)?hour\b|"
    r"\b(?:for|per)\s+(?:each|every)\s+(?:\w+\s+)?hour\b[^.;]{0,320}\b(?:one|1|a|two|three)\s*(?:\(\d+\)\s*)?(?:full\s+)?days?\b",
    re.IGNORECASE,
)


def is_daily(text: str) -> bool:
    """Whether a day's fee (or several) is due for each hour: more than the price of the time lost."""
    return bool(_DAY_PER_HOUR.search(text))


def is_pro_rata(text: str) -> bool:
    if _THIRTIETH.search(text):
        return True
    rated = _PRO_RATA.search(text)
    if rated and _DAY_PER_HOUR.search(text):
        return False
    if rated is None or any(
        not re.match(r"\W*(?:up[-\s]?time|availab)", text[match.end() :], re.IGNORECASE)
        for match in PERCENT.finditer(text, max(rated.start() - 40, 0), rated.end())
    ):
        return False  # "5 % of the fee for each hour" is a rate of its own
    if MOST.search(text, max(rated.start() - 40, 0), rated.start()):
        return False  # "at most the prorated rate of that month"
    return not _TIMES.search(text) and not re.search(r"\bterminat|prepaid|pre-paid", text, re.IGNORECASE)


def cap(text: str, named: bool = True) -> float | None:
    """The most that a month's credits come to, in percent of its fee. ``named``: the sentence must name them."""
    if named and not re.search(
        r"credit|refund|rebate|compensat|liabilit|penalt|reduc|discount|deduct|waive", text, re.IGNORECASE
    ) and not re.search(r"down\s?time|up[-\s]?time|outage|unavailab", text, re.IGNORECASE):
        return None
    spans = list(spans_below(text))
    for match in PERCENT.finditer(text):
        if "|" in text[: match.start()].rsplit("\n", 1)[-1] or any(s.start <= match.start() < s.end for s in spans if "|" in text):
            continue  # a row of the scale
        before = text[max(match.start() - 130, 0) : match.start()]
        most = list(MOST.finditer(before))
        if (
            not most
            or not re.search(r"^\W*(?:[\w’'(),-]+\s*){0,14}\W*$", before[most[-1].end() :])
            or PERCENT.search(before[most[-1].end() :])
            or _GRANTED.search(before[most[-1].end() :])
            or _LIMIT.search(before[most[-1].end() :])
        ):
            continue
        if any(s.start <= match.start() < s.end and s.percent > 80 for s in spans) and re.search(
            r"up[-\s]?time|availab", before[-60:], re.IGNORECASE
        ):
            continue
        if not 0 < number(match[1]) <= 100 or OF_MONTH.match(text, match.end()) or _LONG_BASE.match(text, match.end()):
            continue
        return number(match[1])
    part = _PART.search(text)
    if part and MOST.search(text, max(part.start() - 130, 0), part.start()):
        return _PARTS[re.split(r"\W", part[0].lower())[0]]
    if _WHOLE_FEE.search(text):
        return 100.0
    one = _ONE_MONTH.search(text)
    if (
        one
        and MOST.search(text, 0, one.end())
        and not re.search(r"days?\b", one[0].replace("30 days", ""), re.IGNORECASE)
    ):
        return 100.0
    return None


def claim_within(text: str, named: bool = True) -> Period | None:
    """How soon the customer must claim, counted from the failure or from the end of its month. ``named``: credits must be named."""
    if not CLAIM.search(text):
        return None
    if named and not re.search(r"credit|refund|claim|rebate|compensat|free\s+of\s+charge", text, re.IGNORECASE):
        return None
    lengths = [(m.start, m.end, m.period) for m in find_periods(text)]
    lengths += [
        (m.start(), m.end(), Period(int(m[1] or m[2]) // 24, "day"))
        for m in _HOURS.finditer(text)
        if int(m[1] or m[2]) % 24 == 0
    ]
    for start, end, period in sorted(lengths, key=lambda n: n[0]):
        before, after = text[max(start - 170, 0) : start], text[end : end + 60]
        if not re.search(
            r"\b(?:within|no(?:t)?\s+(?:later|longer)\s+than|not\s+more\s+than|at\s+least|less\s+than|"
            r"under)\s+(?:the\s+)?(?:first\s+|next\s+)?\W{0,3}$",
            before,
            re.IGNORECASE,
        ):
            continue
        before_end = re.split(r"[.;](?=\s)", before)[-1]
        if not (CLAIM.search(before_end) or CLAIM.search(after)) or not _OWED.search(before_end):
            continue
        acts = [m.start() for m in _THEIR_ACT.finditer(before_end) if not _ASKED_THAT.search(before_end, 0, m.start())]
        # "will review each claim": the claim is what they act on.
        claims = [m.start() for m in CLAIM.finditer(before_end) if not _ACTED_ON.search(before_end, 0, m.start())]
        if acts and (not claims or acts[-1] > claims[-1]):
            continue
        return period
    cycles = _CYCLES.search(text)
    if cycles:
        return Period(2 if cycles["second"] else 1, "month")
    return None
