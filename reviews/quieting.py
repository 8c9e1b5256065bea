"""What quiets reminders for a while, and what never does: acknowledgements, snoozes, absences, and the schedule itself.

Each act is one transaction with its audit entry. Nothing here can end a chain: only a decision does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from contracts.models import Agreement, Membership, Organisation, User
from contracts.models.audit import record_change
from reviews import reminders
from reviews.deciding import Refused
from reviews.models import Absence, Acknowledgement, Reminder, Snooze, Window
from reviews.outbox import new_message_id
from reviews.schedule import TOGETHER_FROM, WrongSchedule, checked
from reviews.workdays import working_day_before


def step_of(window: Window, now: datetime) -> str:
    """The step of the chain that is due last; empty before the first."""
    due = window.reminders.filter(deadline=window.send_by, due_at__lte=now).exclude(state=Reminder.State.SKIPPED)
    return str(due.order_by("-due_at", "-id").values_list("step", flat=True).first() or "")


@transaction.atomic
def record_acknowledgement(window: Window, user: User, now: datetime) -> Acknowledgement:
    """Somebody has seen the step that is due: what is not sent of it yet is not sent. The next step reminds everybody again.

    Raises Refused where no step has come due that could be acknowledged.
    """
    step = step_of(window, now)
    if not step or window.state != Window.State.OPEN:
        raise Refused("No reminder of this window has gone out yet, so there is nothing to acknowledge.")
    acknowledgement = Acknowledgement.objects.create(window=window, person=user, deadline=window.send_by, step=step)
    named = {"step": step, "deadline": window.send_by.isoformat()}
    record_change(window.organisation, user, "window_acknowledged", window, agreement=window.agreement, after=named)
    return acknowledgement


def latest_snooze(window: Window) -> date:
    """The last day until which one may snooze: a working day before notice must leave."""
    return working_day_before(window.send_by - timedelta(days=1), window.organisation.country)


@transaction.atomic
def record_snooze(window: Window, user: User, until: date, today: date) -> Snooze:
    """The person hears of the window on ``until`` again and not before; the others hear as ever.

    Raises Refused where that day is not ahead, or notice must have left by then.
    """
    window = Window.objects.select_for_update(of=("self",)).select_related("agreement", "organisation").get(pk=window.pk)
    if window.state != Window.State.OPEN:
        raise Refused("Nobody is reminded of this window any more, so there is nothing to snooze.")
    last = latest_snooze(window)
    if last <= today:
        raise Refused("Notice must leave too soon to snooze this: decide now, or hand the agreement to somebody who can.")
    if until <= today:
        raise Refused(f"Choose a day after today and no later than {last:%-d %B %Y}.")
    if until > last:
        raise Refused(f"A snooze must end before notice must leave by {window.send_by:%-d %B %Y}: choose {last:%-d %B %Y} or a day before.")
    _wake(window, user)
    snooze = Snooze.objects.create(window=window, person=user, deadline=window.send_by, until=until)
    due_at = reminders.morning(until, window)
    if not window.reminders.filter(recipient=user, due_at=due_at, state=Reminder.State.WAITING).exists():  # a step wakes them then
        Reminder.objects.create(
            window=window,
            deadline=window.send_by,
            recipient=user,
            step=f"{reminders.AGAIN}{snooze.pk}",
            escalated=user.pk != window.agreement.owner_id,
            due_at=due_at,
            message_id=new_message_id(),
        )
    record_change(window.organisation, user, "window_snoozed", window, agreement=window.agreement, after={"until": until.isoformat()})
    return snooze


@transaction.atomic
def record_waking(window: Window, user: User) -> bool:
    """Ends the person's own snooze before its day; False where there is none."""
    ended = _wake(window, user)
    if ended:
        record_change(window.organisation, user, "window_woken", window, agreement=window.agreement)
    return ended


def _wake(window: Window, user: User) -> bool:
    asleep = list(Snooze.objects.select_for_update().filter(window=window, person=user, ended_at=None))
    for snooze in asleep:
        window.reminders.filter(step=f"{reminders.AGAIN}{snooze.pk}", state=Reminder.State.WAITING).delete()
        snooze.delete()  # the audit log keeps it
    return bool(asleep)


@transaction.atomic
def record_absence(
    person: User, organisation: Organisation, actor: User, first_day: date, last_day: date, deputy: User | None, today: date
) -> Absence:
    """The person is away, and the deputy gets their reminders too. Raises Refused where the days or the deputy cannot be used."""
    if last_day < first_day:
        raise Refused("The last day away comes before the first.")
    if last_day < today:
        raise Refused("That is over already: choose a last day that is ahead.")
    if deputy is None or deputy.pk == person.pk or not deputy.is_active or deputy.organisation != organisation:
        raise Refused("Choose a colleague as deputy: somebody must hear while you are away.")
    overlap = Absence.objects.filter(person=deputy, deputy=person, first_day__lte=last_day, last_day__gte=first_day)
    if overlap.exists():
        raise Refused(f"{deputy} is away then too and has named you. Choose somebody else.")
    absence = Absence.objects.create(organisation=organisation, person=person, deputy=deputy, first_day=first_day, last_day=last_day)
    after = {"person": person.email, "deputy": deputy.email, "first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    record_change(organisation, actor, "absence_named", absence, after=after)
    return absence


@transaction.atomic
def record_presence(absence: Absence, actor: User) -> None:
    """Takes an absence back, or ends it."""
    before = {"person": absence.person.email, "first_day": absence.first_day.isoformat(), "last_day": absence.last_day.isoformat()}
    record_change(absence.organisation, actor, "absence_ended", absence, before=before)
    absence.delete()


# Schedules --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_schedule(of: Organisation | Agreement, actor: User, steps: Iterable[int], today: date) -> int:
    """Other steps for an organisation or for one agreement; none for those that it had without. Gives how many windows follow.

    Raises Refused where the steps leave the limits.
    """
    wanted = tuple(steps)
    try:
        chosen = list(checked(wanted)) if wanted else []
    except WrongSchedule as error:
        raise Refused(str(error)) from error
    before = list(of.reminder_steps)
    if before == chosen:
        return 0
    of.reminder_steps = chosen
    of.save(update_fields=["reminder_steps"])
    organisation, agreement = (of.organisation, of) if isinstance(of, Agreement) else (of, None)
    named: dict[str, Any] = {"before": {"reminder_steps": before}, "after": {"reminder_steps": chosen}}
    record_change(organisation, actor, "schedule_changed", of, agreement=agreement, **named)
    return rearm(Q(agreement=of) if isinstance(of, Agreement) else Q(organisation=of), today)


@transaction.atomic
def record_wishes(membership: Membership, actor: User, reminders_from: int | None, digest: bool, today: date) -> None:
    """From how many days before on the person wants reminders of what they own, and whether the summary on Mondays.

    Raises Refused where they would not hear in the last days: of those nobody is spared.
    """
    if reminders_from is not None and not TOGETHER_FROM <= reminders_from <= 365:
        raise Refused(f"Reminders from {TOGETHER_FROM} days before on cannot be declined: choose a number from {TOGETHER_FROM} to 365, or none.")
    before = {"reminders_from": membership.reminders_from, "digest": membership.digest}
    membership.reminders_from, membership.digest = reminders_from, digest
    membership.save(update_fields=["reminders_from", "digest"])
    after = {"reminders_from": reminders_from, "digest": digest}
    if before != after:
        record_change(membership.organisation, actor, "reminder_wishes_changed", membership, before=before, after=after)
    if before["reminders_from"] != reminders_from:
        rearm(Q(agreement__owner=membership.user, organisation=membership.organisation), today)


def rearm(which: Q, today: date) -> int:
    """Makes the chains of the open windows anew; how many they are."""
    rows = Window.objects.filter(which, state=Window.State.OPEN, closes_on__gte=today, agreement__archived_at=None)
    windows = list(rows.select_related("agreement", "organisation"))
    reminders.arm_all(windows, today)
    return len(windows)
