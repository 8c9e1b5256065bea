"""What goes out of a review: the Word file for the vendor, and the negotiation memo for our own side."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reviews.deciding import Refused
from reviews.models import Review
from reviews.outgoing import WORD, certificate_of, memo_of, record_redlined_file
from reviews.redlining.memo import counted
from reviews.redlining.memo_file import write_memo
from reviews.web.access import member


def _review(request: HttpRequest, pk: int) -> Review:
    rows = Review.objects.for_member(request.user).select_related("version__document__agreement__vendor", "organisation")
    review: Review = get_object_or_404(rows, pk=pk)
    return review


def _page_of(review: Review) -> str:
    return f"{review.version.document.agreement.get_absolute_url()}?version={review.version_id}"


@require_POST
@member("review")
def redlined_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The vendor's file with the accepted redlines as tracked changes; back to the page where there is nothing to write."""
    review = _review(request, pk)
    try:
        file = record_redlined_file(review, request.user, timezone.now(), named=bool(request.POST.get("named")))  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_page_of(review))
    for note in file.notes:  # a download cannot say it: the next page does
        messages.warning(request, note)
    return FileResponse(BytesIO(file.data), as_attachment=True, filename=file.name, content_type=WORD)


@require_GET
@member()
def memo(request: HttpRequest, pk: int) -> HttpResponse:
    """The memo as a page that prints."""
    review = _review(request, pk)
    rows = memo_of(review)
    agreement = review.version.document.agreement
    context = {"review": review, "agreement": agreement, "rows": rows, "counted": counted(rows), "back": _page_of(review)}
    return render(request, "memo.html", context)


@require_GET
@member()
def memo_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The memo as a Word file; back to its page, which says what to do, where nothing is accepted yet."""
    review = _review(request, pk)
    rows = memo_of(review)
    if not rows:
        return redirect("memo", pk=review.pk)
    name = PurePath(review.version.name).stem
    return FileResponse(BytesIO(write_memo(name, rows)), as_attachment=True, filename=f"{name} memo.docx", content_type=WORD)


@require_GET
@member()
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate of the Word file that was made last, as a page to print or save; with ``?format=txt`` as a text."""
    review = _review(request, pk)
    context = {"review": review, "agreement": review.version.document.agreement, "c": certificate_of(review), "back": _page_of(review)}
    if request.GET.get("format") != "txt" or context["c"] is None:
        return render(request, "certificate.html", context)
    answer = render(request, "certificate.txt", context, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="certificate.txt"'
    return answer
