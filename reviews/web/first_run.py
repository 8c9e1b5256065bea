"""The first run: the first owner, and a sample to try."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from contracts.models import Membership, Organisation, User
from contracts.models.audit import record_change
from reviews.receiving import record_upload
from reviews.tasks import read_version
from reviews.web.access import member
from reviews.web.forms import WelcomeForm


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
    return render(request, "welcome.html", {"form": form}, status=200 if request.method == "GET" else 422)


@require_POST
@member("upload")
def upload_sample(request: HttpRequest) -> HttpResponse:
    """Uploads the sample agreement as any file would be; 404 where this installation came without one."""
    sample = settings.SAMPLE_AGREEMENT
    if sample is None:
        raise Http404
    version, new = record_upload(request.user, request.user.organisation, f"Sample {sample.name}", sample.read_bytes())  # type: ignore[union-attr, arg-type]
    if new:
        read_version.delay_on_commit(version.pk)
    return redirect("upload")
