"""Term: how long the agreement lasts, from when, until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.dates import find_dates
from contracts.analysis.kind import Found, Kind, Setting, fact, period_fact
from contracts.periods import Period

FOUND_IN: Final = (
    "This Agreement commences on the Effective Date and continues for an initial term of three (3) years (the \"Initial Term\").",
    "The initial term of this Agreement is twelve months from the date of signature.",
    "This Contract shall remain in force until 31 March 2028 unless terminated earlier in accordance with Clause 14.",
    "The Subscription Term begins on the Start Date and lasts for 36 months.",
    "Unless earlier terminated as provided herein, the term of this Agreement shall be for a period of five (5) years.",
    "3.1 Term. This Agreement takes effect on 1 April 2026 and shall continue in effect for one (1) year thereafter.",
    "Unless the monthly option is chosen, this agreement constitutes a 12-month fixed-term contract.",
    "Your contract with us is subject to a minimum term of 24 months.",
    "Contract Term: three (3) years",
    "This agreement shall be in effect for an annual term, payable monthly.",
)
NOT_IN: Final = (
    "Confidential information shall be protected for a period of five (5) years after disclosure.",
    "The warranty lasts for a term of one year from delivery.",
    "Either party may terminate this Agreement upon thirty (30) days' written notice.",
    "Invoices are payable within thirty days.",
    "For a period of two years after the termination of this Agreement, neither party shall solicit the other's employees.",
    "Records shall be kept for seven (7) years.",
    "Customer data is kept for a minimum period of 12 months.",
    "Payment Terms: 30 days",
    "Trial Period: 30 days",
    "The trial term is 30 days.",
)

_SUBJECT = r"(?:agreement|contract(?!\s+(?:year|price|value))|initial\s+term|subscription\s+term|subscription|order\s+form|term|license|licence|appointment|engagement|initial\s+period|contract\s+period|amendment)"
_LASTS: Final = re.compile(
    rf"""\b(?:
        {_SUBJECT}\b[^.;]{{0,160}}?\b(?:continue|remain|commence|begin|is|be|last|run|extend|expire|start|take\s+effect|takes\s+effect|effective|has|have|terminat|conclud|end|constitut|run|valid|means?)\w*\b[^.;]{{0,160}}
      | (?:initial\s+term|initial\s+period|subscription\s+term)\b[^.;]{{0,60}}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# "a 12-month fixed-term contract", "a minimum term of 24 months", "a commitment of three years".
_BINDS: Final = re.compile(
    r"\b(?:fixed|minimum|committed|initial|contract(?:ual)?)[-\s]+(?:(?:fixed|contract(?:ual)?|service|subscription|commitment|initial)[-\s]+)*(?:term|period|duration|commitment|length)\b|"
    r"\bcommit(?:s|ment)?\b[^.;]{0,30}\b(?:term|of)\b",
    re.IGNORECASE,
)
# An order form's line: "Contract Term: 36 months", "Minimum Term | two years", "Term (months): 36".
_LABEL: Final = re.compile(
    r"^[\W\d]{0,12}(?:(?:initial|minimum|subscription|contract|service|licen[cs]e|commit(?:ted|ment)|agreement|order|fixed)\s+)*(?:term|period|length|duration|commitment)"
    r"(?:\s+of\s+(?:the\s+|this\s+)?(?:agreement|contract|subscription|services?|order))?\**\s*[:|]\**[\s|*]*",
    re.IGNORECASE,
)
_ANNUAL: Final = re.compile(r"\b(?:for|is|into|constitutes|have|has)\s+(?:an?|the)\s+(?:initial\s+)?(?:annual|yearly)\s+(?:(?:initial|subscription|fixed)\s+)?(?:term|contract|commitment)\b(?!\s+(?:value|price|fee|amount))", re.IGNORECASE)
_NOT_TERM: Final = re.compile(
    r"\b(?:confidential|warrant|insurance|solicit|compete|record|invoice|payment|survive|audit|escrow|retain|indemnif|statute|cure|trial|evaluation|pilot|kept|stored|billing|payable\s+within)\w*\b|"
    r"\bafter\s+(?:the\s+)?(?:terminat|expir)", re.IGNORECASE
)
# The length is given a name: (the "Initial Term").
_NAMED: Final = re.compile(r"\(\s*(?:hereinafter|collectively|such\s+period)?[^()]{0,40}[\"“](?:\w+\s+){0,2}(?:term|period)[\"”]", re.IGNORECASE)
_NOTICE_AFTER: Final = re.compile(r"['’]?s?\s*(?:prior|written|advance|notice|before|in\s+advance|(?:after|following)(?!\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:effective|launch|execution|commencement|start|date|initial|signature|thereof)))", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:until|through(?:\s+and\s+including)?|to\s+and\s+including|expir(?:es?|ing)(?:\s+(?:on|at))?|end(?:s|ing)?\s+(?:on|at)|terminat(?:es?|ing)\s+(?:on|as\s+of)|conclud(?:es?|ing)(?:\s+on)?|up\s+to|20\d\d\s+to)\b[^.;,]{0,24}$|\b20\d\d\s*[-–—]\s*$", re.IGNORECASE)
_FROM: Final = re.compile(r"\b(?:commenc\w+|begin\w*|start\w*|effective|takes?\s+effect|from)\b[^.;]{0,40}$", re.IGNORECASE)
_RENEWAL_BEFORE: Final = re.compile(r"\b(?:renew\w*|successive|additional|extend\w*|extension|further|consecutive)\b[^.;]{0,60}$", re.IGNORECASE)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences that say how long the agreement lasts."""
    for sentence in doc.spans["sentences"]:
        text = sentence.text
        label = _LABEL.match(text)
        lasts = label or _LASTS.search(text) or _BINDS.search(text) or _ANNUAL.search(text)
        if not lasts or (not length_in(sentence) and not end_date_in(text) and not _ANNUAL.search(text)):
            continue
        weight = 0.9 if label and len(text) < 120 else 0.6
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
        if re.search(r"\b(?:term|period|continue\w*|effect|force|for|lasts?|is|be|of|initial|length|duration|commitment|constitutes|run)\b[^.;]{0,80}$", before, re.IGNORECASE) or re.match(
            r"[-\s]*(?:(?:initial|fixed|minimum|contract|service|subscription)[-\s]+)*(?:term|period|contract|commitment)\b", after, re.IGNORECASE
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
        if _ANNUAL.search(one.clause.text):
            yield fact("renewal.initial_term", Period(1, "year"), one)
            break
    for one in ordered:
        base = one.clause.start
        for match in find_dates(one.clause.text):
            before = one.clause.text[: match.start]
            if match.date is None:
                continue
            label = _LABEL.match(one.clause.text)
            starts = _FROM.search(before) or (label and label.end() == match.start)
            name = "expiration_date" if _UNTIL.search(before) else "term_start" if starts else ""
            if name:
                yield Fact(name, match.date, one.clause.id, one.clause.confidence, "stated in the term clause",
                           base + match.start, base + match.end)  # fmt: skip


KIND: Final = Kind(
    name="term",
    matter="renewal",
    stems=("initial term", "term of th", "subscription term", "remain in f", "remain in e", "continue in effect", "continue in f", "continue for",
           "commences on", "commence on", "begins on", "initial period", "takes effect", "take effect", "continues for", "lasts for", "term:", "1 term.", "the term shall", "the term will",
           "force until", "effect until", "continue until", "contract period", "effective through", "expire on", "terminate on", "is for a term", "effective until",
           "continue through", "for a term of", "in effect for", "in force for", "fixed term", "fixed-term", "minimum term", "contract term", "minimum contract", "minimum duration",
           "contract length", "contract duration", "term of agreement", "valid for", "run for", "annual term", "annual contract", "annual commitment", "term |", "term (", "period:", "period |",
           "commitment of", "commits to", "fixed period"),  # fmt: skip
    first_look=re.compile(r"\b(?:years?|months?|days?|20\d\d|19\d\d|annual)\b", re.IGNORECASE),
    second_look=re.compile(r"\b(?:agreement|contract|initial\s+term|subscription|order\s+form|term|licen[cs]e|appointment|engagement)\b", re.IGNORECASE),
    last_look=lambda sentence: any(look.search(sentence) for look in (_LASTS, _LABEL, _BINDS, _ANNUAL)),
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
