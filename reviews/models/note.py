"""Notes: one person is told, once, that somebody wants them in a review."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from contracts.models.organisation import OrganisationQuerySet
from reviews.models.finding import Comment, Finding
from reviews.models.posted import Posted
from reviews.models.review import Review


class Note(Posted):
    """Somebody is mentioned in a comment, or a finding is made theirs. It stands on Today until they look (``read_at``).

    It is posted; ``skipped`` where they looked before the mail had left.
    """

    class Kind(models.TextChoices):
        MENTION = "mention", "Mentioned"
        ASSIGNED = "assigned", "Assigned"

    kind = models.CharField(max_length=10, choices=Kind)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="notes")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    read_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)

    wall = "review__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["comment", "recipient"], name="note_once_a_comment_and_person")]
        indexes: ClassVar = [
            # The sweep finds what is due, and what was dropped.
            models.Index(fields=["due_at", "id"], name="note_due", condition=models.Q(state__in=["waiting", "claimed"])),
            # What a person has not looked at, on Today and beside its name.
            models.Index(fields=["recipient", "-id"], name="note_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recipient} in {self.review}"
