"""Ways in which rows can go wrong behind the application's back, and as what the reconciler must report each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.db.models import F

from contracts.models import Agreement, User
from reviews.models import OpenQuestion, Reminder, Window


@dataclass(frozen=True, slots=True)
class Corruption:
    """``apply`` spoils rows of the agreement, as of a moment; the reconciler must report one of ``kinds``."""

    name: str
    kinds: frozenset[str]
    apply: Callable[[Agreement, datetime, Random], object]


ALL: list[Corruption] = []


def corrupts(*kinds: str) -> Callable[[Callable[[Agreement, datetime, Random], object]], Callable[..., object]]:
    def keep(apply: Callable[[Agreement, datetime, Random], object]) -> Callable[..., object]:
        ALL.append(Corruption(apply.__name__, frozenset(kinds), apply))
        return apply

    return keep


def _window(agreement: Agreement, random: Random) -> Window:
    return random.choice(list(agreement.windows.filter(state="open").order_by("term")))


def _ended(agreement: Agreement, random: Random, state: str) -> int:
    """One window and its chain end as by that state, and no row says why."""
    window = _window(agreement, random)
    window.reminders.filter(state="waiting").update(state="skipped")
    return Window.objects.filter(pk=window.pk).update(state=state)


def _reminder(agreement: Agreement, now: datetime, random: Random) -> Any:
    """One reminder that is still ahead, as a query that changes it alone."""
    ahead = now + timedelta(days=1)
    rows = Reminder.objects.filter(window__agreement=agreement, window__state="open", state="waiting", due_at__gt=ahead)
    return Reminder.objects.filter(pk=random.choice(list(rows.order_by("pk").values_list("pk", flat=True))))


def _shift(random: Random) -> timedelta:
    return timedelta(days=random.choice([-400, -31, -3, -1, 1, 2, 30, 365]))


@corrupts("window_missing")
def window_deleted(agreement: Agreement, now: datetime, random: Random) -> object:
    return _window(agreement, random).delete()


@corrupts("reminder_missing")
def reminder_deleted(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).delete()


@corrupts("reminder_missing")
def whole_chain_deleted(agreement: Agreement, now: datetime, random: Random) -> object:
    return _window(agreement, random).reminders.all().delete()


@corrupts("question_missing")
def question_deleted(agreement: Agreement, now: datetime, random: Random) -> object:
    return OpenQuestion.objects.filter(agreement=agreement).delete()


@corrupts("window_moved")
def window_shifted(agreement: Agreement, now: datetime, random: Random) -> object:
    day = random.choice(["opens_on", "closes_on", "send_by", "renews_on"])
    return Window.objects.filter(pk=_window(agreement, random).pk).update(**{day: F(day) + _shift(random)})


@corrupts("window_moved")
def window_and_chain_shifted(agreement: Agreement, now: datetime, random: Random) -> object:
    """Consistently, so that only the agreement itself gives it away."""
    shift, window = timedelta(days=7 * random.choice([-4, -1, 1, 2, 9])), _window(agreement, random)
    window.reminders.update(due_at=F("due_at") + shift, deadline=F("deadline") + shift)
    days = {day: F(day) + shift for day in ("opens_on", "closes_on", "send_by", "renews_on")}
    return Window.objects.filter(pk=window.pk).update(**days)


@corrupts("reminder_moved", "reminder_late")
def reminder_shifted(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(due_at=F("due_at") + _shift(random), made_at=now - timedelta(days=9))


@corrupts("reminder_orphaned")
def deadline_shifted(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(deadline=F("deadline") + _shift(random))


@corrupts("window_extra")
def window_invented(agreement: Agreement, now: datetime, random: Random) -> object:
    window = _window(agreement, random)
    window.pk, window.term = None, 90
    return window.save()


@corrupts("window_state")
def decided_without_decision(agreement: Agreement, now: datetime, random: Random) -> object:
    return _ended(agreement, random, "decided")


@corrupts("window_state")
def exercised_without_notice(agreement: Agreement, now: datetime, random: Random) -> object:
    return _ended(agreement, random, "exercised")


@corrupts("window_state")
def passed_before_it_closes(agreement: Agreement, now: datetime, random: Random) -> object:
    return _ended(agreement, random, "passed")


@corrupts("window_state")
def withdrawn_without_reason(agreement: Agreement, now: datetime, random: Random) -> object:
    return _ended(agreement, random, "withdrawn")


@corrupts("reminder_state")
def sent_without_a_time(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(state="sent")


@corrupts("reminder_state")
def sent_before_its_day(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(state="sent", sent_at=now)


@corrupts("reminder_state")
def skipped_before_its_day(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(state="skipped")


@corrupts("reminder_state")
def claimed_by_nobody(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(state="claimed", claimed_at=None)


@corrupts("reminder_state")
def message_id_lost(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(message_id=f"lost {agreement.pk}")


@corrupts("reminder_late")
def never_picked_up(agreement: Agreement, now: datetime, random: Random) -> object:
    return _reminder(agreement, now, random).update(due_at=now - timedelta(minutes=20), made_at=now - timedelta(days=2))


@corrupts("reminder_orphaned", "reminder_missing")
def sent_to_somebody_else(agreement: Agreement, now: datetime, random: Random) -> object:
    people = User.objects.filter(memberships__organisation=agreement.organisation, memberships__role="read_only", is_active=True)
    return _reminder(agreement, now, random).update(recipient=people.earliest("pk"))


@corrupts("recipient_gone")
def owner_gone(agreement: Agreement, now: datetime, random: Random) -> object:
    return User.objects.filter(pk=agreement.owner_id).update(is_active=False)


@corrupts("recipient_gone")
def owner_of_another_house(agreement: Agreement, now: datetime, random: Random) -> object:
    with connection.cursor() as cursor:
        return cursor.execute("DELETE FROM contracts_membership WHERE user_id = %s", [agreement.owner_id])


@corrupts("reminder_orphaned")
def archived_and_still_waiting(agreement: Agreement, now: datetime, random: Random) -> object:
    return Agreement.objects.filter(pk=agreement.pk).update(archived_at=now)
