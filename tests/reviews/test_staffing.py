"""People join, change role and leave; nobody's windows are left without somebody who is reminded."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.models import ApiToken, AuditEntry, Membership
from reviews import staffing
from reviews.models import Reminder

TODAY = date(2026, 11, 24)


def test_a_new_person_logs_in_with_the_password_that_is_told_once(cast, client):
    membership, password = staffing.record_person(cast.organisation, cast.admin, email="Nina@Brightwater.example", name="Nina", role="read_only")
    assert membership.user.email == "nina@brightwater.example" and not membership.user.may("upload")
    assert client.post("/login/", {"username": "nina@brightwater.example", "password": password})["Location"] == "/"
    assert password not in str(AuditEntry.objects.filter(act="person_added").values())


def test_an_address_is_taken_once_even_elsewhere(cast):
    with pytest.raises(staffing.NotPossible, match="here already"):
        staffing.record_person(cast.organisation, cast.admin, email=cast.outsider.email, name="", role="admin")
    assert Membership.objects.filter(organisation=cast.organisation).count() == 4


def test_the_last_admin_keeps_the_role_and_the_access(cast):
    with pytest.raises(staffing.NotPossible, match="last admin"):
        staffing.record_role(cast.admin.membership, cast.admin, "ops_lead")
    staffing.record_role(cast.owner.membership, cast.admin, "admin")
    staffing.record_role(cast.admin.membership, cast.admin, "ops_lead")
    with pytest.raises(staffing.NotPossible):
        staffing.record_leaving(cast.owner.membership, cast.admin, cast.admin, TODAY)


def test_who_leaves_hands_over_agreements_questions_and_reminders(reviewed, cast, client):
    agreement = reviewed.document.agreement
    _, token = ApiToken.issue(cast.owner, cast.organisation, "t", "read")
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert staffing.record_leaving(cast.owner.membership, cast.admin, cast.reviewer, TODAY) == 1
    agreement.refresh_from_db()
    assert agreement.owner == cast.reviewer
    waiting = Reminder.objects.filter(window__agreement=agreement, state="waiting")
    assert waiting.filter(recipient=cast.reviewer).exists() and not waiting.filter(recipient=cast.owner).exists()
    assert client.get("/").status_code == 302, "the session has ended"
    assert client.get("/api/v1/agreements/", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    staffing.record_return(cast.owner.membership, cast.admin)
    assert client.post("/login/", {"username": cast.owner.email, "password": "a long password"}).status_code == 302


@pytest.mark.parametrize("heir", ["owner", "outsider"])
def test_agreements_go_only_to_somebody_who_stays(heir, cast):
    with pytest.raises(staffing.NotPossible, match="stays"):
        staffing.record_leaving(cast.owner.membership, cast.admin, getattr(cast, heir), TODAY)
    cast.owner.refresh_from_db()
    assert cast.owner.is_active


def test_nobody_ends_their_own_access(cast):
    with pytest.raises(staffing.NotPossible, match="your own"):
        staffing.record_leaving(cast.admin.membership, cast.admin, cast.owner, TODAY)
