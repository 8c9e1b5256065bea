"""Tells a monitor outside, once a minute, that reminders reach people, or that they do not: pings in healthchecks' manner.

Where nothing comes any more, the monitor raises the alarm by itself: that is what tells of a machine that is gone.
"""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from reviews.health import health_at
from reviews.models import Heartbeat

log = logging.getLogger(__name__)

LONGEST: Final = 5.0  # seconds that a ping may take
_AT_MOST_EVERY: Final = timedelta(seconds=55)  # the timetable says a minute, and is a little early at times


def tell_outside(now: datetime) -> bool:
    """One ping to ``HEARTBEAT_URL``: the address itself while all is well, with ``/fail`` behind it where it is not.

    Whether one was taken; False too where there is no address, or where a ping left less than a minute ago. Raises nothing.
    """
    if not settings.HEARTBEAT_URL:
        return False
    _, made = Heartbeat.objects.get_or_create(name="outside", defaults={"at": now})
    if not made and not Heartbeat.objects.filter(name="outside", at__lte=now - _AT_MOST_EVERY).update(at=now):
        return False
    address = settings.HEARTBEAT_URL if health_at(now).ok else _failing(settings.HEARTBEAT_URL)
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"User-Agent": "Fineprint"}), timeout=LONGEST):
            return True
    except (OSError, ValueError) as error:  # no address in the log: whoever knows it can ping in our name
        log.warning("the heartbeat address could not be reached: %s", type(error).__name__)
        return False


def _failing(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(path=parts.path.rstrip("/") + "/fail").geturl()
