"""The language pipeline: one spaCy ``Language``, built once, with the components that every clause kind reads from.

On a passage's Doc it sets sentence starts (legal sentences, not newspaper ones), ``doc.spans["sentences"]``,
``doc.spans["periods"]`` with ``span._.period`` and ``doc.spans["percents"]`` with ``span._.percent``. The passage's text stands
in ``doc._.passage``: ``doc.text`` and ``doc.char_span`` put it together from its tokens each time that they are asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final

import numpy
import spacy
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

from contracts.analysis.outline import Outline
from contracts.periods import find_periods

if not Doc.has_extension("offset"):
    Doc.set_extension("offset", default=0)  # where the passage begins in the agreement's text
    Doc.set_extension("passage", default="")  # the passage's text
    Doc.set_extension("places", default=())  # where each of its tokens begins
    Doc.set_extension("heading", default="")  # the heading under which it stands
    Doc.set_extension("links", default=())  # the links in it: where their words begin and end in the passage, and their addresses
    Doc.set_extension("near", default=False)  # it stands beside clauses that establish the matter of the kind that looks
    Span.set_extension("period", default=None)
    Span.set_extension("other_period", default=None)  # what its figures say where they differ from its words
    Span.set_extension("percent", default=None)
    Span.set_extension("confidence", default=1.0)
    Span.set_extension("why", default="")

_PERCENT: Final = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,5})?)\s*(?:\)\s*)?(?:%|per\s?cent\b|percent\b)", re.IGNORECASE)


@Language.component("passage")  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def passage(doc: Doc) -> Doc:
    """Keeps the passage's text and the places of its tokens at hand."""
    doc._.passage = doc._.passage or doc.text
    doc._.places = doc.to_array([IDX]).tolist()
    return doc


@Language.component("legal_sentences")  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def legal_sentences(doc: Doc) -> Doc:
    """Sets sentence starts where ``Outline.sentences`` says that a sentence begins."""
    text: str = doc._.passage
    starts = {stretch.start for stretch in Outline(text).sentences(0, len(text))}
    # All at once: setting them token by token looks through the whole Doc each time.
    flags = [1 if n == 0 or place in starts else -1 for n, place in enumerate(doc._.places)]
    doc.from_array([SENT_START], numpy.array(flags, dtype="int64").astype("uint64"))
    doc.spans["sentences"] = list(doc.sents)
    return doc


@Language.component("periods")  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def periods(doc: Doc) -> Doc:
    """Marks lengths of time: ``doc.spans["periods"]``, the value in ``span._.period``."""
    spans = []
    for match in find_periods(doc._.passage):
        span = span_over(doc, match.start, match.end, "period")
        span._.period = match.period
        if match.other:
            span._.other_period = match.other
        spans.append(span)
    doc.spans["periods"] = spans
    return doc


@Language.component("percents")  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def percents(doc: Doc) -> Doc:
    """Marks percentages: ``doc.spans["percents"]``, the number in ``span._.percent``."""
    spans = []
    for match in _PERCENT.finditer(doc._.passage):
        value = float(match[1].replace(",", "."))
        if value <= 100:
            span = span_over(doc, match.start(), match.end(), "percent")
            span._.percent = value
            spans.append(span)
    doc.spans["percents"] = spans
    return doc


def span_over(doc: Doc, start: int, end: int, label: str = "") -> Span:
    """The tokens that ``doc.text[start:end]`` touches; ``end`` must be greater than ``start``."""
    places = doc._.places
    return Span(doc, max(bisect_right(places, start) - 1, 0), bisect_left(places, end), label=label)


@lru_cache(maxsize=1)
def language() -> Language:
    """The pipeline; the first call builds it."""
    nlp = spacy.blank("en")
    for name in ("passage", "legal_sentences", "periods", "percents"):
        nlp.add_pipe(name)
    return nlp
