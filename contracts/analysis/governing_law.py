"""Which law governs the agreement, and where a business day is one: places as ISO 3166 codes, whose holidays then count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Setting
from contracts.analysis.places import ADJECTIVES, CITIES, PLACES

_BEFORE: Final = 250  # "the laws of the State of Ohio, without regard to ..., shall govern"
_AFTER: Final = 400


def _any_of(names: Mapping[str, str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))


_PLACE: Final = re.compile(rf"(?<![\w-])(?:{_any_of(PLACES)})(?![\w-])", re.IGNORECASE)
_PLACE_OR_CITY: Final = re.compile(rf"(?<![\w-])(?:{_any_of({**PLACES, **CITIES})})(?![\w-])", re.IGNORECASE)
_CODES: Final = {name.lower(): code for name, code in {**PLACES, **CITIES}.items()}

_GOVERN: Final = re.compile(r"\bgovern(?:ed|ing|s)?\b")
# What follows "the laws of" up to where something else than a place begins.
_LAWS_OF: Final = re.compile(
    r"\b(?:laws?|legislation)(?:\s+(?:and\s+regulations|in\s+force|in\s+effect|applicable|prevailing|from\s+time\s+to\s+time))*\s+(?:of|in)\s+"
    r"(?P<where>(?:(?!\b(?:without|excluding|exclusive|regardless|irrespective|courts?|jurisdiction|conflicts?)\b)[^.;:]){1,140})",
    re.IGNORECASE,
)
_ADJECTIVE_LAW: Final = re.compile(rf"\b(?P<whose>{_any_of(ADJECTIVES)})\s+(?:(?:civil|substantive|federal|domestic)\s+)?law\b", re.IGNORECASE)
_PLACE_LAW: Final = re.compile(rf"(?<![\w-])(?P<where>{_any_of(PLACES)})\s+(?:state\s+)?law\b", re.IGNORECASE)
_LABEL: Final = re.compile(
    rf"governing\s+law[\s:|*_.-]{{1,6}}(?:the\s+)?(?:laws?\s+of\s+)?(?:the\s+)?(?:(?:state|commonwealth|province)\s+of\s+)?(?P<where>{_any_of(PLACES)})(?![\w-])", re.IGNORECASE
)
_BUSINESS_DAY_IS: Final = re.compile(
    r"business\s+days?[\"”’'*]*(?:\s*\([^)]{0,40}\))?[\s:,–-]*(?:means?\b|shall\s+mean\b|is\b|are\b|:|(?=\s*(?:a|any)\s+(?:week)?day\b))", re.IGNORECASE
)


def law_facts(setting: Setting) -> Iterator[Fact]:
    """``governing_law`` and ``business_days`` (where the agreement says in which place's), each the surest statement."""
    law = _governing_law(setting)
    if law:
        yield law
    days = _business_days(setting)
    if days:
        yield days


def _governing_law(setting: Setting) -> Fact | None:
    text, lower = setting.agreement.text, setting.outline.lower
    at = lower.find("govern")
    while at >= 0:
        word = _GOVERN.match(lower, at)
        if word:
            paragraph = setting.outline.paragraph_at(at)
            start, end = max(paragraph.start, at - _BEFORE), min(paragraph.end, at + _AFTER)
            # A heading may stand in a paragraph of its own, the sentence in the next.
            if paragraph.end - paragraph.start < 60:
                end = min(len(text), paragraph.end + _AFTER)
            found = _law_in(text, at, end) or _law_in(text, start, at)
            if found:
                code, first, last = found
                return Fact("governing_law", code, None, 0.95, " ".join(text[first:last].split())[:120], first, last)
        at = lower.find("govern", at + 6)
    return None


def _law_in(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The place whose law is named in ``text[start:end]``, with where it is named."""
    label = _LABEL.match(text, start, end)
    if label:
        return _code(label["where"]), *label.span("where")
    for laws in _LAWS_OF.finditer(text, start, end):
        place = _most_exact(text, *laws.span("where"), _PLACE)
        if place:
            return place
    adjective = _ADJECTIVE_LAW.search(text, start, end)
    if adjective:
        return {name.lower(): code for name, code in ADJECTIVES.items()}[adjective["whose"].lower()], *adjective.span("whose")
    named = _PLACE_LAW.search(text, start, end)
    return (_code(named["where"]), *named.span("where")) if named else None


def _most_exact(text: str, start: int, end: int, pattern: re.Pattern[str]) -> tuple[str, int, int] | None:
    """The first region that is named, else the first country: "the laws of Canada and of the Province of Ontario"."""
    places = [(_code(match[0]), *match.span()) for match in pattern.finditer(text, start, end)]
    return next((place for place in places if "-" in place[0]), places[0] if places else None)


def _code(name: str) -> str:
    return _CODES[" ".join(name.lower().split())]


def _business_days(setting: Setting) -> Fact | None:
    text, lower = setting.agreement.text, setting.outline.lower
    at = lower.find("business day")
    while at >= 0:
        defined = _BUSINESS_DAY_IS.match(lower, at)
        if defined:
            paragraph = setting.outline.paragraph_at(at)
            sentence = next(
                (s for s in setting.outline.sentences(paragraph.start, paragraph.end) if s.start <= at < s.end), paragraph
            )
            place = _most_exact(text, defined.end(), min(sentence.end, at + _AFTER), _PLACE_OR_CITY)
            if place:
                code, first, last = place
                return Fact("business_days", code, None, 0.9, "named where it says what a business day is", first, last)
        at = lower.find("business day", at + 12)
    return None
