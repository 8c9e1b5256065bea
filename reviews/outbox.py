"""The outbox: rows that become one mail each, claimed in batches, handed to the mail server one by one, and marked.

Kill anything at any moment: a mail may be repeated under the same Message-ID, and none is lost. Any number of sweeps may
run at once: each claims what no other has.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import SystemRandom
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q

from reviews.models.heartbeat import Heartbeat
from reviews.models.posted import Posted
from reviews.post_office import PostOffice, Refusal

log = logging.getLogger(__name__)

# A claim that is older was dropped between sending and marking; one from the future by a clock that was set back.
DROPPED_AFTER: Final = timedelta(minutes=10)
BATCH: Final = 25
FRESH_FOR: Final = timedelta(seconds=10)  # what was looked up of a batch; then it is looked up again
# A sweep ends after so long, and the next goes on; no worker is kept for ever.
LONGEST_SWEEP: Final = timedelta(minutes=4)
# What the recipient's side refuses for now waits longer each time, for days; what our own server does not take, never long.
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 180))
SERVER_WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 5, 10))
JITTER: Final = 0.2  # of the wait, more or less, so that not all come back at once
GIVES_UP_AFTER: Final = 3  # mails in a row that the server does not take end the sweep

_random = SystemRandom()


@dataclass(slots=True)
class Swept:
    """How many rows came to what, as ``send`` says; and the last error of our own code, to be raised once the rest is done."""

    counts: Counter[str] = field(default_factory=Counter)
    failure: Exception | None = None
    server: Refusal | None = None  # the sweep ended because the mail server takes nothing


class ServerGone(Exception):
    """The mail server takes nothing at all just now; ``send`` has put its row off already."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(str(refusal))


Look = Callable[[Sequence[int], datetime], Iterable[Any]]
Send = Callable[[Any, datetime, PostOffice], str]
Write = Callable[[Any, datetime], EmailMultiAlternatives | None]
PassedOn = Callable[[Any, datetime], object]


def sweep(model: type[Posted], now: datetime, look: Look, send: Send, *order: str) -> Swept:
    """Claims what is due, in that order, looks it up with all that its mail needs, and has ``send`` deal with each row.

    It goes on until nothing is due. ``look`` and ``send`` are given the time as it is then; ``send`` says what became of the row.
    A row on which the code itself fails is pushed an hour ahead, and stops no other. Where the server takes nothing, the rest
    goes back at once and waits for the next sweep.
    """
    began, swept, refused = monotonic(), Swept(), 0

    def clock() -> datetime:
        return now + timedelta(seconds=monotonic() - began)

    with PostOffice() as office:
        for row in _claimed(model, look, clock, now + LONGEST_SWEEP, order, swept):
            try:
                swept.counts[send(row, clock(), office)] += 1
                refused = 0
            except ServerGone as gone:
                swept.counts["put_off"] += 1
                refused += 1
                if refused >= GIVES_UP_AFTER:
                    swept.server = gone.refusal
            except Exception as error:
                later = clock() + timedelta(hours=1)
                mark(model, row.pk, Posted.State.WAITING, due_at=later, error=f"{type(error).__name__}: {error}"[:500])
                log.exception("%s %s could not be made", model.__name__, row.pk)
                swept.failure = error
    if swept.counts["sent"]:
        Heartbeat.objects.update_or_create(name="mail", defaults={"at": clock()})  # when the server last took any, for ``health``
    return swept


def post(model: type[Posted], now: datetime, look: Look, write: Write, passed_on: PassedOn | None = None) -> int:
    """Sends what is due of a kind of mail that has no rules of its own; gives how many left.

    ``write`` makes the mail of a row, or nothing where there is nothing to tell any more. A refusal for good ends the row, and
    ``passed_on`` may tell somebody else. Raises what our own code failed on, once the rest is done.
    """

    def send(row: Any, then: datetime, office: PostOffice) -> str:
        mail = write(row, then)
        if mail is None:
            mark(model, row.pk, Posted.State.SKIPPED)
            return "skipped"
        refusal = office.hand_over(mail)
        if refusal is None:
            mark(model, row.pk, Posted.State.SENT, sent_at=then, error="")
            return "sent"
        if not refusal.permanent:
            put_off(row, then, refusal)
            return "put_off"
        mark(model, row.pk, Posted.State.FAILED, error=str(refusal))
        if passed_on is not None:
            passed_on(row, then)
        return "failed"

    swept = sweep(model, now, look, send, "due_at")
    if swept.failure:
        raise swept.failure
    return swept.counts["sent"]


def _claimed(
    model: type[Posted], look: Look, clock: Callable[[], datetime], until: datetime, order: Sequence[str], swept: Swept
) -> Iterator[Any]:
    """Rows that are ours, one by one. What of a batch has not been begun when the sweep ends is given back."""
    while swept.server is None and (now := clock()) < until:
        batch = claim(model, now, order)
        if not batch:
            return
        looked, rows = now, _by_key(look(batch, now))
        for place, pk in enumerate(batch):
            # A batch may have taken longer than a claim holds: then another sweep may have the row by now.
            if place and not _still_ours(model, pk, now, clock()):
                continue
            if clock() - looked > FRESH_FOR:  # a slow server: people may have decided meanwhile
                looked, rows = clock(), _by_key(look(batch[place:], clock()))
            if pk in rows:
                yield rows[pk]
            if swept.server is not None or clock() >= until:
                give_back(model, batch[place + 1 :], now)
                return


def _by_key(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def claim(model: type[Posted], now: datetime, order: Sequence[str] = (), size: int = BATCH) -> list[int]:
    """Takes a batch of what is due and nobody else has; the primary keys, in that order."""
    with transaction.atomic():
        rows = model._default_manager.filter(due(now)).order_by(*order, "id")
        batch = list(rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:size])
        model._default_manager.filter(pk__in=batch).update(state=Posted.State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1)
    return batch


def due(now: datetime) -> Q:
    """What is to be sent, and what was dropped. One range of the index on ``due_at``."""
    dropped = Q(claimed_at__lt=now - DROPPED_AFTER) | Q(claimed_at__gt=now + DROPPED_AFTER)
    return Q(due_at__lte=now, state__in=[Posted.State.WAITING, Posted.State.CLAIMED]) & (Q(state=Posted.State.WAITING) | dropped)


def _still_ours(model: type[Posted], pk: int, claimed_at: datetime, now: datetime) -> bool:
    if now - claimed_at < DROPPED_AFTER / 2:
        return True
    ours = model._default_manager.filter(pk=pk, state=Posted.State.CLAIMED, claimed_at=claimed_at)
    return ours.update(claimed_at=now) == 1


def give_back(model: type[Posted], pks: Sequence[int], claimed_at: datetime) -> None:
    """Claimed rows that nobody has begun to send wait again."""
    ours = model._default_manager.filter(pk__in=pks, state=Posted.State.CLAIMED, claimed_at=claimed_at)
    ours.update(state=Posted.State.WAITING, claimed_at=None, attempts=F("attempts") - 1)


def mark(model: type[Posted], pk: int, state: str, **fields: object) -> None:
    """What became of a claimed row."""
    model._default_manager.filter(pk=pk, state=Posted.State.CLAIMED).update(state=state, **fields)


def put_off(row: Posted, now: datetime, refusal: Refusal) -> None:
    """A refusal for now: the next attempt waits longer each time. Raises ServerGone where the server takes nothing at all."""
    waits = SERVER_WAITS if refusal.of_server else WAITS
    wait = waits[min(row.attempts, len(waits)) - 1] * (1 + JITTER * (2 * _random.random() - 1))
    mark(type(row), row.pk, Posted.State.WAITING, due_at=now + wait, error=str(refusal))
    if refusal.of_server:
        raise ServerGone(refusal)


def new_message_id() -> str:
    """Fixed when the row is made, so that a mail that is sent again is the same mail."""
    return f"<{uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"


def thread_id(row: Any) -> str:
    """The Message-ID that nobody sends and all mails about a row refer to, so that they stand together in a list of mails."""
    return f"<{row._meta.model_name}-{row.pk}@{urlsplit(settings.SITE_URL).hostname}>"
