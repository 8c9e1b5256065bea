"""Title, vendor, owner, archive: what is written, and what follows."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.models import AuditEntry, Vendor
from reviews.deciding import Refused, record_correction, record_withdrawal
from reviews.models import Reminder
from reviews.particulars import record_archiving, record_particulars, record_restoring

TODAY = date(2026, 11, 24)


def waiting(agreement):
    return Reminder.objects.filter(window__agreement=agreement, state=Reminder.State.WAITING)


def test_reminders_and_questions_follow_the_owner(reviewed, cast):
    agreement = reviewed.document.agreement
    assert waiting(agreement).filter(recipient=cast.owner).exists()
    record_particulars(agreement, cast.admin, title="Hosting", vendor="northgate hosting inc.", owner=cast.reviewer, today=TODAY)
    agreement.refresh_from_db()
    assert (agreement.title, agreement.owner) == ("Hosting", cast.reviewer)
    assert not waiting(agreement).filter(recipient=cast.owner).exists()
    assert waiting(agreement).filter(recipient=cast.reviewer).exists()
    entry = AuditEntry.objects.filter(act="agreement_changed").get()
    assert entry.before["owner"] == "Olive" and entry.after["owner"] == "Rhea"
    assert Vendor.objects.of(cast.organisation).count() == 1, "a vendor's name is one whatever its capitals"


def test_nothing_changed_is_no_entry(reviewed, cast):
    agreement = reviewed.document.agreement
    vendor = agreement.vendor.name if agreement.vendor else ""
    record_particulars(agreement, cast.admin, title=agreement.title, vendor=vendor, owner=agreement.owner, today=TODAY)
    assert not AuditEntry.objects.filter(act="agreement_changed").exists()


@pytest.mark.parametrize("wrong", [{"title": "  "}, {"title": "x" * 301}, {"vendor": "x" * 201}, {"owner": "outsider"}])
def test_what_cannot_be_is_refused_and_changes_nothing(reviewed, cast, wrong):
    agreement = reviewed.document.agreement
    asked = {"title": "A", "vendor": "B", "owner": cast.owner, **wrong}
    if asked["owner"] == "outsider":
        asked["owner"] = cast.outsider
    with pytest.raises(Refused):
        record_particulars(agreement, cast.admin, **asked, today=TODAY)
    before = agreement.title
    agreement.refresh_from_db()
    assert agreement.title == before


def test_an_archived_agreement_reminds_nobody_until_it_is_restored(reviewed, cast):
    agreement = reviewed.document.agreement
    due = waiting(agreement).count()
    assert due
    record_archiving(agreement, cast.owner)
    record_archiving(agreement, cast.owner)
    assert waiting(agreement).count() == 0
    agreement.refresh_from_db()
    record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "", TODAY)
    assert waiting(agreement).count() == 0, "a correction is kept, and reminds nobody"
    record_withdrawal(agreement, cast.owner, "renewal.notice_by", TODAY)
    record_restoring(agreement, cast.owner, TODAY)
    assert waiting(agreement).count() == due
    acts = list(AuditEntry.objects.filter(agreement=agreement, act__startswith="agreement_").values_list("act", flat=True))
    assert acts == ["agreement_restored", "agreement_archived"]
