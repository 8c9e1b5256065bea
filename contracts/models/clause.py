"""Clauses and facts as rows, so that pages, lists and the API read them and compute nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from contracts.models.agreement import Agreement
from contracts.models.document import Version
from contracts.models.organisation import OrganisationQuerySet


class Clause(models.Model):
    """A passage of a version: ``version.text[start:end]``. ``key`` is its id in the review's JSON (``c3``)."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clauses")
    key = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    confidence = models.FloatField(default=1.0)
    why = models.TextField(blank=True)
    highlights = models.JSONField(default=list, help_text="[[page, left, top, right, bottom], ...] in points")

    wall = "version__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["start", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "key"], name="clause_key_once_a_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Fact(models.Model):
    """A value that the machine read in a version. What holds is the agreement's correction of the field, if there is one."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    clause = models.ForeignKey(Clause, null=True, on_delete=models.CASCADE, related_name="facts")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    confidence = models.FloatField(default=1.0)
    why = models.TextField(blank=True)

    wall = "version__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "field"], name="fact_once_a_version")]

    def __str__(self) -> str:
        return f"{self.field} = {self.value}"


class Correction(models.Model):
    """What a person says a fact is. It outranks the machine's value and survives a re-reading: it hangs on the agreement.

    The newest correction of a field holds; older ones are its history.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    corrected_at = models.DateTimeField(auto_now_add=True)

    wall = "agreement__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        # The newest correction of each field of an agreement.
        indexes: ClassVar[list[Any]] = [models.Index(fields=["agreement", "field", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.field} = {self.value}"
