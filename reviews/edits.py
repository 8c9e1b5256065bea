"""Several redlines on one text: which of them touch the same words, and what all of them come to."""

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


def writes_anyway(redline: Redline, other: Redline) -> bool:
    """True where a redline writes the sentence that another one only adds."""
    return other.action == "insert" and bool(other.new.strip()) and other.new.strip() in redline.new


def merged(redlines: Iterable[Redline]) -> tuple[Redline, ...]:
    """The redlines that are to be applied, in order of place, none overlapping another.

    The same change asked for twice is made once. A sentence to insert that another redline writes anyway is left out.
    Of two that overlap the earlier in ``redlines`` (judge: the worse finding) stands; the other is left out, and
    ``overlaps`` tells a person which.
    """
    asked = list(redlines)
    while True:
        kept = _kept(asked)
        # What stood in the way of a redline may itself have given way to another: then it is asked again, without that one.
        again = [one for one in asked if any(one is other for other in kept) or not any(_covers(other, one) for other in kept)]
        if len(again) in (len(kept), len(asked)):
            return tuple(sorted(kept, key=lambda redline: (redline.start, redline.end)))
        asked = again


def _kept(asked: Iterable[Redline]) -> list[Redline]:
    kept: list[Redline] = []
    for redline in asked:
        if any(same_edit(redline, other) or overlaps(redline, other) for other in kept):
            continue
        if any(writes_anyway(other, redline) for other in kept):
            continue
        kept = [other for other in kept if not writes_anyway(redline, other)]
        kept.append(redline)
    return kept


def _covers(other: Redline, redline: Redline) -> bool:
    """True where the redline is left out rightly: the other makes the same change, writes its words, or strikes what it strikes."""
    return same_edit(redline, other) or overlaps(redline, other) or writes_anyway(other, redline)


def apply_all(text: str, redlines: Iterable[Redline]) -> str:
    """The text with the redlines applied, those at one place in the order given; they must not overlap.

    Raises ValueError where one strikes other words.
    """
    for redline in sorted(redlines, key=lambda redline: (redline.start, redline.end))[::-1]:
        text = redline.applied_to(text)
    return text
