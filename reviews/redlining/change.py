"""What goes into a Word file, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reviews.rule import Redline

# Why a change was not marked in the text: what a person reads in the comment that stands there instead.
REFUSALS: Final = {
    "nowhere": "its place could not be found in the Word file again",
    "field": "it lies in a field, whose words Word writes anew by itself",
    "cells": "it reaches across the cells of a table",
    "table": "it would stand between the rows or cells of a table",
    "stories": "it reaches from the text into a note, a text box or a head",
    "control": "it lies in a content control that is locked or filled by Word",
    "moved": "it lies in a passage that somebody has moved",
    "section": "it would take away the end of a section",
    "joined": "somebody has deleted the end of the paragraph after which it would stand",
    "formula": "it lies in a formula",
    "alternate": "it lies in a shape that is stored in several forms",
    "ruby": "it lies under a reading aid",
    "container": "it would split a link or a content control in two",
    "check": "the file in which it was marked did not pass its own check",
}


@dataclass(frozen=True)
class Change:
    """One redline on the version's text, and the reason that its comment gives."""

    redline: Redline
    comment: str


@dataclass(frozen=True)
class Unmarked:
    """A change that stands in a comment only; ``code`` is one of REFUSALS."""

    redline: Redline
    code: str

    @property
    def because(self) -> str:
        return REFUSALS[self.code]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about the vendor's file and the one with our changes, and whether it is true."""

    holds: bool
    says: str


@dataclass(frozen=True)
class Certificate:
    claims: tuple[Claim, ...]

    @property
    def holds(self) -> bool:
        return all(claim.holds for claim in self.claims)


@dataclass(frozen=True)
class Redlined:
    """The Word file; how many redlines are marked in it, and which stand in a comment only.

    ``notes`` are sentences for the person who sends it (a signature that no longer holds). ``certificate`` is there where the
    file was held against the one that it was made of.
    """

    data: bytes
    marked: int
    unmarked: tuple[Unmarked, ...]
    notes: tuple[str, ...] = ()
    certificate: Certificate | None = None


class Refused(Exception):
    """The change cannot be marked in the text safely; ``code`` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(REFUSALS[code])
