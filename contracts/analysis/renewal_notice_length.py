"""The lengths of a notice: how long before the end at the least, and how long at the most; whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Span

from contracts.analysis.language import span_over
from contracts.periods import Period, word_number

# What makes a length of time a length of notice: the words that follow it, or the words before and after.
_OF_NOTICE: Final = re.compile(
    r"['’]?s?['’]?\s*(?:(?:or\s+more|advance[d]?|prior|written|previous|clear|calendar|notice|period)\s+)*"
    r"(?:(?!unless\b|until\b|if\b|except\b|increments?\b|only\b)\w+\s+){0,2}?(?:notice|notification|prior|before|preceding|in\s+advance|advance|ahead|out\b(?!\s+of)|of\s+the\s+(?:end|expir|conclusion)|written)",
    re.IGNORECASE,
)
_OF_A_TERM: Final = re.compile(r"\s*(?:terms?|periods?|renewal|after|following)\b", re.IGNORECASE)
_AT_LEAST: Final = re.compile(r"(?:at\s+least|(?:not?|nor)\s+(?:less|fewer|later|earlier|more)\s+than|minimum\s+of|within|notice\s+of)(?:\s+\w+)?\s*$", re.IGNORECASE)
_THEN_BEFORE: Final = re.compile(r"[^.;]{0,80}?\b(?:prior|before|preceding|in\s+advance|ahead)\b", re.IGNORECASE)
_NOTICE_OF: Final = re.compile(r"\bnotice\b[^.;]{0,60}\b(?:of|least|than)\s*$|\b(?:notice|cancell?ation|termination)\s+period\s+(?:is|shall\s+be|:)\s*(?:at\s+least\s+)?$", re.IGNORECASE)
_AND_BEFORE: Final = re.compile(r"[^.;]{0,12}\band\b[^.;]{0,60}\b(?:prior|before|preceding)\b", re.IGNORECASE)
_NOT_BEFORE: Final = re.compile(
    r"(?:(?:no|not|nor)\s+(?:earlier|more|sooner|greater)\s+than|at\s+most|up\s+to|maximum\s+of|but\s+not\s+more\s+than|no\s+earlier\s+than|within\s+(?:the\s+)?(?:period\s+of\s+)?)\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"\bwithin\s*(?:\w+\s+)?$", re.IGNORECASE)
_LEAST: Final = re.compile(r"(?:at\s+least|(?:not?|nor)\s+(?:less|fewer|later)\s+than|minimum\s+of|no\s+later\s+than)\s*(?:\w+\s+)?$", re.IGNORECASE)
_UP_TO_BEFORE: Final = re.compile(r"\bup\s+to\s*$", re.IGNORECASE)  # "at any time up to 48 hours before": the last moment, not the first
# Reminders are the vendor's, and days after them none of the end.
_REMINDS: Final = re.compile(r"\bremind\w*\b[^.;]{0,90}$", re.IGNORECASE)
# Lengths in other units, as notices alone have them. Hours are rounded up to days: the earlier deadline.
_OTHER_UNITS: Final = re.compile(
    r"(?<![\w.])(?:(?P<hours>\d{1,3}|[a-z]+(?:[-\s](?:one|two|four|six|eight))?)\s*(?:\(\s*\d{1,3}\s*\)\s*)?hours?\b"
    r"|(?P<quarters>an?|one|two|three|1|2|3)\s+(?:\(\d\)\s+)?(?:full\s+|whole\s+)?(?:calendar\s+|financial\s+|contract\s+)?quarters?\b(?!\s+hour)"
    r"|(?P<fortnights>an?|one|two)\s+fortnights?\b"
    r"|(?:(?P<nth>\d{1,3})(?:st|nd|rd|th)|(?P<ordinal>tenth|fifteenth|twentieth|thirtieth|forty[-\s]fifth|sixtieth|ninetieth))\)?\s+(?:calendar\s+)?day\b(?=\s+(?:before|prior|preceding))"
    r"|(?:(?<=\blast\s)|(?<=\bfinal\s))(?P<of_term>week|month|quarter|year)\b(?=\s+of\s+(?:the|its|each|any|such)\s))",
    re.IGNORECASE,
)
_ORDINALS: Final = {"tenth": 10, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "forty-fifth": 45, "sixtieth": 60, "ninetieth": 90}
# "the 90-day period ending 60 days before", "the period beginning 120 days and ending 60 days before".
_PERIOD_ENDING: Final = re.compile(r"[-\s]*(?:period|window)\s+(?:that\s+|which\s+)?(?:end(?:s|ing)|expir(?:es|ing)|clos(?:es|ing))\s+(?:on\s+the\s+(?:date|day)\s+(?:that\s+is\s+)?)?", re.IGNORECASE)
_AND_ENDING: Final = re.compile(r"\s*(?:before\s+|prior\s+to\s+)?,?\s*and\s+(?:end|expir|clos)\w*\s+(?:on\s+the\s+(?:date|day)\s+(?:that\s+is\s+)?)?", re.IGNORECASE)
_BEGINNING: Final = re.compile(r"\b(?:begin|start|commenc|open)\w*\s+(?:on\s+the\s+(?:date|day)\s+(?:that\s+is\s+)?)?$", re.IGNORECASE)
_LAST_OF_TERM: Final = re.compile(r"\b(?:within|during|in|throughout)\s+the\s+(?:last|final)\s*$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\bbetween\s*$", re.IGNORECASE)

Owner = Literal["customer", "vendor", ""]
_CUSTOMER: Final = r"customer|client|subscriber|licensee|lessee|tenant|you|your|buyer|purchaser|user|member|hirer|recipient|merchant"
_VENDOR: Final = r"provider|supplier|vendor|licensor|lessor|landlord|we|us|our|seller|contractor|host|operator"
_PARTY: Final = re.compile(rf"\b(?:(?P<customer>{_CUSTOMER})|(?P<vendor>{_VENDOR})|(?P<either>either|neither|both|parties|party|one))\b", re.IGNORECASE)
_TURNS: Final = re.compile(r"\b(?:unless|until|or|and|if|but|while|whereas|save)\b|[;,]", re.IGNORECASE)
_IN_CASE_OF: Final = re.compile(
    rf"[^.;,()]{{0,40}}[\s,]*\(?\s*(?:in\s+(?:the\s+)?case\s+of|(?:if|where|when)\s+(?:given\s+|sent\s+)?by|for|by)\s+(?:the\s+|notice\s+by\s+(?:the\s+)?)?(?:(?P<customer>{_CUSTOMER})|(?P<vendor>{_VENDOR}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NoticeLength:
    """Spans with ``span._.period``: ``latest`` is the least notice that still counts, ``earliest`` the most, where there is one.

    ``vendors``: the least notice by which the vendor stops the renewal, where that is another than the customer's.
    ``to_the_last_day``: notice counts until the term's last day, and ``latest`` is the earliest day only.
    """

    latest: Span
    earliest: Span | None
    vendors: Span | None = None
    to_the_last_day: bool = False


def notice_periods(sentence: Span) -> list[Span]:
    """The lengths of time in the sentence that are lengths of notice: prior, in advance, before, or ``days' notice``."""
    found = []
    text, base = sentence.text, sentence.start_char
    for span in sentence.doc.spans["periods"]:
        if span.start_char < base or span.end_char > sentence.end_char:
            continue
        before, after = text[max(span.start_char - base - 110, 0) : span.start_char - base], text[span.end_char - base :]
        if _REMINDS.search(before):
            continue
        before = before[-60:]
        of_a_term = bool(_OF_A_TERM.match(after))
        if (
            (_OF_NOTICE.match(after) and not of_a_term)
            or (_AT_LEAST.search(before) and _THEN_BEFORE.match(after))
            or (_NOTICE_OF.search(before) and not of_a_term)
            or _AND_BEFORE.match(after)
            or _LAST_OF_TERM.search(before)
            or _IN_CASE_OF.match(after)
            or _PERIOD_ENDING.match(after)
        ):
            found.append(span)
    return sorted([*found, *_in_other_units(sentence)], key=lambda span: span.start_char)


def _in_other_units(sentence: Span) -> Iterator[Span]:
    text = sentence.text
    for match in _OTHER_UNITS.finditer(text):
        if match["nth"] or match["ordinal"]:
            period = Period(int(match["nth"] or _ORDINALS[re.sub(r"\s", "-", match["ordinal"].lower())]), "day")
        elif match["of_term"]:
            unit = match["of_term"].lower()
            period = Period(3, "month") if unit == "quarter" else Period(1, unit)  # type: ignore[arg-type]
        elif match["hours"]:
            hours = int(match["hours"]) if match["hours"].isdigit() else word_number(match["hours"].split()[-1]) or 0
            period = Period(-(-hours // 24), "day")
        elif match["quarters"]:
            period = Period(3 * _count(match["quarters"]), "month")
        else:
            period = Period(2 * _count(match["fortnights"]), "week")
        lasts = match["of_term"] and _LAST_OF_TERM.search(text, max(match.start() - 30, 0), match.start())
        if period.count and (match["nth"] or match["ordinal"] or lasts or (not match["of_term"] and _OF_NOTICE.match(text, match.end()))):
            span = span_over(sentence.doc, sentence.start_char + match.start(), sentence.start_char + match.end(), "period")
            span._.period = period
            yield span


def _count(word: str) -> int:
    return int(word) if word.isdigit() else word_number(word.lower().replace("an", "a")) or 1


def notice_length(spans: Sequence[Span]) -> NoticeLength | None:
    """Which of a clause's lengths of notice is the least, and which the most; None where there is none.

    Where the vendor and the customer have lengths of their own, those of the customer.
    """
    owners = [_owner(span, spans[n - 1].end_char if n else span.sent.start_char) for n, span in enumerate(spans)]
    theirs = [span for span, owner in zip(spans, owners, strict=True) if owner == "vendor"]
    ours = [span for span, owner in zip(spans, owners, strict=True) if owner != "vendor"]
    if theirs and any(owner == "customer" for owner in owners):
        mine, other = notice_length_of(ours), notice_length_of(theirs)
        if mine is not None and other is not None:
            return NoticeLength(mine.latest, mine.earliest, other.latest, mine.to_the_last_day)
    return notice_length_of(spans)


def notice_length_of(spans: Sequence[Span]) -> NoticeLength | None:
    """The same where all are one party's."""
    if len(spans) >= 2 and (ending := _ending(spans[0], spans[1])):
        return ending
    if len(spans) >= 2 and _BETWEEN.search(_before(spans[0])):
        ordered = sorted(spans[:2], key=lambda span: float(span._.period.rough_days()))
        return NoticeLength(ordered[0], ordered[1])
    if len(spans) == 1 and _LAST_OF_TERM.search(_before(spans[0])):
        if re.match(r"[^.;]{0,20}\b(?:but|and)\s+(?:not\s+(?:later|less)|prior|before)\b", spans[0].doc._.passage[spans[0].end_char :], re.IGNORECASE):
            return None  # the window closes before the last day: a person is asked when
        return NoticeLength(spans[0], spans[0], to_the_last_day=True)
    latest = earliest = None
    for span in spans:
        before = _before(span)
        if _NOT_BEFORE.search(before) and not _WITHIN.search(before) and not (_UP_TO_BEFORE.search(before) and len(spans) == 1):
            earliest = earliest or span
        elif latest is None or (_LEAST.search(before) and not _LEAST.search(_before(latest))):
            latest = span
    if latest is None:
        return NoticeLength(earliest, None) if earliest is not None else None
    if earliest is not None and earliest._.period.rough_days() <= latest._.period.rough_days():
        earliest = None
    return NoticeLength(latest, earliest)


def _ending(first: Span, second: Span) -> NoticeLength | None:
    """The two where they are the bounds of one stretch: how long it is and when it ends, or when it begins and ends."""
    doc = first.doc
    between = doc._.passage[first.end_char : second.start_char]
    if _AND_ENDING.fullmatch(between) and _BEGINNING.search(_before(first)):
        return NoticeLength(second, first)
    lasts, ends = first._.period, second._.period
    if not _PERIOD_ENDING.fullmatch(between) or (lasts.unit, ends.unit) != ("day", "day"):
        return None
    both = span_over(doc, first.start_char, second.end_char, "period")
    both._.period = Period(lasts.count + ends.count - 1, "day", lasts.business or ends.business)
    return NoticeLength(second, both)


def owner(sentence: str) -> Owner:
    """Who gives the notice of which the sentence speaks: the first party that it names as doing so; empty for either of them."""
    return _kind(_PARTY.search(sentence))


def _owner(span: Span, since: int) -> Owner:
    """Whose notice the length is: the party named behind it, or else the first one named since the words turned to a new one."""
    passage: str = span.doc._.passage
    named = _IN_CASE_OF.match(passage, span.end_char)
    if named:
        return "customer" if named["customer"] else "vendor"
    words = passage[since : span.start_char]
    turned = 0
    for turn in _TURNS.finditer(words):
        if _PARTY.search(words, turn.end()):
            turned = turn.end()
    return _kind(_PARTY.search(words, turned))


def _kind(party: re.Match[str] | None) -> Owner:
    if party is None or party["either"]:
        return ""
    return "customer" if party["customer"] else "vendor"


def _before(span: Span) -> str:
    words: str = span.doc._.passage[max(span.start_char - 60, span.sent.start_char) : span.start_char]
    return words
