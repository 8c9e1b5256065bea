"""What an agreement is called, with whom it is, who answers for it, whether it still counts, and as what its file is read."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from contracts.models import Agreement, Membership, User, Vendor, Version
from contracts.models.audit import record_change
from reviews import reminders
from reviews.deadlines import record_windows
from reviews.deciding import Refused
from reviews.models import Review, Window


@transaction.atomic
def record_particulars(agreement: Agreement, user: User, *, title: str, vendor: str, owner: User, today: date) -> Agreement:
    """Renames the agreement, says who the vendor is (empty: nobody knows), and hands it to its owner.

    A vendor of that name is used if there is one, whatever its capitals. The open questions and the reminders that have
    not gone out follow the owner. Raises Refused where the title is empty or the owner is not of the organisation.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("vendor", "owner", "organisation").get(pk=agreement.pk)
    title, vendor = " ".join(title.split()), " ".join(vendor.split())
    if not title:
        raise Refused("Give the agreement a title; the old one was kept.")
    if len(title) > 300 or len(vendor) > 200:
        raise Refused("A title has at most 300 characters and a vendor's name 200; nothing was changed.")
    if not Membership.objects.filter(user=owner, organisation=agreement.organisation, user__is_active=True).exists():
        raise Refused("The owner must be somebody of your organisation; nothing was changed.")
    before = _particulars(agreement)
    agreement.title = title
    agreement.vendor = _vendor(agreement, vendor)
    moved = agreement.owner_id != owner.pk
    agreement.owner = owner
    after = _particulars(agreement)
    changed = {name for name in after if after[name] != before[name]}
    if not changed:
        return agreement
    agreement.save(update_fields=["title", "vendor", "owner"])
    if moved:
        agreement.open_questions.filter(answered_at=None).update(owner=owner)
        _arm(agreement, today)
    record_change(
        agreement.organisation,
        user,
        "agreement_changed",
        agreement,
        agreement=agreement,
        before={name: before[name] for name in sorted(changed)},
        after={name: after[name] for name in sorted(changed)},
    )
    return agreement


@transaction.atomic
def record_archiving(agreement: Agreement, user: User) -> Agreement:
    """Takes the agreement out of the lists and ends its reminders; nothing is deleted."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.archived_at is None:
        agreement.archived_at = timezone.now()
        agreement.save(update_fields=["archived_at"])
        for window in agreement.windows.filter(state=Window.State.OPEN):
            reminders.disarm(window)
        record_change(agreement.organisation, user, "agreement_archived", agreement, agreement=agreement)
    return agreement


@transaction.atomic
def record_restoring(agreement: Agreement, user: User, today: date) -> Agreement:
    """Puts an archived agreement back; its reminders run again."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.archived_at is not None:
        agreement.archived_at = None
        agreement.save(update_fields=["archived_at"])
        record_windows(agreement, today)  # terms may have passed meanwhile
        _arm(agreement, today)
        record_change(agreement.organisation, user, "agreement_restored", agreement, agreement=agreement)
    return agreement


def _vendor(agreement: Agreement, name: str) -> Vendor | None:
    if not name:
        return None
    known = Vendor.objects.of(agreement.organisation).filter(name__iexact=name).first()
    return known or Vendor.objects.create(organisation=agreement.organisation, name=name)


def _particulars(agreement: Agreement) -> dict[str, str]:
    return {
        "title": agreement.title,
        "vendor": agreement.vendor.name if agreement.vendor else "",
        "owner": str(agreement.owner),
    }


def _arm(agreement: Agreement, today: date) -> None:
    windows = agreement.windows.filter(state=Window.State.OPEN)
    for window in windows.select_related("organisation", "agreement__owner"):
        reminders.arm(window, today)


@transaction.atomic
def record_tracked_changes(version: Version, user: User, read_as: str) -> bool:
    """Has the version read again with the changes that are tracked in it accepted, or rejected; True where it must be read again.

    What people decided stays with the rules that still fire. Raises Refused while it is being read, or its review is signed off.
    """
    version = Version.objects.select_for_update(of=("self",)).select_related("document__agreement", "organisation").get(pk=version.pk)
    if read_as not in Version.TrackedChanges.values:
        raise Refused("Choose to review it with their changes accepted, or with their changes rejected.")
    if version.tracked_changes == read_as:
        return False
    if not version.finished:
        raise Refused("This version is being read just now. Try again in a moment.")
    if Review.objects.filter(version=version, state=Review.State.SIGNED_OFF).exists():
        raise Refused("This review is signed off. Reopen it before it is read another way.")
    before, version.tracked_changes = version.tracked_changes, read_as
    version.state, version.claimed_at, version.attempts = Version.State.UPLOADED, None, 0
    version.save(update_fields=["tracked_changes", "state", "claimed_at", "attempts"])
    named = {"before": {"tracked_changes": before}, "after": {"tracked_changes": read_as}}
    record_change(version.organisation, user, "tracked_changes_read", version, agreement=version.document.agreement, **named)
    return True
