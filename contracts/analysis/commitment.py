"""Whether a level of availability is promised of a service, and whether the promise binds or is only an aim."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc

from contracts.analysis.availability import AVAILABILITY, PERCENT, SERVICE, Level, row_around

_STRONG: Final = re.compile(
    r"\b(?:guarant\w*|warrants?|commits?|commitment|shall|will|must|agrees?|ensures?|undertakes?|"
    r"promises?|provides?|maintains?|minimum|"
    r"at\s+least|no(?:t)?\s+less\s+than|not\s+(?:fall|drop)|SLAs?|service[-\s]levels?|objectives?|"
    r"target\w*|aims?|strives?|goals?|"
    r"endeavou?rs?|offers?|has|have|is|are|with|delivers?|attempts?|expects?|means)\b",
    re.IGNORECASE,
)
# An aim, not a promise. As a noun ("the target of 99.9 %") only where nothing in the sentence promises it.
AIM: Final = re.compile(
    r"\b(?:(?:commercially\s+|all\s+|every\s+)?(?:reasonable|best|"
    r"good[-\s]faith)(?:\s+commercial\w*|\s+and\s+\w+)?\s+(?:\w+\s+)?(?:efforts?|endeavou?rs?)|"
    r"(?:all\s+|every\s+)?reasonable\s+(?:\w+\s+)?(?:steps|measures|care|precautions)\s+to|commercially\s+practicable|endeavou?rs?\s+to|strives?|striving|aims?\s+(?:to|for|at)|aiming|"
    r"(?:we|provider|vendor|company|\w+)\s+targets?\s+(?=an?\b|\d|\w+ly\b)|"
    r"seeks?\s+to|intends?\s+(?:to|that)\b|tr(?:y|ies)\s+to|attempts?\s+to|goal|hopes?\s+to|expects?\s+to|"
    r"expects?\s+(?:the|that|our|this|its|each)\b|designed\s+to|is\s+not\s+a\s+(?:warranty|guarantee)|"
    r"(?:our|the|a|its)\s+(?:\w+\s+){0,3}?(?:target|objective)\s+is|no\s+guarantee)\b",
    re.IGNORECASE,
)
_GOVERNED: Final = re.compile(r"(?:\bto\s+(?:\w+ly\s+|help\s+)?|,\s*|\b(?:and|or|and/or)\s+)$", re.IGNORECASE)
_UNPROMISED: Final = re.compile(
    r"(?:[^.;]|\.\d|;(?!\s*\n)){0,80}?\b(?:but|although|though|however|which|this|that)\b[^.;]{0,60}\b(?:no|not|nobody|never)\b[^.;]{0,30}\b"
    r"(?:commit\w*|promis\w*|guarant\w*|warrant\w*|binding|assur\w*)",
    re.IGNORECASE,
)
# "99.9 % is what we try to provide", "99.9 % is our goal".
_AIMED_AT: Final = re.compile(
    r"[^.;]{0,60}\bis\s+(?:what\b[^.;]{0,60}?\b(?:endeavou?rs?|aims?|strives?|tr(?:y|ies)|seeks?|hopes?)|(?:only\s+|merely\s+)?(?:an?|our|the|its)\s+(?:\w+\s+){0,2}"
    r"(?:goal|target|aim|objective)\b)",
    re.IGNORECASE,
)
_AIM_NOUN: Final = re.compile(r"\b(?:target(?:ed|s)?|objectives?|aim)\b", re.IGNORECASE)
_BINDS: Final = re.compile(
    r"\b(?:guarant\w*|warrants?|commits?|commitment|shall|undertakes?|promises?|ensures?|agrees?)\b", re.IGNORECASE
)
_ADJACENT: Final = re.compile(
    r"%?\W{0,3}(?:\w+\s+){0,2}(?:up[-\s]?time|availability|SLA\b)|(?:up[-\s]?time|"
    r"availability)(?:\s+(?:SLA|target|commitment|guarantee|level|percentage|of|is|rate|"
    r"goal))*\W{0,6}$",
    re.IGNORECASE,
)
_AVAILABLE: Final = re.compile(
    r"up[-\s]?time|availability|\b(?:available|accessible|operational|reachable|connectivity|online|up|reached|resolve)\b", re.IGNORECASE
)
SUPPORT: Final = re.compile(
    r"\bsupport\b|help\s?desk|call\s+cent|personnel|staff|consultant|employee|hotline|technician|"
    r"on[-\s]call|assistance|\bthe\s+provider\s+will\s+be",
    re.IGNORECASE,
)
# Whose availability is another matter: people and goods, money and power to draw on.
_NOT_SERVICES: Final = re.compile(
    r"\b(?:personnel|staff|consultants?|employees?|technicians?|engineers?|workers?|drivers?|doctors?|units|goods|parts?\b|"
    r"inventory|stock|funds?|borrow\w*|loans?|drawn?|credit\s+facility|shares|capacity|pipeline|spare|vehicles?|rooms?)\b",
    re.IGNORECASE,
)
# "available 99.9% of the time", "99.5% availability in each month": said of anything else than a service it would be odd.
_IN_TIME: Final = re.compile(
    r"\W{0,4}(?:or\s+(?:better|more|higher|greater)\W+)?(?:(?:up[-\s]?time|availability|available)\W+)?"
    r"(?:(?:of|in|during|over|per|for|within|measured|calculated|on)\s+(?:(?:the|all|each|any|every|a|an|one|its|given|total|over|on|rolling)\s+)*"
    r"(?:(?:calendar|billing|contract|service|measurement|full|fiscal)\s+)*"
    r"(?:time|minutes|hours|months?|quarters?|years?|monthly|quarterly|annual\w*|period)\b|monthly\b|annually\b)",
    re.IGNORECASE,
)
_IN_ANY: Final = re.compile(r"\b(?:in|per|each|every|any|over)\s+(?:\w+\s+){0,2}(?:months?|quarters?|years?)\b", re.IGNORECASE)
_OPERATES: Final = re.compile(

        r"\b(?:shall|will|must)\s+be\s+(?:\w+\s+){0,2}?(?:operational|accessible|available|functional|"
        r"up\b|online)(?:[^.;]|\.\d)*?"
    r"\d\s*\)?\s*(?:%|per\s?cent)\s*\)?\s*of\s+the\s+time", re.IGNORECASE)  # fmt: skip


def is_commitment(text: str, level: Level, doc: Doc) -> bool:
    """Whether the words around the number promise it of a service, and not of people, goods or money."""
    around = text[max(level.start - 320, 0) : level.end + 160]
    if _OPERATES.search(text[max(level.start - 320, 0) : level.end + 40]) and not SUPPORT.search(text):
        return True
    if level.percent == 100 and not re.search(
        r"up[-\s]?time|availab|of\s+the\s+time", text[max(level.start - 60, 0) : level.end + 40], re.IGNORECASE
    ):
        return False
    if len(PERCENT.findall(text)) > 4 and "|" not in text:
        return False  # a table that lost its cells
    if "|" in text:
        start, end = row_around(text, level.start)
        around = around if end - start == len(text) else f"{text[: text.find(chr(10))]} {text[start:end]}"
    near = bool(_ADJACENT.match(text, level.end) or _ADJACENT.search(text[max(level.start - 60, 0) : level.start]))
    timed = bool(_IN_TIME.match(text, level.end) or _IN_ANY.search(text, max(level.start - 80, 0), level.start)) and bool(_AVAILABLE.search(text[max(level.start - 160, 0) : level.end + 40]))
    if not SERVICE.search(around) and not SERVICE.search(doc._.heading):
        return (near or timed) and not _NOT_SERVICES.search(around)
    if SUPPORT.search(text[max(level.start - 80, 0) : level.end + 60]) and not re.search(
        r"up[-\s]?time", around, re.IGNORECASE
    ):
        return near and not re.search(r"personnel|staff|consultant|employee", around, re.IGNORECASE)
    return near or timed or bool(_STRONG.search(text[max(level.start - 200, 0) : level.start]) and AVAILABILITY.search(around))


_MEETS: Final = re.compile(
    r"\b(?:shall|will|must|guarantees?|warrants?|commits?|undertakes?)\s+(?:to\s+)?(?:meet|achieve|provide|attain|reach|maintain|deliver|exceed)\b[^.;]{0,80}\btarget",
    re.IGNORECASE,
)


def meets_target(text: str) -> bool:
    """Whether the words promise to meet what is only by name a target."""
    return bool(_MEETS.search(text))


def binds(text: str) -> bool:
    """Whether the words promise in so many words: "guarantees", "shall"."""
    return bool(_BINDS.search(text))


def is_aim(text: str, level: Level) -> bool:
    """Whether the level is only aimed at. The last such word before the number decides."""
    before = text[: level.start]
    aims = [match.end() for match in AIM.finditer(text)]
    promises = [match.start() for match in _BINDS.finditer(before)]
    before_it = [at for at in aims if at <= level.start]
    if before_it:
        # "reasonable efforts to ensure that ... shall": what the effort governs promises nothing. A clause of its own does.
        return not any(
            at > before_it[-1] and not _GOVERNED.search(before, 0, at) and not re.match(r"shall", before[at:], re.IGNORECASE) for at in promises
        )
    if _UNPROMISED.match(text, level.end) or (not promises and _AIMED_AT.match(text, level.end)):
        return True
    if not promises and re.search(
        r"\bis\s+not\s+a\s+(?:warranty|guarantee)|reasonable\s+(?:efforts|endeavou?rs)",
        text[level.end : level.end + 80],
        re.IGNORECASE,
    ):
        return True
    return (
        bool(_AIM_NOUN.search(text[max(level.start - 60, 0) : level.end + 30]))
        and not _BINDS.search(text)
        and not re.search(r"\bwill\b", before)
    )
