"""The language pipeline: one spaCy ``Language``, built once, with the components that every clause kind reads from.

On a passage's Doc it sets sentence starts (legal sentences, not newspaper ones), ``doc.spans["periods"]`` with
``span._.period`` and ``doc.spans["percents"]`` with ``span._.percent``; the kinds' own component then finds clauses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from contracts.analysis.outline import Outline
from contracts.periods import find_periods

if not Doc.has_extension("offset"):
    Doc.set_extension("offset", default=0)  # where the passage begins in the agreement's text
    Doc.set_extension("heading", default="")  # the heading under which it stands
    Span.set_extension("period", default=None)
    Span.set_extension("percent", default=None)
    Span.set_extension("confidence", default=1.0)
    Span.set_extension("why", default="")

_PERCENT: Final = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,5})?)\s*(?:\)\s*)?(?:%|per\s?cent\b|percent\b)", re.IGNORECASE)


@Language.component("legal_sentences")  # type: ignore[untyped-decorator]
def legal_sentences(doc: Doc) -> Doc:
    """Sets sentence starts where ``Outline.sentences`` says that a sentence begins."""
    starts = {stretch.start for stretch in Outline(doc.text).sentences(0, len(doc.text))}
    for token in doc:
        token.is_sent_start = token.idx in starts or token.i == 0
    return doc


@Language.component("periods")  # type: ignore[untyped-decorator]
def periods(doc: Doc) -> Doc:
    """Marks lengths of time: ``doc.spans["periods"]``, the value in ``span._.period``."""
    spans = []
    for match in find_periods(doc.text):
        span = doc.char_span(match.start, match.end, label="period", alignment_mode="expand")
        if span is not None:
            span._.period = match.period
            spans.append(span)
    doc.spans["periods"] = spans
    return doc


@Language.component("percents")  # type: ignore[untyped-decorator]
def percents(doc: Doc) -> Doc:
    """Marks percentages: ``doc.spans["percents"]``, the number in ``span._.percent``."""
    spans = []
    for match in _PERCENT.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), label="percent", alignment_mode="expand")
        value = float(match[1].replace(",", "."))
        if span is not None and value <= 100:
            span._.percent = value
            spans.append(span)
    doc.spans["percents"] = spans
    return doc


@lru_cache(maxsize=1)
def language() -> Language:
    """The pipeline; the first call builds it."""
    nlp = spacy.blank("en")
    for name in ("legal_sentences", "periods", "percents"):
        nlp.add_pipe(name)
    return nlp


def sentence_of(token: Token) -> Span:
    return token.sent
