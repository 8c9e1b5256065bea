"""What a sentence lets the vendor change by itself: the terms, the service or the prices.

Active ("we may modify these Terms"), passive ("the Fees may be changed at any time"), in passing ("the Services change
frequently"), announced ("all amendments will be posted"), bound ("no change binds the Customer unless ... notice").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

TIME: Final = (
    r"(?:from time to time|at any time|at (?:its|our|their|the) (?:sole|absolute|own)?\s*(?:and \w+ )?(?:discretion"
    r"|option)"
    r"|in (?:its|our|the \w+'s|\w+'s) (?:sole|absolute|own|reasonable)?\s*(?:and \w+ )?discretion|occasionally"
    r"|periodically|frequently"
    r"|with(?:out| or without) (?:any )?(?:prior |further |advance |specific )?notice|unilaterally|constantly)"
)
CHANGE: Final = (
    r"(?:chang(?:e|ed|ing)|modif(?:y|ied|ying)|amend(?:ed|ing)?|revis(?:e|ed|ing)|updat(?:e|ed|ing)|alter(?:ed|ing)?"
    r"|var(?:y|ied)"
    r"|supplement(?:ed)?|supersed(?:e|ed)|replac(?:e|ed)|substitut(?:e|ed)|adjust(?:ed)?|increas(?:e|ed)|rais(?:e|ed)"
    r"|improv(?:e|ing)"
    r"|(?:make|making|impose|introduce)\s+(?:\w+,?\s+){0,3}?(?:changes|modifications|amendments|alterations|revisions"
    r"|limits|variations)"
    r"|(?:create|impose|set|establish)\s+(?:\w+\s+){0,4}?limits|add(?=\s+(?:or|new|to|features)|,))"
)
END: Final = (
    r"(?:discontinu(?:e|ed|ing)|withdraw(?:n)?|suspend(?:ed)?|terminat(?:e|ed)|remov(?:e|ed)|delet(?:e|ed)"
    r"|eliminat(?:e|ed)|limit"
    r"|revok(?:e|ed)|restrict(?:ed)?|interrupt(?:ed)?|phase out|retire|end)"
)
POWER: Final = (
    r"(?:(?:reserv|retain)(?:e|es|ing)\b[^.;:]{0,60}?\brights?\b[^.;:]{0,70}?\bto|(?:has|have)\s+(?:the"
    r"|a)\s+(?:sole\s+|unilateral\s+)?right\b"
    r"[^.;:]{0,50}?\bto|(?:is|are|be)\s+(?:\w+\s+)?(?:entitled|free|authori[sz]ed|permitted)(?:[^.;:]{0,40}?)\s+to|may"
    r"|might|can|could"
    r"|(?:our|its|'s|’s)\s+right\s+to|(?:we'|we’)ll only|sometimes|we need flexibility to|(?:is|are)\s+constantly)"
)
TERMS: Final = (
    r"(?:terms(?!\s+(?:loans?|sheet))|conditions|agreements?|contract|polic(?:y|ies)|guidelines|rules|sla|slas"
    r"|service levels?|addend(?:um|a)"
    r"|schedule of fees|documents? (?:listed|referred to|incorporated)|provisions?)"
)
PRICE: Final = r"(?:prices?|pricing|fees?|charges|rates?|price list|tariffs?|subscription charges|list prices)"
SERVICE: Final = (
    r"(?:services?|site|website|features?|functionality|functionalities|functions|platform|solution|software|products?"
    r"|api|offerings?"
    r"|subscriptions?|plans?|availability|limits?|quotas?|eligibility|payment methods|trial|currencies|items?|goods"
    r"|hours of operation"
    r"|specifications?|hardware requirements|feeds?|(?<=the )content|equipment|numbers?|application)"
)
_ACTIVE: Final = re.compile(
    rf"\b(?P<power>{POWER})\b(?P<gap>(?:(?!\b(?:not|you|be|includes?|requires?|contain|offer|charge|collect|submit"
    rf"|request|desires?|propose|designate)\b)[^.;:]){{0,110}}?)\b(?P<verb>{CHANGE}|{END})\b"
)
_PASSIVE: Final = re.compile(
    rf"\b(?P<object>{TERMS}|{PRICE}|{SERVICE})\b(?P<between>(?:(?!\b(?:you|if|when"
    rf"|as)\b)[^.;:]){{0,70}}?)\b(?P<power>may|might|can|could|will)\b"
    rf"(?:\s+also)?(?:,[^,]{{0,60}},)?\s+(?:also\s+)?(?:be\s+)?(?:\w+ly\s+)?(?:be\s+)?(?P<verb>{CHANGE})\b"
)
_SHIFTING: Final = re.compile(
    rf"\b(?:{SERVICE})\s+(?:change|are\s+evolving|change frequently)\b|\b(?:{PRICE}|{TERMS})\b[^.;:]{{0,50}}\b(?:is"
    rf"|are)\s+subject\s+to\s+change\b"
    rf"|\b(?:up-to-date|(?:then[- ])?current|latest)\s+(?:version\s+of\s+the\s+)?price\s?list\s+(?:shall\s+"
    rf"|will\s+)?appl"
)
_ANNOUNCED: Final = re.compile(
    rf"^\W*(?:[\d.]+\s+)?(?:all|any)\s+(?:such\s+)?(?:amendments?|changes?|modifications?|revisions?)\s+(?:to"
    rf"|of)\s[^.;:]{{0,40}}\b{TERMS}\b"
    r"[^.;:]{0,60}\b(?:will|shall|may)\s+be\s+(?:posted|published|made available|notified)"
)
_BOUND: Final = re.compile(
    rf"\bno\s+(?:such\s+)?(?:change|amendment|modification"
    rf"|revision)\b[^.;:]{{0,60}}\b{TERMS}\b[^.;:]{{0,160}}\b(?:unless|until|without)\b"
    r"[^.;:]{0,120}\b(?:notif|notice|inform)"
)
# A sentence about the clause that gives the power, or about things that differ by themselves.
_TALK: Final = re.compile(
    r"\b(?:explains?|indicates?|describes?|details?|sets out)\b[^.;]{0,40}\b(?:how|when|circumstances)\b[^.;]{0,20}$"
)
_BY_NATURE: Final = re.compile(
    r"^\s*(?:slightly|depending|according to|from (?:one|the|that|such|those|country)|between)\b"
)
_ALSO_TERMS: Final = re.compile(
    rf"(?:,|\b(?:and|or|and/or|including))\s+(?:to\s+)?(?:any of\s+)?(?:(?:these|this|our"
    rf"|the)\s+)?(?:\w+\s+){{0,3}}?{TERMS}\b"
)
# Who may change something, but is not the vendor.
_OTHERS: Final = re.compile(
    r"\b(?:you|customers?|clients?|subscribers?|licensees?|users?|members?|buyers?|merchants?|purchasers?|part(?:y"
    r"|ies)|arbitrators?|courts?|tribunal|laws?"
    r"|issuers?|sellers|suppliers may have|authorit(?:y|ies)|it being|nothing|neither|no one|which|they|jurisdictions?"
    r"|states|third[- ]part(?:y|ies))"
    r"(?:\s+(?:hereto|also|each|then|\w+ly))*\W*$"
    r"|\b(?:no|either|neither)\s+[^.,;:]{0,45}$|\b(?:parties|members?)\b[,\s]+(?:of|through|by)\s[^.;:]{0,35}$"
)
# The object that is the customer's own, or no part of the bargain.
_NOT_THEIRS: Final = re.compile(
    r"^[^.;:]{0,25}\b(?:your|customer's|customer’s|my|its own)\s+(?!obligations|rights|use of the services, including)"
    r"|^[^.;:]{0,30}\b(?:derivative|user content|this content|information about you|such content|license|account"
    r"|address|"
    r"advertis|cookies|minimum extent|sentence|name of)"
)
# What may be ended: the service or a part of it, not the customer's access to it, nor the agreement.
_PART: Final = re.compile(
    r"\b(?:features?|functionality|aspects?|portions?|parts?|offerings?|subscriptions?|exceptions|products?|(?:any|the"
    r"|our|its)\s+(?:\w+\s+){0,3}(?:services?|feeds?|platform))\b"
)
_ACCESS: Final = re.compile(
    r"\b(?:access|accounts?|your use|agreements?|licen[cs]e|terms|registration|rights?|availability of|using|content"
    r"|materials?|postings?)\b"
)
_MUTUAL: Final = re.compile(
    r"\b(?:signed|executed|mutual|mutually|both (?:you|parties)|(?:by|between) the parties|each party"
    r"|each of the parties|parties hereto|duly authori[sz]ed|parties may"
    r"|parties agree|by written agreement|written instrument|agreed (?:in writing|to in writing|upon|by)|change order"
    r"|court|arbitra\w+|unenforceable|invalid)\b"
)
CONSENT: Final = re.compile(
    r"\b(?:only (?:with|by|upon|after|if)|unless|without)\b[^.;:]{0,60}\b(?:consents?|approv(?:al|es)|agrees?|accepts?"
    r"|agreement of)\b"
    r"|\bmay\s+propose\b|\b(?:no|any)\s+(?:change|amendment"
    r"|modification)\b[^.;]{0,100}\brequires?\b[^.;]{0,40}\bconsent"
)
_FOR_CAUSE: Final = re.compile(
    r"\b(?:if (?:you|customer|the customer|licensee)|breach|violat\w+|fraud|misus\w+|unpaid|overdue|non-?payment"
    r"|maintenance)\b"
)


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
        return Power("prices" if re.search(PRICE, low) else "service", 0.6)
    return None


def _active(low: str, found: re.Match[str]) -> Power | None:
    before = low[max(found.start() - 60, 0) : found.start()]
    rest = low[found.end() : found.end() + 170]
    rest = re.split(r"[.;:](?=\s|$)", rest)[0]
    strong = found["power"].startswith(("reserv", "retain")) or bool(re.search(TIME, low))
    if _OTHERS.search(before) or _TALK.search(before) or _BY_NATURE.search(rest) or _NOT_THEIRS.search(rest):
        return None
    changes = bool(re.match(CHANGE, found["verb"])) or bool(re.search(rf"^[^.;:]{{0,60}}?\b{CHANGE}\b", rest))
    if re.match(r"(?:make|making)\b", found["verb"]) and not re.match(
        r"\W*(?:to|in|of)\b|\W*$|[^.]{0,60}\b(?:to|in)\b", rest
    ):
        return None
    near = rest[:110]
    terms = re.search(rf"\b{TERMS}\b", near)
    price = re.search(rf"\b{PRICE}\b", near[:80])
    service = re.search(rf"\b{SERVICE}\b", near)
    # Where two begin at the same word ("service level agreement"), the terms win.
    groups = ((terms, "terms"), (price, "prices"), (service, "service"))
    places = sorted(((m.start(), over) for m, over in groups if m), key=lambda place: place[0])
    if not places:
        return None
    over = places[0][1]
    if over == "service" and price and price.start() - places[0][0] < 25:
        over = "prices"
    if over == "service" and terms and terms.start() < 90 and _ALSO_TERMS.search(near):
        over = "terms"
    if _MUTUAL.search(low) and not strong:
        return None
    if over == "terms":
        return Power("terms", 0.95 if strong else 0.8) if changes else None
    if over == "prices":
        return Power("prices", 0.9 if strong else 0.75) if changes else None
    if (not strong and not changes) or CONSENT.search(low):
        return None
    if _FOR_CAUSE.search(low) and not re.search(TIME, low):
        return None
    if changes:
        return Power("service", 0.85 if strong else 0.65)
    if _ACCESS.search(near[:60]) or not strong or not _PART.search(near[:60]):
        return None
    return Power("service", 0.6)


def _passive(low: str, found: re.Match[str]) -> Power | None:
    over = (
        "terms"
        if re.fullmatch(TERMS, found["object"])
        else "prices"
        if re.fullmatch(PRICE, found["object"])
        else "service"
    )
    if found["power"] == "will" or _MUTUAL.search(low) or _OTHERS.search(low[: found.start("power")]):
        return None
    if _BY_NATURE.search(low[found.end() :]) or re.search(
        r"\bas\s+(?:such|the|this|said|these)\s+$", low[: found.start()]
    ):
        return None
    if re.search(r"\b(?:only|not)\b", low[found.start("power") : found.end() + 20]) or re.search(
        r"\bas (?:it|they|the same)?\s*$", found["between"]
    ):
        return None
    by_vendor = re.match(
        r"[^.;:]{0,40}\bby (?:us|(?:the )?(?:provider|vendor|supplier|licensor|company)|posting|publishing)\b",
        low[found.end() :],
    )
    if not (by_vendor or re.search(TIME, low)):
        return None
    return Power(over, 0.8 if over != "service" else 0.65)
