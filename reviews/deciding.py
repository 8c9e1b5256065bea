"""What people do: decide, correct, sign off. Each act is one transaction with its audit entry."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from contracts.analysis.interchange import FIELD_TYPES, supplied_value
from contracts.models import Agreement, Correction, User
from contracts.models import Fact as FactRow
from contracts.models.audit import record_change
from reviews.models import Finding, Review, RoundItem
from reviews.recording import record_opinion


class Refused(Exception):
    """The act cannot be done; the message says why and what to do."""


class WrongValue(Refused):
    """What was given for the field named ``name`` cannot be used."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


class Outdated(Refused):
    """Somebody else changed the finding since the page was opened; ``finding`` holds what stands now."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(
            f"{finding.decided_by or 'Somebody'} changed this redline while you were editing. Nothing of yours was saved over it: "
            "compare the two, then save again."
        )


class CorrectionChanged(Refused):
    """Somebody else corrected the fact since the page was opened; ``correction`` is theirs, None where they withdrew it."""

    def __init__(self, correction: Correction | None) -> None:
        self.correction = correction
        who = correction.corrected_by or "Somebody" if correction else None
        what = f"{who} corrected this fact meanwhile." if who else "The correction that you saw was withdrawn meanwhile."
        super().__init__(f"{what} Nothing of yours was saved over it: compare, then save again.")


@transaction.atomic
def record_redline_decision(
    finding: Finding, user: User, state: str, *, step: str = "", wording: str = "", reason: str = "", revision: int | None = None
) -> Finding:
    """Accepts, edits, rejects or reopens the redline of a finding.

    ``revision`` is the one that the person saw. Raises Outdated where another has changed it since, Refused where the
    review is signed off, a rejection has no reason or an edit no words.
    """
    finding = Finding.objects.select_for_update(of=("self",)).select_related("review__version__document__agreement").get(pk=finding.pk)
    if finding.review.state == Review.State.SIGNED_OFF:
        raise Refused("This review is signed off. Reopen it before you change a redline.")
    if revision is not None and revision != finding.revision:
        raise Outdated(finding)
    if state == Finding.State.REJECTED and not reason.strip():
        raise Refused("Say why the redline is rejected, so that the next reader knows.")
    if state == Finding.State.EDITED and not wording.strip():
        raise Refused("Write the words to ask for, or accept the redline as it stands.")
    steps = set(finding.ladder.values_list("step", flat=True))
    if step and step not in steps:
        raise Refused(f"There is no step {step!r} on this ladder.")
    before = finding.decision()
    finding.state = state
    finding.step = step or finding.step
    finding.wording = wording.strip() if state == Finding.State.EDITED else ""
    finding.reason = reason.strip()
    finding.decided_by = user if state != Finding.State.OPEN else None
    finding.decided_at = timezone.now() if state != Finding.State.OPEN else None
    finding.revision += 1
    finding.save()
    record_change(
        finding.organisation,
        user,
        f"redline_{state}" if state != Finding.State.OPEN else "redline_reopened",
        finding,
        agreement=finding.review.version.document.agreement,
        before=before,
        after=finding.decision(),
    )
    return finding


@transaction.atomic
def record_sign_off(review: Review, user: User) -> Review:
    """Closes the review. Raises Refused while a finding is undecided or a change of the round unanswered."""
    review = Review.objects.select_for_update(of=("self",)).select_related("version__document__agreement").get(pk=review.pk)
    undecided = review.findings.filter(state=Finding.State.OPEN).count()
    if undecided:
        raise Refused(f"{undecided} finding{'s are' if undecided > 1 else ' is'} undecided. Accept, edit or reject each, then sign off.")
    open_items = RoundItem.objects.filter(round__review=review, finding=None, choice=RoundItem.Choice.OPEN)
    unseen = open_items.exclude(kind=RoundItem.Kind.TAKEN).count()
    if unseen:
        raise Refused(f"{unseen} of the vendor's changes {'are' if unseen > 1 else 'is'} unanswered. Accept each or ask again, then sign off.")
    if review.state == Review.State.OPEN:
        review.state, review.signed_off_by, review.signed_off_at = Review.State.SIGNED_OFF, user, timezone.now()
        review.save()
        record_change(review.organisation, user, "review_signed_off", review, agreement=review.version.document.agreement)
    return review


@transaction.atomic
def record_reopening(review: Review, user: User) -> Review:
    review = Review.objects.select_for_update(of=("self",)).select_related("version__document__agreement").get(pk=review.pk)
    if review.state == Review.State.SIGNED_OFF:
        review.state, review.signed_off_by, review.signed_off_at = Review.State.OPEN, None, None
        review.save()
        record_change(review.organisation, user, "review_reopened", review, agreement=review.version.document.agreement)
    return review


@transaction.atomic
def record_correction(
    agreement: Agreement, user: User, field: str, value: Any, reason: str, today: date, *, seen: int | None = -1
) -> Correction:
    """Lets a person's value stand for a fact, and follows it through findings, windows and reminders.

    ``value`` is as in the review's JSON; ``seen`` is the primary key of the correction that the person saw, None for none.
    Raises WrongValue where there is no such field or that is not a value of it, CorrectionChanged where another was faster.
    """
    if field not in FIELD_TYPES:
        raise WrongValue("field", f"There is no fact {field!r}. There are {', '.join(sorted(FIELD_TYPES))}.")
    try:
        supplied_value(field, value)
    except ValueError as error:
        raise WrongValue("value", f"That is not a value for {field.split('.')[-1].replace('_', ' ')}: {error}.") from error
    before = _held(agreement, field, seen) or _read(agreement, field)
    correction = Correction.objects.create(agreement=agreement, field=field, value=value, reason=reason.strip(), corrected_by=user)
    record_change(
        agreement.organisation,
        user,
        "fact_corrected",
        correction,
        agreement=agreement,
        before={field: before.value if before else None},
        after={field: value, **({"reason": correction.reason} if correction.reason else {})},
    )
    record_opinion(agreement, today)
    return correction


def _held(agreement: Agreement, field: str, seen: int | None) -> Correction | None:
    """The correction that holds; of two at once the second waits here, and is then refused."""
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    held = Correction.objects.filter(agreement=agreement, field=field).select_related("corrected_by").order_by("-pk").first()
    if seen != -1 and seen != (held.pk if held else None):
        raise CorrectionChanged(held)
    return held


def _read(agreement: Agreement, field: str) -> FactRow | None:
    """The fact as the machine read it last, in whichever document."""
    return FactRow.objects.filter(version__document__agreement=agreement, field=field).order_by("-version_id").first()


@transaction.atomic
def record_withdrawal(agreement: Agreement, user: User, field: str, today: date, *, seen: int | None = -1) -> Correction | None:
    """Withdraws the correction of a fact that holds; the one before it holds again, or what was read. Returns that one.

    The audit log keeps what was withdrawn. Raises Refused where the fact is not corrected, CorrectionChanged
    where another correction holds than the one ``seen``.
    """
    newest = _held(agreement, field, seen)
    if newest is None:
        raise Refused("This fact is not corrected any more: somebody withdrew the correction already.")
    earlier = Correction.objects.filter(agreement=agreement, field=field).exclude(pk=newest.pk).order_by("-pk").first()
    record_change(
        agreement.organisation,
        user,
        "correction_withdrawn",
        newest,
        agreement=agreement,
        before={field: newest.value},
        after={field: earlier.value} if earlier else {field: read.value} if (read := _read(agreement, field)) else {},
    )
    newest.delete()
    record_opinion(agreement, today)
    return earlier


@transaction.atomic
def record_agreement_change(agreement: Agreement, user: User, *, today: date, title: str = "", **money: Any) -> None:
    """Another title, another ``yearly_fee`` or ``outage_cost_per_hour``; what is not named stays."""
    if title and title != agreement.title:
        before, agreement.title = agreement.title, title
        agreement.save(update_fields=["title"])
        named = {"before": {"title": before}, "after": {"title": title}}
        record_change(agreement.organisation, user, "agreement_renamed", agreement, agreement=agreement, **named)
    if money:
        stands = {name: getattr(agreement, name) for name in ("yearly_fee", "outage_cost_per_hour")}
        record_money(agreement, user, **{**stands, **money}, today=today)


@transaction.atomic
def record_money(agreement: Agreement, user: User, *, yearly_fee: Any, outage_cost_per_hour: Any, today: date) -> None:
    """What the agreement costs a year and an outage an hour; the reasons of its findings follow."""
    before = {"yearly_fee": str(agreement.yearly_fee), "outage_cost_per_hour": str(agreement.outage_cost_per_hour)}
    agreement.yearly_fee, agreement.outage_cost_per_hour = yearly_fee, outage_cost_per_hour
    agreement.save(update_fields=["yearly_fee", "outage_cost_per_hour"])
    after = {"yearly_fee": str(yearly_fee), "outage_cost_per_hour": str(outage_cost_per_hour)}
    record_change(agreement.organisation, user, "money_stated", agreement, agreement=agreement, before=before, after=after)
    record_opinion(agreement, today)
