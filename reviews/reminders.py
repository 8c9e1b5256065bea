"""What is due, and sends it: one message to one person about one window, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from contracts.models import User
from contracts.models.audit import record_change
from reviews import outbox
from reviews.mails import reminder_mail
from reviews.models import Decision, Heartbeat, Reminder, Window
from reviews.outbox import Refusal, new_message_id

# Days before `send_by`; the mail on the day the window opens comes on top.
STEPS: Final = (90, 60, 30, 14, 7, 3, 2, 1)
OPENS: Final = "opens"
ESCALATES_FROM: Final = 14
HOUR: Final = time(8, 0)  # in the organisation's zone
LATE_AFTER: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SweepResult:
    """How many reminders a sweep sent, skipped, put off (a temporary refusal) and failed (a permanent one)."""

    sent: int = 0
    skipped: int = 0
    put_off: int = 0
    failed: int = 0


def arm(window: Window, today: date) -> None:
    """Makes the rows of the chain that leads to the window's ``send_by``, in the place of what an earlier date left unsent.

    Call it in a transaction. Of the steps that were past before the chain was made only the most urgent is sent: whoever
    enters an agreement 20 days before its deadline hears of it once, at once, and then at the 14th day. An archived
    agreement reminds nobody, whatever is still corrected in it.
    """
    window.reminders.filter(state__in=[Reminder.State.WAITING, Reminder.State.SKIPPED]).delete()
    if window.agreement.archived_at is not None:
        return
    organisation = window.organisation
    owner = window.agreement.owner
    contacts = [person for person in organisation.escalation.filter(is_active=True) if person.pk != owner.pk]
    days = {str(before): window.send_by - timedelta(days=before) for before in STEPS}
    past = [day for day in days.values() if day < today]
    days[OPENS] = window.opens_on
    rows = []
    for step, day in days.items():
        # In a narrow window the long steps come before the window itself is open: they still prepare the owner.
        people = [owner, *contacts] if step != OPENS and int(step) <= ESCALATES_FROM else [owner]
        overtaken = day < today and (step == OPENS or day != max(past))
        rows += [
            Reminder(
                window=window,
                deadline=window.send_by,
                recipient=person,
                step=step,
                escalated=person.pk != owner.pk,
                due_at=_morning(day, window),
                state=Reminder.State.SKIPPED if overtaken else Reminder.State.WAITING,
                message_id=new_message_id(),
            )
            for person in people
        ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)  # a step that was sent already stays sent


def disarm(window: Window) -> None:
    """Ends the chain: what was not sent is not going to be."""
    window.reminders.filter(state=Reminder.State.WAITING).update(state=Reminder.State.SKIPPED)


def _morning(day: date, window: Window) -> datetime:
    return datetime.combine(day, HOUR, tzinfo=window.organisation.zone)


def sweep(now: datetime) -> SweepResult:
    """Sends what is due.

    1. Find what is due, most urgent first, and what an earlier sweep dropped.
    2. Claim each by a conditional UPDATE; go on only where that changed one row.
    3. Skip what a decision, an acknowledgement or a more urgent step has overtaken.
    4. Send the rest, and mark them sent.
    5. Put off what was refused for now; pass on to the next person what was refused for good.
    6. Note that the sweep ran. A row on which the code itself fails is pushed an hour ahead, and the error raised at the end.
    """
    # The latest step of a chain comes first, so that it overtakes the older ones.
    swept = outbox.sweep(Reminder, now, lambda pk: _send_claimed(pk, now), "window__send_by", "-due_at", "id")
    Heartbeat.objects.update_or_create(name="reminders", defaults={"at": now, "note": f"{swept.counts['sent']} sent"})
    if swept.failure:
        raise swept.failure
    return SweepResult(**swept.counts)


def _send_claimed(pk: int, now: datetime) -> str:
    """What became of a claimed reminder: sent, skipped, put_off or failed."""
    reminder = Reminder.objects.select_related("window__agreement__vendor", "window__organisation", "recipient").get(pk=pk)
    if overtaken(reminder, now):
        outbox.mark(Reminder, pk, Reminder.State.SKIPPED)
        return "skipped"
    # What was due before the row was made is not late: nobody could have sent it.
    late = now - reminder.due_at > LATE_AFTER and reminder.due_at > reminder.made_at
    mail = reminder_mail(reminder, today=now.astimezone(reminder.window.organisation.zone).date(), late=late)
    if refusal := outbox.hand_over(mail):
        return _refused(reminder, now, refusal)
    outbox.mark(Reminder, pk, Reminder.State.SENT, sent_at=now, late=late, error="")
    return "sent"


def overtaken(reminder: Reminder, now: datetime) -> bool:
    """True where the mail would tell nothing that still matters."""
    window = reminder.window
    if window.state != Window.State.OPEN or reminder.deadline != window.send_by:
        return True
    decision = Decision.objects.filter(window=window).first()
    if decision and decision.choice != Decision.Choice.RENEGOTIATE:
        return True
    if window.closes_on < now.astimezone(window.organisation.zone).date():
        return True
    if reminder.escalated and window.acknowledgements.filter(at__gte=reminder.made_at).exists():
        return True
    chain = Reminder.objects.filter(window=window, deadline=reminder.deadline, recipient=reminder.recipient)
    more_urgent = chain.filter(due_at__gt=reminder.due_at, due_at__lte=now).exclude(state=Reminder.State.SKIPPED)
    return more_urgent.exclude(pk=reminder.pk).exclude(state=Reminder.State.FAILED).exists()


def _refused(reminder: Reminder, now: datetime, refusal: Refusal) -> str:
    """A refusal for now waits longer each time; one for good goes to the next person, and shows on the window's page."""
    if not refusal.permanent:
        outbox.put_off(reminder, now, refusal)
        return "put_off"
    with transaction.atomic():
        outbox.mark(Reminder, reminder.pk, Reminder.State.FAILED, error=str(refusal))
        record_change(
            reminder.window.organisation,
            None,
            "reminder_refused",
            reminder,
            agreement=reminder.window.agreement,
            after={"recipient": reminder.recipient.email, "error": str(refusal)},
        )
        _pass_on(reminder, now)
    return "failed"


def _pass_on(reminder: Reminder, now: datetime) -> None:
    """The same step to the next person who has not had it: the escalation contacts, then any admin."""
    organisation = reminder.window.organisation
    same = Reminder.objects.filter(window=reminder.window, deadline=reminder.deadline, step=reminder.step)
    had = set(same.values_list("recipient_id", flat=True))
    admins = User.objects.filter(memberships__organisation=organisation, memberships__role="admin", is_active=True)
    people = [*organisation.escalation.filter(is_active=True), reminder.window.agreement.owner, *admins]
    person = next((p for p in people if p.pk not in had), None)
    if person:
        Reminder.objects.create(
            window=reminder.window,
            deadline=reminder.deadline,
            recipient=person,
            step=reminder.step,
            escalated=False,  # stands in for the owner: no acknowledgement quiets it
            due_at=now,
            message_id=new_message_id(),
        )

