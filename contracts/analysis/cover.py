"""What the cover, the preamble, the order form's table and the signature block say: parties and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from contracts.analysis.clause import Fact
from contracts.analysis.dates import DateMatch, find_dates
from contracts.analysis.kind import Setting

# The cover and the preamble stand within so many characters; the signature block in the last so many.
PREAMBLE: Final = 6000
SIGNATURES: Final = 3000

_DEFINED: Final = re.compile(r"[\s,)]{0,4}\(?\s*(?:the|hereinafter|this)?[^()]{0,40}[\"“]\s*(?:effective|start|commencement|agreement)\s+date\s*[\"”]", re.IGNORECASE)
_EFFECTIVE_BEFORE: Final = re.compile(
    r"(?:(?:effective|start|commencement)\s+date(?:\s+of\s+this\s+agreement)?[\"”]?\s*(?:\||:|is|means|shall\s+be|shall\s+mean|-|=)?\s*(?:\|\s*)?|"
    r"effective\s+(?:as\s+of|from|on)?\s*|takes\s+effect\s+on\s+|with\s+effect\s+from\s+|commenc\w+\s+on\s+|start\s*\|\s*|subscription\s+start(?:\s+date)?\s*\|?:?\s*)(?:the\s+)?$",
    re.IGNORECASE,
)
_END_BEFORE: Final = re.compile(
    r"(?:(?:end|expiry|expiration|termination)\s+date[\"”]?\s*(?:\||:|is|means|shall\s+be)?\s*(?:\|\s*)?|subscription\s+end(?:\s+date)?\s*\|?:?\s*|expires?\s+on\s+|ends?\s+on\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
_MADE: Final = re.compile(
    r"\b(?:made|entered\s+into|dated|executed|agreement|contract|is\s+effective|concluded)\b[^.;]{0,140}$", re.IGNORECASE
)
_SIGNED: Final = re.compile(r"\bdate[d]?\s*(?::|\|)?\s*(?:\|\s*)?[_\s]*$", re.IGNORECASE)
_COMPANY: Final = (
    r"[A-Z][\w&.,'’\-]*(?:\s+(?:of|and|the|for|de|&|[A-Z0-9][\w&.'’\-]*)){0,8}?,?\s+"
    r"(?:Inc\.?|Incorporated|Corp\.?|Corporation|LLC|L\.L\.C\.|Ltd\.?|Limited|LLP|L\.P\.|LP|GmbH|AG|S\.A\.|B\.V\.|PLC|plc|Co\.|Company|Bank|Trust|Pty\.?\s+Ltd\.?|SE|SAS|S\.r\.l\.)"
)
_PARTY: Final = re.compile(rf"(?P<name>{_COMPANY})(?=[^A-Za-z])")


def cover_facts(setting: Setting) -> Iterable[Fact]:
    """``effective_date`` and ``expiration_date``, the surest statement first; nothing where day and month are ambiguous."""
    text = setting.agreement.text
    top = min(len(text), PREAMBLE)
    effective = _labelled(text, find_dates(text), _EFFECTIVE_BEFORE, _DEFINED)
    if effective:
        yield _fact("effective_date", effective, 0.95, "stated as the effective date")
    else:
        made = next((m for m in find_dates(text, 0, top) if m.date and _MADE.search(text[max(m.start - 220, 0) : m.start])), None)
        if made:
            yield _fact("effective_date", made, 0.85, "the date on which the preamble says it was made")
        else:
            signed = [
                m for m in find_dates(text, max(len(text) - SIGNATURES, 0)) if m.date and _SIGNED.search(text[max(m.start - 40, 0) : m.start])
            ]
            if signed:
                latest = max(signed, key=lambda m: m.date or date.min)
                yield _fact("effective_date", latest, 0.7, "the last of the signatures' dates")
    end = _labelled(text, find_dates(text, 0, top), _END_BEFORE, None)
    if end:
        yield _fact("expiration_date", end, 0.9, "stated as the end date")


def _labelled(text: str, dates: list[DateMatch], before: re.Pattern[str], after: re.Pattern[str] | None) -> DateMatch | None:
    for match in dates:
        if match.date is None:
            continue
        if before.search(text[max(match.start - 80, 0) : match.start]) or (after and after.match(text, match.end, match.end + 80)):
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
