"""The agreement's own words for vendor, customer, service, fees and itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.analysis.clause import Names
from contracts.analysis.kind import Setting
from contracts.analysis.party_name import CUSTOMERS, PUBLIC_BODY, VENDORS, Party, plain

# Definitions of the parties stand at the beginning; verbs are counted in no more than this of the text.
_PREAMBLE: Final = 8000
_BODY: Final = 40000

_ROLES: Final = frozenset((*VENDORS, *CUSTOMERS))
_FIRST_PERSON: Final = frozenset("we us our you your".split())
_NO_PARTY: Final = re.compile(
    r"(?:the\s+)?(?:agreement|contract|terms?|conditions|effective|commencement|services?|products?|part(?:y|ies)"
    r"|confidential|territory|fees?|software|"
    r"website|site|platform|exhibit|schedule|order|sow|sla|affiliates?|intellectual|marks?|trademarks?|property"
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
_QUOTED: Final = re.compile(r"[\"“]\**(?:the )?([A-Za-z][A-Za-z ]{1,38}?),?\**[\"”]")
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
_SERVICES: Final = tuple(
    (
        "Hosting Services|Cloud Services|Cloud Service|Subscription Services|Subscription Service|"
        "SaaS Services|Hosted Services|Hosted Service|Managed Services|Support Services|Maintenance Services|"
        "Licensed Software|Licensed Program|Services|Service|Platform|Software|Products|Product|Solution|"
        "Deliverables|Website|Site|Work|Goods|System"
    ).split("|")
)
_FEES: Final = tuple(
    (
        "Subscription Fees|Service Fees|License Fees|Hosting Fees|Maintenance Fees|Licence Fees|Service Fee|"
        "License Fee|Fees|Fee|Charges|Prices|Price|Purchase Price"
    ).split("|")
)
_ITSELF: Final = tuple(
    (
        "these Terms of Service|these Terms of Use|these Terms of Sale|these Terms and Conditions|"
        "these General Terms and Conditions|these Conditions of Use|these Terms|these Conditions|"
        "these terms and conditions|these terms|this User Agreement|this Agreement|this Contract|this SLA|"
        "this Service Level Agreement|this Order Form|this Addendum|this Amendment|the Agreement|the Contract|"
        "the Terms"
    ).split("|")
)
_INITIAL: Final = (
    "Initial Subscription Term",
    "Initial Service Term",
    "Initial Term",
    "Initial Period",
    "Original Term",
    "Minimum Term",
    "Subscription Term",
    "Contract Term",
)


@dataclass(frozen=True, slots=True)
class Side:
    """A name by which the agreement calls one whom it binds. ``gives``: above 0 it gives, below 0 it receives."""

    name: str
    gives: float


def names(setting: Setting, bound: Sequence[Party]) -> Names:
    """The defined names of those whom it binds, or plain words where the agreement defines none."""
    text = setting.agreement.text
    body = text[:_BODY]
    usual = Names()
    quoted = set(_QUOTED.findall(body))
    vendor, customer = _vendor_and_customer(body, bound, quoted)
    return Names(
        vendor=vendor,
        customer=customer,
        service=_most_used(body, quoted, _SERVICES, usual.service, "the services"),
        fees=_most_used(body, quoted, _FEES, usual.fees, usual.fees),
        agreement=_itself(body) or usual.agreement,
        initial_term=next((f"the {name}" for name in _INITIAL if name in body), usual.initial_term),
        first_person=vendor == "we",
    )


def _vendor_and_customer(body: str, bound: Sequence[Party], quoted: set[str]) -> tuple[str, str]:
    """The names for the two as they stand within a sentence, ``we`` and ``you`` where the agreement speaks so."""
    sides = _sides(body, bound)
    vendor = customer = ""
    we = _count(body, "we") + _count(body, "our") + _count(body, "us")
    you = _count(body, "you") + _count(body, "your")
    words = max(len(body) / 6, 1)
    addressed = "you" in quoted or you / words > 0.004
    if len(sides) >= 2:
        vendor, customer = sides[0].name, sides[-1].name
    elif sides:
        vendor, customer = (sides[0].name, "") if sides[0].gives > 0 or addressed else ("", sides[0].name)
    vendor = vendor or _acting(body, customer)
    named = _mentions(body, vendor) if vendor else 0
    if vendor == "we" or (we > 2 * named and we / words > 0.004 and you / words > 0.004):
        vendor = "we"
    else:
        vendor = _with_article(body, vendor) or ("we" if we / words > 0.01 and you else _small_role(body, VENDORS) or Names().vendor)
    others = _mentions(body, customer) if customer else 0
    if customer == "you" or ("you" in quoted and you >= others) or (addressed and you > 2 * others):
        customer = "you"
    else:
        customer = _with_article(body, customer) or _small_role(body, CUSTOMERS) or Names().customer
    return vendor, customer


def _small_role(body: str, roles: Sequence[str]) -> str:
    """``the provider``, where the agreement speaks of the party by a role and writes it small throughout."""
    role = max(roles[:6], key=lambda role: body.count(f"the {role} "))
    return f"the {role}" if body.count(f"the {role} ") > 3 and role.title() not in body else ""


def _sides(body: str, bound: Sequence[Party]) -> list[Side]:
    """The two whom it binds, the one that gives most first: the parties' names, else roles that the text speaks of throughout."""
    found = {side.name: side for party in bound if (side := _called(body, party))}
    if len(found) < 2:
        for name in _defined(body):
            if len(found) < 2 and not any(name in known or known in name for known in found):
                found[name] = Side(name, _gives(body, name))
    if len(found) < 2:
        for roles in (VENDORS[:8], CUSTOMERS[:6]):
            usual = max((role.title() for role in roles), key=lambda role: _mentions(body, role))
            if _mentions(body, usual) > 5 and not any(usual in name or name in usual for name in found):
                found[usual] = Side(usual, _gives(body, usual))
    return sorted(found.values(), key=lambda side: -side.gives)


def _called(body: str, party: Party) -> Side | None:
    """What the agreement mostly calls the party: one of the names that it is given, else the beginning of its own."""
    given = [name for name in party.aliases if plain(name) not in _FIRST_PERSON and (_mentions(body, name) > 1 or plain(name) in _ROLES)]
    name = max(given, key=lambda one: _mentions(body, one), default="")
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
    return next((short for short in (words, words.split(" ")[0]) if len(short) > 2 and not _NO_PARTY.fullmatch(short) and _mentions(body, short) > 3), "")


def _defined(body: str) -> Iterator[str]:
    """Names defined in brackets near the beginning, wherever that stands."""
    for match in _DEFINED.finditer(body[:_PREAMBLE]):
        if match["lead"] and _PLURAL_LEAD.search(match["lead"]):
            continue
        defined = [match["name"] or match["other"]]
        if match["also"]:
            defined += re.findall(r"[\"“](?:the\s+)?([A-Z][\w.&'’ \-]{1,38})[\"”]", match["also"])
        usable = [name for name in map(_tidy, defined) if len(name) > 1 and not _NO_PARTY.fullmatch(name) and _mentions(body, name) > 2]
        if usable and _after_somebody(body, match.start(), usable):
            yield max(usable, key=lambda one: _mentions(body, one))


def _acting(body: str, customer: str) -> str:
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
    if any(name.lower() in VENDORS + CUSTOMERS for name in usable):
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


def _count(body: str, word: str) -> int:
    """How often a word stands between spaces: cheap, and near enough for a vote."""
    return body.count(f" {word} ") + body.count(f" {word},") + body.count(f"{word.title()} ")


def _mentions(body: str, name: str) -> int:
    return body.count(name)


def _with_article(body: str, name: str) -> str:
    """The name as it stands within a sentence: with the article where the agreement mostly writes it so."""
    if not name:
        return ""
    articles = body.count(f"the {name}") + body.count(f"The {name}")
    return f"the {name}" if articles > 0.4 * max(_mentions(body, name), 1) else name


def _most_used(body: str, quoted: set[str], words: Sequence[str], usual: str, otherwise: str) -> str:
    """The defined word that is used most, as ``the Services``; one in quotation marks (a definition) counts more."""
    best, most = "", 3
    for word in words:
        if word not in body:  # most are not, and one look is cheaper than two counts
            continue
        uses = body.count(f"the {word}") + body.count(f"The {word}")
        if word in quoted:
            uses = uses * 3 + 4
        if uses > most:
            best, most = word, uses
    if best:
        return f"the {best}"
    return otherwise if usual.split(maxsplit=1)[-1] not in body else usual


def _itself(body: str) -> str:
    low_counts = {name: body.count(name[1:]) and body.count(name) + body.count(name[:1].upper() + name[1:]) for name in _ITSELF}
    # A longer name counts as its shorter beginning too.
    best = max(low_counts, key=lambda name: (low_counts[name], len(name)))
    longer = [
        name
        for name in _ITSELF
        if name.startswith(best) and name != best and low_counts[name] >= 0.5 * low_counts[best]
    ]
    return (longer[0] if longer else best) if low_counts[best] else ""
