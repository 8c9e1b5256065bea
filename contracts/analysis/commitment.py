"""Whether a level of availability is promised of a service, and whether the promise binds or is only an aim."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc

from contracts.analysis.availability import AVAILABILITY, PERCENT, SERVICE, Level

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
    r"commercially\s+practicable|endeavou?rs?\s+to|strives?|striving|aims?\s+(?:to|for|at)|aiming|"
    r"(?:we|provider|vendor|company|\w+)\s+targets?\s+(?=an?\b|\d|\w+ly\b)|"
    r"seeks?\s+to|intends?\s+to|tr(?:y|ies)\s+to|attempts?\s+to|goal|hopes?\s+to|expects?\s+to|"
    r"designed\s+to|is\s+not\s+a\s+(?:warranty|guarantee)|"
    r"(?:our|the|a|its)\s+(?:\w+\s+){0,3}?(?:target|objective)\s+is|no\s+guarantee)\b",
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
SUPPORT: Final = re.compile(
    r"\bsupport\b|help\s?desk|call\s+cent|personnel|staff|consultant|employee|hotline|technician|"
    r"on[-\s]call|assistance|\bthe\s+provider\s+will\s+be",
    re.IGNORECASE,
)
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
    near = bool(_ADJACENT.match(text, level.end) or _ADJACENT.search(text[max(level.start - 60, 0) : level.start]))
    if not SERVICE.search(around) and not SERVICE.search(doc._.heading):
        return False
    if SUPPORT.search(text[max(level.start - 80, 0) : level.end + 60]) and not re.search(
        r"up[-\s]?time", around, re.IGNORECASE
    ):
        return near and not re.search(r"personnel|staff|consultant|employee", around, re.IGNORECASE)
    return near or bool(_STRONG.search(text[max(level.start - 200, 0) : level.start]) and AVAILABILITY.search(around))


def is_aim(text: str, level: Level) -> bool:
    """Whether the level is only aimed at. The last such word before the number decides."""
    before = text[: level.start]
    aims = [match.end() for match in AIM.finditer(text)]
    promises = [match.start() for match in _BINDS.finditer(before)]
    before_it = [at for at in aims if at <= level.start]
    if before_it:
        return not any(at > before_it[-1] for at in promises if not re.match(r"shall", before[at:], re.IGNORECASE))
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
