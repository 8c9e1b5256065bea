"""What people choose in a round: to accept the vendor's words, or to ask again. Each is one transaction with its audit entry."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from contracts.models import Correction, User
from contracts.models.audit import record_change
from reviews import deciding
from reviews.models import Finding, Review, RoundItem


class ItemOutdated(deciding.Refused):
    """Somebody else chose in the meantime."""


@transaction.atomic
def record_round_choice(
    item: RoundItem, user: User, choice: str, *, today: date, step: str = "", revision: int | None = None
) -> RoundItem:
    """Accepts the vendor's words (``theirs``), asks again (``insist``, at another ``step`` of the ladder), or takes that back (``open``).

    Where the rule fires on the new version too, the redline of its finding is decided with it. For a correction ``insist``
    keeps it and ``theirs`` withdraws it. ``revision`` is the item's, or that of its finding, as
    they were seen. Raises Refused where the review is signed off, another was faster, or there is nothing to choose.
    """
    rows = RoundItem.objects.select_for_update(of=("self",)).select_related("round__review__version__document__agreement", "round__earlier")
    item = rows.get(pk=item.pk)
    review = item.round.review
    if review.state == Review.State.SIGNED_OFF:
        raise deciding.Refused("This review is signed off. Reopen it before you answer the vendor's changes.")
    if item.finding is None and revision is not None and revision != item.revision:
        raise ItemOutdated(f"{item.chosen_by or 'Somebody'} answered this while you were looking at it. What stands now is shown; choose again.")
    if choice not in RoundItem.Choice.values:
        raise deciding.Refused("Choose to accept the vendor's words or to ask again.")
    if item.kind == RoundItem.Kind.TAKEN:
        raise deciding.Refused("This redline was taken: there is nothing left to ask for.")
    before = item.chosen
    if item.finding is not None:
        _decide(item, item.finding, user, choice, step, revision)
    elif item.kind == RoundItem.Kind.CORRECTION and choice == RoundItem.Choice.THEIRS:
        if Correction.objects.filter(agreement=review.version.document.agreement, field=item.field).exists():
            deciding.record_withdrawal(review.version.document.agreement, user, item.field, today)
    item.choice = choice
    chosen = choice != RoundItem.Choice.OPEN
    item.chosen_by, item.chosen_at = (user, timezone.now()) if chosen else (None, None)
    item.revision += 1
    item.save(update_fields=["choice", "chosen_by", "chosen_at", "revision"])
    after: dict[str, Any] = {"choice": choice, "item": item.title[:120], **({"step": step} if step else {})}
    act = f"round_{choice}" if chosen else "round_reopened"
    record_change(item.organisation, user, act, item, agreement=review.version.document.agreement, before={"choice": before}, after=after)
    return item


def _decide(item: RoundItem, finding: Finding, user: User, choice: str, step: str, revision: int | None) -> None:
    """The redline of the finding follows: asked for at its step and in the words of whoever edited it, rejected, or undecided.

    ``revision`` is the finding's: whoever decides on it elsewhere is not overwritten unseen.
    """
    match choice:
        case RoundItem.Choice.THEIRS:
            reason = f"The vendor's words in version {item.round.review.version.number} are accepted."
            deciding.record_redline_decision(finding, user, Finding.State.REJECTED, reason=reason, revision=revision)
        case RoundItem.Choice.INSIST:
            wording = "" if step else _words_before(finding)
            state = Finding.State.EDITED if wording else Finding.State.ACCEPTED
            deciding.record_redline_decision(finding, user, state, step=step or _step_before(finding), wording=wording, revision=revision)
        case _:
            if finding.decided:
                deciding.record_redline_decision(finding, user, Finding.State.OPEN, revision=revision)


def _words_before(finding: Finding) -> str:
    """The words that somebody wrote for this redline, here or on the version before, where its clause is still the same."""
    if finding.wording:
        return finding.wording
    before = finding.carried_from
    return before.wording if before and not finding.clause_changed else ""


def _step_before(finding: Finding) -> str:
    before = finding.carried_from
    step = before.step if before and not finding.decided else finding.step
    return step if finding.ladder.filter(step=step).exists() else ""
