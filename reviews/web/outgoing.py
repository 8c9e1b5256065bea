"""The Word file for the vendor, as a download."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from reviews.deciding import Refused
from reviews.models import Review
from reviews.outgoing import WORD, record_redlined_file
from reviews.web.access import member


@require_POST
@member("review")
def redlined_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The vendor's file with the accepted redlines as tracked changes; back to the page where there is nothing to write."""
    rows = Review.objects.for_member(request.user).select_related("version__document__agreement", "organisation")
    review = get_object_or_404(rows, pk=pk)
    try:
        file = record_redlined_file(review, request.user, timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{review.version.document.agreement.get_absolute_url()}?version={review.version_id}")
    for note in file.notes:  # a download cannot say it: the next page does
        messages.warning(request, note)
    return FileResponse(BytesIO(file.data), as_attachment=True, filename=file.name, content_type=WORD)
