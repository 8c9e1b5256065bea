"""Renewal notice: what notice stops the renewal; it may be the same sentence as the renewal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.guarded import Guarded, in_lower_case, lowered
from contracts.analysis.kind import ASK, Found, Kind, Setting, fact, period_fact
from contracts.analysis.kinds.renewal import LEAST as LEAST_RENEWAL
from contracts.analysis.kinds.renewal import weigh as weigh_renewal
from contracts.analysis.notice_counting import NOTICE_DAY
from contracts.analysis.passage import marked, trimmed
from contracts.analysis.renewal_act import UNLESS_STOPPED
from contracts.analysis.renewal_notice_act import (
    AFTER_TERM,
    AT_END,
    BEFORE_END,
    DURING_RENEWAL,
    ENDS,
    NOTICE,
    REFUSES,
    RENEWS_ITSELF,
    SEVERAL_TERMS,
    SUCH_NOTICE,
    TO_THE_LAST_DAY,
    UNIT_LEFT_OUT,
    UNLESS,
    WITHOUT_IT,
)
from contracts.analysis.renewal_notice_aside import BREACH, CONVENIENCE, EXCEPTED, OPTION, SOONER, is_other_matter
from contracts.analysis.renewal_notice_length import NoticeLength, notice_length, notice_periods, owner
from contracts.analysis.rows import rows
from contracts.periods import Period

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

# Below this a notice is more likely given for another reason.
LEAST: Final = 0.5

_ROW_LABEL: Final = re.compile(
    r"(?:non-?\s?renewal|renewal|cancell?ation|termination|opt[-\s]?out)(?:\s+notice)?(?:\s+(?:period|deadline|date|window))?(?:\s+required)?|notice(?:\s+(?:of\s+non-?renewal|to\s+(?:terminate|cancel)|period|of\s+termination))?",
    re.IGNORECASE,
)
_PROSE: Final = re.compile(r"\b(?:may|shall|will|must|can)\b|.{100}", re.IGNORECASE)  # "10.2 Termination: Either party may ..." is no row
_RENEWAL_ROW: Final = re.compile(r"(?:^|\n)\W*(?:auto\w*[-\s]*)?renew", re.IGNORECASE)
# What the notice is that the sentence before only names.
_DEFINED: Final = re.compile(r"\W*(?:the\s+)?[\"“]?(?:(?:non-?)?renewal\s+|termination\s+|cancell?ation\s+)?notice\s+period[\"”]?\s+(?:means|is|shall\s+be)\b", re.IGNORECASE)
_TO_END: Final = re.compile(r"\W*(?:[\d.()]+\s+)?to\s+(?:end|stop|cancel|terminate|prevent|avoid)\s+(?:it|this|that|the\s+\w+|such\s+\w+)\b", re.IGNORECASE)
_TOLD: Final = re.compile(r"notice|notif|inform|advis|writ|cancel|e-?mail|\bletter|\btell|\bhear|\bturn\w*\b|denounc|\bopt\w*[-\s]out|terminat\w+\s+request|\bterminated\s+with", re.IGNORECASE)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences with a length of notice that stops the renewal of the agreement, with the sentence that it belongs to."""
    told: Span | None = None  # the sentence before, where it has a length of notice and is no clause by itself
    before: Span | None = None  # the sentence before, where it speaks of such a notice without saying how long
    alone = False  # whether that is a clause without the length
    renewed = False  # whether the sentence before renews
    near: bool = doc._.near  # whether the paragraphs around do
    told_rows = [(row.start, row.end) for row in rows(doc._.passage) if _ROW_LABEL.fullmatch(row.label) and not _PROSE.search(row.value)]
    for start, end in told_rows:
        row = trimmed(doc, start, end)
        against = re.search(r"non-?\s?renew|opt|renew|end\s+of|expir|before", row.text, re.IGNORECASE)
        if (against or near or _RENEWAL_ROW.search(doc._.passage)) and any(row.start <= p.start and p.end <= row.end for p in doc.spans["periods"]):
            yield marked(row, "a row of the order form", 0.9)
    for sentence in doc.spans["sentences"]:
        if any(start < sentence.end_char and sentence.start_char < end for start, end in told_rows):
            continue
        text = sentence.text
        periods = notice_periods(sentence)
        if told is not None and renews_itself(text) and WITHOUT_IT.search(text):
            yield marked(trimmed(doc, told.start_char, sentence.end_char), "renews without such notice", 0.6)
            told = before = None
            renewed = True
            continue
        if before is not None and periods and (SUCH_NOTICE.match(text) or BEFORE_END.search(text)) and not is_other_matter(text):
            yield marked(trimmed(doc, before.start_char, sentence.end_char), "such notice", 0.9)
            before, renewed = None, False
            continue
        if before is not None and alone:
            yield marked(trimmed(doc, before.start_char, before.end_char), "stopped by a notice of no stated length", 0.7)
        before = None
        weight, why = _weigh(text, renewed, near) if periods else _weigh_without_length(text, renewed) if not near else (0.0, "")
        told = sentence if periods and weight < LEAST and not is_other_matter(text) else None
        if periods and weight >= LEAST:
            yield marked(trimmed(doc, sentence.start_char, sentence.end_char), why, weight)
        elif not periods and weight > 0:
            before, alone = sentence, weight >= LEAST
        renewed = renews_itself(text) is not None and not is_other_matter(text)
    if before is not None and alone:
        yield marked(trimmed(doc, before.start_char, before.end_char), "stopped by a notice of no stated length", 0.7)


# For a sentence in lower case.
_L_SOONER, _L_REFUSES, _L_ENDS, _L_UNLESS, _L_AFTER_TERM, _L_WITHOUT_IT = map(
    lowered, (SOONER, REFUSES, ENDS, UNLESS, AFTER_TERM, WITHOUT_IT)
)
_RENEWS: Final = Guarded(
    "automatic|renew|exten|prolong|continu|successive|tacit|evergreen|roll|carr|thereafter|to month|to year|-to-|to\nmonth|to\nyear|subsequent|additional|further|"
    "new |new\n|again|recur|going|charg|bill",
    lowered(RENEWS_ITSELF).pattern,
)
_L_WHEN: Final = tuple(map(lowered, (BEFORE_END, AT_END, DURING_RENEWAL)))


def renews_itself(text: str) -> re.Match[str] | None:
    """By which words, in lower case, the sentence says that a renewal comes by itself."""
    return _RENEWS.search(in_lower_case(text))


def _may_stop(sentence: str) -> bool:
    """Whether the sentence has the words without one of which no passage has such a clause: of refusing, or of ending before the end."""
    if any(_ROW_LABEL.fullmatch(row.label) for row in rows(sentence)):
        return True
    sentence = sentence.lower()
    text = _L_SOONER.sub(" ", sentence)
    return bool(
        _L_REFUSES.search(text)
        or (_L_ENDS.search(text) and any(look.search(text) for look in _L_WHEN))
        or (_RENEWS.search(text) and _L_UNLESS.search(text))
        or _L_AFTER_TERM.search(text)
        or _L_WITHOUT_IT.search(sentence)
        or _DEFINED.match(sentence)
        or _TO_END.match(sentence)
    )


def _weigh_without_length(text: str, renewed: bool = False) -> tuple[float, str]:
    """The same for a sentence that does not say how long before: "unless a party gives notice on or before 1 October"."""
    text = SOONER.sub(" ", text)
    refuses = REFUSES.search(text)
    if is_other_matter(text) or BREACH.search(text) or not (refuses or ENDS.search(text)):
        return 0.0, ""
    unless = UNLESS.search(text)
    if refuses and UNIT_LEFT_OUT.search(text):
        return 0.6, _why(refuses)
    itself = renews_itself(text)
    if itself and unless and re.search(r"notice|notif|writ|inform|advis", text[unless.start() :], re.IGNORECASE):
        return 0.7, _why(refuses or unless)
    if ((itself and unless) or renewed) and TO_THE_LAST_DAY.search(text):
        return 0.6, _why(refuses or unless)
    last = TO_THE_LAST_DAY.search(text)
    if last and "renewal date" in last[0].lower() and re.match(r"[^.;]{0,120}\bcancel", text, re.IGNORECASE):
        return 0.6, _why(last)
    return (0.3, _why(refuses)) if refuses else (0.0, "")


def _weigh(text: str, renewed: bool, near: bool = False) -> tuple[float, str]:
    """How sure it is that the sentence, with a length of notice in it, says how a renewal is stopped, and by which words.

    ``renewed``: the sentence before says that the agreement renews; ``near``: a paragraph beside it does.
    """
    if not NOTICE.search(text) or is_other_matter(text):
        return 0.0, ""
    text = SOONER.sub(" ", text)
    refuses, itself, before_end = REFUSES.search(text), renews_itself(text), BEFORE_END.search(text) or AT_END.search(text)
    ends, unless = ENDS.search(text), _near(UNLESS, itself, text) or _near(UNLESS_STOPPED, itself, text)
    told = _TOLD.search(text)
    if BREACH.search(EXCEPTED.sub(" ", text)) and not (refuses and (itself or before_end)):
        return 0.0, ""
    if OPTION.search(text) and not refuses and not (itself and unless):
        return 0.0, ""
    if refuses and told and (before_end or itself):
        return 0.95, _why(refuses)
    if itself and unless and (before_end or ends or told) and (refuses or weigh_renewal(text)[0] >= LEAST_RENEWAL):
        return 0.9, _why(itself)
    if (renewed or near) and _DEFINED.match(text):
        return 0.8, "the notice period is defined"
    if renewed and told and _TO_END.match(text) and not BREACH.search(text):
        return 0.8, _why(_TO_END.match(text))
    if refuses and told and (renewed or (near and re.search(r"renew|exten|\bopt|\boff|roll|laps", refuses[0], re.IGNORECASE))):
        return 0.85, _why(refuses)
    if refuses and told and re.search(r"renew|extend", refuses[0], re.IGNORECASE):
        return 0.75, _why(refuses)
    if ends and told and before_end and _beside(ends, before_end) and (renewed or not CONVENIENCE.search(text)) and (renewed or SEVERAL_TERMS.search(text)):
        return 0.7, _why(before_end)
    if AFTER_TERM.search(text) or (ends and told and DURING_RENEWAL.search(text)):
        return 0.6, _why(ends)
    return 0.0, ""


def _near(pattern: re.Pattern[str], match: re.Match[str] | None, text: str) -> bool:
    """Whether the pattern's words stand in the neighbourhood of the match: a long sentence says "unless" of many things."""
    return match is not None and any(m.start() < match.end() + 200 and m.end() > match.start() - 350 for m in pattern.finditer(text))


def _beside(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the two stand in one phrase, a long sentence having several."""
    return max(one.start(), other.start()) - min(one.end(), other.end()) < 250


def _why(match: re.Match[str] | None) -> str:
    return " ".join(match[0].split())[:120] if match else ""


_WRITTEN: Final = re.compile(r"\b(?:written|writing|in-writing|registered\s+(?:mail|letter)|certified\s+mail|e-?mail)\b", re.IGNORECASE)


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """notice_by (the least notice), notice_not_before (the earliest), notice_in_writing, out of the surest clause that has a length."""
    ordered = sorted(found, key=lambda f: (owner(f.clause.text) == "vendor", -f.clause.confidence, f.clause.start))
    for one in ordered:
        length = notice_length(notice_periods(one.span)) or _in_a_row(one)
        bare = UNIT_LEFT_OUT.search(one.clause.text)
        if length is not None and length.to_the_last_day:
            yield fact("renewal.notice_by", Period(0, "day"), one, 0.8, "until the last day")
            yield period_fact("renewal.notice_not_before", length.latest, one)
        elif length is not None:
            yield period_fact("renewal.notice_by", length.latest, one, longer=True)
            if length.earliest is not None:
                yield period_fact("renewal.notice_not_before", length.earliest, one)
            if length.vendors is not None:
                yield period_fact("renewal.vendor_notice_by", length.vendors, one)
        elif bare:
            yield fact("renewal.notice_by", Period(int(bare["count"]), "day"), one, ASK, "a number without a unit, read as days")
        else:
            continue
        yield fact("renewal.notice_in_writing", bool(_WRITTEN.search(one.clause.text)), one)
        return
    last = next((one for one in ordered if TO_THE_LAST_DAY.search(one.clause.text)), None)
    if last is not None and not NOTICE_DAY.search(last.clause.text):
        yield fact("renewal.notice_by", Period(0, "day"), last, 0.6, "until the last day")
        yield fact("renewal.notice_in_writing", bool(_WRITTEN.search(last.clause.text)), last)


def _in_a_row(found: Found) -> NoticeLength | None:
    """The length that a row of an order form gives: "Notice period: 60 days"."""
    if not any(_ROW_LABEL.fullmatch(row.label) for row in rows(found.clause.text)):
        return None
    span = found.span
    period = next((p for p in span.doc.spans["periods"] if span.start <= p.start and p.end <= span.end), None)
    return NoticeLength(period, None) if period is not None else None


# Beside a renewal a notice that stops it has a length, and a word for what it does.
_STOPS = r"(?:non-?renew\w*|not\s+to\s+renew|opt(?:s|ing)?[-\s]out|(?:cancell?ation|notice)\s+(?:period|notice)|notice\s+to\s+(?:terminate|cancel)|terminat\w+|cancel\w*|lapse|off)"
_MEASURES = r"(?:days?|weeks?|months?|years?|hours?|quarters?)"

KIND: Final = Kind(
    name="renewal_notice",
    matter="renewal",
    stems=("renew", "extend", "extension", "successive", "year to year", "month to month", "month-to-month", "year-to-year",
           "then-current term", "then current term", "initial term", "thereafter", "anniversary",
           "prior to the end", "prior to the expir", "before the end", "before the expir", "roll on", "roll into", "rolls", "rolling", "prolong", "going for another", "a new one",
           "indefinite", "evergreen", "goes on", "carry on", "carries on", "rollover", "again for", "subsequent", "election to"),  # fmt: skip
    first_look=re.compile(r"\b(?:days?|weeks?|months?|years?|hours?|quarters?|fortnight|(?:cancel\w*|turn\w*)\b[^.;]{0,60}\b(?:before|prior|until|up\s+to|off)|non-?\s?renewal|not\s+to\s+(?:renew|extend))\b", re.IGNORECASE),
    second_look=re.compile(r"\b(?:notice|notif\w+|prior|before|advance|preceding|ahead|out|until|unless|without|absent|failing)\b", re.IGNORECASE),
    last_look=_may_stop,
    near_look=re.compile(rf"\b{_STOPS}\b[^.;]{{0,300}}\b{_MEASURES}\b|\b{_MEASURES}\b[^.;]{{0,300}}\b{_STOPS}\b", re.IGNORECASE),
    find=find,
    facts=facts,
    establishes=True,  # it says what stops a renewal: that nothing renews is not clear, and a person is asked
    establishes_at=0.7,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
