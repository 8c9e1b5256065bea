"""Pulses: before a window opens the people who use the service are asked how happy they are with it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from contracts.models.organisation import OrganisationQuerySet
from reviews.models.posted import Posted
from reviews.models.window import Window


class Pulse(Posted):
    """One person is asked once for a window, when the row is made, and may change the answer until the window closes.

    It stands on Today until it is answered. It is posted; ``skipped`` where it was answered before the mail had left, or where
    the person has had a mail that day: what else waits stands on Today.
    """

    class Score(models.IntegerChoices):
        VERY_UNHAPPY = 1, "Very unhappy"
        UNHAPPY = 2, "Unhappy"
        NEITHER = 3, "Neither"
        HAPPY = 4, "Happy"
        VERY_HAPPY = 5, "Very happy"

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="pulses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pulses")
    score = models.PositiveSmallIntegerField(choices=Score, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)])
    comment = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["window", "person"], name="pulse_once_a_window_and_person")]
        indexes: ClassVar = [
            # The sweep finds what is due, and what was dropped.
            models.Index(fields=["due_at", "id"], name="pulse_due", condition=models.Q(state__in=["waiting", "claimed"])),
            # What a person has not answered, on Today.
            models.Index(fields=["person", "-id"], name="pulse_unanswered", condition=models.Q(answered_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_score_display() or 'asked'}, {self.window}"
