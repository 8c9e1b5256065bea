"""Forms that act: upload, decide, correct, discuss, sign off. Each answers with the page that shows what it did."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from contracts.models import Agreement, Version
from contracts.reading.errors import MESSAGES, ReadingError
from contracts.reading.sandbox import Reader
from reviews import deciding
from reviews.models import Finding, Review, Window
from reviews.recording import record_upload
from reviews.tasks import read_version
from reviews.web.access import member
from reviews.web.forms import CorrectionForm, MoneyForm
from reviews.web.pages import today_of

_reader: Reader | None = None


@member("upload")
def upload(request: HttpRequest) -> HttpResponse:
    """Several files at once; each becomes a version that is read in the background. GET shows the latest uploads."""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if not files:
            messages.error(request, "Choose at least one file first.")
        agreement = None
        if request.POST.get("agreement", "").isdecimal():
            agreement = get_object_or_404(Agreement.objects.for_member(request.user), pk=int(request.POST["agreement"]))
        for file in files:
            if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
                messages.error(request, f"{file.name}: {MESSAGES['too_large'].format('')}")
                continue
            version, new = record_upload(
                request.user,  # type: ignore[arg-type]
                request.user.organisation,  # type: ignore[union-attr, arg-type]
                file.name or "agreement",
                file.read(),
                agreement=agreement,
                kind=request.POST.get("kind") or "master",
            )
            if new:
                read_version.delay_on_commit(version.pk)
            else:
                messages.info(request, f"{file.name} is here already, as “{version.document.agreement}”.")
                if len(files) == 1:
                    return redirect(version.document.agreement)
        return redirect("upload")
    versions = Version.objects.for_member(request.user).select_related("document__agreement", "uploaded_by").order_by("-pk")[:25]
    return render(request, "upload.html", {"versions": versions})


@require_GET
@member()
def upload_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One upload's progress, re-read from its row."""
    version = get_object_or_404(Version.objects.for_member(request.user).select_related("document__agreement"), pk=pk)
    return render(request, "partials/upload_row.html", {"version": version})


@require_POST
@member("upload")
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(Version.objects.for_member(request.user), pk=pk)
    if version.finished:
        Version.objects.filter(pk=version.pk).update(state=Version.State.UPLOADED, claimed_at=None, attempts=0)
        read_version.delay_on_commit(version.pk)
    return redirect("upload")


@require_GET
@member()
def page_image(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The picture of a page, drawn in the sandbox once and kept."""
    version = get_object_or_404(Version.objects.for_member(request.user), pk=pk)
    if not version.pages or not 1 <= number <= version.pages:
        raise Http404
    kept = f"pages/{version.organisation_id}/{version.sha256}/{number}.png"
    if default_storage.exists(kept):
        with default_storage.open(kept) as file:
            png = file.read()
    else:
        png = _draw(version, number)
        from django.core.files.base import ContentFile

        default_storage.save(kept, ContentFile(png))
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, max-age=86400, immutable"})


def _draw(version: Version, number: int) -> bytes:
    global _reader
    if _reader is None:
        _reader = Reader()
    try:
        png: bytes = _reader.render_page(version.file.path, number, 1400)
    except ReadingError as error:
        raise Http404(error.message) from error
    return png


def _back(request: HttpRequest, agreement: Agreement, **query: Any) -> HttpResponse:
    address = reverse("agreement", args=[agreement.pk])
    kept = {"tab": request.POST.get("tab", ""), "version": request.POST.get("version", ""), **query}
    pairs = "&".join(f"{name}={value}" for name, value in kept.items() if value)
    return redirect(f"{address}?{pairs}" if pairs else address)


@require_POST
@member("review")
def decide_redline(request: HttpRequest, pk: int) -> HttpResponse:
    finding = get_object_or_404(Finding.objects.for_member(request.user).select_related("review__version__document__agreement"), pk=pk)
    state = request.POST.get("state", "")
    agreement = finding.review.version.document.agreement
    if state not in Finding.State.values:
        messages.error(request, "Choose to accept, edit or reject the redline.")
        return _back(request, agreement, finding=finding.pk)
    try:
        deciding.record_redline_decision(
            finding,
            request.user,  # type: ignore[arg-type]
            state,
            step=request.POST.get("step", ""),
            wording=request.POST.get("wording", ""),
            reason=request.POST.get("reason", ""),
            revision=int(request.POST["revision"]) if request.POST.get("revision", "").isdecimal() else None,
        )
    except deciding.Outdated as refusal:
        yours = request.POST.get("wording", "").strip()
        messages.error(request, f"{refusal}" + (f" Your words were: “{yours}”" if yours else ""))
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, agreement, finding=finding.pk)


@require_POST
@member("discuss")
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(Review.objects.for_member(request.user).select_related("version__document__agreement"), pk=pk)
    finding = None
    if request.POST.get("finding", "").isdecimal():
        finding = get_object_or_404(review.findings, pk=int(request.POST["finding"]))
    try:
        deciding.record_comment(review, request.user, request.POST.get("text", ""), finding)  # type: ignore[arg-type]
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, review.version.document.agreement, finding=finding.pk if finding else "")


@require_POST
@member("review")
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(Review.objects.for_member(request.user).select_related("version__document__agreement"), pk=pk)
    try:
        if request.POST.get("reopen"):
            deciding.record_reopening(review, request.user)  # type: ignore[arg-type]
        else:
            deciding.record_sign_off(review, request.user)  # type: ignore[arg-type]
            messages.success(request, "The review is signed off.")
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, review.version.document.agreement)


@require_POST
@member("correct")
def correct_fact(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.for_member(request.user).select_related("organisation", "owner"), pk=pk)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was changed. " + " ".join(e for errors in form.errors.values() for e in errors))
        return _back(request, agreement, tab="facts")
    before = _window_dates(agreement)
    try:
        deciding.record_correction(
            agreement,
            request.user,  # type: ignore[arg-type]
            form.cleaned_data["field"],
            form.cleaned_data["value"],
            form.cleaned_data["reason"],
            today_of(request),
        )
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        after = _window_dates(agreement)
        moved = "The windows did not move." if after == before else "The windows follow: " + (_say(after) or "none is left.")
        messages.success(request, f"Corrected. {moved}")
    return _back(request, agreement, tab=request.POST.get("tab") or "facts")


def _window_dates(agreement: Agreement) -> list[Any]:
    return list(agreement.windows.filter(state=Window.State.OPEN).order_by("closes_on").values_list("closes_on", flat=True))


def _say(dates: list[Any]) -> str:
    return f"the next closes on {dates[0]:%A %-d %B %Y}." if dates else ""


@require_POST
@member("correct")
def state_money(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.for_member(request.user).select_related("organisation", "owner"), pk=pk)
    form = MoneyForm(request.POST)
    if form.is_valid():
        deciding.record_money(agreement, request.user, today=today_of(request), **form.cleaned_data)  # type: ignore[arg-type]
    else:
        messages.error(request, "Nothing was changed. Write the amounts as numbers, without a currency sign.")
    return _back(request, agreement)


@require_POST
@member("decide")
def decide_window(request: HttpRequest, pk: int) -> HttpResponse:
    window = get_object_or_404(Window.objects.for_member(request.user).select_related("agreement"), pk=pk)
    try:
        deciding.record_window_decision(
            window,
            request.user,  # type: ignore[arg-type]
            request.POST.get("choice", ""),
            request.POST.get("reason", ""),
            today_of(request),
        )
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, window.agreement, tab="windows")


@require_POST
@member("discuss")
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    window = get_object_or_404(Window.objects.for_member(request.user).select_related("agreement", "organisation"), pk=pk)
    deciding.record_acknowledgement(window, request.user)  # type: ignore[arg-type]
    messages.success(request, "Acknowledged. The escalation contacts are left alone; your own reminders go on until you decide.")
    return _back(request, window.agreement, tab="windows")
