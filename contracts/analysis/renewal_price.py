"""What may happen to the fees when the agreement renews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.analysis.clause import Clause, Fact
from contracts.analysis.kind import Found, Setting
from contracts.analysis.outline import Stretch

_PRICE = r"(?:prices?|pricing|fees?|rates?|charges)"
_RISE: Final = re.compile(
    rf"\b(?:then[-\s]+(?:current|prevailing|applicable)|increas\w*|adjust\w*|revis\w*|rais\w*|modif\w*|change|new)\b[^.;]{{0,60}}\b{_PRICE}\b|"
    rf"\b{_PRICE}\b[^.;]{{0,80}}\b(?:increas\w*|adjust\w*|rise|rises|raised|revised|replaced|changed?|go\s+up)\b|\b(?:then[-\s]+current|prevailing)\s+(?:list\s+)?{_PRICE}\b",
    re.IGNORECASE,
)
_NO_RISE: Final = re.compile(r"\b(?:no|not|without|neither)\b[^.;,]{0,40}\b(?:increas|adjust|rais|rise|chang)\w*|\b(?:same|unchanged)\b[^.;,]{0,30}\b(?:prices?|pricing|fees|rates)\b", re.IGNORECASE)
# What both must agree to is no rise that comes of itself.
_AGREED: Final = re.compile(r"\b(?:mutual(?:ly)?|parties\s+(?:may\s+)?)\s*agree", re.IGNORECASE)
# "shall not increase by more than inflation": a limit without a number.
_BY_INDEX: Final = re.compile(r"\b(?:not|no)\b[^.;]{0,40}\b(?:increas|rise|exceed|adjust)\w*\b[^.;]{0,60}\b(?:greater|more|than|excess|exceed)\b[^.;]{0,80}\b(?:index|inflation|CPI|RPI)\b", re.IGNORECASE)
# The rise is one at a renewal, not within the term.
_AT_RENEWAL: Final = re.compile(r"\brenew\w*|\b(?:additional|further|successive|extended|extension|next|new)\s+(?:terms?|periods?)\b|\bextension\b", re.IGNORECASE)
_CAP: Final = re.compile(
    r"\b(?:not\s+exceed|no\s+more\s+than|not\s+more\s+than|more\s+than|up\s+to|maximum\s+of|exceeding|capped\s+at|limited\s+to|at\s+most|cap\s+of|greater\s+than|by)\b[^.;%]{0,60}?(?<![\d.])(?P<percent>\d{1,2}(?:[.,]\d+)?)\s*\)?\s*(?:%|per\s?cent)",
    re.IGNORECASE,
)
_STEMS: Final = ("renew", "additional period", "additional term", "further period", "further term", "successive", "extension")


@dataclass(frozen=True, slots=True)
class _Rise:
    """A sentence by which the fees may rise: ``cap`` in percent, None where it sets none."""

    stretch: Stretch
    why: str
    cap: float | None
    limited: bool = False  # by an index, which has no number


def price_rise(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """``renewal.price_rise`` and its cap: what the renewal's own paragraph says, or else any sentence on fees at renewal.

    A limit that one sentence sets holds for what another one leaves open.
    """
    rises = list(_rises(found, setting))
    rise = next((one for one in rises if one.cap is not None), next((one for one in rises if one.limited), rises[0] if rises else None))
    if rise is None:
        return
    # The words may stand beside the renewal, or far from it: they are about the one that is nearest.
    clause = min((one.clause for one in found), key=lambda clause: _distance(clause, rise.stretch))
    sure = clause.confidence if _distance(clause, rise.stretch) == 0 else 0.8
    place = (rise.stretch.start, rise.stretch.end)
    if rise.cap is None and not rise.limited:
        yield Fact("renewal.price_rise", "uncapped", clause.id, min(sure, 0.8), rise.why, *place)
        return
    yield Fact("renewal.price_rise", "capped", clause.id, sure, rise.why, *place)
    if rise.cap is not None:
        yield Fact("renewal.price_rise_cap_percent", rise.cap, clause.id, sure, rise.why, *place)


def _rises(found: Sequence[Found], setting: Setting) -> Iterator[_Rise]:
    for stretch in _places(found, setting):
        words = setting.agreement.text[stretch.start : stretch.end]
        rise, limit = _RISE.search(words), _BY_INDEX.search(words)
        if limit:
            yield _Rise(stretch, " ".join(limit[0].split())[:120], None, limited=True)
        elif rise and not _AGREED.search(words) and not _NO_RISE.search(words):
            yield _Rise(stretch, " ".join(rise[0].split())[:120], cap_in(words))


def cap_in(words: str) -> float | None:
    """The limit in percent that the words set to a rise; None where they set none."""
    cap = _CAP.search(words)
    return float(cap["percent"].replace(",", ".")) if cap else None


def _distance(clause: Clause, stretch: Stretch) -> int:
    return max(clause.start - stretch.start, stretch.start - clause.end + 1, 0)


def _places(found: Sequence[Found], setting: Setting) -> Iterator[Stretch]:
    """The sentences that can say it: those of the renewal's paragraphs, then those elsewhere that speak of renewal."""
    outline = setting.outline
    own = {outline.paragraph_index(one.clause.start) for one in found}
    for index in sorted(own):
        paragraph = outline.paragraphs[index]
        yield from outline.sentences(paragraph.start, paragraph.end)
    seen = set(own)
    for stem in _STEMS:
        at = outline.lower.find(stem)
        while at >= 0:
            index = outline.paragraph_index(at)
            paragraph = outline.paragraphs[index]
            if index not in seen:
                seen.add(index)
                if _RISE.search(outline.text, paragraph.start, paragraph.end):
                    for sentence in outline.sentences(paragraph.start, paragraph.end):
                        if _AT_RENEWAL.search(outline.text, sentence.start, sentence.end):
                            yield sentence
            at = outline.lower.find(stem, max(paragraph.end, at + 1))
