"""What a ladder says: words with placeholders, which become an agreement's own names and its way of writing numbers.

``{vendor shall} notify {customer} at least {30 days} before.`` becomes "We will notify you at least 30 days before." in
one agreement and "The Provider shall notify the Customer at least thirty (30) days before." in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from contracts.analysis.clause import opening
from contracts.periods import Period
from reviews.drafting import length, number, percent, prepaid
from reviews.rule import STEPS, Case, StepName, Thresholds, Wording

MOST_CHARACTERS: Final = 1500


@dataclass(frozen=True)
class Placeholder:
    """``name`` stands between braces; ``means`` says to a person what takes its place."""

    name: str
    means: str
    fill: Callable[[Case], str]


def _unchanged(case: Case) -> str:
    return f"unchanged {re.sub(r'^(?:the|our|your) ', '', case.analysis.names.fees)}"


def _threshold(name: str) -> Callable[[Case], str]:
    def fill(case: Case) -> str:
        value = getattr(case.thresholds, name)
        if isinstance(value, Period):
            return length(case, value)
        return percent(case, value) if isinstance(value, float) else number(case, value)

    return fill


def _does(verb: str) -> Callable[[Case], str]:
    return lambda case: case.analysis.names.agreement_does(verb)


NAMES: Final = (
    Placeholder("vendor", "the agreement's name for the vendor: the Provider, we", lambda case: case.analysis.names.vendor),
    Placeholder("vendor's", "the Provider's, our", lambda case: case.analysis.names.vendor_possessive),
    Placeholder(
        "vendor shall", "the Provider shall, we will", lambda case: f"{case.analysis.names.vendor} {case.analysis.names.shall}"
    ),
    Placeholder("vendor has", "the Provider has, we have", lambda case: case.analysis.names.vendor_has),
    Placeholder("customer", "the agreement's name for the customer: the Client, you", lambda case: case.analysis.names.customer),
    Placeholder("customer's", "the Client's, your", lambda case: case.analysis.names.customer_possessive),
    Placeholder("customer has", "the Client has, you have", lambda case: case.analysis.names.customer_has),
    Placeholder(
        "customer shall", "the Client shall, you will", lambda case: f"{case.analysis.names.customer} {case.analysis.names.shall}"
    ),
    Placeholder("agreement", "this Agreement, these Terms", lambda case: case.analysis.names.agreement),
    Placeholder("agreement continues", "this Agreement continues, these Terms continue", _does("continue")),
    Placeholder("agreement ends", "this Agreement ends, these Terms end", _does("end")),
    Placeholder("agreement renews", "this Agreement renews, these Terms renew", _does("renew")),
    Placeholder("agreement allows", "this Agreement allows, these Terms allow", _does("allow")),
    Placeholder("agreement links", "this Agreement links, these Terms link", _does("link")),
    Placeholder("service", "the agreement's name for the service: the Services", lambda case: case.analysis.names.service),
    Placeholder("fees", "the agreement's name for the fees: the Subscription Fees", lambda case: case.analysis.names.fees),
    Placeholder("prepaid fees", "prepaid Subscription Fees", prepaid),
    Placeholder("unchanged fees", "unchanged Subscription Fees", _unchanged),
    Placeholder("initial term", "the agreement's name for its first term: the Initial Term", lambda case: case.analysis.names.initial_term),
)
NUMBERS: Final = (
    Placeholder("uptime", "the availability that you want", _threshold("uptime_percent")),
    Placeholder("longest renewal", "the longest renewal that you accept", _threshold("longest_renewal")),
    Placeholder("failures", "the failures in a month after which you want to leave", _threshold("failures_per_month")),
    Placeholder("notice window", "the narrowest window for notice that you accept", _threshold("narrowest_notice_window")),
    Placeholder("earliest notice", "the earliest day for notice that you accept, before the end of the term", _threshold("earliest_notice")),
    Placeholder("notice of change", "the notice of a change that you want", _threshold("notice_of_change")),
    Placeholder("price rise", "the yearly rise of the price that you accept", _threshold("price_rise_percent")),
    Placeholder("credit cap", "what credits must reach at least, of the month's fee", _threshold("credit_cap_percent")),
    Placeholder("claim within", "how long a credit must stay open to be claimed", _threshold("claim_within")),
)
_KNOWN: Final = {one.name: one for one in (*NAMES, *NUMBERS)}
# The number of the playbook by which each rule goes: the placeholder that is offered first beside it.
_FIELD: Final = dict(zip((one.name for one in NUMBERS), Thresholds.__dataclass_fields__, strict=True))

_FIGURE: Final = re.compile(r"(?P<count>\d{1,3})(?:\s+(?P<unit>(?:business\s+)?(?:day|week|month|year))s?(?P<of>'?))?")
_SHARE: Final = re.compile(r"(?P<share>\d{1,3}(?:\.\d{1,4})?)\s?%")
# A placeholder that begins a sentence, and "we" as an object: "by us".
_BEGINS: Final = re.compile(r"(?:^|[.!?][\"')]*\s+)\Z")
_OBJECT: Final = re.compile(r"\b(?:to|from|by|of|with|against|on|upon|between|for)\s+\Z", re.IGNORECASE)
# What reads badly as soon as an agreement says "we" or "you".
_UNBENDING: Final = re.compile(r"\{(vendor|customer)\}(?:\s+(has|shall)\b|('s?)(?!\w))")
_TYPOGRAPHIC: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " "})


class WrongWording(ValueError):
    """The words cannot be used; the message says why, and what to write."""


@lru_cache(maxsize=1024)
def pieces(words: str) -> tuple[str, ...]:
    """The words in turn with the names of placeholders: text, name, text, name, ..., text. Raises WrongWording."""
    found: list[str] = []
    at = 0
    while (begin := words.find("{", at)) >= 0:
        stray = words.find("}", at, begin)
        end = words.find("}", begin)
        inner = words.find("{", begin + 1)
        if stray >= 0:
            raise WrongWording(f"The brace that closes after {_near(words, stray)} was never opened")
        if end < 0 or 0 <= inner < end:
            raise WrongWording(f"The brace before {_after(words, begin)} is never closed: write it like {{customer}}")
        found += [words[at:begin], " ".join(words[begin + 1 : end].split())]
        at = end + 1
    if (stray := words.find("}", at)) >= 0:
        raise WrongWording(f"The brace that closes after {_near(words, stray)} was never opened")
    return (*found, words[at:])


def _near(words: str, at: int) -> str:
    return f'"{" ".join(words[:at].split()[-3:])}"'


def _after(words: str, at: int) -> str:
    return f'"{" ".join(words[at + 1 :].split()[:3])}"'


def tidied(words: str) -> str:
    """The words as they are kept: on one line, with straight quotation marks (an agreement's own are set when they go in)."""
    shown = "".join(c if c.isprintable() else " " for c in words.translate(_TYPOGRAPHIC))
    return " ".join(shown.split())


def check(words: str, wording: Wording) -> None:
    """Raises WrongWording where the words cannot be put into an agreement."""
    if not words:
        raise WrongWording("Nothing is written")
    if len(words) > MOST_CHARACTERS:
        raise WrongWording(f"It has {len(words)} characters; a redline has at most {MOST_CHARACTERS}")
    for name in pieces(words)[1::2]:
        if name not in wording.own and name not in _KNOWN and not _figure(name):
            raise WrongWording(f"There is no placeholder {{{name}}}{_suggestion(name, wording)}")
    unbending = _UNBENDING.search(words)
    if unbending:
        right = f"{unbending[1]} {unbending[2]}" if unbending[2] else f"{unbending[1]}'s"
        raise WrongWording(f'Write {{{right}}} for "{unbending[0]}", so that it reads well where an agreement says "we" and "you"')
    if not (words[0] == "{" or words[0].isupper() or words[0].isdigit()):
        raise WrongWording("Begin with a capital letter or a placeholder: these are whole sentences")
    if words[-1] != ".":
        raise WrongWording("End with a full stop: these are whole sentences")


def _figure(name: str) -> bool:
    figure, share = _FIGURE.fullmatch(name), _SHARE.fullmatch(name)
    return bool((figure and int(figure["count"])) or (share and float(share["share"]) <= 100))


def _suggestion(name: str, wording: Wording) -> str:
    near = get_close_matches(name.lower(), [*_KNOWN, *wording.own], n=1, cutoff=0.6)
    return f"; did you mean {{{near[0]}}}?" if near else "; the list beside the words names those that there are"


def reworded(case: Case, wording: Wording, step: StepName) -> str | None:
    """The organisation's own words at the step; None where Fineprint's stand, or where theirs no longer fit this release."""
    words = case.rewordings.get(wording.rule, {}).get(step)
    if words is None:
        return None
    try:
        check(words, wording)
    except WrongWording:
        return None  # a placeholder that this release does not have: the page of rules says so
    return words


def worded(case: Case, wording: Wording, step: StepName, own: Mapping[str, str] | None = None, lead: str = "") -> str:
    """The step's words in this agreement's language: the organisation's, else ours.

    ``own`` fills the rule's own placeholders; ``lead`` are words that the sentence begins with instead.
    """
    return filled(case, reworded(case, wording, step) or wording.at(step), own, lead)


def filled(case: Case, words: str, own: Mapping[str, str] | None = None, lead: str = "") -> str:
    """``lead`` and the words with every placeholder filled; one that begins a sentence begins with a capital."""
    said = lead
    for position, piece in enumerate(pieces(words)):
        if position % 2:
            value = _value(case, piece, said, own or {})
            said += opening(value) if _BEGINS.search(said) else value
        else:
            said += _without_capital(piece) if lead and not position else piece
    return said


def _value(case: Case, name: str, before: str, own: Mapping[str, str]) -> str:
    if name in own:
        return own[name]
    if name == "vendor" and _OBJECT.search(before):
        return case.analysis.names.vendor_object
    if name in _KNOWN:
        return _KNOWN[name].fill(case)
    if share := _SHARE.fullmatch(name):
        return percent(case, float(share["share"]))
    figure = _FIGURE.fullmatch(name)
    assert figure is not None, name
    count = int(figure["count"])
    if not figure["unit"]:
        return number(case, count)
    words = figure["unit"].split()
    counted = length(case, Period(count, words[-1], business=len(words) > 1))  # type: ignore[arg-type]
    return counted + (figure["of"] and ("'s" if count == 1 else "'"))


def placeholders_of(wording: Wording, threshold: str | None = None) -> list[tuple[str, str]]:
    """The placeholders of the rule beside the names, each with what it means: its own, and the numbers that it goes by."""
    ours = "".join(wording.at(step) for step in STEPS)
    numbers = [one for one in NUMBERS if _FIELD[one.name] == threshold or f"{{{one.name}}}" in ours]
    return [*wording.own.items(), *((one.name, one.means) for one in numbers)]


def _without_capital(words: str) -> str:
    """Words as they go on after others, where their first letter is no abbreviation's: ``No change ...`` -> ``no change ...``."""
    return words[:1].lower() + words[1:] if words[:2] != words[:2].upper() else words
