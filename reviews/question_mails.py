"""Asks for the answers without which nobody can be reminded: the morning after a question came up, on the day by which it was to
be answered, and every week from then on until it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.db.models import Max, Q, QuerySet

from contracts.models import Organisation
from reviews import outbox
from reviews.hearers import Staff, deputy_of
from reviews.mails import question_mail
from reviews.models import OpenQuestion, QuestionMail
from reviews.outbox import new_message_id

JUST_ASKED: Final = -1
_WEEK: Final = 7  # days


def make_due(now: datetime) -> int:
    """Makes the rows whose morning has come; how many are new. After downtime only the latest is made."""
    made: list[QuestionMail] = []
    for organisation in Organisation.objects.all():
        here = now.astimezone(organisation.zone)
        if here.time() < time(organisation.reminder_hour):
            continue
        staff: Staff | None = None
        for question in _unanswered(organisation, now):
            staff = staff or Staff(organisation)
            made += _rows(question, staff, here)
    return len(QuestionMail.objects.bulk_create(made, ignore_conflicts=True))


def _unanswered(organisation: Organisation, now: datetime) -> QuerySet[OpenQuestion]:
    """The open questions of which nobody has heard in the last days. By the index question_open_once's condition."""
    rows = OpenQuestion.objects.of(organisation).filter(answered_at=None, agreement__archived_at=None)
    told = rows.annotate(told=Max("mails__due_at"), week_told=Max("mails__week"))
    return told.filter(Q(told=None) | Q(told__lt=now - timedelta(hours=20))).select_related("agreement")


def _rows(question: OpenQuestion, staff: Staff, here: datetime) -> Iterator[QuestionMail]:
    today, asked_on = here.date(), question.asked_at.astimezone(here.tzinfo).date()
    due_on = question.due_on or asked_on + timedelta(days=_WEEK)
    if today >= due_on:
        week = (today - due_on).days // _WEEK
    elif today > asked_on:
        week = JUST_ASKED
    else:
        return
    if question.week_told is not None and question.week_told >= week:
        return
    people = {question.owner_id} & set(staff.members)
    if week >= 1 or not people:  # nobody has answered in time: somebody else hears as well
        people |= {person.pk for person in staff.beside(question.owner_id)}
    people |= {deputy.pk for pk in people if (deputy := deputy_of(pk, today)) is not None}
    for pk in sorted(people):
        yield QuestionMail(question=question, recipient_id=pk, week=week, due_at=here, message_id=new_message_id())


def sweep(now: datetime) -> int:
    """Makes what is due, and sends it; gives how many left. Raises what our own code failed on, once the rest is done."""
    make_due(now)
    return outbox.post(QuestionMail, now, _look, _write, _pass_on)


def _look(pks: Sequence[int], now: datetime) -> QuerySet[QuestionMail]:
    return QuestionMail.objects.select_related("question__agreement__vendor", "question__owner", "question__organisation", "recipient").filter(
        pk__in=pks
    )


def _write(mail: QuestionMail, now: datetime) -> EmailMultiAlternatives | None:
    question = mail.question
    if question.answered_at or question.agreement.archived_at or not mail.recipient.is_active:
        return None
    return question_mail(mail, now.astimezone(question.organisation.zone).date())


def _pass_on(mail: QuestionMail, now: datetime) -> None:
    same = QuestionMail.objects.filter(question=mail.question, week=mail.week)
    person = Staff(mail.question.organisation).next_after(mail.question.owner_id, set(same.values_list("recipient_id", flat=True)))
    if person is not None:
        QuestionMail.objects.create(question=mail.question, week=mail.week, recipient=person, due_at=now, message_id=new_message_id())
