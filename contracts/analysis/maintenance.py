"""Maintenance that does not count as downtime: whether its hours, its length or a notice of it hold it in bounds."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.kind import Setting

MAINTENANCE: Final = re.compile(
    r"\bmaintenance\b|\bmaintain(?:ing)?\s+the\b|\bupgrad(?:es?|ing)\b|\bpatch(?:es|ing)?\b|\bplanned\s+(?:works?|outages?|down\s?time|interruptions?|"
    r"unavailability)\b|\bscheduled\s+(?:down\s?time|outages?|unavailability|interruptions?)\b|\b(?:permitted|excused)\s+(?:down\s?time|outages?)\b",
    re.IGNORECASE,
)
_NUMBER: Final = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|twenty-four|forty-eight|seventy-two)"
_BOUND: Final = re.compile(
    r"\b(?:prior|previous|advance|written|reasonable|days?['’]?|hours?['’]?|weeks?['’]?)\s+(?:\w+\s+)?(?:notice|notification|warning)\b|\bnotice\s+of\b|"
    r"\b(?:notif(?:y|ied|ies)|announced?|announces|announcement|informed?|informs|told|advised|warned|published|posted)\b|\bin\s+advance\b|\bbeforehand\b|\bahead\b|"
    rf"(?<!(?<!no )more than )(?<!(?<!no )greater than )(?<!(?<!no )longer than )(?<!exceeding )(?<!exceeds )(?<!lasting )\b{_NUMBER}\s*\)?\s*(?:business\s+|full\s+|clear\s+)?(?:hours?|minutes?|hrs|mins)\b|\b\d{{1,2}}[:.]\d\d\b|\b\d{{1,2}}\s*(?:a\.?m|p\.?m|h|hrs)\b|\bmidnight\b|\bnoon\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekends?\b|\b(?:at\s+|by\s+)?nights?\b|\boff[-\s]peak\b|"
    r"\boutside\s+(?:of\s+)?(?:\w+\s+)?(?:business|office|working|service|normal|peak)\s+hours\b",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r";|\n(?=\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]|[•·▪*–-])\s)|(?<=[,:;])\s*(?:and|or)?\s*(?=\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s)")
# "excluding holidays and weekends and maintenance": days that do not count bound no maintenance.
_DAYS_OUT: Final = re.compile(r"(?<=excluding )(?:(?:public\s+|bank\s+|statutory\s+)?(?:holidays|weekends)\s*(?:,|and|or)?\s*){1,3}", re.IGNORECASE)


def _items(text: str) -> list[str]:
    """The items of a list in the text: what bounds one of them bounds no other."""
    return [item for item in _ITEM.split(_DAYS_OUT.sub("", text)) if item and item.strip()]


def is_open(clause: str) -> bool:
    """Whether the clause leaves out maintenance and says nothing of its hours, its length or a notice of it."""
    of_maintenance = [item for item in _items(clause) if MAINTENANCE.search(item)]
    return bool(of_maintenance) and not any(_BOUND.search(item) for item in of_maintenance)


def is_bounded(setting: Setting) -> bool:
    """Whether some sentence of the agreement holds maintenance in bounds (its definition, or a promise to announce it)."""
    outline = setting.outline
    for stem in ("maintenance", "downtime", "upgrade", "planned", "scheduled", "permitted"):
        at = outline.lower.find(stem)
        while at >= 0:
            paragraph = outline.paragraph_at(at)
            for sentence in outline.sentences(paragraph.start, paragraph.end):
                for item in _items(outline.text[sentence.start : sentence.end]):
                    named = MAINTENANCE.search(item)
                    if named and _BOUND.search(item) and not re.search(r"\bfees?\b|\bsupport\s+hours\b", item, re.IGNORECASE):
                        return True
            at = outline.lower.find(stem, paragraph.end)
    return False
