"""What the pulses of an agreement say, for the page that decides: the reader's own, what the others answered, and the trend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from contracts.models import Agreement, User
from reviews.models import Pulse, Window
from reviews.pulses import Mood, moods

DRAWN: Final = 8  # windows in the little picture
HEIGHT: Final = 40
STEP: Final = 26
FELT: Final = 0.5  # a smaller difference of the mean is none


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: float
    height: float
    mood: Mood


@dataclass(frozen=True, slots=True)
class Panel:
    """``mine`` is the reader's row, ``said`` the answers with a comment or a name, ``now`` this window's mood, ``bars`` the trend."""

    mine: Pulse | None
    said: tuple[Pulse, ...]
    now: Mood | None
    bars: tuple[Bar, ...]
    users: tuple[User, ...]

    @property
    def width(self) -> int:
        return len(self.bars) * STEP

    @property
    def trend(self) -> str:
        """``less happy than before``; empty where there is nothing to compare."""
        if self.now is None or self.now.mean is None or len(self.bars) < 2 or self.bars[-1].mood.window != self.now.window:
            return ""
        moved = self.now.mean - (self.bars[-2].mood.mean or 0)
        return "as before" if abs(moved) < FELT else "happier than before" if moved > 0 else "less happy than before"


def panel_of(agreement: Agreement, window: Window, user: Any) -> Panel:
    """Three queries, however many people and windows there are."""
    every = moods(agreement)
    rows = list(Pulse.objects.filter(window=window).select_related("person"))
    answered = [mood for mood in every if mood.mean is not None][-DRAWN:]
    bars = [_bar(n, mood) for n, mood in enumerate(answered)]
    return Panel(
        mine=next((row for row in rows if row.person_id == user.pk), None),
        said=tuple(row for row in rows if row.answered_at and row.person_id != user.pk),
        now=next((mood for mood in every if mood.window == window.pk), None),
        bars=tuple(bars),
        users=tuple(agreement.users.order_by("name", "pk")),
    )


def _bar(place: int, mood: Mood) -> Bar:
    height = round(HEIGHT * (mood.mean or 0) / 5, 1)
    return Bar(place * STEP, round(HEIGHT - height, 1), height, mood)
