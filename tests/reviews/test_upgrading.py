"""A new release: what stands stands until somebody accepts what it says otherwise, and what people confirmed stands after it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contracts.models import AuditEntry
from contracts.reading.formats import read_document
from reviews import deciding, tasks
from reviews.deadlines import record_windows
from reviews.engine import _JUDGES, _ROOT, engine, reads_alike
from reviews.models import Finding, Review, Upgrade, Window
from reviews.playbook import Terms
from reviews.playbook_change import judge_again, record_playbook
from reviews.recording import held_rules, record_opinion, recorded_review
from reviews.upgrading import compare, record_acceptance, record_comparison, record_upgrade, release_state, to_compare
from tests.uploads import TODAY

# What the release of before said otherwise: it did not know one rule, raised another that is gone, worded a third otherwise.
UNKNOWN, GONE, REWORDED = "renews_for_a_long_term", "uptime_only_an_aim", "changes_by_posting"


def read(version):
    with version.file.open("rb") as kept:
        return read_document(kept.read(), version.name)


def told(version) -> dict[str, str]:
    rows = Finding.objects.filter(review__version=version).prefetch_related("ladder")
    return {row.rule: row.ladder.first().new for row in rows}


@pytest.fixture
def old(reviewed):
    """The review as an earlier release left it: other findings, another fact, another window."""
    review = reviewed.review
    review.findings.filter(rule=UNKNOWN).delete()
    gone = Finding.objects.create(review=review, organisation=review.organisation, rule=GONE, severity="high", matter="service_level", title="x")
    gone.ladder.create(step="preferred", position=0, action="insert", start=0, end=0, new="Gone.")
    review.findings.get(rule=REWORDED).ladder.filter(step="preferred").update(new="Worded as before.")
    analysis = reviewed.analysis
    next(fact for fact in analysis["facts"] if fact["field"] == "renewal.notice_by")["value"] = "P45D"
    reviewed.save(update_fields=["analysis"])
    Window.objects.filter(agreement=reviewed.document.agreement).update(closes_on=TODAY + timedelta(days=99))
    Review.objects.update(engine="other.other")
    return reviewed


def test_the_mark_of_a_release_tells_reading_from_judging():
    reading, judging = engine().split(".")
    assert reads_alike(engine(), f"{reading}.other") and not reads_alike(engine(), f"other.{judging}")


def test_all_that_judges_is_under_the_mark():
    marked = [file for place in _JUDGES for file in ((_ROOT / place).rglob("*.py") if (_ROOT / place).is_dir() else [_ROOT / place])]
    named = {name for file in marked for name in re.findall(r"^from reviews\.(\w+) import", file.read_text(), re.MULTILINE)}
    assert named <= {file.stem for file in marked} | {"rules"}


def test_where_nothing_differs_nobody_hears_of_it(reviewed):
    assert reviewed.review.engine == engine() and not to_compare().exists()
    Review.objects.update(engine="other.other")
    before = told(reviewed)
    agreement = to_compare().get()
    assert record_comparison(agreement, compare(agreement, read, TODAY), TODAY) is None
    assert told(reviewed) == before and not to_compare().exists() and not Upgrade.objects.exists()
    assert held_rules(Review.objects.get()) == frozenset()


def test_what_differs_waits_and_what_stands_stands(old, cast):
    agreement, before = old.document.agreement, told(old)
    days = list(agreement.windows.values_list("term", "closes_on"))
    record_comparison(agreement, compare(agreement, read, TODAY), TODAY)
    upgrade = Upgrade.objects.get()
    (one,) = upgrade.differences["versions"]
    assert (one["new"], one["gone"], one["changed"]) == ([UNKNOWN], [GONE], [REWORDED])
    assert [fact[0] for fact in one["facts"]] == ["renewal.notice_by"] and one["facts"][0][1] == "P45D"
    assert upgrade.differences["windows"] and release_state(cast.organisation) == {"waiting": 1, "at_work": 0}
    assert not to_compare().exists() and release_state(cast.elsewhere)["waiting"] == 0
    # Nothing that happens meanwhile changes it silently: time, a playbook, another opinion, the API.
    record_windows(agreement, TODAY, rolling=True)
    record_opinion(agreement, TODAY, windows=False)
    record_playbook(cast.organisation, cast.admin, Terms(rules_off=frozenset({"no_renewal_reminder"})))
    judge_again(cast.organisation, TODAY)
    assert told(old) == {rule: new for rule, new in before.items() if rule != "no_renewal_reminder"}
    assert list(agreement.windows.values_list("term", "closes_on")) == days
    assert {finding.rule for finding in recorded_review(old, TODAY).findings} == set(told(old))


def test_before_they_are_compared_everything_stands(old, cast):
    before = told(old)
    record_opinion(old.document.agreement, TODAY, windows=False)
    record_playbook(cast.organisation, cast.admin, Terms(rules_off=frozenset({"no_renewal_reminder"})))
    judge_again(cast.organisation, TODAY)
    assert told(old) == before


def test_accepted_it_is_recorded_and_what_people_confirmed_is_kept(old, cast):
    agreement, review = old.document.agreement, old.review
    accepted = review.findings.get(rule=REWORDED)
    deciding.record_redline_decision(accepted, cast.reviewer, Finding.State.ACCEPTED, step="preferred")
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P20D", "by phone", TODAY)
    record_comparison(agreement, compare(agreement, read, TODAY), TODAY)
    assert REWORDED not in Upgrade.objects.get().differences["versions"][0]["changed"], "decided, it is not touched"
    assert record_acceptance(cast.elsewhere, cast.outsider, timezone.now()) == []
    assert len(record_acceptance(cast.organisation, cast.admin, timezone.now(), agreement.pk)) == 1
    assert record_acceptance(cast.organisation, cast.admin, timezone.now()) == [], "once"
    assert GONE in told(old), "not before it is recorded"
    assert record_upgrade(agreement, read, TODAY) and not record_upgrade(agreement, read, TODAY)
    old.refresh_from_db()
    now = told(old)
    assert UNKNOWN in now and GONE not in now and now[REWORDED] == "Worded as before."
    assert Finding.objects.get(pk=accepted.pk).state == Finding.State.ACCEPTED
    assert agreement.corrections.get().value == "P20D"
    assert Review.objects.get().engine == engine() and not Upgrade.objects.exists()
    assert {"upgrade_noticed", "upgrade_accepted", "upgrade_recorded"} <= set(AuditEntry.objects.values_list("act", flat=True))


def test_a_comparison_that_comes_late_changes_nothing(old, cast):
    """Two workers at once: what one has found out does not come back after the other has recorded what was accepted."""
    agreement = old.document.agreement
    late = compare(agreement, read, TODAY)
    upgrade = record_comparison(agreement, late, TODAY)
    assert record_comparison(agreement, late, TODAY) is None and Upgrade.objects.get() == upgrade
    record_acceptance(cast.organisation, cast.admin, timezone.now())
    assert record_comparison(agreement, late, TODAY) is None and Upgrade.objects.get().accepted_at, "an acceptance is not taken back"
    record_upgrade(agreement, read, TODAY)
    assert record_comparison(agreement, late, TODAY) is None and not Upgrade.objects.exists()


def test_the_timetable_follows_a_release(old, cast, monkeypatch):
    monkeypatch.setattr(tasks, "_read_kept", read)
    tasks.follow_release()
    assert UNKNOWN not in told(old) and Upgrade.objects.filter(accepted_at=None).count() == 1
    record_acceptance(cast.organisation, cast.admin, timezone.now())
    tasks.follow_release()
    assert UNKNOWN in told(old) and not Upgrade.objects.exists()
