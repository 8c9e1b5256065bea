"""What the cover, the preamble, the order form's table and the signature block say of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from contracts.analysis.clause import Fact
from contracts.analysis.dates import DateMatch, find_dates, writes_day_first
from contracts.analysis.kind import Setting

# The cover and the preamble stand within so many characters.
PREAMBLE: Final = 6000
FIRST_WORDS: Final = 2500
_LONGEST_LABEL: Final = 100
# How sure a date is that merely stands beside a signature: a stated start outranks it.
_SIGNED: Final = 0.7

# "Effective Date | 1 March 2026", "the Effective Date means 1 March 2026": the date must follow at once.
_LINK = r"[\"”’]?\)?[\s:|*_]*(?:of\s+(?:this|the)\s+\w+\s+)?(?:(?:is|means|shall\s+(?:be|mean)|will\s+be|=|-|–|as\s+of|on|the\s+date\s+of)[\s:|*_]*)*(?:the\s+)?"
_EFFECTIVE: Final = re.compile(rf"\b(?:effective|agreement|contract)\s+date\b{_LINK}", re.IGNORECASE)
_EFFECTIVE_DEFINED: Final = re.compile(rf"(?<=[\"“])(?:Effective|EFFECTIVE|Commencement)\s+(?:Date|DATE)[\"”]\s*(?:of\s+this\s+\w+\s+)?(?:means|shall\s+mean|is|shall\s+be){_LINK}", re.IGNORECASE)
_START: Final = re.compile(rf"\b(?:(?:service|subscription|contract|term)\s+)?(?:start|commencement|begin(?:ning)?)(?:\s+date\b|(?=\s*[:|])){_LINK}", re.IGNORECASE)
_END: Final = re.compile(rf"\b(?:(?:subscription|service|contract|term)\s+)?(?:end|expiry|expiration|termination)(?:\s+date\b|(?=\s*[:|])){_LINK}", re.IGNORECASE)
# The date stands before: "as of March 1, 2026 (the "Effective Date")".
_DEFINED_AFTER: Final = re.compile(
    r"[\s,)]{0,4}\(?\s*(?:the|hereinafter|this|such\s+date|being)?[^()\"“]{0,40}[\"“'‘]\s*(?:effective|agreement|start|commencement)\s+date\s*,?[\"”'’]", re.IGNORECASE
)
_TAKES_EFFECT: Final = re.compile(
    r"\b(?:effective(?:\s+(?:as\s+of|from|on|beginning))?|tak(?:es?|ing)\s+effect\s+(?:on|from|as\s+of)|(?:come|enter)s?\s+into\s+(?:force|effect)\s+(?:on|as\s+of|from)|"
    r"with\s+effect\s+from|commenc(?:es?|ing|e)(?:\s+(?:on|up\s?on|as\s+of|from))?|commencement\s+date\b[^.;]{0,40}\bbe|(?:begins?|starts?)\s+(?:on|from|as\s+of)|valid\s+from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_THIS_AGREEMENT: Final = re.compile(r"\b(?:agreement|contract|term|amendment|addendum|it|order\s+form|licen[cs]e|appointment|venture)\b", re.IGNORECASE)
_MADE: Final = re.compile(
    r"\b(?:made|entered\s+into|dated|executed|agreement|contract|amendment|is\s+effective|concluded)\b[^.;]{0,140}$|\bas\s+of\s+(?:the\s+|this\s+)?$|(?:^|\n)\s*date:?\s*$", re.IGNORECASE
)
_RECITALS: Final = re.compile(r"\b(?:whereas|recitals?|witnesseth|background)\b", re.IGNORECASE)
# The date is another document's: "to the Supply Agreement dated", "pursuant to that certain lease".
_EARLIER_PAPER: Final = re.compile(r"\b(?:under|pursuant\s+to|governed\s+by|subject\s+to|amends|of)\s+(?:the|that|a)\b[^.;()]{0,100}\bdated\s+(?:as\s+of\s+)?$|\b(?:amendment|addendum|exhibit|schedule|supplement)\b[^.;()]{0,60}\bto\b[^.;()]{0,100}\bdated\s+(?:as\s+of\s+)?$|\b(?:agreement|contract)\**\s*[:|][^.;\n]{0,40}\bdated\s*$|\([\"“](?![^()]*(?:agreement|amendment|contract|addendum))[^()]{1,40}\)\s+dated\s+(?:as\s+of\s+)?$|\bto\s+the\s+[^.;()]{0,60}\([^()]{0,40}\)\s+of\s+$|\bto\s+(?:the|that|a)\b[^.;()]{0,100}\bdated\s+(?:as\s+of\s+)?$|\b(?:whereas|pursuant\s+to|certain|amended|original(?:ly)?|previous(?:ly)?|prior|filed|registration)\b[^.;]{0,100}$", re.IGNORECASE)
# The date beside a signature; "End Date: 31 May 2028" is none.
_ENDS_ON: Final = re.compile(r"\b(?:until|through|expir\w+|end(?:s|ed|ing)?|terminat\w+|no\s+later\s+than|updated|revised|modified|reference\s+purposes(?:\s+only)?|revision|version)\b[^.;]{0,30}$", re.IGNORECASE)
_HEAD: Final = re.compile(r"\bdate[d]?\s*:?\s*(?:[A-Z][\w.]+\s+){0,3}$|(?:^|\n\s*\n)\s*$", re.IGNORECASE)
_DATED: Final = re.compile(r"\b(?:date[d]?|on)\s*:?[\s_|.]{0,12}$", re.IGNORECASE)
_DATE_BELOW: Final = re.compile(r"(?:\s+[\d/.\-]{6,10})?\s+Date(?:\s+Date)?\s*\n", re.IGNORECASE)
_SIGNATURE: Final = re.compile(r"\b(?:by|name|title|signature|signed(?:\s+(?:for|by|on)\b[^:\n]{0,60})?)\s*:|/s/|_{6,}|\bTitle\s+Title\b", re.IGNORECASE)
_MEANS = r"[\"”’]?\)?\s*(?:of\s+this\s+\w+\s+)?(?:\w+\s+){0,2}?(?:means?|mean|is|be)\s+(?:the\s+)?"
_IS_THIS_DATE: Final = re.compile(
    rf"\beffective\s+date{_MEANS}(?:(?:date\s+(?:first\s+)?(?:\w+\s+){{0,2}}?(?:above|hereof|of\s+this))|first\s+date\s+(?:above|written))|"
    r"\b(?:agreement|contract)\b[^.;]{0,60}\b(?:effective|commence\w*|force)\s+(?:as\s+of\s+|on\s+|from\s+)?(?:the\s+)?(?:date\s+(?:first\s+)?(?:\w+\s+){0,2}?(?:above|hereof|of\s+th(?:is|e)\s+agreement)|date\s+hereof)",
    re.IGNORECASE,
)
# It takes effect on a day that is not yet known: when somebody signs, accepts or pays, or as an order form says.
_IS_OPEN: Final = re.compile(
    r"\b(?:effective\s+date|effective|commence\w*|takes?\s+effect|into\s+(?:force|effect))\b(?:\s+date)?[^.;]{0,60}\b(?:as\s+of|on|upon|is|means|from|by)\s+(?:the\s+)?(?:(?:later|last|latest|first|earlier)\s+of\s+)?(?:date|day|time|execution|signature|signing|acceptance|effective\s+date\s+(?:of|set\s+forth|stated|specified))\b[^.;]{0,80}"
    r"\b(?:sign\w*|accept\w*|execut\w*|click\w*|order\w*|register\w*|registration|payment|purchase\w*|activat\w*|sends?|quotation|quote)\b",
    re.IGNORECASE,
)
_IS_OPEN_BY_SIGNATURE: Final = re.compile(
    r"\b(?:effective\s+date[\"”’]?\)?\s+(?:of\s+this\s+\w+\s+)?(?:is|means|shall\s+(?:be|mean)|will\s+be)|agreement\s+(?:is|shall\s+be(?:come)?|becomes|will\s+be(?:come)?)\s+effective(?:\s+(?:as\s+of|on|upon|from))?)\s+(?:the\s+)?"
    r"(?:(?:date|day|later|latest)\s+[^.;]{0,60})?(?:last|latest|later)\s+(?:\w+\s+){0,3}(?:sign\w*|execut\w*|dates?)\b",
    re.IGNORECASE,
)
_IS_LAST_SIGNATURE: Final = re.compile(
    r"\b(?:effective\s+date|effective|commence\w*|date\s+of\s+this\s+agreement)\b[^.]{0,120}\b(?:(?:last|later|latest)\b[^.]{0,60}\b(?:sign\w*|execut\w*|dates?|written)|(?:date\s+)?(?:last|fully)\s+(?:signed|executed|written)|noted\s+below|signing\s+date|date\s+(?:of\s+)?(?:its\s+)?(?:signature|signing|execution)|signatures?\s+below)",
    re.IGNORECASE,
)
# Why a date is taken where the agreement was made on it.
IS_ITS_DATE: Final = "the effective date is the date of the agreement"
MADE_ON: Final = "the date on which the preamble says it was made"


def cover_facts(setting: Setting) -> Iterable[Fact]:
    """``effective_date``, ``term_start`` where it is another, ``expiration_date``: the surest statement of each.

    Nothing is given for a numeric date whose day and month cannot be told apart by the document's other dates.
    """
    text = setting.agreement.text
    dates = find_dates(text, day_first=writes_day_first(text))
    effective = _effective(text, setting.outline.lower, dates)
    start = _labelled(text, _START, dates)
    if start and start.date and (not effective or effective.confidence <= _SIGNED):
        effective = _fact("effective_date", start, 0.85, "stated as the start")
    elif start and start.date and effective and start.date != effective.value:
        yield _fact("term_start", start, 0.9, "stated as the start")
    if effective:
        yield effective
    end = _labelled(text, _END, dates)
    if end and end.date:
        yield _fact("expiration_date", end, 0.9, "stated as the end")


def _effective(text: str, lower: str, dates: Sequence[DateMatch]) -> Fact | None:
    """The surest statement of the day from which the agreement is effective; each of these outranks the next.

    1. A label or definition: "Effective Date: 1 March 2026", "1 March 2026 (the "Effective Date")".
    2. The Effective Date is said to be the date of this paper, or that of the last signature: then that date.
    3. The preamble, or else the body, says from when the agreement is effective or its term runs.
    4. The day on which the preamble says that it was made, or the date at its head.
    5. The last of the signatures' dates.
    """
    top = [m for m in dates if m.end <= PREAMBLE and not _of_another_paper(text, m)]
    labelled = _labelled(text, _EFFECTIVE, top) or _labelled(text, _EFFECTIVE_DEFINED, dates)
    if not labelled:
        labelled = next((m for m in top if _DEFINED_AFTER.match(text, m.end, m.end + 120)), None)
    if labelled:  # one whose day and month cannot be told apart is asked about: no other date is taken in its place
        return _fact("effective_date", labelled, 0.95, "stated or defined as the effective date") if labelled.date else None
    top = [m for m in top if m.date]
    recitals = _RECITALS.search(text, 200)
    preamble = [m for m in top if not recitals or m.start < recitals.start()]
    preamble = [m for m in preamble if not (_SIGNATURE.search(text[max(m.start - 300, 0) : m.start]) or _ENDS_ON.search(text[max(m.start - 60, 0) : m.start]))]
    made = next((m for m in preamble if _MADE.search(text[max(m.start - 220, 0) : m.start])), None) or _at_the_head(text, preamble)
    said = _said_of_effect(lower, text)
    if made and any(map(_IS_THIS_DATE.search, said)):
        return _fact("effective_date", made, 0.9, IS_ITS_DATE)
    signed = last_signature(text, dates)
    if signed and any(map(_IS_LAST_SIGNATURE.search, said)):
        return _fact("effective_date", signed, 0.85, "the effective date is that of the last signature")
    if any(map(_IS_OPEN_BY_SIGNATURE.search, said)) or (not made and any(map(_IS_OPEN.search, said))):
        return None
    for match in preamble:
        if match.start < FIRST_WORDS and _says_effective(text, match):
            return _fact("effective_date", match, 0.9, "the date from which the preamble says it is effective")
    for match in dates:
        if match.date and _says_effective(text, match) and not _of_another_paper(text, match):
            return _fact("effective_date", match, 0.8, "the date from which it says that it is effective")
    if made:
        return _fact("effective_date", made, 0.85, MADE_ON)
    labelled = _labelled(text, _EFFECTIVE, dates)
    if labelled and labelled.date:
        return _fact("effective_date", labelled, 0.7, "stated as an effective date")
    if signed:
        return _fact("effective_date", signed, _SIGNED, "the last of the signatures' dates")
    return None


def _said_of_effect(lower: str, text: str) -> list[str]:
    """What is said around "effective" and "commence": where it may be said what the effective date is."""
    said = []
    for word in ("effective", "commence", "into force"):
        at = lower.find(word)
        while at >= 0:
            said.append(text[max(at - 80, 0) : at + 260])
            at = lower.find(word, at + 180)
    return said


def _says_effective(text: str, match: DateMatch) -> bool:
    """Whether the words before the date say that this agreement, or its term, is effective from it."""
    words = text[max(match.start - 200, 0) : match.start]
    sentence = words[max(words.rfind(". "), words.rfind("\n\n"), words.rfind(";")) + 1 :]
    begins = _TAKES_EFFECT.search(sentence)
    return bool(begins and _THIS_AGREEMENT.search(sentence))


def _at_the_head(text: str, top: list[DateMatch]) -> DateMatch | None:
    """A date that stands by itself at the head of the paper, as of a letter: "Date: June 1, 1998"."""
    for match in top:
        if match.start < FIRST_WORDS and _HEAD.search(text[max(match.start - 60, 0) : match.start]):
            return match
    return None


def last_signature(text: str, dates: Sequence[DateMatch]) -> DateMatch | None:
    """The latest of the dates that stand beside signatures; none where one of them cannot be told."""
    beside = [
        m
        for m in dates
        if not _END.search(text[max(m.start - 40, 0) : m.start]) and not _START.search(text[max(m.start - 40, 0) : m.start]) and (_DATED.search(text[max(m.start - 24, 0) : m.start]) or _DATE_BELOW.match(text, m.end)) and _SIGNATURE.search(text[max(m.start - 400, 0) : m.end + 300])
    ]
    return max(beside, key=lambda m: m.date or date.min, default=None) if all(m.date for m in beside) else None


def _of_another_paper(text: str, match: DateMatch) -> bool:
    return bool(_EARLIER_PAPER.search(text[max(match.start - 120, 0) : match.start]))


def _labelled(text: str, label: re.Pattern[str], dates: Sequence[DateMatch]) -> DateMatch | None:
    """The first date that stands right behind such a label, also one whose day and month cannot be told apart."""
    for match in dates:
        # The label's last words may not be wanted by the date: "the date of 1 March", "the 1st day of March".
        before = max(match.start - _LONGEST_LABEL, 0)
        if any(place.end() == match.start for place in label.finditer(text, before, match.start)):
            return match
    return None


def _fact(name: str, match: DateMatch, confidence: float, why: str) -> Fact:
    return Fact(name, match.date, None, confidence, why, match.start, match.end)
