"""Upgrades: what a new release of Fineprint would say otherwise of an agreement, until somebody accepts it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models import Agreement
from contracts.models.organisation import Organisation, OrganisationQuerySet


class Upgrade(models.Model):
    """What the release that runs would change in one agreement. Until it is accepted, what stands there is what an earlier one said.

    There is none where nothing would change. ``differences`` is ``reviews.upgrading.Differences`` as JSON.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="upgrades")
    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="upgrade")
    engine = models.CharField(max_length=40, help_text="The release that would change it")
    differences = models.JSONField()
    noticed_at = models.DateTimeField(auto_now=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["agreement_id"]

    def __str__(self) -> str:
        return f"upgrade of {self.agreement}"
