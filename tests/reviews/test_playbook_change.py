"""A changed playbook: what it would change is what it then changes, and what people decided stays."""

from __future__ import annotations

import pytest

from contracts.models import AuditEntry
from contracts.periods import Period
from reviews import deciding
from reviews.models import Finding, Playbook
from reviews.playbook import Terms
from reviews.playbook_change import judge_again, judged_otherwise, record_playbook, try_terms
from reviews.rule import Thresholds
from tests.uploads import TODAY, record_document

CHANGES = [
    Terms(rules_off=frozenset({"renews_automatically", "changes_by_posting"})),
    Terms(Thresholds(longest_renewal=Period(12, "month"))),
    Terms(Thresholds(uptime_percent=99.99, narrowest_notice_window=Period(5, "day"))),
]


def rules(version) -> set[str]:
    return set(version.review.findings.values_list("rule", flat=True))


@pytest.mark.parametrize("terms", CHANGES)
def test_what_was_tried_is_what_comes(terms, reviewed, cast, agreement_text):
    other = record_document(cast, "other.txt", agreement_text.replace("Northgate", "Southgate").replace("99.9%", "99.99%"))
    before = {version: rules(version) for version in (reviewed, other)}
    trial = try_terms(cast.organisation, terms, TODAY)
    assert trial.differences and (trial.tried, trial.count) == (2, 2)
    assert {version: rules(version) for version in before} == before, "trying writes nothing"
    record_playbook(cast.organisation, cast.admin, terms)
    assert judge_again(cast.organisation, TODAY) == 2
    for version, was in before.items():
        agreement = version.document.agreement
        fires = {one.rule.id for one in trial.differences if agreement in one.fires}
        silent = {one.rule.id for one in trial.differences if agreement in one.falls_silent}
        assert rules(version) == (was | fires) - silent
    assert judged_otherwise(cast.organisation) == []


def test_versions_are_numbered_and_the_same_again_is_none(reviewed, cast):
    first = record_playbook(cast.organisation, cast.admin, CHANGES[0])
    assert first is not None and record_playbook(cast.organisation, cast.admin, CHANGES[0]) is None
    second = record_playbook(cast.organisation, cast.admin, Terms())
    assert second is not None and (first.number, second.number) == (1, 2)
    entry = AuditEntry.objects.filter(act="playbook_changed").last()
    assert entry.after == {"renews_automatically": "off", "changes_by_posting": "off"} and entry.actor == cast.admin
    assert not Playbook.objects.of(cast.elsewhere).exists()


def test_what_people_decided_stays(reviewed, cast):
    finding = reviewed.review.findings.get(rule="renews_automatically")
    deciding.record_redline_decision(finding, cast.reviewer, Finding.State.ACCEPTED, step="preferred")
    record_playbook(cast.organisation, cast.admin, CHANGES[0])
    judge_again(cast.organisation, TODAY)
    assert Finding.objects.get(pk=finding.pk).state == Finding.State.ACCEPTED
    assert "changes_by_posting" not in rules(reviewed)


def test_a_review_keeps_the_playbook_by_which_it_was_judged(reviewed, cast, agreement_text):
    assert reviewed.review.playbook is None
    made = record_playbook(cast.organisation, cast.admin, CHANGES[1])
    assert judged_otherwise(cast.organisation) == [reviewed.document.agreement.pk]
    assert record_document(cast, "new.txt", f"{agreement_text}\n5. Nothing else.").review.playbook == made
    judge_again(cast.organisation, TODAY)
    reviewed.review.refresh_from_db()
    assert reviewed.review.playbook == made
