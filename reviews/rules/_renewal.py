"""What the rules on renewal share: where the renewal stands, and what this agreement calls things."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.clause import Clause
from contracts.analysis.outline import Outline
from contracts.periods import Period
from reviews.drafting import length, replace, replace_sentence
from reviews.rule import Case, Redline, StepName

# Where the words on renewal begin in a sentence that also fixes the first term.
_JOINT: Final = re.compile(
    r"(?:,|;)?\s+(?:and|but|after\s+which|upon\s+which|whereupon|following\s+which|at\s+the\s+end\s+of\s+which)(?:,)?\s+"
    r"(?=(?:(?!\band\b)[^.;]){0,120}?\b(?:automatic|renew|extend|continu|prolong|roll|thereafter|month[- ]to|year[- ]to))"
    r"|(?:,|;)\s+(?=(?:thereafter|automatically|renewing|continuing)\b)|;\s+(?=(?:it|this|the)\b[^.;]{0,60}\b(?:renew|extend|continu))",
    re.IGNORECASE,
)
_FIRST_TERM: Final = re.compile(
    r"\b(?:initial|first|original)\s+(?:\w+\s+)?(?:term|period)\b|\bterm\s+(?:of|is|shall\s+be)\b|\bfor\s+(?:an?|one|two|three|\d)",
    re.IGNORECASE,
)
_UNLESS: Final = re.compile(r",?\s+unless\b.*$", re.IGNORECASE | re.DOTALL)
_REMINDER: Final = re.compile(
    r"\b(?:remind(?:s|ed|er)?|give[ns]?\s+(?:the\s+)?(?:customer|client|you)\s+(?:\w+\s+)?notice\s+of\s+(?:the\s+)?(?:upcoming\s+|forthcoming\s+)?renewal|"
    r"notif\w+\s+(?:the\s+)?(?:customer|client|you)\b[^.;]{0,60}\b(?:upcoming|forthcoming|pending|coming|that)\b[^.;]{0,40}\brenew\w*)",
    re.IGNORECASE,
)
_LEAVES_LATER: Final = re.compile(
    r"\bduring\s+(?:a|any|each|the)\s+renewal\s+(?:term|period)\b[^.;]{0,120}\bterminate\b|"
    r"\bterminate\b[^.;]{0,80}\b(?:at\s+any\s+time\b[^.;]{0,40}\b)?during\s+(?:a|any|each|the)\s+renewal\s+(?:term|period)",
    re.IGNORECASE,
)


def automatic(case: Case) -> bool:
    """Whether a term renews by itself; an agreement that from its first day runs until notice ends it has no term that could."""
    clause = case.analysis.evidence("renewal.automatic")
    return case.analysis.value("renewal.automatic") is True and not (clause and clause.kind == "term")


def the_renewal(case: Case) -> Clause | None:
    """The clause by which the agreement renews."""
    clauses = case.analysis.of_kind("renewal")
    return case.analysis.evidence("renewal.automatic") or next(iter(clauses), None)


def around(case: Case) -> str:
    """The words in which a reminder or a way out during a renewal would stand: from the first renewal clause on."""
    clauses = case.analysis.of_kind("renewal", "renewal_notice")
    if not clauses:
        return ""
    return case.text[max(min(c.start for c in clauses) - 600, 0) : max(c.end for c in clauses) + 1200]


def reminded(case: Case) -> bool:
    """True where the vendor has to remind the customer before the term renews."""
    for sentence in _sentences(around(case)):
        if _REMINDER.search(sentence) and re.search(r"renew|expir|end of|term", sentence, re.IGNORECASE):
            return True
    return False


def may_leave_later(case: Case) -> bool:
    """True where the customer may end a renewal term before its end."""
    return any(_LEAVES_LATER.search(sentence) for sentence in _sentences(around(case)))


def _sentences(text: str) -> list[str]:
    outline = Outline(text)
    places = (place for paragraph in outline.paragraphs for place in outline.sentences(paragraph.start, paragraph.end))
    return [" ".join(text[place.start : place.end].split()) for place in places]


def instead_of_renewal(case: Case, step: StepName, sentences: str) -> Redline:
    """Strikes what the clause says of renewal, and a notice clause right after it; the words on the first term stay."""
    clause = the_renewal(case)
    assert clause is not None
    end = clause.end
    following = [c for c in case.analysis.of_kind("renewal_notice") if c.start >= end]
    for notice in sorted(following, key=lambda c: c.start):
        if not case.text[end : notice.start].strip():
            end = notice.end
    joint = _joint(clause)
    if joint is None:
        return replace_sentence(case, step, clause.start, end, sentences)
    return replace(case, step, clause.start + joint, end, f". {sentences}")


def instead_of_notice(case: Case, step: StepName, clause: Clause, sentence: str) -> Redline:
    """Strikes what the clause says of notice against the renewal; what it says of the renewal itself stays."""
    renewal = the_renewal(case)
    if renewal and renewal.start < clause.end and clause.start < renewal.end:
        tail = _UNLESS.search(clause.text)
        if tail:
            return replace(case, step, clause.start + tail.start(), clause.end, f". {sentence}")
    return replace_sentence(case, step, clause.start, clause.end, sentence)


def _joint(clause: Clause) -> int | None:
    """Where, within a clause that first fixes the initial term, the words on its renewal begin."""
    for match in _JOINT.finditer(clause.text):
        head = clause.text[: match.start()]
        if (
            len(head.split()) >= 5
            and _FIRST_TERM.search(head)
            and not re.search(r"renew|exten[ds]|prolong|\bunless\b|\bupon\b[^,]*$", head, re.IGNORECASE)
        ):
            return match.start()
    return None


def the_term(case: Case, period: Period | None) -> str:
    """``a further term of one (1) year``, or without a length where none is known."""
    return f"a further term of {length(case, period)}" if period and not period.perpetual else "a further term"


def initial_term(case: Case) -> str:
    return case.analysis.names.initial_term
