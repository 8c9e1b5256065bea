"""Days pass: windows that have closed are passed, and those of later terms computed.

What an agreement's windows are changes with the day only when one of them closes (a law of ``tests/reviews/test_windows.py``), so
that whatever needs a look is found by the index ``window_to_roll``, and an idle agreement costs nothing. What a mistake of ours may
leave behind is found by the reconciler, which reckons every agreement once a day.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q

from reviews.deadlines import record_windows
from reviews.models import Window
from reviews.models.window import NOT_ROLLED

logger = logging.getLogger(__name__)

AT_ONCE: Final = 500  # windows fetched at a time
_FIRST_ZONE: Final = timedelta(hours=14)  # where a day ends first: nowhere else has a window closed that has not closed there


@dataclass(frozen=True, slots=True)
class Rolled:
    """How many agreements were brought up to the day, and on how many our code failed."""

    agreements: int = 0
    failed: int = 0


def roll(now: datetime) -> Rolled:
    """Brings up to the day every agreement of which a window has closed since it was looked at.

    Each is a transaction of its own. One on which the code fails stops no other; it is tried again by the next run.
    """
    seen: set[int] = set()
    failed = 0
    for window in _closed(now):
        agreement = window.agreement
        today = now.astimezone(agreement.organisation.zone).date()
        if agreement.pk in seen or window.closes_on >= today:
            continue
        seen.add(agreement.pk)
        try:
            if agreement.archived_at is None:  # nobody is reminded of an archived one; it is computed when it comes back
                record_windows(agreement, today, rolling=True)
        except Exception:
            failed += 1
            logger.exception("the windows of agreement %s could not be rolled on", agreement.pk)
        else:
            Window.objects.filter(NOT_ROLLED, agreement=agreement, closes_on__lt=today).update(rolled=F("closes_on"))
    return Rolled(len(seen) - failed, failed)


def _closed(now: datetime) -> Iterator[Window]:
    """What has closed somewhere and is not rolled yet, longest ago first, without its words."""
    rows = Window.objects.filter(NOT_ROLLED, closes_on__lt=(now + _FIRST_ZONE).date()).order_by("closes_on", "id")
    rows = rows.select_related("agreement__organisation", "agreement__owner").defer("because", "steps")
    page = list(rows[:AT_ONCE])
    yield from page
    while len(page) == AT_ONCE:
        last = page[-1]
        page = list(rows.filter(Q(closes_on__gt=last.closes_on) | Q(closes_on=last.closes_on, id__gt=last.pk))[:AT_ONCE])
        yield from page
