"""What the cover, the preamble, the order form's table and the signature block say: parties and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from contracts.analysis.clause import Fact
from contracts.analysis.dates import DateMatch, find_dates, writes_day_first
from contracts.analysis.kind import Setting

# The cover and the preamble stand within so many characters; the signature block in the last so many.
PREAMBLE: Final = 6000
SIGNATURES: Final = 3000
FIRST_WORDS: Final = 2500
_LONGEST_LABEL: Final = 100

# "Effective Date | 1 March 2026", "the Effective Date means 1 March 2026": the date must follow at once.
_LINK = r"[\"”’]?\)?[\s:|*_]*(?:of\s+(?:this|the)\s+\w+\s+)?(?:(?:is|means|shall\s+(?:be|mean)|will\s+be|=|-|–|as\s+of|on|the\s+date\s+of)[\s:|*_]*)*(?:the\s+)?"
_EFFECTIVE: Final = re.compile(rf"\b(?:effective|agreement|contract)\s+date\b{_LINK}", re.IGNORECASE)
_START: Final = re.compile(rf"\b(?:(?:service|subscription|contract|term)\s+)?(?:start|commencement|begin(?:ning)?)(?:\s+date\b|(?=\s*[:|])){_LINK}", re.IGNORECASE)
_END: Final = re.compile(rf"\b(?:(?:subscription|service|contract|term)\s+)?(?:end|expiry|expiration|termination)(?:\s+date\b|(?=\s*[:|])){_LINK}", re.IGNORECASE)
# The date stands before: "as of March 1, 2026 (the "Effective Date")".
_DEFINED_AFTER: Final = re.compile(
    r"[\s,)]{0,4}\(?\s*(?:the|hereinafter|this|such\s+date|being)?[^()\"“]{0,40}[\"“'‘]\s*(?:effective|agreement|start|commencement)\s+date\s*,?[\"”'’]", re.IGNORECASE
)
_TAKES_EFFECT: Final = re.compile(
    r"\b(?:effective(?:\s+(?:as\s+of|from|on|beginning))?|tak(?:es?|ing)\s+effect\s+(?:on|from|as\s+of)|(?:come|enter)s?\s+into\s+(?:force|effect)\s+(?:on|as\s+of|from)|"
    r"with\s+effect\s+from|commenc(?:es?|ing|e)\s+(?:on|as\s+of|from)|begins?\s+on|valid\s+from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_THIS_AGREEMENT: Final = re.compile(r"\b(?:agreement|contract|term|amendment|addendum|it|order\s+form|licen[cs]e)\b", re.IGNORECASE)
_MADE: Final = re.compile(
    r"\b(?:made|entered\s+into|dated|executed|agreement|contract|amendment|is\s+effective|concluded)\b[^.;]{0,140}$|\bas\s+of\s+(?:the\s+|this\s+)?$|(?:^|\n)\s*date:?\s*$", re.IGNORECASE
)
_RECITALS: Final = re.compile(r"\b(?:whereas|recitals?|witnesseth|background)\b", re.IGNORECASE)
# The date is another document's: "to the Supply Agreement dated", "pursuant to that certain lease".
_EARLIER_PAPER: Final = re.compile(r"\bto\s+(?:the|that|a)\b[^.;()]{0,100}\bdated\s+(?:as\s+of\s+)?$|\b(?:whereas|pursuant\s+to|certain|amended|original(?:ly)?|previous(?:ly)?|prior|filed|registration)\b[^.;]{0,100}$", re.IGNORECASE)
# The date beside a signature; "End Date: 31 May 2028" is none.
_SIGNED: Final = re.compile(r"(?<![a-z] )\bdate[d]?\s*(?::|\|)?\s*(?:\|\s*)?[_\s]*$", re.IGNORECASE)
_COMPANY: Final = (
    r"[A-Z][\w&.,'’\-]*(?:\s+(?:of|and|the|for|de|&|[A-Z0-9][\w&.'’\-]*)){0,8}?,?\s+"
    r"(?:Inc\.?|Incorporated|Corp\.?|Corporation|LLC|L\.L\.C\.|Ltd\.?|Limited|LLP|L\.P\.|LP|GmbH|AG|S\.A\.|B\.V\.|PLC|plc|Co\.|Company|Bank|Trust|Pty\.?\s+Ltd\.?|SE|SAS|S\.r\.l\.)"
)
_PARTY: Final = re.compile(rf"(?P<name>{_COMPANY})(?=[^A-Za-z])")


def cover_facts(setting: Setting) -> Iterable[Fact]:
    """``effective_date``, ``term_start`` where it is another, ``expiration_date``: the surest statement of each.

    Nothing is given for a numeric date whose day and month cannot be told apart by the document's other dates.
    """
    text = setting.agreement.text
    dates = find_dates(text, day_first=writes_day_first(text))
    effective = _effective(text, dates)
    if effective:
        yield effective
    start = _labelled(text, _START, dates)
    if start and not effective:
        yield _fact("effective_date", start, 0.85, "stated as the start")
    elif start and effective and start.date != effective.value:
        yield _fact("term_start", start, 0.9, "stated as the start")
    end = _labelled(text, _END, dates)
    if end:
        yield _fact("expiration_date", end, 0.9, "stated as the end")


def _effective(text: str, dates: Sequence[DateMatch]) -> Fact | None:
    labelled = _labelled(text, _EFFECTIVE, dates)
    if labelled:
        return _fact("effective_date", labelled, 0.95, "stated as the effective date")
    top = [m for m in dates if m.date and m.end <= PREAMBLE]
    for match in top:
        if _DEFINED_AFTER.match(text, match.end, match.end + 120) and not _of_another_paper(text, match):
            return _fact("effective_date", match, 0.95, "defined as the effective date")
    recitals = _RECITALS.search(text, 200)
    preamble = [m for m in top if not recitals or m.start < recitals.start()]
    for match in preamble:
        words = text[max(match.start - 200, 0) : match.start]
        if match.start < FIRST_WORDS and _TAKES_EFFECT.search(words[-60:]) and _THIS_AGREEMENT.search(words) and not _of_another_paper(text, match):
            return _fact("effective_date", match, 0.9, "the date from which the preamble says it is effective")
    for match in preamble:
        if _MADE.search(text[max(match.start - 220, 0) : match.start]) and not _of_another_paper(text, match):
            return _fact("effective_date", match, 0.85, "the date on which the preamble says it was made")
    for match in dates:
        words = text[max(match.start - 160, 0) : match.start]
        if match.date and _TAKES_EFFECT.search(words[-60:]) and _THIS_AGREEMENT.search(words) and not _of_another_paper(text, match):
            return _fact("effective_date", match, 0.8, "the date from which it says that it is effective")
    signed = [
        m
        for m in dates
        if m.start >= len(text) - SIGNATURES and m.date and _SIGNED.search(text[max(m.start - 40, 0) : m.start])
    ]
    if signed:
        return _fact("effective_date", max(signed, key=lambda m: m.date or date.min), 0.7, "the last of the signatures' dates")
    return None


def _of_another_paper(text: str, match: DateMatch) -> bool:
    return bool(_EARLIER_PAPER.search(text[max(match.start - 120, 0) : match.start]))


def _labelled(text: str, label: re.Pattern[str], dates: Sequence[DateMatch]) -> DateMatch | None:
    """The first date that stands right behind such a label."""
    for match in dates:
        # The label's last words may not be wanted by the date: "the date of 1 March", "the 1st day of March".
        before = max(match.start - _LONGEST_LABEL, 0)
        if match.date and any(place.end() == match.start for place in label.finditer(text, before, match.start)):
            return match
    return None


def _fact(name: str, match: DateMatch, confidence: float, why: str) -> Fact:
    return Fact(name, match.date, None, confidence, why, match.start, match.end)


def parties(setting: Setting) -> tuple[str, ...]:
    """The companies that the preamble names, in order, each once."""
    text = setting.agreement.text[:PREAMBLE]
    start = re.search(r"\b(?:between|among|by\s+and)\b", text)
    found: list[str] = []
    for match in _PARTY.finditer(text, start.start() if start else 0):
        name = " ".join(match["name"].split()).strip(" ,")
        if (name.lower() not in (f.lower() for f in found) and not name.isupper()) or (name.isupper() and name.title() not in found):
            found.append(name)
        if len(found) == 2:
            break
    return tuple(found)
