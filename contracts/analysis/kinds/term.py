"""Term: how long the agreement lasts, from when, until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.dates import find_dates
from contracts.analysis.kind import Found, Kind, Setting, period_fact

FOUND_IN: Final = (
    "This Agreement commences on the Effective Date and continues for an initial term of three (3) years (the \"Initial Term\").",
    "The initial term of this Agreement is twelve months from the date of signature.",
    "This Contract shall remain in force until 31 March 2028 unless terminated earlier in accordance with Clause 14.",
    "The Subscription Term begins on the Start Date and lasts for 36 months.",
    "Unless earlier terminated as provided herein, the term of this Agreement shall be for a period of five (5) years.",
    "3.1 Term. This Agreement takes effect on 1 April 2026 and shall continue in effect for one (1) year thereafter.",
)
NOT_IN: Final = (
    "Confidential information shall be protected for a period of five (5) years after disclosure.",
    "The warranty lasts for a term of one year from delivery.",
    "Either party may terminate this Agreement upon thirty (30) days' written notice.",
    "Invoices are payable within thirty days.",
    "For a period of two years after the termination of this Agreement, neither party shall solicit the other's employees.",
    "Records shall be kept for seven (7) years.",
)

_SUBJECT = r"(?:agreement|contract|initial\s+term|subscription\s+term|subscription|order\s+form|term|license|licence|appointment|engagement|initial\s+period|contract\s+period|amendment)"
_LASTS: Final = re.compile(
    rf"""\b(?:
        {_SUBJECT}\b[^.;]{{0,160}}?\b(?:continue|remain|commence|begin|is|be|last|run|extend|expire|start|take\s+effect|effective|has|have|terminat|conclud|end)\w*\b[^.;]{{0,160}}
      | (?:initial\s+term|initial\s+period|subscription\s+term)\b[^.;]{{0,60}}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_TERM: Final = re.compile(
    r"\b(?:confidential|warrant|insurance|solicit|compete|record|invoice|payment|survive|audit|escrow|retain|indemnif|statute|cure)\w*\b|"
    r"\bafter\s+(?:the\s+)?(?:terminat|expir)", re.IGNORECASE
)
# The length is given a name: (the "Initial Term").
_NAMED: Final = re.compile(r"\(\s*(?:hereinafter|collectively|such\s+period)?[^()]{0,40}[\"“](?:\w+\s+){0,2}(?:term|period)[\"”]", re.IGNORECASE)
_NOTICE_AFTER: Final = re.compile(r"['’]?s?\s*(?:prior|written|advance|notice|before|in\s+advance|(?:after|following)(?!\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:effective|launch|execution|commencement|start|date|initial|signature|thereof)))", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:until|through(?:\s+and\s+including)?|to\s+and\s+including|expir(?:es?|ing)(?:\s+(?:on|at))?|end(?:s|ing)?\s+(?:on|at)|terminat(?:es?|ing)\s+(?:on|as\s+of)|conclud(?:es?|ing)(?:\s+on)?|up\s+to|20\d\d\s+to)\b[^.;,]{0,24}$", re.IGNORECASE)
_FROM: Final = re.compile(r"\b(?:commenc\w+|begin\w*|start\w*|effective|takes?\s+effect|from)\b[^.;]{0,40}$", re.IGNORECASE)
_RENEWAL_BEFORE: Final = re.compile(r"\b(?:renew\w*|successive|additional|extend\w*|extension|further|consecutive)\b[^.;]{0,60}$", re.IGNORECASE)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences that say how long the agreement lasts."""
    for sentence in doc.spans["sentences"]:
        text = sentence.text
        lasts = _LASTS.search(text)
        if not lasts or (not length_in(sentence) and not end_date_in(text)):
            continue
        weight = 0.6
        if re.search(r"\bterm\b|in\s+(?:full\s+)?(?:force|effect)", text, re.IGNORECASE):
            weight += 0.15
        if re.search(r"\binitial\b|commenc|effective\s+date|begin", text, re.IGNORECASE):
            weight += 0.15
        if _NAMED.search(text):
            weight += 0.1
        if _NOT_TERM.search(text):
            weight -= 0.4
        if weight >= 0.6:
            sentence._.confidence, sentence._.why = min(weight, 0.99), " ".join(lasts[0].split())[:120]
            yield sentence


def length_in(sentence: Span) -> Span | None:
    """The period in the sentence that is the agreement's (first) length."""
    text, base = sentence.text, sentence.start_char
    for span in sentence.doc.spans["periods"]:
        if span.start_char < base or span.end_char > sentence.end_char:
            continue
        before, after = text[: span.start_char - base], text[span.end_char - base :]
        if _NOTICE_AFTER.match(after) or _RENEWAL_BEFORE.search(before):
            continue
        if re.search(r"(?:at\s+least|less\s+than|within|upon|more\s+than)\s*$", before, re.IGNORECASE):
            continue
        if re.search(r"\b(?:term|period|continue\w*|effect|force|for|lasts?|is|be|of|initial)\b[^.;]{0,80}$", before, re.IGNORECASE) or re.match(
            r"[-\s]*(?:initial\s+)?(?:term|period)\b", after, re.IGNORECASE
        ):
            return span
    return None


def end_date_in(text: str) -> bool:
    return any(_UNTIL.search(text[: match.start]) for match in find_dates(text))


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """initial_term, and the dates on which the term begins (``term_start``) and ends (``expiration_date``)."""
    ordered = sorted(found, key=lambda f: (-f.clause.confidence, f.clause.start))
    for one in ordered:
        span = length_in(one.span)
        if span is not None:
            yield period_fact("renewal.initial_term", span, one)
            break
    for one in ordered:
        base = one.clause.start
        for match in find_dates(one.clause.text):
            before = one.clause.text[: match.start]
            if match.date is None:
                continue
            name = "expiration_date" if _UNTIL.search(before) else "term_start" if _FROM.search(before) else ""
            if name:
                yield Fact(name, match.date, one.clause.id, one.clause.confidence, "stated in the term clause",
                           base + match.start, base + match.end)  # fmt: skip


KIND: Final = Kind(
    name="term",
    matter="renewal",
    stems=("initial term", "term of th", "subscription term", "remain in f", "remain in e", "continue in effect", "continue in f", "continue for",
           "commences on", "commence on", "begins on", "initial period", "takes effect", "take effect", "continues for", "lasts for", "term:", "1 term.", "the term shall", "the term will",
           "force until", "effect until", "continue until", "contract period", "effective through", "expire on", "terminate on", "is for a term", "effective until",
           "continue through", "for a term of", "in effect for", "in force for"),  # fmt: skip
    first_look=re.compile(r"\b(?:years?|months?|days?|20\d\d|19\d\d)\b", re.IGNORECASE),
    second_look=re.compile(r"\b(?:agreement|contract|initial\s+term|subscription|order\s+form|term|licen[cs]e|appointment|engagement)\b", re.IGNORECASE),
    last_look=lambda sentence: _LASTS.search(sentence) is not None,
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
