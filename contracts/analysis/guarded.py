"""Patterns behind the words without which they cannot match.

Most sentences of an agreement hold none of these words, and to look for one (``in``) costs a hundredth of a search for a pattern
that can begin anywhere. The words only save time: a text in which the pattern matches always contains one of them, and a law in
``tests/contracts/analysis/test_guarded.py`` holds all guarded patterns to that over the project's own examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether the text contains one of the words, or beginnings of words."""
    for word in words:  # noqa: SIM110 - ``any`` over a generator costs twice as much
        if word in text:
            return True
    return False


def in_lower_case(text: str) -> str:
    """The text in lower case, offset by offset: ``str.lower`` alone may change the length, some letters being two in lower case."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def lowered(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern, which takes no notice of case, for a text that is in lower case already.

    Without IGNORECASE ``re`` skips to where a match can begin, which makes it three to five times as fast.
    """
    # Escapes (``\\S``, ``\\B``) and the sign of a named group stay as they are.
    lower = re.sub(r"\\.|\(\?P|[A-Z]", lambda match: match[0] if len(match[0]) > 1 else match[0].lower(), pattern.pattern)
    return re.compile(lower, pattern.flags & ~re.IGNORECASE)


class Guarded:
    """``pattern``, looked for only where the text, in lower case, holds one of the words (parted by ``|``)."""

    def __init__(self, words: str, pattern: str) -> None:
        self.words = tuple(words.split("|"))
        self.pattern = re.compile(pattern)

    def search(self, low: str) -> re.Match[str] | None:
        return self.pattern.search(low) if holds(low, self.words) else None

    def finditer(self, low: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(low) if holds(low, self.words) else iter(())
