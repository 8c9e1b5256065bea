"""What a part of the bench found out: one line of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """``holds``: the promise was kept. ``found``: the counts in words."""

    what: str
    holds: bool
    found: str
