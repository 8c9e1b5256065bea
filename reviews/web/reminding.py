"""What people do about reminders on a window's page: acknowledge, snooze, wake; and an agreement's own schedule."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reviews import quieting
from reviews.deciding import Refused
from reviews.schedule import STEPS, WrongSchedule, parsed
from reviews.web.access import member
from reviews.web.agreement import Attempt, agreement_of
from reviews.web.answer import answer
from reviews.web.pages import today_of
from reviews.web.window_acts import window_of


@require_POST
@member("discuss")
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    window = window_of(request, pk)
    try:
        quieting.record_acknowledgement(window, request.user, timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Acknowledged: nobody else hears of this step. The next reminds everybody again, until somebody decides.")
    return answer(request, window.agreement, tab="windows")


@require_POST
@member("discuss")
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Snoozes one's own reminders until a day, or with ``wake`` ends that."""
    window = window_of(request, pk)
    user: Any = request.user
    if request.POST.get("wake"):
        quieting.record_waking(window, user)
        messages.success(request, "You are reminded of it again as ever.")
        return answer(request, window.agreement, tab="windows")
    attempt = None
    try:
        until = date.fromisoformat(request.POST.get("until", ""))
        made = quieting.record_snooze(window, user, until, today_of(request))
    except ValueError:
        attempt = Attempt("snooze", "Choose the day on which to be reminded again.", request.POST.dict(), window=window.pk)
    except Refused as refusal:
        attempt = Attempt("snooze", str(refusal), request.POST.dict(), window=window.pk)
    else:
        messages.success(request, f"You are reminded again on {made.until:%A %-d %B %Y}. The others hear as ever.")
    return answer(request, window.agreement, tab="windows", attempt=attempt)


@require_POST
@member("decide")
def agreement_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement's own steps; with nothing written or ``usual``, the organisation's again."""
    agreement = agreement_of(request, pk)
    attempt = None
    try:
        steps = () if request.POST.get("usual") else parsed(request.POST.get("steps", ""))
        everywhere = tuple(agreement.organisation.reminder_steps or STEPS)
        count = quieting.record_schedule(agreement, request.user, () if steps == everywhere else steps, today_of(request))  # type: ignore[arg-type]
    except (WrongSchedule, Refused) as refusal:
        attempt = Attempt("schedule", str(refusal), request.POST.dict())
    else:
        messages.success(request, f"The schedule is saved; the reminders of {count} window{'' if count == 1 else 's'} follow it.")
    return answer(request, agreement, tab="windows", attempt=attempt)
