"""Worker, timetable, broker and database killed at random moments while windows are due."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from random import Random

from django.db import OperationalError, connection
from django.utils import timezone

from bench.faults.ground import Ground
from bench.faults.portfolio import clear, due, plant
from bench.faults.postbox import Postbox
from bench.faults.proof import Proof
from reviews import reminders
from reviews.models.posted import Posted
from reviews.outbox import DROPPED_AFTER

LONGEST = 3600.0  # seconds
LONGEST_WAIT = 8.0  # for mails between two kills: what a worker takes to start; what killed workers had claimed comes ten minutes later


def kills(ground: Ground, postbox: Postbox, windows: int, count: int, seed: int) -> Proof:
    """Each window's reminder reaches the postbox; one that comes again has the same Message-ID, at most one for each kill."""
    clear()
    plant(windows)
    wanted = set(due(timezone.now()).values_list("message_id", flat=True))
    connection.close()
    random, killed, moments = Random(seed), Counter[str](), []
    ground.worker()
    ground.beat()
    began = time.monotonic()
    with ground.watched():
        while killed.total() < count and time.monotonic() - began < LONGEST:
            # The mails last as long as the kills do: where they run ahead, the postbox takes its time.
            postbox.delay = 0.08 if postbox.count / windows > killed.total() / count else 0.0
            _wait_for(ground, postbox, random.randint(1, max(1, 2 * windows // count)))
            time.sleep(random.uniform(0, 0.1))  # anywhere between two mails
            if name := ground.kill_one(random):
                killed[name] += 1
                moments.append(time.monotonic())
        left = windows - postbox.count
    ground.end(*[part for part in ground.parts if not part.server])
    _catch_up(ground)
    lost = wanted - set(postbox.taken)
    worst = Counter(min((m for m in moments if m >= first[0][0] - 0.5), default=0.0) for first in postbox.taken.values() if len(first) > 1)
    strange = set(postbox.taken) - {number for model in Posted.__subclasses__() for number in model._default_manager.values_list("message_id", flat=True)}
    said = ", ".join(f"{name.lower()} {number}" for name, number in sorted(killed.items()))
    return Proof(
        f"{windows:,} windows due, {killed.total()} kills",
        killed.total() == count and not lost and not strange and postbox.repeats <= count and left > 0,
        f"lost {len(lost)}, repeated {postbox.repeats} (all under the same Message-ID: {'yes' if not strange else 'no'}), at most {max(worst.values(), default=0)} "
        f"after one kill; killed: {said}; {left} mails still to send at the last kill",
    )


def _wait_for(ground: Ground, postbox: Postbox, more: int) -> None:
    """Until so many more mails have come in, so that a kill meets work; not for ever, where nothing is left to come in."""
    until, wanted = time.monotonic() + LONGEST_WAIT, postbox.count + more
    while postbox.count < wanted and time.monotonic() < until:
        ground.ring()
        rung = time.monotonic()
        while postbox.count < wanted and time.monotonic() < rung + 1:
            time.sleep(0.01)


def _catch_up(ground: Ground) -> None:
    """What was dropped is found again once its claim is old enough."""
    until = time.monotonic() + 60
    with ground.watched():
        while True:
            try:
                while due(timezone.now()).exists():
                    reminders.sweep(timezone.now() + DROPPED_AFTER + timedelta(seconds=30))
                return
            except OperationalError:
                connection.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
