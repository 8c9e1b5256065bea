"""What stands beside a window: how far its decision is, whether the notice has gone, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.models import User
from reviews.approval import deciders
from reviews.models import Decision, Notice, Window
from reviews.window_deciding import who_may_answer

_DONE = {"renew": "Renewal", "renegotiate": "Renegotiation", "opt_out": "Opt-out"}


@dataclass(frozen=True, slots=True)
class Panel:
    """``headline``: where the window stands, empty while nothing is decided. ``act`` is the next thing to do about its notice
    (``letter``, ``sent``, ``count``, ``protective``), empty for none. ``answers`` says who may approve where that is somebody else.
    """

    decision: Decision | None = None
    headline: str = ""
    act: str = ""
    may_answer: bool = False
    answers: str = ""
    lapsed: bool = False
    letter: Notice | None = None
    protective: Notice | None = None
    sent: Notice | None = None

    @property
    def done(self) -> str:
        """``Opt-out``: what the decision is called."""
        return _DONE[self.decision.choice] if self.decision else ""


def panels_of(windows: Sequence[Window], user: Any, today: date) -> dict[int, Panel]:
    """By the windows' primary keys; with their decisions and notices at hand it asks the database once, and only while one waits."""
    waits = any(_decision(window) and _decision(window).state == Decision.State.PROPOSED for window in windows)  # type: ignore[union-attr]
    people = deciders(windows[0].organisation_id) if waits else []
    return {window.pk: _panel(window, user, today, people) for window in windows}


def _decision(window: Window) -> Decision | None:
    found: Decision | None = getattr(window, "decision", None)
    return found


def _panel(window: Window, user: Any, today: date, people: list[User]) -> Panel:
    decision = _decision(window)
    notices = {notice.kind: notice for notice in window.notices.all()}
    letter, protective = notices.get(Notice.Kind.OPT_OUT), notices.get(Notice.Kind.PROTECTIVE)
    sent = max((n for n in notices.values() if n.sent_on), key=lambda n: n.counts, default=None)
    kept: dict[str, Any] = {"decision": decision, "letter": letter, "protective": protective, "sent": sent}
    if sent is not None:
        return Panel(headline=_sent(window, sent), act="" if sent.counts else "count", **kept)
    if decision is None:
        return Panel(**kept)
    done, over = _DONE[decision.choice], window.closes_on < today
    if decision.state == Decision.State.PROPOSED:
        mine = decision.decided_by_id == user.pk
        may = user.may("decide") and not mine and not over
        return Panel(
            headline=f"{done} proposed: it waits for approval.",
            may_answer=may,
            answers="" if may or over else who_may_answer(decision, people),
            **kept,
        )
    if decision.state == Decision.State.RETURNED:
        return Panel(headline=f"{done} returned: nothing is decided.", **kept)
    lapsed = decision.valid_until is not None and decision.valid_until < today and window.state == Window.State.OPEN
    if decision.choice == Decision.Choice.OPT_OUT:
        return Panel(headline="Opt-out decided. Its notice is not recorded as sent.", act="sent" if letter else "letter", lapsed=lapsed, **kept)
    if decision.choice == Decision.Choice.RENEGOTIATE:
        return Panel(headline="Being renegotiated; the alarm stays on.", act="protective" if protective else "", lapsed=lapsed, **kept)
    return Panel(headline="Renewal decided.", **kept)


def _sent(window: Window, sent: Notice) -> str:
    if sent.counts:
        return f"The notice was sent on {sent.sent_on:%-d %B %Y}; the agreement does not renew on {window.renews_on:%-d %B %Y}."
    return f"A notice was sent on {sent.sent_on:%-d %B %Y}, but it may not stop the renewal."
