"""A clock that jumps, and more of everything than there should be."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import connection
from django.utils import timezone

from bench.faults.ground import Ground
from bench.faults.portfolio import agreement, clear, due, house, multiply, plant
from bench.faults.postbox import Postbox
from bench.faults.proof import Proof
from reviews import reminders
from reviews.models import Reminder, Window
from reviews.reminders import LATE_AFTER

WINDOWS = 200
TWICE = 3000  # windows due while two timetables and four workers run
JUMP = timedelta(days=3)


def clock(ground: Ground, postbox: Postbox) -> Iterator[Proof]:
    yield _forward(postbox)
    yield _backward(postbox)
    postbox.forget()
    yield _two_and_four(ground, postbox)


def _plant_daily() -> Window:
    """Windows of an organisation that wants some reminders on days in a row, so that several are missed in three days."""
    clear()
    organisation, owner = house()
    organisation.reminder_steps = [60, 30, 29, 28, 25, 24, 23, 20, 19, 18, 7, 3, 2, 1]
    organisation.save()
    today = timezone.now().date()
    pattern = agreement(owner, 0, today + timedelta(days=45), today)
    multiply(pattern, WINDOWS - 1)
    window: Window = pattern.windows.get()
    return window


def _forward(postbox: Postbox) -> Proof:
    """Down for three days: of the steps that were missed each person gets the most urgent alone, marked late."""
    window = _plant_daily()
    chain = list(window.reminders.filter(recipient=window.agreement.owner_id).order_by("due_at").values_list("step", "due_at"))
    before, after = _gap([due_at for _, due_at in chain])
    reminders.sweep(before)
    postbox.forget()
    sent = set(Reminder.objects.filter(state="sent").values_list("pk", flat=True))
    missed = [step for step, due_at in chain if before < due_at <= after]
    result = reminders.sweep(after)
    rows = Reminder.objects.filter(state="sent").exclude(pk__in=sent)
    got = Counter(rows.values_list("window_id", "recipient_id"))
    steps, late = set(rows.values_list("step", flat=True)), rows.filter(late=True).count()
    holds = steps == {missed[-1]} and late == len(got) == result.sent == postbox.count and set(got.values()) == {1} and len(missed) > 1
    holds = holds and Window.objects.count() == len({window for window, _ in got}) and not postbox.repeats
    return Proof(
        f"clock three days forward, {WINDOWS} windows",
        holds,
        f"missed steps {', '.join(missed)}; sent step {', '.join(sorted(steps))}: {result.sent} mails, {late} marked late, {result.skipped} older ones skipped",
    )


def _gap(days: list[datetime]) -> tuple[datetime, datetime]:
    """Three days in which several steps come due, the last of them long enough before the end to be late."""
    for last, following in pairwise(days):
        before = last + LATE_AFTER + timedelta(hours=1) - JUMP
        if following > before + JUMP and sum(before < day <= before + JUMP for day in days) > 1 and before > timezone.now():
            return before, before + JUMP
    raise AssertionError("the chain has no such gap")


def _backward(postbox: Postbox) -> Proof:
    """The clock is set back by three days after a sweep, and runs through the same days again."""
    window = _plant_daily()
    last = window.reminders.order_by("due_at")[4].due_at + timedelta(hours=1)
    postbox.forget()
    reminders.sweep(last)
    once = postbox.count
    for hours in range(0, 73, 6):
        reminders.sweep(last - JUMP + timedelta(hours=hours))
    again = postbox.count - once
    return Proof(
        f"clock three days backward and on again, {WINDOWS} windows",
        once >= WINDOWS and not again and not postbox.repeats,
        f"{once} mails before, {again} after, {postbox.repeats} twice",
    )


def _two_and_four(ground: Ground, postbox: Postbox) -> Proof:
    """Two timetables ring, four workers of a process each sweep: everybody at the same rows."""
    clear()
    plant(TWICE)
    wanted = set(due(timezone.now()).values_list("message_id", flat=True))
    connection.close()
    postbox.delay = 0.01  # so that all have come up before the work is over
    started = [ground.worker(f"Worker {number}", 1) for number in range(4)] + [ground.beat(f"Timetable {number}") for number in range(2)]
    until = time.monotonic() + 300
    with ground.watched():
        while postbox.count < len(wanted) and time.monotonic() < until:
            for _ in range(4):
                ground.ring()
            time.sleep(0.5)
    ground.end(*started)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    sent = Reminder.objects.filter(state="sent").count()
    return Proof(
        f"two timetables and four workers, {TWICE:,} windows due",
        set(postbox.taken) == wanted and not postbox.repeats and sent == len(wanted),
        f"lost {len(wanted - set(postbox.taken))}, twice {postbox.repeats}, {sent} marked sent",
    )
