"""What a notice letter says: its fields as a person fills them in, and the paragraphs that they make, for a page and for files alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Final, Literal

Kind = Literal["opt_out", "protective"]
Part = Literal["sender", "date", "way", "recipient", "subject", "opening", "body", "closing", "signature"]

WAYS: Final = {
    "hand": "By hand",
    "courier": "By courier",
    "registered_post": "By registered mail",
    "certified_post": "By certified mail, return receipt requested",
    "post": "By post",
    "email": "By e-mail",
    "fax": "By fax",
    "portal": "Through the portal",
}
# The form that the way is one of, as the agreement's notices clause names forms.
FORM_OF: Final = {way: "registered_post" if way == "certified_post" else way for way in WAYS}
TITLES: Final[dict[Kind, str]] = {"opt_out": "Notice of non-renewal", "protective": "Protective notice of non-renewal"}
# Without these there is no letter; whatever else is empty becomes a line to fill in by hand, or is left out and said on the page.
NEEDED: Final = ("our_name", "recipient", "recipient_address", "how", "agreement_title", "ends_on")
_RULE: Final = "_" * 34
_BLANK: Final = "_" * 12


@dataclass(frozen=True, slots=True)
class Letter:
    """The fields of one letter, all text as it is to stand in it; ``ends_on`` and ``dated`` are ISO dates, ``how`` one of ``WAYS``.

    ``section`` and ``notice_section`` name the clauses (``Section 5.2``), ``our_role`` and ``recipient_role`` what the agreement calls the
    parties. An empty ``dated`` is a line to be filled in when it is signed.
    """

    kind: Kind = "opt_out"
    our_name: str = ""
    our_role: str = ""
    our_address: str = ""
    recipient: str = ""
    recipient_role: str = ""
    attention: str = ""
    recipient_address: str = ""
    how: str = ""
    place: str = ""
    dated: str = ""
    agreement_title: str = ""
    agreement_number: str = ""
    agreement_date: str = ""
    section: str = ""
    notice_section: str = ""
    ends_on: str = ""
    signatory: str = ""
    signatory_title: str = ""


FIELDS: Final = tuple(field.name for field in fields(Letter))


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the letter; ``lines`` stand below each other, ``body`` has one paragraph to a block."""

    part: Part
    lines: tuple[str, ...]


def letter_from(kept: Mapping[str, Any]) -> Letter:
    """The letter out of what a row or a form holds; what it lacks is empty."""
    known = {name: str(kept.get(name) or "") for name in FIELDS if name != "kind"}
    return Letter(kind="protective" if kept.get("kind") == "protective" else "opt_out", **known)


def kept(letter: Letter) -> dict[str, str]:
    """The letter as a row keeps it; ``letter_from`` is its inverse."""
    return asdict(letter)


def missing(letter: Letter) -> tuple[str, ...]:
    """The fields without which no letter is made."""
    return tuple(name for name in NEEDED if not getattr(letter, name).strip())


def blocks(letter: Letter) -> tuple[Block, ...]:
    """The letter from its head to the signature, in order; what it needs and lacks is a blank."""
    blanks: dict[str, Any] = dict.fromkeys(missing(letter), _BLANK)
    letter = replace(letter, **blanks)
    to = f"Attention: {letter.attention}" if letter.attention else ""
    found = [
        Block("sender", (letter.our_name, *_lines(letter.our_address))),
        Block("date", (_place_and_day(letter),)),
        Block("way", (WAYS.get(letter.how, letter.how),)),
        Block("recipient", (letter.recipient, *_lines(to), *_lines(letter.recipient_address))),
        Block("subject", (TITLES[letter.kind], _agreement(letter))),
        Block("opening", ("Dear Sir or Madam,",)),
        *(Block("body", (paragraph,)) for paragraph in _paragraphs(letter)),
        Block("closing", ("Yours faithfully,", f"for and on behalf of {letter.our_name}")),
        Block(
            "signature",
            (f"Signature: {_RULE}", f"Name: {letter.signatory or _RULE}", f"Title: {letter.signatory_title or _RULE}", f"Date: {_RULE}"),
        ),
    ]
    return tuple(block for block in found if any(line.strip() for line in block.lines))


def text_of(letter: Letter) -> str:
    """The letter as plain text, a blank line between its parts."""
    return "\n\n".join("\n".join(block.lines) for block in blocks(letter)) + "\n"


def day(words: str) -> str:
    """``2027-02-28`` -> ``28 February 2027``; anything else as it is."""
    try:
        found = date.fromisoformat(words)
    except ValueError:
        return words
    return f"{found.day} {found:%B %Y}"


def _paragraphs(letter: Letter) -> tuple[str, ...]:
    ends = day(letter.ends_on)
    by = f"In accordance with {letter.section} of the Agreement, " if letter.section else ""
    says = (
        f"{by}{letter.our_name} hereby gives notice of non-renewal. The Agreement is not to renew: it ends on {ends}, the last day of its "
        "current term."
    )
    other = "Should that term end on another day, this letter is notice that the Agreement does not renew at the end of that term."
    how = WAYS.get(letter.how, letter.how).lower()
    required = f", as required by {letter.notice_section} of the Agreement" if letter.notice_section else ""
    sent = f"This notice is given in writing and sent {how}{required}."
    confirm = f"Please confirm to us in writing that you have received this notice and that the Agreement ends on {ends}."
    rights = f"{letter.our_name} reserves all its rights and remedies under the Agreement and at law."
    if letter.kind == "opt_out":
        return (_refers(letter), says, other, sent, confirm, rights)
    talks = (
        "The parties are discussing the terms on which the Agreement might go on. This notice is given to keep the position of "
        f"{letter.our_name} while they do, and without prejudice to those discussions."
    )
    stands = (
        "This notice is unconditional. Neither the discussions, nor the further use of or payment for the services, withdraws it. If both "
        "parties sign an agreement on new terms, those terms apply in its place."
    )
    return (_refers(letter), talks, says, other, stands, sent, confirm, rights)


def _refers(letter: Letter) -> str:
    number = f" (No. {letter.agreement_number})" if letter.agreement_number else ""
    of = f" of {day(letter.agreement_date)}" if letter.agreement_date else ""
    parties = f"{_called(letter.recipient, letter.recipient_role)} and {_called(letter.our_name, letter.our_role)}"
    return f"We refer to the {letter.agreement_title}{number}{of} between {parties} (the “Agreement”)."


def _called(name: str, role: str) -> str:
    return f"{name} (“{role}”)" if role and role != name else name


def _agreement(letter: Letter) -> str:
    number = f" No. {letter.agreement_number}" if letter.agreement_number else ""
    of = f" of {day(letter.agreement_date)}" if letter.agreement_date else ""
    return f"{letter.agreement_title}{number}{of}".strip()


def _place_and_day(letter: Letter) -> str:
    return ", ".join(part for part in (letter.place, day(letter.dated) or _RULE) if part)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
