"""On Mondays the summary comes, even when nothing is due; once each, to whom it concerns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from contracts.models import Organisation
from reviews import digests, quieting
from reviews.models import Digest, Window

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def organisations_were_there_before(db, cast):
    Organisation.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    Organisation.objects.filter(pk=cast.elsewhere.pk).update(created_at=datetime(2027, 1, 1, tzinfo=UTC))


def test_it_comes_when_nothing_is_due_and_only_once(cast):
    assert digests.sweep(MONDAY - timedelta(hours=2)) == 0
    assert digests.sweep(MONDAY) == 2 and digests.sweep(MONDAY + timedelta(hours=3)) == 0
    assert {m.to[0] for m in mail.outbox} == {f"{p.name} <{p.email}>" for p in (cast.owner, cast.admin)}
    assert mail.outbox[0].subject == "Monday: No notice has to leave within 30 days"
    assert "even when nothing is due" in mail.outbox[0].body and "7 December" in mail.outbox[0].body


def test_it_names_what_must_leave_and_what_is_asked(reviewed, cast):
    window = Window.objects.get(agreement=reviewed.document.agreement, term=1)
    digests.sweep(datetime.combine(date(2027, 1, 11), datetime.min.time(), tzinfo=UTC) + timedelta(hours=8))
    to_owner = next(m for m in mail.outbox if cast.owner.email in m.to[0])
    assert to_owner.subject == "Monday: 1 notice has to leave within 30 days, the next by Tue 26 Jan"
    for body in (to_owner.body, to_owner.alternatives[0][0]):
        assert "Tuesday 26 January" in body and "15 days from today" in body and "Nobody has decided yet." in body and "Owner: you" in body
        assert f"/agreements/{window.agreement_id}/?tab=windows" in body and "shall automatically renew" not in body
    assert to_owner.extra_headers["List-Id"].startswith("Fineprint mondays <")


def test_a_missed_monday_comes_late_in_its_week_and_not_after_it(cast):
    assert digests.make_due(MONDAY + timedelta(days=3)) == 2
    assert digests.sweep(MONDAY + timedelta(days=8)) == 2, "of two Mondays the one that is over is not sent"
    assert set(Digest.objects.filter(state="skipped").values_list("monday", flat=True)) == {date(2026, 11, 30)}


def test_who_does_not_want_it_is_spared_and_somebody_always_gets_it(cast):
    quieting.record_wishes(cast.owner.membership, cast.owner, None, False, date(2026, 11, 24))
    assert digests.recipients(cast.organisation) == [cast.admin]
    quieting.record_wishes(cast.admin.membership, cast.admin, None, False, date(2026, 11, 24))
    assert digests.recipients(cast.organisation) == [cast.admin], "nobody wants it: the admins have it all the same"
