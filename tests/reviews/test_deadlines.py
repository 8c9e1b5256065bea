"""What corrections, amendments and missing facts do to windows, questions and reminders."""

from __future__ import annotations

from datetime import date, timedelta

import time_machine
from django.contrib.messages import get_messages

from contracts.models import AuditEntry
from reviews import deciding
from reviews.bound import years_bound
from reviews.deadlines import record_windows
from reviews.models import OpenQuestion, Reminder, Window
from reviews.recording import record_opinion
from tests.uploads import TODAY, record_document


def test_a_correction_moves_windows_and_reminders_and_survives_a_rereading(reviewed, cast):
    agreement = reviewed.document.agreement
    due_before = set(Reminder.objects.filter(window__agreement=agreement, window__term=1).values_list("due_at", flat=True))
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "The amendment says so", TODAY)
    window = agreement.windows.get(term=1)
    assert window.closes_on == date(2026, 12, 30)
    assert set(Reminder.objects.filter(window=window).values_list("due_at", flat=True)) != due_before
    record_opinion(agreement, TODAY)
    assert agreement.windows.get(term=1).closes_on == date(2026, 12, 30)
    assert AuditEntry.objects.filter(agreement=agreement, act="window_moved").exists()


def test_what_is_missing_becomes_a_question_and_its_answer_a_window(cast, agreement_text):
    text = agreement_text.replace("made on 1 March 2026", "made")
    agreement = record_document(cast, "undated.txt", text).document.agreement
    question = OpenQuestion.objects.get(agreement=agreement, answered_at=None)
    assert (question.field, question.owner) == ("effective_date", cast.owner)
    assert not agreement.windows.exists()
    deciding.record_correction(agreement, cast.owner, "effective_date", "2026-03-01", "", TODAY)
    assert agreement.windows.filter(state=Window.State.OPEN).exists()
    assert not OpenQuestion.objects.filter(agreement=agreement, answered_at=None).exists()


def test_a_row_says_what_silence_binds_and_one_that_is_older_learns_it_overnight(reviewed):
    agreement = reviewed.document.agreement
    for window in agreement.windows.order_by("term"):
        assert (window.silence, window.years_bound) == ("term", years_bound(window)), window
    assert agreement.windows.get(term=1).renews_until == date(2028, 2, 29)
    agreement.windows.update(renews_until=None, silence="unknown", years_bound=None)
    entries = AuditEntry.objects.count()
    record_windows(agreement, TODAY, rolling=True)
    assert set(agreement.windows.values_list("silence", "years_bound")) == {("term", 1)}
    assert AuditEntry.objects.count() == entries


def test_an_amendment_moves_the_windows(reviewed, cast):
    agreement = reviewed.document.agreement
    amendment = "AMENDMENT\n\nThis Amendment is made on 2 November 2026.\n\nExpiration Date: 31 December 2027\n"
    record_document(cast, "amendment.txt", amendment, agreement=agreement, kind="amendment")
    window = agreement.windows.get(term=1)
    assert (window.closes_on, window.renews_on) == (date(2027, 12, 1), date(2028, 1, 1))


@time_machine.travel(TODAY, tick=False)
def test_a_question_has_an_owner_and_a_day_and_its_answer_says_what_moved(cast, agreement_text, client):
    """Due within a week, or sooner where the deadline may be; answered from the page, the windows follow in the same transaction."""
    agreement = record_document(cast, "undated.txt", agreement_text.replace("made on 1 March 2026", "made")).document.agreement
    question = OpenQuestion.objects.get(agreement=agreement, answered_at=None)
    assert (question.owner, question.due_on) == (cast.owner, TODAY + timedelta(days=7))
    OpenQuestion.objects.update(due_on=date(2026, 1, 5))
    client.force_login(cast.owner)
    assert "Overdue:" in client.get(f"/agreements/{agreement.pk}/?tab=windows").content.decode()
    answer = {"field": "effective_date", "value": "2026-12-01", "tab": "windows", "seen": ""}
    answered = client.post(f"/agreements/{agreement.pk}/facts/", answer)
    (said,) = map(str, get_messages(answered.wsgi_request))
    armed = Reminder.objects.filter(window__agreement=agreement, state=Reminder.State.WAITING).count()
    assert "Answered. The windows follow: term 1 closes on Sunday 31 October 2027, notice must leave by 26 October; term 2" in said
    assert f"one later; {armed} reminders armed." in said


def test_a_question_beside_a_near_deadline_is_due_before_it(cast, agreement_text):
    text = agreement_text.replace("1 March 2026", "1 January 2026")
    agreement = record_document(cast, "near.txt", text).document.agreement
    window = agreement.windows.earliest("closes_on")
    assert window.send_by < TODAY + timedelta(days=7)
    amendment = "AMENDMENT\n\nThis Amendment is made on 2 November 2026.\n\n1. The initial term is extended by six (6) months.\n"
    record_document(cast, "amendment.txt", amendment, agreement=agreement, kind="amendment")
    question = OpenQuestion.objects.get(agreement=agreement, answered_at=None)
    assert question.due_on == max(TODAY, window.send_by - timedelta(days=1)) and "extended by six (6) months" in question.question


def test_whatever_moves_a_date_arms_the_reminders_anew(reviewed, cast):
    """Law: after any correction each open window that is ahead is reminded of by its own day, and nothing else is."""
    agreement, shapes = reviewed.document.agreement, set()
    for field, value in {
        "renewal.notice_by": "P60D",
        "renewal.notice_to": "quarter",
        "renewal.initial_term": "P18M",
        "expiration_date": "2027-06-30",
        "notices.deemed_receipt": [{"form": "post", "after": "P10BD"}],
        "renewal.automatic": False,
    }.items():
        deciding.record_correction(agreement, cast.owner, field, value, "", TODAY)
        rows = list(agreement.windows.order_by("term"))
        shapes.add(tuple((row.opens_on, row.closes_on, row.send_by, row.renews_on, row.state) for row in rows))
        for window in rows:
            waiting = Reminder.objects.filter(window=window, state=Reminder.State.WAITING)
            assert set(waiting.values_list("deadline", flat=True)) == ({window.send_by} if window.state == Window.State.OPEN else set()), field
    assert len(shapes) > 4
    assert not agreement.windows.filter(state=Window.State.OPEN).exists()
