"""Comments, mentions and assignments: who is told what, once, and that nothing is overwritten unseen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from contracts.models import AuditEntry
from reviews import discussing, notes, outbox
from reviews.deciding import Refused, record_redline_decision, record_sign_off
from reviews.models import Comment, Note

CLAUSE = "shall automatically renew for successive one-year terms"


@pytest.fixture
def finding(reviewed):
    return reviewed.review.findings.first()


def say(finding, who, text) -> Comment:
    return discussing.record_comment(finding.review, who, text, finding)[0]


def log_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client, path) -> str:
    return client.get(path).content.decode()


def test_the_mentioned_get_one_mail_without_a_word_of_the_clause_and_a_mark_until_they_look(finding, cast, client):
    agreement = finding.review.version.document.agreement
    said, told = discussing.record_comment(finding.review, cast.reviewer, f"@Olive, @rhea, @rex, @otto: is “{CLAUSE}” usual?", finding)
    assert told == 1, "neither oneself, nor who may only read, nor a stranger"
    assert notes.sweep(timezone.now()) == 1 and notes.sweep(timezone.now()) == 0
    (sent,) = mail.outbox
    assert sent.to == [f"Olive <{cast.owner.email}>"] and sent.subject.startswith("Rhea mentions you: ")
    for body in (sent.body, sent.alternatives[0][0]):
        assert finding.title in body and agreement.title in body and f"finding={finding.pk}" in body
        assert CLAUSE not in body and "is “" not in body
    log_in(client, cast.owner)
    today = page(client, "/")
    assert "Rhea mentions you" in today and 'id="unread-notes"' in today
    place = f"{agreement.get_absolute_url()}?finding={finding.pk}"
    assert "new to you" in page(client, place) and '<span class="mention">@Olive</span>' in page(client, place)
    assert "new to you" not in page(client, place)
    assert "mentions you" not in page(client, "/") and 'id="unread-notes"' not in page(client, "/")
    assert said.notes.get().recipient == cast.owner


def test_whoever_looks_first_gets_no_mail(finding, cast):
    say(finding, cast.reviewer, "@Olive?")
    say(finding, cast.owner, "An answer is a look.")
    assert notes.sweep(timezone.now()) == 0 and Note.objects.get().state == Note.State.SKIPPED


@pytest.mark.parametrize(("code", "state"), [(450, "waiting"), (550, "failed")])
def test_a_refused_mail_waits_or_is_given_up_and_the_mark_stays(finding, cast, monkeypatch, code, state):
    say(finding, cast.reviewer, "@Olive?")

    def refuse(self, messages):
        raise SMTPRecipientsRefused({cast.owner.email: (code, b"No")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    now = timezone.now()
    assert notes.sweep(now) == 0
    note = Note.objects.get()
    assert (note.state, note.error, note.read_at) == (state, f"{code} No", None)
    monkeypatch.undo()
    assert notes.sweep(now + timedelta(minutes=6)) == (1 if state == "waiting" else 0)


def test_a_claim_that_was_dropped_goes_out_again_under_the_same_id(finding, cast):
    say(finding, cast.reviewer, "@Olive?")
    now = datetime.now(UTC)
    Note.objects.update(state=Note.State.CLAIMED, claimed_at=now, attempts=1)
    assert notes.sweep(now) == 0
    assert notes.sweep(now + outbox.DROPPED_AFTER + timedelta(seconds=1)) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == Note.objects.get().message_id


def test_an_edit_tells_only_who_was_not_mentioned_before_and_the_history_keeps_what_was(finding, cast):
    said = say(finding, cast.reviewer, "@Olive, look.")
    said, told = discussing.record_comment_edit(said, cast.reviewer, "@Olive and @Ada, look.", revision=0)
    assert told == 1 and said.edited_at and said.revision == 1
    with pytest.raises(discussing.CommentChanged):
        discussing.record_comment_edit(said, cast.reviewer, "Never mind.", revision=0)
    with pytest.raises(discussing.CommentChanged):
        discussing.record_comment_deletion(said, cast.reviewer, revision=0)
    for other in (cast.admin, cast.owner):
        with pytest.raises(Refused, match="Only whoever wrote"):
            discussing.record_comment_edit(said, other, "Mine now.")
    discussing.record_comment_deletion(said, cast.reviewer, revision=1)
    assert not Comment.objects.exists() and not Note.objects.exists()
    kept = [(entry.act, entry.before.get("text")) for entry in AuditEntry.objects.filter(subject=f"comment:{said.pk}")]
    assert kept == [("comment_deleted", "@Olive and @Ada, look."), ("comment_edited", "@Olive, look."), ("comment_posted", None)]


def test_the_page_shows_a_comment_that_was_edited_elsewhere_beside_ones_own_words(finding, cast, client):
    said = say(finding, cast.reviewer, "First.")
    discussing.record_comment_edit(said, cast.reviewer, "Second, which stands.", revision=0)
    sent = {"text": "Third, from the old page.", "revision": "0", "version": finding.review.version_id}
    shown = log_in(client, cast.reviewer).post(reverse("change_comment", args=[said.pk]), sent, HTTP_HX_REQUEST="true").content.decode()
    assert "<p>Second, which stands.</p>" in shown and "Third, from the old page.</textarea>" in shown and "Save mine over it" in shown
    said.refresh_from_db()
    assert said.text == "Second, which stands."
    client.post(reverse("change_comment", args=[said.pk]), {**sent, "revision": "1"})
    said.refresh_from_db()
    assert said.text == "Third, from the old page."


def test_a_finding_is_somebodys_and_its_history_says_so(finding, cast, client):
    agreement = finding.review.version.document.agreement
    assign = reverse("assign_finding", args=[finding.pk])
    sent = {"person": "@olive", "due_on": "2026-12-04", "was": "", "version": finding.review.version_id}
    shown = log_in(client, cast.reviewer).post(assign, sent, HTTP_HX_REQUEST="true").content.decode()
    assert "For <strong>Olive</strong>, by" in shown and "Rhea</strong> assigned a finding" in " ".join(shown.split())
    assert notes.sweep(timezone.now()) == 1 and "by Fri 4 Dec" in mail.outbox[0].subject
    # Another saw it as nobody's: nothing is overwritten unseen.
    late = log_in(client, cast.admin).post(assign, {**sent, "person": "me"}, HTTP_HX_REQUEST="true").content.decode()
    assert "it is Olive’s now" in late.replace("&#x27;", "’")
    for person, refusal in (("Rex", "Nobody here is called"), ("otto@elsewhere.example", "Nobody here is called")):
        assert refusal in client.post(assign, {"person": person}, HTTP_HX_REQUEST="true").content.decode()
    finding.refresh_from_db()
    assert (finding.assigned_to, finding.due_on) == (cast.owner, date(2026, 12, 4))
    today = page(log_in(client, cast.owner), "/")
    assert "Assigned to you" in today and "new to you" in today
    page(client, f"{agreement.get_absolute_url()}?finding={finding.pk}")
    assert "new to you" not in page(client, "/") and "Assigned to you" in page(client, "/")
    record_redline_decision(finding, cast.reviewer, "accepted")
    assert "Assigned to you" not in page(client, "/")
    said = client.post(reverse("comment", args=[finding.review_id]), {"text": "Done.", "finding": finding.pk}, HTTP_HX_REQUEST="true")
    assert '<details class="decision" open>' in said.content.decode(), "what was just said stays in sight"


def test_given_to_another_it_is_taken_back_from_the_first_and_none_is_told_twice(finding, cast):
    discussing.record_assignment(finding, cast.reviewer, cast.owner)
    discussing.record_assignment(finding, cast.reviewer, cast.owner, date(2026, 12, 4))  # another day is no other person
    discussing.record_assignment(finding, cast.reviewer, cast.admin)
    assert notes.sweep(timezone.now()) == 1 and cast.admin.email in mail.outbox[0].to[0]
    assert not notes.unread(cast.owner).exists()
    discussing.record_assignment(finding, cast.reviewer, None, date(2026, 12, 4))
    finding.refresh_from_db()
    assert finding.assigned_to is None and finding.due_on is None and not notes.unread(cast.admin).exists()
    for each in finding.review.findings.all():
        record_redline_decision(each, cast.reviewer, "accepted")
    record_sign_off(finding.review, cast.reviewer)
    with pytest.raises(Refused, match="signed off"):
        discussing.record_assignment(finding, cast.reviewer, cast.owner)
