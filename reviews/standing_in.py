"""Sends mail in the place of workers that do not: the broker may be gone, or every worker.

The database says when the last sweep ended. Whoever keeps time looks at that, and goes to the door when nobody else did.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from reviews import digests, notes, pulses, question_mails, reminders
from reviews.models import Heartbeat

log = logging.getLogger(__name__)

# Sweeps end every twenty seconds while all is well, and after some minutes when there is much to send: then two run at once,
# and each claims what the other has not.
SILENT_FOR: Final = timedelta(seconds=70)


def sweep_if_nobody_did(now: datetime) -> bool:
    """Sweeps every outbox where the last sweep is too long ago; False where it is not."""
    last = Heartbeat.objects.filter(name="reminders").values_list("at", flat=True).first()
    if last is not None and abs(now - last) < SILENT_FOR:
        return False
    log.warning("nobody has swept since %s: the timetable does it itself", last)
    for room in (reminders, question_mails, digests, notes, pulses):
        try:
            room.sweep(now)
        except Exception:  # a fault of one outbox keeps no other from being swept
            log.exception("%s", room.__name__)
    return True
