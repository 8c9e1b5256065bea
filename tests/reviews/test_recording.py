"""From an upload to rows: clauses, findings, windows, reminders, and what stays decided."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.models import AuditEntry, Version
from reviews import deciding
from reviews.models import Finding
from reviews.recording import record_opinion
from tests.uploads import TODAY, record_document


def test_everything_is_recorded(reviewed):
    agreement = reviewed.document.agreement
    assert reviewed.state == Version.State.READ
    for clause in reviewed.clauses.all():
        assert reviewed.text[clause.start : clause.end] == clause.text
    window = agreement.windows.get(term=1)
    assert (window.opens_on, window.closes_on, window.renews_on) == (date(2027, 1, 14), date(2027, 1, 29), date(2027, 3, 1))
    assert agreement.vendor.name.startswith("Northgate")
    assert {"renews_for_a_long_term", "narrow_notice_window"} <= set(reviewed.review.findings.values_list("rule", flat=True))


def test_a_value_of_the_wrong_kind_changes_nothing(reviewed, cast):
    agreement = reviewed.document.agreement
    with pytest.raises(deciding.Refused):
        deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "soon", "", TODAY)
    assert not agreement.corrections.exists()


def test_decisions_stay_with_their_finding_when_it_is_judged_again(reviewed, cast):
    finding = reviewed.review.findings.first()
    deciding.record_redline_decision(finding, cast.reviewer, Finding.State.REJECTED, reason="Too small a deal")
    record_opinion(reviewed.document.agreement, TODAY)
    finding.refresh_from_db()
    assert (finding.state, finding.reason) == (Finding.State.REJECTED, "Too small a deal")


def test_a_second_editor_overwrites_nothing_unseen(reviewed, cast):
    finding = reviewed.review.findings.first()
    deciding.record_redline_decision(finding, cast.reviewer, Finding.State.EDITED, wording="Mine.", revision=0)
    with pytest.raises(deciding.Outdated):
        deciding.record_redline_decision(finding, cast.admin, Finding.State.EDITED, wording="No, mine.", revision=0)
    finding.refresh_from_db()
    assert finding.wording == "Mine."


def test_sign_off_waits_for_every_decision(reviewed, cast):
    review = reviewed.review
    with pytest.raises(deciding.Refused, match="undecided"):
        deciding.record_sign_off(review, cast.reviewer)
    for finding in review.findings.all():
        deciding.record_redline_decision(finding, cast.reviewer, Finding.State.ACCEPTED)
    assert deciding.record_sign_off(review, cast.reviewer).signed_off_by == cast.reviewer
    with pytest.raises(deciding.Refused, match="signed off"):
        deciding.record_redline_decision(review.findings.first(), cast.reviewer, Finding.State.OPEN)


EXIT = """SERVICE LEVEL AGREEMENT

The Customer may terminate the Agreement without penalty, with a refund of prepaid fees, if the Services fail more than three times \
in a calendar month or miss the service level in two consecutive months.
"""


def test_what_another_document_has_is_not_missing_in_this_one(reviewed, cast):
    missing = reviewed.review.findings.filter(rule="no_exit_for_repeated_failure")
    assert missing.exists()
    record_document(cast, "sla.txt", EXIT, agreement=reviewed.document.agreement, kind="sla")
    assert not missing.exists()


def test_a_new_finding_opens_a_review_that_was_signed_off_without_it(reviewed, cast):
    review = reviewed.review
    for finding in review.findings.all():
        deciding.record_redline_decision(finding, cast.reviewer, "rejected", reason="Not worth it")
    deciding.record_sign_off(review, cast.reviewer)
    record_opinion(reviewed.document.agreement, TODAY)
    review.refresh_from_db()
    assert review.state == "signed_off"
    deciding.record_correction(reviewed.document.agreement, cast.owner, "renewal.notice_by", "P200D", "Read it again", TODAY)
    review.refresh_from_db()
    assert review.state == "open"
    assert review.findings.filter(state="open").values_list("rule", flat=True)[0] == "notice_due_too_early"
    assert AuditEntry.objects.filter(act="review_reopened", after__finding="notice_due_too_early").exists()
