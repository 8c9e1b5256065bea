"""What people decide for a window before it closes, and who has approved it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from contracts.models.organisation import OrganisationQuerySet
from reviews.models.window import Window


class Decision(models.Model):
    """What was decided for a window. A renewal that holds ends the chain of its reminders; to opt out or to renegotiate does not.

    ``state``: ``proposed`` waits for a second person, ``holds`` counts (approved where that was needed), ``returned`` was sent
    back with ``answer`` as the reason. ``valid_until`` is the day after which the page asks for another one.
    """

    class Choice(models.TextChoices):
        RENEW = "renew", "Renew"
        RENEGOTIATE = "renegotiate", "Renegotiate"
        OPT_OUT = "opt_out", "Opt out"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waits for approval"
        HOLDS = "holds", "Holds"
        RETURNED = "returned", "Returned"

    window = models.OneToOneField(Window, on_delete=models.CASCADE, related_name="decision")
    choice = models.CharField(max_length=12, choices=Choice)
    reason = models.TextField(blank=True)
    valid_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.HOLDS, db_default=State.HOLDS)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, db_default="")

    wall = "window__organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        # Today: the few decisions that wait for somebody.
        indexes: ClassVar = [models.Index(fields=["id"], name="decision_waits", condition=models.Q(state="proposed"))]

    def __str__(self) -> str:
        return f"{self.get_choice_display()} for {self.window}"

    @property
    def holds(self) -> bool:
        return self.state == self.State.HOLDS

    def as_kept(self) -> dict[str, Any]:
        """What the audit log keeps of it; ``restored`` is its inverse. ``approval`` is empty where none was needed."""
        if self.holds:
            approval = "given" if self.answered_by_id else ""
        else:
            approval = "waits" if self.state == self.State.PROPOSED else "returned"
        return {
            "choice": self.choice,
            "reason": self.reason,
            **({"valid_until": self.valid_until.isoformat()} if self.valid_until else {}),
            **({"approval": approval} if approval else {}),
            **({"answer": self.answer} if self.answer else {}),
            **({"answered_by": self.answered_by_id} if self.answered_by_id else {}),
            **({"answered_at": self.answered_at.isoformat()} if self.answered_at else {}),
        }

    @classmethod
    def restored(cls, kept: dict[str, Any]) -> dict[str, Any]:
        """The values of its fields out of what the audit log kept, in entries of every age; its maker is the entry's actor."""
        state = {"waits": cls.State.PROPOSED, "returned": cls.State.RETURNED}.get(kept.get("approval", ""), cls.State.HOLDS)
        return {
            "choice": kept["choice"],
            "reason": kept.get("reason", ""),
            "valid_until": kept.get("valid_until"),
            "state": state,
            "answered_by_id": kept.get("answered_by"),
            "answered_at": kept.get("answered_at"),
            "answer": kept.get("answer", ""),
        }
