"""Renewal notice: what notice stops the renewal; it may be the same sentence as the renewal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Kind, Setting, fact

FOUND_IN: Final = (
    "It renews for one year at a time unless a party notifies the other at least 30 days prior to the end of the term.",
    "Either party may prevent the renewal by giving not less than ninety (90) days' written notice before the expiry of the "
    "current Subscription Term.",
    "Notice of non-renewal must be received no earlier than forty-five (45) and no later than thirty (30) days before the "
    "anniversary of the Effective Date.",
    "Thereafter this Agreement continues from year to year until terminated by either party on three months' notice.",
    "This Agreement shall be extended for further one-year periods unless cancelled by Customer in writing 60 days before "
    "the end of the Initial Term or any Renewal Term.",
    "If the Customer does not wish to renew, it shall so inform the Provider at least 10 business days before the renewal date.",
)
NOT_IN: Final = (
    "Either party may terminate this Agreement for material breach on thirty (30) days' written notice.",
    "Vendor shall give thirty (30) days' notice before the expiration of any insurance policy.",
    "Customer may terminate for convenience at any time by giving 30 days' notice.",
    "Payment is due within thirty (30) days of the date of the invoice.",
    "The Provider shall give ten days' notice before each maintenance.",
    "Within 30 days after the expiration of this Agreement each party shall return the other's confidential information.",
)

_NOTICE: Final = re.compile(
    r"\b(?:notice|notif\w+|writ\w+|inform\w*|advis\w+|unless|elects?|election|cancel\w*|advance|terminat\w+|intent\w*|desire)\b", re.IGNORECASE
)
_STOPS: Final = re.compile(
    r"\b(?:non-?\s?renew\w*|not\s+(?:to\s+)?(?:be\s+)?(?:renew|extend)\w*|(?:wish|intent|intention|desire|elect\w*|decision|decid\w+)\b[^.;]{0,50}\b(?:not|terminat\w*|cancel|end|discontinue)|"
    r"\bnot\s+(?:wish|intend|desire|want|elect)\s+to\s+(?:renew|extend|continue)|against\s+renewal|decline\s+to\s+renew|unless\b[^.;]{0,160}|opt(?:s|ed)?\s+out|prevent\w*\s+(?:the\s+|such\s+)?renewal|until\s+(?:terminated|cancel\w*|either))",
    re.IGNORECASE,
)
_BEFORE_END: Final = re.compile(
    r"\b(?:prior\s+to|before|preceding|in\s+advance\s+of|of)\s+(?:the\s+|its\s+|each\s+|any\s+|such\s+|said\s+|that\s+|an?\s+)?(?:\w+[-\s'’]+){0,6}?"
    r"(?:expir\w+|end(?:ing)?|conclusion|completion|anniversar\w+|renewal|terminat\w+|commencement|beginning|start|lapse|term|period|year)\b",
    re.IGNORECASE,
)
_RENEWS: Final = re.compile(r"\b(?:renew\w*|extend\w*|extension|successive|year[- ]to[- ]year|month[- ]to[- ]month|then[- ]current|continu\w*|initial\s+term|anniversar\w+)\b", re.IGNORECASE)
_RENEWS_ITSELF: Final = re.compile(r"\b(?:renew\w*|extend\w*|extension|successive|year[- ]to[- ]year|month[- ]to[- ]month|continu\w*\s+(?:automatically|thereafter|from|for|in\s+(?:full\s+)?(?:force|effect)))|automatically\s+continue", re.IGNORECASE)
_BREACH: Final = re.compile(
    r"\b(?:breach\w*|default\w*|cure[ds]?|insolven\w*|bankrupt\w*|insurance|change\s+(?:of|in)\s+control|non-?payment|assign\w*|force\s+majeure)\b", re.IGNORECASE
)
_OTHERS: Final = re.compile(
    r"\b(?:option|right)\s+(?:to|of)\s+(?:renew|extend|renewal)|exercise|\bmay\s+(?:be\s+)?(?:renew|extend)|wish\w*\s+to\s+(?:renew|extend)|desires?\s+to\s+(?:renew|extend)|intent\w*\s+to\s+(?:renew|extend)|elects?\s+to\s+(?:renew|extend)",
    re.IGNORECASE,
)
_AFTER_TERM: Final = re.compile(r"\b(?:following|after|upon\s+(?:expir\w+|completion)\s+of|at\s+the\s+(?:end|expiration)\s+of)\s+(?:the\s+)?(?:initial|its|such|any|original|first)\b[^.;]{0,30}\b(?:term|period)", re.IGNORECASE)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences with a length of notice that stops the renewal of the agreement."""
    for sentence in doc.spans["sentences"]:
        if not notice_periods(sentence):
            continue
        weight, why = _weigh(sentence.text)
        if weight >= 0.5:
            sentence._.confidence, sentence._.why = weight, why
            yield sentence


def notice_periods(sentence: Span) -> list[Span]:
    """The lengths of time in the sentence that are lengths of notice: prior, in advance, before, or ``days' notice``."""
    found = []
    text, base = sentence.text, sentence.start_char
    for span in sentence.doc.spans["periods"]:
        if span.start_char < base or span.end_char > sentence.end_char:
            continue
        before, after = text[max(span.start_char - base - 60, 0) : span.start_char - base], text[span.end_char - base :]
        if re.match(
            r"['’]?s?['’]?\s*(?:(?:or\s+more|advance[d]?|prior|written|previous|clear|calendar|notice|period)\s+)*"
            r"(?:\w+\s+){0,2}?(?:notice|notification|prior|before|preceding|in\s+advance|advance|of\s+the\s+(?:end|expir)|written)",
            after,
            re.IGNORECASE,
        ) and not re.match(r"\s*(?:terms?|periods?|renewal|after|following)\b", after, re.IGNORECASE):
            found.append(span)
        elif re.search(r"(?:at\s+least|(?:not?|nor)\s+(?:less|fewer|later|earlier|more)\s+than|minimum\s+of|within|notice\s+of)(?:\s+\w+)?\s*$", before, re.IGNORECASE) and re.match(
            r"[^.;]{0,80}?\b(?:prior|before|preceding|in\s+advance)\b", after, re.IGNORECASE
        ):
            found.append(span)
        elif re.match(r"[^.;]{0,12}\band\b[^.;]{0,60}\b(?:prior|before|preceding)\b", after, re.IGNORECASE):
            found.append(span)
    return found


def _weigh(text: str) -> tuple[float, str]:
    stops, before_end, renews = _STOPS.search(text), _BEFORE_END.search(text), _RENEWS.search(text)
    itself = _RENEWS_ITSELF.search(text)
    if not _NOTICE.search(text):
        return 0.0, ""
    weight = 0.0
    if stops:
        weight += 0.35
    if before_end:
        weight += 0.3
    if renews:
        weight += 0.15
    if itself:
        weight += 0.15
    if re.search(r"non-?\s?renew|not\s+(?:(?:wish|intend|desire|want)\s+)?(?:to\s+)?renew|not\s+(?:to\s+)?extend", text, re.IGNORECASE):
        weight += 0.2
    if _AFTER_TERM.search(text) and re.search(r"terminat", text, re.IGNORECASE):
        weight += 0.25
    if _OTHERS.search(text) and not re.search(r"automatic|unless|not\s+(?:to\s+)?(?:renew|extend)|non-?renew", text, re.IGNORECASE):
        weight -= 0.5
    if _BREACH.search(text) and not re.search(r"automatic", text, re.IGNORECASE):
        weight -= 0.3
    return min(weight, 0.97), " ".join((stops or before_end or renews or re.match(r".{0,40}", text))[0].split())[:120]  # type: ignore[index]


# Facts ------------------------------------------------------------------------------------------------------------------

_NOT_BEFORE: Final = re.compile(
    r"(?:(?:no|not)\s+(?:earlier|more|sooner|greater)\s+than|at\s+most|up\s+to|maximum\s+of|but\s+not\s+more\s+than|no\s+earlier\s+than|within\s+(?:the\s+)?(?:period\s+of\s+)?)\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LEAST: Final = re.compile(r"(?:at\s+least|(?:not?|nor)\s+(?:less|fewer|later)\s+than|minimum\s+of|no\s+later\s+than)\s*(?:\w+\s+)?$", re.IGNORECASE)
_WRITTEN: Final = re.compile(r"\b(?:written|writing|in-writing|registered\s+(?:mail|letter)|certified\s+mail|e-?mail)\b", re.IGNORECASE)


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """notice_by (the least notice), notice_not_before (the earliest), notice_in_writing."""
    for one in sorted(found, key=lambda f: (-f.clause.confidence, f.clause.start)):
        spans = notice_periods(one.span)
        latest = earliest = None
        for span in spans:
            before = one.span.doc._.passage[max(span.start_char - 60, one.span.start_char) : span.start_char]
            if _NOT_BEFORE.search(before) and not re.search(r"\bwithin\s*(?:\w+\s+)?$", before, re.IGNORECASE):
                earliest = earliest or span
            elif latest is None or (_LEAST.search(before) and not _least(latest, one)):
                latest = span
        if latest is None and earliest is None:
            continue
        if latest is None:
            latest, earliest = earliest, None
        assert latest is not None
        yield fact("renewal.notice_by", latest._.period, one)
        if earliest is not None and earliest._.period.rough_days() > latest._.period.rough_days():
            yield fact("renewal.notice_not_before", earliest._.period, one)
        yield fact("renewal.notice_in_writing", bool(_WRITTEN.search(one.clause.text)), one)
        return


def _least(span: Span, found: Found) -> bool:
    return bool(_LEAST.search(span.doc._.passage[max(span.start_char - 60, found.span.start_char) : span.start_char]))


KIND: Final = Kind(
    name="renewal_notice",
    matter="renewal",
    stems=("renew", "extend", "extension", "successive", "year to year", "month to month", "month-to-month", "year-to-year",
           "then-current term", "then current term", "initial term", "thereafter", "anniversary"),  # fmt: skip
    first_look=re.compile(r"\b(?:days?|weeks?|months?|years?)\b", re.IGNORECASE),
    second_look=re.compile(r"\b(?:notice|notif\w+|prior|before|advance|preceding)\b", re.IGNORECASE),
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
