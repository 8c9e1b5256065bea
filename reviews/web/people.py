"""The first run, and settings: the organisation, its people, its tokens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from contracts.models import ApiToken, Membership, Organisation, User
from contracts.models.audit import record_change
from reviews.web.access import member
from reviews.web.forms import OrganisationForm, TokenForm, WelcomeForm


def welcome(request: HttpRequest) -> HttpResponse:
    """Makes the first owner; once there is a person it is gone."""
    if User.objects.exists():
        raise Http404
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            organisation = Organisation.objects.create(name=form.cleaned_data["organisation"])
            user = User.objects.create_user(
                form.cleaned_data["email"], form.cleaned_data["password"], name=form.cleaned_data["name"]
            )
            Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.ADMIN)
            record_change(organisation, user, "organisation_made", organisation)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("today")
    return render(request, "welcome.html", {"form": form})


@member("manage")
def settings_page(request: HttpRequest) -> HttpResponse:
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            record_change(organisation, request.user, "organisation_changed", organisation)
        messages.success(request, "Saved.")
        return redirect("settings")
    return render(
        request,
        "settings.html",
        {
            "form": form,
            "token_form": TokenForm(),
            "tokens": ApiToken.objects.for_member(request.user).filter(revoked_at=None).select_related("user"),
            "people": Membership.objects.for_member(request.user).select_related("user").order_by("user__email"),
            "new_token": request.session.pop("new_token", None),
        },
    )


@require_POST
@member("manage")
def make_token(request: HttpRequest) -> HttpResponse:
    """A token is shown on the next page, once."""
    form = TokenForm(request.POST)
    if form.is_valid():
        organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
        row, token = ApiToken.issue(request.user, organisation, **form.cleaned_data)
        record_change(organisation, request.user, "token_made", row, after={"name": row.name, "scope": row.scope})
        request.session["new_token"] = token
    else:
        messages.error(request, "Say what the token is for.")
    return redirect("settings")


@require_POST
@member("manage")
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.for_member(request.user), pk=pk)
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=timezone.now())
    record_change(token.organisation, request.user, "token_revoked", token)
    return redirect("settings")
