"""The lengths of a notice: how long before the end at the least, and how long at the most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span

# What makes a length of time a length of notice: the words that follow it, or the words before and after.
_OF_NOTICE: Final = re.compile(
    r"['’]?s?['’]?\s*(?:(?:or\s+more|advance[d]?|prior|written|previous|clear|calendar|notice|period)\s+)*"
    r"(?:\w+\s+){0,2}?(?:notice|notification|prior|before|preceding|in\s+advance|advance|of\s+the\s+(?:end|expir|conclusion)|written)",
    re.IGNORECASE,
)
_OF_A_TERM: Final = re.compile(r"\s*(?:terms?|periods?|renewal|after|following)\b", re.IGNORECASE)
_AT_LEAST: Final = re.compile(r"(?:at\s+least|(?:not?|nor)\s+(?:less|fewer|later|earlier|more)\s+than|minimum\s+of|within|notice\s+of)(?:\s+\w+)?\s*$", re.IGNORECASE)
_THEN_BEFORE: Final = re.compile(r"[^.;]{0,80}?\b(?:prior|before|preceding|in\s+advance)\b", re.IGNORECASE)
_NOTICE_OF: Final = re.compile(r"\bnotice\b[^.;]{0,60}\b(?:of|least|than)\s*$", re.IGNORECASE)
_AND_BEFORE: Final = re.compile(r"[^.;]{0,12}\band\b[^.;]{0,60}\b(?:prior|before|preceding)\b", re.IGNORECASE)
_NOT_BEFORE: Final = re.compile(
    r"(?:(?:no|not)\s+(?:earlier|more|sooner|greater)\s+than|at\s+most|up\s+to|maximum\s+of|but\s+not\s+more\s+than|no\s+earlier\s+than|within\s+(?:the\s+)?(?:period\s+of\s+)?)\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"\bwithin\s*(?:\w+\s+)?$", re.IGNORECASE)
_LEAST: Final = re.compile(r"(?:at\s+least|(?:not?|nor)\s+(?:less|fewer|later)\s+than|minimum\s+of|no\s+later\s+than)\s*(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoticeLength:
    """Spans with ``span._.period``: ``latest`` is the least notice that still counts, ``earliest`` the most, where there is one."""

    latest: Span
    earliest: Span | None


def notice_periods(sentence: Span) -> list[Span]:
    """The lengths of time in the sentence that are lengths of notice: prior, in advance, before, or ``days' notice``."""
    found = []
    text, base = sentence.text, sentence.start_char
    for span in sentence.doc.spans["periods"]:
        if span.start_char < base or span.end_char > sentence.end_char:
            continue
        before, after = text[max(span.start_char - base - 60, 0) : span.start_char - base], text[span.end_char - base :]
        of_a_term = bool(_OF_A_TERM.match(after))
        if (
            (_OF_NOTICE.match(after) and not of_a_term)
            or (_AT_LEAST.search(before) and _THEN_BEFORE.match(after))
            or (_NOTICE_OF.search(before) and not of_a_term)
            or _AND_BEFORE.match(after)
        ):
            found.append(span)
    return found


def notice_length(spans: Sequence[Span]) -> NoticeLength | None:
    """Which of a clause's lengths of notice is the least, and which the most; None where there is none."""
    latest = earliest = None
    for span in spans:
        before = _before(span)
        if _NOT_BEFORE.search(before) and not _WITHIN.search(before):
            earliest = earliest or span
        elif latest is None or (_LEAST.search(before) and not _LEAST.search(_before(latest))):
            latest = span
    if latest is None:
        return NoticeLength(earliest, None) if earliest is not None else None
    if earliest is not None and earliest._.period.rough_days() <= latest._.period.rough_days():
        earliest = None
    return NoticeLength(latest, earliest)


def _before(span: Span) -> str:
    words: str = span.doc._.passage[max(span.start_char - 60, span.sent.start_char) : span.start_char]
    return words
