"""Takes decisions back, one at a time: what stood before stands again, under the name of whoever decided that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from contracts.models import AuditEntry, User
from contracts.models.audit import record_change
from reviews.deciding import Outdated, Refused
from reviews.models import Decision, Finding, Review, Window
from reviews.window_deciding import let_run, locked

REDLINE_UNDONE: Final = "redline_undone"
WINDOW_UNDONE: Final = "window_undone"
_CHOICES: Final = tuple(f"window_{choice}" for choice in Decision.Choice.values)


@dataclass(frozen=True, slots=True)
class Undone:
    """``taken`` is the entry of the decision that was taken back, ``stands`` of the one that stands again, None for none."""

    taken: AuditEntry
    stands: AuditEntry | None


def standing(entries: Iterable[AuditEntry], undone: str) -> list[AuditEntry]:
    """The decisions that were not taken back, newest first as ``entries`` are; ``undone`` is the act of taking one back."""
    left: list[AuditEntry] = []
    taken_back = 0
    for entry in entries:
        if entry.act == undone:
            taken_back += 1
        elif taken_back:
            taken_back -= 1
        else:
            left.append(entry)
    return left


@transaction.atomic
def record_redline_undo(finding: Finding, user: User, *, revision: int | None = None) -> Undone:
    """Takes back the last decision about a redline; again, the one before it.

    Raises Outdated where another has changed it since, Refused where nothing was decided or the review is signed off.
    """
    finding = Finding.objects.select_for_update(of=("self",)).select_related("review__version__document__agreement").get(pk=finding.pk)
    if finding.review.state == Review.State.SIGNED_OFF:
        raise Refused("This review is signed off. Reopen it before you change a redline.")
    if revision is not None and revision != finding.revision:
        raise Outdated(finding)
    agreement = finding.review.version.document.agreement
    taken, stands = _last_two(finding, agreement.audit_entries.filter(act__startswith="redline_"), REDLINE_UNDONE)
    if taken is None:
        raise Refused("Nothing has been decided about this redline yet.")
    before, held = finding.decision(), taken.before
    finding.state, finding.step = held["state"], held["step"]
    finding.wording, finding.reason = held["wording"], held["reason"]
    decided = stands if finding.state != Finding.State.OPEN else None
    finding.decided_by, finding.decided_at = (decided.actor, decided.at) if decided else (None, None)
    finding.revision += 1
    finding.save()
    record_change(finding.organisation, user, REDLINE_UNDONE, finding, agreement=agreement, before=before, after=finding.decision())
    return Undone(taken, decided)


@transaction.atomic
def record_window_undo(window: Window, user: User, today: date) -> Undone:
    """Takes back the last decision about a window with its approval; its reminders run again where none is left that ends them.

    Raises Refused where nothing is decided, the notice is recorded as sent, or the window no longer counts or has closed.
    """
    window = locked(window)
    taken, stands = _last_two(window, window.agreement.audit_entries.filter(act__in=[*_CHOICES, WINDOW_UNDONE]), WINDOW_UNDONE)
    if taken is None:
        raise Refused("Nothing is decided about this window, so there is nothing to undo.")
    if window.state == Window.State.EXERCISED:
        raise Refused("The notice is recorded as sent. Take that record back first.")
    if window.state not in {Window.State.OPEN, Window.State.DECIDED} or window.closes_on < today:
        raise Refused("This window no longer counts; what was decided about it stays on record.")
    decision = Decision.objects.filter(window=window).first()
    before = decision.as_kept() if decision else {}
    after = _stood(taken, stands) if stands else {}
    if stands:
        made = {"decided_by": stands.actor, "decided_at": stands.at}
        Decision.objects.update_or_create(window=window, defaults={**Decision.restored(after), **made})
    else:
        Decision.objects.filter(window=window).delete()
    let_run(window, today)
    record_change(window.organisation, user, WINDOW_UNDONE, window, agreement=window.agreement, before=before, after=after)
    return Undone(taken, stands)


def _last_two(subject: Any, entries: Any, undone: str) -> tuple[AuditEntry | None, AuditEntry | None]:
    rows = entries.filter(subject=f"{subject._meta.model_name}:{subject.pk}").select_related("actor")
    newest = standing(rows, undone)[:2]
    return (newest[0] if newest else None), (newest[1] if len(newest) > 1 else None)


def _stood(taken: AuditEntry, stands: AuditEntry) -> dict[str, Any]:
    """What stood before the decision that is taken back, approved or returned meanwhile; the act of its own entry names the choice."""
    return {"reason": stands.after.get("reason", ""), **taken.before, "choice": stands.act.removeprefix("window_")}
