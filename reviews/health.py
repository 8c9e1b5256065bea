"""Whether reminders reach people: what is wrong, since when and how often; no name and no fact of an agreement.

Four things are watched, by what they leave in the database: the sweep, the outbox, the mail server, the reconciler.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Min, QuerySet

from reviews.models import Difference, Digest, Heartbeat, Note, Pulse, QuestionMail, Reminder
from reviews.models.posted import Posted

LONGEST_SILENCE: Final = timedelta(minutes=15)
LONGEST_WAIT: Final = timedelta(minutes=15)  # from a row's due time until it is sent, put off or given up
MOST_COUNTED: Final = 10_000  # so that a question of a monitor costs the same, however bad things are
# What a server answers that takes no mail from us at all; 400 stands for no answer, 53x for a password. The rest speaks of a recipient.
SERVER_REFUSES: Final = ("400", "421", "454", "530", "534", "535")
_SEVERAL: Final = 3  # people whose mail is refused while nobody else's is taken: that is the server, whatever it says


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong, or worth knowing: its short name, how many rows it is about, since when, and what it means."""

    cause: str
    says: str
    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """``causes`` make it red; ``details`` do not. ``swept_at`` and ``reconciled_at`` are None where it never happened."""

    causes: tuple[Cause, ...]
    details: tuple[Cause, ...]
    swept_at: datetime | None
    reconciled_at: datetime | None

    @property
    def ok(self) -> bool:
        return not self.causes


def health_at(now: datetime) -> Health:
    """What stands in the database, looked at as of ``now``; a handful of queries, each by an index."""
    beats = dict(Heartbeat.objects.filter(name__in=["reminders", "reconciler", "mail"]).values_list("name", "at"))
    causes = [
        *_silent("sweep_stopped", "sweep", beats.get("reminders"), now),
        *_silent("reconciler_stopped", "comparison with the agreements", beats.get("reconciler"), now),
    ]
    details: list[Cause] = []
    for model in (Reminder, QuestionMail, Digest, Note, Pulse):
        causes += _overdue(model, now)
    for cause, red in _refused(beats.get("mail"), now):
        (causes if red else details).append(cause)
    causes += _differences()
    return Health(tuple(causes), tuple(details), beats.get("reminders"), beats.get("reconciler"))


def _silent(cause: str, what: str, last: datetime | None, now: datetime) -> Iterator[Cause]:
    if last is None:
        yield Cause(cause, f"No {what} has run yet.")
    elif now - last > LONGEST_SILENCE:
        yield Cause(cause, f"The last {what} is older than 15 minutes.", since=last)


def _overdue(model: type[Posted], now: datetime) -> Iterator[Cause]:
    """By the index of what is due: rows that a sweep should have dealt with. One that was refused for now is due later again.

    A row may have been made after its day: who enters an agreement late hears of a step that is past.
    """
    ready = {"due_at__lt": now - LONGEST_WAIT, "made_at__lt": now - LONGEST_WAIT}
    rows = model._default_manager.filter(state__in=[Posted.State.WAITING, Posted.State.CLAIMED], **ready)
    if count := _counted(rows):
        what = str(model._meta.verbose_name_plural)
        since = rows.aggregate(since=Min("due_at"))["since"]
        yield Cause(f"{model._meta.model_name}s_overdue", f"{count} {what} should have left more than 15 minutes ago.", count, since)


def _refused(taken_at: datetime | None, now: datetime) -> Iterator[tuple[Cause, bool]]:
    """Mail that was refused for now: red where the server takes none at all, or where nobody is left to be told; else a detail."""
    rows = Reminder.objects.filter(state=Posted.State.WAITING, due_at__gt=now, due_at__lt=now + timedelta(days=2), attempts__gt=0)
    rows = rows.exclude(error="").order_by("due_at")[:MOST_COUNTED]
    refused = list(rows.values_list("claimed_at", "recipient_id", "error", "attempts"))
    since_taken = [one for one in refused if one[0] and (taken_at is None or one[0] > taken_at)]
    by_server = any(error.startswith(SERVER_REFUSES) for _, _, error, _ in since_taken)
    several = len({recipient for _, recipient, _, _ in since_taken}) >= _SEVERAL
    # Twice, so that one dropped connection is no alarm: the second attempt comes some minutes after the first.
    if (by_server or several) and any(attempts > 1 for _, _, _, attempts in since_taken):
        says = f"The mail server takes no mail: {len(since_taken)} reminders wait for another attempt."
        yield Cause("mail_refused", says, len(since_taken), taken_at), True
        return
    for_good = [error for _, _, error, _ in refused if not error.startswith(("4", *SERVER_REFUSES))]
    if for_good:
        says = f"{len(for_good)} reminders reach nobody: their recipients' mail is refused for good, and nobody else is left to be told."
        yield Cause("nobody_reached", says, len(for_good)), True
    if len(refused) > len(for_good):
        says = f"{len(refused) - len(for_good)} reminders wait because their recipient's mail is refused for now."
        yield Cause("recipients_refused", says, len(refused) - len(for_good)), False


def _differences() -> Iterator[Cause]:
    rows = Difference.objects.filter(gone_at=None)
    if count := _counted(rows):
        since = rows.aggregate(since=Min("first_seen"))["since"]
        yield Cause("difference", f"{count} windows or reminders are not what the agreements ask for.", count, since)


def _counted(rows: QuerySet[Reminder] | QuerySet[Posted] | QuerySet[Difference]) -> int:
    return rows.order_by()[:MOST_COUNTED].count()
