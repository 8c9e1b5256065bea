"""What must be there: the windows and questions that an agreement's facts ask for, and the days on which whom to remind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from contracts.analysis.clause import Analysis, Fact
from contracts.analysis.corrected import with_corrections
from contracts.analysis.deal import Part, deal_analysis
from reviews.windows import outlook
from reviews.workdays import working_day_before

USUAL_STEPS = (90, 60, 30, 14, 7, 3, 2, 1)
OPENING = "opens"
TWO_HEAR_FROM = 14  # days before: from then on somebody besides the owner is told too
DAYS = ("opens_on", "closes_on", "send_by", "renews_on")


@dataclass(frozen=True, slots=True)
class Expected:
    """By term the window's four days, in the order of DAYS; and the fields that must be asked for."""

    windows: Mapping[int, tuple[date, date, date, date]]
    questions: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        windows = {str(term): [day.isoformat() for day in days] for term, days in self.windows.items()}
        return {"windows": windows, "questions": sorted(self.questions)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Expected:
        windows = {int(term): tuple(map(date.fromisoformat, days)) for term, days in value.get("windows", {}).items()}
        return cls(windows, frozenset(value.get("questions", ())))  # type: ignore[arg-type]


def expected_of(parts: Iterable[tuple[str, Analysis]], corrections: Mapping[str, Fact], country: str, today: date) -> Expected:
    """What follows from the newest version of each document, each with its document's kind, and from people's corrections."""
    read = [Part(kind, analysis) for kind, analysis in parts]
    if not read:
        return Expected({})
    days = outlook(with_corrections(deal_analysis(read), corrections), today=today, country=country)
    windows = {one.term: (one.opens_on, one.closes_on, one.send_by, one.renews_on) for one in days.windows}
    return Expected(windows, frozenset(question.field for question in days.questions))


# Reminders ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A member who may log in. ``reminders_from``: of what is earlier than so many days before they want no reminder."""

    pk: int
    may_decide: bool
    is_contact: bool = False
    reminders_from: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a chain. All of ``people`` must have a row for it; and where ``another``, somebody besides the owner."""

    name: str
    day: date
    people: frozenset[int]
    another: bool


def chain(
    opens_on: date, send_by: date, country: str, steps: Collection[int], owner: int, people: Mapping[int, Person]
) -> dict[str, Step]:
    """Whom to remind on which days of a window, by the step's name. Nobody is told on a free day, or twice on the same."""
    distances = {str(before): before for before in steps or USUAL_STEPS}
    if opens_on <= send_by:
        distances[OPENING] = (send_by - opens_on).days
    chosen: dict[date, str] = {}
    for name, before in sorted(distances.items(), key=lambda item: (-item[1], item[0] != OPENING)):
        chosen[working_day_before(send_by - timedelta(days=before), country)] = name  # the nearer to the end takes the day
    found = {}
    for day, name in chosen.items():
        two = name != OPENING and distances[name] <= TWO_HEAR_FROM
        told = {owner} if two or _wants(people.get(owner), distances[name]) else set()
        contacts = {pk for pk, person in people.items() if person.is_contact and pk != owner}
        another = two and not contacts and any(person.may_decide and pk != owner for pk, person in people.items())
        found[name] = Step(name, day, frozenset(told | contacts if two else told), another)
    return found


def _wants(person: Person | None, before: int) -> bool:
    return person is None or person.reminders_from is None or before <= person.reminders_from
