"""What a row has that becomes one mail to one person."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Posted(models.Model):
    """``waiting`` rows whose ``due_at`` has come are claimed by a conditional UPDATE, sent, and marked; a ``claimed`` row whose
    ``claimed_at`` is too old was dropped between sending and marking and goes out again under the same ``message_id``.
    ``skipped``: there is nothing to tell any more. ``failed``: refused for good; ``error`` says how. See ``reviews.outbox``.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        SKIPPED = "skipped", "Skipped"
        FAILED = "failed", "Refused"

    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    message_id = models.CharField(max_length=120, unique=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True
