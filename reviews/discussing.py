"""What people say to each other about a review: comments with mentions, and whose a finding is to settle."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from contracts.models import Membership, Organisation, User
from contracts.models.audit import record_change
from reviews import notes
from reviews.deciding import Refused
from reviews.mentions import Colleague, handles, mentioned
from reviews.models import Comment, Finding, Review

_ROLES = tuple(role for role, acts in Membership.ACTS.items() if "discuss" in acts)


class CommentChanged(Refused):
    """The comment was edited since the page was opened; ``comment`` holds what stands now."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        super().__init__(
            "You edited this comment meanwhile in another place, and nothing was saved over that. Compare the two, then save again."
        )


def colleagues(organisation: Organisation) -> tuple[Colleague, ...]:
    """The people of the organisation who take part in reviews, by name."""
    members = Membership.objects.of(organisation).filter(user__is_active=True, role__in=_ROLES).select_related("user")
    return tuple(Colleague(m.user_id, m.user.name, m.user.email) for m in members.order_by("user__name", "user_id"))


@transaction.atomic
def record_comment(review: Review, user: User, text: str, finding: Finding | None = None) -> tuple[Comment, int]:
    """A comment, and how many people are told of it because it mentions them."""
    text = _said(text, "Write something before you post the comment.")
    comment = Comment.objects.create(review=review, finding=finding, author=user, text=text)
    after = {"text": text, **({"finding": finding.pk} if finding else {})}
    record_change(review.organisation, user, "comment_posted", comment, agreement=review.version.document.agreement, after=after)
    notes.looked(user, review, finding)
    return comment, notes.mention(comment, mentioned(text, handles(colleagues(review.organisation))))


@transaction.atomic
def record_comment_edit(comment: Comment, user: User, text: str, *, revision: int | None = None) -> tuple[Comment, int]:
    """Other words for a comment of one's own, and how many people are told who were not mentioned before.

    Raises CommentChanged where it was edited since, Refused where it is another's or nothing is left of it.
    """
    comment = _own(comment, user, revision)
    text = _said(text, "Nothing is left of the comment. Write something, or delete it.")
    if text == comment.text:
        return comment, 0
    before, comment.text = comment.text, text
    comment.edited_at, comment.revision = timezone.now(), comment.revision + 1
    comment.save(update_fields=["text", "edited_at", "revision"])
    _record(comment, user, "comment_edited", {"text": before}, {"text": text})
    return comment, notes.mention(comment, mentioned(text, handles(colleagues(comment.review.organisation))))


@transaction.atomic
def record_comment_deletion(comment: Comment, user: User, *, revision: int | None = None) -> None:
    """Takes a comment of one's own away; the history keeps its words. Raises as ``record_comment_edit`` does."""
    comment = _own(comment, user, revision)
    _record(comment, user, "comment_deleted", {"text": comment.text}, {})
    comment.delete()


@transaction.atomic
def record_assignment(finding: Finding, user: User, person: User | None, due_on: date | None = None, *, was: int | None = -1) -> Finding:
    """Makes the finding somebody's to settle, or nobody's in particular; they are told.

    ``was`` is the primary key of whom the person saw it assigned to, None for nobody. Raises Refused where another has
    assigned it since, the review is signed off, or the person takes no part in reviews here.
    """
    rows = Finding.objects.select_for_update(of=("self",)).select_related("review__version__document__agreement", "organisation", "assigned_to")
    finding = rows.get(pk=finding.pk)
    if finding.review.state == Review.State.SIGNED_OFF:
        raise Refused("This review is signed off. Reopen it before you assign a finding.")
    if was != -1 and was != finding.assigned_to_id:
        raise Refused(f"Somebody else assigned this finding meanwhile: it is {_whose(finding.assigned_to)} now. Nothing was changed.")
    if person and person.pk not in {colleague.pk for colleague in colleagues(finding.organisation)}:
        raise Refused(f"{person} takes no part in reviews here. Choose somebody who may comment.")
    before = _assignment(finding)
    moved = finding.assigned_to_id != (person.pk if person else None)
    finding.assigned_to, finding.due_on = person, due_on if person else None
    if _assignment(finding) == before:
        return finding
    finding.save(update_fields=["assigned_to", "due_on"])
    agreement = finding.review.version.document.agreement
    record_change(finding.organisation, user, "finding_assigned", finding, agreement=agreement, before=before, after=_assignment(finding))
    if moved:
        notes.hand_to(finding, user, person)
    return finding


def _assignment(finding: Finding) -> dict[str, str | None]:
    due_on = finding.due_on
    return {"assigned_to": str(finding.assigned_to) if finding.assigned_to else None, "due_on": due_on.isoformat() if due_on else None}


def _whose(person: User | None) -> str:
    return f"{person}’s" if person else "nobody’s in particular"


def _said(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()


def _own(comment: Comment, user: User, revision: int | None) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("review__organisation", "review__version__document__agreement")
    comment = rows.get(pk=comment.pk)
    if comment.author_id != user.pk:
        raise Refused("Only whoever wrote a comment may change it. Answer it instead.")
    if revision is not None and revision != comment.revision:
        raise CommentChanged(comment)
    return comment


def _record(comment: Comment, user: User, act: str, before: dict[str, str], after: dict[str, str]) -> None:
    agreement = comment.review.version.document.agreement
    about = {"finding": comment.finding_id} if comment.finding_id else {}
    record_change(comment.review.organisation, user, act, comment, agreement=agreement, before=before, after={**after, **about})
