"""What a sentence lets the vendor change by itself: the terms, the service or the prices.

The forms that the power takes, each a function below: given ("we may modify these Terms"), suffered ("the Fees may be changed
at any time"), a habit ("we are constantly improving the Service"), in passing ("prices are subject to change"), announced ("all
amendments will be posted") and bound ("no change binds the Customer unless ... notice"). Sentences that only presuppose it
("if we change these Terms, we will ...") are read in ``change_presupposed``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from contracts.analysis.change_object import NAMES_PRICE, NAMES_TERMS, named, subject, subject_from
from contracts.analysis.change_words import (
    ACCESS,
    BY_NATURE,
    CHANGE,
    CONSENT,
    END,
    FEATURE,
    FOR_CAUSE,
    MUTUAL,
    NOT_THEIRS,
    OTHERS,
    PART,
    POWER,
    PRICE,
    RESERVED,
    SERVICE,
    TALK,
    TERMS,
    TIME,
)
from contracts.analysis.guarded import Guarded, holds


@dataclass(frozen=True, slots=True)
class Power:
    """What a sentence lets the vendor change: ``over`` is the first of ``terms``, ``service`` and ``prices`` that it names,
    ``also`` are the others. ``form`` says how it gives the power, for a person who asks why the clause was found."""

    over: str
    confidence: float
    form: str
    also: frozenset[str] = frozenset()

    def covers(self, what: str) -> bool:
        return what == self.over or what in self.also


# The commonest first: the search ends with the first that is there.
_VERBS: Final = (
    "end chang appl add set terminat modif effect amend limit suppl mak issu charg adjust take updat establish increas improv alter implement creat replac releas ceas "
    "post restrict revis stop reduc rais introduc publish adopt discontinu withdraw suspend remov delet eliminat cancel revok interrupt phas retir shut disab vary varie "
    "upgrad evolv tweak redesign rewrite restructur substitut adapt enhanc impos levy"
).split()
_POWER: Final = Guarded(
    "may|can|right|free|might|could|entitled|authori|permitted|allowed|liberty|power|discretion|option|we will|expect to|intend to|plan to|'ll only|sometimes|flexibility"
    "|constantly|necessary",
    rf"\b(?:{POWER})(?!\w)(?!\s+(?:not|only\s+be)\b)",
)
# What may stand between the power and its verb: no other verb, no other subject.
_VERB: Final = re.compile(
    r"(?P<gap>(?:(?!\b(?:not|you|be(?!\s+(?:required|obliged|forced))|includes?|requires?|contain|offer|charge|collect|submit|request|desires?|propose|designate"
    r"|provide|send|ask|enable|install|download|cause|permit|allow|elect|terminate (?:this|the|its|your|any) (?:agreement|contract"
    r"|relationship)|use (?:the|your)|result|contact|assign|at the request)\b)[^.;]){0,180}?)"
    rf"\b(?P<verb>{CHANGE}|{END})\b"
)
# "by reason of any change in the fees": no verb.
_AS_NOUN: Final = re.compile(
    r"(?:\b(?:an?|the|any|such|no|of|about|on|for|from|in|this|each|all|every)|'s|'s \w+|\w+al)\s+(?:change|increase|limit|end|update|upgrade|raise)(?:\s\S*)?$"
    r"|\b(?:change|increase)\s+(?:of|notice|order)\b\S*$"
)
_MAKE: Final = re.compile(r"(?:mak(?:e|ing)|impos(?:e|ing)|introduc(?:e|ing)|implement|levy|issue|publish|release|post|adopt|begin|start)\b")
_PRONOUN: Final = re.compile(r"\s*(?:it|them|these|those)\b(?!\s+(?:\w+\s+)?(?:not|only))")
_WITHDRAWS: Final = re.compile(r"\b(?:withdraw|discontinue|remove|phase out|retire|stop|cease)\b")
_OBJECT_OF_MAKE: Final = re.compile(r"\W*(?:to|in|of|on)\b|\W*$|[^.]{0,60}\b(?:to|in|of)\b|\W*\((?:to|in)\b|.{0,40}\bmodifications\b")
_CLAUSE_END: Final = re.compile(r"[.;](?=\s|$)|:(?=\s)")
_TIME: Final = re.compile(TIME)


_CHANGES: Final = re.compile(rf"^[^.;]{{0,70}}?\b{CHANGE}\b")
# Ours to change whatever it is called, where the sentence says "without notice" or the like: "the Marketplaces", "the Bonus".
_OWN_OBJECT: Final = re.compile(
    r"^\W*(?:or\s+\w+\s+)?(?:(?:all|any|the|our|its|these|such|those|parts? of)\s+)+(?!right|amount|notice|time)[a-z]"
)
_FIRST_PERSON: Final = re.compile(r"\b(?:we|us|our)\b|\breserves\b")
_DEFINES: Final = re.compile(r"""^\W*[\w ]+["”']+\s+(?:means|shall mean|refers to|has the meaning)\b""")
_NO_OBJECT: Final = re.compile(
    r"^[^.;]{0,60}\b(?:licen[cs]es?|accounts?|access|content|posting|postings|submissions?|reviews?|materials?|passwords?|relationship"
    r"|registration|rights?|invoice|order|orders|offer|claim|amount|payment|budget|notice|use|usernames?|vouchers?|names?|address|addresses"
    r"|details|designee|representative|personnel|subcontractors?|information|data|sentence|date|permission|links?|agreement|such item)\b"
)
_PASSIVE: Final = Guarded(
    "may|shall|will|can|might|could",
    r"\b(?P<power>may|might|can|could|will|shall)\b(?:\s+(?:also|need to|have to))?(?:,[^,]{0,60},)?\s+(?:also\s+|need to\s+)?(?:\w+ly\s+)?"
    r"(?P<be>be\s+)?(?:\w+ly\s+|from time to time\s+|at any time\s+|(?:\w+ed,? )?(?:and/)?or\s+)*(?:\w+ed,\s+|\w+ed\s+or\s+)*"
    rf"(?P<verb>{CHANGE}|{END})\b"
)
_OBJECT: Final = re.compile(r"\s*(?:them|it|us|the|these|this|those|your|our|its|any|all|such)\b")
_BY_VENDOR: Final = re.compile(
    r"[^.;:]{0,60}\bby (?:us\b|(?:the )?(?:provider|vendor|supplier|licensor|company|seller|operator)\b|(?:means of )?(?:posting|publishing|publication)"
    r"|notice\b|giving|(?:a )?(?:later|new|revised|updated) version)|[^.;:]{0,40}\b(?:with|on|upon)\b[^.;:]{0,40}\bnotice\b"
)
_AT_OUR_WILL: Final = re.compile(r"\b(?:by us\b|(?:at|in) our (?:\w+ )?discretion|by (?:the )?(?:provider|vendor|supplier|licensor)\b)")
_ADVERB: Final = (
    r"(?:constantly|continually|continuously|always|regularly|frequently|often|sometimes|occasionally|periodically|from time to time|routinely"
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
    "routinely",
    "services change",
    "products change",
    "features change",
)
_HABIT: Final = re.compile(
    rf"\b(?:is|are)\s+(?:{_ADVERB}\s*)?(?:(?:innovating|improving|updating|developing)[^.;]{{0,20}}\s)?(?:changing|evolving|being (?:updated|changed))\b[^.;]{{0,80}}?\b{SERVICE}\b"
    rf"|\b{SERVICE}\s+(?:(?:is|are)\s+(?:{_ADVERB}\s*)?(?:evolving|changing)|(?:do|does)?\s*{_ADVERB}\s+changes?|changes?\s+{_ADVERB}|change\b)"
    rf"|\bwe\s+(?:\w+\s+)?{_ADVERB}\s+(?:\w+\s+){{0,2}}?(?:change|update|revise|modify|amend|make)\b"
    rf"|\bwe\s+(?:change|update|revise|modify|amend)\s+[^.;]{{0,70}}\b{_ADVERB}"
)
_FIRM: Final = r"(?:services?|features?|functionalit(?:y|ies)|specifications?|platform|software|plans?|limits?|benefits)"
_LATEST: Final = re.compile(r"up-to-date|current|latest|prevailing")
_SUBJECT_TO: Final = re.compile(
    rf"\b(?:{PRICE}|{TERMS}|{_FIRM})\b[^.;:]{{0,80}}?\b(?:(?:is|are|be|remain)\s+)?subject\s+to\s+(?:\w+\s+)?(?:changes?|modification|alteration|revision"
    r"|adjustment|withdrawal)\b(?!\s+(?:in|of)\s+(?:law|control))"
    r"|\b(?:up-to-date|(?:then[- ])?current|latest|prevailing)\s+(?:version\s+of\s+the\s+)?(?:price\s?list|prices|rates|tariffs?)\s+(?:shall\s+|will\s+)?appl"
)
_RESERVED: Final = re.compile(
    rf"\bright\s+to\s+(?:\w+\s+){{0,3}}?{CHANGE}\b[^.;]{{0,90}}?\b(?:is|are|remains?)\s+(?:\w+\s+)?reserved\b"
    r"|\b(?:changes|modifications|amendments|alterations|revisions|variations)\s+(?:(?:to|of|in)\s[^.;]{0,70}?)?(?:(?:may|can|might|will)\s+be\s+(?:\w+\s+)?made|are\s+(?:\w+ly\s+)?made)"
    r"\b[^.;]{0,30}?(?:\b(?:by (?:us|the (?:provider|vendor|supplier|licensor|company))|at any time|from time to time|without notice|in our)\b[^.;]{0,50}|\bto\b[^.;]{0,60}\bat any time)"
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


def plain(sentence: str) -> str:
    """The words in lower case, one space between them, without marks of emphasis."""
    return " ".join(sentence.lower().replace("*", " ").replace("’", "'").split())


def _announced(low: str) -> Power | None:
    return Power("terms", 0.75, "all changes are announced") if _ANNOUNCED.search(low) else None


def _bound(low: str) -> Power | None:
    return Power("terms", 0.85, "no change binds without notice") if _BOUND.search(low) and not MUTUAL.search(low) else None


def _given(low: str) -> Power | None:
    """``We may ...``: the vendor is the subject, the terms, the service or the prices are the object."""
    return next((power for found in _POWER.finditer(low) if (power := _given_at(low, found))), None)


def _given_at(low: str, found: re.Match[str]) -> Power | None:
    before = low[max(found.start() - 70, 0) : found.start()]
    if OTHERS.search(before) or TALK.search(before):
        return None
    if before.rstrip().endswith(" not"):
        return None
    tail = low[found.end() : found.end() + 420]
    verb = _VERB.match(tail)
    if not verb or _AS_NOUN.search(tail[: verb.end() + 8]):
        return None
    rest = _clause(tail[verb.end() :])[:240]
    if BY_NATURE.search(rest) or NOT_THEIRS.search(rest) or (verb["verb"].startswith("mak") and not _OBJECT_OF_MAKE.match(rest)):
        return None
    reserved = bool(re.match(RESERVED, found[0]))
    at_will = bool(_TIME.search(low))
    strong = reserved or at_will
    changes = bool(re.match(CHANGE, verb["verb"])) or bool(_CHANGES.search(rest))
    if MUTUAL.search(low) and not (at_will or found[0].startswith(("reserv", "retain"))):
        return None
    over, also = named(f"{verb['verb'] if _MAKE.match(verb['verb']) else ''} {rest[:150].rpartition(' ')[0] if len(rest) > 150 else rest}")
    if over is None and _PRONOUN.match(rest) and changes:
        over, also = named(low[: found.start()])
    if verb["verb"].startswith(("begin", "start", "levy")):
        over, also = "prices", frozenset()
    if over in ("terms", "prices"):
        return Power(over, 0.95 if strong else 0.8, "the vendor may change it", also) if changes else None
    if CONSENT.search(low) or (FOR_CAUSE.search(low) and not at_will):
        return None
    free = at_will or found[0].startswith(("reserv", "retain")) or " right" in found[0]
    if over == "service" and changes:
        return Power(over, 0.85 if strong else 0.65, "the vendor may change it", also)
    part = (FEATURE if verb["verb"].startswith(("stop", "cease")) or not free else PART).search(rest[:90])
    if over == "service" and (free or _WITHDRAWS.search(tail[: verb.end() + 30])) and part and not ACCESS.search(rest[: max(part.end(), 40)]):
        return Power(over, 0.6, "the vendor may withdraw it", also)
    if over is None and changes and strong and _FIRST_PERSON.search(low) and _OWN_OBJECT.match(rest) and not _NO_OBJECT.match(rest):
        return Power("service", 0.5, "the vendor may change it at will")
    return None


def _suffered(low: str) -> Power | None:
    """``The Fees may be changed at any time``: who may is left open, or is the vendor."""
    return next((power for found in _PASSIVE.finditer(low) if (power := _suffered_at(low, found))), None)


def _suffered_at(low: str, found: re.Match[str]) -> Power | None:
    after = low[found.end() :]
    ending = bool(re.match(END, found["verb"]))
    by_itself = not found["be"]  # "prices may change"
    if by_itself and (ending or not re.match(r"(?:change|vary|evolve)\b", found["verb"]) or _OBJECT.match(after)):
        return None
    over, start = subject(low, found.start())
    if (
        over is None
        and found["be"]
        and not ending
        and _AT_OUR_WILL.match(after[:60].lstrip())
        and not _NO_OBJECT.search(low[: found.start()][-60:])
    ):
        over, start = "service", found.start()
    if over is None or MUTUAL.search(low) or OTHERS.search(low[: found.start()]) or BY_NATURE.search(after) or FOR_CAUSE.search(low):
        return None
    before, between = low[max(start - 30, 0) : start], low[start : found.start()]
    if re.search(r"\bas\s+(?:such|the|this|said|these)\s+$|\b(?:your|customer's)\s+(?:\w+\s+)?$", before) or ACCESS.search(before):
        return None
    if re.search(r"\b(?:only|not)\b", low[found.start() : found.end() + 20].rpartition(" ")[0]) or re.search(
        r"\bas (?:it|they|the same)?\s*$", between
    ):
        return None
    if by_itself and re.search(r"\bsubject to\b", low[subject_from(low, found.start()) : found.start()]):
        return None
    sure = bool(_TIME.search(low)) or bool(_BY_VENDOR.match(after))
    loosely = by_itself and over != "service" and found["verb"] != "vary" and found["power"] not in ("will", "shall") and len(low) < 160
    if not (sure or loosely) or (ending and over != "service"):
        return None
    return Power(over, 0.8 if over != "service" else 0.65, "it may be changed")


def _habit(low: str) -> Power | None:
    found = _HABIT.search(low) if holds(low, _HABITUAL) else None
    if not found or MUTUAL.search(low) or OTHERS.search(low[: found.start()]):
        return None
    over, also = named(low[found.start() :][:170])
    if over is None and found[0].startswith("we "):
        return None
    return Power(over or "service", 0.6, "it is changed as a habit", also)


def _in_passing(low: str) -> Power | None:
    found = _SUBJECT_TO.search(low) if "subject to" in low or (" appl" in low and _LATEST.search(low)) else None
    if not found or MUTUAL.search(low) or re.search(r"\bby (?:the )?(?:seller|merchant|third)", low[found.end() :]):
        return None
    over = "prices" if NAMES_PRICE.search(found[0]) else "terms" if NAMES_TERMS.search(found[0]) else "service"
    return Power(over, 0.6, "it is subject to change")


def _clause(words: str) -> str:
    """Up to where the clause ends."""
    stop = _CLAUSE_END.search(words)
    return words[: stop.start()] if stop else words


def _reserved(low: str) -> Power | None:
    """``The right to amend this Agreement is reserved``, ``changes to the Service are at our discretion``."""
    found = _RESERVED.search(low) if "reserved" in low or "made" in low or "discretion" in low else None
    if not found or MUTUAL.search(low) or OTHERS.search(low[: found.start()]):
        return None
    over, also = named(found[0])
    if over is None:
        return None
    return Power(over, 0.7, "the right to change it is reserved", also)


_FORMS: Final[tuple[Callable[[str], Power | None], ...]] = (_announced, _bound, _given, _suffered, _reserved, _habit, _in_passing)


def overs(power: Power) -> Iterator[str]:
    yield power.over
    yield from power.also
