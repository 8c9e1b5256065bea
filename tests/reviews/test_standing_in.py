"""With the broker gone, or every worker, the timetable sends what is due; while somebody sweeps it stands by."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from config import beat
from reviews import standing_in
from reviews.models import Heartbeat, Window

NOW = datetime(2027, 1, 12, 12, tzinfo=UTC)  # two weeks before notice must leave


def test_it_stands_by_while_somebody_sweeps_and_goes_to_the_door_when_nobody_does(reviewed, cast):
    Window.objects.get(agreement=reviewed.document.agreement, term=1).reminders.update(made_at=datetime(2026, 11, 24, tzinfo=UTC))
    Heartbeat.objects.create(name="reminders", at=NOW - timedelta(seconds=30))
    assert not standing_in.sweep_if_nobody_did(NOW) and not mail.outbox
    Heartbeat.objects.update(at=NOW - timedelta(minutes=2))
    assert standing_in.sweep_if_nobody_did(NOW)
    assert {cast.owner.email in m.to[0] for m in mail.outbox} == {True, False}
    assert not standing_in.sweep_if_nobody_did(NOW + timedelta(seconds=20)), "it has swept itself"


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=3)])
def test_a_clock_that_was_set_back_does_not_keep_it_quiet(ahead, db):
    Heartbeat.objects.create(name="reminders", at=NOW + ahead)
    assert standing_in.sweep_if_nobody_did(NOW)


def test_a_fault_in_one_outbox_keeps_no_other_from_being_swept(db, monkeypatch):
    swept = []
    monkeypatch.setattr(standing_in.reminders, "sweep", lambda now: 1 / 0)
    monkeypatch.setattr(standing_in.digests, "sweep", swept.append)
    monkeypatch.setattr(standing_in.question_mails, "sweep", swept.append)
    monkeypatch.setattr(standing_in.notes, "sweep", swept.append)
    monkeypatch.setattr(standing_in.pulses, "sweep", swept.append)
    assert standing_in.sweep_if_nobody_did(NOW) and swept == [NOW, NOW, NOW, NOW]


def test_the_watch_goes_on_when_a_look_fails(monkeypatch):
    stop, looks = threading.Event(), []

    def look(now: datetime) -> bool:
        looks.append(now)
        if len(looks) == 2:
            stop.set()
        raise OSError("the database is away")

    monkeypatch.setattr(beat, "LOOK_EVERY", 0.001)
    monkeypatch.setattr(standing_in, "sweep_if_nobody_did", look)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    beat.keep_watch(stop)
    assert len(looks) == 2
