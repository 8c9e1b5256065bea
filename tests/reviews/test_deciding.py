"""Taking back: a decision about a redline, and a correction of a fact."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.models import AuditEntry
from reviews import deciding
from reviews.models import Finding

TODAY = date(2026, 11, 24)
KEPT = ("state", "step", "wording", "reason")


@pytest.mark.parametrize(
    "decisions",
    [
        [("accepted", {})],
        [("edited", {"wording": "Ours."}), ("accepted", {"step": "acceptable"})],
        [("edited", {"wording": "Ours."}), ("rejected", {"reason": "Too small a deal"})],
        [("rejected", {"reason": "No"}), ("edited", {"wording": "Better.", "step": "walk_away"})],
    ],
)
def test_undo_brings_back_what_stood_before_with_its_words(reviewed, cast, decisions):
    finding = reviewed.review.findings.first()
    for state, words in decisions[:-1]:
        finding = deciding.record_redline_decision(finding, cast.reviewer, state, **words)
    before = {name: getattr(finding, name) for name in KEPT}
    finding = deciding.record_redline_decision(finding, cast.reviewer, decisions[-1][0], **decisions[-1][1])
    finding = deciding.record_redline_undo(finding, cast.admin, revision=finding.revision)
    assert {name: getattr(finding, name) for name in KEPT} == before
    assert (finding.decided_by is None) == (before["state"] == "open")


def test_undo_refuses_what_another_has_changed_since_or_nobody_has_decided(reviewed, cast):
    first, second, *_ = reviewed.review.findings.all()
    deciding.record_redline_decision(first, cast.reviewer, Finding.State.ACCEPTED)
    with pytest.raises(deciding.Outdated):
        deciding.record_redline_undo(first, cast.admin, revision=0)
    with pytest.raises(deciding.Refused, match="Nothing has been decided"):
        deciding.record_redline_undo(second, cast.admin)


def test_withdrawing_a_correction_lets_the_one_before_it_hold_then_what_was_read(reviewed, cast):
    agreement = reviewed.document.agreement
    read = agreement.windows.get(term=1).closes_on
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "Amendment 1", TODAY)
    sixty = agreement.windows.get(term=1).closes_on
    deciding.record_correction(agreement, cast.admin, "renewal.notice_by", "P90D", "", TODAY)
    earlier = deciding.record_withdrawal(agreement, cast.admin, "renewal.notice_by", TODAY)
    assert earlier is not None and earlier.value == "P60D"
    assert agreement.windows.get(term=1).closes_on == sixty
    assert deciding.record_withdrawal(agreement, cast.admin, "renewal.notice_by", TODAY) is None
    assert agreement.windows.get(term=1).closes_on == read
    with pytest.raises(deciding.Refused):
        deciding.record_withdrawal(agreement, cast.admin, "renewal.notice_by", TODAY)
    told = AuditEntry.objects.filter(act="correction_withdrawn").values_list("before", flat=True)
    assert list(told) == [{"renewal.notice_by": "P60D"}, {"renewal.notice_by": "P90D"}]
