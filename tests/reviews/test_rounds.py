"""The whole round in one database: version 1, what was asked for, version 2, what a person answers, the file that goes back."""

from __future__ import annotations

import re

import pytest

from contracts.models import AuditEntry
from reviews import deciding
from reviews.asking import asks_of
from reviews.comparing.units import TOKEN
from reviews.discussing import record_comment
from reviews.models import Finding, RoundItem
from reviews.rounds import record_round_choice
from reviews.undoing import record_redline_undo
from tests.uploads import TODAY, read_again, record_document

LATER = {
    "begins when the Customer reports it to the Provider": "begins when either party first detects it",
    "(the \"Effective Date\")": "(the \"Effective Date\", at the Provider's option)",
    "credit of 5%": "credit of 4%",
}


def item(round_, kind: str) -> RoundItem:
    return round_.items.filter(kind=kind).select_related("finding").get()


def test_an_answer_is_held_against_what_was_asked_for(cast, reviewed, agreement_text, client):
    findings = {finding.rule: finding for finding in reviewed.review.findings.all()}
    start = findings.pop("failure_counts_from_notice")
    deciding.record_redline_decision(start, cast.reviewer, "edited", wording="A failure begins when either party first detects it.")
    asked = next(f for rule, f in findings.items() if rule == "renews_automatically")
    deciding.record_redline_decision(asked, cast.reviewer, "accepted", step="acceptable")
    record_comment(reviewed.review, cast.owner, "They always say no at first.", asked)
    let_go = findings["continued_use_is_consent"]
    deciding.record_redline_decision(let_go, cast.reviewer, "rejected", reason="We never use it.")
    agreement = reviewed.document.agreement
    deciding.record_correction(agreement, cast.owner, "service_level.failure_starts", "customer_notice", "", TODAY)

    text = agreement_text
    for old, new in LATER.items():
        assert old in text
        text = text.replace(old, new)
    answer = record_document(cast, "northgate-2.txt", text, agreement=agreement)
    assert answer.number == 2
    round_ = answer.review.round
    assert [row.kind for row in round_.items.all()] == ["slipped_in", "slipped_in", "refused", "correction", "taken"]
    now = {finding.rule: finding for finding in answer.review.findings.all()}

    # What was refused is still asked for, with what was said about it; what was let go stays so.
    refused = item(round_, "refused")
    assert refused.finding == now["renews_automatically"] and refused.chosen == "insist"
    assert (now["renews_automatically"].state, now["renews_automatically"].step) == ("accepted", "acceptable")
    assert [c.text for c in now["renews_automatically"].comments.all()] == ["They always say no at first."]
    assert now["continued_use_is_consent"].reason == "We never use it."
    undone = record_redline_undo(now["continued_use_is_consent"], cast.reviewer)
    assert undone.taken.act == "redline_carried" and undone.taken.actor == cast.reviewer
    now["continued_use_is_consent"].refresh_from_db()
    assert now["continued_use_is_consent"].state == "open"
    # The correction stood on words that have changed.
    assert item(round_, "correction").field == "service_level.failure_starts"
    # Two changes that nobody asked for stop the signature.
    slipped = list(round_.items.filter(kind="slipped_in"))
    assert [(row.wanted, row.mark) for row in slipped] == [("", "untracked"), ("5", "untracked")]
    assert slipped[1].title == "Changed in “3. Service Level”"
    for finding in now.values():
        if not finding.decided:
            deciding.record_redline_decision(finding, cast.reviewer, "rejected", reason="Small.")
    with pytest.raises(deciding.Refused, match="unanswered"):
        deciding.record_sign_off(answer.review, cast.reviewer)

    record_round_choice(slipped[0], cast.reviewer, "theirs", today=TODAY)
    with pytest.raises(deciding.Refused, match="answered this while"):
        record_round_choice(slipped[0], cast.reviewer, "insist", today=TODAY, revision=0)
    record_round_choice(slipped[1], cast.reviewer, "insist", today=TODAY, revision=0)
    record_round_choice(refused, cast.reviewer, "insist", today=TODAY, step="walk_away")
    record_round_choice(item(round_, "correction"), cast.owner, "insist", today=TODAY)
    asks = asks_of(answer.review)
    assert [ask.rule for ask in asks] == ["", "renews_automatically"] and asks[1].redline.step == "walk_away"
    assert TOKEN.findall(asks[0].redline.applied_to(answer.text)) == TOKEN.findall(answer.text.replace("credit of 4%", "credit of 5%"))
    deciding.record_sign_off(answer.review, cast.reviewer)

    # The pages and the API say the same.
    client.force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(agreement.get_absolute_url(), {"version": answer.pk}).content.decode()
    assert "two changes" in page.lower() and f'id="round-{refused.pk}"' in page and f'id="clause-round-{slipped[1].pk}"' in page
    beside = client.get(f"{agreement.get_absolute_url()}compare/").content.decode()
    assert "<del>5</del>" in beside and "<ins>4</ins>" in beside and 'id="change-2"' in beside
    told = client.get(f"/api/v1/versions/{answer.pk}/round/").json()
    assert told["counts"] == {"slipped_in": 2, "refused": 1, "changed": 0, "correction": 1, "taken": 1}
    changes = client.get(f"/api/v1/versions/{answer.pk}/comparison/", {"earlier": reviewed.pk}).json()["changes"]
    assert ("5", "4") in [(change["old"]["text"], change["new"]["text"]) for change in changes] and len(changes) == 3
    assert client.get(f"/api/v1/versions/{reviewed.pk}/comparison/").status_code == 404
    acts = set(AuditEntry.objects.filter(agreement=agreement).values_list("act", flat=True))
    assert {"round_judged", "round_theirs", "round_insist", "review_signed_off"} <= acts
    assert Finding.objects.get(pk=start.pk).state == "edited"  # nothing of the version before is touched


def test_an_answer_that_is_another_text_is_listed_in_part(cast, reviewed, agreement_text, monkeypatch):
    monkeypatch.setattr("reviews.carrying._LISTED", 3)
    text = re.sub(r"\b(Customer|Provider)\b", lambda found: found[0] + " Party", agreement_text)
    answer = record_document(cast, "other.txt", text, agreement=reviewed.document.agreement)
    items = list(answer.review.round.items.all())
    assert len(items) == 4 and items[-1].title.endswith("compare the two versions side by side")
    record_round_choice(items[-1], cast.reviewer, "insist", today=TODAY)
    assert asks_of(answer.review) == []  # there are no words of it to ask for


def test_places_follow_a_text_that_is_read_otherwise_and_answers_stay(cast, reviewed, agreement_text):
    later = agreement_text.replace("credit of 5%", "credit of 4%")
    answer = record_document(cast, "northgate-2.txt", later, agreement=reviewed.document.agreement)
    record_round_choice(answer.review.round.items.get(wanted="5"), cast.reviewer, "insist", today=TODAY)
    preface = "Printed on paper.\n\n"
    for version, text in ((reviewed, preface + agreement_text), (answer, preface + later)):
        read_again(version, text)
        answer.refresh_from_db()
        earlier = answer.review.round.earlier.text
        row = answer.review.round.items.get(kind="slipped_in", wanted="5")
        assert (earlier[row.old_start : row.old_end], answer.text[row.start : row.end], row.choice) == ("5", "4", "insist")
    (ask,) = asks_of(answer.review)
    assert "credit of 5%" in ask.redline.applied_to(answer.text)


def test_a_decision_that_somebody_made_elsewhere_is_not_overwritten_unseen(cast, reviewed, agreement_text, client):
    finding = reviewed.review.findings.get(rule="renews_automatically")
    deciding.record_redline_decision(finding, cast.reviewer, "accepted")
    answer = record_document(cast, "northgate-2.txt", agreement_text + "\n", agreement=reviewed.document.agreement)
    refused = item(answer.review.round, "refused")
    seen = refused.finding.revision
    deciding.record_redline_decision(refused.finding, cast.admin, "rejected", reason="We can live with it.")
    with pytest.raises(deciding.Refused):
        record_round_choice(refused, cast.reviewer, "insist", today=TODAY, revision=seen)
    refused.finding.refresh_from_db()
    assert (refused.finding.state, refused.finding.reason) == ("rejected", "We can live with it.")
    record_round_choice(refused, cast.reviewer, "insist", today=TODAY, revision=refused.finding.revision)
    assert AuditEntry.objects.filter(act="round_insist").first().before == {"choice": "theirs"}
    # The page sends the revision that it shows.
    client.force_login(cast.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    refused.finding.refresh_from_db()
    page = client.get(reviewed.document.agreement.get_absolute_url(), {"version": answer.pk, "tab": "round"}).content.decode()
    assert f'name="revision" value="{refused.finding.revision}"' in page
