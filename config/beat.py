"""The timetable's process: where it remembers what it last told the workers, and what it does when none of them listens."""

import logging
import threading
from pathlib import Path

from celery.beat import PersistentScheduler

LOOK_EVERY = 20.0  # seconds

log = logging.getLogger(__name__)


class KeepingScheduler(PersistentScheduler):
    """Makes the directory of its file, which is there already only where ``make run`` has been; and keeps watch beside it."""

    def setup_schedule(self) -> None:
        Path(self.schedule_filename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().setup_schedule()
        # A thread of its own: with the broker gone the timetable itself stands still, and waits for it.
        threading.Thread(target=keep_watch, name="watch", daemon=True).start()


def keep_watch(stop: threading.Event | None = None) -> None:
    """Looks every so often whether mail is sent, and sends it where nobody does. The broker is only a doorbell."""
    from django.db import close_old_connections
    from django.utils import timezone

    from reviews.standing_in import sweep_if_nobody_did

    stop = stop or threading.Event()
    while not stop.wait(LOOK_EVERY):
        close_old_connections()
        try:
            sweep_if_nobody_did(timezone.now())
        except Exception:  # the database is away: it is asked again
            log.exception("the watch could not look")
        close_old_connections()
