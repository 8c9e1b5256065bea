"""Each person's own account: name, password, reminders, days away, calendar addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from contracts.models import Membership, User
from contracts.models.audit import record_change
from reviews import quieting
from reviews.deciding import Refused
from reviews.models import Absence, CalendarFeed
from reviews.web.access import member
from reviews.web.forms import AbsenceForm, NameForm, WishesForm
from reviews.web.pages import today_of


@member()
def account(request: HttpRequest) -> HttpResponse:
    """Does what the button names; a calendar address that was made a moment ago is shown, this once."""
    user: Any = request.user
    act = request.POST.get("act", "")
    forms_ = _forms(request, user, act)
    done = {"name": _name, "password": _password, "wishes": _wishes, "away": _away, "back": _back}.get(act)
    if done is not None:
        try:
            said = done(request, user, forms_.get(act))
        except Refused as refusal:
            if act in forms_:
                forms_[act].add_error(None, str(refusal))
            said = ""
        if said:
            messages.success(request, said)
            return redirect(request.path + ("#reminders" if act in {"wishes", "away", "back"} else ""))
    context = {
        "forms": forms_,
        "absences": Absence.objects.for_member(user).filter(person=user, last_day__gte=today_of(request)).select_related("deputy"),
        "feeds": CalendarFeed.objects.for_member(user).filter(user=user, revoked_at=None),
        "scopes": CalendarFeed.Scope.choices,
        "feed": request.session.pop("feed", ""),
    }
    return render(request, "account.html", context, status=422 if act else 200)


def _forms(request: HttpRequest, user: User, act: str) -> dict[str, Any]:
    membership: Membership = user.membership  # type: ignore[assignment]

    def sent(name: str) -> Any:
        return request.POST if act == name else None

    password = PasswordChangeForm(user, sent("password"))
    del password.fields["old_password"].widget.attrs["autofocus"]  # it stands far down the page
    return {
        "name": NameForm(sent("name"), instance=user),
        "password": password,
        "wishes": WishesForm(sent("wishes"), initial={"reminders_from": membership.reminders_from, "digest": membership.digest}),
        "away": AbsenceForm(sent("away"), person=user),
    }


def _name(request: HttpRequest, user: User, form: forms.ModelForm[User]) -> str:
    if not form.is_valid():
        return ""
    form.save()
    return "Your name is saved."


def _password(request: HttpRequest, user: User, form: PasswordChangeForm) -> str:  # type: ignore[type-arg]
    if not form.is_valid():
        return ""
    with transaction.atomic():
        form.save()
        record_change(user.organisation, user, "password_changed", user)  # type: ignore[arg-type]
    update_session_auth_hash(request, form.user)
    return "Your password is changed. Other browsers in which you were logged in have to log in again."


def _wishes(request: HttpRequest, user: User, form: WishesForm) -> str:
    if not form.is_valid():
        return ""
    asked = form.cleaned_data
    quieting.record_wishes(user.membership, user, asked["reminders_from"], asked["digest"], today_of(request))  # type: ignore[arg-type]
    return "Your reminders are saved."


def _away(request: HttpRequest, user: User, form: AbsenceForm) -> str:
    if not form.is_valid():
        return ""
    asked = form.cleaned_data
    organisation: Any = user.organisation
    quieting.record_absence(user, organisation, user, asked["first_day"], asked["last_day"], asked["deputy"], today_of(request))
    return f"{asked['deputy']} gets your reminders too from {asked['first_day']:%-d %B} to {asked['last_day']:%-d %B %Y}."


def _back(request: HttpRequest, user: User, form: None) -> str:
    sent = request.POST.get("absence", "")
    rows = Absence.objects.for_member(user).filter(person=user)
    absence = get_object_or_404(rows, pk=int(sent) if sent.isdecimal() else 0)
    quieting.record_presence(absence, user)
    return "Those days are taken back; nobody stands in for you then."
