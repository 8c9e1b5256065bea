"""From when a failure counts: from when it happens, when it is seen and by whom, or only at the customer's report."""

from __future__ import annotations

import re
from typing import Final

_TIME_WORD: Final = (
    r"\b(?:down\s?time|outages?|unavailab\w+|non-?availab\w+|failures?|interruptions?|incidents?|period\s+of\s+\w+|"
    r"SLA\s+timer|faults?|disruptions?|loss\s+of|penalt\w+|(?:duration|length)\s+of\s+an?\s+(?:event|incident)|time\s+periods?)\b"
)
_BEGINS: Final = re.compile(
    rf"{_TIME_WORD}[^.;]{{0,160}}?\b(?:begins?|beginning|starts?|starting|commences?|commencing|"
    rf"(?:is|be|are)\s+(?:\w+\s+)?(?:measured|calculated|counted|timed|"
    r"deemed\s+to\s+(?:begin|start|commence|have\s+(?:begun|started|commenced|occurred)))|measured|calculated|timed|runs?)\s+"
    r"(?:to\s+(?:accrue|run|count)\s+)?(?:only\s+)?(?:from|when|at|upon|once|with|as\s+of|as\s+soon\s+as|on)\b(?P<from>[^.;]{0,200})"
    r"|\bfrom\s+the\s+(?:time|moment|point)\s+(?:that\s+|when\s+|at\s+which\s+)?(?P<from2>[^.;]{0,160})",
    re.IGNORECASE,
)
_THEIR_NOTICE: Final = re.compile(
    r"\b(?:customer|client|subscriber|licensee|user|you|company|reseller|partner|tenant|member|merchant|agency|purchaser|buyer|lessee)\b[^.;]{0,60}?\b"
    r"(?:report|notif|notice|log|open|submit|contact|inform|advis|rais|ticket)\w*|"
    r"\b(?:trouble\s+|support\s+)?(?:ticket|case|fault|incident)s?\b[^.;]{0,30}?\b(?:is|are|has\s+been|being|"
    r"was)\s+(?:opened|logged|raised|created|submitted|received|reported|assigned)|"
    r"\b(?:report|notif|notice|ticket|opening|receipt)\w*[^.;]{0,60}?\b(?:by|"
    r"from)\s+(?:the\s+)?(?:customer|client|subscriber|you)\b|"
    r"\b(?:support|help\s?desk|service\s+desk|NOC)\b[^.;]{0,40}?\b(?:is|are|was|has\s+been|being)\s+(?:first\s+)?(?:contacted|notified|informed|told|called|alerted)\b|"
    r"\b(?:notice|notification|report)\s+(?:of\s+\w+\s+)?to\s+\w+|\b(?:reported|notified|opening\s+of\s+(?:\w+\s+){0,3}ticket|(?:customer|client|subscriber|user|licensee)['’]s\s+(?:\w+\s+){0,3}?(?:notice|"
    r"report|notification|call|ticket|e-?mail)|your\s+(?:\w+\s+){0,3}?(?:notice|report|notification|call|ticket|e-?mail))\b",
    re.IGNORECASE,
)
_DETECTION: Final = re.compile(
    r"\b(?:detect|identif|becom\w+\s+aware|aware\s+of|awareness|discover|confirm|verif|recogni[sz]|recognit)\w*|"
    r"monitoring\s+(?:system|tool)|\balarms?\b|\balerts?\b|\b(?:record(?:s|ed|ing)|probes?|monitors?)\b",
    re.IGNORECASE,
)
# "from its actual beginning, even if it is discovered later": what follows does not matter.
_EVEN_IF: Final = re.compile(r"\b(?:even\s+if|regardless|irrespective|whether\s+or\s+not|no\s+matter|not\s+from)\b", re.IGNORECASE)
_HAPPENS: Final = re.compile(
    r"\b(?:occur|(?:failure|fault|outage|interruption|incident)\s+(?:starts|begins|commences)|becom\w+\s+unavailable|is\s+first\s+unavailable|(?:is|was|are)\s+(?:\d+\s?%\s+)?(?:unreachable|unavailable|inaccessible|down)\b|onset|actual|fail(?:s|ed)?\b|"
    r"goes?\s+down|ceas\w+\s+to|first\s+minute|start\s+of\s+the\s+outage)",
    re.IGNORECASE,
)


# "when the vendor knew of it or should have known": both of them the vendor's.
_OUGHT: Final = re.compile(r"\b(?:should|ought\s+to)\s+(?:\w+\s+)?have\b", re.IGNORECASE)

# "Availability is calculated after Customer opens a trouble ticket".
_COUNTED_AFTER: Final = re.compile(
    r"\bavailability\b[^.;]{0,40}\b(?:is|are|be)\s+(?:only\s+)?(?:calculated|measured|counted)\s+(?:only\s+)?(?:after|from\s+when|once|from\s+the\s+time)\s+(?P<from>[^.;]{0,160})",
    re.IGNORECASE,
)
# "begins upon the earlier of:", and the moments follow in a list.
_LISTED: Final = re.compile(r"\b(?:begins?|starts?|commences?|measured|counted|runs?)\b[^.;:]{0,40}\b(?:earlier|earliest|first|later|sooner)\s+(?:of|to\s+occur)[^.;:\n]{0,40}:\s*$", re.IGNORECASE)


def starts_in_list(text: str) -> bool:
    """Whether the sentence says when a failure begins and leaves the moments to the list that follows."""
    return bool(_LISTED.search(text) and re.search(_TIME_WORD, text, re.IGNORECASE))


def failure_starts(text: str) -> str | None:
    """What a sentence says of the moment from which a failure counts; None where it says nothing of it."""
    for match in _BEGINS.finditer(text):
        words = match["from"] or match["from2"] or ""
        if not re.search(_TIME_WORD, text, re.IGNORECASE):
            continue
        words = _EVEN_IF.split(words)[0]
        theirs, ours = _THEIR_NOTICE.search(words), _DETECTION.search(words)
        if theirs and ours:
            return (
                "either_detection"
                if re.search(r"\bor\b|earlier|either|sooner", words, re.IGNORECASE)
                else "customer_notice"
            )
        if theirs:
            return "customer_notice"
        if ours:
            return (
                "either_detection"
                if re.search(r"\beither\s+part|\bor\s+customer|earlier", words, re.IGNORECASE)
                and not _OUGHT.search(text, match.start(), match.end() + 160)
                else "vendor_detection"
            )
        if _HAPPENS.search(words):
            return "occurrence"
    if (after := _COUNTED_AFTER.search(text)) and _THEIR_NOTICE.search(after["from"]):
        return "customer_notice"
    if re.search(
        r"(?:any\s+)?time\s+before\s+[^.;]{0,60}\b(?:report|notif)\w+[^.;]{0,40}\b(?:you|customer|"
        r"client)\b",
        text,
        re.IGNORECASE,
    ):
        return "customer_notice"
    return None
