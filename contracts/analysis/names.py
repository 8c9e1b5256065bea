"""The agreement's own words for vendor, customer, service, fees and itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from contracts.analysis.clause import Names
from contracts.analysis.kind import Setting
from contracts.analysis.party_name import CUSTOMERS, VENDORS, Party
from contracts.analysis.sides import acting, mentions, sides

# Words are counted in no more than this of the text.
_BODY: Final = 40000

_QUOTED: Final = re.compile(r"[\"“]\**(?:the )?([A-Za-z][A-Za-z ]{1,38}?),?\**[\"”]")
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
    two = sides(body, bound)
    vendor = customer = ""
    we = _count(body, "we") + _count(body, "our") + _count(body, "us")
    you = _count(body, "you") + _count(body, "your")
    words = max(len(body) / 6, 1)
    addressed = "you" in quoted or you / words > 0.004
    if len(two) >= 2:
        vendor, customer = two[0].name, two[-1].name
    elif two:
        vendor, customer = (two[0].name, "") if two[0].gives > 0 or addressed else ("", two[0].name)
    vendor = vendor or acting(body, customer)
    named = mentions(body, vendor) if vendor else 0
    if vendor == "we" or (we > 2 * named and we / words > 0.004 and you / words > 0.004):
        vendor = "we"
    else:
        vendor = _with_article(body, vendor) or ("we" if we / words > 0.01 and you else _small_role(body, VENDORS) or Names().vendor)
    others = mentions(body, customer) if customer else 0
    if customer == "you" or ("you" in quoted and you >= others) or (addressed and you > 2 * others):
        customer = "you"
    else:
        customer = _with_article(body, customer) or _small_role(body, CUSTOMERS) or Names().customer
    return vendor, customer


def _small_role(body: str, roles: Sequence[str]) -> str:
    """``the provider``, where the agreement speaks of the party by a role and writes it small throughout."""
    role = max(roles[:6], key=lambda role: body.count(f"the {role} "))
    return f"the {role}" if body.count(f"the {role} ") > 3 and role.title() not in body else ""


def _count(body: str, word: str) -> int:
    """How often a word stands between spaces: cheap, and near enough for a vote."""
    return body.count(f" {word} ") + body.count(f" {word},") + body.count(f"{word.title()} ")


def _with_article(body: str, name: str) -> str:
    """The name as it stands within a sentence: with the article where the agreement mostly writes it so."""
    if not name:
        return ""
    articles = body.count(f"the {name}") + body.count(f"The {name}")
    return f"the {name}" if articles > 0.4 * max(mentions(body, name), 1) else name


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
