"""What mail servers answer when they do not take a mail, for hours and days of simulated time; with real sockets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from django.test import override_settings
from django.utils import timezone

from bench.faults.portfolio import clear, due, plant
from bench.faults.postbox import Postbox
from bench.faults.proof import Proof
from reviews import reminders
from reviews.models import Reminder

WINDOWS = 40
NEXT_PERSON_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Trouble:
    """``answer`` as in Postbox, for ``lasts`` of simulated time; ``for_good``: to the owner, so that the next person must hear."""

    what: str
    answer: str
    lasts: timedelta = timedelta(hours=2)
    at_data: bool = False
    for_good: bool = False


TROUBLES = (
    Trouble("421 to the recipient, 2 hours", "421 4.3.2 try later"),
    Trouble("421 to the mail, 2 hours", "421 4.3.2 try later", at_data=True),
    Trouble("450 to the recipient, 2 hours", "450 4.2.1 busy"),
    Trouble("451 to the mail, 2 hours", "451 4.3.0 error in processing", at_data=True),
    Trouble("closes in the middle of the mail, 2 hours", "close"),
    Trouble("hangs in the middle of the mail, 2 hours", "hang"),
    Trouble("gone, 48 hours", "gone", timedelta(hours=48)),
    Trouble("550 to the owner, for good", "550 5.1.1 no such person", for_good=True),
    Trouble("552 to the owner's mails, for good", "552 5.2.2 box full", at_data=True, for_good=True),
)


def answers(postbox: Postbox) -> Iterator[Proof]:
    """Nothing is lost to any of these, and where the owner's mail is refused for good the next person hears soon."""
    for trouble in TROUBLES:
        with override_settings(EMAIL_TIMEOUT=0.3):  # of a server that hangs; 20 seconds in the product, and in the other parts
            proof = _suffered(postbox, trouble)
        yield proof


def _moments(now: datetime, lasts: timedelta) -> Iterable[datetime]:
    """When sweeps run: each minute in the first half hour, then every ten, until some hours after all is well again."""
    passed, end = timedelta(), lasts + timedelta(hours=5)
    while passed < end:
        yield now + passed
        passed += timedelta(minutes=1 if passed < timedelta(minutes=30) else 10)


def _suffered(postbox: Postbox, trouble: Trouble) -> Proof:
    clear()
    postbox.forget()
    pattern = plant(WINDOWS)
    # A moment in the working day, so that no other step comes due meanwhile that would overtake what is looked at.
    start = timezone.now() + timedelta(minutes=1)
    wanted = dict(due(start).values_list("window_id", "message_id"))
    postbox.answer, postbox.at_data = trouble.answer, trouble.at_data
    postbox.refuses = frozenset({pattern.owner.email}) if trouble.for_good else frozenset()
    if trouble.answer == "gone":
        postbox.answer = ""
        postbox.close()
    reached: dict[int, datetime] = {}
    sweeps, well, began = 0, False, perf_counter()
    for now in _moments(start, trouble.lasts):
        if now - start >= trouble.lasts and not trouble.for_good and not well:
            well, postbox.answer = True, ""
            if trouble.answer == "gone":
                postbox.open()
        reminders.sweep(now)
        sweeps += 1
        for window, number in Reminder.objects.filter(state="sent").values_list("window_id", "message_id"):
            if number in postbox.taken:
                reached.setdefault(window, now)
        if len(reached) == len(wanted) and (well or trouble.for_good):
            break
    lost = set(wanted) - set(reached)
    longest = max((at - start for at in reached.values()), default=timedelta())
    refused = Reminder.objects.filter(state="failed").count()
    holds = not lost and not postbox.repeats
    if trouble.for_good:
        holds = holds and longest <= NEXT_PERSON_WITHIN and refused == len(wanted)
        found = f"lost {len(lost)}, the next person heard within {longest.seconds // 60} simulated minutes; {refused} refusals on file"
    else:
        holds = holds and not refused and longest >= trouble.lasts
        found = f"lost {len(lost)}, repeated {postbox.repeats}, all there {(longest - trouble.lasts).seconds // 60} simulated minutes after it ended"
    return Proof(f"SMTP {trouble.what}", holds, f"{found}; {len(wanted)} windows, {sweeps} sweeps, {perf_counter() - began:.0f} s")
