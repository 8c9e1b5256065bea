"""What is due, and sends it: one message to one person about one window, once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from contracts.models import Membership, User
from contracts.models.audit import record_change
from reviews import outbox
from reviews.hearers import Staff, deputy_of
from reviews.mails import reminder_mail
from reviews.models import Acknowledgement, Decision, Heartbeat, Reminder, Snooze, Window
from reviews.notices import prepare_protective
from reviews.outbox import new_message_id
from reviews.post_office import PostOffice, Refusal
from reviews.schedule import OPENS, STEPS, Due, chain, third_last

log = logging.getLogger(__name__)

LATE_AFTER: Final = timedelta(hours=24)
AGAIN: Final = "again-"  # and the snooze's number: the step that comes when a snooze ends
_CHUNK: Final = 500
# Whom only their own server refuses for now is given so long; then the next person hears too.
_PATIENCE: Final = timedelta(hours=12)
_LITTLE_PATIENCE: Final = timedelta(hours=1)
_LITTLE_TIME: Final = 7  # days


@dataclass(frozen=True, slots=True)
class SweepResult:
    """How many reminders a sweep sent, skipped, put off (a temporary refusal) and failed (a permanent one)."""

    sent: int = 0
    skipped: int = 0
    put_off: int = 0
    failed: int = 0


# The rows of a chain --------------------------------------------------------------------------------------------------


def arm(window: Window, today: date) -> None:
    """Makes the rows of the chain that leads to the window's ``send_by``, in the place of what an earlier date left unsent."""
    arm_all([window], today)


def arm_all(windows: Iterable[Window], today: date) -> None:
    """Makes the chains of many windows. Call it in a transaction.

    Of the steps that were past before a chain was made only the most urgent is sent: whoever enters an agreement 20 days before
    its deadline hears of it once, at once, and then at the 14th day. Whoever has heard of this deadline before hears of no past
    step again. An archived agreement reminds nobody, whatever is still corrected in it.
    """
    staffs: dict[int, Staff] = {}
    for some in _chunks(windows):
        rows = Reminder.objects.filter(window__in=some)
        stays = Q(state=Reminder.State.WAITING, deadline=F("window__send_by")) & (Q(step__startswith=AGAIN) | Q(instead_of__isnull=False))
        rows.filter(state__in=[Reminder.State.WAITING, Reminder.State.SKIPPED]).exclude(stays).delete()
        Snooze.objects.filter(window__in=some, ended_at=None).exclude(deadline=F("window__send_by")).delete()
        heard = set(
            rows.filter(state=Reminder.State.SENT, deadline=F("window__send_by")).values_list("window_id", "recipient_id")
        )
        made: list[Reminder] = []
        for window in some:
            if window.agreement.archived_at is None:
                staff = staffs.get(window.organisation_id) or staffs.setdefault(window.organisation_id, Staff(window.organisation))
                made += _chain_rows(window, staff, today, heard)
        Reminder.objects.bulk_create(made, ignore_conflicts=True)  # a step that was sent already stays sent


def chain_of(window: Window) -> tuple[Due, ...]:
    """The steps of the window's chain: the agreement's own, else the organisation's, else the usual ones."""
    organisation = window.organisation
    steps = window.agreement.reminder_steps or organisation.reminder_steps or STEPS
    return chain(window.opens_on, window.send_by, organisation.country, steps)


def _chain_rows(window: Window, staff: Staff, today: date, heard: set[tuple[int, int]]) -> Iterator[Reminder]:
    owner_id = window.agreement.owner_id
    steps = chain_of(window)
    beside = staff.beside(owner_id)
    latest = max((due.day for due in steps if due.day < today and due.step != OPENS), default=None)
    for due in steps:
        overtaken = due.day < today and due.day != latest
        for person_id in [owner_id, *(person.pk for person in beside if due.together)]:
            escalated = person_id != owner_id
            if not due.together and not staff.wants(person_id, due.before):
                continue
            told = due.day < today and (window.pk, person_id) in heard
            yield Reminder(
                window=window,
                deadline=window.send_by,
                recipient_id=person_id,
                step=due.step,
                escalated=escalated,
                due_at=morning(due.day, window) + (due.pause if escalated else timedelta()),
                state=Reminder.State.SKIPPED if overtaken or told else Reminder.State.WAITING,
                message_id=new_message_id(),
            )


def disarm(window: Window) -> None:
    """Ends the chain: what was not sent is not going to be."""
    window.reminders.filter(state=Reminder.State.WAITING).update(state=Reminder.State.SKIPPED)


def morning(day: date, window: Window) -> datetime:
    """When mails of that day go out, in the organisation's zone."""
    organisation = window.organisation
    return datetime.combine(day, time(organisation.reminder_hour), tzinfo=organisation.zone)


def _chunks(windows: Iterable[Window]) -> Iterator[list[Window]]:
    some: list[Window] = []
    for window in windows:
        some.append(window)
        if len(some) == _CHUNK:
            yield some
            some = []
    if some:
        yield some


# The sweep ------------------------------------------------------------------------------------------------------------


def sweep(now: datetime) -> SweepResult:
    """Sends what is due.

    1. Claim a batch of what is due, the nearest deadline first, and what an earlier sweep dropped; no other sweep gets it.
    2. Skip what a decision, an acknowledgement, a snooze or a more urgent step has overtaken.
    3. Send the rest one by one, to the deputy too where somebody is away, and mark each sent.
    4. Put off what was refused for now; pass on to the next person what was refused for good.
    5. Go on until nothing is due, and note that the sweep ran. A row on which the code itself fails is pushed an hour ahead,
       and the error raised at the end.
    """
    # The latest step of a chain comes first, so that it overtakes the older ones.
    swept = outbox.sweep(Reminder, now, _look, _send, "deadline", "-due_at")
    note = f"{swept.counts['sent']} sent" + (f"; the mail server takes nothing: {swept.server}" if swept.server else "")
    Heartbeat.objects.update_or_create(name="reminders", defaults={"at": now, "note": note})
    if swept.failure:
        raise swept.failure
    return SweepResult(**swept.counts)


def _send(reminder: Any, now: datetime, office: PostOffice) -> str:
    """What became of a claimed reminder: sent, skipped, put_off or failed."""
    pk = reminder.pk
    today = now.astimezone(reminder.window.organisation.zone).date()
    protect(reminder.window, today)
    if overtaken(reminder, today):
        outbox.mark(Reminder, pk, Reminder.State.SKIPPED)
        return "skipped"
    if not (reminder.recipient.is_active and reminder.is_member):
        return _given_up(reminder, now, "is not here any more")
    _tell_deputy(reminder, now, today)
    # What was due before the row was made is not late: nobody could have sent it.
    late = now - reminder.due_at > LATE_AFTER and reminder.due_at > reminder.made_at
    if refusal := office.hand_over(reminder_mail(reminder, today=today, late=late)):
        return _refused(reminder, now, refusal)
    outbox.mark(Reminder, pk, Reminder.State.SENT, sent_at=now, late=late, error="")
    return "sent"


def _look(pks: Sequence[int], now: datetime) -> QuerySet[Reminder]:
    """The reminders with all that decides whether they are sent, by one query; see ``overtaken``."""
    window = OuterRef("window")
    seen = Acknowledgement.objects.filter(window=window, deadline=OuterRef("deadline"), step=OuterRef("step"))
    asleep = Snooze.objects.filter(window=window, person=OuterRef("recipient"), deadline=OuterRef("deadline"), ended_at=None)
    # One that was refused for good has gone to somebody else, and overtakes as well.
    chain = Reminder.objects.filter(window=window, deadline=OuterRef("deadline"), recipient=OuterRef("recipient"))
    member = Membership.objects.filter(user=OuterRef("recipient"), organisation=OuterRef("window__organisation"))
    related = ("agreement__vendor", "agreement__owner", "organisation", "decision__decided_by")
    rows = Reminder.objects.select_related(*(f"window__{name}" for name in related), "recipient", "instead_of")
    return rows.filter(pk__in=pks).annotate(
        is_seen=Exists(seen),
        asleep_until=Subquery(asleep.values("until")[:1]),
        is_behind=Exists(chain.filter(due_at__gt=OuterRef("due_at"), due_at__lte=now)),
        is_member=Exists(member),
    )


def overtaken(reminder: Any, today: date) -> bool:
    """True where the mail would tell nothing that still matters: see ``_look`` for the row."""
    window = reminder.window
    ended = window.state != Window.State.OPEN or window.closes_on < today or window.agreement.archived_at is not None
    if ended or reminder.deadline != window.send_by or reminder.is_seen or reminder.is_behind:
        return True
    return not reminder.step.startswith(AGAIN) and reminder.asleep_until is not None and reminder.asleep_until > today


def protect(window: Window, today: date) -> None:
    """From the third-last step on an open negotiation has a notice ready, whoever has acknowledged or snoozed what.

    Call it where time passes, and where a negotiation begins. Reads ``window.decision``.
    """
    decision = getattr(window, "decision", None)
    if decision is None or decision.choice != Decision.Choice.RENEGOTIATE:
        return
    third = third_last(chain_of(window))
    if third is None or today < third.day:
        return
    try:
        with transaction.atomic():
            prepare_protective(window, today)
    except Exception:  # a letter that cannot be written keeps no mail from being sent, and no decision from being recorded
        log.exception("no protective notice for window %s", window.pk)


def _tell_deputy(reminder: Reminder, now: datetime, today: date) -> None:
    """Whoever is away still finds the mail when they are back; their deputy has it at once."""
    deputy = deputy_of(reminder.recipient_id, today)
    if deputy is not None:
        _stand_in(reminder, deputy, now)


def _stand_in(reminder: Reminder, person: User, now: datetime) -> None:
    """The same step to somebody else, who may have had it for themselves."""
    Reminder.objects.get_or_create(
        window=reminder.window,
        deadline=reminder.deadline,
        step=reminder.step,
        recipient=person,
        defaults={
            "escalated": reminder.escalated,
            "instead_of": reminder.recipient,
            "due_at": now,
            "message_id": new_message_id(),
        },
    )


# Refusals -------------------------------------------------------------------------------------------------------------


def _refused(reminder: Reminder, now: datetime, refusal: Refusal) -> str:
    """A refusal for now waits longer each time, for days; one for good goes to the next person, and shows on the window's page."""
    if refusal.permanent:
        return _given_up(reminder, now, str(refusal))
    if not refusal.of_server and now - max(reminder.due_at, reminder.made_at) > _patience(reminder, now):
        _pass_on(reminder, now)
    outbox.put_off(reminder, now, refusal)
    return "put_off"


def _patience(reminder: Reminder, now: datetime) -> timedelta:
    days = (reminder.deadline - now.date()).days
    return _LITTLE_PATIENCE if days <= _LITTLE_TIME else _PATIENCE


@transaction.atomic
def _given_up(reminder: Reminder, now: datetime, why: str) -> str:
    if not _pass_on(reminder, now):
        # Nobody is left to tell: to go on trying is all that can be done, and the window's page shows it.
        outbox.mark(Reminder, reminder.pk, Reminder.State.WAITING, due_at=now + outbox.WAITS[-1], error=why)
        return "put_off"
    outbox.mark(Reminder, reminder.pk, Reminder.State.FAILED, error=why)
    record_change(
        reminder.window.organisation,
        None,
        "reminder_refused",
        reminder,
        agreement=reminder.window.agreement,
        after={"recipient": reminder.recipient.email, "error": why},
    )
    return "failed"


def _pass_on(reminder: Reminder, now: datetime) -> bool:
    """The same step to the next person who has not had it: the escalation contacts, the owner, whoever may decide.

    True where somebody has it, or will: False where nobody is left.
    """
    same = Reminder.objects.filter(window=reminder.window, deadline=reminder.deadline, step=reminder.step)
    passed_on = same.filter(instead_of=reminder.recipient).exclude(state=Reminder.State.FAILED)
    if passed_on.exists():
        return True
    had = set(same.values_list("recipient_id", flat=True))
    person = Staff(reminder.window.organisation).next_after(reminder.window.agreement.owner_id, had)
    if person is not None:
        _stand_in(reminder, person, now)
        return True
    # All the others have had it already, each by a row of their own.
    return same.exclude(pk=reminder.pk).exclude(state=Reminder.State.FAILED).exists()
