"""Renewal: that or how the term renews, by itself or because somebody acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.guarded import Guarded, lowered
from contracts.analysis.kind import ASK, Found, Kind, Setting, fact
from contracts.analysis.kinds.term import length_in
from contracts.analysis.passage import marked, trimmed
from contracts.analysis.renewal_act import (
    ACT,
    AUTOMATIC,
    BY_ACT,
    CONTINUES,
    DENIED,
    GRANTS,
    MAY_GO_ON,
    NEW_TERM,
    SELF_RENEWING,
    THING,
    UNLESS_STOPPED,
    UNTIL_TERMINATED,
    is_held_over,
    is_only_agreeing_again,
    renews_by_itself,
)
from contracts.analysis.renewal_aside import defines, for_an_event, in_passing, of_another_thing, while_it_lasts, without_mentions
from contracts.analysis.renewal_length import named_renewal_term, names_renewal_term, renewal_term, renewals, same_as_initial, says_length
from contracts.analysis.renewal_price import price_rise
from contracts.analysis.rows import Row, answer, rows
from contracts.periods import find_periods

FOUND_IN: Final = (
    "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
    "non-renewal at least sixty (60) days before the end of the then-current term.",
    "Upon expiry of the Initial Term the Subscription will be extended for further periods of twelve (12) months each.",
    "Thereafter the Agreement continues from year to year until one of the parties gives notice.",
    "Customer may, at its option, renew this Agreement for one additional term of two (2) years by written notice.",
    "The term of this Contract may be extended by mutual written agreement of the parties for up to three years.",
    "6.2 Renewal. If neither Party has terminated pursuant to Section 9, the Order Form shall, on each anniversary of the "
    "Start Date, be deemed renewed for a period equal to the Initial Term, at the Provider's then-current list prices.",
    "This Agreement is tacitly renewed each year for one year.",
)
NOT_IN: Final = (
    "Vendor shall renew its commercial general liability insurance policy each year during the Term.",
    "All rights in any renewal or extension of the trademark registrations remain with the Licensor.",
    "The letter of credit shall be renewed automatically for successive one-year periods.",
    "Either party may extend the time for performance of any obligation of the other by a signed writing.",
    "The fees for the renewal of the domain names are set out in the price list.",
    "This Agreement shall be governed by the laws of the State of Delaware, as renewed or amended from time to time.",
)

_RENEWAL_LABEL: Final = re.compile(r"(?:auto(?:matic(?:ally)?)?[-\s]*)?(?:renew(?:al|s)?|extension|prolongation)(?:\s+(?:option|type|terms?|status))?|auto[-\s]?renew(?:al|s)?", re.IGNORECASE)
_LENGTH_LABEL: Final = re.compile(r"(?:auto(?:matic)?[-\s]*)?(?:renewal|extension|extended|rollover)\s+(?:(?!notice)\w+\s+)?(?:terms?|periods?|length|duration)", re.IGNORECASE)

# Below this a sentence is more likely about something else that is renewed or extended.
LEAST: Final = 0.73

_ABOUT: Final = Guarded(
    "renew|extend|extens|prolong|continu|roll|year|month|successive|carr|goes on|go on|going|evergreen|new|next|thereafter|again|recur|subsequent|after that",
    r"renew|exten[ds]|prolong|continu|roll|to[-\s]+(?:year|month)|successive|carr(?:y|ies)\s+on|go(?:es)?\s+on|going|evergreen|a\s+new|next|thereafter|again|recur|subsequent|after\s+that",
)
_BETWEEN = r"(?:(?!(?:on|under|upon|to|in|by|beyond|with)\b)[\w-]+\s+){0,2}?"
_OBJECT: Final = re.compile(
    rf"\b{THING}\b[^.;]{{0,100}}?\b(?:{ACT}|{CONTINUES}|to[-\s]+(?:year|month))|\b(?:{ACT})\b\s+(?:of\s+|for\s+)?(?:this\s+|the\s+|such\s+|its\s+|said\s+|your\s+|our\s+)?{_BETWEEN}{THING}\b",
    re.IGNORECASE,
)
_AGREEMENT: Final = re.compile(rf"\b(?:this|the|such|any|each|said|initial|current|its|renewal|original|license|subscription|services?|maintenance)\s+(?:\w+\s+){{0,3}}?{THING}\b", re.IGNORECASE)
_STAYS_IN_FORCE: Final = re.compile(r"\bit\s+(?:then\s+|thereafter\s+)?(?:shall\s+|will\s+)?(?:(?:may|can)\s+(?:only\s+)?be\s+(?:renewed|extended)|renews|extends|continu\w*\s+(?:in\s+(?:full\s+)?(?:force|effect)|from\s+(?:month|year)))\b", re.IGNORECASE)
# What "it" is, the sentence before said; that silence renews it shows that it is the agreement.
_IT: Final = re.compile(r"\b(?:it|they|we)['’]ll\b|\b(?:it|they|we|you|your)\s+(?:(?:then|thereafter|tacitly|automatically)\s+)*(?:is|are|shall|will|each\s+time|renews?|extends?|continu\w+|start|keep|roll\w*|\w+\s+(?:is|are|will|shall))\b", re.IGNORECASE)
_TO_THE_NEXT: Final = re.compile(r"\b(?:month|year)[-\s]+to[-\s]+(?:month|year)", re.IGNORECASE)
_AT_THE_END: Final = re.compile(
    r"\b(?:term|period|subscription|plan)\s+(?:runs\s+out|is\s+over|is\s+up|ends)\b|\b(?:initial|current|renewal|then[-\s]+current|extended)\s+(?:term|period)|\bexpir|year[-\s]+to|month[-\s]+to|\bat\s+the\s+(?:end|conclusion)\s+of|\beach\s+anniversary\b|\beach\s+case\b|\bafter\s+which\b", re.IGNORECASE
)
_CONDITION: Final = re.compile(
    r"(?:\W*\(?\w{1,3}[.)]\s+)?\W*(?:(?:if|in\s+(?:the\s+event|case)(?:\s+that)?|where|when|should|notwithstanding)\b[^,]{0,300}|"
    r"(?:upon|following|during)\s+(?:\w+\s+){0,4}?(?:renewals?|extensions?|extended|renewed)\b[^,]{0,200}),\s*",
    re.IGNORECASE,
)
_AFTER_A_TERM: Final = re.compile(r"\b(?:years?|months?|initial\s+\w+|fixed\s+term|minimum\s+\w+)\b", re.IGNORECASE)
_FIRST_THEN: Final = re.compile(rf"\b{THING}\b[^.;]{{0,60}}?\binitial\b[^.;]{{0,60}}?\band\s+for\b", re.IGNORECASE)
_PLAINLY: Final = re.compile(r"\b(?:agreement|contract|subscriptions?|term|plan|membership|order(?:\s+form)?|licen[cs]e|services?|package|account|it)\s+(?:shall|will|(?:is|are)\s+(?:to\s+be\s+)?)\s*(?:be\s+)?(?:automatically\s+(?:be\s+)?(?:renew|continue\b)|renew(?:ed)?\s+automatically)|\brenews\s+automatically|\bautomatically\s+renews\b", re.IGNORECASE)
_SIGNS: Final = (AUTOMATIC, UNTIL_TERMINATED, BY_ACT, DENIED)
_SIGNS_LOWERED: Final = tuple(map(lowered, _SIGNS))


def find(doc: Doc) -> Iterable[Span]:
    """Sentences that say that or how the agreement renews, and rows of an order form that do."""
    told = [row for row in rows(doc._.passage) if _tells(row)]
    for row in told:
        yield marked(trimmed(doc, row.start, row.end), row.label, 0.95)
    for sentence in doc.spans["sentences"]:
        if any(row.start < sentence.end_char and sentence.start_char < row.end for row in told):
            continue
        weight, why = weigh(sentence.text)
        if weight >= LEAST:
            yield marked(sentence, why, weight)


def _tells(row: Row) -> bool:
    """Whether the row says that the agreement renews, or not, or for how long."""
    if _LENGTH_LABEL.fullmatch(row.label):
        return bool(find_periods(row.value))
    return bool(_RENEWAL_LABEL.fullmatch(row.label)) and (answer(row.value) is not None or bool(AUTOMATIC.search(row.value)) or "[" in row.value)


def weigh(sentence: str) -> tuple[float, str]:
    """How sure it is that the sentence is about the agreement's own renewal, and by which words.

    For it: that it renews by itself, on and on, or by an option granted; that the agreement or its term is what renews;
    that it says for how long. Against it: another thing is renewed, time is given for a delay, the renewal is only
    mentioned or supposed, or nothing is said but that both may agree again.
    """
    if not _ABOUT.search(sentence.lower()):
        return 0.0, ""
    whole = without_mentions(sentence)
    condition = _CONDITION.match(whole)
    supposed = bool(condition and not any(sign.search(whole, condition.end()) for sign in _SIGNS))
    text = whole[condition.end() :] if condition and not supposed else whole
    lower = text.lower()
    if not any(sign.search(lower) for sign in _SIGNS_LOWERED):
        return 0.0, ""
    automatic, until, denied = AUTOMATIC.search(text), UNTIL_TERMINATED.search(text), DENIED.search(text)
    match = automatic or until or BY_ACT.search(text) or denied
    if not match:
        return 0.0, ""
    around = text[max(match.start() - 90, 0) : match.end() + 90]
    of_agreement = bool(_OBJECT.search(whole) or _STAYS_IN_FORCE.search(text) or (until and _AGREEMENT.search(text)))
    if MAY_GO_ON.search(text):
        return 0.0, ""
    length = bool(automatic and _TO_THE_NEXT.search(automatic[0])) or says_length(text[max(match.start() - 40, 0) :]) or bool(until and _AFTER_A_TERM.search(text, 0, until.end()))
    anew = bool(automatic and NEW_TERM.search(text))
    stopped = bool((automatic or until) and UNLESS_STOPPED.search(whole) and (_IT.search(text) or anew))
    of_agreement = of_agreement or stopped or (anew and bool(_AT_THE_END.search(text) or _AFTER_A_TERM.search(text)))
    of_agreement = of_agreement or bool(automatic and _FIRST_THEN.search(text) and UNLESS_STOPPED.search(whole))
    weight = 0.5 if automatic or until or denied else 0.35
    if of_agreement:
        weight += 0.2
    elif not re.search(r"\brenew", text, re.IGNORECASE):
        weight -= 0.3  # deadlines, offers and rights are extended too
    if re.search(r"automatic|tacit", around, re.IGNORECASE) or SELF_RENEWING.search(around):
        weight += 0.15
    if stopped or anew:
        weight += 0.15
    if length or names_renewal_term(text):
        weight += 0.15
    elif not _AT_THE_END.search(text) and not anew and not (of_agreement and (_PLAINLY.search(text) or SELF_RENEWING.search(text))):
        weight -= 0.15
    if GRANTS.search(text) and (of_agreement or "renew" in text.lower()):
        weight += 0.2
    if until:
        weight += 0.1
    if denied and of_agreement and re.search(r"renew|prolong|only|automatic", denied[0], re.IGNORECASE):
        weight += 0.2
    if of_another_thing(around):
        weight -= 0.4
    if for_an_event(whole) or defines(text) or while_it_lasts(text):
        weight -= 0.5
    if in_passing(text) and not (automatic and re.search(r"automatic|tacit", automatic[0], re.IGNORECASE) and length):
        weight -= 0.3
    if supposed:
        weight -= 0.35  # what follows if it is renewed, not that it is
    most = 0.97
    if not automatic and is_only_agreeing_again(text[max(match.start() - 60, 0) :]):
        if not length:
            weight -= 0.3
        most = 0.85  # lawyers disagree whether that is a renewal
    return min(weight, most), " ".join(match[0].split())[:120]


_UNSAID: Final = 0.5
_HELD_OVER: Final = 0.25


def _by_itself(clause: str) -> float:
    """1 where the clause says that it renews by itself, 0 where it says that it does not; between, for a row that leaves it open."""
    row = next(rows(clause), None)
    if row is not None and _RENEWAL_LABEL.fullmatch(row.label):
        said = answer(row.value)
        if said is not None:
            return float(said)
        return 1.0 if AUTOMATIC.search(row.value) else _UNSAID
    if row is not None and _LENGTH_LABEL.fullmatch(row.label):
        return _UNSAID
    if not renews_by_itself(clause):
        return 0.0
    return _HELD_OVER if is_held_over(clause) else 1.0


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """automatic, renewal_term, same_as_initial, renewals, price_rise out of the surest clauses."""
    ordered = sorted(found, key=lambda f: (-_by_itself(f.clause.text), -f.clause.confidence, f.clause.start))
    if not ordered:
        return
    best = ordered[0]
    said = _by_itself(best.clause.text)
    if said == _HELD_OVER:
        yield fact("renewal.held_over", True, best)
    else:
        yield fact("renewal.automatic", said > 0, best, ASK if said == _UNSAID else None)
    for one in ordered:
        term = renewal_term(one)
        if term is not None:
            doubtful = any(span._.other_period and span._.period == term for span in one.span.doc.spans["periods"])
            yield fact("renewal.renewal_term", term, one, min(one.clause.confidence, ASK) if doubtful else None)
            break
    else:
        named = next(((one, period) for one in ordered if (period := named_renewal_term(one))), None)
        if named is not None:
            yield fact("renewal.renewal_term", named[1], named[0])
    same = next((one for one in ordered if same_as_initial(one.clause.text)), None)
    if same:
        yield fact("renewal.same_as_initial", True, same)
        first = next((span for one in setting.found if one.clause.kind == "term" and (span := length_in(one.span))), None)
        if first is not None and renewal_term(same) is None:  # "a period equal to the Initial Term", which stands elsewhere
            yield fact("renewal.renewal_term", first._.period, same)
    times = renewals(best)
    if times is not None:
        yield fact("renewal.renewals", times, best)
    yield from price_rise(ordered, setting)


KIND: Final = Kind(
    name="renewal",
    matter="renewal",
    stems=("renew", "extended", "extend ", "extendable", "extension", "year to year", "month to month", "month-to-month", "year-to-year", "successive",
           "automatically continue", "continue automatically", "prolong", "thereafter", "roll over", "rolls over", "additional term",
           "roll on", "rolls on", "roll into", "rolls into", "rolling", "carry on", "carries on", "goes on", "going for another", "a new one", "evergreen", "indefinite", "extended term",
           "for the next", "again for", "recurs", "subsequent", "extends", "after that", "considered ext", "annual basis", "election to"),  # fmt: skip
    first_look=re.compile(
            r"renew|going\s+for|a\s+new\s+one|evergreen|(?:carr(?:y|ies)|goes)\s+on\b|rolling|indefinite|for\s+the\s+next|again\s+for|after\s+that|annual\s+basis|recurs|subsequent|exten(?:d|sion)|prolong|year[-\s]+to[-\s]+year|month[-\s]+to[-\s]+month|automatically\s+continue|continu\w*\s+(?:automatically|thereafter)"
            r"|thereafter|rolls?\s+(?:over|on|into|forward)|continu\w*[^.;]{0,60}(?:successive|additional\s+(?:term|period))",
            re.IGNORECASE,
        ),
    last_look=lambda sentence: weigh(sentence)[0] >= LEAST or any(map(_tells, rows(sentence))),
    find=find,
    facts=facts,
    establishes=True,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
