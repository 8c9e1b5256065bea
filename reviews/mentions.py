"""Who is meant by ``@Rhea`` in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be mentioned; ``name`` may be empty, ``email`` never is."""

    pk: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a comment; ``people`` are those whom it mentions."""

    text: str
    people: frozenset[int]


def handles(people: Iterable[Colleague]) -> dict[str, frozenset[int]]:
    """What may stand after the ``@``, in small letters: e-mail address and full name, and of the first name and of what is
    before the address's ``@`` whatever only one person has. Two people of the same full name are both meant by it."""
    everyone = list(people)
    sure: dict[str, set[int]] = {}
    short: dict[str, set[int]] = {}
    for person in everyone:
        for handle in (person.email, " ".join(person.name.split())):
            if handle:
                sure.setdefault(handle.casefold(), set()).add(person.pk)
        for handle in (person.email.split("@")[0], *person.name.split()[:1]):
            short.setdefault(handle.casefold(), set()).add(person.pk)
    found = {handle: pks for handle, pks in short.items() if len(pks) == 1} | sure
    return {handle: frozenset(pks) for handle, pks in found.items()}


def stretches(text: str, known: Mapping[str, frozenset[int]]) -> tuple[Stretch, ...]:
    """The text in order, cut where somebody is mentioned. ``known`` are ``handles``; the longest that fits is meant."""
    nobody: frozenset[int] = frozenset()
    if "@" not in text or not known:
        return (Stretch(text, nobody),)
    longest_first = "|".join(re.escape(handle) for handle in sorted(known, key=len, reverse=True))
    found: list[Stretch] = []
    at = 0
    for match in re.finditer(rf"(?<![\w.@-])@({longest_first})(?![\w@]|-\w)", text, re.IGNORECASE):
        people = known.get(match[1].casefold(), nobody)
        if people:
            found += [Stretch(text[at : match.start()], nobody), Stretch(match[0], people)]
            at = match.end()
    found.append(Stretch(text[at:], nobody))
    return tuple(stretch for stretch in found if stretch.text)


def mentioned(text: str, known: Mapping[str, frozenset[int]]) -> frozenset[int]:
    """The primary keys of the people whom the text mentions."""
    return frozenset[int]().union(*(stretch.people for stretch in stretches(text, known)))
