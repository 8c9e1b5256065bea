"""How agreements speak of availability: which percentages promise it, which only say below what a credit is due.

Plain strings in, offsets into them out, so that the kinds can use it on sentences and on the rows of tables alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from contracts.analysis.guarded import in_lower_case, lowered

Role = Literal["promise", "below"]

_N: Final = (
    r"(?:[a-z-]+(?:\s+and\s+[a-z-]+)?\s+(?:percent\s+)?\()?([0-9]{1,3}(?:[.,][0-9]{1,5})?)\s?[)\]]?\s?(?:%|"
    r"per\s?cent\b)?\s?\)?"
)
_HOLE: Final = r"(?:the\s+|an?\s+|our\s+)?"
_LESS: Final = (
    r"(?:(?:at\s+or\s+|equal\s+to\s+or\s+)?(?:<\s?=?|≤|&lt;=?|less\s+than|lower\s+than|below|"
    r"under|fewer\s+than|not\s+exceeding|drops?\s+to|falls?\s+to))"
    r"(?:\s*,?\s*(?:or|and|but)\s+equal\s+to|\s*=)?\s*"
)
_MORE: Final = (
    r"(?:≥|=>|>\s?=?|&gt;=?|greater\s+than|more\s+than|higher\s+than|at\s+or\s+above|above|"
    r"at\s+least|over|equal\s+to|exceed(?:s|ing)|"
    r"(?:no|not)\s+(?:less|lower)\s+than|down\s+to)"
    r"(?:\s*,?\s*(?:or|and)\s+(?:equal\s+to|above|greater|more|higher)(?:\s+(?:than|or\s+above))?)?(?:\s+than)?\s*"
)
_AND: Final = r"\s*(?:,\s*)?(?:but|and|or|to|[-–—,/])?\s*(?:is\s+|was\s+)?"
# Spans of availability for which something is due, widest form first. The upper end of a span is what counts.
_SPANS: Final = re.compile(
    "|".join(
        (
            rf"{_MORE}{_N}{_AND}{_LESS}{_HOLE}{_N}",  # ≥ 99.0% but < 99.9%
            rf"{_LESS}{_N}{_AND}{_MORE}{_HOLE}{_N}",  # below 99.95% and equal to or above 99.5%
            rf"{_LESS}{_HOLE}{_N}\s*(?:down\s+to|to|through|until)\s*{_N}",  # <99.99% to 99.5%
            rf"between\s+{_N}\s*(?:and|to|[-–—])\s*{_LESS.replace('(?:<', '(?:(?:<', 1)})?{_N}",  # between 95% and 90%
            rf"{_N}\s*(?:up\s+to|to|through|until|[-–—])\s*(?:{_LESS})?{_N}(?=\s|\W|$)",  # 99.0% to <99.9%
            rf"{_N}\s*(?:<=?|≤|&lt;=?|>=?|≥|&gt;=?)\s*[A-Za-z][A-Za-z .]{{0,40}}?(?:<=?|≤|&lt;=?|"
            rf">=?|≥|&gt;=?)\s*{_N}",  # 95% ≤ U < 99%
            rf"{_LESS}{_HOLE}{_N}",  # less than 99.95%
            rf"{_N}\s*,?\s*(?:or|and)\s+(?:less|lower|below|under)\b",  # 98.9% and below
            rf"{_N}\s*(?:>|&gt;)\s?=?\s*(?=[A-Za-z])",  # 99.0% > Monthly Uptime
            rf"\bfail(?:s|ed)?\s+to\s+(?:maintain|achieve|provide|reach|attain|deliver)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:up[-\s]?time|availability)\s+(?:level\s+)?of\s+(?:at\s+least\s+)?{_N}",
        )
    ),
    re.IGNORECASE,
)
# Without a percentage, or a number that can be one of availability, no span can count: a search for spans costs thirty times this one.
_MAY_COUNT: Final = re.compile(r"[%189](?:(?<=%)|(?<=1)00|(?<=[89])\d)")
_L_SPANS: Final = lowered(_SPANS)
# "no less than 99.9 %", "shall not fall below 99.9 %": these promise.
_NOT_BEFORE: Final = re.compile(
    r"\b(?:no|not|never|n[o']t\s+(?:be|fall|drop|go)|(?:not|never)\s+(?:be|fall|drop|go|"
    r"decrease)(?:\s+\w+)?|(?:shall|will|may|must)\s+(?:not|never)\s+(?:in|at|during|over|for)\b[^.;,]{0,40}\b(?:be|fall|drop|go))\s*$",
    re.IGNORECASE,
)
PERCENT: Final = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,5})?)\s*(?:[)\]]\s*)?(?:%|per\s?cent\b)", re.IGNORECASE)
AVAILABILITY: Final = re.compile(
    r"up[-\s]?time|availability(?!\s+period)|\bconnectivity\b|\breached\b|(?<!currently )(?<!commercially )(?<!generally )(?<!publicly )\b"
    r"available\b(?!\s+(?:in|as|through|under|from|at\s+law)\b)|\baccessible\b|\boperational\b|\b"
    r"function(?:al|ing|s)?\b|\breachable\b|"
    r"\bonline\b|\bup\s+and\s+running\b|\bin\s+operation\b|\bservice[-\s]levels?\b|\bSLA\b|\bof\s+the\s+time\b",
    re.IGNORECASE,
)
# What can be available in this sense: not goods, funds or people.
SERVICE: Final = re.compile(
    r"up[-\s]?time|down\s?time|\b(?:services?|systems?|platforms?|(?:web\s?)?sites?|applications?|"
    r"networks?|software|servers?|host(?:ing|ed)?|APIs?|"
    r"infrastructure|portals?|data\s?cent(?:er|re)s?|solutions?|clouds?|internet|connectivity|"
    r"circuits?|backbone|e-?mail|VPS|DNS|SLA|SaaS|links?)\b",
    re.IGNORECASE,
)
_OF_TIME: Final = re.compile(
    r"\s*\)?\s*of\s+(?:(?:the|all|each|any|every|a|total|given|its|scheduled)\s+)*(?:time|minutes|"
    r"hours|calendar|month|quarter|year|days?)\b",
    re.IGNORECASE,
)
# A percentage of these is money or a share of cases, not availability.
_OF_OTHER: Final = re.compile(
    r"\s*\)?\s*(?:of\s+(?!the\s+time)(?:[\w’'.-]+\s+){0,6}?(?:fees?|charges?|invoices?|bills?|"
    r"price|amounts?|revenues?|cost|MRC|payments?|rent(?:al)?|"
    r"cases|calls|tickets|requests|incidents|errors|issues|problems|queries|transactions|users|"
    r"orders|products?|shares|capacity|margin|"
    r"e-?mails|messages|responses|records|claims|value|month['’]s)\b"
    r"|of\s+(?:the\s+)?available\b|(?:service\s+|client\s+)?(?:credit|refund|discount|reduction|"
    r"rebate|ownership|owned|interest)\b)",
    re.IGNORECASE,
)
# "The uptime % is 99.95 per month", "an Availability Percentage of at least 99.9 in any month".
_BARE: Final = re.compile(
    r"(?:up[-\s]?time|availability)\s*(?:%|\(%\)|percent(?:age)?|per\s?cent|rate)\W{0,3}(?:\w+\s+){0,3}?"
    r"(?:of|is|:|=|≥|>=|to\s+be|at\s+least|less\s+than)\s+(?P<bare>[89]\d[.,]\d{1,5}|100)(?![\d.,]*\s*(?:%|per\s?cent))",
    re.IGNORECASE,
)
# "90% of the sites shall be operational": a share of many things.
_COUNTED: Final = re.compile(
    r"\s*\)?\s*of\s+(?:the\s+|all\s+|its\s+|our\s+|such\s+)*(?:\w+\s+){0,2}?(?:sites|trials|facilities|stores|locations|employees|customers|machines|vehicles|beds|rooms|wells|centers|centres)\b", re.IGNORECASE
)
_CEILING: Final = re.compile(r"\b(?:up\s+to|as\s+much\s+as)\s+(?:[\w-]+\s+(?:percent\s+)?\()?$", re.IGNORECASE)
_FORMULA: Final = re.compile(r"(?:[x×*]\s*|subtract\w*\s+from\s+|from\s+|multipl\w+\s+by\s+)$", re.IGNORECASE)
_DENIES: Final = re.compile(
    r"\b(?:no|not|cannot|never|nor|n['’]t)\s+(?:\w+\s+){0,3}?(?:guarantee|warrant|promise|"
    r"represent|commit)",
    re.IGNORECASE,
)
_HISTORY: Final = re.compile(r"\bhistorical(?:ly)?\b|\bin\s+the\s+past\b", re.IGNORECASE)
_CREDIT_COLUMN: Final = re.compile(r"\|[^|\n]*\b(?:credit|refund|rebate|discount|compensation)", re.IGNORECASE)
_EXAMPLE: Final = re.compile(
    r"\b(?:had|was|were)\s+(?:an?\s+)?(?:\w+\s+){0,2}(?:SLA|up[-\s]?time|availability)\s+of\s*$|(?:up[-\s]?time|availability)\s+(?:was|were|had\s+been)\s*$|"
    r"\b(?:if|when|where)\s+(?:the\s+|your\s+)?(?:\w+\s+)?(?:up[-\s]?time|availability)\s+is\s*$|"
    r"\b(?:actual|historical|achieved)\s+(?:\w+\s+)?(?:up[-\s]?time|availability|performance)\W+(?:(?:was|is|of)\s+)?$",
    re.IGNORECASE,
)
_ELSE: Final = re.compile(
    r"\b(?:respon[sd]\w*|tickets?|durab\w+|accura\w+|packet|latency|deliver(?:y|ed|ies)|yield|"
    r"fill\s+rate|inventory|stock|utili[sz]ation|"
    r"satisfaction|error\s+rate|capacity|bandwidth|conformity|purity|shar(?:es|eholders?)|voting|lumen|impressions?)\b",
    re.IGNORECASE,
)
_WILL_BE: Final = re.compile(r"\b(?:will|shall|must|to)\s+be\s+(?:\w+\s+)?(?:available|accessible|operational|reachable)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """``text[start:end]`` names ``percent`` availability: promised, or the level below which something follows."""

    start: int
    end: int
    percent: float
    role: Role


def row_around(text: str, at: int) -> tuple[int, int]:
    """The row of a table in which the character stands; the whole text where it stands in none."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = len(text) if end < 0 else end
    return (start, end) if "|" in text[start:end] else (0, len(text))


def _head(text: str, row: int) -> str:
    """The first row of the table to which the row belongs: what heads a column speaks for its cells."""
    while row > 0:
        before = text.rfind("\n", 0, row - 1) + 1
        if "|" not in text[before : row - 1]:
            break
        row = before
    return text[row : text.find("\n", row)]


def number(digits: str) -> float:
    return float(digits.replace(",", "."))


def spans_below(text: str) -> Iterator[Level]:
    """Every span of availability that the text names (``less than 99 %``, ``95 % to 99 %``): its upper end."""
    if not (_MAY_COUNT.search(text) or "cent" in text.lower()):
        return
    for match in _L_SPANS.finditer(in_lower_case(text)):
        values = [value for group in match.groups() if group and (value := number(group)) <= 100]
        if not values:
            continue
        percent = max(values)
        if "%" not in match[0] and "cent" not in match[0] and percent < 80:
            continue  # "less than 30 days", "5 to 60 minutes"
        if percent < 10 or _NOT_BEFORE.search(text, max(match.start() - 70, 0), match.start()):
            continue
        if len(values) == 1 and not PERCENT.search(match[0]) and text[match.end() :].lstrip()[:1] != "%":
            continue
        if len(values) == 2 and min(values) == percent:
            continue
        yield Level(match.start(), match.end(), percent, "below")


def levels(sentence: str) -> list[Level]:
    """The availability that a sentence promises or makes conditions on, in order."""
    if not AVAILABILITY.search(sentence):
        return []
    found = list(spans_below(sentence))
    for match in PERCENT.finditer(sentence):
        if any(level.start <= match.start() < level.end for level in found):
            continue
        if _promises(sentence, match):
            found.append(Level(match.start(), match.end(), number(match[1]), "promise"))
    for match in _BARE.finditer(sentence):
        if not any(level.start < match.end() and match.start("bare") < level.end for level in found):
            found.append(Level(match.start("bare"), match.end("bare"), number(match["bare"]), "promise"))
    found = [level for level in found if level.percent >= 80 or level.role == "below"]
    return sorted(found, key=lambda level: level.start)


def _promises(sentence: str, match: re.Match[str]) -> bool:
    if not 80 <= number(match[1]) <= 100:
        return False
    start, end = row_around(sentence, match.start())
    before, after = sentence[max(match.start() - 160, start) : match.start()], sentence[match.end() : min(match.end() + 120, end)]
    if _CEILING.search(before) or _FORMULA.search(before) or _COUNTED.match(after) or _DENIES.search(sentence, 0, match.start()):
        return False
    if _EXAMPLE.search(before) or _HISTORY.search(before):
        return False
    if _OF_OTHER.match(after) and not _OF_TIME.match(after):
        return False
    if _OF_TIME.match(after) and _WILL_BE.search(before):
        return True  # "will be available, free of packet loss, 99.99 % of each month"
    if _ELSE.search(before[-60:]) or _ELSE.search(after[:40]):
        # "99.9 % availability and a response time": what stands right beside the number decides.
        return bool(re.match(r"\W{0,3}(?:\w+\s+)?(?:up[-\s]?time|availab)", after, re.IGNORECASE))
    return bool(AVAILABILITY.search(before) or AVAILABILITY.search(after) or _heads(sentence, start, before))


def _heads(sentence: str, start: int, before: str) -> bool:
    """Whether the head of the table says that its cell is availability, and not the step of a scale of credits."""
    head = _head(sentence, start) if start else ""
    steps = "|" not in before.lstrip("| \t") and _CREDIT_COLUMN.search(head)
    return bool(AVAILABILITY.search(head)) and not steps
