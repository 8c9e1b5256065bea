"""Renewal notice: what notice stops the renewal; it may be the same sentence as the renewal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.guarded import lowered
from contracts.analysis.kind import ASK, Found, Kind, Setting, fact, period_fact
from contracts.analysis.kinds.renewal import LEAST as LEAST_RENEWAL
from contracts.analysis.kinds.renewal import weigh as weigh_renewal
from contracts.analysis.passage import marked, trimmed
from contracts.analysis.renewal_notice_length import notice_length, notice_periods
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

_NOTICE: Final = re.compile(
    r"\b(?:notices?|notif\w+|inform\w*|advis\w+|in\s+writing|cancel\w*|terminat\w+|declin\w+|elects?|prior|before|advance|opt(?:s|ed|ing)?\s+out)\b", re.IGNORECASE
)
# The wish not to renew, in so many words.
_REFUSES: Final = re.compile(
    r"\bnon-?\s?(?:renew|extension|continu)\w*|"
    r"(?<!\bor )\bnot\s+(?!unreasonabl)(?:\w+\s+){0,3}?(?:to\s+)?(?:be\s+)?(?:renew|extend|continue|prolong)\w*|"
    r"\b(?:against|avoid\w*(?:\s+entering\s+into)?|declin\w+|prevent\w*|oppos\w+|(?<!unreasonably )refus\w+|opt(?:s|ed|ing)?\s+out\s+of)\s+(?:to\s+)?(?:the\s+|such\s+|any\s+|an?\s+|its\s+|automatic\s+)*(?:renew|extension|extend)\w*|"
    r"\b(?:wish|intent|intention|intend|desire|elect|election|decision|decid)\w*\b[^.;]{0,40}?\b(?:to\s+(?:\w+\s+)?(?:terminate|cancel|end|discontinue|cease)|of\s+terminat\w+|that\s+(?:\w+\s+){1,4}?(?:terminates?|ends?|not\s+renew))\b",
    re.IGNORECASE,
)
_NEGOTIATES: Final = re.compile(r"\bnegotiat\w+\b[^.;]{0,40}\bnot\s+(?:to\s+)?extend", re.IGNORECASE)
_PARLEYS: Final = re.compile(r"\bnegotiat\w+", re.IGNORECASE)
_RENEWS_ITSELF: Final = re.compile(
    r"\bautomatic\w*\b[^.;]{0,60}\b(?:renew|extend|extension|continu|prolong)\w*|\b(?:renew|extend|continu)\w*\s+(?:\w+\s+)?automatically|"
    r"\b(?:shall|will|is|are)\s+(?:then\s+|thereafter\s+|also\s+)?(?:be\s+)?(?:deemed\s+)?(?:to\s+be\s+)?(?:renew|extend|prolong)\w*|\b(?:agreement|term|contract|subscription|lease|licen[cs]e|order(?:\s+form)?|membership|plan|account|services?|appointment|it)\s+(?:renews|extends|rolls\s+over)\b|"
    r"\bsuccessive\b|\b(?:year|month)[-\s]+to[-\s]+(?:year|month)|\bcontinu\w*\s+(?:automatically|from)\b|\bcontinu\w*\b[^.;]{0,40}\bthereafter\b|\bthereafter\b[^.;]{0,40}\b(?:continu\w*|remain\w*)|"
    r"\bcontinu\w*\s+for\s+(?:an?\s+)?(?:further|additional|subsequent|another)\b|\btacit\w*",
    re.IGNORECASE,
)
_UNLESS: Final = re.compile(r"\b(?:unless|until|except|provided|subject\s+to|if\s+neither|or\s+until|but\s+may\s+be\s+(?:terminated|cancelled)|in\s+the\s+absence\s+of|without|fails?\s+to\s+(?:\w+\s+)?(?:notify|give|provide|send)|does\s+not\s+(?:notify|give|provide|send))\b", re.IGNORECASE)
_ENDS: Final = re.compile(r"\b(?:terminat(?:e|es|ed|ing)|cancel\w*|discontinu\w*|end(?:ed)?\s+(?:this|the)|notice\s+of\s+(?:\w+\s+){0,3}?terminat\w+|terminat\w+\s+notice)\b", re.IGNORECASE)
_TERM = (
    r"(?:(?:the|its|each|any|such|said|that|an?|then|relevant|applicable|respective|of|initial|first|original|current|then[-\s]+current|then[-\s]+existing|existing|renewal|extended|"
    r"subscription|annual|contract|additional|next|this|agreement|one|two|three|five|year|twelve|month|or)[-\s'’]+){0,7}?(?:terms?|periods?|renewals?|anniversar\w+|renewal\s+date|agreement|contract|subscription|expir\w+)\b"
)
# Counted back from the end of the term.
_BEFORE_END: Final = re.compile(
    r"\bof\s+the\s+(?:end|expir\w+|conclusion)\s+of\b|\b(?:prior\s+to|before|preceding|in\s+advance\s+of)\s+(?:the\s+|its\s+|each\s+|any\s+|such\s+|said\s+|that\s+|an?\s+)*(?:scheduled\s+|effective\s+|next\s+|automatic\s+|natural\s+)?"
    rf"(?:(?:expir\w+|end(?:ing)?|conclusion|completion|terminat\w+|commencement|beginning|start|lapse)\b(?!\s+of\s+(?:\w+\s+){{0,3}}(?:notice|cure|offer|offering|exclusivity|month|quarter)\b)(?:\s+date)?(?:\s+(?:of|to)\s+{_TERM})?|(?:\w+[-\s]+){{0,3}}?(?:anniversar\w+|renewals?)\b)",
    re.IGNORECASE,
)
_AT_END: Final = re.compile(rf"\b(?:at|as\s+of|effective\s+(?:at|on|as\s+of|upon))\s+(?:the\s+)?(?:end|expir\w+|conclusion)\s+of\s+{_TERM}", re.IGNORECASE)
_AFTER_TERM: Final = re.compile(
    r"\b(?:following|after|upon\s+(?:expir\w+|completion)\s+of|at\s+any\s+time\s+(?:after|following))\s+(?:the\s+)?(?:expir\w+\s+of\s+|end\s+of\s+|completion\s+of\s+)?(?:the\s+)?(?:initial|original|first)\b[^.;]{0,30}\b(?:term|period)\b[^.;]{0,80}\b(?:terminat|cancel)",
    re.IGNORECASE,
)
_DURING_RENEWAL: Final = re.compile(r"\bas\s+so\s+(?:extended|renewed)\b|\bduring\s+(?:the|any|each|a|such)\s+(?:extended|renewal|extension|renewed)\s+(?:term|period)", re.IGNORECASE)
_BREACH: Final = re.compile(
    r"\b(?:breach\w*|default\w*|cure[ds]?|insolven\w*|bankrupt\w*|change\s+(?:of|in)\s+control|non-?payment|fails?\s+to\s+(?!(?:\w+\s+)?(?:notify|give|provide|send))|failure|force\s+majeure|registration|public\s+offering)\b", re.IGNORECASE
)
_CONVENIENCE: Final = re.compile(r"\b(?:at\s+any\s+time|for\s+(?:its\s+)?convenience|for\s+any\s+(?:or\s+no\s+)?reason|without\s+cause|with\s+or\s+without)\b", re.IGNORECASE)
# Says nothing of how: "unless sooner terminated as provided below".
_SOONER: Final = re.compile(r"\b(?:unless|until|or|and|if)\s+(?:\w+\s+){0,5}?(?:earlier|sooner|otherwise|previously)\s+(?:terminat|cancel|extend)\w*(?:\s+or\s+(?:terminat|cancel|extend)\w*)?", re.IGNORECASE)
_EXCEPTED: Final = re.compile(r"\b(?:other\s+than|except\s+(?:for|in\s+case\s+of)|without)\s+(?:\w+\s+){0,3}?(?:breach|default|cause)\w*", re.IGNORECASE)
# There is more than one term to be ended.
_SEVERAL_TERMS: Final = re.compile(r"\brenew|\bextend|\bextension|\bthen[-\s]+(?:current|existing|in\s+effect)|\binitial\s+(?:term|period)|\b(?:each|any|every)\s+(?:\w+\s+){0,2}(?:term|period|anniversary|year)\b|\banniversary", re.IGNORECASE)
_INSURED: Final = re.compile(
    r"\b(?:cancell?ation|non-?\s?renewal)\b[^.;]{0,30}\b(?:material|modification|reduction|alteration|change)\b|"
    r"\b(?:cancell?ation|cancell?ed|non-?\s?renew\w*|reduction)\b[^.;]{0,80}\b(?:polic(?:y|ies)|coverages?|insurance|insured)\b|"
    r"\b(?:polic(?:y|ies)|coverages?|insurance|insurer|insured|certificates?|letters?\s+of\s+credit)\b[^.;]{0,160}\b(?:cancel\w*|non-?\s?renew\w*|lapse|material\w*)\b",
    re.IGNORECASE,
)
_PRICES: Final = re.compile(
    r"\b(?:chang\w*|increas\w*|adjust\w*|revis\w*|institut\w*)\b[^.;]{0,80}\b(?:prices?|charges?|fees?|rates?)\b|"
    r"\b(?:prices?|pricing|charges?|fees?|rates?)\b[^.;]{0,60}\b(?:chang\w*|increas\w*|adjust\w*|revis\w*)\b", re.IGNORECASE
)
_OPTION: Final = re.compile(
    r"\b(?:option|right)\s+(?:to|of)\s+(?:renew|extend|renewal)|exercise|\bmay\b[^.;]{0,160}?\b(?:renew|extend)(?!al)|(?:wish|desire|intent|elect)\w*\s+to\s+(?:renew|extend)",
    re.IGNORECASE,
)
# "no less than 120 prior to the expiry date": of what, the paper leaves out; days are meant, and a person is asked.
_UNIT_LEFT_OUT: Final = re.compile(r"\b(?:less|later|fewer)\s+than\s+(?:[a-z-]+\s*\(\s*)?(?P<count>\d{2,3})\s*\)?\s+(?:prior\s+to|before)\b", re.IGNORECASE)
_WITHOUT_IT: Final = re.compile(
    r"\b(?:(?:does|do|did|has|have)\s+not\s+(?:\w+\s+)?(?:give|given|provide|provided|send|sent|receive|received)|no|in\s+the\s+absence\s+of|without|absent|failing)\s+(?:any\s+)?such\s+(?:\w+\s+){0,2}?(?:notice|notification)\b|"
    r"\b(?:no|without)\s+(?:\w+\s+){0,2}?notice\s+is\s+(?:so\s+)?(?:given|received|served)\b",
    re.IGNORECASE,
)
_SUCH_NOTICE: Final = re.compile(r"\W*(?:any\s+|such\s+|said\s+|the\s+|this\s+|an?\s+)?(?:written\s+)?(?:notices?|notification|termination|cancell?ation|election)\b", re.IGNORECASE)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences with a length of notice that stops the renewal of the agreement, with the sentence that it belongs to."""
    told: Span | None = None  # the sentence before, where it has a length of notice and is no clause by itself
    before: Span | None = None  # the sentence before, where it speaks of such a notice without saying how long
    alone = renewed = False  # whether that is a clause without the length; whether the sentence before renews
    for sentence in doc.spans["sentences"]:
        text = sentence.text
        periods = notice_periods(sentence)
        if told is not None and _RENEWS_ITSELF.search(text) and _WITHOUT_IT.search(text):
            yield marked(trimmed(doc, told.start_char, sentence.end_char), "renews without such notice", 0.6)
            told = before = None
            renewed = True
            continue
        if before is not None and periods and (_SUCH_NOTICE.match(text) or _BEFORE_END.search(text)) and not _other_matter(text):
            yield marked(trimmed(doc, before.start_char, sentence.end_char), "such notice", 0.9)
            before, renewed = None, False
            continue
        if before is not None and alone:
            yield marked(trimmed(doc, before.start_char, before.end_char), "stopped by a notice of no stated length", 0.7)
        before = None
        weight, why = _weigh(text, renewed) if periods else _weigh_without_length(text)
        told = sentence if periods and weight < LEAST and not _other_matter(text) else None
        if periods and weight >= LEAST:
            yield marked(trimmed(doc, sentence.start_char, sentence.end_char), why, weight)
        elif not periods and weight > 0:
            before, alone = sentence, weight >= LEAST
        renewed = bool(_RENEWS_ITSELF.search(text)) and not _other_matter(text)
    if before is not None and alone:
        yield marked(trimmed(doc, before.start_char, before.end_char), "stopped by a notice of no stated length", 0.7)


# For a sentence in lower case.
_L_SOONER, _L_REFUSES, _L_ENDS, _L_RENEWS_ITSELF, _L_UNLESS, _L_AFTER_TERM, _L_WITHOUT_IT = map(
    lowered, (_SOONER, _REFUSES, _ENDS, _RENEWS_ITSELF, _UNLESS, _AFTER_TERM, _WITHOUT_IT)
)
_L_WHEN: Final = tuple(map(lowered, (_BEFORE_END, _AT_END, _DURING_RENEWAL)))


def _may_stop(sentence: str) -> bool:
    """Whether the sentence has the words without one of which no passage has such a clause: of refusing, or of ending before the end."""
    sentence = sentence.lower()
    text = _L_SOONER.sub(" ", sentence)
    return bool(
        _L_REFUSES.search(text)
        or (_L_ENDS.search(text) and any(look.search(text) for look in _L_WHEN))
        or (_L_RENEWS_ITSELF.search(text) and _L_UNLESS.search(text))
        or _L_AFTER_TERM.search(text)
        or _L_WITHOUT_IT.search(sentence)
    )


def _other_matter(text: str) -> bool:
    return bool(_INSURED.search(text) or _NEGOTIATES.search(text) or ((_PARLEYS.search(text) or _PRICES.search(text)) and not _REFUSES.search(text)))


def _weigh_without_length(text: str) -> tuple[float, str]:
    """The same for a sentence that does not say how long before: "unless a party gives notice on or before 1 October"."""
    text = _SOONER.sub(" ", text)
    refuses = _REFUSES.search(text)
    if _other_matter(text) or _BREACH.search(text) or not (refuses or _ENDS.search(text)):
        return 0.0, ""
    unless = _UNLESS.search(text)
    if refuses and _UNIT_LEFT_OUT.search(text):
        return 0.6, _why(refuses)
    if _RENEWS_ITSELF.search(text) and unless and re.search(r"notice|notif|writ|inform|advis", text[unless.start() :], re.IGNORECASE):
        return 0.7, _why(refuses or unless)
    return (0.3, _why(refuses)) if refuses else (0.0, "")


def _weigh(text: str, renewed: bool) -> tuple[float, str]:
    """How sure it is that the sentence, with a length of notice in it, says how a renewal is stopped, and by which words.

    ``renewed``: the sentence before says that the agreement renews.
    """
    if not _NOTICE.search(text) or _other_matter(text):
        return 0.0, ""
    text = _SOONER.sub(" ", text)
    refuses, itself, before_end = _REFUSES.search(text), _RENEWS_ITSELF.search(text), _BEFORE_END.search(text) or _AT_END.search(text)
    ends, unless = _ENDS.search(text), _near(_UNLESS, itself, text)
    told = re.search(r"notice|notif|inform|advis|writ|cancel|e-?mail|\bletter", text, re.IGNORECASE)
    if _BREACH.search(_EXCEPTED.sub(" ", text)) and not (refuses and (itself or before_end)):
        return 0.0, ""
    if _OPTION.search(text) and not refuses and not (itself and unless):
        return 0.0, ""
    if refuses and told and (before_end or itself):
        return 0.95, _why(refuses)
    if itself and unless and (before_end or ends or told) and (refuses or weigh_renewal(text)[0] >= LEAST_RENEWAL):
        return 0.9, _why(itself)
    if refuses and told and renewed:
        return 0.85, _why(refuses)
    if refuses and told and re.search(r"renew|extend", refuses[0], re.IGNORECASE):
        return 0.75, _why(refuses)
    if ends and told and before_end and _beside(ends, before_end) and (renewed or not _CONVENIENCE.search(text)) and (renewed or _SEVERAL_TERMS.search(text)):
        return 0.7, _why(before_end)
    if _AFTER_TERM.search(text) or (ends and told and _DURING_RENEWAL.search(text)):
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
    ordered = sorted(found, key=lambda f: (-f.clause.confidence, f.clause.start))
    for one in ordered:
        length = notice_length(notice_periods(one.span))
        bare = _UNIT_LEFT_OUT.search(one.clause.text)
        if length is not None:
            yield period_fact("renewal.notice_by", length.latest, one, longer=True)
            if length.earliest is not None:
                yield period_fact("renewal.notice_not_before", length.earliest, one)
        elif bare:
            yield fact("renewal.notice_by", Period(int(bare["count"]), "day"), one, ASK, "a number without a unit, read as days")
        else:
            continue
        yield fact("renewal.notice_in_writing", bool(_WRITTEN.search(one.clause.text)), one)
        return


KIND: Final = Kind(
    name="renewal_notice",
    matter="renewal",
    stems=("renew", "extend", "extension", "successive", "year to year", "month to month", "month-to-month", "year-to-year",
           "then-current term", "then current term", "initial term", "thereafter", "anniversary",
           "prior to the end", "prior to the expir", "before the end", "before the expir"),  # fmt: skip
    first_look=re.compile(r"\b(?:days?|weeks?|months?|years?|non-?\s?renewal|not\s+to\s+(?:renew|extend))\b", re.IGNORECASE),
    second_look=re.compile(r"\b(?:notice|notif\w+|prior|before|advance|preceding)\b", re.IGNORECASE),
    last_look=_may_stop,
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
