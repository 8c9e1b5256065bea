"""What a clause kind is: one file under ``kinds/`` makes one ``Kind`` and names it KIND."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Clause, Fact, Matter
from contracts.analysis.guarded import holds, lowered
from contracts.analysis.outline import Outline
from contracts.periods import Period
from contracts.text import AgreementText


@dataclass(frozen=True)
class Found:
    """A clause that a kind found, with the spaCy span in which its words, periods and percentages stand as tokens."""

    clause: Clause
    span: Span


@dataclass(frozen=True)
class Setting:
    """Where the clauses stand: for facts that rest on more than the clause's own words (a table, a defined term)."""

    agreement: AgreementText
    outline: Outline
    parse: Callable[[int, int], Doc]  # the pipeline's Doc of agreement.text[start:end]; doc._.offset is start
    found: Sequence[Found]  # all clauses of all kinds


def _all(found: Sequence[Found]) -> Sequence[Found]:
    return found


@dataclass(frozen=True)
class Kind:
    """A kind of clause.

    ``stems``: lower-case strings, one of which every passage with such a clause contains; the whole agreement is searched
    for them (``str.find``), so they should be rare. ``first_look``, and ``second_look`` where there is one, must match somewhere
    in the passage (a paragraph) before the pipeline is run on it, and ``last_look``, where there is one, must be true of one of its
    sentences. ``first_words``, where it is given: a passage in which ``first_look`` matches holds one of these (lower case), which
    are looked for before it, as a pattern that can begin anywhere is slow. ``find`` then gets the passage's Doc and yields the spans that are clauses (whole sentences),
    each with ``span._.confidence`` and ``span._.why`` set. ``facts`` reads the facts out of all clauses of the kind.
    ``with_list``: a passage that ends in a colon is taken together with the list that follows.
    ``near_look``: paragraphs beside a clause that establishes the matter are read again where this matches, with ``doc._.near`` set: there
    "a failure" is one of the service, and "a credit" one for it.
    ``link_look``: a paragraph that holds a link to a page of the web is read where this matches its words in lower case.
    ``establishes``: such a clause means that the agreement deals with the matter, from a confidence of ``establishes_at`` on, and
    where ``establishing`` is given only one of which it is true.
    ``found_in`` and ``not_in`` are example passages, checked by a law: in each of ``found_in`` the kind finds a clause, in none of
    ``not_in``. ``settle`` says which of the clauses found in the whole agreement stand, where one may make another idle.
    """

    name: str
    matter: Matter
    stems: tuple[str, ...]
    first_look: re.Pattern[str]
    find: Callable[[Doc], Iterable[Span]]
    facts: Callable[[Sequence[Found], Setting], Iterable[Fact]]
    establishes: bool
    found_in: tuple[str, ...]
    not_in: tuple[str, ...]
    second_look: re.Pattern[str] | None = None
    first_words: tuple[str, ...] = ()
    with_list: bool = False
    last_look: Callable[[str], bool] | None = None
    settle: Callable[[Sequence[Found]], Sequence[Found]] = _all
    near_look: re.Pattern[str] | None = None
    link_look: re.Pattern[str] | None = None
    establishes_at: float = 0.0
    establishing: Callable[[Clause], bool] | None = None

    def deals(self, clause: Clause) -> bool:
        """Whether the clause is of this kind and shows that the agreement deals with the kind's matter."""
        shows = self.establishes and clause.kind == self.name and clause.confidence >= self.establishes_at
        return shows and (self.establishing is None or self.establishing(clause))

    def looks(self, lower: str, start: int, end: int) -> bool:
        """Whether the passage is worth running the pipeline on; ``lower`` is the agreement's text in lower case."""
        if self.first_words and not holds(lower[start:end], self.first_words):
            return False
        return all(look.search(lower, start, end) for look in self._looks)

    def looks_near(self, lower: str, start: int, end: int) -> bool:
        """Whether a passage beside a clause that establishes the matter is worth it."""
        return self._near is not None and bool(self._near.search(lower, start, end))

    @cached_property
    def _near(self) -> re.Pattern[str] | None:
        return lowered(self.near_look) if self.near_look else None

    @cached_property
    def _looks(self) -> tuple[re.Pattern[str], ...]:
        """The looks for a text in lower case. The second first: for every kind it is the cheaper or the rarer."""
        return tuple(lowered(look) for look in (self.second_look, self.first_look) if look)


# A fact that is no surer than this is a guess: a person is asked whether it is right.
ASK: Final = 0.5


def fact(field: str, value: Any, found: Found, confidence: float | None = None, why: str = "") -> Fact:
    """A fact that the found clause states; as sure as the clause itself unless said otherwise."""
    return Fact(field, value, found.clause.id, found.clause.confidence if confidence is None else confidence, why)


def period_fact(field: str, span: Span, found: Found, longer: bool = False) -> Fact:
    """The length of time that the span says; a guess where its words and figures differ ("thirty (60) days").

    ``longer``: of two such readings the longer is taken, as for a notice, whose deadline is then the earlier.
    """
    period: Period = span._.period
    other: Period | None = span._.other_period
    if other is None:
        return fact(field, period, found)
    if longer and other.rough_days() > period.rough_days():
        period = other
    return fact(field, period, found, min(found.clause.confidence, ASK), "its words and figures differ")
