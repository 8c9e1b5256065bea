"""What waits on the first page for somebody to act: decisions for the reader's approval, and opt-outs whose notice has not gone."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from reviews.models import Decision, Window

SHOWN: Final = 8


def acts_waiting(user: Any, today: date) -> dict[str, list[Window]]:
    """``approvals`` wait for the reader; ``unsent`` are opted out of, and no notice is recorded as sent, or only a ``doubtful`` one.

    Both walk the open windows by the index window_calendar, next deadline first. Nobody is shown what they may not do.
    """
    if not user.may("decide"):
        return {"approvals": [], "unsent": []}
    rows = Window.objects.for_member(user).filter(state=Window.State.OPEN, closes_on__gte=today, agreement__archived_at=None)
    rows = rows.select_related("agreement__vendor", "decision__decided_by").order_by("send_by", "id")
    approvals = rows.filter(decision__state=Decision.State.PROPOSED).exclude(decision__decided_by=user)
    unsent = rows.filter(decision__state=Decision.State.HOLDS, decision__choice=Decision.Choice.OPT_OUT).prefetch_related("notices")
    found: list[Any] = list(unsent[:SHOWN])
    for window in found:
        window.doubtful = next((notice for notice in window.notices.all() if notice.sent_on), None)
    return {"approvals": list(approvals[:SHOWN]), "unsent": found}
