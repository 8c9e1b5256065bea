"""Files in, and their progress; the pictures of their pages out."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from contracts.models import Agreement, Document, Version
from contracts.reading.errors import MESSAGES, ReadingError
from contracts.reading.sandbox import Reader
from reviews.recording import record_upload
from reviews.tasks import read_version
from reviews.web.access import member

# One reading child for each web process, started when the first page is drawn; the threads take turns at it.
_DRAWER: Final = Reader(ocr="off")


@member("upload")
def upload(request: HttpRequest) -> HttpResponse:
    """Several files at once; each becomes a version that is read in the background. GET shows the latest uploads.

    ``document`` names the document of which the file is the next version, ``agreement`` the deal to which it is added as a
    document of ``kind``; then the answer is that agreement's page.
    """
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if not files:
            messages.error(request, "Choose at least one file first.")
        agreement, document = _place_of(request)
        kind = request.POST.get("kind") or "master"
        if kind not in Document.Kind.values:
            kind = "other"
        version = None
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
                kind=kind,
                document=document,
            )
            if new:
                read_version.delay_on_commit(version.pk)
            else:
                messages.info(request, f"{file.name} is here already, as “{version.document.agreement}”.")
                if len(files) == 1:
                    return redirect(f"{version.document.agreement.get_absolute_url()}?version={version.pk}")
        if agreement is not None:
            return redirect(f"{agreement.get_absolute_url()}?version={version.pk}" if version else agreement.get_absolute_url())
        return redirect("upload")
    versions = Version.objects.for_member(request.user).select_related("document__agreement", "uploaded_by").order_by("-pk")[:25]
    return render(request, "upload.html", {"versions": versions})


def _place_of(request: HttpRequest) -> tuple[Agreement | None, Document | None]:
    wanted = request.POST.get("document", "")
    if wanted.isdecimal():
        document = get_object_or_404(Document.objects.for_member(request.user).select_related("agreement"), pk=int(wanted))
        return document.agreement, document
    wanted = request.POST.get("agreement", "")
    if wanted.isdecimal():
        return get_object_or_404(Agreement.objects.for_member(request.user), pk=int(wanted)), None
    return None, None


@require_GET
@member()
def upload_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One upload's progress, re-read from its row."""
    version = get_object_or_404(Version.objects.for_member(request.user).select_related("document__agreement"), pk=pk)
    return render(request, "partials/upload_row.html", {"version": version})


@require_POST
@member("upload")
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(Version.objects.for_member(request.user).select_related("document"), pk=pk)
    if version.finished:
        Version.objects.filter(pk=version.pk).update(state=Version.State.UPLOADED, claimed_at=None, attempts=0)
        read_version.delay_on_commit(version.pk)
    if request.POST.get("agreement"):
        return redirect(f"{reverse('agreement', args=[version.document.agreement_id])}?version={version.pk}")
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
        default_storage.save(kept, ContentFile(png))
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, max-age=86400, immutable"})


def _draw(version: Version, number: int) -> bytes:
    try:
        with version.file.open("rb") as kept:
            png: bytes = _DRAWER.render_page_of(kept.read(), version.name, number, 1400)
    except ReadingError as error:
        raise Http404(error.message) from error
    return png
