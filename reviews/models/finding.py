"""Findings, the redlines that they ask for, and what people say about them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from contracts.models import Clause
from contracts.models.organisation import Organisation, OrganisationQuerySet
from reviews import rule
from reviews.models.review import Review


class Finding(models.Model):
    """A rule that fired on a version.

    ``state`` is the reviewer's decision about the redline. ``step`` is the step of the ladder that is chosen, ``wording``
    the words instead of that step's own, where a person edited them. ``revision`` counts changes: an edit names the
    revision that it was made on, so that two people never overwrite each other unseen. ``carried_from`` is the finding of the
    version before on which people decided or spoke; the decision came along unless ``clause_changed``.
    """

    class State(models.TextChoices):
        OPEN = "open", "Undecided"
        ACCEPTED = "accepted", "Accepted"
        EDITED = "edited", "Edited"
        REJECTED = "rejected", "Rejected"

    class Severity(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="findings")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=8, choices=Severity)
    matter = models.CharField(max_length=20)
    clause = models.ForeignKey(Clause, null=True, on_delete=models.SET_NULL, related_name="findings")
    title = models.CharField(max_length=300)
    why = models.TextField()
    position = models.PositiveIntegerField(default=0, help_text="Worst first")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    step = models.CharField(max_length=12, default="preferred")
    wording = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", help_text="Of the version before")
    clause_changed = models.BooleanField(default=False, help_text="What was decided on the version before was about other words")
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="assigned_findings")
    due_on = models.DateField(null=True, blank=True, help_text="By which day whoever it is assigned to should settle it")
    raised_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)  # kept by the database, however the row is changed

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "rule"], name="finding_once_a_review")]
        # The API's list of findings walks an organisation's rows newest first, by keyset; its filter "updated_since".
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-id"], name="finding_list"),
            models.Index(fields=["organisation", "updated_at"], name="finding_updated"),
            # What waits for one person, on Today.
            models.Index(
                fields=["assigned_to", "due_on", "id"],
                name="finding_assigned",
                condition=models.Q(state="open", assigned_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} on {self.review.version}"

    @property
    def decided(self) -> bool:
        return self.state != self.State.OPEN

    def decision(self) -> dict[str, str]:
        """What is decided about the redline, as the audit log keeps it."""
        return {"state": self.state, "step": self.step, "wording": self.wording, "reason": self.reason}

    def asked_for(self) -> rule.Redline | None:
        """The change that is asked for: the chosen step's, in the words of whoever edited it."""
        row = next((row for row in self.ladder.all() if row.step == self.step), None)
        return row.as_value(self.wording if self.state == self.State.EDITED else "") if row else None


class Redline(models.Model):
    """One step of a finding's ladder: ``version.text[start:end]`` is ``old`` and becomes ``new``."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="ladder")
    step = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=10)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    wall = "finding__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["finding", "step"], name="redline_once_a_step")]

    def __str__(self) -> str:
        return f"{self.step} of {self.finding}"

    def as_value(self, wording: str = "") -> rule.Redline:
        """The row as a value; ``wording``, where a person wrote some, stands for its own words, between the same line breaks."""
        new = self.new
        if wording:
            new = new[: len(new) - len(new.lstrip())] + wording.strip()
        action: rule.Action = "insert" if not self.old else "delete" if not new else "replace"
        return rule.Redline(self.step, action, self.start, self.end, self.old, new)  # type: ignore[arg-type]


class Comment(models.Model):
    """What somebody said: about a finding, or about the whole review. ``revision`` counts edits, as a finding's does."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", help_text="Of the version before")
    edited_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    wall = "review__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"
