"""Sets right what the reconciler found wrong of an agreement, where that can only make people hear more, never less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from contracts.models import Agreement, User
from contracts.models.audit import record_change
from reviews import reminders
from reviews.deadlines import record_windows
from reviews.models import Decision, Difference, Notice, Reminder, Window
from reviews.reconciling.run import reconcile_agreements


@dataclass(frozen=True, slots=True)
class Mended:
    """How many differences of the agreement are gone, and how many are left."""

    gone: int
    left: int


def mend(agreement: Agreement, user: User, now: datetime) -> Mended:
    """Computes the agreement's windows and makes their reminders anew, and compares again.

    1. States without ground: a window that counts as ended with no decision for it, or as passed before it closes, is open
       again; a reminder that counts as sent before its day, or with nothing that says when, waits again.
    2. Windows, questions and chains as the facts, the schedule and the people ask for them.
    """
    rows = Difference.objects.filter(agreement=agreement, gone_at=None)
    before = rows.count()
    with transaction.atomic():
        today = now.astimezone(agreement.organisation.zone).date()
        _free_states(agreement, now, today)
        record_windows(agreement, today)
        runs = Q(state=Window.State.OPEN, agreement__archived_at=None)
        windows = agreement.windows.select_related("agreement", "organisation")
        reminders.arm_all(windows.filter(runs), today)
        for window in windows.exclude(runs):
            reminders.disarm(window)
        record_change(agreement.organisation, user, "differences_mended", agreement, agreement=agreement, before={"differences": before})
    reconcile_agreements([agreement.pk], now)
    left = rows.count()
    return Mended(max(before - left, 0), left)


def _free_states(agreement: Agreement, now: datetime, today: date) -> None:
    decided = Q(state=Window.State.DECIDED) & ~Q(decision__choice=Decision.Choice.RENEW, decision__state=Decision.State.HOLDS)
    sent = Q(state=Window.State.EXERCISED) & ~Q(pk__in=Notice.objects.filter(window__agreement=agreement, counts=True).values("window"))
    early = Q(state=Window.State.PASSED, closes_on__gte=today)
    groundless = agreement.windows.filter(decided | sent | early).values_list("pk", flat=True)
    Window.objects.filter(pk__in=list(groundless)).update(state=Window.State.OPEN)
    rows = Reminder.objects.filter(window__agreement=agreement, deadline=F("window__send_by"))
    unsent = Q(state=Reminder.State.SENT) & (Q(sent_at=None) | Q(due_at__gt=now))
    unclaimed = Q(state=Reminder.State.CLAIMED, claimed_at=None)
    undone = Q(state=Reminder.State.FAILED, due_at__gt=now)
    rows.filter(unsent | unclaimed | undone).update(state=Reminder.State.WAITING, sent_at=None, attempts=0)
