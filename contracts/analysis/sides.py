"""Who gives and who takes: the names by which the agreement calls the two whom it binds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.analysis.party_name import CUSTOMERS, FIRST_PERSON, PUBLIC_BODY, ROLES, VENDORS, Party, plain
from contracts.analysis.preamble import PREAMBLE

_NO_PARTY: Final = re.compile(
    r"(?:the\s+)?(?:agreement|contract|terms?|conditions|effective|commencement|services?|products?|part(?:y|ies)"
    r"|confidential|territory|fees?|software|"
    r"website|site|platform|exhibit|schedule|order|cover|page|renewal|extension|saas|quote|sow|sla|affiliates?|intellectual|marks?|trademarks?|property"
    r"|program|system|act|sec|project|"
    r"network|master|license[ds]?|technology|initial|work|plan|goods|collectively|each|closing|amendment|background"
    r"|field|equipment|event|application|accounts?|third|end users|common|stock|shares|securities|board|notes?"
    r"|content)\b.*",
    re.IGNORECASE,
)
_DEFINED: Final = re.compile(
    r"[(\[]\s*(?P<lead>[^()\[\]\"“”]{0,90}?)\**[\"“]\**(?:the\s+)?"
    r"(?P<name>[A-Z][\w.&'’ \-]{1,38}?),?\**[\"”](?P<also>[^()\[\]]{0,80})[)\]]"
    r"|\bherein(?:after)?,?\s+(?:referred\s+to\s+as|called"
    r"|known\s+as)?\s*(?:the\s+)?[\"“](?:the\s+)?(?P<other>[A-Z][\w.&'’ \-]{1,38}?),?[\"”]"
)
_ACTS: Final = re.compile(
    r"\b(?P<name>[A-Z][\w&]+(?:[ ][A-Z][\w&]+)?)\s+(?:reserves?\s+the|may|shall|will|does\s+not|is\s+not|agrees\s+to"
    r"|has\s+the\s+right)\b"
)
_NO_NAME: Final = frozenset(
    "It You We They This That These Those There Each Any All No If Such Neither Either Nothing "
    "He She Developer Employee Executive Content".split()
)
_PLURAL_LEAD: Final = re.compile(r"\b(?:collectively|together|each|individually|agreement|dated|date)\b", re.IGNORECASE)
_GIVES: Final = re.compile(
    r"\s+(?:also\s+)?(?:(?:shall|will|may|hereby|agrees\s+to|does)\s+)?(?:hereby\s+)?(?:provides?|licenses?|grants?"
    r"|sells?|suppl(?:y|ies)|delivers?|hosts?|maintains?|"
    r"invoices?|manufactures?|performs?|warrants\s+that\s+the|makes?\s+available|reserves?\s+the\s+right|ships?"
    r"|installs?)\b"
)
_TAKES: Final = re.compile(
    r"\s+(?:also\s+)?(?:(?:shall|will|may|hereby|agrees\s+to|desires\s+to|wishes\s+to)\s+)?(?:hereby\s+)?(?:pay|pays"
    r"|purchases?|bu(?:y|ys)|orders?|use|uses|access|engages?|"
    r"retains?|subscribes?|reimburses?|accepts?\s+the|licenses?\s+from|remit|appoints?|issues?\s+(?:a\s+)?purchase)\b"
)


@dataclass(frozen=True, slots=True)
class Side:
    """A name by which the agreement calls one whom it binds. ``gives``: above 0 it gives, below 0 it receives."""

    name: str
    gives: float


def sides(body: str, bound: Sequence[Party]) -> list[Side]:
    """The two whom it binds, the one that gives most first: the parties' names, else roles that the text speaks of throughout."""
    found = {side.name: side for party in bound if (side := _called(body, party))}
    if len(found) < 2:
        given = sum(side.gives for side in found.values())
        lists = (CUSTOMERS[:6], VENDORS[:8]) if given > 0 else (VENDORS[:8], CUSTOMERS[:6])
        for roles in lists:
            usual = max((role.title() for role in roles), key=lambda role: mentions(body, role))
            if len(found) < 2 and mentions(body, usual) > 3 and not any(usual in name or name in usual for name in found):
                found[usual] = Side(usual, _gives(body, usual))
    if len(found) < 2:
        for name in _defined(body):
            if len(found) < 2 and not any(name in known or known in name for known in found):
                found[name] = Side(name, _gives(body, name))
    return sorted(found.values(), key=lambda side: -side.gives)


def _called(body: str, party: Party) -> Side | None:
    """What the agreement mostly calls the party: one of the names that it is given, else the beginning of its own."""
    given = [name for name in party.aliases if plain(name) not in FIRST_PERSON and (mentions(body, name) > 1 or plain(name) in ROLES)]
    name = max(given, key=lambda one: mentions(body, one), default="")
    if not name:
        name = next((alias.lower() for alias in party.aliases if alias.lower() in ("we", "you")), "") or _short(body, party.name)
    if not name:
        return None
    roles = [_role(alias) for alias in (*party.aliases, name)]
    gives = max(roles, key=abs) + _acts(body, name) - (2 if PUBLIC_BODY.search(party.name) else 0)
    return Side(name, gives)


def _short(body: str, name: str) -> str:
    """The company's name without its form, where the agreement speaks of it so."""
    words = re.split(r",|\s+(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|Corp|Corporation|PLC|plc|AG|Company|Group)\b", name, maxsplit=1)[0].strip()
    return next((short for short in (words, words.split(" ")[0]) if len(short) > 2 and not _NO_PARTY.fullmatch(short) and mentions(body, short) > 3), "")


def _defined(body: str) -> Iterator[str]:
    """Names defined in brackets near the beginning, wherever that stands."""
    for match in _DEFINED.finditer(body[:PREAMBLE]):
        if match["lead"] and _PLURAL_LEAD.search(match["lead"]):
            continue
        defined = [match["name"] or match["other"]]
        if match["also"]:
            defined += re.findall(r"[\"“](?:the\s+)?([A-Z][\w.&'’ \-]{1,38})[\"”]", match["also"])
        usable = [name for name in map(_tidy, defined) if len(name) > 1 and plain(name) not in FIRST_PERSON and not _NO_PARTY.fullmatch(name) and mentions(body, name) > 2]
        if usable and _after_somebody(body, match.start(), usable):
            yield max(usable, key=lambda one: mentions(body, one))


def acting(body: str, customer: str) -> str:
    """The name that most often (at least thrice) stands before a verb of power or duty: a vendor never defined."""
    votes: dict[str, int] = {}
    for match in _ACTS.finditer(body):
        name = match["name"]
        if (
            name != customer
            and not _NO_PARTY.fullmatch(name)
            and name.lower() not in CUSTOMERS
            and name not in _NO_NAME
        ):
            votes[name] = votes.get(name, 0) + 1
    best = max(votes, key=lambda name: votes[name], default="")
    return best if best and votes[best] >= 3 else ""


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" ,.")


def _after_somebody(body: str, at: int, usable: Sequence[str]) -> bool:
    """Whether a definition names a person: it is a role, or stands after a company's name."""
    if any(plain(name) in ROLES for name in usable):
        return True
    before = body[max(at - 260, 0) : at]
    return bool(
        re.search(
            r"\b(?:Inc|Corp|Corporation|LLC|L\.L\.C|Ltd|Limited|GmbH|LLP|L\.P|PLC|plc|Co|Company|S\.A|B\.V|N\.A|AG"
            r"|Bank|Trust|University)\b",
            before,
        )
        or re.search(
            r"\b(?:corporation|company|partnership|individual|organi[sz]ed|incorporated|registered)\b",
            before,
            re.IGNORECASE,
        )
    )


def _gives(body: str, name: str) -> float:
    """How much more the party gives than it takes, its role first and its verbs where the role says nothing."""
    return _role(name) + _acts(body, name)


def _role(name: str) -> float:
    """Above 0 for a role that gives, below 0 for one that takes, 0 where the name is no role or one of either side."""
    low = plain(name)
    vendor = next((10 - n / 10 for n, role in enumerate(VENDORS) if low == role or low.endswith(f" {role}")), 0.0)
    customer = next((10 - n / 10 for n, role in enumerate(CUSTOMERS) if low == role or low.endswith(f" {role}")), 0.0)
    return 0.0 if vendor and customer else vendor - customer


def _acts(body: str, name: str) -> float:
    """Between -1 and 1: how much more often the name stands before a verb of giving than before one of taking."""
    gives = takes = 0
    at = body.find(name)
    while at >= 0:
        end = at + len(name)
        gives += bool(_GIVES.match(body, end, end + 60))
        takes += bool(_TAKES.match(body, end, end + 60))
        at = body.find(name, end)
    return (gives - takes) / (gives + takes + 2)


def mentions(body: str, name: str) -> int:
    return body.count(name)
