"""What people decide for a window: renew, renegotiate or opt out; approve or return what another has proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from contracts.models import User
from contracts.models.audit import record_change
from reviews import reminders
from reviews.approval import deciders, needs_approval
from reviews.deadlines import record_windows
from reviews.deciding import Refused, WrongValue
from reviews.models import Decision, Window


@transaction.atomic
def record_window_decision(
    window: Window, user: User, choice: str, reason: str, today: date, *, valid_until: date | None = None
) -> Decision:
    """Records what is to be done about the renewal; it waits for a second person where more is at stake than one may decide about.

    Only a renewal that holds ends the reminders: a proposal, a negotiation and an opt-out whose notice nobody has recorded as
    sent silence no clock. ``valid_until`` is the day by which a negotiation or an opt-out is to come to its end.
    """
    window = locked(window)
    if choice not in Decision.Choice.values:
        raise Refused("Choose to renew, to renegotiate or to opt out.")
    _refuse_where_over(window, today)
    _check_end(window, choice, valid_until, today)
    stands = Decision.objects.filter(window=window).first()
    before = stands.as_kept() if stands else {}
    proposed = needs_approval(window)
    decision, _ = Decision.objects.update_or_create(
        window=window,
        defaults={
            "choice": choice,
            "reason": reason.strip(),
            "valid_until": valid_until,
            "state": Decision.State.PROPOSED if proposed else Decision.State.HOLDS,
            "decided_by": user,
            "decided_at": timezone.now(),
            "answered_by": None,
            "answered_at": None,
            "answer": "",
        },
    )
    let_run(window, today)
    window.decision = decision
    reminders.protect(window, today)
    record_change(
        window.organisation, user, f"window_{choice}", window, agreement=window.agreement, before=before, after=decision.as_kept()
    )
    return decision


@transaction.atomic
def record_approval(window: Window, user: User, today: date) -> Decision:
    """A second person lets what was proposed hold. Raises Refused for whoever proposed it, and where nothing waits."""
    return _record_answer(window, user, "", today, Decision.State.HOLDS)


@transaction.atomic
def record_return(window: Window, user: User, reason: str, today: date) -> Decision:
    """A second person sends what was proposed back, and says why; the window stays open."""
    if not reason.strip():
        raise WrongValue("reason", "Say why it is returned, so that whoever proposed it knows what to change.")
    return _record_answer(window, user, reason.strip(), today, Decision.State.RETURNED)


def _record_answer(window: Window, user: User, answer: str, today: date, state: Decision.State) -> Decision:
    window = locked(window)
    decision = Decision.objects.filter(window=window).select_related("decided_by").first()
    if decision is None or decision.state != Decision.State.PROPOSED:
        raise Refused("Nothing waits for approval here: it was answered or taken back already.")
    if decision.decided_by_id == user.pk:
        raise Refused(f"You proposed this yourself, so somebody else has to answer. {who_may_answer(decision)}")
    _refuse_where_over(window, today)
    before = decision.as_kept()
    decision.state, decision.answer, decision.answered_by, decision.answered_at = state, answer, user, timezone.now()
    decision.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    let_run(window, today)
    act = "decision_approved" if state == Decision.State.HOLDS else "decision_returned"
    record_change(window.organisation, user, act, window, agreement=window.agreement, before=before, after=decision.as_kept())
    return decision


def who_may_answer(decision: Decision, people: Sequence[User] | None = None) -> str:
    """Who may approve it, of those who decide here (``people``, asked for where not given), or what to do where nobody else may."""
    organisation = decision.window.organisation_id
    names = [str(person) for person in (deciders(organisation) if people is None else people) if person.pk != decision.decided_by_id]
    if not names:
        return (
            "Nobody else here may approve: an admin has to give another person the role of ops lead or admin under Settings, or to "
            "raise the amount above which a second person is asked. Until then the window stays open and the reminders go on."
        )
    return f"{' or '.join(names) if len(names) < 4 else f'{names[0]}, {names[1]} or another of {len(names)} people'} may approve it."


def locked(window: Window) -> Window:
    return Window.objects.select_for_update(of=("self",)).select_related("agreement__owner", "organisation").get(pk=window.pk)


def _refuse_where_over(window: Window, today: date) -> None:
    if window.state == Window.State.EXERCISED:
        raise Refused("The notice is recorded as sent, so the agreement ends. Take that record back before you decide otherwise.")
    if window.closes_on < today:
        raise Refused(f"This window closed on {window.closes_on:%-d %B %Y}; notice no longer stops that renewal.")
    if window.state not in {Window.State.OPEN, Window.State.DECIDED}:
        raise Refused("This window no longer counts; the calendar shows the one that does.")


def _check_end(window: Window, choice: str, valid_until: date | None, today: date) -> None:
    """The day by which it is to be done with: from today on, and while notice can still be sent."""
    if valid_until is None:
        return
    if choice == Decision.Choice.RENEW:
        raise WrongValue("valid_until", "A renewal needs no last day: it holds until somebody decides otherwise. Leave the day empty.")
    last = window.send_by if window.send_by >= today else window.closes_on
    if not today <= valid_until <= last:
        raise WrongValue("valid_until", f"Choose a day from today to {last:%-d %B %Y}: after that no notice leaves in time.")


def let_run(window: Window, today: date) -> None:
    """The window's state and its reminders as they follow from what is decided, approved and recorded as sent.

    Where that ends the agreement, or lets it go on again, its later windows follow.
    """
    before = window.state
    decision = Decision.objects.filter(window=window).first()
    if window.notices.filter(counts=True).exists():
        window.state = Window.State.EXERCISED
    elif decision and decision.holds and decision.choice == Decision.Choice.RENEW:
        window.state = Window.State.DECIDED
    else:
        window.state = Window.State.PASSED if window.closes_on < today else Window.State.OPEN
    if window.state == before:
        return
    window.save(update_fields=["state"])
    if window.state == Window.State.OPEN:
        reminders.arm(window, today)
    else:
        reminders.disarm(window)
    if Window.State.EXERCISED in {before, window.state}:
        record_windows(window.agreement, today)
