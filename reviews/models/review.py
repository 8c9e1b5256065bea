"""Reviews: the work on one version's findings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models import Version
from contracts.models.organisation import Organisation, OrganisationQuerySet
from reviews.models.playbook import Playbook


class Review(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "In review"
        SIGNED_OFF = "signed_off", "Signed off"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="reviews")
    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="review")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    playbook = models.ForeignKey(Playbook, null=True, on_delete=models.SET_NULL, related_name="reviews", help_text="By which it was judged")
    engine = models.CharField(max_length=40, blank=True, help_text="The release of Fineprint that judged it: reviews.engine")
    absent = models.JSONField(default=list, help_text="Evidence of absence: matters that the agreement does not deal with")
    signed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        # The reviews that wait for somebody, newest first.
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "-id"], name="review_waiting")]

    def __str__(self) -> str:
        return f"Review of {self.version}"
