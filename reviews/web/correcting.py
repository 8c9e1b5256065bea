"""Acts on what an agreement says and costs: correct a fact, see what that moves first, withdraw it, state the money."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from reviews import deciding
from reviews.foresight import foresee
from reviews.web.access import member
from reviews.web.agreement import Attempt, agreement_of
from reviews.web.answer import answer
from reviews.web.fact_fields import kind_of, value_from
from reviews.web.forms import MoneyForm
from reviews.web.moved import stands, what_moved
from reviews.web.pages import today_of
from reviews.web.words import FACT_FIELDS


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What the form sent, the table's columns as lists."""
    return {**request.POST.dict(), "below": request.POST.getlist("below"), "percent": request.POST.getlist("percent")}


def _seen(request: HttpRequest) -> int | None:
    """The correction that the page showed, None for none, -1 where the form does not say."""
    sent = request.POST.get("seen", "-1")
    return int(sent) if sent.isdecimal() else None if sent == "" else -1


@require_POST
@member("correct")
def correct_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves a correction; with ``preview`` it only says which windows would move."""
    agreement = agreement_of(request, pk)
    field = request.POST.get("field", "")
    tab = request.POST.get("tab") or "facts"
    try:
        value = value_from(field, request.POST)
    except KeyError:
        attempt = Attempt("fact", "There is no such fact; nothing was changed.", _sent(request))
        return answer(request, agreement, tab="facts", attempt=attempt)
    except ValueError as error:
        return answer(request, agreement, tab="facts", attempt=Attempt("fact", f"Nothing was changed. {error}", _sent(request)))
    if request.POST.get("preview"):
        try:
            foresight = foresee(agreement, field, value, today_of(request))
        except ValueError as error:
            return answer(request, agreement, tab="facts", attempt=Attempt("fact", f"Nothing was changed: {error}.", _sent(request)))
        return answer(request, agreement, tab="facts", attempt=Attempt("fact", "", _sent(request), preview=foresight))
    before, asked = stands(agreement), agreement.open_questions.filter(answered_at=None, field=field).exists()
    try:
        deciding.record_correction(
            agreement,
            request.user,  # type: ignore[arg-type]
            field,
            value,
            request.POST.get("reason", ""),
            today_of(request),
            seen=_seen(request),
        )
    except deciding.Refused as refusal:
        conflict = isinstance(refusal, deciding.CorrectionChanged)
        return answer(request, agreement, tab="facts", attempt=Attempt("fact", str(refusal), _sent(request), conflict=conflict))
    done = "Kept as you confirmed it." if request.POST.get("confirmed") else "Answered." if asked else "Corrected."
    messages.success(request, f"{done} {what_moved(before, stands(agreement))}")
    return answer(request, agreement, tab=tab)


@require_POST
@member("correct")
def preview_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Which windows a value that is being typed would move; a fragment, and nothing is written."""
    agreement = agreement_of(request, pk)
    field = request.POST.get("field", "")
    try:
        foresight = foresee(agreement, field, value_from(field, request.POST), today_of(request))
    except (KeyError, ValueError) as error:
        said = "There is no such fact." if isinstance(error, KeyError) else str(error)
        return render(request, "partials/foresight.html", {"refusal": said, "today": today_of(request)})
    return render(request, "partials/foresight.html", {"foresight": foresight, "today": today_of(request)})


@require_POST
@member("correct")
def withdraw_correction(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_of(request, pk)
    field = request.POST.get("field", "")
    before = stands(agreement)
    try:
        kind_of(field)
        earlier = deciding.record_withdrawal(agreement, request.user, field, today_of(request), seen=_seen(request))  # type: ignore[arg-type]
    except KeyError:
        messages.error(request, "There is no such fact; nothing was changed.")
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        holds = "The correction before it holds again." if earlier else "What was read holds again."
        messages.success(request, f"{FACT_FIELDS[field]}: the correction is withdrawn. {holds} {what_moved(before, stands(agreement))}")
    return answer(request, agreement, tab="facts")


@require_POST
@member("correct")
def state_money(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_of(request, pk)
    form = MoneyForm(request.POST)
    attempt = None
    stands = {name: str(getattr(agreement, name) or "") for name in form.fields}
    if any(request.POST.get(f"seen_{name}", stood) != stood for name, stood in stands.items()):
        said = "Somebody else stated the costs meanwhile, and nothing of yours was saved over them. They now are: "
        words = " and ".join(f"{form.fields[name].label.lower()} {stood or 'not known'}" for name, stood in stands.items())
        attempt = Attempt("money", f"{said}{words}. Save again if yours are right.", request.POST.dict(), conflict=True)
    elif form.is_valid():
        deciding.record_money(agreement, request.user, today=today_of(request), **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The costs are saved; the reasons of the findings follow.")
    else:
        said = "Nothing was changed. Write the amounts as numbers, without a currency sign, like 60000 or 4200.50."
        attempt = Attempt("money", said, request.POST.dict())
    return answer(request, agreement, attempt=attempt)
