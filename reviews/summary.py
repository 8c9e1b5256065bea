"""What the summary on Mondays says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.models import User
from reviews.models import OpenQuestion, Window


@dataclass(frozen=True, slots=True)
class Summary:
    """``soon``: the open windows whose notice must leave within 30 days or should have left, ``soon_count`` of them in all;
    ``next`` the first after those. ``questions`` are the person's own, ``question_count`` everybody's. ``sent``: reminders of
    the last seven days; ``refused``: those of open windows that a mail server refused for good.
    """

    today: date
    person: User
    soon: tuple[Window, ...]
    soon_count: int
    next: Window | None
    questions: tuple[OpenQuestion, ...]
    question_count: int
    sent: int
    refused: int
