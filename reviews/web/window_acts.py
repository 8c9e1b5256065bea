"""Acts on a window: decide, approve or return what another has proposed, take back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews import undoing, window_deciding
from reviews.deciding import Refused, WrongValue
from reviews.models import Decision, Window
from reviews.web import outcomes
from reviews.web.access import member
from reviews.web.agreement import Attempt, redlines_of
from reviews.web.answer import answer
from reviews.web.pages import today_of


def window_of(request: HttpRequest, pk: int) -> Window:
    rows = Window.objects.for_member(request.user).select_related("agreement__organisation", "agreement__vendor", "organisation")
    window: Window = get_object_or_404(rows, pk=pk)
    return window


@require_POST
@member("decide")
def decide_window(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a decision. To renegotiate leads to the review with its redlines."""
    window = window_of(request, pk)
    try:
        decision = window_deciding.record_window_decision(
            window,
            request.user,  # type: ignore[arg-type]
            request.POST.get("choice", ""),
            request.POST.get("reason", ""),
            today_of(request),
            valid_until=day_of(request, "valid_until"),
        )
    except Refused as refusal:
        attempt = Attempt("window", str(refusal), request.POST.dict(), window=window.pk)
        return answer(request, window.agreement, tab="windows", attempt=attempt)
    messages.success(request, outcomes.window_decided(decision))
    review = redlines_of(window.agreement) if decision.choice == Decision.Choice.RENEGOTIATE and decision.holds else ""
    if not review:
        return answer(request, window.agreement, tab="windows")
    return HttpResponse(headers={"HX-Redirect": review}) if request.htmx else redirect(review)  # type: ignore[attr-defined]


@require_POST
@member("decide")
def answer_window(request: HttpRequest, pk: int) -> HttpResponse:
    """Approves what another has proposed, or with ``return`` sends it back with a reason."""
    window = window_of(request, pk)
    user: Any = request.user
    attempt = None
    try:
        if request.POST.get("return"):
            window_deciding.record_return(window, user, request.POST.get("reason", ""), today_of(request))
            messages.success(request, "Returned. The window stays open and the reminders go on.")
        else:
            messages.success(request, outcomes.window_decided(window_deciding.record_approval(window, user, today_of(request))))
    except Refused as refusal:
        attempt = Attempt("return", str(refusal), request.POST.dict(), window=window.pk)
    return answer(request, window.agreement, tab="windows", attempt=attempt)


@require_POST
@member("decide")
def undo_window(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the last decision about a window back."""
    window = window_of(request, pk)
    try:
        undone = undoing.record_window_undo(window, request.user, today_of(request))  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, outcomes.window_undone(undone))
    return answer(request, window.agreement, tab="windows")


def day_of(request: HttpRequest, name: str) -> date | None:
    """The day that a form's field says; None where it is empty. Raises WrongValue where it is none."""
    sent = request.POST.get(name, "").strip()
    if not sent:
        return None
    try:
        return date.fromisoformat(sent)
    except ValueError as error:
        raise WrongValue(name, f"“{sent[:40]}” is no day. Write it like 2027-01-29.") from error
