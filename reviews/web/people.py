"""Settings: the organisation, its people, its tokens; and each person's own account."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from contracts.models import ApiToken, Membership, Organisation, User
from contracts.models.audit import record_change
from reviews import quieting, staffing
from reviews.deciding import Refused
from reviews.web.access import member
from reviews.web.forms import AbsenceForm, OrganisationForm, PersonForm, TokenForm
from reviews.web.pages import today_of

# What of the organisation moves reminders: their hour, their working days, who hears.
_REARMS: Final = frozenset({"time_zone", "country", "reminder_hour", "escalation"})


@member("manage")
def settings_page(request: HttpRequest) -> HttpResponse:
    """The organisation's form, its people and its tokens. What was made a moment ago is shown, this once.

    Each form numbers its fields for itself: three of them ask for a name, and a label must lead to its own.
    """
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    form = OrganisationForm(request.POST or None, instance=organisation, auto_id="organisation_%s")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            before = {name: str(form.initial.get(name)) for name in form.changed_data}
            form.save()
            after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
            record_change(organisation, request.user, "organisation_changed", organisation, before=before, after=after)
            quieting.record_schedule(organisation, request.user, form.cleaned_data["steps"], today_of(request))  # type: ignore[arg-type]
            if _REARMS.intersection(form.changed_data):
                quieting.rearm(Q(organisation=organisation), today_of(request))
        messages.success(request, "The settings are saved.")
        return redirect("settings")
    return _settings(request, form=form, secret=request.session.pop("secret", None))


def _settings(request: HttpRequest, **context: object) -> HttpResponse:
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    people = Membership.objects.for_member(request.user).select_related("user")
    context = {
        "form": OrganisationForm(instance=organisation, auto_id="organisation_%s"),
        "token_form": TokenForm(auto_id="token_%s"),
        "person_form": PersonForm(auto_id="person_%s"),
        "tokens": ApiToken.objects.for_member(request.user).filter(revoked_at=None).select_related("user"),
        "people": people.annotate(owns=Count("user__owned_agreements", filter=Q(user__owned_agreements__archived_at=None))).order_by(
            "-user__is_active", "user__name", "user__email"
        ),
        "roles": Membership.Role.choices,
        **context,
    }
    return render(request, "settings.html", context, status=200 if request.method == "GET" else 422)


@require_POST
@member("manage")
def make_token(request: HttpRequest) -> HttpResponse:
    """A token is shown on the next page, once."""
    form = TokenForm(request.POST, auto_id="token_%s")
    if not form.is_valid():
        return _settings(request, token_form=form)
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    with transaction.atomic():
        row, token = ApiToken.issue(request.user, organisation, **form.cleaned_data)
        record_change(organisation, request.user, "token_made", row, after={"name": row.name, "scope": row.scope})
    request.session["secret"] = {"what": f"The token for {row.name}", "secret": token}
    return redirect("settings")


@require_POST
@member("manage")
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.for_member(request.user), pk=pk)
    with transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(revoked_at=timezone.now())
        record_change(token.organisation, request.user, "token_revoked", token)
    messages.success(request, f"The token for {token.name} is revoked; whatever used it is refused from now on.")
    return redirect("settings")


@require_POST
@member("manage")
def add_person(request: HttpRequest) -> HttpResponse:
    """A person's first password is shown on the next page, once; they change it under their account."""
    form = PersonForm(request.POST, auto_id="person_%s")
    if form.is_valid():
        try:
            membership, password = staffing.record_person(request.user.organisation, request.user, **form.cleaned_data)  # type: ignore[union-attr, arg-type]
        except staffing.NotPossible as refusal:
            form.add_error("email", str(refusal))
        else:
            request.session["secret"] = {"what": f"The first password of {membership.user}", "secret": password}
            return redirect("settings")
    return _settings(request, person_form=form)


@require_POST
@member("manage")
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Does what the button names: ``role``, ``password``, ``away`` (with days and a deputy), ``leave`` (with ``heir``) or ``return``."""
    membership = get_object_or_404(Membership.objects.for_member(request.user).select_related("user", "organisation"), pk=pk)
    try:
        match request.POST.get("act"):
            case "role":
                staffing.record_role(membership, request.user, request.POST.get("role", ""))  # type: ignore[arg-type]
                messages.success(request, f"{membership.user} is {membership.get_role_display().lower()} now.")
            case "password":
                password = staffing.record_new_password(membership, request.user)  # type: ignore[arg-type]
                if membership.user_id == request.user.pk:
                    update_session_auth_hash(request, membership.user)
                request.session["secret"] = {"what": f"The new password of {membership.user}", "secret": password}
            case "leave":
                count = staffing.record_leaving(membership, request.user, _heir(request), today_of(request))  # type: ignore[arg-type]
                messages.success(request, f"{membership.user} may not log in any more. {count} agreements were handed over.")
            case "away":
                _away(request, membership)
            case "return":
                staffing.record_return(membership, request.user)  # type: ignore[arg-type]
                messages.success(request, f"{membership.user} may log in again.")
    except (staffing.NotPossible, Refused) as refusal:
        messages.error(request, f"Nothing was changed. {refusal}")
    return redirect("settings")


def _away(request: HttpRequest, membership: Membership) -> None:
    """Somebody fell ill: an admin names who gets their reminders too."""
    form = AbsenceForm(request.POST, person=membership.user)
    if not form.is_valid():
        raise Refused("Give the first and the last day, and a colleague as deputy.")
    days = form.cleaned_data
    quieting.record_absence(
        membership.user,
        membership.organisation,
        request.user,  # type: ignore[arg-type]
        days["first_day"],
        days["last_day"],
        days["deputy"],
        today_of(request),
    )
    messages.success(request, f"{days['deputy']} gets {membership.user}’s reminders too, until {days['last_day']:%-d %B %Y}.")


def _heir(request: HttpRequest) -> User:
    wanted = request.POST.get("heir", "")
    heir = Membership.objects.for_member(request.user).filter(user=int(wanted) if wanted.isdecimal() else 0).select_related("user").first()
    if heir is None:
        raise staffing.NotPossible("Choose who takes over the agreements.")
    return heir.user
