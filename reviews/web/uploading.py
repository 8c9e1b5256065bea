"""Files in, and their progress; the pictures of their pages out."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import F, Func, JSONField, QuerySet, Value
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from contracts.models import Agreement, Document, Vendor, Version
from contracts.models.document import heavy
from contracts.reading.errors import MESSAGES, ReadingError
from contracts.reading.sandbox import Reader
from reviews.deciding import Refused
from reviews.filing import file_upload
from reviews.particulars import record_tracked_changes
from reviews.tasks import read_version
from reviews.web.access import member
from reviews.web.upload_rows import upload_rows

SHOWN = 25
OFFERED = 500  # agreements and vendors by name, in the form

# One reading child for each web process, started when the first page is drawn; the threads take turns at it.
_DRAWER: Final = Reader(ocr="off")


@member("upload")
def upload(request: HttpRequest) -> HttpResponse:
    """Several files at once; each becomes a version that is read in the background. GET shows the latest uploads.

    ``document`` names the document of which the file is the next version, ``agreement`` the deal to which it is added as a
    document of ``kind``; then a form is answered with that agreement's page.
    A script sends one file a request and gets its row back; a form gets this page, or the agreement that has the file.
    """
    if request.method == "POST":
        return _take(request)
    return _upload_page(request)


def _take(request: HttpRequest) -> HttpResponse:
    by_script = bool(request.headers.get("X-Fineprint-Upload"))
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, "Choose at least one file first.")
    agreement, document = _place_of(request)
    taken: list[tuple[Version, bool]] = []
    for file in files:
        refusal = _refusal(file)
        if refusal and by_script:
            return render(request, "partials/upload_refused.html", {"name": file.name, "refusal": refusal})
        if refusal:
            messages.error(request, f"{file.name}: {refusal} Nothing of it was kept.")
            continue
        version, new = file_upload(
            request.user,  # type: ignore[arg-type]
            request.user.organisation,  # type: ignore[union-attr, arg-type]
            file.name or "agreement",
            file.read(),
            agreement=agreement,
            document=document,
            kind=request.POST.get("kind") or Document.Kind.MASTER,
            vendor=request.POST.get("vendor", ""),
            tracked_changes=request.POST.get("tracked_changes", ""),
        )
        taken.append((version, new))
        if new:
            read_version.delay_on_commit(version.pk)
        elif not by_script:
            messages.info(request, f"{file.name} is here already, as “{version.document.agreement}”.")
    if by_script and taken:
        version, new = taken[0]
        (row,) = upload_rows(request, [_versions(request).get(pk=version.pk)], known=not new)
        return render(request, "partials/upload_row.html", {"row": row, "version": row.version})
    if len(files) == 1 and taken and not taken[0][1]:
        return redirect(f"{taken[0][0].document.agreement.get_absolute_url()}?version={taken[0][0].pk}")
    if agreement is not None:
        return redirect(f"{agreement.get_absolute_url()}?version={taken[-1][0].pk}" if taken else agreement.get_absolute_url())
    return redirect("upload")


def _place_of(request: HttpRequest) -> tuple[Agreement | None, Document | None]:
    wanted = request.POST.get("document", "")
    if wanted.isdecimal():
        document = get_object_or_404(Document.objects.for_member(request.user).select_related("agreement"), pk=int(wanted))
        return document.agreement, document
    wanted = request.POST.get("agreement", "")
    if wanted.isdecimal():
        return get_object_or_404(Agreement.objects.for_member(request.user), pk=int(wanted)), None
    return None, None


def _refusal(file: UploadedFile) -> str:
    if not file.size:
        return MESSAGES["empty"].format("")
    return MESSAGES["too_large"].format("") if file.size > settings.UPLOAD_LIMIT_BYTES else ""


def _versions(request: HttpRequest) -> QuerySet[Any]:
    rows = Version.objects.for_member(request.user).select_related("document__agreement__vendor", "uploaded_by")
    # As Version.unread_pages has it, without fetching where each word of each page stands.
    unread = Func(
        F("layout"),
        Value('$.pages[*] ? (@[5] == "no_text")[0]'),
        template="jsonb_path_query_array(%(expressions)s::jsonpath)",
        output_field=JSONField(),
    )
    return rows.defer(*heavy()).annotate(pages_unread=unread)


def _upload_page(request: HttpRequest) -> HttpResponse:
    """The latest uploads, found by the index version_list; ``agreement`` in the address chooses where files belong."""
    rows = upload_rows(request, _versions(request).order_by("-pk")[:SHOWN])
    agreements = Agreement.objects.for_member(request.user).filter(archived_at=None).select_related("vendor")
    return render(
        request,
        "upload.html",
        {
            "rows": rows,
            "reading": sum(not row.version.finished for row in rows),
            "unreadable": sum(row.version.state == Version.State.UNREADABLE for row in rows),
            "agreements": agreements.order_by(Lower("vendor__name"), Lower("title"))[:OFFERED],
            "vendors": Vendor.objects.for_member(request.user).order_by(Lower("name"))[:OFFERED],
            "kinds": Document.Kind.choices,
            "chosen": request.GET.get("agreement", ""),
        },
    )


@require_GET
@member()
def upload_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One upload's progress, re-read from its row; 204, nothing new, while it is still in the ``state`` that the asker knows."""
    version = get_object_or_404(_versions(request), pk=pk)
    (row,) = upload_rows(request, [version])
    if request.GET.get("state") == ("stuck" if row.stuck else version.state) and not version.finished:
        return HttpResponse(status=204)
    return render(request, "partials/upload_row.html", {"row": row, "version": row.version})


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


@require_POST
@member("review")
def tracked_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Has a Word file read with the vendor's own tracked changes accepted, or rejected, as ``read_as`` says."""
    version = get_object_or_404(Version.objects.for_member(request.user).select_related("document"), pk=pk)
    try:
        if record_tracked_changes(version, request.user, request.POST.get("read_as", "")):  # type: ignore[arg-type]
            read_version.delay_on_commit(version.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('agreement', args=[version.document.agreement_id])}?version={version.pk}")


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
