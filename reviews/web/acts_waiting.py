"""What waits on the first page for somebody to act: decisions for the reader's approval, and opt-outs whose notice has not gone."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest

from reviews.models import Decision, Window
from reviews.web.pages import open_windows

SHOWN: Final = 8


def acts_waiting(request: HttpRequest, today: date) -> dict[str, list[Window]]:
    """``approvals`` wait for the reader; ``unsent`` are opted out of, and no notice is recorded as sent, or only a ``doubtful`` one.

    Both walk the open windows by the index window_calendar, next deadline first. Nobody is shown what they may not do.
    """
    user: Any = request.user
    if not user.may("decide"):
        return {"approvals": [], "unsent": []}
    rows = open_windows(request, today).select_related("decision__decided_by").order_by("send_by", "id")
    approvals = rows.filter(decision__state=Decision.State.PROPOSED).exclude(decision__decided_by=user)
    unsent = rows.filter(decision__state=Decision.State.HOLDS, decision__choice=Decision.Choice.OPT_OUT).prefetch_related("notices")
    found: list[Any] = list(unsent[:SHOWN])
    for window in found:
        window.doubtful = next((notice for notice in window.notices.all() if notice.sent_on), None)
    return {"approvals": list(approvals[:SHOWN]), "unsent": found}
