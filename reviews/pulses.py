"""Asks the people who use a service how happy they are with it before its window opens, and keeps what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

from contracts.models import Agreement, Organisation, User
from contracts.models.audit import record_change
from reviews import outbox
from reviews.deciding import Refused
from reviews.mails import pulse_mail
from reviews.models import Pulse, Window
from reviews.outbox import new_message_id

ASKED_BEFORE: Final = timedelta(days=30)  # days before the window opens; at once where it is open
MOST_WORDS: Final = 2000
ASKED_AT_ONCE: Final = 500  # windows of an organisation in one round, which comes every hour


@dataclass(frozen=True, slots=True)
class Mood:
    """How happy the people were before one window: ``mean`` of 1 to 5, None where nobody of those ``asked`` has ``answered``."""

    window: int
    closes_on: date
    asked: int
    answered: int
    mean: float | None

    @property
    def words(self) -> str:
        """``Happy``: the answer that lies nearest to the mean."""
        return Pulse.Score(int(self.mean + 0.5)).label if self.mean is not None else ""


def ask_all(now: datetime) -> int:
    """Asks about each agreement's next window that opens within thirty days, or is open; how many people were asked."""
    return sum(ask(organisation, now) for organisation in Organisation.objects.all())


@transaction.atomic
def ask(organisation: Organisation, now: datetime, agreement: Agreement | None = None) -> int:
    """Makes the rows of who has not been asked yet; the users of the agreement are asked, or its owner where none is named."""
    today = now.astimezone(organisation.zone).date()
    live = Window.objects.of(organisation).filter(state=Window.State.OPEN, closes_on__gte=today, agreement__archived_at=None)
    if agreement is not None:
        live = live.filter(agreement=agreement)
    firsts = live.order_by("agreement_id", "closes_on").distinct("agreement_id")
    due = Window.objects.filter(pk__in=firsts.values("pk"), opens_on__lte=today + ASKED_BEFORE)
    if agreement is None:
        due = due.filter(pulses=None)
    windows = due.select_related("agreement__owner").prefetch_related("agreement__users").order_by("send_by", "pk")[:ASKED_AT_ONCE]
    pairs = [(window, person) for window in windows for person in _people(window.agreement)]
    known = set(Pulse.objects.filter(window__in=[window.pk for window, _ in pairs]).values_list("window_id", "person_id"))
    new = [(window, person) for window, person in pairs if (window.pk, person.pk) not in known]
    mailed = set(
        Pulse.objects.of(organisation)
        .filter(made_at__gt=now - timedelta(days=1), person__in=[person.pk for _, person in new])
        .exclude(state=Pulse.State.SKIPPED)
        .values_list("person_id", flat=True)
    )
    rows = []
    for window, person in new:
        # Whoever answers for fifty services gets one mail, not fifty: the others stand on Today.
        state = Pulse.State.SKIPPED if person.pk in mailed else Pulse.State.WAITING
        mailed.add(person.pk)
        rows.append(Pulse(window=window, person=person, state=state, made_at=now, due_at=now, message_id=new_message_id()))
    made = Pulse.objects.bulk_create(rows, ignore_conflicts=True)
    for window in {row.window_id: row.window for row in made}.values():
        asked = sorted(str(row.person) for row in made if row.window_id == window.pk)
        record_change(organisation, None, "pulse_asked", window, agreement=window.agreement, after={"people": ", ".join(asked)})
    return len(made)


def _people(agreement: Agreement) -> list[User]:
    named = [person for person in agreement.users.all() if person.is_active]
    return named or ([agreement.owner] if agreement.owner.is_active else [])


def unanswered(user: User, today: date) -> QuerySet[Pulse]:
    """What the person is asked and has not answered, the window that closes first before the others."""
    rows = Pulse.objects.for_member(user).filter(person=user, answered_at=None, window__state=Window.State.OPEN, window__closes_on__gte=today)
    rows = rows.filter(window__agreement__archived_at=None)
    return rows.select_related("window__agreement__vendor").order_by("window__closes_on", "pk")


@transaction.atomic
def record_answer(pulse: Pulse, score: int | None, comment: str, today: date) -> Pulse:
    """The person's answer, or another one. Raises Refused once the window has closed, or where no score was chosen."""
    pulse = Pulse.objects.select_for_update(of=("self",)).select_related("window__agreement", "window__organisation", "person").get(pk=pulse.pk)
    window, comment = pulse.window, comment.strip()
    if window.closes_on < today:
        raise Refused(f"The window closed on {window.closes_on:%-d %B %Y}; your answer stays as it was.")
    if score not in Pulse.Score.values:
        raise Refused("Choose one of the five answers; nothing was kept.")
    if len(comment) > MOST_WORDS:
        raise Refused(f"A comment has at most {MOST_WORDS} characters; nothing was kept.")
    before = {"score": pulse.get_score_display(), "comment": pulse.comment} if pulse.answered_at else {}
    pulse.score, pulse.comment, pulse.answered_at = score, comment, timezone.now()
    pulse.save(update_fields=["score", "comment", "answered_at"])
    Pulse.objects.filter(pk=pulse.pk, state=Pulse.State.WAITING).update(state=Pulse.State.SKIPPED)
    after = {"score": pulse.get_score_display(), "comment": comment}
    if before != after:
        record_change(window.organisation, pulse.person, "pulse_answered", window, agreement=window.agreement, before=before, after=after)
    return pulse


@transaction.atomic
def record_users(agreement: Agreement, user: User, people: Iterable[int], now: datetime) -> None:
    """Names who uses the service. Whoever is new is asked where a pulse is due; whoever is not named any more is asked no more.

    Raises Refused where somebody is not of the organisation.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("organisation", "owner").get(pk=agreement.pk)
    wanted = set(people)
    found = list(User.objects.filter(pk__in=wanted, memberships__organisation=agreement.organisation, is_active=True))
    if len(found) != len(wanted):
        raise Refused("Whoever uses the service must be somebody of your organisation; nothing was changed.")
    before = sorted(str(person) for person in agreement.users.all())
    after = sorted(map(str, found))
    if before == after:
        return
    agreement.users.set(found)
    asked = Pulse.objects.filter(window__agreement=agreement, window__state=Window.State.OPEN, answered_at=None)
    asked.exclude(person__in=_people(agreement)).delete()
    named = {"before": {"people": ", ".join(before)}, "after": {"people": ", ".join(after)}}
    record_change(agreement.organisation, user, "service_users_named", agreement, agreement=agreement, **named)
    ask(agreement.organisation, now, agreement)


def moods(agreement: Agreement) -> list[Mood]:
    """Each window's answers, the oldest first. One query."""
    rows = Pulse.objects.filter(window__agreement=agreement).values("window_id", "window__closes_on").order_by("window__closes_on", "window_id")
    answered = Count("pk", filter=Q(answered_at__isnull=False))
    counted: list[dict[str, Any]] = list(rows.annotate(asked=Count("pk"), answered=answered, mean=Avg("score")))
    return [
        Mood(row["window_id"], row["window__closes_on"], row["asked"], row["answered"], None if row["mean"] is None else float(row["mean"]))
        for row in counted
    ]


def sweep(now: datetime) -> int:
    """Sends what is due; gives how many left. Raises what our own code failed on, once the rest is done."""
    return outbox.post(Pulse, now, _look, _write)


def _look(pks: Sequence[int], now: datetime) -> QuerySet[Pulse]:
    return Pulse.objects.select_related("window__agreement__vendor", "window__organisation", "person").filter(pk__in=pks)


def _write(pulse: Pulse, now: datetime) -> EmailMultiAlternatives | None:
    """What the server refuses for good still stands on Today."""
    window = pulse.window
    today = now.astimezone(window.organisation.zone).date()
    over = window.state != Window.State.OPEN or window.closes_on < today or window.agreement.archived_at is not None
    if pulse.answered_at or over or not pulse.person.is_active:
        return None
    return pulse_mail(pulse, unanswered(pulse.person, today).exclude(pk=pulse.pk).count())
