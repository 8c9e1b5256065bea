"""What may happen to the fees when the agreement renews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Setting, fact

_RISE: Final = re.compile(
    r"\b(?:then[- ]current|increase|increased|adjust|adjusted|revised?|new)\b[^.;]{0,60}\b(?:price|prices|pricing|fee|fees|rate|rates|charges)\b|"
    r"\b(?:price|prices|pricing|fee|fees|rate|rates|charges)\b[^.;]{0,80}\b(?:increase|increased|adjust|adjusted|rise|revised|changed?)\b",
    re.IGNORECASE,
)
_RISE_CAP: Final = re.compile(r"(?:not\s+exceed|no\s+more\s+than|not\s+more\s+than|up\s+to|maximum\s+of|exceeding|capped\s+at|limited\s+to)[^.;]{0,40}$", re.IGNORECASE)


def price_rise(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """``renewal.price_rise`` and its cap, looked for in the renewal's own paragraph."""
    for one in found:
        paragraph = setting.outline.paragraph_at(one.clause.start)
        words = setting.agreement.text[paragraph.start : paragraph.end]
        rise = _RISE.search(words)
        if not rise or not re.search(r"renew", words, re.IGNORECASE):
            continue
        for span in one.span.doc.spans["percents"]:
            if _RISE_CAP.search(one.span.doc._.passage[: span.start_char]):
                yield fact("renewal.price_rise", "capped", one)
                yield fact("renewal.price_rise_cap_percent", span._.percent, one)
                return
        yield fact("renewal.price_rise", "uncapped", one, confidence=min(one.clause.confidence, 0.7))
        return
