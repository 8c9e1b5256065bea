"""Words that are broken at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from contracts.reading.pdf.lines import Item, Line

_WORDS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First halves that keep their hyphen: long-term, opt-out, third-party.
_COMPOUND: Final = frozenset(
    (  # noqa: SIM905
        "all cross day ex first five four full half high long low mid month non off opt part quasi self short single ten third "
        "three two week well year"
    ).split()
)


# First halves that keep it before a word that the document knows by itself: one-time, front-end, post-approval.
_LOOSE: Final = frozenset("anti back charge co front inter one over post pre re second set sub under winding".split())  # noqa: SIM905


class Hyphens:
    """Decides whether a hyphen at a line's end belongs to the word: by the document's own words, met elsewhere."""

    def __init__(self, pages: Sequence[Sequence[Item]]) -> None:
        self._pages = pages
        self._words: frozenset[str] | None = None

    def _known(self) -> frozenset[str]:
        """The words of the document but for the broken ones."""
        if self._words is None:
            texts: list[str] = []
            broken = False
            for items in self._pages:
                for item in items:
                    if isinstance(item, Line):
                        text = item.text.partition(" ")[2] if broken else item.text
                        broken = item.broken
                        texts.append(text.rpartition(" ")[0] if broken else text)
            tokens = set(" ".join(texts).lower().split())
            self._words = frozenset(_WORDS.findall(" ".join(tokens)))
        return self._words

    def keep(self, before: str, after: str) -> bool:
        head = re.search(r"[^\W\d_]*$", before)
        tail = re.match(r"[^\W\d_]+", after)
        if not head or not head[0] or not tail or tail[0][0].isupper():
            return True
        if len(head[0]) == 1 or after[tail.end() : tail.end() + 1] == "-":  # e-mail; continuations-in-part
            return True
        first, second = head[0].lower(), tail[0].lower()
        known = self._known()
        if f"{first}-{second}" in known:
            return True
        if first + second in known:
            return False
        if first in _COMPOUND or before[: head.start()].endswith("-"):
            return True
        if second == "up" or (len(first) > 5 and first.endswith("ly") and len(second) > 3):  # winding-up, mutually-agreed
            return True
        if first in _LOOSE and len(second) > 2 and second in known:
            return True
        return len(first) > 3 and len(second) > 3 and first in known and second in known
