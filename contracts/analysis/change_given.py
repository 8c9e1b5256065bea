"""The plainest form of the power: "we may modify these Terms", with the vendor as the subject and what it may change as the object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from contracts.analysis.change_object import Power, named, overs
from contracts.analysis.change_words import (
    ACCESS,
    BY_NATURE,
    CHANGE,
    CONSENT,
    END,
    FEATURE,
    FOR_CAUSE,
    NO_OBJECT,
    NOT_THEIRS,
    OTHERS,
    PART,
    POWER,
    RESERVED,
    SANCTION,
    TALK,
    TIME,
    YOUR_BARGAIN,
    by_both,
)
from contracts.analysis.guarded import Guarded

_POWER: Final = Guarded(
    "may|can|right|free|might|could|entitled|authori|permitted|allowed|liberty|power|discretion|option|we will|expect to|intend to|plan to|'ll only|sometimes|flexibility"
    "|constantly|necessary",
    rf"\b(?:{POWER})(?!\w)(?!\s+(?:not|only\s+be)\b)",
)
# What may stand between the power and its verb: no other verb, no other subject.
_VERB: Final = re.compile(
    r"(?P<gap>(?:(?!\b(?:not|you|be(?!\s+(?:required|obliged|forced))|includes?|requires?|contain|offer|charge|collect|submit|request|desires?|propose|designate"
    r"|provide|send|ask|enable|install|download|cause|permit|allow|elect|terminate (?:this|the|its|your|any) (?:agreement|contract"
    r"|relationship)|use (?:the|your)|result|contact|assign|at the request)\b)(?:[^.;]|\.(?=\d))){0,180}?)"
    rf"\b(?P<verb>{CHANGE}|{END})\b"
)
_OR_TO: Final = re.compile(rf"(?:\bor|\band|,)\s+to\s+(?:[a-z]+\s+(?:and|or)\s+)?(?P<verb>{CHANGE}|{END})\b")
_LISTED: Final = re.compile(rf";\s+(?:or\s+|and\s+)?(?:\([a-z\d]{{1,3}}\)\s+)?(?:to\s+)?(?P<verb>{CHANGE}|{END})\b")
# "by reason of any change in the fees": no verb.
_AS_NOUN: Final = re.compile(
    r"(?:\b(?:an?|the|any|such|no|of|about|on|for|from|in|this|each|all|every)|'s|'s \w+|\w+al)\s+(?:change|increase|limit|end|update|upgrade|raise)(?:\s\S*)?$"
    r"|\b(?:change|increase)\s+(?:of|notice|order)\b\S*$"
)
_MAKE: Final = re.compile(r"(?:mak(?:e|ing)|impos(?:e|ing)|introduc(?:e|ing)|implement|levy|issue|publish|release|post|adopt|begin|start)\b")
_PRONOUN: Final = re.compile(r"\s*(?:it|them|these|those)\b(?!\s+(?:\w+\s+)?(?:not|only))")
_WITHDRAWS: Final = re.compile(r"\b(?:withdraw|discontinue|remove|phase out|retire|stop|cease)\b")
_OBJECT_OF_MAKE: Final = re.compile(r"\W*(?:to|in|of|on)\b|\W*$|(?:\W*\([^)]{0,90}\))?[^.]{0,60}\b(?:to|in|of)\b|\W*\((?:to|in)\b|.{0,40}\bmodifications\b")
_CLAUSE_END: Final = re.compile(r"[.;](?=\s|$)|:(?=\s)")
_CHANGES: Final = re.compile(rf"^[^.;]{{0,70}}?\b{CHANGE}\b")
# Ours to change whatever it is called, where the sentence says "without notice" or the like: "the Marketplaces", "the Bonus".
_OWN_OBJECT: Final = re.compile(
    r"^\W*(?:or\s+\w+\s+)?(?:(?:all|any|the|our|its|these|such|those|parts? of)\s+)+(?!right|amount|notice|time)[a-z]"
)
# "provided that it shall not reduce them without your consent": what is kept from the power is not the power.
_PROVIDED: Final = re.compile(r"\bprovided,?\s+(?:however,?\s+)?that\b.{0,80}\bnot\b.*")
_WE: Final = re.compile(r"\bwe\s+$")
_SEVERED: Final = re.compile(r"\b(?:unenforceable|invalid)\b")
_FIRST_PERSON: Final = re.compile(r"\b(?:we|us|our)\b|\breserves\b")


def given(low: str) -> Power | None:
    """``We may ...``: the vendor is the subject, the terms, the service or the prices are the object."""
    return next((power for found in _POWER.finditer(low) if (power := _given_at(low, found))), None)


def _given_at(low: str, found: re.Match[str]) -> Power | None:
    before = low[max(found.start() - 70, 0) : found.start()]
    if OTHERS.search(before) or TALK.search(before):
        return None
    if before.rstrip().endswith(" not"):
        return None
    tail = low[found.end() : found.end() + 420]
    reserved = bool(re.match(RESERVED, found[0]))
    powers = [power for verb in _verbs(tail, reserved) if (power := _over_what(low, found, tail, verb, reserved))]
    if not powers:
        return None
    first = powers[0]
    also = frozenset(over for power in powers for over in overs(power) if over != first.over)
    return replace(first, also=also) if also != first.also else first


def _verbs(tail: str, reserved: bool) -> Iterator[re.Match[str]]:
    """What the vendor may do; a right that is reserved is often one "to" do this "or to" do that, or a list after a colon."""
    first = _VERB.match(tail)
    if first:
        yield first
        if reserved:
            yield from _OR_TO.finditer(tail, first.end())
        if ":" in tail[: first.start("verb")]:
            yield from _LISTED.finditer(tail, first.end())


def _over_what(low: str, found: re.Match[str], tail: str, verb: re.Match[str], reserved: bool) -> Power | None:
    if _AS_NOUN.search(tail[: verb.end() + 8]):
        return None
    rest = _clause(tail[verb.end() :])[:240]
    theirs = NOT_THEIRS.search(rest) and not (re.match(CHANGE, verb["verb"]) and YOUR_BARGAIN.match(rest))
    if BY_NATURE.search(rest) or theirs or (verb["verb"].startswith("mak") and not _OBJECT_OF_MAKE.match(rest)):
        return None
    at_will = bool(TIME.search(low))
    strong = reserved or at_will
    changes = bool(re.match(CHANGE, verb["verb"])) or bool(_CHANGES.search(rest))
    if by_both(low) and not (at_will or found[0].startswith(("reserv", "retain")) or (_WE.search(low[: found.start()]) and not by_both(_SEVERED.sub(" ", low)))):
        return None
    over, also = named(f"{verb['verb'] if _MAKE.match(verb['verb']) else ''} {rest[:150].rpartition(' ')[0] if len(rest) > 150 else rest}")
    if over is None and _PRONOUN.match(rest) and changes:
        over, also = named(low[: found.start()])
    if verb["verb"].startswith(("begin", "start", "levy")):
        over, also = "prices", frozenset()
    if over in ("terms", "prices"):
        return Power(over, 0.95 if strong else 0.8, "the vendor may change it", also) if changes else None
    if CONSENT.search(_PROVIDED.sub("", low)) or (FOR_CAUSE.search(low) and not at_will):
        return None
    free = at_will or found[0].startswith(("reserv", "retain")) or " right" in found[0]
    if over == "service" and changes:
        return Power(over, 0.85 if strong else 0.65, "the vendor may change it", also)
    if not changes and SANCTION.search(low):
        return None
    part = (FEATURE if verb["verb"].startswith(("stop", "cease")) or not free else PART).search(rest[:90])
    if over == "service" and (free or _WITHDRAWS.search(tail[: verb.end() + 30])) and part and not ACCESS.search(rest[: max(part.end() + 8, 40)]):
        return Power(over, 0.6, "the vendor may withdraw it", also)
    if over is None and changes and strong and _FIRST_PERSON.search(low) and _OWN_OBJECT.match(rest) and not NO_OBJECT.match(rest):
        return Power("service", 0.5, "the vendor may change it at will")
    return None


def _clause(words: str) -> str:
    """Up to where the clause ends."""
    stop = _CLAUSE_END.search(words)
    return words[: stop.start()] if stop else words
