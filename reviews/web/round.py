"""What a person answers to the vendor's answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reviews import deciding
from reviews.models import RoundItem
from reviews.rounds import record_round_choice
from reviews.web.access import member
from reviews.web.answer import answer
from reviews.web.pages import today_of


@require_POST
@member("review")
def choose_round_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts the vendor's words, asks again, or takes that back."""
    rows = RoundItem.objects.for_member(request.user).select_related("round__review__version__document__agreement__organisation")
    item = get_object_or_404(rows, pk=pk)
    sent = request.POST.get("revision", "")
    choice, _, step = request.POST.get("choice", "").partition(":")
    try:
        record_round_choice(
            item,
            request.user,  # type: ignore[arg-type]
            choice,
            today=today_of(request),
            step=step,
            revision=int(sent) if sent.isdecimal() else None,
        )
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    return answer(request, item.round.review.version.document.agreement, tab="round")
