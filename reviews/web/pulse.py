"""Acts on pulses: answer how happy one is with a service, name who uses it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reviews import pulses
from reviews.deciding import Refused
from reviews.models import Pulse
from reviews.web.access import member
from reviews.web.agreement import Attempt, agreement_of
from reviews.web.answer import answer
from reviews.web.pages import today_of


@require_POST
@member()
def answer_pulse(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever is asked answers, whatever their role. Back to where the form stood: Today, or the agreement's page."""
    deal = "window__agreement__"
    rows = Pulse.objects.for_member(request.user).select_related(f"{deal}organisation", f"{deal}vendor", f"{deal}owner")
    pulse = get_object_or_404(rows, window=pk, person=request.user)
    agreement, score = pulse.window.agreement, request.POST.get("score", "")
    attempt = None
    try:
        chosen = int(score) if score in {"1", "2", "3", "4", "5"} else None
        pulse = pulses.record_answer(pulse, chosen, request.POST.get("comment", ""), today_of(request))
    except Refused as refusal:
        attempt = Attempt("pulse", str(refusal), request.POST.dict(), window=pk)
        messages.error(request, str(refusal))
    else:
        said = f"Kept: {pulse.get_score_display().lower()} with {agreement.vendor or agreement.title}."  # type: ignore[union-attr]
        messages.success(request, f"{said} You may change it until the window closes on {pulse.window.closes_on:%-d %B %Y}.")
    if request.POST.get("from") == "today" and attempt is None:
        return redirect(reverse("today") + "#pulse")
    return answer(request, agreement, tab="windows", attempt=attempt)


@require_POST
@member("correct")
def name_users(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_of(request, pk)
    people = [int(person) for person in request.POST.getlist("people") if person.isdecimal() and len(person) < 19]
    attempt = None
    try:
        pulses.record_users(agreement, request.user, people, timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        attempt = Attempt("users", str(refusal), request.POST.dict())
    else:
        messages.success(request, "Kept. Before the window opens they are asked how happy they are with it.")
    return answer(request, agreement, tab="windows", attempt=attempt)
