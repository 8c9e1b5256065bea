"""A question without whose answer there is no window is asked by mail until somebody answers it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from reviews import question_mails, quieting
from reviews.models import OpenQuestion, QuestionMail

ASKED = datetime(2026, 11, 24, 10, tzinfo=UTC)
DUE = date(2026, 12, 1)


@pytest.fixture
def question(reviewed, cast) -> OpenQuestion:
    agreement = reviewed.document.agreement
    made = OpenQuestion.objects.create(
        organisation=cast.organisation, agreement=agreement, field="effective_date", question="On which day?", owner=cast.owner, due_on=DUE
    )
    OpenQuestion.objects.update(asked_at=ASKED)
    return made


def morning(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=hour)


def told() -> list[str]:
    return [m.to[0].split("<")[-1].rstrip(">") for m in mail.outbox]


def test_it_is_asked_the_next_morning_on_its_day_and_every_week_until_it_is_answered(question, cast):
    assert question_mails.sweep(ASKED + timedelta(hours=2)) == 0
    assert question_mails.sweep(morning(ASKED.date() + timedelta(days=1), 7)) == 0, "mails go out at eight"
    for day in range(1, 40):
        question_mails.sweep(morning(ASKED.date() + timedelta(days=day)))
        question_mails.sweep(morning(ASKED.date() + timedelta(days=day), 15))
    rows = QuestionMail.objects.filter(state="sent")
    assert sorted(rows.filter(recipient=cast.owner).values_list("week", flat=True)) == [-1, 0, 1, 2, 3, 4]
    assert sorted(rows.filter(recipient=cast.admin).values_list("week", flat=True)) == [1, 2, 3, 4], "then somebody else hears as well"
    assert "nobody can be reminded of its deadline" in mail.outbox[0].body and "On which day?" in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("Answer by Tue 1 Dec: On which day?")
    assert mail.outbox[-1].subject.startswith("Still not answered")


def test_an_answer_ends_it_and_so_does_the_archive(question, cast):
    QuestionMail.objects.create(question=question, recipient=cast.owner, week=0, due_at=morning(DUE), message_id="<one@x>")
    OpenQuestion.objects.update(answered_at=ASKED)
    assert question_mails.sweep(morning(DUE)) == 0 and not mail.outbox
    OpenQuestion.objects.update(answered_at=None)
    question.agreement.archived_at = ASKED
    question.agreement.save()
    assert question_mails.sweep(morning(DUE + timedelta(days=30))) == 0


def test_after_downtime_only_the_latest_comes_and_a_deputy_hears(question, cast):
    quieting.record_absence(cast.owner, cast.organisation, cast.owner, DUE, DUE + timedelta(days=30), cast.reviewer, ASKED.date())
    assert question_mails.sweep(morning(DUE + timedelta(days=16))) == 3
    assert sorted(told()) == sorted([cast.owner.email, cast.admin.email, cast.reviewer.email])
    assert set(QuestionMail.objects.values_list("week", flat=True)) == {2}


def test_where_the_owner_is_gone_somebody_else_is_asked(question, cast):
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(is_active=False)
    question_mails.sweep(morning(DUE))
    assert told() == [cast.admin.email]
