"""What turns the health page red, what it only mentions, and what the monitor outside hears."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction

from reviews.health import health_at
from reviews.models import Difference, Heartbeat, Reminder
from reviews.outside import tell_outside

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def well(reviewed):
    """An organisation whose reminders are all ahead, swept and reconciled just now."""
    for name in ("reminders", "reconciler", "mail"):
        Heartbeat.objects.update_or_create(name=name, defaults={"at": NOW})
    Reminder.objects.filter(due_at__lte=NOW).update(state="skipped")
    return reviewed


def refused(count: int, error: str, *, attempts: int = 2) -> None:
    """So many reminders, each to somebody else where there are enough people, were refused for now a minute ago."""
    rows = Reminder.objects.filter(state="waiting").order_by("recipient_id", "pk").values_list("pk", flat=True)
    wanted = [next(iter(rows.filter(recipient=one))) for one in set(rows.values_list("recipient", flat=True))][:count]
    fresh = {"due_at": NOW + timedelta(minutes=4), "claimed_at": NOW + timedelta(minutes=1), "attempts": attempts, "error": error}
    assert Reminder.objects.filter(pk__in=wanted).update(**fresh) == count


def difference(well) -> None:
    agreement = well.document.agreement
    Difference.objects.create(organisation=agreement.organisation, agreement=agreement, kind="window_moved", key="k", says="Northgate")


def overdue(minutes: int, state: str = "waiting", made: datetime = NOW - timedelta(days=30)) -> None:
    row = Reminder.objects.filter(state="waiting").first()
    Reminder.objects.filter(pk=row.pk).update(state=state, due_at=NOW - timedelta(minutes=minutes), claimed_at=NOW, made_at=made)


def test_each_cause_turns_it_red_by_its_name_and_nothing_else_does(well):
    cases = {
        "a sweep and a comparison just now": (lambda: None, set(), set()),
        "no sweep for 16 minutes": (lambda: beat("reminders", 16), {"sweep_stopped"}, set()),
        "no sweep for 14 minutes": (lambda: beat("reminders", 14), set(), set()),
        "no comparison for 16 minutes": (lambda: beat("reconciler", 16), {"reconciler_stopped"}, set()),
        "neither ever": (lambda: Heartbeat.objects.all().delete(), {"sweep_stopped", "reconciler_stopped"}, set()),
        "a row due for 16 minutes": (lambda: overdue(16), {"reminders_overdue"}, set()),
        "a row claimed, and due for 16 minutes": (lambda: overdue(16, "claimed"), {"reminders_overdue"}, set()),
        "a row due for 14 minutes": (lambda: overdue(14), set(), set()),
        "a row done long after it was due": (lambda: overdue(600, "sent"), set(), set()),
        "a row made just now for a day that is past": (lambda: overdue(900, made=NOW), set(), set()),
        "a refusal for good, and nobody else": (lambda: refused(1, "550 no such person"), {"nobody_reached"}, set()),
        "a recipient whose box is full": (lambda: refused(1, "452 box full"), set(), {"recipients_refused"}),
        "a server gone once": (lambda: refused(1, "421 later", attempts=1), set(), {"recipients_refused"}),
        "a server gone twice": (lambda: refused(1, "421 later"), {"mail_refused"}, set()),
        "nobody answers": (lambda: refused(2, "400 Connection refused"), {"mail_refused"}, set()),
        "a server that took another's mail since": (lambda: (refused(1, "421 later"), beat("mail", -2)), set(), {"recipients_refused"}),
        "a difference": (lambda: difference(well), {"difference"}, set()),
        "a difference that is gone": (lambda: (difference(well), Difference.objects.update(gone_at=NOW)), set(), set()),
    }
    for name, (cause, red, told) in cases.items():
        with undone():
            cause()
            health = health_at(NOW)
            assert ({c.cause for c in health.causes}, {c.cause for c in health.details}) == (red, told), name
            assert health.ok is not bool(red), name


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def beat(name: str, minutes: int) -> None:
    Heartbeat.objects.filter(name=name).update(at=NOW - timedelta(minutes=minutes))


def test_the_page_says_which_and_no_name(well, client):
    Heartbeat.objects.update(at=datetime.now(UTC))
    Reminder.objects.filter(due_at__lte=datetime.now(UTC)).update(state="skipped")  # whatever day the tests run on
    assert client.get("/healthz/reminders").json()["ok"] is True
    difference(well)
    answer = client.get("/healthz/reminders")
    (cause,) = answer.json()["causes"]
    assert (answer.status_code, cause["cause"], cause["count"]) == (503, "difference", 1) and cause["age_seconds"] < 60
    assert "orthgate" not in answer.content.decode() and "olive" not in answer.content.decode()


@contextmanager
def monitor(status: int = 200):
    """An address on this machine, and the paths that were asked for there."""
    asked: list[str] = []

    class Keeper(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Keeper)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/ping/abc?rid=1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_monitor_outside_hears_once_a_minute_and_hears_of_failure(well, settings):
    assert tell_outside(NOW) is False, "no address"
    with monitor() as (address, asked):
        settings.HEARTBEAT_URL = address
        assert tell_outside(NOW) and not tell_outside(NOW + timedelta(seconds=30))
        difference(well)
        assert tell_outside(NOW + timedelta(seconds=60))
        assert asked == ["/ping/abc?rid=1", "/ping/abc/fail?rid=1"]
    assert tell_outside(NOW + timedelta(minutes=3)) is False, "nobody listens there any more; nothing is raised"
    with monitor(500) as (address, _):
        settings.HEARTBEAT_URL = address
        assert tell_outside(NOW + timedelta(minutes=5)) is False
