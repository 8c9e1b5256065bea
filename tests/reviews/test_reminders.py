"""The sweep: once each, never lost, with a crash in every gap."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email import message_from_string
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from reviews import deciding, outbox, quieting, reminders, window_deciding
from reviews.models import Heartbeat, Reminder, Window
from reviews.schedule import STEPS


@pytest.fixture
def window(reviewed) -> Window:
    """Closes on 29 January 2027, to be sent by 26 January; owned by Olive, with Ada to escalate to."""
    window = reviewed.document.agreement.windows.get(term=1)
    window.reminders.update(made_at=datetime(2026, 11, 24, tzinfo=UTC))  # whatever day the tests run on
    return window


def at(window: Window, before: int, hour: int = 13) -> datetime:
    return datetime.combine(window.send_by - timedelta(days=before), datetime.min.time(), tzinfo=UTC) + timedelta(hours=hour)


def test_rows_are_made_with_the_window(window, cast):
    steps = set(window.reminders.filter(recipient=cast.owner).values_list("step", flat=True))
    # Send-by is a Tuesday: the steps 3 and 2 days before fall on a weekend and go out on the Friday, where the nearer counts.
    assert steps == {"opens", *map(str, STEPS)} - {"3"}
    escalated = window.reminders.filter(recipient=cast.admin)
    assert {int(r.step) for r in escalated} == {14, 7, 2, 1} and all(r.escalated for r in escalated)


def test_a_mail_tells_the_day_the_money_and_what_happens_otherwise(window, cast):
    window.agreement.yearly_fee = 60000
    window.agreement.save()
    reminders.sweep(at(window, 30))
    (sent,) = [m for m in mail.outbox if cast.owner.email in m.to[0]]
    row = window.reminders.get(step="30")
    assert row.state == "sent" and sent.extra_headers["Message-ID"] == row.message_id
    for body in (sent.body, sent.alternatives[0][0]):
        assert f"{window.send_by:%A %-d %B %Y}" in body and "30 days from today" in body and "binds $60,000 until 29 February 2028" in body
        assert "1 March 2027" in body and f"FP-{window.agreement_id}-1" in body
        assert "shall automatically renew" not in body
    ics = next(part for part in message_from_string(sent.message().as_string()).walk() if part.get_content_type() == "text/calendar")
    assert f"{window.send_by:%Y%m%d}" in ics.get_payload(decode=True).decode()


def test_a_second_sweep_sends_nothing_again(window):
    reminders.sweep(at(window, 30))
    count = len(mail.outbox)
    assert reminders.sweep(at(window, 30)).sent == 0
    assert len(mail.outbox) == count


def test_who_enters_an_agreement_late_hears_once_and_is_told_no_tale_of_downtime(window, cast):
    today = window.send_by - timedelta(days=20)
    reminders.arm(window, today)
    mine = window.reminders.filter(recipient=cast.owner)
    assert set(mine.filter(state="skipped").values_list("step", flat=True)) == {"90", "60"}
    assert mine.get(step="opens").state == "waiting", "the window itself opens later"
    window.reminders.update(made_at=at(window, 20))
    assert reminders.sweep(at(window, 20)).sent == 1
    (sent,) = mail.outbox
    assert "Late" not in sent.subject and "not running" not in sent.body


def test_a_moved_date_arms_a_new_chain_and_keeps_what_was_sent(window, cast):
    agreement = window.agreement
    reminders.sweep(at(window, 60))
    quieting.record_acknowledgement(window, cast.owner, at(window, 59))
    sent = window.reminders.get(state="sent")
    old = window.send_by
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P20D", "The amendment says so", date(2026, 11, 24))
    window.refresh_from_db()
    assert window.send_by > old and sent.deadline == old
    chain = window.reminders.filter(deadline=window.send_by)
    assert chain.get(recipient=cast.owner, step="60").state == "waiting"
    assert not window.reminders.filter(state="waiting").exclude(deadline=window.send_by).exists()
    window.reminders.update(made_at=at(window, 15))
    reminders.sweep(at(window, 14))
    assert {m.to[0] for m in mail.outbox[-2:]} == {f"{p.name} <{p.email}>" for p in (cast.owner, cast.admin)}, (
        "an acknowledgement of the old date quiets nobody about the new one"
    )


def test_after_downtime_only_the_most_urgent_step_goes_out_marked_late(window, cast):
    reminders.sweep(at(window, 5, hour=20))
    to_owner = window.reminders.filter(recipient=cast.owner)
    assert [r.step for r in to_owner.filter(state="sent")] == ["7"]
    assert to_owner.get(step="7").late
    assert set(to_owner.filter(state="skipped").values_list("step", flat=True)) == {"90", "60", "30", "14", "opens"}
    assert all("Late: " in m.subject for m in mail.outbox)


def test_a_crash_between_claiming_and_sending_repeats_under_the_same_id(window, monkeypatch):
    now = at(window, 90)

    def crash(self, messages):
        raise SystemExit

    monkeypatch.setattr(EmailBackend, "send_messages", crash)
    with pytest.raises(SystemExit):
        reminders.sweep(now)
    monkeypatch.undo()
    row = window.reminders.get(state="claimed")
    assert reminders.sweep(now).sent == 0, "another worker may still be at it"
    assert reminders.sweep(now + outbox.DROPPED_AFTER + timedelta(seconds=1)).sent == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == row.message_id


def test_a_crash_between_sending_and_marking_repeats_one_mail_and_loses_none(window, monkeypatch):
    now = at(window, 90)
    real = outbox.mark

    def crash(*args, **kwargs):
        raise SystemExit

    monkeypatch.setattr(outbox, "mark", crash)
    with pytest.raises(SystemExit):
        reminders.sweep(now)
    monkeypatch.setattr(outbox, "mark", real)
    reminders.sweep(now + outbox.DROPPED_AFTER + timedelta(seconds=1))
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert window.reminders.get(step="90").state == "sent"


def test_a_refusal_for_now_is_put_off_and_one_for_good_goes_to_the_next_person(window, cast, monkeypatch):
    now = at(window, 90)
    answers = {"now": SMTPServerDisconnected("gone")}

    def refuse(self, messages):
        if cast.owner.email in messages[0].to[0]:
            raise answers["now"]
        mail.outbox += messages
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert reminders.sweep(now).put_off == 1
    assert reminders.sweep(now).sent == 0
    answers["now"] = SMTPRecipientsRefused({cast.owner.email: (550, b"no such person")})
    later = now + timedelta(minutes=6)
    assert reminders.sweep(later) == reminders.SweepResult(sent=1, failed=1), "the next person has it in the same sweep"
    assert cast.admin.email in mail.outbox[0].to[0]
    assert "550 no such person" in window.reminders.get(recipient=cast.owner, step="90").error


def test_one_poisoned_row_does_not_stop_the_others(window, cast, monkeypatch):
    real = reminders.reminder_mail

    def poisoned(reminder, **kwargs):
        if reminder.recipient == cast.owner:
            raise ValueError("poisoned")
        return real(reminder, **kwargs)

    monkeypatch.setattr(reminders, "reminder_mail", poisoned)
    now = at(window, 14)
    with pytest.raises(ValueError, match="poisoned"):
        reminders.sweep(now)
    assert [m.to[0] for m in mail.outbox] == [f"{cast.admin.name} <{cast.admin.email}>"]
    row = window.reminders.get(recipient=cast.owner, step="14")
    assert row.state == "waiting" and row.due_at > now


def test_an_acknowledgement_quiets_the_rest_of_its_step_and_not_the_next(window, cast):
    reminders.sweep(at(window, 14, hour=9))
    assert [r.recipient for r in Reminder.objects.filter(window=window, state="sent")] == [cast.owner], "the others hear at noon"
    quieting.record_acknowledgement(window, cast.owner, at(window, 14, hour=10))
    assert reminders.sweep(at(window, 14)).sent == 0
    assert reminders.sweep(at(window, 7)).sent == 2


def test_a_renewal_ends_the_chain(window, cast):
    window_deciding.record_window_decision(window, cast.owner, "renew", "Prices fell", date(2026, 11, 24))
    assert reminders.sweep(at(window, 1)).sent == 0


def test_a_negotiation_silences_no_clock(window, cast):
    window_deciding.record_window_decision(window, cast.owner, "renegotiate", "", date(2026, 11, 24))
    assert reminders.sweep(at(window, 14)).sent == 2 and not window.notices.exists()
    # The third-last step of this chain is the 7th day: from there on a notice is ready to be signed.
    assert reminders.sweep(at(window, 7)).sent == 2 and reminders.sweep(at(window, 1)).sent == 2
    assert [notice.kind for notice in window.notices.all()] == ["protective"]
    assert "does not stop the clock" in mail.outbox[-1].body and f"/windows/{window.pk}/notice/" in mail.outbox[-1].body


def test_a_letter_that_cannot_be_written_keeps_no_mail_from_being_sent(window, cast, monkeypatch):
    window_deciding.record_window_decision(window, cast.owner, "renegotiate", "", date(2026, 11, 24))
    monkeypatch.setattr(reminders, "prepare_protective", lambda window, today: 1 / 0)
    assert reminders.sweep(at(window, 7)).sent == 2


def test_an_opt_out_that_nobody_has_recorded_as_sent_rings_on(window, cast):
    window_deciding.record_window_decision(window, cast.owner, "opt_out", "Prices fell", date(2026, 11, 24))
    assert reminders.sweep(at(window, 7)).sent == 2
    assert "no notice is recorded as sent" in mail.outbox[-1].body and f"/windows/{window.pk}/notice/" in mail.outbox[-1].body


def test_each_sweep_leaves_its_heartbeat(window):
    reminders.sweep(at(window, 200))
    assert Heartbeat.objects.get(name="reminders").at == at(window, 200)
