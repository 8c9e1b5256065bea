"""The round: what the vendor's answer, the next version of a document, made of what was asked for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models import Version
from contracts.models.organisation import Organisation, OrganisationQuerySet
from reviews import rule
from reviews.models.finding import Finding
from reviews.models.review import Review


class Round(models.Model):
    """The review's version, held against the ``earlier`` one that was read last before it."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="round")
    earlier = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="rounds")
    judged_at = models.DateTimeField(auto_now=True)
    moves = models.PositiveIntegerField(default=0, help_text="Passages that stand elsewhere now")

    wall = "review__organisation"
    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.review} against {self.earlier}"


class RoundItem(models.Model):
    """One thing to look at in the round, and what a person chose about it.

    ``[start:end]`` are the words of the new version, ``[old_start:old_end]`` of the earlier one. ``wanted``: what should stand
    there instead, by what was asked for or by the earlier version; for a correction, the words that it was about. ``redline_*``
    is the redline on the new version that asks for ``wanted``. ``finding`` is the new version's, where the rule fires there too:
    what is chosen here is decided there.
    """

    class Kind(models.TextChoices):
        SLIPPED_IN = "slipped_in", "Slipped in"
        REFUSED = "refused", "Refused"
        CHANGED = "changed", "Taken with changes"
        CORRECTION = "correction", "A correction to confirm"
        TAKEN = "taken", "Taken"

    class Mark(models.TextChoices):
        TRACKED = "tracked", "Tracked"
        SILENT = "silent", "Silent"
        UNTRACKED = "untracked", "Not tracked"

    class Choice(models.TextChoices):
        OPEN = "open", "Undecided"
        INSIST = "insist", "Asked for again"
        THEIRS = "theirs", "Accepted as it is"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="round_items")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=300)
    rules = models.JSONField(default=list)
    field = models.CharField(max_length=60, blank=True)
    mark = models.CharField(max_length=10, choices=Mark, default=Mark.UNTRACKED)
    author = models.CharField(max_length=200, blank=True)
    marked_at = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    old_start = models.PositiveIntegerField()
    old_end = models.PositiveIntegerField()
    wanted = models.TextField(blank=True)
    note = models.TextField(blank=True)
    redline_start = models.PositiveIntegerField(default=0)
    redline_end = models.PositiveIntegerField(default=0)
    redline_new = models.TextField(blank=True)
    finding = models.ForeignKey(Finding, null=True, on_delete=models.SET_NULL, related_name="round_items")
    choice = models.CharField(max_length=8, choices=Choice, default=Choice.OPEN)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def chosen(self) -> str:
        """What was chosen; where there is a finding, its redline's decision says it, wherever that was made."""
        if self.finding is None:
            return self.choice
        if not self.finding.decided:
            return self.Choice.OPEN
        return self.Choice.THEIRS if self.finding.state == Finding.State.REJECTED else self.Choice.INSIST

    @property
    def decided(self) -> bool:
        """True where nobody has anything left to say: it was taken, or somebody chose."""
        return self.kind == self.Kind.TAKEN or self.chosen != self.Choice.OPEN

    def insisted(self, text: str) -> rule.Redline | None:
        """The redline on the new version's ``text`` that asks for it again; None where there is nothing to ask for."""
        old, new = text[self.redline_start : self.redline_end], self.redline_new
        if old == new:
            return None
        action: rule.Action = "insert" if not old else "delete" if not new else "replace"
        return rule.Redline("preferred", action, self.redline_start, self.redline_end, old, new)
