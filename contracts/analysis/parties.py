"""The parties: whom the order form, the preamble, a definition, the title or the signatures name, the vendor first where that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from contracts.analysis.clause import Names
from contracts.analysis.party_name import (
    COMPANY,
    CUSTOMERS,
    FIRST_PERSON,
    NO_NAME,
    PUBLIC_BODY,
    ROLES,
    VENDORS,
    Party,
    has_form,
    is_name,
    name_at,
    one_line,
    plain,
)
from contracts.analysis.preamble import PREAMBLE, definitions, preamble_parties

_SIGNATURES: Final = 6000
# Whoever is given a name so near the beginning is a party.
_OPENING: Final = 1500
_ROLE = (
    r"(?:Service\s+Provider|Vendor|Provider|Supplier|Customer|Client|Licensor|Licensee|Subscriber|Seller|Buyer|Purchaser|Contractor|Consultant|"
    r"VENDOR|PROVIDER|SUPPLIER|CUSTOMER|CLIENT|LICENSOR|LICENSEE|SUBSCRIBER|SELLER|BUYER|CONTRACTOR)"
)
_LINE = r"(?:^|\n)[ \t|*#>\-•]*"
# "Customer Name: Alder Foods, Inc.", "Vendor | Harbour LLC".
_LABELLED: Final = re.compile(
    rf"{_LINE}(?P<role>{_ROLE}|(?:Party|PARTY)\s+[A-D]\b|(?i:(?:prepared|quoted?)\s+(?:for|by)))\**(?:\s+(?:(?i:legal|full|entity|company|organi[sz]ation|business)\s+)*(?i:name|company|entity))?\**[ \t]*[:|]\**[ \t|*]*(?P<name>[^\n|]{{2,90}})"
)
# The heading of a block, and the company on one of the lines below it.
_BLOCK: Final = re.compile(
    rf"{_LINE}(?:[\d.]+\s+)?(?:(?i:signed|executed|agreed|accepted)[^\n]{{0,30}}?\b(?i:on\s+behalf\s+of|for|by)\s+)?(?:the\s+|The\s+)?(?P<role>{_ROLE}|[A-Z]\w+(?=[ \t]*:?[ \t]*\n[ \t]*Company))(?:\s*\(\w+\))?(?i:\s+information|\s+details)?\**[ \t]*:?\**[ \t]*\n"
    r"(?=(?P<lines>(?:[^\n]{0,120}\n){1,5}))"
)
_COMPANY_LINE: Final = re.compile(r"^[ \t|*]*(?:(?i:legal\s+)?(?i:company|entity|organi[sz]ation|business|legal|customer|client|vendor|provider|supplier)(?i:\s+(?:legal\s+)?(?:entity\s+)?name)?\**[ \t]*[:|])[ \t|*]*(?P<name>[^\n|]{2,90})", re.MULTILINE)
_TABLE: Final = re.compile(rf"(?:^|\n)[ \t|]*(?P<first>{_ROLE})[ \t]*\|[ \t]*(?P<second>{_ROLE})[ \t|]*\n(?:[ \t|:\-]+\n)?[ \t|]*(?P<one>[^|\n]{{2,80}}?)\s*\|\s*(?P<two>[^|\n]{{2,80}}?)[ \t|]*(?:\n|$)")
# ""Company" means Harbour Inc., a Delaware corporation", ""We" stands for Harbour GmbH", "DISTRIBUTOR Harbour Ltd".
_MEANS: Final = re.compile(
    r"[\"“”](?P<alias>[A-Za-z][\w.&'’ \-]{0,38}?),?\**[\"”][^.\n]{0,40}?\b(?:means?|is|refers?\s+to|referring\s+to|stands?\s+for|shall\s+mean)\s+(?:to\s+)?(?:the\s+company\s+|us,\s+)?(?=[A-Za-z])"
    rf"|{_LINE}(?P<role>{_ROLE}|DISTRIBUTOR)[ \t]+(?=[A-Z])"
)
_OURS: Final = re.compile(r"\b(?P<who>us|we|We)\s*(?:,|\(|are)\s*(?:the\s+company\s+)?(?=[A-Z])")
_SIGNS: Final = re.compile(r"[\s:|,]{0,40}(?:\W{0,40})?\bBy\s*:|\s{0,6}(?:Signed|SIGNED|Signature)\b", re.IGNORECASE)
_SIGNING_LINE: Final = re.compile(r"(?:^|\n)[ \t]*(?P<name>[A-Z][^\n|:]{2,80}?)[ \t]*\n\s*(?:Signature\s*:|By\s*:)")
_FORM_LINE = r"[A-Z][^\n|]{2,60}?(?:Inc\.?|INC\.?|Corp\.?|Corporation|LLC|L\.L\.C\.|Ltd\.?|Limited|GmbH|AG|PLC|plc|N\.A\.|Company|COMPANY|LIMITED|CORPORATION|LTD\.?)"
_TITLE: Final = re.compile(rf"(?:^|\n)[ \t]*(?P<first>{_FORM_LINE})\s+(?:and|&)\s+(?P<second>{_FORM_LINE})\s*(?:\n|$)")
_VENDORS: Final = frozenset(VENDORS) - {"company", "distributor", "agency"}
_CUSTOMERS: Final = frozenset(CUSTOMERS) - {"company", "distributor", "affiliate", "agent"}


def read_parties(text: str) -> list[Party]:
    """Whom the paper names, in its order; each of these is asked where those before it name fewer than two.

    1. An order form's labels or table. 2. The preamble. 3. A definition: ""Company" means Harbour Inc.". 4. The title.
    5. The signatures. A party that the preamble only describes ("the customer named below") is given the name that one of
    the others tells.
    """
    labelled = _distinct(_labelled(text))
    if len({party.aliases for party in labelled}) >= 2:
        return labelled
    found = _distinct(preamble_parties(text))
    if _named(found) < 2:
        found = _with(found, labelled)
    if _named(found) < 2:
        found = _with(found, _blocks(text))
    if _named(found) < 2:
        found = _with(found, list(_defined(text)))
    title = _TITLE.search(text, 0, PREAMBLE) if not _named(found) else None
    if title:
        found = _with(found, [Party(one_line(title["first"])), Party(one_line(title["second"]))])
    if _named(found) < 2:
        found = _with(found, _signatories(text))
    return found


def parties(found: Sequence[Party], names: Names) -> tuple[str, ...]:
    """The full names, each once; the vendor first where the agreement's names for the parties tell which it is."""
    vendor, customer = plain(names.vendor), plain(names.customer)
    return tuple(party.name for party in sorted(found, key=lambda party: _rank(party, vendor, customer)) if party.name)


def _rank(party: Party, vendor: str, customer: str) -> int:
    """0 for the vendor, 2 for the customer, 1 where that is not known: sorting by it keeps the paper's order."""
    aliases = {plain(alias) for alias in (*party.aliases, party.name)}
    if vendor in aliases:
        return 0
    if customer in aliases:
        return 2
    return 0 if aliases & _VENDORS else 2 if aliases & _CUSTOMERS or PUBLIC_BODY.search(party.name) else 1


def _named(found: Sequence[Party]) -> int:
    return sum(bool(party.name) for party in found)


def _labelled(text: str) -> list[Party]:
    head = text[:PREAMBLE]
    table = _TABLE.search(head)
    if table and is_name(table["one"]) and is_name(table["two"]):
        return [Party(table["one"], (table["first"],)), Party(table["two"], (table["second"],))]
    labelled = [
        Party(name, (_role(match["role"]),))
        for match in _LABELLED.finditer(head)
        if (name := name_at(head, match.start("name"), match.end("name"))) and (has_form(name) or len(name.split()) <= 6)
    ]
    return list({party.aliases: party for party in labelled}.values())  # "Customer: the IT Department" yields to "Customer Name"


def _role(label: str) -> str:
    """The label as a role: a quotation is prepared by the vendor for the customer."""
    last = label.lower().split()[-1]
    return {"for": "Customer", "by": "Vendor"}.get(last, " ".join(label.split()))


def _blocks(text: str) -> list[Party]:
    """Parties that stand below a heading: "CUSTOMER", then "Company: Alder Foods, Inc."."""
    found = []
    for piece in (text[:PREAMBLE], text[max(len(text) - _SIGNATURES, PREAMBLE) :]):
        for block in _BLOCK.finditer(piece):
            lines = block["lines"]
            line = _COMPANY_LINE.search(lines)
            name = name_at(lines, line.start("name"), line.end("name")) if line else ""
            if not name:
                first = lines.split("\n", 1)[0]
                name = name_at(first, 0, len(first))
                name = name if has_form(name) else ""
            if name:
                found.append(Party(name, (block["role"],)))
    return found


def _defined(text: str) -> Iterator[Party]:
    """Parties whom a definition names, where the alias is a role, a first person, or the name's own beginning."""
    head = text[: PREAMBLE * 2]
    for match in (*_MEANS.finditer(head), *_OURS.finditer(head)):
        company = COMPANY.match(head, match.end())
        if company and not NO_NAME.search(company["name"]):
            alias = match.groupdict().get("alias") or match.groupdict().get("role") or match.groupdict().get("who") or ""
            if _calls(alias, company["name"]):
                yield Party(one_line(company["name"]), (alias.lower() if alias.lower() in FIRST_PERSON else alias,))
    for name, aliases in definitions(head, 0, PREAMBLE):
        if head.find(name) < _OPENING or any(_calls(alias, name) for alias in aliases):
            yield Party(name, aliases)


def _calls(alias: str, name: str) -> bool:
    low = plain(alias)
    return low in ROLES or low in FIRST_PERSON or name.lower().startswith(low)


def _with(found: Sequence[Party], more: Sequence[Party]) -> list[Party]:
    """Those found and the others: a role that has no name yet gets the name that it has elsewhere, others are added up to two."""
    result = list(found)
    for party in more:
        if any(_same(party, known) for known in result if known.name):
            continue
        roles = {plain(alias) for alias in party.aliases}
        same = next((i for i, known in enumerate(result) if not known.name and roles & {plain(alias) for alias in known.aliases}), None)
        if same is None and not roles and sum(not known.name for known in result) == 1:
            same = next(i for i, known in enumerate(result) if not known.name)
        if same is not None:
            result[same] = Party(party.name, result[same].aliases)
        elif len(result) < 2:
            result.append(party)
    return result


def _same(one: Party, other: Party) -> bool:
    """Whether both are one, under the whole name or under the name that the paper gives it."""
    called = [_key(alias) for alias in other.aliases if len(alias) > 2]
    return _key(one.name) == _key(other.name) or any(_key(one.name).startswith(alias) for alias in called)


def _signatories(text: str) -> list[Party]:
    """Those for whom somebody signs: "Acme Systems, Inc.  By: ____"."""
    start = max(len(text) - _SIGNATURES, 0)
    companies = [(m.start(), m["name"]) for m in COMPANY.finditer(text, start) if _SIGNS.match(text, m.end())]
    lines = [(m.start("name"), m["name"]) for m in _SIGNING_LINE.finditer(text, start) if has_form(m["name"])]
    names = (re.sub(r"^(?:For|FOR|By)\s+", "", one_line(name)) for _, name in sorted([*companies, *lines]))
    return _distinct([Party(name) for name in names if is_name(name)])[:2]


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _distinct(found: Sequence[Party]) -> list[Party]:
    """Each party once, with all its names."""
    seen: dict[str, Party] = {}
    for party in found:
        key = _key(party.name) or "?" + "/".join(party.aliases)
        seen[key] = Party(seen[key].name, seen[key].aliases + party.aliases) if key in seen else party
    return list(seen.values())
