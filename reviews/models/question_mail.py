"""Mails about open questions: an agreement that renews on an unknown day must not be forgotten either."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models.organisation import OrganisationQuerySet
from reviews.models.posted import Posted
from reviews.models.window import OpenQuestion


class QuestionMail(Posted):
    """One message to one person about one question. ``week`` counts from the day by which it was to be answered; -1: it was just
    asked. It is posted; ``skipped`` where the question was answered before the mail had left.
    """

    question = models.ForeignKey(OpenQuestion, on_delete=models.CASCADE, related_name="mails")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    week = models.IntegerField()
    due_at = models.DateTimeField()

    wall = "question__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "mail about a question"
        verbose_name_plural = "mails about questions"
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "week", "recipient"], name="question_mail_once_a_week_and_person")]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="question_mail_due", condition=models.Q(state__in=["waiting", "claimed"]))
        ]

    def __str__(self) -> str:
        return f"{self.question} to {self.recipient}"
