"""Where what is there differs from what must be there: each difference with its kind and in words. Nothing is read here or written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from reviews.reconciling.expected import Expected, Step, chain
from reviews.reconciling.standing import ReminderRow, Standing, WindowRow

LATE_AFTER: Final = timedelta(minutes=15)
_LISTED: Final = 4  # of the rows that a difference is about
_AGAIN: Final = "again-"  # the step that comes when a snooze ends
_DAYS: Final = ("the opening day", "the closing day", "the day to send notice by", "the day of renewal")  # in the order of expected.DAYS
_ENDED: Final = {"decided": "renew", "exercised": "sent"}  # what these states rest on


@dataclass(frozen=True, slots=True)
class Found:
    """One difference; ``key`` tells it from the others of the agreement."""

    kind: str
    key: str
    window: int | None
    says: str


def differences(standing: Standing, expected: Expected, now: datetime) -> list[Found]:
    """All differences of one agreement, as of ``now``; one for each kind and window."""
    today = now.astimezone(standing.house.zone).date()
    found: list[Found] = []
    if not standing.archived:
        if standing.settled:
            found += asked_otherwise(standing, expected, today)
            found += _answerers(standing)
        for window in standing.windows:
            found += _state(window, today)
    for window in standing.windows:
        said: dict[str, list[str]] = {}
        for kind, what in _reminders(standing, window, now, today):
            said.setdefault(kind, []).append(what)
        found += [Found(kind, f"{kind}:{window.term}", window.pk, _listed(window, what)) for kind, what in said.items()]
    return found


def _listed(window: WindowRow, what: list[str]) -> str:
    rest = f"; and {len(what) - _LISTED} more" if len(what) > _LISTED else ""
    return f"Of the window to send by {_words(window.days[2])}: {'; '.join(what[:_LISTED])}{rest}."


def _field(name: str) -> str:
    """``renewal.notice_by`` as ``notice by``."""
    return name.rpartition(".")[2].replace("_", " ")


def _words(day: date) -> str:
    return f"{day:%-d %B %Y}"


# Windows and questions --------------------------------------------------------------------------------------------------


def asked_otherwise(standing: Standing, expected: Expected, today: date) -> Iterator[Found]:
    """Windows and questions that are other than what the agreement asks for."""
    yield from _windows(standing, expected, today)
    ended = any(row.ended == "sent" for row in standing.windows)
    for name in sorted(set() if ended else expected.questions - set(standing.questions)):
        yield Found("question_missing", f"question_missing:{name}", None, f"Its windows want {_field(name)} to be known, and nobody is asked.")


def _windows(standing: Standing, expected: Expected, today: date) -> Iterator[Found]:
    rows = {row.term: row for row in standing.windows}
    ended = min((row.term for row in standing.windows if row.ended == "sent"), default=None)
    for term, days in expected.windows.items():
        row = rows.get(term)
        if ended is not None and term > ended:  # the notice is sent: the agreement ends before
            if row is not None and row.state == "open" and days[1] >= today:
                says = f"Its notice is sent, so nothing asks for the window of term {term}."
                yield Found("window_extra", f"window_extra:{term}", row.pk, says)
            continue
        if row is None:
            if days[1] >= today:
                says = f"Term {term} asks for a window that closes on {_words(days[1])}; there is none."
                yield Found("window_missing", f"window_missing:{term}", None, says)
        elif row.days != days:
            both = zip(_DAYS, row.days, days, strict=True)
            moved = [f"{name} is {_words(is_)}, not {_words(must)}" for name, is_, must in both if is_ != must]
            yield Found("window_moved", f"window_moved:{term}", row.pk, f"Of term {term} {', '.join(moved)}.")
        elif row.state == "withdrawn":
            says = f"The window of term {term} is withdrawn, yet it follows from the agreement."
            yield Found("window_state", f"window_state:{term}", row.pk, says)
    for row in standing.windows:
        if row.term not in expected.windows and row.state == "open" and row.days[1] >= today:
            says = f"Nothing asks for the window of term {row.term} that closes on {_words(row.days[1])}."
            yield Found("window_extra", f"window_extra:{row.term}", row.pk, says)


def _answerers(standing: Standing) -> Iterator[Found]:
    for name, owner in standing.questions.items():
        if owner not in standing.house.people:
            says = f"The question for {_field(name)} is asked of somebody who is not here any more."
            yield Found("recipient_gone", f"recipient_gone:{name}", None, says)


def _state(window: WindowRow, today: date) -> Iterator[Found]:
    says = ""
    closes_on = window.days[1]
    if window.state in _ENDED and window.ended != _ENDED[window.state]:
        says = f"It counts as {window.state}, and no {'notice' if window.state == 'exercised' else 'decision'} says so."
    elif window.state == "passed" and closes_on >= today:
        says = f"It counts as passed, and closes on {_words(closes_on)} only."
    elif window.state == "open" and closes_on < today - timedelta(days=1):  # a day, as the hourly work must come first
        says = f"It counts as open, and closed on {_words(closes_on)}."
    if says:
        yield Found("window_state", f"window_state:{window.term}", window.pk, f"The window of term {window.term}: {says}")


# Reminders --------------------------------------------------------------------------------------------------------------


def _reminders(standing: Standing, window: WindowRow, now: datetime, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with the window's reminders: a kind, and what of."""
    rows = standing.reminders[window.pk]
    runs = window.state == "open" and not standing.archived
    house, steps = standing.house, {}
    if runs:
        steps = chain(window.days[0], window.days[2], house.country, standing.steps or house.steps, standing.owner, house.people)
    for row in rows:
        yield from _one_row(standing, window, row, runs, steps, now, today)
    for step in steps.values():
        if step.day >= today:
            yield from _missing(standing, window, step, rows)


def _one_row(
    standing: Standing, window: WindowRow, row: ReminderRow, runs: bool, steps: dict[str, Step], now: datetime, today: date
) -> Iterator[tuple[str, str]]:
    what, day = _named(row), row.due_at.astimezone(standing.house.zone).date()
    if row.state in ("waiting", "claimed"):
        if not runs or row.deadline != window.days[2]:
            yield "reminder_orphaned", f"{what} waits, though nothing is to be said any more"
            return
        if row.recipient not in standing.house.people:
            yield "recipient_gone", f"{what} is for somebody who is not here any more"
        if max(row.due_at, row.made_at) < now - LATE_AFTER:
            yield "reminder_late", f"{what} should have left at {row.due_at:%Y-%m-%d %H:%M} UTC"
        elif day > max(row.deadline, today + timedelta(days=1)):
            yield "reminder_moved", f"{what} is set for a day after notice must have left"
        elif row.attempts == 0 and row.instead_of is None and not row.step.startswith(_AGAIN):
            step = steps.get(row.step)
            if step is None or not _is_for(step, row, standing):
                yield "reminder_orphaned", f"{what} is no step of its chain"
            elif day != step.day:
                yield "reminder_moved", f"{what} is set for {_words(day)}, not {_words(step.day)}"
    if row.deadline == window.days[2] and (why := _groundless(row, runs, now)):
        yield "reminder_state", f"{what} {why}"


def _groundless(row: ReminderRow, runs: bool, now: datetime) -> str:
    """Why the row cannot have come to its state; empty where it can."""
    if "@" not in row.message_id:
        return "has no Message-ID"
    if row.state == "sent" and row.sent_at is None:
        return "counts as sent, and nothing says when"
    if row.state == "claimed" and row.claimed_at is None:
        return "counts as being sent, and nothing says since when"
    if runs and row.state in ("sent", "skipped", "failed") and row.due_at > now:
        return f"counts as {row.state} before its day"
    return ""


def _is_for(step: Step, row: ReminderRow, standing: Standing) -> bool:
    """Whether a row of the step may be the recipient's. Who hears beside the owner where nobody is named is left to the sender."""
    return row.recipient in step.people or row.recipient not in standing.house.people or (step.another and row.recipient != standing.owner)


def _missing(standing: Standing, window: WindowRow, step: Step, rows: list[ReminderRow]) -> Iterator[tuple[str, str]]:
    told = {row.recipient for row in rows if row.step == step.name and row.deadline == window.days[2]}
    for person in sorted(step.people - told):
        whom = "the owner" if person == standing.owner else "an escalation contact"
        yield "reminder_missing", f"{_step(step.name)}, to {whom}"
    if step.another and not told - {standing.owner}:
        yield "reminder_missing", f"{_step(step.name)}, to a second person"


def _named(row: ReminderRow) -> str:
    return f"the reminder {_step(row.step)} (number {row.pk})"


def _step(name: str) -> str:
    return {"opens": "on the opening day", "1": "1 day before"}.get(name, f"{name} days before" if name.isdecimal() else name)
