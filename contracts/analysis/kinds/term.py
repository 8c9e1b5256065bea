"""Term: how long the agreement lasts, from when, until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.dates import find_dates
from contracts.analysis.kind import Found, Kind, Setting, fact, period_fact
from contracts.analysis.passage import marked, trimmed
from contracts.analysis.rows import Row, rows
from contracts.analysis.runs_on import runs_on, runs_on_facts
from contracts.periods import Period, find_periods

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

_FIRST = r"(?:initial|minimum|fixed|firm|first|original|committed)"
_SUBJECT = (
    r"(?:agreement|contract(?!\s+(?:year|price|value))|initial\s+term|subscription\s+term|subscription|order\s+form|order|term|duration|license|licence|lease|rental|appointment|engagement|services?|"
    rf"{_FIRST}\s+(?:\w+\s+)?(?:period|commitment)|(?:contract|hire|service|rental)\s+period|amendment)"
)
_LASTS: Final = re.compile(
    rf"""\b(?:
        {_SUBJECT}\b[^.;]{{0,160}}?\b(?:continu|remain|commenc|begin|is|be|last|run|extend|expire|start|takes?\s+effect|effective|has|have|terminat|conclud|end|constitut|valid|means?|enter|carry\s+on|provided)\w*\b[^.;]{{0,160}}
      | {_FIRST}\s+(?:[\w-]+\s+){{0,3}}?(?:term|period|duration|commitment)\b[^.;]{{0,60}} | subscription\s+term\b[^.;]{{0,60}}
      | it\s+(?:expires|ends)\s+on\b[^.;]{{0,60}} | term\s+of\s+(?:the\s+)?\w+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# "a 12-month fixed-term contract", "a minimum term of 24 months", "a commitment of three years".
_BINDS: Final = re.compile(
    r"\b(?:fixed|minimum|committed|initial|contract(?:ual)?)[-\s]+(?:(?:fixed|contract(?:ual)?|service|subscription|commitment|initial)[-\s]+)*(?:term|period|duration|commitment|length)\b|"
    r"\bthis\s+(?:agreement|contract|order|subscription)\b[^.;]{0,250}\bfor\s+(?:the|a)\s+(?:period|term)\s+from\b|\bcommit(?:s|ment)?\b[^.;]{0,30}\b(?:term|of)\b",
    re.IGNORECASE,
)
_CALLED_FIRST: Final = re.compile(rf"\b{_FIRST}\s+(?:\w+\s+)?term\b|\binitial\s+period\b", re.IGNORECASE)
# An order form's line: "Contract Term: 36 months", "Minimum Term | two years", "Term (months): 36".
_ROW_LABEL: Final = re.compile(
    rf"(?:{_FIRST}\s+|(?:subscription|contract|service|order|lease|rental|licen[cs]e|agreement|plan|commitment)\s+)*(?:term|period|length|duration|commitment)(?:\s+length|\s+of\s+(?:the\s+|this\s+)?\w+)?",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(rf"^[\W\d]{{0,12}}{_ROW_LABEL.pattern}\**\s*[:|]\**[\s|*]*", re.IGNORECASE)
_ANNUAL: Final = re.compile(r"\b(?:for|is|into|constitutes|have|has)\s+(?:an?|the)\s+(?:initial\s+)?(?:annual|yearly)\s+(?:(?:initial|subscription|fixed)\s+)?(?:term|contract|commitment)\b(?!\s+(?:value|price|fee|amount))", re.IGNORECASE)
_NOT_TERM: Final = re.compile(
    r"\b(?:quote|proposal|offer\s+is|confidential|warrant|insurance|solicit|compete|record|invoice|payment|survive|audit|escrow|retain|indemnif|statute|cure|trial|evaluation|pilot|kept|stored|billing|payable\s+within)\w*\b|"
    r"\bafter\s+(?:the\s+)?(?:terminat|expir)", re.IGNORECASE
)
# The length is given a name: (the "Initial Term").
_NAMED: Final = re.compile(r"\(\s*(?:hereinafter|collectively|such\s+period)?[^()]{0,40}[\"“](?:\w+\s+){0,2}(?:term|period)[\"”]", re.IGNORECASE)
_NOTICE_AFTER: Final = re.compile(r"['’]?s?\s*(?:prior|written|advance|notice|before|in\s+advance|(?:after|following)(?!\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:effective|launch|execution|commencement|start|date|initial|signature|thereof)))", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:until|through(?:\s+and\s+including)?|to\s+and\s+including|expir(?:es?|ing)(?:\s+(?:on|at))?|end(?:s|ing)?\s+(?:on|at)|terminat(?:es?|ing)\s+(?:on|as\s+of)|conclud(?:es?|ing)(?:\s+on)?|up\s+to|20\d\d\s+to)\b[^.;,]{0,24}$|\b20\d\d\s*[-–—]\s*$", re.IGNORECASE)
_FROM: Final = re.compile(r"\b(?:commenc\w+|begin\w*|start\w*|effective|takes?\s+effect|from)\b[^.;]{0,40}$", re.IGNORECASE)
_RENEWAL_BEFORE: Final = re.compile(
    r"\b(?:renew\w*|successive|additional|extend\w*|extension|further|consecutive|another|prolong\w*|rolling|(?:notice|cure|grace|trial|payment)\s+period)\b[^.;]{0,60}$|\bnotice\s+(?:\w+\s+)?of\s*$", re.IGNORECASE
)
# The length of the first term, in so many words.
_OF_FIRST: Final = re.compile(rf"\b{_FIRST}\b(?:\s+[\w()\"“”-]+){{0,4}}?\s*(?:(?:\(|of|is|shall\s+be|will\s+be|ends|lasts?|runs?|:|\|)\s*)*(?:for\s+|an?\s+|the\s+)*$", re.IGNORECASE)
_LED_TO: Final = re.compile(r"\b(?:term|period|continue\w*|effect|force|for|lasts?|is|be|of|initial|length|duration|commitment|constitutes|run|following\s+the)\b[^.;]{0,80}$", re.IGNORECASE)
_FOLLOWED: Final = re.compile(r"[-\s]*(?:(?:\w+|fixed|minimum|contract)[-\s]+){0,3}?(?:term|period|commitment|duration|contract)\b", re.IGNORECASE)
_PART_OF: Final = re.compile(r"\b(?:end|beginning|middle|course|day|part)\s+of\s*$", re.IGNORECASE)  # "the end of a month"
_TO_THE_NEXT: Final = re.compile(r"[-\s]+(?:to|by)[-\s]+(?:month|year|week)", re.IGNORECASE)  # "on a month-to-month basis"
_AFTER_AN_EVENT: Final = re.compile(r"\b(?:term|period|agreement|contract)\s+(?:shall\s+|will\s+)?(?:end|expire|lapse)s?\s*$", re.IGNORECASE)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences that say how long the agreement lasts, and rows of an order form that do."""
    told = [row for row in rows(doc._.passage) if _tells(row)]
    for row in told:
        yield marked(trimmed(doc, row.start, row.end), row.label, 0.95)
    for sentence in doc.spans["sentences"]:
        text = sentence.text
        endless = runs_on(text)
        if endless and not length_in(sentence) and not end_date_in(text):
            yield marked(sentence, " ".join(endless[0].split())[:120], 0.9)
            continue
        label = _LABEL.match(text)
        lasts = label or _LASTS.search(text) or _BINDS.search(text) or _ANNUAL.search(text)
        if not lasts or any(row.start < sentence.end_char and sentence.start_char < row.end for row in told):
            continue
        if not length_in(sentence) and not end_date_in(text) and not _ANNUAL.search(text):
            continue
        weight = 0.9 if label and len(text) < 120 else 0.6
        if re.search(r"\bterm\b|in\s+(?:full\s+)?(?:force|effect)", text, re.IGNORECASE):
            weight += 0.15
        if re.search(rf"\b{_FIRST}\b|commenc|effective\s+date|begin", text, re.IGNORECASE):
            weight += 0.15
        if _NAMED.search(text):
            weight += 0.1
        if _NOT_TERM.search(text) and not _CALLED_FIRST.search(text):
            weight -= 0.4
        if weight >= 0.6:
            yield marked(sentence, " ".join(lasts[0].split())[:120], min(weight, 0.99))


# Without one of these no sentence has a length or an end.
_MEASURES: Final = re.compile(r"year|month|day|week|quarter|19\d\d|20\d\d|annual", re.IGNORECASE)


def _may_last(sentence: str) -> bool:
    """Whether the sentence may say how long the agreement lasts: before the pipeline, which costs far more."""
    if _MEASURES.search(sentence) and any(look.search(sentence) for look in (_LASTS, _LABEL, _BINDS, _ANNUAL)):
        return True
    return runs_on(sentence) is not None or any(map(_tells, rows(sentence)))


def _tells(row: Row) -> bool:
    """Whether the row gives a length of the first term."""
    return bool(_ROW_LABEL.fullmatch(row.label) and find_periods(row.value))


def length_in(sentence: Span) -> Span | None:
    """The period in the sentence that is the agreement's (first) length: one that is called that of the first term, or else the first."""
    text, base = sentence.text, sentence.start_char
    first: Span | None = None
    for span in sentence.doc.spans["periods"]:
        if span.start_char < base or span.end_char > sentence.end_char:
            continue
        before, after = text[: span.start_char - base], text[span.end_char - base :]
        if _AFTER_AN_EVENT.search(before):
            return span
        if _NOTICE_AFTER.match(after) or _RENEWAL_BEFORE.search(before) or _TO_THE_NEXT.match(after) or _PART_OF.search(before):
            continue
        if re.search(r"(?:at\s+least|less\s+than|within|upon|more\s+than)\s*$|\bterminat\w*\b[^.;]{0,60}\bwith\s+an?\s+(?:\w+\s+)?(?:term|period)\s+of\s*$", before, re.IGNORECASE):
            continue  # "shall terminate the contract with a term of one week": a notice
        if _OF_FIRST.search(before):
            return span
        if first is None and (_LED_TO.search(before) or _FOLLOWED.match(after)):
            first = span
    return first


def end_date_in(text: str) -> bool:
    return any(_UNTIL.search(text[: match.start]) for match in find_dates(text))


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """initial_term, and the dates on which the term begins (``term_start``) and ends (``expiration_date``); or that it runs until notice."""
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
    if not any(length_in(one.span) or end_date_in(one.clause.text) for one in ordered):
        yield from runs_on_facts(ordered, setting)


KIND: Final = Kind(
    name="term",
    matter="renewal",
    stems=("initial term", "term of th", "subscription term", "remain in f", "remain in e", "continue in effect", "continue in f", "continue for",
           "commences on", "commence on", "begins on", "initial period", "takes effect", "take effect", "continues for", "lasts for", "term:", "1 term.", "the term shall", "the term will",
           "force until", "effect until", "continue until", "contract period", "effective through", "expire on", "expires on", "is for ", "shall last", "will last", "term\" means", "term” means", "hire period", "terminate on", "is for a term", "effective until",
           "continue through", "for a term of", "in effect for", "in force for", "minimum", "fixed term", "fixed-term", "firm period", "duration", "valid for", "valid until",
           "term is", "term of ", "first term", "contract term", "lease term", "rental term", "concluded for", "entered into for", "commitment", "commits to", "ends on", "starts on", "service term", "term |", "term (",
           "contract length", "run for", "annual term", "annual contract", "period:", "period |", "fixed period", "for the period from",
           "indefinite", "unlimited ", "undetermined", "open-ended", "month-to-month", "month to month", "until terminated", "until cancel", "until either", "until you", "until it is", "until further", "made for", "runs from", "run from", "runs until", "run until", "agreed for"),  # fmt: skip
    first_look=re.compile(r"\b(?:years?|months?|days?|weeks?|20\d\d|19\d\d|annual|indefinite\w*|unlimited|until)\b", re.IGNORECASE),
    second_look=re.compile(r"\b(?:agreement|contract|initial\s+term|subscription|order\s+form|term|licen[cs]e|appointment|engagement|commitment|duration|period|services?|it)\b", re.IGNORECASE),
    last_look=_may_last,
    find=find,
    facts=facts,
    establishes=True,
    establishing=lambda clause: runs_on(clause.text) is not None,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
