"""Reading in the background: claimed once, tried again a few times, and named when it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from contracts.models import Version
from reviews import tasks
from reviews.receiving import DROPPED_AFTER, MOST_ATTEMPTS, claim_version, record_upload


@pytest.fixture
def version(cast, agreement_text):
    return record_upload(cast.owner, cast.organisation, "a.txt", agreement_text.encode())[0]


def state(version) -> tuple[str, str]:
    version.refresh_from_db()
    return version.state, version.error_code


def test_a_version_is_read_from_whatever_storage_there_is(version, monkeypatch):
    def no_path(self):
        raise NotImplementedError("kept in another place than this machine's disk")

    monkeypatch.setattr("django.db.models.fields.files.FieldFile.path", property(no_path))
    tasks.read_version(version.pk)
    assert state(version) == ("read", "")


def test_nobody_reads_what_another_is_reading(version, monkeypatch):
    assert claim_version(version.pk, timezone.now())
    monkeypatch.setattr(tasks, "_read_claimed", lambda version: pytest.fail("read twice at once"))
    tasks.read_version(version.pk)
    assert state(version) == ("reading", "")


def test_a_fault_of_ours_is_tried_again_and_then_named(version, monkeypatch):
    def fails(version):
        raise ZeroDivisionError

    monkeypatch.setattr(tasks, "_read_claimed", fails)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(ZeroDivisionError):
            tasks.read_version(version.pk)
        assert state(version) == ("uploaded" if attempt < MOST_ATTEMPTS else "unreadable", "crashed")
    tasks.read_version(version.pk)
    assert version.file.read(), "the file is kept"


def test_a_document_that_takes_its_worker_down_each_time_stops_at_last(version):
    """Killed in the middle, nobody says why: the row is picked up when its claim is old, but not for ever."""
    now = timezone.now() - timedelta(days=1)
    for attempt in range(MOST_ATTEMPTS):
        assert claim_version(version.pk, now + attempt * (DROPPED_AFTER + timedelta(seconds=1)))
    tasks.pick_up_dropped()
    assert state(version) == ("unreadable", "crashed")
    tasks.pick_up_dropped()
    assert Version.objects.get(pk=version.pk).attempts == MOST_ATTEMPTS + 1


def test_what_was_dropped_is_picked_up_and_read(version):
    claim_version(version.pk, timezone.now() - DROPPED_AFTER - timedelta(seconds=1))
    tasks.pick_up_dropped()
    assert state(version) == ("read", "")
