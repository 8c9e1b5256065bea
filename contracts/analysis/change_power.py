"""What a sentence lets the vendor change by itself: the terms, the service or the prices.

The forms that the power takes, given ("we may modify these Terms", in ``change_given``) and, each a function below, suffered ("the Fees may be changed
at any time"), a habit ("we are constantly improving the Service"), in passing ("prices are subject to change"), announced ("all
amendments will be posted") and bound ("no change binds the Customer unless ... notice"). Sentences that only presuppose it
("if we change these Terms, we will ...") are read in ``change_presupposed``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from contracts.analysis.change_given import given
from contracts.analysis.change_object import NAMES_PRICE, NAMES_TERMS, Power, named, subject, subject_from
from contracts.analysis.change_words import (
    ACCESS,
    BY_NATURE,
    CHANGE,
    END,
    FOR_CAUSE,
    NO_OBJECT,
    OTHERS,
    PRICE,
    SERVICE,
    TERMS,
    TIME,
    by_both,
    plain,
)
from contracts.analysis.guarded import Guarded, holds

# The commonest first: the search ends with the first that is there.
_VERBS: Final = (
    "end chang appl add set terminat modif effect amend limit suppl mak issu charg adjust take updat establish increas improv alter implement creat replac releas ceas "
    "post restrict revis stop reduc rais introduc publish adopt discontinu withdraw suspend remov delet eliminat cancel revok interrupt phas retir shut disab vary varie "
    "upgrad evolv tweak redesign rewrite restructur substitut adapt enhanc impos levy degrad decreas determin fixed"
).split()
_DEFINES: Final = re.compile(r"""^\W*[\w ]+["”']+\s+(?:means|shall mean|refers to|has the meaning)\b""")
_PASSIVE: Final = Guarded(
    "may|shall|will|can|might|could",
    r"\b(?P<power>may|might|can|could|will|shall)\b(?:\s+(?:also|need to|have to))?(?:,[^,]{0,60},)?\s+(?:also\s+|need to\s+)?(?:\w+ly\s+)?"
    r"(?P<be>be\s+)?(?:\w+ly\s+|from time to time\s+|at any time\s+|(?:\w+ed,? )?(?:and/)?or\s+)*(?:\w+ed,\s+|\w+ed\s+or\s+)*"
    rf"(?P<verb>{CHANGE}|{END})\b"
)
_OBJECT: Final = re.compile(r"\s*(?:them|it|us|the|these|this|those|your|our|its|any|all|such)\b")
# By whom: whoever is no customer, no court and not both.
_BY_VENDOR: Final = re.compile(
    r"[^.;:]{0,60}\bby (?:us\b|(?:the )?(?:provider|vendor|supplier|licensor|company|seller|operator)\b|(?:means of )?(?:posting|publishing|publication)"
    r"|notice\b|giving|(?:a )?(?:later|new|revised|updated) version)|(?:\s+(?:annually|yearly|each year|in writing|or \w+|only))*\s+by "
    r"(?!you\b|an?\b|the\b|any|either|both|each|all|law|agreement|mutual|written|your|customer|client|licensee|subscriber|user|member|third|reason|virtue|means|operation|reference|up to|more than"
    r"|the (?:customer|client)|order|amend|execut|sign|one\b|two\b|\d|\w+(?:ing|ed|ment)\b)[a-z][\w&.-]+(?: [\w&.-]+){0,3}?\s*(?:[,.;]|$|(?:at|and|from|upon|with|in|on|once|twice|each|every|where|during)\b)|[^.;:]{0,40}\b(?:with|on|upon)\b[^.;:]{0,40}\bnotice\b"
)
# "may vary by device": it differs, and nobody changes it.
_DIFFERS: Final = re.compile(r"\s+(?:by (?!us\b)|across\b|among\b|between\b|depending\b|according\b|from (?!time\b))")
# It follows from what somebody chose.
_IF_SO: Final = re.compile(r"\W*(?:if|when|where|should)\s+(?:you|we|the\s+customer|customer|it)\s+(?:do|does)\s+so\b|\W*in\s+(?:that|such|this)\s+(?:case|event)\b")
# What a vendor does to its own papers: contracts between two are amended and modified.
_UPDATED: Final = re.compile(r"(?:updated|revised)\b")
_AT_OUR_WILL: Final = re.compile(r"\b(?:by us\b|(?:at|in) our (?:\w+ )?discretion|by (?:the )?(?:provider|vendor|supplier|licensor)\b)")
_ADVERB: Final = (
    r"(?:constantly|continually|continuously|always|regularly|frequently|often|sometimes|occasionally|periodically|from time to time|routinely|on occasion|now and then"
    r"|ever[- ])"
)
_HABITUAL: Final = (
    "evolving",
    "changing",
    "being changed",
    "being updated",
    "constantly",
    "continually",
    "continuously",
    "always",
    "regularly",
    "frequently",
    "often",
    "sometimes",
    "occasionally",
    "periodically",
    "from time to time",
    "on occasion",
    "now and then",
    "routinely",
    "services change",
    "products change",
    "features change",
)
_HABIT: Final = re.compile(
    rf"\b(?:is|are)\s+(?:{_ADVERB}\s*)?(?:(?:innovating|improving|updating|developing)[^.;]{{0,20}}\s)?(?:changing|evolving|being (?:updated|changed))\b[^.;]{{0,80}}?\b{SERVICE}\b"
    rf"|\b{SERVICE}\s+(?:(?:is|are)\s+(?:{_ADVERB}\s*)?(?:evolving|changing)|(?:do|does)?\s*{_ADVERB}\s+changes?|changes?\s+{_ADVERB}|change\b)"
    rf"|\b{SERVICE}\b[^.;]{{0,50}}?\b(?:is|are)\s+{_ADVERB}\s+(?:updated|changed|modified|revised)\b"
    rf"|\b{_ADVERB}\s+(?:making|introducing)\s+(?:\w+\s+)?(?:changes|improvements|updates|modifications)\s+(?:to|in)\b[^.;]{{0,40}}\b{SERVICE}\b"
    rf"|\bwe\s+(?:\w+\s+)?{_ADVERB}\s+(?:\w+\s+){{0,2}}?(?:change|update|revise|modify|amend|make)\b"
    rf"|\bwe\s+(?:do\s+)?(?:change|update|revise|modify|amend|increase|raise|adjust)\s+[^.;]{{0,70}}\b{_ADVERB}"
)
# "if the Service changes in a way that you dislike": supposed, not said.
_SUPPOSED: Final = re.compile(r"\b(?:if|when|whenever|where|should|how|whether|because|unless)\s+(?:\w+\s+){0,3}$")
_FIRM: Final = r"(?:services?|features?|functionalit(?:y|ies)|specifications?|platform|software|plans?|limits?|benefits)"
_LATEST: Final = re.compile(r"up-to-date|current|latest|prevailing")
_SUBJECT_TO: Final = re.compile(
    rf"\b(?:{PRICE}|{TERMS}|{_FIRM})\b[^.;:]{{0,80}}?\b(?:(?:is|are|be|remain)\s+)?subject\s+to\s+(?:\w+\s+)?(?:changes?|modification|alteration|revision"
    r"|adjustment|withdrawal)\b(?!\s+(?:in|of)\s+(?:law|control))"
    r"|\b(?:up-to-date|(?:then[- ])?current|latest|prevailing)\s+(?:version\s+of\s+the\s+)?(?:price\s?list|prices|rates|tariffs?)\s+(?:shall\s+|will\s+)?appl"
)
# "The fees are determined by the Provider from time to time": by whoever is no customer and not both.
_DETERMINED: Final = Guarded(
    "determined by|set by|fixed by|established by",
    rf"\b{PRICE}\b[^.;]{{0,60}}?\b(?:is|are|be)\s+(?:determined|set|fixed|established)\s+by\s+(?!the\s+part|both|mutual|agreement|you\b|(?:the\s+)?(?:customer|client|law)|an?\b|reference)"
    rf"[^.;,]{{0,40}}?{TIME.pattern}"
)
_RESERVED: Final = re.compile(
    rf"\bright\s+to\s+(?:\w+\s+){{0,3}}?{CHANGE}\b[^.;]{{0,90}}?\b(?:is|are|remains?)\s+(?:\w+\s+)?reserved\b"
    r"|\b(?:changes|modifications|amendments|alterations|revisions|variations)\s+(?:(?:to|of|in)\s[^.;]{0,70}?)?(?:(?:may|can|might|will)\s+be\s+(?:\w+\s+)?made|are\s+(?:\w+ly\s+)?made)"
    r"\b[^.;]{0,30}?(?:\b(?:by (?:us|the (?:provider|vendor|supplier|licensor|company))|at any time|from time to time|without notice|in our)\b[^.;]{0,50}|\bto\b[^.;]{0,60}\bat any time)"
    rf"|\b(?:changes|modifications|updates)\s+(?:to\s[^.;]{{0,50}}?)?(?:may|can|could|might)\s+(?:include|involve|result in)\s+[^.;]{{0,60}}?\b(?:discontinu|remov|withdraw|limit|end|add|reduc|suspen)\w*\b[^.;]{{0,60}}?\b{SERVICE}\b"
    r"|\b(?:changes|modifications|amendments|alterations)\s+(?:to|of|in)\s[^.;]{0,70}?\b(?:are|is|remain)\s+(?:at|in|within)\s+(?:the|our|its|\w+'s)\s+(?:\w+\s+)?discretion"
)
_ANNOUNCED: Final = re.compile(
    rf"^\W*(?:[\d.]+\s+)?(?:all|any)\s+(?:such\s+)?(?:amendments?|changes?|modifications?|revisions?)\s+(?:to|of)\s[^.;:]{{0,40}}\b{TERMS}\b"
    r"[^.;:]{0,60}\b(?:will|shall|may)\s+be\s+(?:posted|published|made available|notified)"
)
_BOUND: Final = Guarded(
    "no change|no amendment|no modification|no revision|no such ",
    rf"\bno\s+(?:such\s+)?(?:change|amendment|modification|revision)\b[^.;:]{{0,60}}\b{TERMS}\b[^.;:]{{0,160}}\b(?:unless|until|without)\b"
    r"[^.;:]{0,120}\b(?:notif|notice|inform)"
)


def power_in(sentence: str) -> Power | None:
    """What the sentence lets the vendor change alone; None where it gives no such power."""
    return power_said(plain(sentence))


def power_said(low: str) -> Power | None:
    """The same of a sentence that is ``plain`` already."""
    if not holds(low, _VERBS) or low.endswith("?") or _DEFINES.match(low):
        return None
    return next((power for form in _FORMS if (power := form(low))), None)


def _announced(low: str) -> Power | None:
    return Power("terms", 0.75, "all changes are announced") if _ANNOUNCED.search(low) else None


def _bound(low: str) -> Power | None:
    return Power("terms", 0.85, "no change binds without notice") if _BOUND.search(low) and not by_both(low) else None


def _suffered(low: str) -> Power | None:
    """``The Fees may be changed at any time``: who may is left open, or is the vendor."""
    return next((power for found in _PASSIVE.finditer(low) if (power := _suffered_at(low, found))), None)


def _suffered_at(low: str, found: re.Match[str]) -> Power | None:
    after = low[found.end() :]
    ending = bool(re.match(END, found["verb"]))
    by_itself = not found["be"]  # "prices may change"
    if by_itself and (ending or not re.match(r"(?:change|vary|evolve)\b", found["verb"]) or _OBJECT.match(after)):
        return None
    over, also, start = subject(low, found.start())
    if (
        over is None
        and found["be"]
        and not ending
        and _AT_OUR_WILL.match(after[:60].lstrip())
        and not NO_OBJECT.search(low[: found.start()][-60:])
    ):
        over, start = "service", found.start()
    if over is None or by_both(low) or OTHERS.search(low[: found.start()]) or BY_NATURE.search(after) or FOR_CAUSE.search(low):
        return None
    before, between = low[max(start - 30, 0) : start], low[start : found.start()]
    if re.search(r"\bas\s+(?:such|the|this|said|these)\s+$|\b(?:your|customer's)\s+(?:\w+\s+)?$", before) or ACCESS.search(before):
        return None
    if re.search(r"\b(?:only|not)\b", low[found.start() : found.end() + 20].rpartition(" ")[0]) or re.search(
        r"\bas (?:it|they|the same)?\s*$", between
    ):
        return None
    if by_itself and (_DIFFERS.match(after) or _IF_SO.match(low)):
        return None
    if by_itself and re.search(r"\bsubject to\b", low[subject_from(low, found.start()) : found.start()]):
        return None
    sure = bool(TIME.search(low)) or bool(_BY_VENDOR.match(after))
    loosely = by_itself and over != "service" and found["verb"] != "vary" and found["power"] not in ("will", "shall") and len(low) < 160
    loosely = loosely or (over != "service" and not ending and len(low) < 80 and bool(_UPDATED.match(found["verb"])))
    if not (sure or loosely) or (ending and over != "service"):
        return None
    return Power(over, 0.8 if over != "service" else 0.65, "it may be changed", also)


def _habit(low: str) -> Power | None:
    found = _HABIT.search(low) if holds(low, _HABITUAL) else None
    if not found or by_both(low) or OTHERS.search(low[: found.start()]) or _SUPPOSED.search(low[: found.start()]):
        return None
    over, also = named(low[found.start() :][:170])
    if over is None and found[0].startswith("we "):
        return None
    return Power(over or "service", 0.6, "it is changed as a habit", also)


def _in_passing(low: str) -> Power | None:
    found = _SUBJECT_TO.search(low) if "subject to" in low or (" appl" in low and _LATEST.search(low)) else None
    if not found or by_both(low) or re.search(r"\bby (?:the )?(?:seller|merchant|third)", low[found.end() :]):
        return None
    over = "prices" if NAMES_PRICE.search(found[0]) else "terms" if NAMES_TERMS.search(found[0]) else "service"
    return Power(over, 0.6, "it is subject to change")


def _determined(low: str) -> Power | None:
    """``The Fees are determined by the Provider from time to time``."""
    return Power("prices", 0.7, "the vendor sets it as it pleases") if _DETERMINED.search(low) and not by_both(low) else None


def _reserved(low: str) -> Power | None:
    """``The right to amend this Agreement is reserved``, ``changes to the Service are at our discretion``."""
    found = _RESERVED.search(low) if holds(low, ("reserved", "made", "discretion", "changes ", "modifications ", "updates ")) else None
    if not found or by_both(low) or OTHERS.search(low[: found.start()]):
        return None
    over, also = named(found[0])
    if over is None:
        return None
    return Power(over, 0.7, "the right to change it is reserved", also)


_FORMS: Final[tuple[Callable[[str], Power | None], ...]] = (_announced, _bound, given, _suffered, _determined, _reserved, _habit, _in_passing)
