"""What a correction would move is exactly what it moves, and looking writes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.models import AuditEntry
from reviews import deciding
from reviews.foresight import foresee

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("renewal.notice_by", "P60D"),
        ("renewal.notice_not_before", None),
        ("effective_date", "2026-06-15"),
        ("renewal.initial_term", "P2Y"),
        ("renewal.renewals", 1),
        ("renewal.automatic", False),
        ("service_level.uptime_percent", 99.5),
    ],
)
def test_what_is_foreseen_comes_true(reviewed, cast, field, value):
    agreement = reviewed.document.agreement
    foreseen = foresee(agreement, field, value, TODAY)
    before = AuditEntry.objects.count()
    now = {w.term: (w.opens_on, w.closes_on, w.send_by) for w in agreement.windows.filter(state="open")}
    assert {m.term: (m.now.opens_on, m.now.closes_on, m.now.send_by) for m in foreseen.moves if m.now} == now
    assert AuditEntry.objects.count() == before
    deciding.record_correction(agreement, cast.owner, field, value, "", TODAY)
    then = {w.term: (w.opens_on, w.closes_on, w.send_by) for w in agreement.windows.filter(state="open")}
    assert {m.term: (m.then.opens_on, m.then.closes_on, m.then.send_by) for m in foreseen.moves if m.then} == then
    assert bool(foreseen.moved) == (now != then)


def test_a_question_that_would_be_asked_is_foreseen(reviewed):
    foreseen = foresee(reviewed.document.agreement, "renewal.notice_by", None, TODAY)
    assert any("notice" in question for question in foreseen.questions)
    assert all(move.then is None for move in foreseen.moves)


def test_what_is_no_value_is_refused(reviewed):
    with pytest.raises(ValueError):
        foresee(reviewed.document.agreement, "renewal.notice_by", "soon", TODAY)
