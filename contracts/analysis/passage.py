"""Whole sentences of a passage as spans, without the number or bullet before them, and what stands around a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.kind import Found, Setting
from contracts.analysis.language import span_over

_NUMBERING: Final = re.compile(
    r"(?:[#>*_\s|•·▪–-]+|(?:section\s+)?\d{1,3}(?:\.\d{1,3})*[.)]?\s+(?=[A-Z“\"'(*])|\(?(?:[a-z]|"
    r"[ivx]{1,5}|\d{1,2}|[A-Z])[.)]\s+)+",
    re.IGNORECASE,
)


def sentences(doc: Doc) -> Iterator[Span]:
    """The sentences of the passage, each beginning with its first word."""
    for sent in doc.spans["sentences"]:
        yield trimmed(doc, sent.start_char, sent.end_char)


def trimmed(doc: Doc, start: int, end: int) -> Span:
    """``doc.text[start:end]`` as a span, without numbering before it or white space around it."""
    text: str = doc._.passage
    while end > start and (text[end - 1].isspace() or text[end - 1] == "|"):
        end -= 1
    lead = _NUMBERING.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    return span_over(doc, start, end)


def marked(span: Span, why: str, confidence: float) -> Span:
    """The span, saying why it is a clause and how sure that is."""
    span._.why = why
    span._.confidence = confidence
    return span


def region(setting: Setting, found: Sequence[Found]) -> str:
    """The clauses and what stands just before and after them: where tables and definitions are."""
    paragraphs, outline = setting.outline.paragraphs, setting.outline
    parts: list[tuple[int, int]] = []
    for one in sorted(found, key=lambda f: f.clause.start):
        index = outline.paragraph_index(one.clause.start)
        start = paragraphs[max(index - 2, 0)].start
        end = paragraphs[min(index + 12, len(paragraphs) - 1)].end
        start, end = max(start, one.clause.start - 1500), min(end, one.clause.end + 4000)
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return "\n\n".join(setting.agreement.text[start:end] for start, end in parts)
