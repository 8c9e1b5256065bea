"""The summary on Mondays: what must leave soon, what waits for an answer, and that Fineprint is awake.

It comes even when nothing is due: whoever misses it on a Monday knows that something is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet

from contracts.models import Agreement, Membership, Organisation, User
from reviews import outbox
from reviews.mails import digest_mail
from reviews.models import Digest, OpenQuestion, Reminder, Window
from reviews.outbox import new_message_id
from reviews.summary import Summary

SOON: Final = timedelta(days=30)
LISTED: Final = 10


def make_due(now: datetime) -> int:
    """Makes the rows of each organisation's Monday once its hour has come; how many are new. After downtime it comes late."""
    made = 0
    for organisation in Organisation.objects.all():
        here = now.astimezone(organisation.zone)
        monday = here.date() - timedelta(days=here.weekday())
        due_at = datetime.combine(monday, time(organisation.reminder_hour), tzinfo=organisation.zone)
        if now < due_at or organisation.created_at > due_at or Digest.objects.of(organisation).filter(monday=monday).exists():
            continue
        rows = [
            Digest(organisation=organisation, recipient=person, monday=monday, due_at=due_at, message_id=new_message_id())
            for person in recipients(organisation)
        ]
        made += len(Digest.objects.bulk_create(rows, ignore_conflicts=True))
    return made


def recipients(organisation: Organisation) -> list[User]:
    """Who may decide, owns an agreement or is an escalation contact, and wants it; the admins where nobody does."""
    members = Membership.objects.of(organisation).filter(user__is_active=True).select_related("user").order_by("user_id")
    owners = set(Agreement.objects.of(organisation).filter(archived_at=None).values_list("owner_id", flat=True).distinct())
    contacts = set(organisation.escalation.values_list("pk", flat=True))
    concerned = [m for m in members if "decide" in Membership.ACTS[m.role] or m.user_id in owners or m.user_id in contacts]
    wanted = [m.user for m in concerned if m.digest]
    return wanted or [m.user for m in members if m.role == Membership.Role.ADMIN]


def sweep(now: datetime) -> int:
    """Makes what is due, and sends it; gives how many left. Raises what our own code failed on, once the rest is done."""
    make_due(now)
    return outbox.post(Digest, now, _look, _write)


def _look(pks: Sequence[int], now: datetime) -> QuerySet[Digest]:
    return Digest.objects.select_related("organisation", "recipient").filter(pk__in=pks)


def _write(digest: Digest, now: datetime) -> EmailMultiAlternatives | None:
    today = now.astimezone(digest.organisation.zone).date()
    # A summary of a week that is over tells nothing; the next one comes.
    over = today >= digest.monday + timedelta(days=7)
    return None if over or not digest.recipient.is_active else digest_mail(digest, summary_of(digest, today, now))


def summary_of(digest: Digest, today: date, now: datetime) -> Summary:
    """What stands on that day, by a handful of queries."""
    organisation, person = digest.organisation, digest.recipient
    ahead = Window.objects.of(organisation).filter(state=Window.State.OPEN, closes_on__gte=today, agreement__archived_at=None)
    soon = ahead.filter(send_by__lte=today + SOON).select_related("agreement__vendor", "agreement__owner", "decision")
    later = ahead.filter(send_by__gt=today + SOON).order_by("send_by").select_related("agreement__vendor")
    questions = OpenQuestion.objects.of(organisation).filter(answered_at=None, agreement__archived_at=None)
    week = Reminder.objects.of(organisation).filter(sent_at__gt=now - timedelta(days=7))
    refused = Reminder.objects.of(organisation).filter(state=Reminder.State.FAILED, window__in=ahead)
    return Summary(
        today=today,
        person=person,
        soon=tuple(soon.order_by("send_by", "pk")[:LISTED]),
        soon_count=soon.count(),
        next=later.first(),
        questions=tuple(questions.filter(owner=person).select_related("agreement__vendor")[:LISTED]),
        question_count=questions.count(),
        sent=week.count(),
        refused=refused.count(),
    )
