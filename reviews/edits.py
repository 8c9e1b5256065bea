"""Several redlines on one text: which of them touch the same words, and the text with all of them applied."""

from __future__ import annotations

from collections.abc import Iterable

from reviews.rule import Redline


def overlaps(a: Redline, b: Redline) -> bool:
    """True where both cannot be applied as they stand: they strike a common word, or one writes where the other strikes.

    Redlines that merely touch, and two insertions at one place, do not overlap; nor does a redline overlap its equal.
    """
    if same_edit(a, b):
        return False
    if a.start == a.end:
        return b.start < a.start < b.end
    if b.start == b.end:
        return a.start < b.start < a.end
    return a.start < b.end and b.start < a.end


def same_edit(a: Redline, b: Redline) -> bool:
    """True where both ask for the same change, whatever step of a ladder they are."""
    return (a.start, a.end, a.new) == (b.start, b.end, b.new)


def apply_all(text: str, redlines: Iterable[Redline]) -> str:
    """The text with the redlines applied, those at one place in the order given; they must not overlap.

    Raises ValueError where one strikes other words.
    """
    for redline in sorted(redlines, key=lambda redline: (redline.start, redline.end))[::-1]:
        text = redline.applied_to(text)
    return text
