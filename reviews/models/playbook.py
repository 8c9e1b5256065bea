"""Playbooks: by which rules, numbers and words an organisation has its agreements judged, version by version."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models.organisation import Organisation, OrganisationQuerySet


class Playbook(models.Model):
    """One version. The one with the highest number holds; an organisation without any uses Fineprint's own numbers and words, and every rule."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="playbooks")
    number = models.PositiveIntegerField()
    thresholds = models.JSONField(default=dict, blank=True, help_text="The numbers that differ from Fineprint's own")
    rules_off = models.JSONField(default=list, blank=True, help_text="Ids of rules that are switched off")
    wording = models.JSONField(default=dict, blank=True, help_text="The words that differ from Fineprint's own, by rule and step")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "number"], name="one_playbook_a_number")]

    def __str__(self) -> str:
        return f"playbook {self.number}"
