"""Acts on a review and an agreement: decide, undo, sign off, acknowledge. ``answer`` shows what they did."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from contracts.models import Agreement, User
from reviews import deciding, particulars, undoing
from reviews.models import Finding, Review
from reviews.web import outcomes
from reviews.web.access import member
from reviews.web.agreement import Attempt, agreement_of
from reviews.web.answer import answer
from reviews.web.pages import today_of
from reviews.web.wording import in_context, redline_of, step_of


def _finding(request: HttpRequest, pk: int) -> Finding:
    rows = Finding.objects.for_member(request.user).select_related("review__version__document__agreement__organisation")
    finding: Finding = get_object_or_404(rows.prefetch_related("ladder"), pk=pk)
    return finding


def _revision(request: HttpRequest) -> int | None:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() else None


@require_POST
@member("review")
def decide_redline(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts, edits or rejects. Where another was faster, both texts are shown side by side and nothing is lost."""
    finding = _finding(request, pk)
    agreement = finding.review.version.document.agreement
    attempt = None
    heard = None
    state = request.POST.get("state", "")
    try:
        if state not in Finding.State.values:
            raise deciding.Refused("Choose to accept, edit or reject the redline.")
        now = deciding.record_redline_decision(
            finding,
            request.user,  # type: ignore[arg-type]
            state,
            step=request.POST.get("step", ""),
            wording=request.POST.get("wording", ""),
            reason=request.POST.get("reason", "") if state == Finding.State.REJECTED else "",
            revision=_revision(request),
        )
    except deciding.Refused as refusal:
        conflict = isinstance(refusal, deciding.Outdated)
        attempt = Attempt("redline", str(refusal), request.POST.dict(), finding=finding.pk, conflict=conflict)
    else:
        heard = partial(outcomes.decided, now)
    return answer(request, agreement, finding=finding.pk, attempt=attempt, heard=heard)


@require_POST
@member("review")
def undo_redline(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the last decision back, and says which that was."""
    finding = _finding(request, pk)
    try:
        undone = undoing.record_redline_undo(finding, request.user, revision=_revision(request))  # type: ignore[arg-type]
    except deciding.Outdated as refusal:
        who = refusal.finding.decided_by or "Somebody"
        messages.error(request, f"{who} decided otherwise meanwhile. Nothing was undone: look at it, then undo that.")
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, outcomes.redline_undone(finding, undone))
    return answer(request, finding.review.version.document.agreement, finding=finding.pk)


@require_POST
@member("review")
def redline_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The diff of a wording that is being typed, in its sentence; nothing is written."""
    finding = _finding(request, pk)
    steps = {row.step: row for row in finding.ladder.all()}
    row = steps.get(request.POST.get("step", "")) or step_of(finding)
    parts = in_context(finding.review.version.text, [redline_of(row, request.POST.get("wording", ""))]) if row else ()
    return render(request, "partials/diff.html", {"parts": parts})


@require_POST
@member("review")
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Review.objects.for_member(request.user).select_related("version__document__agreement__organisation")
    review = get_object_or_404(rows, pk=pk)
    try:
        if request.POST.get("reopen"):
            deciding.record_reopening(review, request.user)  # type: ignore[arg-type]
            messages.success(request, "The review is open again.")
        else:
            deciding.record_sign_off(review, request.user)  # type: ignore[arg-type]
            messages.success(request, "The review is signed off.")
    except deciding.Refused as refusal:
        messages.error(request, str(refusal))
    return answer(request, review.version.document.agreement, tab="findings")


@require_POST
@member("correct")
def change_particulars(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, vendor and owner."""
    agreement = agreement_of(request, pk)
    sent: dict[str, Any] = request.POST.dict()
    attempt = None
    try:
        owner = User.objects.filter(pk=int(sent["owner"])).first() if str(sent.get("owner", "")).isdecimal() else agreement.owner
        if owner is None:
            raise deciding.Refused("That owner is not here any more; nothing was changed.")
        particulars.record_particulars(
            agreement,
            request.user,  # type: ignore[arg-type]
            title=sent.get("title", ""),
            vendor=sent.get("vendor", ""),
            owner=owner,
            today=today_of(request),
        )
    except deciding.Refused as refusal:
        attempt = Attempt("particulars", str(refusal), sent)
    else:
        messages.success(request, "The particulars are saved.")
    return answer(request, _fresh(request, agreement), attempt=attempt)


@require_POST
@member("decide")
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Archives the agreement, or with ``restore`` takes it out of the archive."""
    agreement = agreement_of(request, pk)
    if request.POST.get("restore"):
        particulars.record_restoring(agreement, request.user, today_of(request))  # type: ignore[arg-type]
        messages.success(request, "Taken out of the archive; its reminders run again.")
    else:
        particulars.record_archiving(agreement, request.user)  # type: ignore[arg-type]
        messages.success(request, "Archived. Its reminders end; nothing is deleted.")
    return answer(request, _fresh(request, agreement))


def _fresh(request: HttpRequest, agreement: Agreement) -> Agreement:
    return agreement_of(request, agreement.pk)
