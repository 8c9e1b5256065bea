"""The vendor may change the terms, the service or its prices by itself.

A clause is a sentence that gives the power ("may modify these Terms at any time"), not the sentences that only tell how a
change is made known: those supply facts. A sentence that leaves amendment to both parties ("only in writing signed by both
parties") is no such clause; one that binds the vendor's power (only with consent, only upon notice) is, and its facts say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.change_effect import effects
from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Kind, Setting, fact

FOUND_IN: Final = (
    "We reserve the right to amend these Terms at any time.",
    (
        "Brightwell may, in its sole discretion and without liability to Customer, modify, suspend or discontinue, temporarily or "
        "permanently, any feature or functionality of the Platform with or without notice."
    ),
    (
        "9.4 Supplier may revise the Acceptable Use Policy, the Support Policy and any other policy referred to in this Agreement from "
        "time to time by publishing the revised version on the Supplier Portal, and such revised version shall take effect upon "
        "publication."
    ),
    "The Fees set out in the Price List may be changed by the Provider at any time upon thirty (30) days' notice.",
    "Storage limits and the regions in which the Service is offered can change from time to time.",
    "From time to time we may need to make changes to our Service Level Agreement, for instance because the law requires it.",
    (
        "Vendor shall be entitled to adjust the subscription charges with effect from the first day of any calendar quarter, provided "
        "that it informs Client of the adjustment."
    ),
    "Any modification of these Conditions will be posted on the Kestrel website.",
    "These Terms of Use may be updated from time to time without prior notice to you, and you should review them regularly.",
    "The up-to-date price list applies at all times.",
    (
        "No change to this Agreement made by the Provider binds the Customer unless the Provider has given the Customer at least thirty "
        "days' written notice of it."
    ),
    "The Provider may change this Agreement only with the Customer's written consent.",
)

NOT_IN: Final = (
    "This Agreement may be amended only by a written instrument signed by both parties.",
    "You may not modify, translate or reverse engineer the Software or any part of the Service.",
    "You agree to update your registration data and to tell us of any changes to it.",
    "We may suspend your account if you breach these Terms or if an invoice remains unpaid for thirty days.",
    "The arbitrator may not alter the terms of this Agreement and may only award damages that it permits.",
    (
        "Any waiver, modification or amendment of any provision of this Agreement shall be effective only if in writing and signed by "
        "the parties hereto."
    ),
    "If any provision is held to be invalid, the court may modify the provision of this Agreement to the minimum extent necessary.",
    "Customer may increase the number of users or change its subscription plan under this Agreement at any time.",
    "Either party may change its address for notices under this Agreement by giving notice to the other.",
    "By submitting Content you grant us the right to use, copy, modify and adapt that Content to operate the Service.",
    "The parties may agree to change the Specifications under the Agreement by a change order.",
)

_TIME: Final = (
    r"(?:from time to time|at any time|at (?:its|our|their|the) (?:sole|absolute|own)?\s*(?:and \w+ )?(?:discretion|option)"
    r"|in (?:its|our|the \w+'s|\w+'s) (?:sole|absolute|own|reasonable)?\s*(?:and \w+ )?discretion|occasionally|periodically|frequently"
    r"|with(?:out| or without) (?:any )?(?:prior |further |advance |specific )?notice|unilaterally|constantly)"
)
_CHANGE: Final = (
    r"(?:chang(?:e|ed|ing)|modif(?:y|ied|ying)|amend(?:ed|ing)?|revis(?:e|ed|ing)|updat(?:e|ed|ing)|alter(?:ed|ing)?|var(?:y|ied)"
    r"|supplement(?:ed)?|supersed(?:e|ed)|replac(?:e|ed)|substitut(?:e|ed)|adjust(?:ed)?|increas(?:e|ed)|rais(?:e|ed)|improv(?:e|ing)"
    r"|(?:make|making|impose|introduce)\s+(?:\w+,?\s+){0,3}?(?:changes|modifications|amendments|alterations|revisions|limits|variations)"
    r"|(?:create|impose|set|establish)\s+(?:\w+\s+){0,4}?limits|add(?=\s+(?:or|new|to|features)|,))"
)
_END: Final = (
    r"(?:discontinu(?:e|ed|ing)|withdraw(?:n)?|suspend(?:ed)?|terminat(?:e|ed)|remov(?:e|ed)|delet(?:e|ed)|eliminat(?:e|ed)|limit"
    r"|revok(?:e|ed)|restrict(?:ed)?|interrupt(?:ed)?|phase out|retire|end)"
)
_POWER: Final = (
    r"(?:(?:reserv|retain)(?:e|es|ing)\b[^.;:]{0,60}?\brights?\b[^.;:]{0,70}?\bto|(?:has|have)\s+(?:the|a)\s+(?:sole\s+|unilateral\s+)?right\b"
    r"[^.;:]{0,50}?\bto|(?:is|are|be)\s+(?:\w+\s+)?(?:entitled|free|authori[sz]ed|permitted)(?:[^.;:]{0,40}?)\s+to|may|might|can|could"
    r"|(?:our|its|'s|’s)\s+right\s+to|(?:we'|we’)ll only|sometimes|we need flexibility to|(?:is|are)\s+constantly)"
)
_TERMS: Final = (
    r"(?:terms(?!\s+(?:loans?|sheet))|conditions|agreements?|contract|polic(?:y|ies)|guidelines|rules|sla|slas|service levels?|addend(?:um|a)"
    r"|schedule of fees|documents? (?:listed|referred to|incorporated)|provisions?)"
)
_PRICE: Final = r"(?:prices?|pricing|fees?|charges|rates?|price list|tariffs?|subscription charges|list prices)"
_SERVICE: Final = (
    r"(?:services?|site|website|features?|functionality|functionalities|functions|platform|solution|software|products?|api|offerings?"
    r"|subscriptions?|plans?|availability|limits?|quotas?|eligibility|payment methods|trial|currencies|items?|goods|hours of operation"
    r"|specifications?|hardware requirements|feeds?|(?<=the )content|equipment|numbers?|application)"
)
_ACTIVE: Final = re.compile(rf"\b(?P<power>{_POWER})\b(?P<gap>(?:(?!\b(?:not|you|be|includes?|requires?|contain|offer|charge|collect)\b)[^.;:]){{0,110}}?)\b(?P<verb>{_CHANGE}|{_END})\b")
_PASSIVE: Final = re.compile(
    rf"\b(?P<object>{_TERMS}|{_PRICE}|{_SERVICE})\b(?P<between>(?:(?!\b(?:you|if|when|as)\b)[^.;:]){{0,70}}?)\b(?P<power>may|might|can|could|will)\b"
    rf"(?:\s+also)?(?:,[^,]{{0,60}},)?\s+(?:also\s+)?(?:be\s+)?(?:\w+ly\s+)?(?:be\s+)?(?P<verb>{_CHANGE})\b"
)
_SHIFTING: Final = re.compile(
    rf"\b(?:{_SERVICE})\s+(?:change|are\s+evolving|change frequently)\b|\b(?:{_PRICE}|{_TERMS})\b[^.;:]{{0,50}}\b(?:is|are)\s+subject\s+to\s+change\b"
    rf"|\b(?:up-to-date|(?:then[- ])?current|latest)\s+(?:version\s+of\s+the\s+)?price\s?list\s+(?:shall\s+|will\s+)?appl"
)
_ANNOUNCED: Final = re.compile(
    rf"^\W*(?:[\d.]+\s+)?(?:all|any)\s+(?:such\s+)?(?:amendments?|changes?|modifications?|revisions?)\s+(?:to|of)\s[^.;:]{{0,40}}\b{_TERMS}\b"
    r"[^.;:]{0,60}\b(?:will|shall|may)\s+be\s+(?:posted|published|made available|notified)"
)
_BOUND: Final = re.compile(
    rf"\bno\s+(?:such\s+)?(?:change|amendment|modification|revision)\b[^.;:]{{0,60}}\b{_TERMS}\b[^.;:]{{0,160}}\b(?:unless|until|without)\b"
    r"[^.;:]{0,120}\b(?:notif|notice|inform)"
)
# A sentence about the clause that gives the power, or about things that differ by themselves.
_TALK: Final = re.compile(r"\b(?:explains?|indicates?|describes?|details?|sets out)\b[^.;]{0,40}\b(?:how|when|circumstances)\b[^.;]{0,20}$")
_BY_NATURE: Final = re.compile(r"^\s*(?:slightly|depending|according to|from (?:one|the|that|such|those|country)|between)\b")
# Who may change something, but is not the vendor.
_OTHERS: Final = re.compile(
    r"\b(?:you|customers?|clients?|subscribers?|licensees?|users?|members?|buyers?|merchants?|purchasers?|part(?:y|ies)|arbitrators?|courts?|tribunal|laws?"
    r"|issuers?|sellers|suppliers may have|authorit(?:y|ies)|it being|nothing|neither|no one|which|jurisdictions?|states|third[- ]part(?:y|ies))"
    r"(?:\s+(?:hereto|also|each|then|\w+ly))*\W*$"
)
# The object that is the customer's own, or no part of the bargain.
_NOT_THEIRS: Final = re.compile(
    r"^[^.;:]{0,25}\b(?:your|customer's|customer’s|my|its own)\s+(?!obligations|rights|use of the services, including)"
    r"|^[^.;:]{0,30}\b(?:derivative|user content|this content|information about you|such content|license|account|address|"
    r"advertis|cookies|minimum extent|sentence|name of)"
)
# What may be ended: the service or a part of it, not the customer's access to it, nor the agreement.
_PART: Final = re.compile(
    r"\b(?:features?|functionality|aspects?|portions?|parts?|offerings?|subscriptions?|exceptions|products?|(?:any|the|our|its)\s+(?:\w+\s+){0,3}(?:services?|feeds?|platform))\b"
)
_ACCESS: Final = re.compile(r"\b(?:access|accounts?|your use|agreements?|licen[cs]e|terms|registration|rights?|availability of|using|content|materials?|postings?)\b")
_MUTUAL: Final = re.compile(
    r"\b(?:signed|executed|mutual|mutually|both (?:you|parties)|(?:by|between) the parties|each party|each of the parties|parties hereto|duly authori[sz]ed|parties may"
    r"|parties agree|by written agreement|written instrument|agreed (?:in writing|to in writing|upon|by)|change order|court|arbitra\w+|unenforceable|invalid)\b"
)
_CONSENT: Final = re.compile(
    r"\b(?:only (?:with|by|upon|after|if)|unless|without)\b[^.;:]{0,60}\b(?:consents?|approv(?:al|es)|agrees?|accepts?|agreement of)\b"
    r"|\bmay\s+propose\b|\b(?:no|any)\s+(?:change|amendment|modification)\b[^.;]{0,100}\brequires?\b[^.;]{0,40}\bconsent"
)
_FOR_CAUSE: Final = re.compile(r"\b(?:if (?:you|customer|the customer|licensee)|breach|violat\w+|fraud|misus\w+|unpaid|overdue|non-?payment|maintenance)\b")


@dataclass(frozen=True, slots=True)
class Power:
    """What a sentence lets the vendor change (``terms``, ``service`` or ``prices``), and how sure that is."""

    over: str
    confidence: float


def power_in(sentence: str) -> Power | None:
    """What the sentence lets the vendor change alone; None where it gives no such power."""
    low = " ".join(sentence.lower().replace("*", " ").split())
    if low.endswith("?"):
        return None
    if _ANNOUNCED.search(low):
        return Power("terms", 0.75)
    if _BOUND.search(low) and not _MUTUAL.search(low):
        return Power("terms", 0.85)
    for found in _ACTIVE.finditer(low):
        power = _active(low, found)
        if power:
            return power
    for found in _PASSIVE.finditer(low):
        power = _passive(low, found)
        if power:
            return power
    if _SHIFTING.search(low) and not _MUTUAL.search(low):
        return Power("prices" if re.search(_PRICE, low) else "service", 0.6)
    return None


def _active(low: str, found: re.Match[str]) -> Power | None:
    before = low[max(found.start() - 60, 0) : found.start()]
    rest = low[found.end() : found.end() + 170]
    rest = re.split(r"[.;:](?=\s|$)", rest)[0]
    strong = found["power"].startswith(("reserv", "retain")) or bool(re.search(_TIME, low))
    if _OTHERS.search(before) or _TALK.search(before) or _BY_NATURE.search(rest) or _NOT_THEIRS.search(rest):
        return None
    changes = bool(re.match(_CHANGE, found["verb"])) or bool(re.search(rf"^[^.;:]{{0,60}}?\b{_CHANGE}\b", rest))
    if re.match(r"(?:make|making)\b", found["verb"]) and not re.match(r"\W*(?:to|in|of)\b|\W*$|[^.]{0,60}\b(?:to|in)\b", rest):
        return None
    near = rest[:110]
    terms = re.search(rf"\b{_TERMS}\b", near)
    price = re.search(rf"\b{_PRICE}\b", near[:80])
    service = re.search(rf"\b{_SERVICE}\b", near)
    places = sorted((m.start(), over) for m, over in ((terms, "terms"), (price, "prices"), (service, "service")) if m)
    if not places:
        return None
    over = places[0][1]
    if over == "service" and terms and terms.start() < 90 and re.search(r"\b(?:these|this|our)\s+(?:\w+\s+){0,3}" + _TERMS, near):
        over = "terms"
    if _MUTUAL.search(low) and not strong:
        return None
    if over == "terms":
        return Power("terms", 0.95 if strong else 0.8) if changes else None
    if over == "prices":
        return Power("prices", 0.9 if strong else 0.75) if changes else None
    if not strong and not changes:
        return None
    if _FOR_CAUSE.search(low) and not re.search(_TIME, low):
        return None
    if changes:
        return Power("service", 0.85 if strong else 0.65)
    if _ACCESS.search(near[:60]) or not strong or not _PART.search(near[:60]):
        return None
    return Power("service", 0.6)


def _passive(low: str, found: re.Match[str]) -> Power | None:
    over = "terms" if re.fullmatch(_TERMS, found["object"]) else "prices" if re.fullmatch(_PRICE, found["object"]) else "service"
    if found["power"] == "will" or _MUTUAL.search(low) or _OTHERS.search(low[: found.start("power")]):
        return None
    if _BY_NATURE.search(low[found.end() :]):
        return None
    if re.search(r"\b(?:only|not)\b", low[found.start("power") : found.end() + 20]) or re.search(r"\bas (?:it|they|the same)?\s*$", found["between"]):
        return None
    by_vendor = re.match(r"[^.;:]{0,40}\bby (?:us|(?:the )?(?:provider|vendor|supplier|licensor|company)|posting|publishing)\b", low[found.end() :])
    if not (by_vendor or re.search(_TIME, low)):
        return None
    return Power(over, 0.8 if over != "service" else 0.65)


def _find(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        span = _without_number(sentence)
        power = power_in(span.text)
        if power:
            span._.confidence = power.confidence
            span._.why = f"the vendor may change the {power.over}"
            yield span


def _without_number(sentence: Span) -> Span:
    """The sentence without a leading section number and the space after it."""
    number = re.match(r"[\s*#\-•]*(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\([a-z\d]{1,4}\))\s+(?=\S)", sentence.text)
    if not number:
        return sentence
    doc = sentence.doc
    cut = doc.char_span(sentence.start_char + number.end(), sentence.end_char, alignment_mode="contract")
    return cut if cut is not None else sentence


def _facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    over = {"terms": "unilateral", "service": "service_may_change", "prices": "price_may_change"}
    powers = {f.clause.id: power.over if (power := power_in(f.clause.text)) else "terms" for f in found}
    for name in ("service", "prices"):
        first = max((f for f in found if powers[f.clause.id] == name), key=lambda f: f.clause.confidence, default=None)
        if first:
            yield fact(f"change_of_terms.{over[name]}", True, first)
    about_terms = [f for f in found if powers[f.clause.id] == "terms"]
    if not about_terms:
        return
    best = max(about_terms, key=lambda f: f.clause.confidence)
    consent = [f for f in about_terms if _CONSENT.search(" ".join(f.clause.text.lower().split()))]
    yield from effects(about_terms, setting, alone=len(consent) < len(about_terms), best=best)


KIND: Final = Kind(
    name="change_of_terms",
    matter="change_of_terms",
    stems=("chang", "modif", "amend", "revis", "updat", "alter ", "vary", "discontinu", "adjust", "limits", "price list", "withdraw", "evolving", "reserve the", "reserves the"),
    first_look=re.compile(
        rf"{_POWER}\b[^.;]{{0,130}}?\b(?:{_CHANGE}|{_END})\b|subject\s+to\s+change|price\s?list\s+\w*\s*appl|(?:services|products)\s+(?:change|are evolving)"
        r"|\b(?:all|any)\s+(?:such\s+)?(?:amendment|change|modification|revision)s?\s+(?:to|of)\b|\bno\s+(?:such\s+)?(?:change|amendment|modification)\b",
        re.IGNORECASE,
    ),
    find=_find,
    facts=_facts,
    establishes=True,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
