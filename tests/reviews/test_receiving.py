"""Files that are taken in, and who reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from contracts.reading.errors import ReadingError
from reviews.receiving import DROPPED_AFTER, claim_version, record_error, record_upload


def test_the_same_file_leads_to_the_one_that_is_there(reviewed, cast, agreement_text):
    again, new = record_upload(cast.admin, cast.organisation, "other name.txt", agreement_text.encode())
    assert (again, new) == (reviewed, False)
    other, new = record_upload(cast.outsider, cast.elsewhere, "northgate.txt", agreement_text.encode())
    assert new and other.pk != reviewed.pk


def test_a_version_is_claimed_once_and_again_when_dropped(cast):
    version, _ = record_upload(cast.owner, cast.organisation, "a.txt", b"words")
    now = timezone.now()
    assert claim_version(version.pk, now)
    assert not claim_version(version.pk, now)
    assert claim_version(version.pk, now + DROPPED_AFTER + timedelta(seconds=1))


@pytest.mark.parametrize(("code", "state"), [("encrypted", "unreadable"), ("timeout", "uploaded")])
def test_what_another_try_may_mend_is_tried_again(cast, code, state):
    version, _ = record_upload(cast.owner, cast.organisation, "a.pdf", b"%PDF")
    record_error(version, ReadingError(code))
    version.refresh_from_db()
    assert version.state == state
    assert version.file.read() == b"%PDF"
