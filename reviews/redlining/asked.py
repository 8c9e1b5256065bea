"""What redlines come to in the vendor's file, and what their comments say."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.joining import Ask, joined
from reviews.redlining.change import Change


def changes_for(text: str, asks: Sequence[Ask]) -> tuple[Change, ...]:
    """The changes that the asks, worst first, come to in the agreement's text; each with all its reasons in one comment."""
    return tuple(Change(joint.redline, "\n".join(joint.reasons)) for joint in joined(text, asks))
