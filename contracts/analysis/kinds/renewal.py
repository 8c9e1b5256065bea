"""Renewal: that or how the term renews, by itself or because somebody acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.periods import PERPETUAL, Period, word_number

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

# Below this a sentence is more likely about something else that is renewed or extended.
LEAST: Final = 0.73

STEMS: Final = ("renew", "extended", "extend ", "extension", "year to year", "month to month", "month-to-month", "year-to-year",
                "successive", "automatically continue", "continue automatically", "prolong", "thereafter", "roll over", "additional term")  # fmt: skip

_THING = (
    r"(?:agreement|contract|term|terms|license|licence|lease|subscription|order|order form|services?|sow|statement of work|"
    r"appointment|engagement|arrangement|franchise|relationship|rights|addendum|maintenance|membership|plan|"
    r"(?:initial|renewal|subscription|contract|co-?operation|support|service|original|extended)\s+period)"
)
_ACT = r"(?:renew(?:s|ed|al|als|able|ing)?|extend(?:s|ed|ing)?|extension|prolong(?:ed|s)?|roll(?:s|ed)?\s+over|re-?new(?:s|ed)?)"
_CONTINUES = r"continu(?:e|es|ed|ing)\b"
_LENGTH = (
    r"(?:successive|consecutive|additional|further|subsequent|another|renewal|extended|like|same|year[- ]to[- ]year|"
    r"month[- ]to[- ]month|each year|every year|yearly|annual|equal|one|two|three|four|five|six|ten|twelve|\d+)"
)

_AUTOMATIC: Final = re.compile(
    rf"""\b(?:
        automatic(?:ally)?\b[^.;]{{0,80}}?\b(?:{_ACT}|{_CONTINUES})
      | (?:{_ACT}|{_CONTINUES})\b[^.;]{{0,60}}?\bautomatic(?:ally)?
      | tacit(?:ly)?\b[^.;]{{0,40}}?\b{_ACT} | {_ACT}\b[^.;]{{0,30}}?\btacit(?:ly)?
      | (?:shall|will|is|are|be)\s+(?:then\s+|thereafter\s+|also\s+)?(?:be\s+)?(?:deemed\s+)?(?:to\s+(?:be|have\s+been)\s+)?
            (?:renew|renews|renewed|extend|extended|prolonged)\b(?!\s+(?:only|by\s+(?:mutual|written|agreement)))
      | {_THING}\s+(?:renews|rolls\s+over|extends)\b
      | renewed\s+tacitly | subject\s+to\s+automatic
      | (?:from\s+)?(?:year|month)[-\s]to[-\s](?:year|month)\b
      | {_CONTINUES}[^.;]{{0,60}}?\bfor\s+(?:an?\s+)?(?:successive|consecutive|additional|further|subsequent|another|renewal)[^.;]{{0,40}}?\b(?:terms?|periods?|years?|months?)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BY_ACT: Final = re.compile(
    r"""\b(?:
        (?:option|right|options|rights|entitled|elect|election|choice)\b[^.;]{0,140}?\b(?:to|of)\s+(?:\w+\s+){0,2}?(?:renew|extend|renewal|extension)
      | (?:renewal|extension)\s+(?:option|right)
      | may\b[^.;]{0,200}?\b(?:renew|extend|renewed|extended|prolonged)\b
      | (?:option|right)s?\s+to\s+continue\b[^.;]{0,80}?\b(?:additional|successive|further|renewal)\s+(?:terms?|periods?)
      | (?:renew|extend|renewed|extended|renewal|extension|renewable|extendable)\b[^.;]{0,100}?\b(?:mutual|written|agree|agreement\s+of|consent|by\s+amendment|upon\s+notice|option|request)
      | (?:agree|agreed|agrees|consent|wish|wishes|wishing|elects?|elected|desires?|option|negotiate)\b[^.;]{0,80}?\b(?:renew|extend|renewal|extension)\b
      | renewable | extendable | upon\s+(?:such\s+)?renewal
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED: Final = re.compile(
    rf"\b(?:shall|will|does|do|may)\s+not\s+(?:be\s+)?(?:automatically\s+)?(?:{_ACT})|\bno\s+(?:automatic\s+|right\s+(?:of|to)\s+)(?:renew|exten)",
    re.IGNORECASE,
)
# Whose renewal it is not: these are renewed for reasons of their own.
_OTHER_THING: Final = re.compile(
    r"\b(?:insurance|policy|policies|letters?\s+of\s+credit|L/?C|trade-?marks?|patents?|registrations?|copyrights?|permits?|domain\s+names?|"
    r"certificates?|bonds?|loans?|notes?|credit\s+facility|statutes?|laws?|regulations?|deadlines?|timelines?|time\s+for|confidential|payment\s+date|cure\s+period|"
    r"warranty|drug|product\s+approval|lease[sd]?\s+(?:of|for)\s+(?:the\s+)?premises)\b",
    re.IGNORECASE,
)
_AGREEMENT: Final = re.compile(rf"\b(?:this|the|such|any|each|said|initial|current|its|renewal|original|license|subscription|services?|maintenance)\s+(?:\w+\s+){{0,3}}?{_THING}\b", re.IGNORECASE)
_NEAR_LENGTH: Final = re.compile(rf"\b(?:{_LENGTH})\b", re.IGNORECASE)
_TERM_WORDS: Final = re.compile(r"\b(?:terms?|periods?|expir\w+|end\s+of|anniversary|years?|months?)\b", re.IGNORECASE)
_UNTIL_TERMINATED: Final = re.compile(
    rf"\b(?:thereafter|automatically)\b[^.;]{{0,60}}?\b(?:{_CONTINUES}|remain\w*|extend\w*|renew\w*)\b[^.;]{{0,80}}?\b(?:until|unless)\b[^.;]{{0,120}}?\b(?:terminat|cancel)"
    rf"|\b(?:{_CONTINUES}|remain)\b[^.;]{{0,50}}?\bthereafter\b[^.;]{{0,30}}?\b(?:until|unless)\b",
    re.IGNORECASE,
)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences that say that or how the agreement renews."""
    for sentence in doc.spans["sentences"]:
        text = sentence.text
        if not re.search(r"renew|exten[ds]|prolong|continu|roll|to[- ](?:year|month)|successive", text, re.IGNORECASE):
            continue
        weight, why = _weigh(text)
        if weight >= LEAST:
            sentence._.confidence, sentence._.why = weight, why
            yield sentence


def _weigh(sentence: str) -> tuple[float, str]:
    """How sure it is that the sentence is about the agreement's own renewal, and by which words."""
    text = _MENTIONED.sub(" ", sentence)
    automatic, until, denied = _AUTOMATIC.search(text), _UNTIL_TERMINATED.search(text), _DENIED.search(text)
    match = automatic or until or _BY_ACT.search(text) or denied
    if not match:
        return 0.0, ""
    around = text[max(match.start() - 90, 0) : match.end() + 90]
    of_agreement = bool(_OBJECT.search(text) or (until and _AGREEMENT.search(text)))
    weight = 0.5 if automatic or until or denied else 0.35
    if of_agreement:
        weight += 0.2
    elif not re.search(r"\brenew", text, re.IGNORECASE):
        weight -= 0.3  # deadlines, offers and rights are extended too
    if re.search(r"automatic|tacit", around, re.IGNORECASE):
        weight += 0.15
    if _FOR_LENGTH.search(text):
        weight += 0.15
    elif not re.search(r"\b(?:initial|current|renewal|then[- ]current|extended)\s+(?:term|period)|\bexpir|year[- ]to|month[- ]to", text, re.IGNORECASE):
        weight -= 0.15
    if _GRANTS.search(text) and (of_agreement or "renew" in text.lower()):
        weight += 0.15
    if until:
        weight += 0.1
    if _OTHER_THING.search(around) and not _ITS_OWN.search(around):
        weight -= 0.4
    if _FOR_DELAY.search(text):
        weight -= 0.5
    if _DEFINES.match(text):
        weight -= 0.5
    if _ASIDE.search(text) and not automatic:
        weight -= 0.3
    condition = _CONDITION.match(text)
    if condition and not any(pattern.search(text, condition.end()) for pattern in (_AUTOMATIC, _UNTIL_TERMINATED, _BY_ACT, _DENIED)):
        weight -= 0.35  # what follows if it is renewed, not that it is
    return min(weight, 0.97), " ".join(match[0].split())[:120]


# A renewal that is only mentioned on the way: "(as it may be extended)", "unless earlier terminated or extended".
_MENTIONED: Final = re.compile(
    rf"\b(?:as|unless|if)\s+(?:\w+\s+){{0,5}}?(?:{_ACT})(?:\s+(?:herein|hereunder|hereof|(?:in\s+accordance|pursuant|under|as\s+provided)\b[^.,;)]{{0,60}}))?(?=\s*[,)]|\s+(?:is|are|shall)\b)|"
    rf"\b(?:and|or|including|together\s+with|with|plus|during|throughout)\s+(?:(?:any|all|its|the|each|such)\s+)+(?:\w+\s+){{0,2}}?(?:renew(?:als?|ed)|exten(?:sions?|ded))\b(?:\s+(?:or|and)\s+(?:renewals?|extensions?))?(?:\s+(?:terms?|periods?))?(?:\s+(?:thereof|hereof))?|"
    r"\b(?:may|shall|will)\s+be\s+(?:renewed|extended)\s+(?:under|pursuant\s+to|in\s+accordance\s+with|as\s+(?:provided|set\s+forth)\s+in)\s+(?:section|article|clause|paragraph)\b|"
    r"\bterm\s+(?:shall|will)\s+extend\s+(?:for|from|through|until|to)\b(?!\s+(?:an?\s+|one\s+)?(?:\w+\s+)?(?:additional|further|successive|another))|"
    r"\bextend\w*\s+(?:for\s+)?(?:an?\s+|the\s+)?(?:initial|original)\b|\bsuch\s+period,?\s+including[^)]{0,120}\)",
    re.IGNORECASE,
)
# What is extended because something took longer, or is no term at all.
_FOR_DELAY: Final = re.compile(
    r"\bexten\w+\b[^.;]{0,60}\b(?:such\s+number|number\s+of\s+days|corresponding\s+to|time\s+lost|period\s+during\s+which|length\s+of\s+(?:the|such|any)\s+(?:delay|period)|equal\s+to\s+the\s+(?:delay|time|period\s+during|duration\s+of\s+(?:such|the|any)\s+(?:delay|event)))|"
    r"\bextended\s+during\s+any\b|"
    r"\b(?:applicable\s+time|offer|cure|correction|allowance|response|review|standstill|closing|grace|delivery|acceptance|discovery|inspection)\s+(?:period|date)s?\b[^.;]{0,60}\bexten|"
    r"\bexten\w+\s+(?:the\s+)?(?:applicable\s+time|offer|cure|correction|allowance|period\s+of\s+allowance|response|review|standstill|closing|grace|delivery|acceptance)\b|"
    r"\bguarant(?:y|ee)\b[^.;]{0,30}\bextend",
    re.IGNORECASE,
)
_DEFINES: Final = re.compile(r"\W*(?:[\d.]+\s*)?[\"“]?(?:\w+\s+){0,2}?(?:renewal|extended|extension)\s+(?:term|period)[\"”]?\s+(?:(?:shall\s+have|has)\s+the\s+meaning)", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"(?:\W*\(?\w{1,3}[.)]\s+)?\W*(?:if|in\s+(?:the\s+event|case)(?:\s+that)?|where|when|should|notwithstanding|upon|following|during)\b[^,]{0,300},\s*", re.IGNORECASE
)


_OBJECT: Final = re.compile(
    rf"\b{_THING}\b[^.;]{{0,100}}?\b(?:{_ACT}|{_CONTINUES}|to[- ](?:year|month))|\b(?:{_ACT})\b\s+(?:of\s+|for\s+)?(?:this\s+|the\s+|such\s+|its\s+|said\s+|your\s+|our\s+)?(?:\w+\s+){{0,2}}?{_THING}\b",
    re.IGNORECASE,
)
_FOR_LENGTH: Final = re.compile(
    rf"\b(?:{_ACT}|{_CONTINUES})\b[^.;]{{0,110}}?\b(?:terms?|periods?|years?|months?|year[- ]to|month[- ]to|annual\w*|yearly)\b|"
    rf"\b(?:renewal|extension|extended|additional|successive)\s+(?:terms?|periods?)\b",
    re.IGNORECASE,
)
# An option, plainly granted.
_GRANTS: Final = re.compile(
    rf"\b(?:options?|rights?|opportunity)\b[^.;]{{0,140}}?\b(?:to|of)\s+(?:annually\s+)?(?:renew|extend|renewal|extension|continue)\b|"
    rf"\bmay\b[^.;]{{0,200}}?\b(?:renew|extend)(?:ed)?\b[^.;]{{0,40}}?\b(?:{_THING}|for)\b|\b(?:renewable|extendable)\b",
    re.IGNORECASE,
)
_ITS_OWN: Final = re.compile(
    r"automatic\w*[^.;]{0,40}\b(?:this\s+)?agreement|\bthis\s+(?:agreement|contract)\b[^.;]{0,80}(?:renew|extend)|(?:renew|extend)\w*\s+(?:the\s+term\s+of\s+)?this\s+agreement",
    re.IGNORECASE,
)
# Sentences that speak of a renewal without granting one: definitions of years, effects, non-waiver.
_ASIDE: Final = re.compile(
    r"[\"“](?:contract|calendar|fiscal|license|agreement|commercial)\s+(?:year|quarter|month)[\"”]|\bmeans\s+(?:each|the|any)\s+(?:successive|period|twelve|three)|not\s+be\s+(?:construed|deemed|considered)\b|"
    r"\bshall\s+extend\s+to\b|by\s+their\s+nature|\bsurviv|\bfor\s+the\s+length\s+of|force\s+majeure|\bin\s+the\s+event\s+of\s+(?:any\s+)?(?:renewal|extension)|\bduring\s+(?:the|any)\s+(?:\w+\s+){0,4}(?:renewal|extension)"
    r"|\bany\s+(?:renewals?|extensions?)\s+(?:or|and|thereof|of)\b|\band\s+any\s+(?:renewal|extension)|\bWHEREAS\b",
    re.IGNORECASE,
)


# Facts ------------------------------------------------------------------------------------------------------------------

_RENEWAL_LENGTH: Final = re.compile(
    r"(?:renew\w*|exten\w+|successive|additional|consecutive|further|subsequent|another|continu\w*|thereafter)\b", re.IGNORECASE
)
_SAME: Final = re.compile(
    r"\b(?:same\s+(?:duration|length|period|term)|(?:period|term|duration|length)s?\s+equal\s+(?:in\s+(?:length|duration)\s+)?to|like\s+(?:period|term)|"
    r"equal\s+(?:duration|length|term|period)|of\s+equal\s+(?:length|duration)|same\s+\w+\s+as\s+the\s+(?:initial|original))",
    re.IGNORECASE,
)
_YEARLY: Final = re.compile(r"year[-\s]to[-\s]year|annual(?:ly)?\b|yearly|each\s+(?:subsequent\s+)?(?:calendar\s+)?year|every\s+year|on\s+each\s+anniversary|calendar\s+year", re.IGNORECASE)
_INITIAL: Final = re.compile(r"\binitial\s+(?:\w+\s+)?(?:term|period)[^.;]{0,30}$", re.IGNORECASE)
_EACH: Final = re.compile(r"\b(?:(?P<month>monthly)|annual|yearly)\s+(?:\w+\s+)?(?:terms?|periods?|intervals?|basis)\b", re.IGNORECASE)
_MONTHLY: Final = re.compile(r"month[-\s]to[-\s]month|\bmonthly|month\s+by\s+month", re.IGNORECASE)
_TIMES: Final = re.compile(
    r"\b(?P<count>one|two|three|four|five|six|\d)\s*(?:\(\s*\d\s*\))?\s+(?:additional|successive|consecutive|further|subsequent|renewal|extra|more|optional|extension|separate)\b",
    re.IGNORECASE,
)
_UNLIMITED: Final = re.compile(r"\bsuccessive\b|\bor\s+more\b|\bindefinite|\bfrom\s+year|\bmonth[- ]to|\beach\s+year|\bterms\s+of\b", re.IGNORECASE)
_OPTION_HOLDER: Final = re.compile(
    r"\b(?:at\s+(?:the\s+)?(?:sole\s+)?(?:option|election|discretion)|option\s+to|right\s+to|options?\s+(?:of|to)|may\s+(?:be\s+)?(?:\w+\s+)?(?:renew|extend)|"
    r"mutual(?:ly)?\s+(?:written\s+)?(?:agree|consent)|by\s+(?:written\s+)?(?:agreement|amendment)|(?:both\s+)?parties\s+(?:may\s+)?agree|renewable|"
    r"upon\s+(?:the\s+)?(?:mutual|written)\s+(?:agreement|consent))",
    re.IGNORECASE,
)
_RISE: Final = re.compile(
    r"\b(?:then[- ]current|increase|increased|adjust|adjusted|revised?|new)\b[^.;]{0,60}\b(?:price|prices|pricing|fee|fees|rate|rates|charges)\b|"
    r"\b(?:price|prices|pricing|fee|fees|rate|rates|charges)\b[^.;]{0,80}\b(?:increase|increased|adjust|adjusted|rise|revised|changed?)\b",
    re.IGNORECASE,
)
_RISE_CAP: Final = re.compile(r"(?:not\s+exceed|no\s+more\s+than|not\s+more\s+than|up\s+to|maximum\s+of|exceeding|capped\s+at|limited\s+to)[^.;]{0,40}$", re.IGNORECASE)


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """automatic, renewal_term, same_as_initial, renewals, price_rise out of the surest clauses."""
    ordered = sorted(found, key=lambda f: (-_about_automatic(f), -f.clause.confidence, f.clause.start))
    if not ordered:
        return
    best = ordered[0]
    automatic = bool(_about_automatic(best))
    yield fact("renewal.automatic", automatic, best)
    for one in ordered:
        term = renewal_term(one)
        if term is not None:
            yield fact("renewal.renewal_term", term, one)
            break
    for one in ordered:
        if _SAME.search(one.clause.text):
            yield fact("renewal.same_as_initial", True, one)
            break
    times = renewals(best)
    if times is not None:
        yield fact("renewal.renewals", times, best)
    yield from _price_rise(ordered, setting)


def _about_automatic(found: Found) -> bool:
    text = found.clause.text
    if _DENIED.search(text):
        return False
    if re.search(r"automatic|tacit", text, re.IGNORECASE) and _AUTOMATIC.search(text):
        return True
    if _OPTION_HOLDER.search(text) and not re.search(r"\bunless\b", text, re.IGNORECASE):
        return False
    return bool(_AUTOMATIC.search(text) or _UNTIL_TERMINATED.search(text))


def renewal_term(found: Found) -> Period | None:
    """How long one renewal lasts: the period nearest after the word that says so; None where the clause does not say."""
    text, doc, base = found.clause.text, found.span.doc, found.span.start_char
    spans = [s for s in doc.spans["periods"] if s.start_char >= base and s.end_char <= found.span.end_char]
    candidates: list[tuple[int, int, Period]] = []
    for span in spans:
        at, after = span.start_char - base, text[span.end_char - base :]
        before = text[:at]
        if re.match(r"['’]?\s*(?:prior|written|advance|notice|before|in\s+advance|from\s+(?:receipt|notice)|after|following)", after, re.IGNORECASE):
            continue
        if re.search(r"(?:at\s+least|less\s+than|more\s+than|within|no\s+later\s+than|minimum\s+of|prior)\s*$", before, re.IGNORECASE):
            continue
        cues = list(_RENEWAL_LENGTH.finditer(before))
        following = re.match(r"['’]?[-\s]*(?:\w+\s+){0,2}?(?:renew|exten|terms?\b|periods?\b|each|extension)", after, re.IGNORECASE)
        if cues and at - cues[-1].end() < 90:
            initial = _INITIAL.search(before)
            candidates.append((0 if not initial else 2, at - cues[-1].end(), span._.period))
        elif following and re.match(r"['’]?[-\s]*(?:additional\s+|successive\s+)?(?:renew|exten)", after, re.IGNORECASE):
            candidates.append((1, 0, span._.period))
    for unit in _EACH.finditer(text):  # "renews for annual periods"
        cues = [m for m in _RENEWAL_LENGTH.finditer(text, 0, unit.start()) if unit.start() - m.end() < 40]
        if cues:
            candidates.append((0, unit.start() - cues[-1].end(), Period(1, "month" if unit["month"] else "year")))
    if candidates:
        return min(candidates, key=lambda c: c[:2])[2]
    if _SAME.search(text):
        return initial_term_in(found)
    if _MONTHLY.search(text):
        return Period(1, "month")
    if _YEARLY.search(text):
        return Period(1, "year")
    if _UNTIL_TERMINATED.search(text) or re.search(r"indefinite", text, re.IGNORECASE):
        return PERPETUAL
    return None


def initial_term_in(found: Found) -> Period | None:
    """The initial term where the same passage states it: the first period that "term" or "continue" leads to."""
    doc = found.span.doc
    for span in doc.spans["periods"]:
        before = doc._.passage[max(span.start_char - 120, 0) : span.start_char]
        after = doc._.passage[span.end_char : span.end_char + 60]
        if re.search(r"\b(?:term|continue|effect|period|commenc\w+|initial)\b", before, re.IGNORECASE) and not re.match(
            r"['’]?\s*(?:prior|written|advance|notice|before|after)", after, re.IGNORECASE
        ):
            period: Period = span._.period
            return period
    return None


def renewals(found: Found) -> int | None:
    """How many times it renews; None where that is unlimited or not said."""
    text = found.clause.text
    match = _TIMES.search(text)
    if match and not re.match(r"\s*(?:or\s+more|\(\d\)\s+or\s+more)", text[match.end("count") :], re.IGNORECASE):
        unit_follows = re.match(r"[^.;]{0,20}?[-\s](?:year|month|day|week)s?\b", text[match.end("count") : match.end("count") + 6], re.IGNORECASE)
        count = word_number(match["count"]) or (int(match["count"]) if match["count"].isdigit() else None)
        if not unit_follows and not (_UNLIMITED.search(text) and count == 1):
            return count
    if re.search(r"\bfor\s+(?:an|one|1|another)\s+(?:\(1\)\s+)?(?:additional|further|extended)\b", text, re.IGNORECASE) and not _UNLIMITED.search(text):
        return 1
    return None


def _price_rise(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """What may happen to the fees at renewal, looked for in the renewal's own paragraph."""
    for one in found:
        paragraph = setting.outline.paragraph_at(one.clause.start)
        words = setting.agreement.text[paragraph.start : paragraph.end]
        rise = _RISE.search(words)
        if not rise or not re.search(r"renew", words, re.IGNORECASE):
            continue
        for span in one.span.doc.spans["percents"]:
            if _RISE_CAP.search(one.span.doc._.passage[: span.start_char]):
                yield fact("renewal.price_rise", "capped", one)
                yield fact("renewal.price_rise_cap_percent", span._.percent, one)
                return
        yield fact("renewal.price_rise", "uncapped", one, confidence=min(one.clause.confidence, 0.7))
        return


KIND: Final = Kind(
    name="renewal",
    matter="renewal",
    stems=STEMS,
    first_look=re.compile(
            r"renew|exten(?:d|sion)|prolong|year[- ]to[- ]year|month[- ]to[- ]month|automatically\s+continue|continu\w*\s+(?:automatically|thereafter)"
            r"|thereafter[^.;]{0,40}(?:continu|remain)|roll\s+over|continu\w*[^.;]{0,60}(?:successive|additional\s+(?:term|period))",
            re.IGNORECASE,
        ),
    find=find,
    facts=facts,
    establishes=True,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
