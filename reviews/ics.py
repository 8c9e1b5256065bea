"""Opt-out windows as calendar entries (RFC 5545): in a mail, or in a calendar that fetches them again and again.

An entry keeps its UID for good, so that a moved date moves it; each change raises its SEQUENCE; what is decided or no longer
follows from the agreement is CANCELLED rather than left out, so that no program keeps a dead deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from reviews.bound import bound_by_silence
from reviews.models import Decision, Window

ALARMS: Final = (7, 1)  # days before, at nine
FETCH_EVERY: Final = timedelta(hours=6)
_STANDS: Final = {
    "renew": "It is decided to renew.",
    "renegotiate": "It is being renegotiated; the window closes all the same.",
    "opt_out": "It is decided to opt out; the notice is not recorded as sent yet.",
}
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")  # RFC 5545, 3.3.11 lets no text have them
# SEQUENCE counts up: seconds from then to the last change.
_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)


def window_ics(window: Window) -> bytes:
    """A calendar with the one window, to be attached to a mail."""
    return _calendar([window])


def feed_ics(windows: Iterable[Window], name: str) -> bytes:
    """A calendar with all of them, to be subscribed; the same windows give the same bytes."""
    return _calendar(windows, name)


def _calendar(windows: Iterable[Window], name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Fineprint//Opt-out windows//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", FETCH_EVERY, {"value": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    for window in windows:
        calendar.add_component(_event(window))
    ics: bytes = calendar.to_ical()
    return ics


def _event(window: Window) -> Event:
    """An all-day entry on the send-by day."""
    agreement = window.agreement
    live = _is_live(window)
    changed = max(window.updated_at, agreement.updated_at).astimezone(UTC)
    event = Event()
    event.add("uid", f"window-{window.agreement_id}-{window.term}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(0, int((changed - _EPOCH).total_seconds())))
    event.add("status", "CONFIRMED" if live else "CANCELLED")
    event.add("dtstart", window.send_by)
    event.add("dtend", window.send_by + timedelta(days=1))
    event.add("summary", _CONTROLS.sub(" ", f"Send notice: {f'{agreement.vendor}, ' if agreement.vendor else ''}{agreement.title}"))
    event.add("description", _CONTROLS.sub(" ", _described(window)))
    event.add("url", urljoin(settings.SITE_URL, reverse("agreement", args=[window.agreement_id]) + "?tab=windows"))
    event.add("transp", "TRANSPARENT")
    for days in ALARMS if window.state == Window.State.OPEN and live else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Send notice by {window.send_by:%-d %B}")
        alarm.add("trigger", datetime.combine(date(2000, 1, 2), time(9)) - datetime(2000, 1, 2 + days))
        event.add_component(alarm)
    return event


def _described(window: Window) -> str:
    """The last days, what stands, what silence costs and whose it is."""
    days = f"Notice must leave by {window.send_by:%A %-d %B %Y}. "
    days += f"The window is open from {window.opens_on:%-d %B %Y} to {window.closes_on:%-d %B %Y}."
    decision, bound, stands = getattr(window, "decision", None), bound_by_silence(window), ""
    if window.state == Window.State.EXERCISED:
        stands = "The notice is recorded as sent."
    elif decision is not None and decision.state == Decision.State.PROPOSED:
        stands = f"To {decision.get_choice_display().lower()} waits for approval."
    elif decision is not None and decision.state == Decision.State.HOLDS:
        stands = _STANDS[decision.choice]
    silence = bound.says if bound else f"Its renewal is that of {window.renews_on:%-d %B %Y}."
    return " ".join(part for part in (days, stands, silence, f"Owner: {window.agreement.owner}.") if part)


def _is_live(window: Window) -> bool:
    """False where nobody has to act any more; an opt-out still has to be sent, and a negotiation may have to be ended by notice."""
    return window.agreement.archived_at is None and window.state in {Window.State.OPEN, Window.State.PASSED}
