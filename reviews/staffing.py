"""Who belongs to an organisation: joins, changes role, leaves. What somebody who leaves had to answer for is handed over."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from contracts.models import Agreement, Membership, Organisation, User
from contracts.models.audit import record_change
from reviews import reminders
from reviews.models import Finding, OpenQuestion, Reminder, Window

PASSWORD_BYTES: Final = 12


class NotPossible(Exception):
    """Why the change cannot be made, and what to do instead."""


def new_password() -> str:
    """A password to be told once and then changed."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


@transaction.atomic
def record_person(organisation: Organisation, actor: AbstractBaseUser, *, email: str, name: str, role: str) -> tuple[Membership, str]:
    """A new person and the password to tell them; it can never be had again. Raises NotPossible where the address is taken."""
    password = new_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name)
    except IntegrityError:
        raise NotPossible(f"Somebody with the address {email} is here already.") from None
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    record_change(organisation, actor, "person_added", membership, after={"email": user.email, "role": role})
    _tell_anew(organisation)
    return membership, password


@transaction.atomic
def record_role(membership: Membership, actor: AbstractBaseUser, role: str) -> None:
    """Gives the person another role. The last admin keeps theirs."""
    if role not in Membership.Role.values:
        raise NotPossible("Choose one of the roles.")
    if membership.role == Membership.Role.ADMIN and role != Membership.Role.ADMIN:
        _another_admin(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    record_change(membership.organisation, actor, "role_changed", membership, before={"role": before}, after={"role": role})
    _tell_anew(membership.organisation)


@transaction.atomic
def record_new_password(membership: Membership, actor: AbstractBaseUser) -> str:
    """Replaces a forgotten password; every session of the person ends."""
    password = new_password()
    membership.user.set_password(password)
    membership.user.save(update_fields=["password"])
    record_change(membership.organisation, actor, "password_replaced", membership)
    return password


@transaction.atomic
def record_leaving(membership: Membership, actor: AbstractBaseUser, heir: User, today: date) -> int:
    """The person may not log in any more, their tokens and calendar addresses end.

    The heir has their agreements, questions, reminders and undecided findings. Gives the number of agreements handed over.
    What the person did stays under their name.
    """
    user, organisation = membership.user, membership.organisation
    if user.pk == actor.pk:
        raise NotPossible("You cannot end your own access; another admin can.")
    if heir.pk == user.pk or not heir.is_active or heir.organisation != organisation:
        raise NotPossible("Choose somebody who stays to take over the agreements.")
    if membership.role == Membership.Role.ADMIN:
        _another_admin(membership)
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
    user.calendar_feeds.filter(revoked_at=None).update(revoked_at=timezone.now())
    organisation.escalation.remove(user)
    owned = list(Agreement.objects.of(organisation).filter(owner=user).values_list("pk", flat=True))
    Agreement.objects.filter(pk__in=owned).update(owner=heir)
    OpenQuestion.objects.of(organisation).filter(owner=user, answered_at=None).update(owner=heir)
    Finding.objects.of(organisation).filter(assigned_to=user, state=Finding.State.OPEN).update(assigned_to=heir)
    organisation.absences.filter(Q(person=user) | Q(deputy=user), last_day__gte=today).delete()
    windows = Window.objects.of(organisation).filter(agreement__archived_at=None, state=Window.State.OPEN)
    theirs = windows.filter(Q(agreement__in=owned) | Q(reminders__recipient=user, reminders__state=Reminder.State.WAITING)).distinct()
    # What was already skipped or waits goes to others; what the person got stays on record as theirs.
    reminders.arm_all(theirs.select_related("agreement", "organisation"), today)
    record_change(
        organisation, actor, "person_left", membership, before={"agreements": owned}, after={"owner": heir.email}
    )
    return len(owned)


@transaction.atomic
def record_return(membership: Membership, actor: AbstractBaseUser) -> None:
    """Lets a person who left log in again."""
    membership.user.is_active = True
    membership.user.save(update_fields=["is_active"])
    record_change(membership.organisation, actor, "person_returned", membership)
    _tell_anew(membership.organisation)


def _tell_anew(organisation: Organisation) -> None:
    """Where no escalation contact is named, who hears beside an owner follows from who may decide."""
    if organisation.escalation.filter(is_active=True).exists():
        return
    today = timezone.now().astimezone(organisation.zone).date()
    windows = Window.objects.of(organisation).filter(agreement__archived_at=None, state=Window.State.OPEN, closes_on__gte=today)
    reminders.arm_all(windows.select_related("agreement", "organisation"), today)


def _another_admin(membership: Membership) -> None:
    others = Membership.objects.select_for_update().filter(
        organisation=membership.organisation, role=Membership.Role.ADMIN, user__is_active=True
    )
    if not others.exclude(pk=membership.pk).exists():
        raise NotPossible("The last admin keeps the role: make somebody else an admin first.")
