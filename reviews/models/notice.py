"""Notices: the letters that stop a renewal, and what people have recorded of their sending."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.analysis.clause import NOTICE_FORMS
from contracts.models.organisation import OrganisationQuerySet
from reviews.delivery import FORM_WORDS
from reviews.models.window import Window

WAYS = tuple((form, FORM_WORDS[form].capitalize()) for form in NOTICE_FORMS)


def proof_path(notice: Notice, filename: str) -> str:
    """Files are kept under their own hash: a person's file name never names a path."""
    return f"proofs/{notice.window.organisation_id}/{notice.proof_sha256[:2]}/{notice.proof_sha256}"


class Notice(models.Model):
    """One letter a window and kind: made, then recorded as sent by a person.

    ``fields`` are those of the letter (``letter.Letter``), empty where somebody wrote one elsewhere. ``made_by`` is None where
    Fineprint prepared it. ``counts``: the window is exercised by it. Where ``doubts`` say why it may be out of time or form, it
    counts only once a person has said why (``counted_because``).
    """

    class Kind(models.TextChoices):
        OPT_OUT = "opt_out", "Notice of non-renewal"
        PROTECTIVE = "protective", "Protective notice of non-renewal"

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    fields = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.CharField(max_length=20, choices=WAYS, blank=True)
    sent_to = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    doubts = models.JSONField(default=list, blank=True, help_text="Sentences: why it may not stop the renewal")
    counts = models.BooleanField(default=False)
    counted_because = models.TextField(blank=True)

    proof = models.FileField(upload_to=proof_path, max_length=300, blank=True)
    proof_name = models.CharField(max_length=300, blank=True)
    proof_type = models.CharField(max_length=100, blank=True)
    proof_size = models.PositiveBigIntegerField(default=0)
    proof_sha256 = models.CharField(max_length=64, blank=True)

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["window", "kind"], name="notice_once_a_window_and_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.window}"
