"""How a letter cites an agreement: its title, its number, and the section in which a clause stands. Read when a letter is written."""

from __future__ import annotations

import re
from typing import Final

_HEAD: Final = 4000
_ABOUT: Final = r"agreement|contract|terms|licen[cs]e|lease|order\s+form|addendum|conditions|service\s+level"
_TITLE: Final = re.compile(rf"(?i:\b(?:{_ABOUT})\b)")
_CALLS: Final = re.compile(r"\b[Tt](?:his|HIS|hese|HESE)\s+(?P<title>(?:[A-Z][\w&/\-]*,?\s+(?:(?:and|of|for|the|on)\s+){0,2}){0,7}(?:Agreement|AGREEMENT|Terms|Contract|CONTRACT|SLA|Lease|Addendum)\b(?:\s+(?:of|and|for)\s+(?:[A-Z]\w+\s?){1,4})?)")
_NUMBER: Final = re.compile(r"(?:^|\n)[ \t|*#]*(?:(?:agreement|contract)\s+)?(?:no\.?|number|ref(?:erence)?\.?(?:\s+no\.?)?)[ \t]*[:#]?[ \t]*(?P<number>(?=[^\n]{0,30}\d)[A-Z0-9][\w/.\-]{2,40})", re.IGNORECASE)
_SMALL: Final = frozenset({"and", "of", "for", "the", "on", "in", "to", "a", "with"})
_SECTION: Final = re.compile(
    r"[ \t>*#|•]*(?:(?P<word>section|clause|article|§+)\s*)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,6}(?=[.)\s]))(?:[.):]|\s|\*)", re.IGNORECASE
)
_ITEM: Final = re.compile(r"[ \t>*#|•]*(?P<item>\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\))\s")
_UP: Final = 12  # paragraphs


def title_of(text: str) -> str:
    """``Master Services Agreement``: the line over the agreement, or what it calls itself; empty where neither is said."""
    for line in text[:_HEAD].splitlines()[:14]:
        line = " ".join(line.strip(" \t|*#").split())
        if _TITLE.search(line) and not _NUMBER.match(line) and not re.match(r"[\d(]|no\b", line, re.IGNORECASE) and 4 <= len(line) <= 90 and not re.search(r"[.;:,]$|\b(?:shall|is|are|hereby|between|dated|entered)\b", line):
            return _cased(line)
    called = _CALLS.search(text[:_HEAD])
    return _cased(" ".join(called["title"].split())) if called and len(called["title"].split()) > 1 else ""


def number_of(text: str) -> str:
    """The agreement's own number, as it stands on its head; empty where it has none."""
    found = _NUMBER.search(text[:1500])
    return found["number"].rstrip(".") if found else ""


def section_of(text: str, start: int) -> str:
    """``Section 5.2``, ``Clause 4.1(b)``: where the words at ``start`` stand; empty where no paragraph around is numbered."""
    item, at = "", start
    for _ in range(_UP):
        line = text.rfind("\n", 0, at) + 1
        found = _SECTION.match(text, line)
        if found and found.start() <= start:
            return f"{_word(text, found['word'])} {found['number'].upper()}{item}"
        listed = _ITEM.match(text, line)
        item = item or (listed["item"] if listed else "")
        if line == 0:
            break
        at = line - 1
    return ""


def _word(text: str, written: str | None) -> str:
    """What the agreement calls its sections."""
    if written and not written.startswith("§"):
        return written.capitalize()
    low = text.lower()
    return "Clause" if low.count(" clause ") > low.count(" section ") else "Section"


def _cased(title: str) -> str:
    if not title.isupper():
        return title
    words = title.lower().split()
    return " ".join(word if word in _SMALL and n else "-".join(part.capitalize() for part in word.split("-")) for n, word in enumerate(words))
