"""Whether a change of the answer is one of its own tracked changes, by whom and when."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from contracts.text import AgreementText, Tracked
from reviews.comparing.units import SIGNS, TOKEN

# ``silent``: the file tracks changes, and not this one. ``untracked``: it tracks none (or is no Word file).
MarkKind = Literal["tracked", "silent", "untracked"]


@dataclass(frozen=True, slots=True)
class Mark:
    """``author`` and ``at`` (ISO 8601) are what the file says of a tracked change."""

    kind: MarkKind
    author: str = ""
    at: str = ""


class Ledger:
    """The tracked changes of one text."""

    def __init__(self, text: AgreementText) -> None:
        self._text = text.text
        self._tracked = text.tracked
        self._starts = [change.start for change in text.tracked]

    @property
    def tracks(self) -> bool:
        return bool(self._tracked)

    def mark(self, start: int, end: int, struck: str) -> Mark:
        """How the change is marked that wrote ``text[start:end]`` in the place of ``struck``.

        It is tracked where every word of it is: those that came stand in tracked insertions, those that went in tracked
        deletions at that place.
        """
        near = self._near(start, end)
        came = [change for change in near if not change.struck and change.start < end and change.end > start]
        went = [change for change in near if change.struck and start - 2 <= change.start <= end + 2]
        covered = {at for change in came for at in range(max(change.start, start), min(change.end, end))}
        bare = any(at not in covered and not self._text[at].isspace() for at in range(start, end))
        gone = Counter(TOKEN.findall(" ".join(change.struck for change in went).translate(SIGNS)))
        missing = Counter(TOKEN.findall(struck.translate(SIGNS))) - gone
        if (came or went) and not bare and not missing:
            return Mark("tracked", (came + went)[0].author, (came + went)[0].at)
        return Mark("silent" if self.tracks else "untracked")

    def _near(self, start: int, end: int) -> list[Tracked]:
        first = bisect_left(self._starts, start - 2)
        while first and self._tracked[first - 1].end > start:
            first -= 1
        near = []
        for change in self._tracked[first:]:
            if change.start > end + 2:
                break
            near.append(change)
        return near
