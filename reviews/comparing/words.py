"""Two wordings of one passage, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from reviews.comparing.edit import Edit, EditKind
from reviews.comparing.units import SIGNS, TOKEN, plain

# Beyond so many pairs of words a passage is compared coarsely: words that it says very often are no landmarks then.
_FINE: Final = 400_000
_HYPHEN: Final = re.compile(r"(?<=\w)-\s+")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def word_edits(old: str, old_start: int, old_end: int, new: str, new_start: int, new_end: int) -> list[Edit]:
    """The edits that make ``old[old_start:old_end]`` into ``new[new_start:new_end]``, in order; none overlaps or touches another of its kind."""
    if old[old_start:old_end] == new[new_start:new_end]:
        return []
    before, after = _tokens(old, old_start, old_end), _tokens(new, new_start, new_end)
    edits: list[Edit] = []
    a, b = old_start, new_start
    i = j = 0
    for first, second, size in [*_kept(before, after), (len(before), len(after), 0)]:
        if first > i or second > j:
            # Between the tokens that stay around them: the white space goes with the words.
            x, y = _place(before, i, first, a), _place(after, j, second, b)
            _space(edits, old, a, x[0], new, b, y[0])
            kind: EditKind = "space" if _hyphens_alone(old[x[0] : x[1]], new[y[0] : y[1]]) else "words"
            _add(edits, Edit(kind, x[0], x[1], y[0], y[1]))
            a, b = x[1], y[1]
        for one, other in zip(before[first : first + size], after[second : second + size], strict=True):
            _space(edits, old, a, one.start, new, b, other.start)
            _space(edits, old, one.start, one.end, new, other.start, other.end)
            a, b = one.end, other.end
        i, j = first + size, second + size
    _space(edits, old, a, old_end, new, b, new_end)
    return edits


def _hyphens_alone(old: str, new: str) -> bool:
    """True where a hyphen at a line's end was read with the blank after it in one of the two, and without it in the other."""
    a, b = (_HYPHEN.sub("-", text.translate(SIGNS)).split() for text in (old, new))
    return "-" in old + new and a == b


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [_Token(plain(m[0]), m.start() + start, m.end() + start) for m in TOKEN.finditer(text[start:end].translate(SIGNS))]


def _place(tokens: list[_Token], first: int, upto: int, at: int) -> tuple[int, int]:
    """From where to where ``tokens[first:upto]`` stand; where there are none, the place after the token that stays before them."""
    if upto > first:
        return tokens[first].start, tokens[upto - 1].end
    return at, at


def _space(edits: list[Edit], old: str, a: int, x: int, new: str, b: int, y: int) -> None:
    if old[a:x] != new[b:y]:
        _add(edits, Edit("space", a, x, b, y))


def _add(edits: list[Edit], edit: Edit) -> None:
    if edits and edits[-1].kind == edit.kind and edits[-1].old_end == edit.old_start and edits[-1].new_end == edit.new_start:
        edit = Edit(edit.kind, edits[-1].old_start, edit.old_end, edits.pop().new_start, edit.new_end)
    edits.append(edit)


def _kept(before: list[_Token], after: list[_Token]) -> Iterable[tuple[int, int, int]]:
    """The blocks of tokens that stay, as a person would mark it: no sign or little word alone between two changes."""
    head = 0
    while head < min(len(before), len(after)) and before[head].text == after[head].text:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-tail - 1].text == after[-tail - 1].text:
        tail += 1
    a = [token.text for token in before[head : len(before) - tail]]
    b = [token.text for token in after[head : len(after) - tail]]
    blocks = SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _FINE).get_matching_blocks() if a and b else []
    found = [(0, 0, head)] if head else []
    for block in blocks:
        words = [word for word in a[block.a : block.a + block.size] if word[0].isalnum()]
        if len(words) > 1 or (words and len(words[0]) > 3):
            found.append((head + block.a, head + block.b, block.size))
    if tail:
        found.append((len(before) - tail, len(after) - tail, tail))
    return found


