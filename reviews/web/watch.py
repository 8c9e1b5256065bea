"""The watch: whether reminders reach people, and what differs from what the agreements ask for."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from contracts.models import Agreement
from reviews.health import health_at
from reviews.mending import mend
from reviews.models import Difference
from reviews.web.access import member
from reviews.web.keyset import count_of

SHOWN: Final = 50  # differences; mended ones make room for the rest
GONE: Final = 10

# What each kind means for whoever relies on the reminders, and what helps.
MEANS: Final = {
    "window_missing": "Nobody would be reminded of this renewal.",
    "window_extra": "People are reminded of a renewal that the agreement does not have.",
    "window_moved": "People are told another day than the agreement's.",
    "window_state": "Its reminders have ended, or never end, without a reason on file.",
    "question_missing": "Without the answer there is no window, and nobody is asked for it.",
    "reminder_missing": "On that day nobody hears, or one person fewer than should.",
    "reminder_moved": "It goes out on another day than its schedule says.",
    "reminder_state": "It counts as done, and may never have gone out.",
    "reminder_late": "Somebody should have heard by now.",
    "reminder_orphaned": "It waits for a day that no longer counts.",
    "recipient_gone": "It would reach nobody. Hand the agreement or the question to somebody who is here.",
}


@member("manage")
def watch_page(request: HttpRequest) -> HttpResponse:
    """Open differences, newest first, each with what it means; what is wrong with the sending; what was wrong lately."""
    rows = Difference.objects.for_member(request.user).select_related("agreement__vendor")
    found = rows.filter(gone_at=None)
    shown = [{"row": row, "means": MEANS[row.kind]} for row in found[:SHOWN]]
    health = health_at(timezone.now())
    context = {
        "differences": shown,
        "count": count_of(found),
        "causes": [cause for cause in health.causes if cause.cause != "difference"],  # those of others are none of ours
        "details": health.details,
        "reconciled_at": health.reconciled_at,
        "swept_at": health.swept_at,
        "gone": rows.exclude(gone_at=None).order_by("-gone_at")[:GONE],
    }
    return render(request, "watch.html", context)


@require_POST
@member("manage")
def mend_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.for_member(request.user).select_related("organisation"), pk=pk)
    mended = mend(agreement, request.user, timezone.now())  # type: ignore[arg-type]
    if mended.left:
        messages.error(request, f"{mended.gone} set right; {mended.left} cannot be set right from here. What is listed still says what helps.")
    else:
        messages.success(request, f"The windows and reminders of {agreement} are as the agreement asks for them.")
    return redirect("watch")
