"""What an act did to an agreement's windows, questions and reminders, in words for whoever did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q

from contracts.models import Agreement
from reviews.models import Reminder, Window
from reviews.web.words import counted

_SAID: Final = 2  # windows that are named; the rest are counted


@dataclass(frozen=True, slots=True)
class Standing:
    """The open windows by term, each with its last day, the day by which notice leaves and its reminders; the open questions."""

    windows: Mapping[int, tuple[date, date, int]]
    questions: tuple[str, ...]


def stands(agreement: Agreement) -> Standing:
    waiting = Count("reminders", filter=Q(reminders__state=Reminder.State.WAITING))
    rows = agreement.windows.filter(state=Window.State.OPEN).order_by("closes_on").annotate(waiting=waiting)
    windows = {term: (closes, send, armed) for term, closes, send, armed in rows.values_list("term", "closes_on", "send_by", "waiting")}
    return Standing(windows, tuple(agreement.open_questions.filter(answered_at=None).order_by("id").values_list("question", flat=True)))


def what_moved(before: Standing, after: Standing) -> str:
    """Which windows are new, moved or gone, how many reminders are armed for them, and what is still asked."""
    said = []
    changed = [term for term, (closes, send, _) in after.windows.items() if before.windows.get(term, (None, None, 0))[:2] != (closes, send)]
    for term in changed[:_SAID]:
        closes, send, _ = after.windows[term]
        was = before.windows.get(term)
        instead = f" instead of {was[0]:%-d %B %Y}" if was and was[0] != closes else ""
        said.append(f"term {term} closes on {closes:%A %-d %B %Y}{instead}, notice must leave by {send:%-d %B}")
    words = f"The windows follow: {'; '.join(said)}"
    if (more := len(changed) - _SAID) > 0:
        words += f"; {counted(more)} later"
    if changed:
        armed = sum(after.windows[term][2] for term in changed)
        words = f"{words}; {counted(armed)} reminder{'' if armed == 1 else 's'} armed."
    elif before.windows and not after.windows:
        words = "No window is left, and no reminder goes out."
    elif set(before.windows) - set(after.windows):
        words = "Later windows no longer count."
    else:
        words = "The windows did not move."
    new = [question for question in after.questions if question not in before.questions]
    if new:
        return f"{words} Now it is asked: {new[0]}"
    left = len(after.questions)
    return f"{words} {counted(left).capitalize()} question{'s are' if left > 1 else ' is'} still open." if left else words
