"""Reminders: one message to one person about one window, sent once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models.organisation import OrganisationQuerySet
from reviews.models.posted import Posted
from reviews.models.window import Window


class Reminder(Posted):
    """``step`` names its place in the chain that leads to ``deadline``: ``opens``, or the days before it. A window whose
    date moves gets a new chain, and the old one's sent rows remain as what was said.

    It is posted; ``skipped`` where a more urgent step went out instead, or a decision ended the chain.
    """

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="reminders")
    deadline = models.DateField(help_text="The window's send-by day for which the row was made")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=12)
    escalated = models.BooleanField(default=False, help_text="Goes to somebody besides the owner")
    due_at = models.DateTimeField()
    late = models.BooleanField(default=False)

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
