"""An agreement that runs until notice ends it, from its first day: no term that could renew, nothing to forget, and yet no end.

It is read from the clause on its term: ``renewal.automatic`` (it goes on unless somebody acts), ``renewal.renewal_term`` (perpetual, or
a month where it runs from month to month), ``renewal.until_ended``, and the notice that ends it. An agreement that has a first term or
renews from term to term is no such agreement: there the kind ``renewal`` reads what comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Span

from contracts.analysis.clause import Fact
from contracts.analysis.guarded import holds
from contracts.analysis.kind import Found, Setting, fact, period_fact
from contracts.analysis.notice_counting import calendar_part
from contracts.analysis.renewal_act import THING
from contracts.analysis.renewal_notice_length import notice_length, notice_periods
from contracts.periods import PERPETUAL, Period

# Cheap, and before anything else: without one of these nothing below matches.
_WORDS: Final = ("indefinite", "unlimited", "undetermined", "open-ended", "until", "month-to-month", "month to month", "rolling")
_SUBJECT = rf"(?:{THING}|it|duration|we)"
_ENDLESS: Final = re.compile(
    rf"\b{_SUBJECT}\b[^.;]{{0,100}}?\b(?:indefinite|unlimited|undetermined|indeterminate|open[-\s]ended|unspecified)\s+(?:\w+\s+)?(?:period|term|duration|time|length)\b|"
    rf"\b{_SUBJECT}\b[^.;]{{0,60}}?\b(?:concluded|continues?|runs?|entered\s+into)\s+indefinitely\b|\bperiod\s+of\s+indefinite\b|\b{_SUBJECT}\b[^.;]{{0,60}}?\buntil\s+further\s+notice\b",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    rf"\b{_SUBJECT}\b[^.;]{{0,140}}?\b(?:continu\w+|remains?|runs?|stays?|effect|force)\b[^.;]{{0,80}}?\buntil\s+(?!20\d\d|the\s+\d|\d)(?:[^.;]{{0,60}}\s)?"
    r"(?:terminated|cancel(?:l?ed)?|ended|terminates?|ends\s+it|gives?\b[^.;]{0,60}\bnotice)\b",
    re.IGNORECASE,
)
_MONTHLY: Final = re.compile(
    rf"\b{_SUBJECT}\b[^.;]{{0,100}}?\b(?:(?:from\s+)?month[-\s]+to[-\s]+month|rolling\s+monthly|monthly\s+rolling|rolling\s+(?:one[-\s]month|30[-\s]day))\b", re.IGNORECASE
)
_BY_THE_MONTH: Final = re.compile(r"\b(?:current|then[-\s]current|each)\s+(?:monthly\s+(?:\w+\s+)?(?:period|cycle|term)|month)\b", re.IGNORECASE)
# There was a term before it, or it is what follows a term that ended: the kind "renewal" reads that.
_AFTER_A_TERM: Final = re.compile(
    r"\b(?:thereafter|after|following|upon\s+(?:the\s+)?(?:expir|end|complet|conclu)\w*|beyond|expir\w+|if\b[^.;]{0,60}\bcontinue|initial|minimum|successive|renew\w*|hold\w*[-\s]?over|first\s+(?:term|year)|end\s+of\s+the\s+(?:\w+\s+)?(?:term|period|lease|contract)|unless\s+(?!and\b)|convert\w*)\b",
    re.IGNORECASE,
)
_SAYS_HOW: Final = re.compile(r"\bnotice\b|\bat\s+any\s+time\b|\byou\s+cancel\b|\bcancelled\b|\bby\s+(?:either|you|a|one)\b", re.IGNORECASE)
# The customer is one of those who may end it; the right of the other side alone is none to wait for.
_OURS: Final = re.compile(
    r"\b(?:either|both|any|each|one|a|the)\s+(?:of\s+the\s+)?(?:part(?:y|ies))\b|\b(?:customer|client|subscriber|licensee|lessee|tenant|buyer|hirer|you|mutual|party['’]s)\b|\bbe\s+(?:terminated|cancel\w+|ended)\b", re.IGNORECASE
)
_ENDS: Final = re.compile(r"\b(?:terminat\w+|cancel\w*|end(?:s|ed)?\s+(?:it|this|the)|notice\s+period|period\s+of\s+notice)\b", re.IGNORECASE)
_FOR_CAUSE: Final = re.compile(r"\b(?:breach\w*|default\w*|cure[ds]?|insolven\w*|bankrupt\w*|cause|non-?payment|fail\w*)\b", re.IGNORECASE)
_ANNIVERSARY: Final = re.compile(r"\bexpir\w+\s+(?:on\s+or\s+)?(?:at\s+any\s+time\s+)?after\s+the\s+(?P<nth>first|second|third|fourth|fifth)\s+anniversary", re.IGNORECASE)
_RUNS_OUT: Final = re.compile(r"\bexpiring\s+(?:at|on|with)\s+(?:the\s+)?end\s+of\b", re.IGNORECASE)  # the notice does, not a term
_NTH: Final = ("first", "second", "third", "fourth", "fifth")


def runs_on(sentence: str) -> re.Match[str] | None:
    """The words that say that the agreement runs until notice ends it, with no term before that."""
    low = sentence.lower()
    if not holds(low, _WORDS):
        return None
    match = _ENDLESS.search(sentence) or _MONTHLY.search(sentence) or _UNTIL.search(sentence)
    if match is None or _AFTER_A_TERM.search(_RUNS_OUT.sub(" ", _ANNIVERSARY.sub(" ", sentence))):
        return None
    return match if match.re is not _UNTIL or _SAYS_HOW.search(sentence) else None


def runs_on_facts(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """What such a clause states, out of the agreement's clauses on its term; nothing where it also has a term or renews."""
    clauses = [one for one in found if runs_on(one.clause.text)]
    if not clauses or any(one.clause.kind == "renewal" for one in setting.found):
        return
    best = clauses[0]
    told = [sentence for sentence in _sentences_that_end_it(best) if _OURS.search(sentence.text)]
    length = next((length for sentence in told if (length := notice_length(notice_periods(sentence)))), None)
    if length is None and not any(re.search(r"\bat\s+any\s+time\b|\buntil\s+(?:you\s+)?cancel", one.text, re.IGNORECASE) for one in told):
        return  # by what notice it ends stands elsewhere, if anywhere: it says no more than that it has no end yet
    monthly = _MONTHLY.search(best.clause.text) or any(_BY_THE_MONTH.search(one.text) for one in told)
    first = _ANNIVERSARY.search(best.clause.text)
    yield fact("renewal.automatic", True, best, why="it runs until notice ends it")
    yield fact("renewal.renewal_term", Period(1, "month") if monthly else PERPETUAL, best)
    yield fact("renewal.until_ended", True, best, why="it runs until notice ends it")
    if first:
        yield fact("renewal.initial_term", Period(_NTH.index(first["nth"].lower()) + 1, "year"), best, why="notice cannot end it sooner")
    if length is not None:
        yield period_fact("renewal.notice_by", length.latest, best, longer=True)
        written = any(re.search(r"\bwrit(?:ten|ing)\b", sentence.text, re.IGNORECASE) for sentence in told)
        yield fact("renewal.notice_in_writing", written, best)
        part = next((part for sentence in told if (part := calendar_part(sentence.text))), None)
        if part:
            yield fact("renewal.notice_to", part, best)


def _sentences_that_end_it(found: Found) -> Iterator[Span]:
    """The clause's own sentence, and those after it in its passage, that say by what notice it ends."""
    for sentence in found.span.doc.spans["sentences"]:
        if sentence.end_char > found.span.start_char and _ENDS.search(sentence.text) and not _FOR_CAUSE.search(sentence.text):
            yield sentence
