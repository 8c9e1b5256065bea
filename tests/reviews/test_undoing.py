"""Decisions are taken back one by one, and what stands again has its words and the name of whoever decided it."""

from __future__ import annotations

from datetime import date

import pytest

from reviews import deciding, window_deciding
from reviews.models import Decision, Finding, Reminder, Window
from reviews.undoing import record_redline_undo, record_window_undo
from reviews.web.outcomes import redline_undone, window_undone

TODAY = date(2026, 11, 24)
KEPT = ("state", "step", "wording", "reason", "decided_by")


def kept(row, names=KEPT):
    row.refresh_from_db()
    return {name: getattr(row, name) for name in names}


def test_each_undo_goes_one_decision_further_back_until_nothing_is_decided(reviewed, cast):
    finding = reviewed.review.findings.first()
    stood = [kept(finding)]
    for who, state, words in [
        (cast.reviewer, "accepted", {}),
        (cast.admin, "edited", {"wording": "Ours.", "step": "acceptable"}),
        (cast.reviewer, "rejected", {"reason": "Too small a deal"}),
        (cast.admin, "accepted", {"step": "walk_away"}),
    ]:
        deciding.record_redline_decision(finding, who, state, **words)
        stood.append(kept(finding))
    # An undo in between is no decision: two steps back, one decision, and the way back is the same.
    record_redline_undo(finding, cast.admin)
    record_redline_undo(finding, cast.reviewer)
    assert kept(finding) == stood[2]
    deciding.record_redline_decision(finding, cast.reviewer, "accepted")
    for before in (stood[2], stood[1], stood[0]):
        finding.refresh_from_db()
        record_redline_undo(finding, cast.admin, revision=finding.revision)
        assert kept(finding) == before
    with pytest.raises(deciding.Refused, match="Nothing has been decided"):
        record_redline_undo(finding, cast.admin)


def test_it_says_what_was_undone_and_what_stands(reviewed, cast):
    finding = reviewed.review.findings.first()
    deciding.record_redline_decision(finding, cast.reviewer, "accepted")
    deciding.record_redline_decision(finding, cast.admin, "rejected", reason="No")
    said = redline_undone(finding, record_redline_undo(finding, cast.admin))
    assert said == f"Undone: rejected by Ada. Accepted, preferred wording by Rhea, stands again: {finding.title}."
    said = redline_undone(finding, record_redline_undo(finding, cast.admin))
    assert said == f"Undone: accepted, preferred wording by Rhea. Undecided again: {finding.title}."


def test_undo_refuses_what_another_has_changed_since(reviewed, cast):
    finding = reviewed.review.findings.first()
    deciding.record_redline_decision(finding, cast.reviewer, Finding.State.ACCEPTED)
    with pytest.raises(deciding.Outdated):
        record_redline_undo(finding, cast.admin, revision=0)


def test_a_window_s_decisions_are_taken_back_and_its_reminders_follow(reviewed, cast):
    window = reviewed.document.agreement.windows.get(term=1)
    names = ("choice", "reason", "decided_by")
    waiting = window.reminders.filter(state=Reminder.State.WAITING)
    armed = waiting.count()
    first = kept(window_deciding.record_window_decision(window, cast.owner, "renegotiate", "They may move", TODAY), names)
    window_deciding.record_window_decision(window, cast.admin, "renew", "They did", TODAY)
    assert not waiting.exists()
    said = window_undone(record_window_undo(window, cast.owner, TODAY))
    assert said == "Undone: the decision to renew, by Ada. The one to renegotiate, by Olive, stands again."
    window.refresh_from_db()
    assert kept(Decision.objects.get(window=window), names) == first and window.state == Window.State.OPEN
    assert waiting.count() == armed
    assert "Nothing is decided" in window_undone(record_window_undo(window, cast.owner, TODAY))
    assert not Decision.objects.filter(window=window).exists()
    with pytest.raises(deciding.Refused, match="Nothing is decided"):
        record_window_undo(window, cast.owner, TODAY)
