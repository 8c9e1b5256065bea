"""Two people changed the same words: what each of them did beside what the other did, as one text."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from reviews.diff import words_of


@dataclass(frozen=True, slots=True)
class Clash:
    """Both changed the same words, each otherwise. An empty string: they struck them."""

    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """``text`` has every change of both; where two clash, mine stands in it and ``clashes`` tells theirs."""

    text: str
    clashes: tuple[Clash, ...]


def merged(base: str, mine: str, theirs: str) -> Merged:
    """``base`` is what both began with. What only one of them changed is taken from that one, word by word."""
    words, left, right = words_of(base), words_of(mine), words_of(theirs)
    in_left, in_right = _kept(words, left), _kept(words, right)
    text: list[str] = []
    clashes: list[Clash] = []
    a = b = c = 0
    # The words that all three have, in order, cut the texts into stretches; the last stretch is the rest.
    for at in [*(n for n in range(len(words)) if n in in_left and n in in_right), None]:
        to = (at, in_left[at], in_right[at]) if at is not None else (len(words), len(left), len(right))
        stood, one, other = "".join(words[a : to[0]]), "".join(left[b : to[1]]), "".join(right[c : to[2]])
        if one == stood:
            text.append(other)
        else:
            text.append(one)
            if other not in (stood, one):
                clashes.append(Clash(one.strip(), other.strip()))
        if at is None:
            break
        text.append(words[at])
        a, b, c = (place + 1 for place in to)
    return Merged("".join(text), tuple(clashes))


def _kept(before: list[str], after: list[str]) -> dict[int, int]:
    """Where each word of ``before`` that stays stands in ``after``."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}
