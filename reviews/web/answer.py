"""How an act on an agreement answers: htmx gets the pieces that changed, everybody else the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from contracts.models import Agreement
from reviews.models import Finding
from reviews.web.agreement import Attempt, context_of, shown


def answer(
    request: HttpRequest,
    agreement: Agreement,
    *,
    tab: str = "",
    finding: int | None = None,
    attempt: Attempt | None = None,
    heard: Callable[[list[Finding]], str] | None = None,
    unfolded: bool = False,
) -> HttpResponse:
    """Shows what the act did.

    htmx: the finding (or the margin, where the act was about something else), and beside it the head's counts, what is said
    and the redlines of the same sentence. Without it: back to the page. An ``attempt`` that was not done is shown in the
    page itself, with what the person sent. ``heard`` words, from all findings as they now stand, what a person sees anyway and
    who listens has to be told. ``unfolded``: a decided finding stays open, because the act was about what is said in it.
    """
    asked: dict[str, Any] = {name: request.POST.get(name, "") for name in ("version", "view", "tab", "edit")}
    if tab:
        asked["tab"] = tab
    if finding:
        asked["finding"] = str(finding)
    if request.htmx:  # type: ignore[attr-defined]
        context = context_of(request, agreement, asked, attempt)
        about = next((f for f in context["findings"] if f["row"].pk == finding), None)
        context |= {"f": about, "swap": True, "unfolded": unfolded}
        if attempt:
            context["heard"] = attempt.refusal
        elif heard:
            context["heard"] = heard([f["row"] for f in context["findings"]])
        return shown(request, "partials/answer_finding.html" if about else "partials/answer_margin.html", context)
    if attempt:
        status = 409 if attempt.conflict else 200 if attempt.preview else 422
        return shown(request, "agreement.html", context_of(request, agreement, asked, attempt), status=status)
    kept = urlencode({name: value for name, value in asked.items() if value and name != "edit"})
    place = f"#finding-{finding}" if finding else ""
    return redirect(f"{reverse('agreement', args=[agreement.pk])}{'?' + kept if kept else ''}{place}")
