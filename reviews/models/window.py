"""Windows, and the questions without whose answer there is none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from contracts.models import Agreement
from contracts.models.organisation import Organisation, OrganisationQuerySet

NOT_ROLLED: Final = models.Q(rolled=None) | ~models.Q(rolled=models.F("closes_on"))


class Window(models.Model):
    """The days on which notice stops one renewal. ``term`` counts terms: notice in term 1 stops the first renewal.

    ``state``: ``open`` while the alarm must run (opening later, open now, or closed but not yet swept), whatever is proposed,
    negotiated or about to be sent; ``decided`` where a renewal holds; ``exercised`` where a person has recorded that the notice
    was sent; ``passed`` closed without either; ``withdrawn`` no longer follows from the agreement's facts, or the agreement ends
    before. ``silence`` is what follows if nobody acts, as in ``reviews.windows``; what that costs says ``reviews.bound``.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DECIDED = "decided", "Decided"
        EXERCISED = "exercised", "Exercised"
        PASSED = "passed", "Passed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Silence(models.TextChoices):
        TERM = "term", "Another term"
        RUNS_ON = "runs_on", "It runs on until notice"
        ENDLESS = "endless", "It goes on without end"
        UNKNOWN = "unknown", "For how long is not known"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="windows")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="windows")
    term = models.PositiveIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    send_by = models.DateField()
    renews_on = models.DateField()
    renews_until = models.DateField(null=True, blank=True, help_text="Until when silence binds; null where no last day is known")
    silence = models.CharField(max_length=8, choices=Silence, default=Silence.UNKNOWN, db_default="unknown")
    rise = models.CharField(max_length=8, blank=True, default="", db_default="", help_text="Of the price at the renewal: capped, uncapped")
    rise_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True, help_text="The limit of that rise")
    years_bound = models.DecimalField(
        max_digits=16, decimal_places=12, null=True, blank=True, help_text="How many years' fees silence binds; null where no last day is known"
    )
    because = models.TextField()
    steps = models.JSONField(default=list, db_default=[], help_text="The same step by step: {says, rests_on: the fields of facts}")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    rolled = models.DateField(null=True, editable=False, help_text="The day of closing after which the later windows were computed")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)  # kept by the database, for its decision too

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["send_by", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agreement", "term"], name="window_once_a_term")]
        # The calendar and the first page: an organisation's windows that count, next deadline first.
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "send_by", "id"], name="window_calendar"),
            # The API's list, newest first by keyset; its filter "updated_since".
            models.Index(fields=["organisation", "-id"], name="window_list"),
            models.Index(fields=["organisation", "updated_at"], name="window_updated"),
            # ``rolling``: what has closed since its agreement was looked at. A window that moves is in it again.
            models.Index(fields=["closes_on", "id"], name="window_to_roll", condition=NOT_ROLLED),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: closes {self.closes_on}"

    @property
    def ends_on(self) -> date:
        """The last day of the term: the agreement ends with it where notice is given."""
        return self.renews_on - timedelta(days=1)


class OpenQuestion(models.Model):
    """What a person must supply before the windows of an agreement that renews can be computed; ``due_on``: by when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="open_questions")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="open_questions")
    field = models.CharField(max_length=60)
    question = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="open_questions")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "field"], name="question_open_once", condition=models.Q(answered_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.question
