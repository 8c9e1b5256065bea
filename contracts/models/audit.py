"""The audit log: who changed what, when, from what to what."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from contracts.models.organisation import Organisation, OrganisationQuerySet


class AuditEntry(models.Model):
    """One change of state. ``actor`` is None where Fineprint itself acted."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="audit_entries")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    act = models.CharField(max_length=60, help_text="What was done, as a verb with its object: redline_accepted")
    agreement = models.ForeignKey("contracts.Agreement", null=True, on_delete=models.SET_NULL, related_name="audit_entries")
    subject = models.CharField(max_length=120, help_text="The row, as model:id")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        # The history in an agreement's margin, newest first.
        indexes: ClassVar = [models.Index(fields=["agreement", "-id"], name="audit_of_agreement")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject}"


def record_change(
    organisation: Organisation,
    actor: Any,
    act: str,
    subject: models.Model,
    *,
    agreement: Any = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Writes an audit entry; call it in the transaction of the change itself."""
    return AuditEntry.objects.create(
        organisation=organisation,
        actor=actor if actor is not None and actor.is_authenticated else None,
        act=act,
        agreement=agreement,
        subject=f"{subject._meta.model_name}:{subject.pk}",
        before=before or {},
        after=after or {},
    )
