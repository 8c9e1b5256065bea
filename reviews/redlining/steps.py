"""What can be done to a paragraph: strike, write, break it, let its mark go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from contracts.reading.docx.package import Element, W

# What says something in a run, and what says nothing and may go with it.
WORDS: Final = frozenset(W + n for n in ("t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym"))
SILENT: Final = frozenset(W + n for n in ("lastRenderedPageBreak", "softHyphen"))


@dataclass(frozen=True, slots=True)
class Strike:
    """``text[start:end]`` of the paragraph goes."""

    paragraph: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Write:
    """``text`` comes in at a place of the paragraph; ``after``: it belongs to what stands before that place.

    ``instead``: what is struck just before it, whose formatting it takes.
    """

    paragraph: Element
    at: int
    text: str
    after: bool
    instead: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The paragraph ends at ``at``; ``texts`` follow as paragraphs; what stood after ``at`` is a paragraph again.

    ``outside``: where ``at`` is the paragraph's end, the sibling after which the new ones stand (itself, or its table).
    """

    paragraph: Element
    at: int
    texts: tuple[str, ...]
    outside: Element | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """The paragraph's mark goes, so that the next one goes on with it; where nothing is left of it, it goes whole."""

    paragraph: Element


Step = Strike | Write | Break | Join
