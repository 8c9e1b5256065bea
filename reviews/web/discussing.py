"""Acts of a discussion: comment, edit and delete what one said, make a finding somebody's."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from contracts.models import User
from reviews import discussing
from reviews.deciding import Refused
from reviews.mentions import handles
from reviews.models import Comment, Finding, Review
from reviews.tasks import send_notes
from reviews.web.access import member
from reviews.web.agreement import Attempt
from reviews.web.answer import answer
from reviews.web.outcomes import told


@require_POST
@member("discuss")
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """About the whole review, or about one ``finding`` of it."""
    rows = Review.objects.for_member(request.user).select_related("version__document__agreement__organisation")
    review = get_object_or_404(rows, pk=pk)
    finding = None
    if request.POST.get("finding", "").isdecimal():
        finding = get_object_or_404(review.findings, pk=int(request.POST["finding"]))
    attempt = None
    try:
        _, people = discussing.record_comment(review, request.user, request.POST.get("text", ""), finding)  # type: ignore[arg-type]
    except Refused as refusal:
        attempt = Attempt("comment", str(refusal), request.POST.dict(), finding=finding.pk if finding else None)
    else:
        _tell(request, "The comment is posted.", people)
    return answer(request, review.version.document.agreement, finding=finding.pk if finding else None, attempt=attempt, unfolded=True)


@require_POST
@member("discuss")
def change_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves other words for a comment of one's own, or with ``delete`` takes it away."""
    rows = Comment.objects.for_member(request.user).select_related("review__version__document__agreement__organisation", "finding")
    said = get_object_or_404(rows, pk=pk)
    sent = request.POST.get("revision", "")
    revision = int(sent) if sent.isdecimal() else None
    on_margin = bool(request.POST.get("tab"))  # the Discussion tab, rather than the finding
    finding = None if on_margin else said.finding_id
    attempt = None
    user: Any = request.user
    try:
        if request.POST.get("delete"):
            discussing.record_comment_deletion(said, user, revision=revision)
            _tell(request, "The comment is deleted; the history keeps its words.", 0)
        else:
            _, people = discussing.record_comment_edit(said, user, request.POST.get("text", ""), revision=revision)
            _tell(request, "The comment is saved.", people)
    except Refused as refusal:
        conflict = isinstance(refusal, discussing.CommentChanged)
        attempt = Attempt(f"comment-{said.pk}", str(refusal), request.POST.dict(), finding=finding, conflict=conflict)
    return answer(request, said.review.version.document.agreement, finding=finding, attempt=attempt, unfolded=True)


@require_POST
@member("discuss")
def assign_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the finding somebody's to settle; without a ``person`` nobody's in particular."""
    rows = Finding.objects.for_member(request.user).select_related("review__version__document__agreement__organisation")
    finding = get_object_or_404(rows, pk=pk)
    attempt = None
    user: Any = request.user
    was = request.POST.get("was", "-1")
    try:
        person = _person(finding, request.POST.get("person", "").strip(), user)
        try:
            due_on = date.fromisoformat(request.POST["due_on"]) if request.POST.get("due_on") else None
        except ValueError:
            raise Refused("That is not a day. Write it as 2027-01-29, or leave it empty.") from None
        seen = {"": None, "-1": -1}.get(was, int(was) if was.isdecimal() else -1)
        now = discussing.record_assignment(finding, user, person, due_on, was=seen)
    except Refused as refusal:
        attempt = Attempt("assign", str(refusal), request.POST.dict(), finding=finding.pk)
    else:
        by = f", by {now.due_on:%-d %B %Y}" if now.due_on else ""
        _tell(request, f"“{now.title}” is {now.assigned_to}’s to settle{by}." if person else f"“{now.title}” is nobody’s in particular.", 0)
    return answer(request, finding.review.version.document.agreement, finding=finding.pk, attempt=attempt, unfolded=True)


def _person(finding: Finding, named: str, user: User) -> User | None:
    """Whom the name, the first name, the address or ``me`` means; None where the field is empty."""
    if not named:
        return None
    known = handles(discussing.colleagues(finding.organisation))
    found = frozenset({user.pk}) if named.casefold() == "me" else known.get(named.removeprefix("@").casefold(), frozenset())
    if len(found) != 1:
        who = "Several people are" if found else "Nobody here is"
        raise Refused(f"{who} called “{named}”. Choose from the list, or write the e-mail address.")
    return User.objects.get(pk=next(iter(found)))


def _tell(request: HttpRequest, done: str, people: int) -> None:
    """Says what was done, and lets the mails leave now; the timetable sends them too, should this message be lost."""
    messages.success(request, f"{done}{told(people)}")
    send_notes.delay_on_commit()
