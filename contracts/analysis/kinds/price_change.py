"""The fees may change within the term: at the vendor's will, by an index, by its costs or by steps that are agreed in advance.

What the vendor may do alone is a change of terms too (``change_of_terms``, which states the fact); what the fees become at a
renewal is read by the renewal's own kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.change_power import power_in
from contracts.analysis.change_presupposed import change_in, presupposed_in
from contracts.analysis.change_words import AT_RENEWAL, PRICE, by_both, plain
from contracts.analysis.clause import Fact
from contracts.analysis.guarded import Guarded
from contracts.analysis.kind import Found, Kind, Setting
from contracts.analysis.passage import marked, sentences

FOUND_IN: Final = (
    "The Fees may be changed by the Provider at any time upon thirty (30) days' notice.",
    "On each anniversary of the Effective Date the Charges shall be increased by the rise of the Consumer Price Index over the preceding twelve months.",
    "Supplier's rates will increase by three percent (3%) every year.",
    "7.2 Vendor may pass on increases of its licence and energy costs, and the monthly fee is adjusted accordingly from the next invoice.",
    "The prices in Schedule 3 are adjusted annually in line with inflation.",
    "We reserve the right to change our prices at any time.",
    "The annual licence fee increases by four percent (4%) on each anniversary of the Start Date.",
    "The subscription fee is linked to the retail price index and shall rise with it once a year.",
)
NOT_IN: Final = (
    "The fees do not change during the term.",
    "At each renewal the fees may be increased by no more than three percent.",
    "The prices in the Order Form may be changed only by written agreement of both parties.",
    "The Provider may not increase the Fees during the term.",
    "Fees are payable annually in advance.",
    "Late payments bear interest at a rate of one percent per month, which is charged each month.",
    "Customer may increase the number of its users; the fee of each further user is stated in the Order.",
)

_PRICE: Final = Guarded("pric|fee|charg|rate|tariff|billing method|remuneration", rf"\b{PRICE}\b|\bcharging\b")
_MOVES: Final = r"(?:increas\w*|adjust\w*|rais(?:e|ed)|rise[ns]?|rising|escalat\w*|index(?:ed)?|link(?:ed)? to|uplift\w*|go up)"
_MEASURE: Final = r"(?:each|every|annual(?:ly)?|yearly|per (?:year|annum)|once a year|anniversar(?:y|ies)|index|indices|inflation|cpi|rpi|costs?|accordingly|percent|per cent|%)"
_INDEXED: Final = Guarded(
    "increas|adjust|rais|rise|rising|escalat|index|link to|linked to|uplift|go up|goes up",
    rf"\b{PRICE}\b[^.;:]{{0,90}}?\b(?:shall|will|may|is|are|to be)\s+(?:\w+\s+){{0,4}}?{_MOVES}\b[^.;]{{0,160}}?{_MEASURE}"
    rf"|\b{PRICE}\b[^.;:]{{0,60}}?\b(?:increases?|rises?|escalates?|goes up|go up)\s+(?:\w+\s+){{0,3}}?{_MEASURE}"
    rf"|{_MEASURE}[^.;:]{{0,120}}?\b{PRICE}\b[^.;:]{{0,60}}?\b(?:shall|will|may|is|are)\s+(?:\w+\s+){{0,3}}?{_MOVES}\b"
)
_NOT_SO: Final = Guarded(
    "not|no increase|no adjustment|interest|late payment",
    r"\b(?:shall|will|may|is|are|do|does)\s+(?:\w+\s+)?not\b[^.;]{0,40}\b(?:increas|adjust|rais|rise|chang)|\bno\s+(?:increase|adjustment)|\binterest\b|\blate payment"
)


def _find(doc: Doc) -> Iterator[Span]:
    for span in sentences(doc):
        if not _says(span.text):
            continue
        power = change_in(span.text)
        if power and power.covers("prices"):
            yield marked(span, "the fees may be changed by the vendor", power.confidence)
        else:
            yield marked(span, "the fees move with an index, a cost or the years", 0.7)


def _settle(found: Sequence[Found]) -> Sequence[Found]:
    """A sentence that takes the power for granted ("we will notify you of a change to the Fees") is a clause where no other gives it."""
    given = [one for one in found if not presupposed_in(one.clause.text) or power_in(one.clause.text)]
    return given or found


def _says(sentence: str) -> bool:
    words = plain(sentence)
    if not _PRICE.search(words) or by_both(words) or _NOT_SO.search(words) or AT_RENEWAL.search(words):
        return False
    power = change_in(sentence)
    return bool(power and power.covers("prices")) or bool(_INDEXED.search(words))


def _facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    return ()


KIND: Final = Kind(
    name="price_change",
    matter="change_of_terms",
    stems=("price", "pricing", "fee", "charge", "charging", "rates", "rate card", "tariff", "remuneration", "billing method"),
    first_look=re.compile(
        r"\b(?:chang|increas|adjust|rais|rises?\b|rose|modif|revis|alter|amend|updat|escalat|index|linked|vary|varie|uplift|introduc|charging|impos|appl|determined\s+by|fixed\s+by|set\s+by|established\s+by)",
        re.IGNORECASE,
    ),
    last_look=_says,
    settle=_settle,
    find=_find,
    facts=_facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
