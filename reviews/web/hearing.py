"""What a window's page says of its reminders: who hears next, what may be acknowledged or snoozed, who could not be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contracts.models import User
from reviews.models import Acknowledgement, Reminder, Snooze, Window
from reviews.quieting import latest_snooze
from reviews.reminders import AGAIN
from reviews.schedule import LAST


@dataclass(frozen=True, slots=True)
class Hearing:
    """``step`` is due and nobody has acknowledged it; ``acknowledged`` is who has. ``next`` are the rows of the next step.

    ``snooze`` is the reader's own; ``latest`` the last day until which they may snooze, None where it is too late for that.
    ``alone``: in the last days nobody would hear but the owner. ``refused``: rows that no server took.
    """

    step: str
    acknowledged: Acknowledgement | None
    next: tuple[Reminder, ...]
    snooze: Snooze | None
    latest: date | None
    alone: bool
    refused: tuple[Reminder, ...]


def hearing_of(window: Window, user: User, today: date, now: datetime) -> Hearing | None:
    """None where nobody is reminded any more. The window's reminders, acknowledgements and snoozes are prefetched."""
    if window.state != Window.State.OPEN or window.closes_on < today:
        return None
    chain = [row for row in window.reminders.all() if row.deadline == window.send_by]
    told = [row for row in chain if row.due_at <= now and row.state != Reminder.State.SKIPPED]
    step = max(told, key=lambda row: row.due_at).step if told else ""
    seen = [one for one in window.acknowledgements.all() if one.deadline == window.send_by and one.step == step and step]
    ahead = [row for row in chain if row.state == Reminder.State.WAITING and row.due_at > now]
    first = min(ahead, key=lambda row: row.due_at).step if ahead else ""
    latest = latest_snooze(window)
    last = {row.recipient_id for row in chain if row.step.isdecimal() and int(row.step) <= LAST}
    asleep = [one for one in window.snoozes.all() if one.person_id == user.pk and one.deadline == window.send_by and one.until > today]
    return Hearing(
        step="" if seen or step.startswith(AGAIN) else step,
        acknowledged=seen[0] if seen else None,
        next=tuple(row for row in ahead if row.step == first),
        snooze=asleep[0] if asleep else None,
        latest=latest if latest > today else None,
        alone=len(last) == 1,
        refused=tuple(row for row in chain if row.state == Reminder.State.FAILED or (row.error and row.state == Reminder.State.WAITING)),
    )
