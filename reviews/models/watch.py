"""What the reconciler works out of each agreement for itself, and where the rows differ from that."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from contracts.models import Agreement
from contracts.models.organisation import Organisation, OrganisationQuerySet
from reviews.models.window import Window


class Watch(models.Model):
    """What an agreement asks for by the reconciler's own reckoning: ``expects`` is ``reviews.reconciling.expected.Expected`` as JSON.

    It is worked out again when what it rests on (``basis``) is another, and daily; between times the rows are compared with it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="watches")
    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="watch")
    basis = models.CharField(max_length=64)
    expects = models.JSONField(default=dict)
    near_on = models.DateField(null=True, blank=True, help_text="The next day by which notice must leave")
    worked_out_at = models.DateTimeField()
    compared_at = models.DateTimeField()

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        # The reconciler takes those first that are due soon, then those that it has not looked at for longest.
        indexes: ClassVar = [
            models.Index(fields=["near_on", "compared_at"], name="watch_near"),
            models.Index(fields=["compared_at"], name="watch_oldest"),
        ]

    def __str__(self) -> str:
        return f"watch of {self.agreement}"


class Difference(models.Model):
    """A row that is not what the agreement asks for, or one that it asks for and that is not there; until ``gone_at``.

    ``key`` tells differences of one agreement apart: the kind, and the term, day or row that it is about.
    """

    class Kind(models.TextChoices):
        WINDOW_MISSING = "window_missing", "A window is missing"
        WINDOW_EXTRA = "window_extra", "A window follows from nothing"
        WINDOW_MOVED = "window_moved", "A window has other days"
        WINDOW_STATE = "window_state", "A window's state has no ground"
        QUESTION_MISSING = "question_missing", "A question is not asked"
        REMINDER_MISSING = "reminder_missing", "A reminder is missing"
        REMINDER_MOVED = "reminder_moved", "A reminder is set for another day"
        REMINDER_STATE = "reminder_state", "A reminder's state has no ground"
        REMINDER_LATE = "reminder_late", "A reminder is late"
        REMINDER_ORPHANED = "reminder_orphaned", "A reminder belongs to no running chain"
        RECIPIENT_GONE = "recipient_gone", "A reminder's recipient is gone"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="differences")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="differences")
    window = models.ForeignKey(Window, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=80)
    says = models.TextField()
    first_seen = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="difference_open_once", condition=models.Q(gone_at=None))
        ]
        # The page of an organisation's open differences; the health check counts them all.
        indexes: ClassVar = [models.Index(fields=["organisation", "-id"], name="difference_open", condition=models.Q(gone_at=None))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.says}"
