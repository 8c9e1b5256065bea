"""Reminders: one message to one person about one window, sent once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from contracts.models.organisation import OrganisationQuerySet
from reviews.models.window import Window


class Reminder(models.Model):
    """``step`` names its place in the chain that leads to ``deadline``: ``opens``, or the days before it. A window whose
    date moves gets a new chain, and the old one's sent rows remain as what was said.

    ``waiting`` rows whose ``due_at`` has come are claimed by a conditional UPDATE, sent, and marked; a ``claimed`` row
    whose ``claimed_at`` is too old was dropped between sending and marking and goes out again under the same
    ``message_id``. ``skipped``: a more urgent step went out instead, or a decision ended the chain. ``failed``: refused
    for good; ``error`` says how.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        SKIPPED = "skipped", "Skipped"
        FAILED = "failed", "Refused"

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="reminders")
    deadline = models.DateField(help_text="The window's send-by day for which the row was made")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=12)
    escalated = models.BooleanField(default=False, help_text="Goes to somebody besides the owner")
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    late = models.BooleanField(default=False)
    message_id = models.CharField(max_length=120, unique=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["window", "deadline", "step", "recipient"], name="reminder_once_a_step_and_person")
        ]
        # The sweep finds what is due, and what was dropped, without looking at what is done.
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"], name="reminder_due", condition=models.Q(state__in=["waiting", "claimed"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} for {self.window} to {self.recipient}"


class Acknowledgement(models.Model):
    """Somebody has seen a reminder: from then on the escalation contacts are left alone until the next step."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person} acknowledged {self.window}"
