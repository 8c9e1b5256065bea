"""What quiets reminders does so for a while and for whom it says; nothing of it lets a window close in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from contracts.models import AuditEntry, Membership
from reviews import quieting, reminders, staffing
from reviews.deciding import Refused
from reviews.models import Absence, Reminder, Window

TODAY = date(2026, 11, 24)


@pytest.fixture
def window(reviewed) -> Window:
    """Closes on 29 January 2027, to be sent by Tuesday 26 January; owned by Olive, with Ada to escalate to."""
    window = reviewed.document.agreement.windows.get(term=1)
    window.reminders.update(made_at=datetime(2026, 11, 24, tzinfo=UTC))
    return window


def at(window: Window, before: int, hour: int = 13) -> datetime:
    return datetime.combine(window.send_by - timedelta(days=before), datetime.min.time(), tzinfo=UTC) + timedelta(hours=hour)


def people_told(window: Window, **step: str) -> set[object]:
    return {row.recipient for row in window.reminders.filter(state=Reminder.State.SENT, **step)}


def test_nothing_is_acknowledged_before_it_has_come(window, cast):
    with pytest.raises(Refused, match="nothing to acknowledge"):
        quieting.record_acknowledgement(window, cast.owner, at(window, 200))


def test_a_snooze_quiets_one_person_until_its_day_and_then_wakes_them(window, cast):
    quieting.record_snooze(window, cast.owner, window.send_by - timedelta(days=5), TODAY)
    reminders.sweep(at(window, 14))
    reminders.sweep(at(window, 7))
    assert people_told(window) == {cast.admin}, "the others hear as ever"
    reminders.sweep(at(window, 5))
    (again,) = window.reminders.filter(recipient=cast.owner, state=Reminder.State.SENT)
    assert again.step.startswith("again-") and "asked to be reminded again" in mail.outbox[-1].body
    reminders.sweep(at(window, 1))
    assert window.reminders.get(recipient=cast.owner, step="1").state == "sent", "and the next step comes as ever"


def test_a_snooze_ends_before_notice_must_leave_whatever_is_asked(window, cast):
    latest = quieting.latest_snooze(window)
    assert latest < window.send_by
    for until in (TODAY, latest + timedelta(days=1), window.send_by, window.closes_on):
        with pytest.raises(Refused):
            quieting.record_snooze(window, cast.owner, until, TODAY)
    with pytest.raises(Refused, match="too soon"):
        quieting.record_snooze(window, cast.owner, window.send_by, latest)
    assert quieting.record_snooze(window, cast.owner, latest, TODAY).until == latest


def test_a_second_snooze_takes_the_place_of_the_first_and_waking_ends_it(window, cast):
    quieting.record_snooze(window, cast.owner, date(2026, 12, 1), TODAY)
    quieting.record_snooze(window, cast.owner, date(2026, 12, 8), TODAY)
    assert [row.due_at.date() for row in window.reminders.filter(step__startswith="again-")] == [date(2026, 12, 8)]
    assert quieting.record_waking(window, cast.owner) and not quieting.record_waking(window, cast.owner)
    assert not window.reminders.filter(step__startswith="again-").exists()
    reminders.sweep(at(window, 30))
    assert people_told(window) == {cast.owner}


def test_a_snooze_that_ends_on_the_day_of_a_step_wakes_by_that_step_alone(window, cast):
    quieting.record_snooze(window, cast.owner, window.send_by - timedelta(days=7), TODAY)
    reminders.sweep(at(window, 14))
    reminders.sweep(at(window, 7))
    assert [row.step for row in window.reminders.filter(recipient=cast.owner, state=Reminder.State.SENT)] == ["7"]


def test_a_moved_date_ends_a_snooze(window, cast):
    quieting.record_snooze(window, cast.owner, window.send_by - timedelta(days=5), TODAY)
    window.send_by -= timedelta(days=20)
    window.save()
    reminders.arm(window, TODAY)
    assert not window.snoozes.exists() and not window.reminders.filter(step__startswith="again-").exists()


def test_who_is_away_and_their_deputy_both_hear(window, cast):
    away = quieting.record_absence(
        cast.owner, cast.organisation, cast.owner, window.send_by - timedelta(days=40), window.send_by - timedelta(days=20), cast.reviewer, TODAY
    )
    reminders.sweep(at(window, 30))
    assert people_told(window, step="30") == {cast.owner, cast.reviewer}
    to_deputy = next(m for m in mail.outbox if cast.reviewer.email in m.to[0])
    assert "Olive is away and named you as deputy" in to_deputy.body
    reminders.sweep(at(window, 30))
    assert len(mail.outbox) == 2
    reminders.sweep(at(window, 7))
    assert people_told(window, step="7") == {cast.owner, cast.admin}, "the owner is back"
    quieting.record_presence(away, cast.owner)
    assert AuditEntry.objects.filter(act="absence_ended").exists()


def test_a_deputy_who_is_away_names_the_next_and_two_never_name_each_other(window, cast):
    first, last = TODAY, window.send_by
    quieting.record_absence(cast.owner, cast.organisation, cast.owner, first, last, cast.reviewer, TODAY)
    with pytest.raises(Refused, match="named you"):
        quieting.record_absence(cast.reviewer, cast.organisation, cast.reviewer, first, last, cast.owner, TODAY)
    quieting.record_absence(cast.reviewer, cast.organisation, cast.reviewer, first, last, cast.reader, TODAY)
    reminders.sweep(at(window, 30))
    assert people_told(window, step="30") >= {cast.owner, cast.reader}


def test_an_absence_needs_days_ahead_and_a_colleague(cast):
    for first, last, deputy in (
        (TODAY, TODAY - timedelta(days=1), cast.reviewer),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=2), cast.reviewer),
        (TODAY, TODAY, cast.owner),
        (TODAY, TODAY, cast.outsider),
        (TODAY, TODAY, None),
    ):
        with pytest.raises(Refused):
            quieting.record_absence(cast.owner, cast.organisation, cast.owner, first, last, deputy, TODAY)
    assert not Absence.objects.exists()


def test_an_agreement_has_its_own_days_within_the_limits(window, cast):
    agreement = window.agreement
    assert quieting.record_schedule(agreement, cast.owner, (120, 21, 5, 2, 1), TODAY) == agreement.windows.filter(state="open").count()
    waiting = window.reminders.filter(recipient=cast.owner, state=Reminder.State.WAITING)
    assert set(waiting.values_list("step", flat=True)) == {"opens", "120", "21", "5", "2", "1"}, "the 120th day is past: it comes at once"
    for wrong in ((30, 7), (14, 7, 3, 1), (400, 7, 3, 1), range(20)):
        with pytest.raises(Refused):
            quieting.record_schedule(agreement, cast.owner, wrong, TODAY)
    quieting.record_schedule(agreement, cast.owner, (), TODAY)
    assert set(waiting.values_list("step", flat=True)) >= {"60", "30", "14"}


def test_a_person_may_decline_what_comes_early_and_nothing_of_the_last_days(window, cast):
    quieting.record_wishes(cast.owner.membership, cast.owner, 30, True, TODAY)
    waiting = window.reminders.filter(recipient=cast.owner, state=Reminder.State.WAITING)
    assert set(waiting.values_list("step", flat=True)) == {"30", "14", "7", "2", "1", "opens"}
    with pytest.raises(Refused, match="cannot be declined"):
        quieting.record_wishes(cast.owner.membership, cast.owner, 7, True, TODAY)


def test_in_the_last_days_two_people_hear_whoever_is_named(window, cast):
    def hears(step: str) -> set[object]:
        return {row.recipient for row in window.reminders.filter(step=step, deadline=window.send_by, state=Reminder.State.WAITING)}

    cast.organisation.escalation.clear()
    reminders.arm(window, TODAY)
    assert hears("7") == {cast.owner, cast.admin}, "nobody is named: an admin hears"
    cast.organisation.escalation.set([cast.owner])
    reminders.arm(window, TODAY)
    assert hears("7") == {cast.owner, cast.admin}, "the owner alone is not two"
    Membership.objects.filter(user=cast.admin).update(role="read_only")
    reminders.arm(window, TODAY)
    assert hears("7") == {cast.owner}


def test_whoever_leaves_hears_nothing_more_and_somebody_else_does(window, cast):
    staffing.record_role(cast.owner.membership, cast.admin, "admin")
    staffing.record_leaving(cast.admin.membership, cast.owner, cast.owner, TODAY)
    assert not window.reminders.filter(recipient=cast.admin, state=Reminder.State.WAITING).exists()


def test_a_reminder_of_somebody_who_is_gone_goes_to_the_next(window, cast):
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(is_active=False)  # by no way that hands over
    assert reminders.sweep(at(window, 30)) == reminders.SweepResult(sent=1, skipped=2, failed=1)
    assert people_told(window) == {cast.admin}
    assert "not here any more" in window.reminders.get(step="30", recipient=cast.owner).error
