"""The parties: whom the preamble, the table at the head, the title or the signatures name, the vendor first where that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.analysis.clause import Names
from contracts.analysis.kind import Setting

# The preamble stands within so many characters, and names the parties within so many more.
PREAMBLE: Final = 8000
_REACH: Final = 2500
_MOST: Final = 4

_FORM = (
    r"(?:Inc\.?|INC\.?|Incorporated|INCORPORATED|Corp\.?|CORP\.?|Corporation|CORPORATION|LLC|L\.\s?L\.\s?C\.|Ltd\.?|LTD\.?|Limited|LIMITED|LLP|L\.L\.P\.|L\.P\.|LP|GmbH|GMBH|AG|"
    r"S\.A\.?S?\.?|SA|B\.V\.|BV|N\.V\.|N\.A\.|PLC|plc|P\.L\.C\.|Co\.|Company|COMPANY|Bank|BANK|Trust|TRUST|Fund|FUND|Pty\.?\s+Ltd\.?|PTE\.?,?\s+LTD\.?|Pte\.?,?\s+Ltd\.?|SE|SAS|SRL|S\.r\.l\.|s\.r\.l\.|"
    r"S\.p\.A\.|University|UNIVERSITY|Partnership|PARTNERSHIP|Association|ASSOCIATION|Foundation|FOUNDATION|Institute|INSTITUTE|Society|Authority|Council)"
)
# A company: capitalised words that end in its form, with what may stand between the two.
# Between the words of a name: spaces, or the end of one line, but not of a paragraph.
_S = r"(?:[ \t\xa0]+|[ \t]*\n[ \t]*)"
_COMPANY: Final = re.compile(
    rf"(?<![\w&.])(?P<name>(?:The\s+|THE\s+)?(?:[A-Z0-9][\w&.'’!\-]*|[a-z][\w\-]*\.(?:com|org|net)|[a-z]\.\w\.\w\.\s+[A-Z][\w&]*)(?:,?{_S}(?:\([A-Z][\w\s]{{1,15}}\)|of|and|the|for|de|und|&|/|[A-Z0-9][\w&.'’\-/]*)){{0,8}}?,?{_S}(?:{_FORM}|inc\.)(?:,?{_S}{_FORM})*(?:{_S}(?:of|OF)(?:{_S}(?:the{_S})?[A-Z][\w.&]*){{1,5}})?)(?![\w&])"
)
_ALIAS: Final = re.compile(r"[\"“]\**(?:the\s+|The\s+)?([A-Za-z][\w.&'’ \-]{0,38}?),?\**[\"”]")
# Somebody without such a form, who is given a name: a person, "Detto Technologies ("Detto")".
_DEFINED: Final = re.compile(
    rf"(?<![\w&.])(?P<name>[A-Z][\w&.'’\-]+(?:{_S}(?:of|and|de|&|[A-Z0-9][\w&.'’\-]*)){{0,6}})(?:,\s+(?:an?\s|whose\s|having\s|located\s|with\s|d/b/a\s)[^\"“;]{{0,200}}?)?,?\s*"
    r"\(\s*(?:hereinafter|herein|the|referred|as|to|called|collectively|\W)*[\"“]"
)
_ANCHOR: Final = re.compile(r"\b(?:(?:by\s+and\s+)?(?:between|among|BETWEEN|AMONG|Between|Among)|by\s+and\s+(?:between|among)|entered\s+into(?:\s+on\s+[\w ,]{5,24}(?:\([^)]{1,40}\)\s*)?)?\s+by|PARTIES|Parties|between\s+the\s+parties)\b")
_STOP: Final = re.compile(r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|WITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S|NOW,?\s+THEREFORE|BACKGROUND|Background|Agreed\s+terms|AGREED\s+TERMS|TABLE\s+OF\s+CONTENTS?|Table\s+of\s+Contents)\b|\n\s*1\.\s")
_NOT_ITSELF: Final = re.compile(r"\b(?:laws?\s+of(?:\s+the)?(?:\s+State\s+of)?|subsidiary\s+of|division\s+of|affiliate\s+of|partner(?:ship)?\s+of|member\s+of|behalf\s+of|known\s+as|care\s+of|c/o|trustee\s+of|under\s+the|partner,?|successor\s+to|through\s+its|owned\s+by)\s*,?\s*$|\ban?\s+(?:[\w.]+\s+)?$", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"\b(?:Agreement|Contract|Exhibit|Section|Act|Commission|Date|Schedule|Confidential)\b|^(?:The\s+)?(?:Company|Bank|Agent|Holding\s+Company|Plan|Principal|Seller|Buyer|Consultant|Supplier|Distributor|Party|Customer|Vendor)\b(?:,?\s+(?:A|B|and|the)\b.*)?$|^(?:This|Each|Such|Any|Said|If|In|Delaware|A|An|Limited|The\s+Company|Company|The\s+Corporation|A\s+Corporation)\b(?:\s+(?:Limited|Company|Corporation|Partnership))?$", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[\s:|]{0,40}(?:\W{0,40})?\bBy\s*:|\s{0,6}(?:Signed|SIGNED)\b", re.IGNORECASE)
_TITLE: Final = re.compile(rf"(?:^|\n)\s*(?P<first>[A-Z][^\n|]{{2,60}}?{_FORM})\s+(?:and|&)\s+(?P<second>[A-Z][^\n|]{{2,60}}?{_FORM})\s*(?:\n|$)")
_TABLE: Final = re.compile(r"(?:^|\n)\s*(?P<first>Vendor|Provider|Supplier|Customer|Client|Licensor|Licensee)\s*\|\s*(?P<second>Vendor|Provider|Supplier|Customer|Client|Licensor|Licensee)\s*\n\s*(?P<one>[^|\n]{2,80}?)\s*\|\s*(?P<two>[^|\n]{2,80}?)\s*(?:\n|$)")
_VENDORS: Final = frozenset("vendor provider supplier licensor seller contractor consultant host manufacturer franchisor".split())
_CUSTOMERS: Final = frozenset("customer client licensee buyer purchaser subscriber user you".split())


@dataclass(frozen=True, slots=True)
class Party:
    """A party's full name and the names by which the agreement then calls it."""

    name: str
    aliases: tuple[str, ...] = ()


def parties(setting: Setting, names: Names) -> tuple[str, ...]:
    """The parties' full names, each once; the vendor first where the agreement's names for the parties tell which it is."""
    found = _distinct(_parties(setting.agreement.text))
    vendor, customer = _plain(names.vendor), _plain(names.customer)
    return tuple(party.name for party in sorted(found, key=lambda party: _rank(party, vendor, customer)))


def _rank(party: Party, vendor: str, customer: str) -> int:
    """0 for the vendor, 2 for the customer, 1 where that is not known: sorting by it keeps the paper's order."""
    aliases = {_plain(alias) for alias in party.aliases}
    if vendor in aliases or aliases & _VENDORS:
        return 0
    if customer in aliases or aliases & _CUSTOMERS:
        return 2
    return 1


def _parties(text: str) -> list[Party]:
    head = text[:PREAMBLE]
    table = _TABLE.search(head)
    if table:
        return [Party(table["one"].strip(), (table["first"],)), Party(table["two"].strip(), (table["second"],))]
    best: list[Party] = []
    for anchor in _ANCHOR.finditer(head):
        companies = list(_companies(text, anchor.end()))
        named = _named(text, anchor.end(), companies)
        if len(named) < 2:
            others = [m for m in _defined(text, anchor.end()) if not any(c.start() < m.end() and m.start() < c.end() for c in companies)]
            named = _named(text, anchor.end(), sorted([*companies, *others], key=lambda m: m.start()))
        if len(named) > len(best):
            best = named
        if len(best) >= 2:
            return best
    title = _TITLE.search(head)
    if title:
        return [Party(_tidy(title["first"])), Party(_tidy(title["second"]))]
    signed = _signatories(text)
    return signed if len(signed) > len(best) else best


def _end(text: str, start: int) -> int:
    stop = _STOP.search(text, start, start + _REACH)
    return stop.start() if stop else min(start + _REACH, len(text))


def _companies(text: str, start: int) -> Iterator[re.Match[str]]:
    """The companies named from there to the recitals, without those that only say whose subsidiary one is."""
    for match in _COMPANY.finditer(text, start, _end(text, start)):
        if not _NOT_ITSELF.search(text[max(match.start() - 40, 0) : match.start()]) and not _NO_NAME.search(match["name"]):
            yield match


def _tidy(name: str) -> str:
    """The name on one line, without the address of the party before it: "Irvine, California 92618 and TrueLink, Inc."."""
    name = " ".join(name.split()).strip(" ,")
    before, _, last = name.rpartition(" and ")
    if last and ("," in before or any(c.isdigit() for c in before)):
        name = last
    return re.sub(r"^(?:and|AND|&)\s+", "", name)


def _defined(text: str, start: int) -> Iterator[re.Match[str]]:
    """All who are given a name from there to the recitals, companies or not."""
    for match in _DEFINED.finditer(text, start, _end(text, start)):
        if not _NO_NAME.search(match["name"]) and not any(c.isdigit() for c in match["name"]):
            yield match


def _named(text: str, start: int, matches: list[re.Match[str]]) -> list[Party]:
    """A party for each match, with the names defined between it and the next."""
    named = []
    found = matches[:_MOST]
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else min(match.end() + 400, _end(text, start))
        aliases = tuple(_ALIAS.findall(text[match.end("name") : end]))
        if index < 2 or aliases:  # a third company is a party only where it is given a name
            named.append(Party(_tidy(match["name"]), aliases[:4]))
    return named


def _signatories(text: str) -> list[Party]:
    """The companies for which somebody signs: "Acme Systems, Inc.  By: ____"."""
    return [Party(_tidy(m["name"])) for m in _COMPANY.finditer(text, max(len(text) - 6000, 0)) if _SIGNS.match(text, m.end())][:2]


def _distinct(found: list[Party]) -> list[Party]:
    """Each party once, at most two who are not given a name."""
    seen: dict[str, Party] = {}
    for party in found:
        key = re.sub(r"[^a-z0-9]", "", party.name.lower())
        if key in seen:
            seen[key] = Party(seen[key].name, seen[key].aliases + party.aliases)
        else:
            seen[key] = party
    return list(seen.values())


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").strip(" .,")
