"""Reminders: one message to one person about one window, sent once; and what quiets or passes them on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from contracts.models.organisation import Organisation, OrganisationQuerySet
from reviews.models.posted import Posted
from reviews.models.window import Window


class Reminder(Posted):
    """``step`` names its place in the chain that leads to ``deadline``: ``opens``, the days before it, or ``again-N`` for the
    one that comes when snooze N ends. A window whose date moves gets a new chain, and the old one's sent rows remain as what
    was said.

    It is posted; ``skipped`` where a more urgent step went out instead, somebody acknowledged, or a decision ended the chain.
    """

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="reminders")
    deadline = models.DateField(help_text="The window's send-by day for which the row was made")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=24)
    escalated = models.BooleanField(default=False, help_text="Goes to somebody besides the owner")
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who is away, or could not be reached"
    )
    due_at = models.DateTimeField()
    late = models.BooleanField(default=False)

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["window", "deadline", "step", "recipient"], name="reminder_once_a_step_and_person")
        ]
        indexes: ClassVar = [
            # The sweep finds what is due, and what was dropped, without looking at what is done.
            models.Index(fields=["due_at", "id"], name="reminder_due", condition=models.Q(state__in=["waiting", "claimed"])),
            # Today names the refused ones of windows that are still open.
            models.Index(fields=["window"], name="reminder_refused", condition=models.Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.step} for {self.window} to {self.recipient}"


class Acknowledgement(models.Model):
    """Somebody has seen the ``step`` of the chain to ``deadline``: what is not sent of that step is not sent; the next one is."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    deadline = models.DateField(null=True)
    step = models.CharField(max_length=24, default="", db_default="")
    at = models.DateTimeField(auto_now_add=True)

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person} acknowledged {self.window}"


class Snooze(models.Model):
    """A person is not reminded of the window before the day ``until``, and then is; the others hear as ever."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="snoozes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    deadline = models.DateField(help_text="The window's send-by day then: a moved date ends the snooze")
    until = models.DateField()
    at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["window", "person"], name="snooze_once", condition=models.Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.person} until {self.until}: {self.window}"


class Absence(models.Model):
    """A person is away from ``first_day`` to ``last_day``; the deputy gets their reminders too."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="absences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["first_day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(first_day__lte=models.F("last_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~models.Q(deputy=models.F("person")), name="absence_has_another_as_deputy"),
        ]
        # The sweep asks of each recipient whether they are away.
        indexes: ClassVar = [models.Index(fields=["person", "last_day"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.person} is away, {self.first_day} to {self.last_day}"


class Digest(Posted):
    """One person's summary of one Monday. It comes even when nothing is due, so that silence is noticed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="digests")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    monday = models.DateField()
    due_at = models.DateTimeField()

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-monday", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "monday", "recipient"], name="digest_once_a_monday_and_person")]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="digest_due", condition=models.Q(state__in=["waiting", "claimed"]))
        ]

    def __str__(self) -> str:
        return f"{self.monday} to {self.recipient}"
