"""The outbox: rows that become one mail each, claimed by a conditional UPDATE, handed to the mail server, and marked.

Kill anything at any moment: a mail may be repeated under the same Message-ID, and none is lost.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q

from reviews.models.posted import Posted

log = logging.getLogger(__name__)

# A claim that is older was dropped between sending and marking.
DROPPED_AFTER: Final = timedelta(minutes=10)
BATCH: Final = 200
# After a refusal for now the next attempt waits longer each time.
WAITS: Final = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))


@dataclass(slots=True)
class Swept:
    """How many rows came to what, as ``send`` says; and the last error of our own code, to be raised once the rest is done."""

    counts: Counter[str] = field(default_factory=Counter)
    failure: Exception | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the mail server answered instead of taking a mail; a code of 500 and more is for good."""

    code: int
    reply: str

    @property
    def permanent(self) -> bool:
        return self.code >= 500

    def __str__(self) -> str:
        return f"{self.code} {self.reply}"[:500]


def sweep(model: type[Posted], now: datetime, send: Callable[[int], str], *order: str) -> Swept:
    """Claims what is due, in that order, and has ``send`` deal with each by its primary key.

    A row on which the code itself fails is pushed an hour ahead, and stops no other.
    """
    swept = Swept()
    for pk in model._default_manager.filter(_due(now)).order_by(*order).values_list("pk", flat=True)[:BATCH]:
        if not claim(model, pk, now):
            continue
        try:
            swept.counts[send(pk)] += 1
        except Exception as error:
            mark(model, pk, Posted.State.WAITING, due_at=now + timedelta(hours=1), error=f"{type(error).__name__}: {error}"[:500])
            log.exception("%s %s could not be made", model.__name__, pk)
            swept.failure = error
    return swept


def claim(model: type[Posted], pk: int, now: datetime) -> bool:
    """Takes the row for sending; False where another sweep has it."""
    rows = model._default_manager.filter(_due(now), pk=pk)
    return rows.update(state=Posted.State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1) == 1


def _due(now: datetime) -> Q:
    return Q(state=Posted.State.WAITING, due_at__lte=now) | Q(state=Posted.State.CLAIMED, claimed_at__lt=now - DROPPED_AFTER)


def mark(model: type[Posted], pk: int, state: str, **fields: object) -> None:
    """What became of a claimed row."""
    model._default_manager.filter(pk=pk, state=Posted.State.CLAIMED).update(state=state, **fields)


def put_off(row: Posted, now: datetime, refusal: Refusal) -> None:
    """A refusal for now: the next attempt waits longer each time."""
    wait = WAITS[min(row.attempts, len(WAITS)) - 1]
    mark(type(row), row.pk, Posted.State.WAITING, due_at=now + wait, error=str(refusal))


def hand_over(mail: EmailMultiAlternatives) -> Refusal | None:
    """Gives the mail to the server; None where that took it."""
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()), (550, b""))
        return Refusal(code, reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply))
    except SMTPResponseException as error:
        return Refusal(error.smtp_code, str(error.smtp_error))
    except (SMTPException, OSError) as error:
        return Refusal(400, str(error))
    return None


def new_message_id() -> str:
    """Fixed when the row is made, so that a mail that is sent again is the same mail."""
    return f"<{uuid4().hex}@{settings.SITE_URL.split('//')[-1].split(':')[0]}>"
