"""On which days a window's reminders go out: the chain of steps that leads to its ``send_by``, and the limits of changing it.

Everybody may hear earlier, later or less often; nobody may arrange that a window closes in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviews.workdays import working_day_before

# Days before `send_by`; the mail on the day the window opens comes on top.
STEPS: Final = (90, 60, 30, 14, 7, 3, 2, 1)
OPENS: Final = "opens"
HOUR: Final = 8  # in the organisation's zone

# From so many days on two people hear, and none of them may choose not to.
TOGETHER_FROM: Final = 14
# Earlier than this the second hears some hours after the owner, and only where nobody has acknowledged meanwhile.
AT_ONCE_FROM: Final = 3
PAUSE: Final = timedelta(hours=4)

FURTHEST: Final = 365
MOST_STEPS: Final = 16
LEAST_TOGETHER: Final = 3
LAST: Final = 2  # the last step comes so many days before `send_by`, or later


class WrongSchedule(ValueError):
    """The steps cannot be used; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class Due:
    """A step of the chain and the working day on which it goes out; ``before`` counts its days to ``send_by``."""

    step: str
    before: int
    day: date

    @property
    def together(self) -> bool:
        """Whether two people hear."""
        return self.step != OPENS and self.before <= TOGETHER_FROM

    @property
    def pause(self) -> timedelta:
        """How much later than the owner the others hear."""
        return timedelta() if self.before <= AT_ONCE_FROM else PAUSE


def chain(opens_on: date, send_by: date, place: str, steps: Iterable[int] = STEPS) -> tuple[Due, ...]:
    """The chain, earliest first. A step that falls on a free day of the place goes out on the working day before.

    Where two would go out on the same day only the more urgent does.
    """
    due = [Due(str(before), before, working_day_before(send_by - timedelta(days=before), place)) for before in sorted(set(steps))]
    if opens_on <= send_by:
        opening = Due(OPENS, (send_by - opens_on).days, working_day_before(opens_on, place))
        due.append(opening)
    by_day: dict[date, Due] = {}
    for one in sorted(due, key=lambda one: (one.before, one.step == OPENS)):
        by_day.setdefault(one.day, one)
    return tuple(sorted(by_day.values(), key=lambda one: one.day))


def parsed(text: str) -> tuple[int, ...]:
    """Steps as a person writes them, ``90, 60, 30``; none for an empty text. Raises WrongSchedule."""
    words = re.split(r"[\s,;]+", text.strip(" \t\r\n,;"))
    if words == [""]:
        return ()
    for word in words:
        if not re.fullmatch(r"[0-9]{1,4}", word):
            raise WrongSchedule(f"Write whole numbers of days, as in “90, 60, 30, 14, 7, 3, 2, 1”; “{word[:40]}” is not one.")
    return checked(int(word) for word in words)


def checked(steps: Iterable[int]) -> tuple[int, ...]:
    """The steps, furthest first, each once. Raises WrongSchedule where they leave the limits."""
    found = tuple(sorted(set(steps), reverse=True))
    if not found or found[-1] > LAST:
        raise WrongSchedule(f"The last reminder must come {LAST} days before notice must leave, or later.")
    if found[0] > FURTHEST:
        raise WrongSchedule(f"No reminder can come more than {FURTHEST} days before notice must leave.")
    if found[0] <= TOGETHER_FROM:
        raise WrongSchedule(f"The first reminder must come earlier than {TOGETHER_FROM} days before notice must leave.")
    if len(found) > MOST_STEPS:
        raise WrongSchedule(f"More than {MOST_STEPS} reminders of one window would only teach people to overlook them.")
    if sum(1 for before in found if before <= TOGETHER_FROM) < LEAST_TOGETHER:
        raise WrongSchedule(f"At least {LEAST_TOGETHER} reminders must fall into the last {TOGETHER_FROM} days.")
    return found


def third_last(due: Iterable[Due]) -> Due | None:
    """The step at which an open negotiation gets a protective notice: two more follow it. None in a shorter chain."""
    steps = list(due)
    return steps[-3] if len(steps) >= 3 else None
