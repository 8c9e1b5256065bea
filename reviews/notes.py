"""Tells people that they are wanted in a review: a row each, its mail sent once, and read when they look."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone

from contracts.models import User
from reviews.mails import hand_over, new_message_id, note_mail, wait_after
from reviews.models import Comment, Finding, Note, Review

log = logging.getLogger(__name__)

DROPPED_AFTER: Final = timedelta(minutes=10)  # a claim that is older was dropped between sending and marking
BATCH: Final = 200


def mention(comment: Comment, people: Iterable[int]) -> int:
    """Makes the notes of a comment for those of ``people`` who have none for it yet, its author left out. How many are new."""
    told = set(comment.notes.values_list("recipient_id", flat=True))
    rows = [
        Note(
            kind=Note.Kind.MENTION,
            review_id=comment.review_id,
            finding_id=comment.finding_id,
            comment=comment,
            author=comment.author,
            recipient_id=pk,
            message_id=new_message_id(),
        )
        for pk in sorted(set(people) - told - {comment.author_id})
    ]
    Note.objects.bulk_create(rows)
    return len(rows)


def hand_to(finding: Finding, author: User, recipient: User | None) -> None:
    """Tells the recipient that the finding is theirs now, and takes that back from whoever was told before."""
    drop(Note.objects.filter(finding=finding, kind=Note.Kind.ASSIGNED, read_at=None))
    if recipient and recipient.pk != author.pk:
        Note.objects.create(
            kind=Note.Kind.ASSIGNED,
            review_id=finding.review_id,
            finding=finding,
            author=author,
            recipient=recipient,
            message_id=new_message_id(),
        )


def drop(rows: Any) -> int:
    """Marks the rows read; a mail that has not left does not leave any more. How many were unread.

    That somebody has looked is theirs alone and changes nothing of the review, so the audit log has no entry of it.
    """
    now = timezone.now()
    rows.filter(state=Note.State.WAITING).update(state=Note.State.SKIPPED)
    read: int = rows.filter(read_at=None).update(read_at=now)
    return read


def unread(user: User) -> Any:
    """The user's notes that they have not looked at, in agreements that are not archived."""
    return Note.objects.for_member(user).filter(recipient=user, read_at=None, review__version__document__agreement__archived_at=None)


def looked(user: User, review: Review, finding: Finding | None = None) -> int:
    """The user has opened the finding, or all that is said in the review."""
    rows = Note.objects.filter(recipient=user, read_at=None, review=review)
    return drop(rows.filter(finding=finding) if finding else rows)


def sweep(now: datetime) -> int:
    """Sends what is due, each claimed by a conditional UPDATE first; gives how many left. One poisoned row stops no other."""
    sent = 0
    failure: Exception | None = None
    due = Q(state=Note.State.WAITING, due_at__lte=now) | Q(state=Note.State.CLAIMED, claimed_at__lt=now - DROPPED_AFTER)
    for pk in Note.objects.filter(due).order_by("due_at", "id").values_list("pk", flat=True)[:BATCH]:
        if Note.objects.filter(due, pk=pk).update(state=Note.State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1) != 1:
            continue
        try:
            sent += _send_claimed(pk, now)
        except Exception as error:
            _mark(pk, Note.State.WAITING, due_at=now + timedelta(hours=1), error=f"{type(error).__name__}: {error}"[:500])
            log.exception("Note %s could not be sent", pk)
            failure = error
    if failure:
        raise failure
    return sent


def _send_claimed(pk: int, now: datetime) -> bool:
    rows = Note.objects.select_related("review__version__document__agreement__vendor", "finding", "author", "recipient")
    note = rows.get(pk=pk)
    if note.read_at or not note.recipient.is_active:
        _mark(pk, Note.State.SKIPPED)
        return False
    refusal = hand_over(note_mail(note))
    if refusal is None:
        _mark(pk, Note.State.SENT, sent_at=now, error="")
    elif refusal.permanent:
        _mark(pk, Note.State.FAILED, error=str(refusal))  # it still stands on Today
    else:
        _mark(pk, Note.State.WAITING, due_at=now + wait_after(note.attempts), error=str(refusal))
    return refusal is None


def _mark(pk: int, state: str, **fields: object) -> None:
    Note.objects.filter(pk=pk, state=Note.State.CLAIMED).update(state=state, **fields)
