"""The preamble's list of parties: "between NAME, a Delaware corporation ("Provider"), and NAME ("Customer")"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.analysis.party_name import COMPANY, NO_NAME, ROLES, Party, has_form, is_itself, is_name, name_at, one_line

# The preamble stands within so many characters, and names the parties within so many more.
PREAMBLE: Final = 8000
_REACH: Final = 2500
_MOST: Final = 6
_ANCHORS: Final = 14

_ANCHOR: Final = re.compile(
    r"\b(?:(?:by\s+and\s+)?(?:between|among|amongst|BETWEEN|AMONG|Between|Among)(?:\s+(?:and|AND)\s+among)?|(?:entered\s+into|made)(?:(?:,?\s+(?:on|as\s+of|the|this)\b)[\w ,]{5,40}(?:\([^)]{1,40}\)\s*)?)?,?\s+by(?!\s+and\b)|"
    r"PARTIES(?=\s*:?\s*\n)|Parties(?=\s*:?\s*\n)|agreement\s+with)\b"
)
_STOP: Final = re.compile(
    r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|WITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S|R\sE\sC\sI\sT\sA\sL\sS|NOW,?\s+THEREFORE|BACKGROUND|Background|Agreed\s+terms|AGREED\s+TERMS|"
    r"TABLE\s+OF\s+CONTENTS?|Table\s+of\s+Contents|(?i:it\s+is\s+(?:hereby\s+)?agreed))\b|\n\s*1\.\s|(?:\n|\.\s)\s*1\.\s+[A-Z]|\s1\.1\s"
)
# A bracket, or "hereinafter called the "Licensor"" without one.
_BRACKET: Final = re.compile(
    r"\((?P<inner>[^()]{0,170}(?:\([^()]{0,60}\)[^()]{0,60})?)\)|\b(?i:here-?in-?after|hereafter|referred\s+to(?:\s+herein)?\s+as)\b[\w\s,:\-]{0,40}?(?P<called>[\"“][^\"”“]{1,40}[\"”])"
)
_ALIAS: Final = re.compile(r"(?:[\"“”‘]|''|(?<![\w])')\**(?:the\s+|The\s+)?([A-Za-z][\w.,&'’@ \-]{0,38}?),?\**(?:[\"”“’]|''|'(?!\w))")
_BARE: Final = re.compile(r"\s*(?:(?P<sure>(?:the|here\w*|here-in-after|referred\s+to\s+as|called|as|together|collectively)\b[\s,]*)*)(?P<name>[A-Z][\w&.\-]*(?:\s+[A-Z][\w&.\-]*){0,2})\s*")
# "Alder (Hong Kong) Co., Ltd.": the bracket is within the name.
_WITHIN_NAME: Final = re.compile(r"\s*,?\s*(?:Co|Ltd|Limited|Inc|LIMITED|INC|LTD|CO)\b")
_NO_ALIAS: Final = re.compile(
    r"your\s.*|(?:(?:this|the)\s+)?(?:[\w.\-]+\s+){0,3}(?:agreement|contract|terms?|conditions|date|order(?:\s+form)?|services?|saas|quote|renewal|extension|cover|page|schedule|sow|addendum|amendment|tos|sla|eula|license|territory|software|products?|site|website|platform|act|"
    r"part(?:y|ies)|msa|oma|lease|documents?)(?:\s+no\b.*)?",
    re.IGNORECASE,
)
_NOT_TWO: Final = re.compile(r"\b(?:as\s+(?:amended|defined|described|set\s+forth)|company\s+(?:number|no)|registered|nasdaq|nyse)\b", re.IGNORECASE)
# What leads to the next party: "and", a semicolon, a number.
_NEXT: Final = re.compile(r"[,;.\s)](?:and|AND|And)\s*[:,]?\s+|;\s+|\s\(?(?:[1-9ivx]{1,3}|[a-dA-D])\)[\s:]+|\n\s*[1-9A-D]\.\s+")
_LEAD: Final = re.compile(
    r"[\s:,\-–]*(?:(?i:each\s+of|(?:is\s+)?(?:by\s+)?and\s+(?:between|among)|between|among|by|parties\s+to\s+this\s+\w+|the\s+(?:following\s+)?parties|undersigned|on\s+the\s+(?:one|other)\s+(?:hand|side|part)|its\s+\w+(?=,)|and(?=\s))\b[\s:,]*)*"
    r"(?:\(?(?:[1-9i]|[aA])\)[\s:]+|[1aA]\.\s+)?"
)
_ROLE_WORD = "Customer|Client|Company|Agent|Reseller|Supplier|Subscriber|Licensee|Licensor|User|Buyer|Vendor|Provider|Developer|Distributor|Contractor|City|County|District|School"
_UNNAMED: Final = re.compile(rf"(?:the\s+(?P<role>{_ROLE_WORD})\b|(?:the|another|an?|its|each|any|all|those|you|your|us|we|whichever|undersigned|customers?|users?)\b|\W{{0,3}}_{{2,}}|[\[<{{_]|(?:The\s+)?(?P<alone>{_ROLE_WORD})\b)")
# ("Acme"), a Delaware company ("Vendor"): two names of the same.
_SAME: Final = re.compile(r"[\s,;.]*(?:(?:or|and)|(?:an?|the|with|whose|having|located|formerly|organi[sz]ed|incorporated)\b[^;]{0,200})?[\s,]*")
_BETWEEN: Final = re.compile(r"\b(?:between|among)\b", re.IGNORECASE)
_PERSON: Final = re.compile(r"(?:[A-Z][\w.'’\-]+\s+){0,4}[A-Z][\w.'’\-]+")
_DESCRIPTION: Final = re.compile(r"[\s,]*(?:(?i:d/b/a|dba|t/a|trading\s+as|doing\s+business\s+as|an?|whose|with|having|organi[sz]ed|of|located)\s[^()\"“;]{0,220})?")
# On a cover: "Harbour Inc., as Provider".
_AS_ROLE: Final = re.compile(r",?\s+(?:as|AS)\s+(?P<role>[A-Z]\w+)(?=\s*(?:\n|,|;|$|and\b|AND\b))")
_US: Final = re.compile(r"(?P<who>us|we|you)\s*,\s*(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Given:
    """A bracket that gives the party before it its names."""

    start: int
    end: int
    aliases: tuple[str, ...]
    together: bool


def preamble_parties(text: str) -> list[Party]:
    """The parties of the first list that names two and calls them by names; else the best list there is."""
    best: list[Party] = []
    worth = 0
    for number, anchor in enumerate(_ANCHOR.finditer(text, 0, PREAMBLE)):
        if number == _ANCHORS:
            break
        listed = _list(text, anchor.end())
        value = _worth(listed)
        if value > worth:
            best, worth = listed, value
        if worth >= 10:
            break
    return best


def _worth(listed: list[Party]) -> int:
    """How much a list tells: of the two of it that tell most, their names, better those of companies, and what they are called."""
    if not any(party.name for party in listed):
        return 0
    told = sorted((bool(party.name) + 2 * bool(party.name and (party.aliases or has_form(party.name))) + 2 * bool(party.aliases) for party in listed), reverse=True)
    return sum(told[:2])


def definitions(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Companies that are given a name behind theirs, wherever that stands: "of Harbour Inc., a Texas company ("we")"."""
    past = start
    for company in COMPANY.finditer(text, start, end):
        if company.start() < past or NO_NAME.search(company["name"]) or not is_itself(text, company.start()):
            continue
        described = _DESCRIPTION.match(text, company.end(), end)
        bracket = _BRACKET.match(text, described.end(), end) if described else None
        given = _given(text, bracket) if bracket else _as_role(_AS_ROLE.match(text, company.end(), end))
        if given:
            past = given.end
            yield one_line(company["name"]), given.aliases


def _list(text: str, start: int) -> list[Party]:
    stop = _STOP.search(text, start + 60, start + _REACH)
    end = stop.start() if stop else min(start + _REACH, len(text))
    first = next(_givens(text, start, end), None)
    other = _BETWEEN.search(text, start + 20, first.start if first else end)
    if other:  # another list begins before anybody of this one is given a name
        end = other.start()
    found: list[Party] = []
    at = start
    for given in _givens(text, start, end):
        piece = [party for party in _in_piece(text, at, given.start, first=not found) if len(found) < 2 or has_form(party.name) or given.start - at < 250]
        if piece:
            if given.together:
                found.extend(Party(party.name, (*party.aliases, *given.aliases)) for party in piece)
            else:
                found.extend(piece[:-1])
                found.append(Party(piece[-1].name, (*piece[-1].aliases, *given.aliases)))
        elif found and _SAME.fullmatch(text, at, given.start):
            found[-1] = Party(found[-1].name, found[-1].aliases + given.aliases)
        elif len(found) >= 2:
            break
        elif not found:
            return []
        at = given.end
        if len(found) >= _MOST:
            break
    if len(found) < 2:
        found.extend(_in_piece(text, at, min(end, at + 700), first=not found))
    if len(found) == 1 and not found[0].aliases and " and " in found[0].name:
        found = [Party(part) if is_name(part) else Party("", (part,)) for part in found[0].name.split(" and ", 1)]
    sure = [party for party in found if party.aliases or has_form(party.name)]
    return [party for party in found if party in sure or (sure and _PERSON.fullmatch(party.name))]


def _givens(text: str, start: int, end: int) -> Iterator[_Given]:
    roles = (_as_role(match) for match in _AS_ROLE.finditer(text, start, end))
    brackets = (_given(text, bracket) for bracket in _BRACKET.finditer(text, start, end))
    yield from sorted((given for given in (*brackets, *roles) if given), key=lambda given: given.start)


def _as_role(match: re.Match[str] | None) -> _Given | None:
    return _Given(match.start(), match.end(), (match["role"].title(),), together=False) if match else None


def _given(text: str, bracket: re.Match[str]) -> _Given | None:
    """The names that a bracket gives; None where it speaks of something else than a party."""
    inner = bracket["inner"] if bracket["inner"] is not None else bracket["called"]
    names = [one_line(name).rstrip(".") for name in _ALIAS.findall(inner)]
    if not names:
        bare = _BARE.fullmatch(inner)
        if not bare or _WITHIN_NAME.match(text, bracket.end()) or has_form(bare["name"]):
            return None
        sure = bool(bare["sure"]) or bare["name"].lower() in ROLES
        if not sure and not (_abbreviates(bare["name"], text[max(bracket.start() - 90, 0) : bracket.start()]) and text.count(bare["name"], bracket.end(), bracket.end() + 20000) > 1):
            return None
        names = [one_line(bare["name"])]
    aliases = tuple(dict.fromkeys(name for name in names if not _NO_ALIAS.fullmatch(name)))
    if not aliases or _NOT_TWO.search(inner):
        return None
    together = bool(re.search(r"\b(?:collectively|each|both|together)\b", inner, re.IGNORECASE)) and not re.search(r"\btogether\s+with\b", inner, re.IGNORECASE)
    return _Given(bracket.start(), bracket.end(), aliases[:4], together)


def _abbreviates(short: str, words: str) -> bool:
    """Whether the letters of the short name stand in the words in that order: DSC, of "Digital Schools California"."""
    letters = iter(words.lower())
    return all(letter in letters for letter in short.lower() if letter.isalnum())


def _in_piece(text: str, start: int, end: int, first: bool) -> Iterator[Party]:
    """Who is named between one bracket and the next: one, or several of whom only the last is given a name."""
    places = [_led(text, start, end), *(_led(text, match.end(), end) for match in _NEXT.finditer(text, start, end))]
    several = False
    past = start
    led = set(places[1:]) | ({places[0]} if first or _NEXT.search(text, max(start - 1, 0), places[0]) else set())
    for place in dict.fromkeys(places):
        if not past <= place < end:
            continue
        us = _US.match(text, place, end)
        name = name_at(text, us.end() if us else place, end)
        if name and (us or (not several and place in led) or has_form(name)) and is_itself(text, place):
            several, past = True, place + len(name)
            yield Party(name, (us["who"],) if us else ())
        elif not name and not several and place in led and (unnamed := _UNNAMED.match(text, place, end)):
            several = True
            role = unnamed["role"] or unnamed["alone"] or next((word for word in ("you", "we", "us") if unnamed[0] == word), "")
            yield Party("", (role,) if role else ())


def _led(text: str, place: int, end: int) -> int:
    lead = _LEAD.match(text, place, end)
    return lead.end() if lead else place
