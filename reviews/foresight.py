"""What a correction would do to the windows, before anybody saves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.analysis.clause import Fact
from contracts.analysis.corrected import with_corrections
from contracts.analysis.interchange import supplied_value
from contracts.models import Agreement
from reviews.known import agreement_analysis, corrections_of
from reviews.windows import Outlook, Window, outlook


@dataclass(frozen=True, slots=True)
class Move:
    """One term's window as it stands and as it would stand; None where there is none."""

    term: int
    now: Window | None
    then: Window | None

    @property
    def moves(self) -> bool:
        return _days(self.now) != _days(self.then)


@dataclass(frozen=True, slots=True)
class Foresight:
    """The windows of each term, now and then, and the questions that would be open."""

    moves: tuple[Move, ...]
    questions: tuple[str, ...]

    @property
    def renews(self) -> bool:
        """There would still be a window of some term: one that is gone has closed."""
        return any(move.then for move in self.moves)

    @property
    def moved(self) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if move.moves)


def foresee(agreement: Agreement, field: str, value: Any, today: date) -> Foresight:
    """The windows if ``field`` were ``value`` (as in the review's JSON), beside those that stand. Nothing is written.

    Raises ValueError, saying what to write, where it is not a value of that field.
    """
    fact = Fact(field, supplied_value(field, value), corrected=True)
    analysis = agreement_analysis(agreement)
    if analysis is None:
        return Foresight((), ())
    held = corrections_of(agreement)
    country = agreement.organisation.country
    now = outlook(with_corrections(analysis, held), today=today, country=country)
    then = outlook(with_corrections(analysis, {**held, field: fact}), today=today, country=country)
    return Foresight(_pairs(now, then), tuple(question.question for question in then.questions))


def _pairs(now: Outlook, then: Outlook) -> tuple[Move, ...]:
    before = {window.term: window for window in now.windows}
    after = {window.term: window for window in then.windows}
    return tuple(Move(term, before.get(term), after.get(term)) for term in sorted({*before, *after}))


def _days(window: Window | None) -> tuple[date, ...] | None:
    return (window.opens_on, window.send_by, window.closes_on, window.renews_on) if window else None
