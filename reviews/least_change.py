"""The least that must be struck and written to make one wording of another, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reviews.diff import Piece, PieceKind

_TOKEN: Final = re.compile(r"\w+(?:[’'\-.]\w+)*|\n\s*\n|[^\w\s]")
# What keeping a token is worth, and what a new stretch of kept tokens costs: between two changes a pair of words stays, a
# word alone is written again. That strikes a tenth more words than must be, and reads as a person would mark it.
_WORD: Final = 1.0
_SIGN: Final = 0.25
_STRETCH: Final = 1.5
_LONGEST: Final = 1_200  # tokens a side that are compared; longer passages are struck and written whole


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def worth(self) -> float:
        return _WORD if self.text[0].isalnum() or self.text.isspace() else _SIGN


def least_change(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order, what is struck before what is added in its place.

    The texts of ``same`` and ``struck`` make ``old``, those of ``same`` and ``added`` make ``new``; none is empty.
    """
    before, after = _tokens(old), _tokens(new)
    pairs = _kept(before, after)
    # What lies between two kept tokens changes; ends are such places too.
    olds = [(0, 0), *((before[i].start, before[i].end) for i, _ in pairs), (len(old), len(old))]
    news = [(0, 0), *((after[j].start, after[j].end) for _, j in pairs), (len(new), len(new))]
    pieces: list[Piece] = []
    for index, ((a, b), (c, d)) in enumerate(zip(pairwise(olds), pairwise(news), strict=True)):
        _between(pieces, old[a[1] : b[0]], new[c[1] : d[0]], at_start=index == 0)
        _add(pieces, "same", old[b[0] : b[1]])
    return tuple(pieces)


def _tokens(text: str) -> list[_Token]:
    return [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _between(pieces: list[Piece], struck: str, added: str, at_start: bool) -> None:
    """What stood between two kept tokens, against what is to stand there; white space that both share stays."""
    head = 0
    while not at_start and head < min(len(struck), len(added)) and struck[head] == added[head] and struck[head].isspace():
        head += 1
    tail = 0
    while tail < min(len(struck), len(added)) - head and struck[-tail - 1] == added[-tail - 1] and struck[-tail - 1].isspace():
        tail += 1
    _add(pieces, "same", struck[:head])
    _add(pieces, "struck", struck[head : len(struck) - tail])
    _add(pieces, "added", added[head : len(added) - tail])
    _add(pieces, "same", struck[len(struck) - tail :])


def _add(pieces: list[Piece], kind: PieceKind, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1].kind == kind:
        text = pieces.pop().text + text
    pieces.append(Piece(kind, text))


def _kept(before: list[_Token], after: list[_Token]) -> list[tuple[int, int]]:
    """The pairs of tokens that stay, in order: worth the most together, less what each stretch of them costs."""
    head = 0
    while head < min(len(before), len(after)) and before[head].text == after[head].text:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-tail - 1].text == after[-tail - 1].text:
        tail += 1
    pairs = [(i, i) for i in range(head)]
    middle_old, middle_new = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(middle_old), len(middle_new)) <= _LONGEST:
        pairs += [(head + i, head + j) for i, j in _aligned(middle_old, middle_new)]
    return pairs + [(len(before) - n, len(after) - n) for n in range(tail, 0, -1)]


def _aligned(before: list[_Token], after: list[_Token]) -> list[tuple[int, int]]:
    if not before or not after:
        return []
    words = [token.text for token in after]
    none = float("-inf")
    best = [[0.0] * (len(after) + 1)]  # best[i][j]: of before[:i] and after[:j]
    ends: list[list[float]] = [[none] * (len(after) + 1)]  # the same where the last pair is (i-1, j-1)
    for token in before:
        worth, text = token.worth, token.text
        above, above_end = best[-1], ends[-1]
        row, end = [0.0], [none]
        for j, word in enumerate(words):
            if word == text:
                kept = worth + max(above_end[j], above[j] - _STRETCH)
                end.append(kept)
                row.append(max(above[j + 1], row[j], kept))
            else:
                end.append(none)
                row.append(max(above[j + 1], row[j]))
        best.append(row)
        ends.append(end)
    pairs = []
    i, j, running = len(before), len(after), False
    while i and j:
        if running or (ends[i][j] == best[i][j] and ends[i][j] > none):
            pairs.append((i - 1, j - 1))
            running = ends[i - 1][j - 1] >= best[i - 1][j - 1] - _STRETCH and ends[i - 1][j - 1] > none
            i, j = i - 1, j - 1
        elif best[i - 1][j] >= best[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
