"""The outbox's promises as laws: a crash between any two steps, every answer of a mail server, several sweeps at once, a full table."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from bench.faults.million import claim_plan, multiply_windows
from reviews import outbox, reminders
from reviews.models import Reminder, Window

RECOVERED = outbox.DROPPED_AFTER + timedelta(seconds=30)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    mail.outbox.clear()


@pytest.fixture
def window(reviewed) -> Window:
    window = reviewed.document.agreement.windows.get(term=1)
    window.agreement.windows.exclude(pk=window.pk).delete()
    window.reminders.update(made_at=datetime(2026, 1, 1, tzinfo=UTC))
    return window


def morning(window: Window, step: str) -> datetime:
    """When all that is due of the step has been due for an hour."""
    return window.reminders.filter(step=step).latest("due_at").due_at + timedelta(hours=1)


class Crash(BaseException):
    """The process is gone at this point."""


class Events:
    """Counts queries and mails as they are done, and crashes right after the one numbered ``at``."""

    def __init__(self, at: int) -> None:
        self.at, self.done = at, 0

    def happened(self) -> None:
        self.done += 1
        if self.done == self.at:
            raise Crash

    def query(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):  # what a transaction of its own would not have here
            self.happened()
        return result


def test_a_crash_after_any_step_of_a_batch_loses_nothing_and_repeats_one_mail_at_most(window, monkeypatch):
    now = morning(window, "14")
    due = set(Reminder.objects.filter(step="14").values_list("message_id", flat=True))
    assert len(due) == 2, "the owner and the escalation contact"
    real = EmailBackend.send_messages
    crashed, repeated = 0, 0
    while True:
        events = Events(crashed + 1)

        def send(self, messages, events=events):
            count = real(self, messages)
            events.happened()
            return count

        with undone():
            with monkeypatch.context() as patched, connection.execute_wrapper(events.query):
                patched.setattr(EmailBackend, "send_messages", send)
                try:
                    reminders.sweep(now)
                except Crash:
                    crashed += 1
            reminders.sweep(now + RECOVERED)
            sent = [m.extra_headers["Message-ID"] for m in mail.outbox]
            assert set(sent) == due and len(sent) - len(due) in {0, 1}, (crashed, sent)
            assert not Reminder.objects.filter(message_id__in=due).exclude(state="sent").exists(), crashed
            repeated += len(sent) - len(due)
        if events.done < events.at:
            break
    assert crashed > 8 and repeated >= len(due), "each mail was repeated in one of the cases: between its sending and its marking"


REFUSED = SMTPRecipientsRefused
ANSWERS = {
    "421 to the recipient": (REFUSED({"a": (421, b"closing")}), "waits"),
    "450 to the recipient": (REFUSED({"a": (450, b"busy")}), "waits"),
    "451 to the recipient": (REFUSED({"a": (451, b"later")}), "waits"),
    "451 to the mail": (SMTPDataError(451, b"later"), "waits"),
    "closes": (SMTPServerDisconnected("closed"), "waits"),
    "hangs": (TimeoutError("timed out"), "waits"),
    "is gone": (ConnectionRefusedError(111, "refused"), "waits"),
    "wants another password": (SMTPAuthenticationError(535, b"no"), "waits"),
    "does not like our sender": (SMTPSenderRefused(550, b"who?", "fineprint@here"), "waits"),
    "550 to the recipient": (REFUSED({"a": (550, b"no such person")}), "next"),
    "552 to the mail": (SMTPDataError(552, b"box full"), "next"),
}


def test_whatever_a_server_answers_the_owner_hears_later_or_the_next_person_soon(window, cast, monkeypatch):
    now = morning(window, "90")
    real = EmailBackend.send_messages
    for name, (answer, outcome) in ANSWERS.items():

        def send(self, messages, answer=answer):
            if cast.owner.email in messages[0].to[0]:
                raise answer
            return real(self, messages)

        with undone():
            with monkeypatch.context() as patched:
                patched.setattr(EmailBackend, "send_messages", send)
                for minutes in (0, 5, 10, 15):
                    reminders.sweep(now + timedelta(minutes=minutes))
            soon = [m.to[0] for m in mail.outbox]
            row = window.reminders.get(step="90", recipient=cast.owner)
            if outcome == "next":
                assert len(soon) == 1 and cast.admin.email in soon[0] and row.state == "failed", name
            else:
                assert not soon and row.state == "waiting" and row.error, name
                reminders.sweep(now + timedelta(hours=12))
                assert [cast.owner.email in m.to[0] for m in mail.outbox] == [True], name


def test_the_sweep_finds_its_work_by_index_and_an_idle_one_asks_little(window):
    multiply_windows(window.agreement, 100, 1700, {})
    Reminder.objects.update(state="sent")
    Reminder.objects.filter(step="7").update(state="waiting")
    assert Reminder.objects.count() > 20_000
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reviews_reminder")
    before = datetime(2026, 1, 1, tzinfo=UTC)  # nothing is due yet
    plan = claim_plan(before)
    assert "reminder_due" in plan and "Seq Scan on reviews_reminder" not in plan, plan
    asked: list[str] = []

    def keep(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        reminders.sweep(before)
    assert len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE"))]) <= 4, asked


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_claim_nothing_twice(window):
    multiply_windows(window.agreement, 100, 30, {})
    now = datetime(2030, 1, 1, tzinfo=UTC)
    due = set(Reminder.objects.filter(outbox.due(now)).values_list("pk", flat=True))
    claimed: list[list[int]] = [[] for _ in range(4)]
    start = Barrier(4)

    def sweep(mine: list[int]) -> None:
        start.wait()
        while batch := outbox.claim(Reminder, now, ("deadline", "-due_at"), size=10):
            mine += batch
        connection.close()

    threads = [Thread(target=sweep, args=[mine]) for mine in claimed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = [pk for mine in claimed for pk in mine]
    assert len(together) == len(set(together)) and set(together) == due and len(due) > 200
