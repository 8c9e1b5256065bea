"""What a redline strikes and adds, word by word, grouped as a person would mark it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

PieceKind = Literal["same", "struck", "added"]

# Unchanged words between two changes are marked too where they come to no more than this: no confetti.
_SHORT: Final = 12
_TOKEN: Final = re.compile(r"\w+(?:[’'\-.]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stays, is struck or is added."""

    kind: PieceKind
    text: str


def words_of(text: str) -> list[str]:
    """The text as words, spaces and marks; together they make it."""
    words = _TOKEN.findall(text)
    if "".join(words) != text:  # nothing but every character may be matched
        raise ValueError("The words do not make the text")
    return words


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order, what is struck before what is added in its place.

    The texts of ``same`` and ``struck`` make ``old``, those of ``same`` and ``added`` make ``new``; none is empty.
    """
    before, after = words_of(old), words_of(new)
    stays: list[tuple[int, int, int]] = []
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    last = len(blocks) - 2
    for place, block in enumerate(blocks[:-1]):
        words = "".join(before[block.a : block.a + block.size])
        first_words = block.a == 0 and block.b == 0
        last_words = block.a + block.size == len(before) and block.b + block.size == len(after) and place == last
        if not words.strip() or (not re.search(r"\w", words) and not last_words):
            if not (first_words or last_words):
                continue
        elif len(words.strip()) <= _SHORT and len(words.split()) <= 2 and not (first_words or last_words):
            continue
        stays.append((block.a, block.b, block.size))
    pieces: list[Piece] = []
    a = b = 0
    for start_a, start_b, size in [*stays, (len(before), len(after), 0)]:
        _add(pieces, "struck", before[a:start_a])
        _add(pieces, "added", after[b:start_b])
        _add(pieces, "same", before[start_a : start_a + size])
        a, b = start_a + size, start_b + size
    return tuple(pieces)


def _add(pieces: list[Piece], kind: PieceKind, words: list[str]) -> None:
    if words:
        pieces.append(Piece(kind, "".join(words)))
