"""What is changed: the terms, the prices or the service, as the object or the subject of the verb of change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.analysis.change_words import PRICE, SERVICE, TERMS, TIME

NAMES_TERMS: Final = re.compile(rf"\b{TERMS}\b")
NAMES_PRICE: Final = re.compile(rf"\b{PRICE}\b")
# Not the service that only names its papers: "Service Terms", "platform fees", "service levels".
NAMES_SERVICE: Final = re.compile(rf"\b{SERVICE}\b(?!\s+(?:{TERMS}|{PRICE}|levels?)\b)")
# How far from the verb its object may stand.
_NAMES: Final = (("prices", NAMES_PRICE, 80), ("terms", NAMES_TERMS, 120), ("service", NAMES_SERVICE, 150))
_JOINED: Final = re.compile(r"(?:,|\b(?:and|or|and/or|including|as well as))\s[^.;]*$")
# "these Terms and our prices": beside one another, with no other clause between them.
_BESIDE: Final = re.compile(
    r"(?!.*\b(?:by|shall|will|is|are|may|which|that|when|if|for|on|at|under|with|upon|without|after|before|each|you|we|through|via|reflect|because|due|comply|accommodate|(?:notify|inform|giv|post|publish|upload|send|provid|announc)ing)\b)"
    r"(?!.*(?<!\band )(?<!\bor )\b(?:in|of|under|to|from)\s+(?:(?:this|the|these|our|your|such|its|any)\s+)?$)"
    r"[^.;:()]{0,60}?(?:,|\b(?:and|or|and/or|including|as well as)\b)[^.;:()]{0,60}$"
)
# "Service Conditions", "Platform Usage Rules"
_ONE_NAME: Final = re.compile(r"[\w-]+ (?:(?!and|or|in|of|to|by|for|at|on|under|with|from)\w+ )?$")
_BREAK: Final = re.compile(r"\b(?:you|if|when|as|who|where|that we)\b|[.;:]")


@dataclass(frozen=True, slots=True)
class Power:
    """What a sentence lets the vendor change: ``over`` is the first of ``terms``, ``service`` and ``prices`` that it names,
    ``also`` are the others. ``form`` says how it gives the power, for a person who asks why the clause was found."""

    over: str
    confidence: float
    form: str
    also: frozenset[str] = frozenset()

    def covers(self, what: str) -> bool:
        return what == self.over or what in self.also


def overs(power: Power) -> Iterator[str]:
    yield power.over
    yield from power.also


def named(near: str) -> tuple[str | None, frozenset[str]]:
    """What the words name first, and what else they name beside it."""
    places = sorted((match.start(), over) for over, pattern, _ in _NAMES if (match := pattern.search(near)))
    reach = {over: reach for over, _, reach in _NAMES}
    found = [(place, over) for place, over in places if place < reach[over]]
    if not found:
        return None, frozenset()
    # Where two begin at the same word ("service level agreement"), or the terms or prices of the service are meant, those win.
    start, over = found[0]
    for place, other in found[1:]:
        between = near[start:place]
        if over == "service" and (
            (other == "prices" and place - start < 25)
            or (other == "terms" and (place == start or _ONE_NAME.match(between) or (place - start < 100 and _JOINED.search(between))))
        ):
            start, over = place, other
    also = frozenset(other for place, other in places if other != over and _beside(near, place, start))
    return over, also


def _beside(low: str, one: int, other: int) -> bool:
    """Whether the words that begin at the two places stand beside one another, whatever is said of the time between them."""
    return bool(_BESIDE.match(TIME.sub(" ", low[min(one, other) : max(one, other)])))


def subject(low: str, end: int) -> tuple[str | None, frozenset[str], int]:
    """What is changed, what else beside it, and where it is named: the prices or terms of a service rather than the service."""
    cut = subject_from(low, end)
    found = [
        (over, match.start())
        for over, pattern in (("prices", NAMES_PRICE), ("terms", NAMES_TERMS), ("service", NAMES_SERVICE))
        if (match := pattern.search(low, cut, end))
    ]
    if not found:
        return None, frozenset(), end
    over, start = found[0]
    also = frozenset(other for other, place in found[1:] if place != start and _beside(low, place, start))
    return over, also, start


def subject_from(low: str, end: int) -> int:
    """Where the words begin that can be the subject of a verb at ``end``."""
    start = max(end - 100, 0)
    return max((broken.end() for broken in _BREAK.finditer(low, start, end)), default=start)
