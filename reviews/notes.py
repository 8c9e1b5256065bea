"""Tells people that they are wanted in a review: a row each, its mail sent once, and read when they look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.utils import timezone

from contracts.models import User
from reviews import outbox
from reviews.mails import note_mail
from reviews.models import Comment, Finding, Note, Review
from reviews.outbox import new_message_id


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
    """Sends what is due; gives how many left. Raises what our own code failed on, once the rest is done."""
    return outbox.post(Note, now, _look, _write)


def _look(pks: Sequence[int], now: datetime) -> QuerySet[Note]:
    return Note.objects.select_related("review__version__document__agreement__vendor", "finding", "author", "recipient").filter(pk__in=pks)


def _write(note: Note, now: datetime) -> EmailMultiAlternatives | None:
    """What the server refuses for good still stands on Today."""
    return None if note.read_at or not note.recipient.is_active else note_mail(note)
