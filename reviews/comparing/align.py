"""Which units of one text are which of the other: the same words first, then the most alike, then what moved.

Sentences and items are aligned before words are compared: in a contract the same words stand everywhere, and words alone
would be matched across clauses that have nothing to do with each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Final

from reviews.comparing.units import Unit

_ALIKE: Final = 0.5  # of their words two units share at least so much, to be one in two wordings
_ALIKE_ELSEWHERE: Final = 0.66  # and so much where one of them stands elsewhere
_WORDS_ELSEWHERE: Final = 4  # a shorter unit is not looked for elsewhere: "Reserved." is no clause that moved
_COMMON: Final = 12  # a word that more units say leads to none of them
_JOINS: Final = 0.6  # a neighbour is taken in where the other side says so much of it


@dataclass(frozen=True)
class Pair:
    """``old[first:upto]`` are ``new[new_first:new_upto]`` in their other wording, or in the same."""

    first: int
    upto: int
    new_first: int
    new_upto: int
    moved: bool = False


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """The pairs, each unit in at most one.

    1. Runs of units that say the same, in order. 2. What says the same elsewhere: it moved. 3. Between the runs, units that
    are alike, in order. 4. What is alike elsewhere. 5. Neighbours that a pair lacks: a sentence that was split or joined.
    """
    same = _same_in_order(old, new)
    matched = dict(same)
    moved = _same_elsewhere(old, new, matched)
    matched.update(moved)
    there = set(moved.values())
    for (a, b), (c, d) in pairwise([(-1, -1), *same, (len(old), len(new))]):
        olds, news = [i for i in range(a + 1, c) if i not in moved], [j for j in range(b + 1, d) if j not in there]
        if olds and news:
            matched.update(_alike_in_order(old, new, olds, news))
    alike = _alike_elsewhere(old, new, matched)
    matched.update(alike)
    return _joined(old, new, [Pair(i, i + 1, j, j + 1, i in moved or i in alike) for i, j in sorted(matched.items())])


def _same_in_order(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, [u.key for u in old], [u.key for u in new]).get_matching_blocks()
    return [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]


def _alike_in_order(old: Sequence[Unit], new: Sequence[Unit], olds: Iterable[int], news: Iterable[int]) -> list[tuple[int, int]]:
    """The pairs in order that share the most words."""
    worth = {(i, j): share * (old[i].words + new[j].words + 1) for i, j, share in _candidates(old, new, olds, news) if share >= _ALIKE}
    best: list[tuple[float, tuple[int, int], int]] = []  # of each pair: the weight of the heaviest chain that it ends, and the link before
    ends = _HeaviestEnd()
    for _, group in groupby(sorted(worth), key=lambda pair: pair[0]):
        begun = len(best)
        for pair in group:
            weight, before = ends.before(pair[1])
            best.append((weight + worth[pair], pair, before))
        for index in range(begun, len(best)):  # two pairs of one unit are never in one chain
            ends.put(best[index][1][1], best[index][0], index)
    chain: list[tuple[int, int]] = []
    _, at = ends.before(len(new))
    while at >= 0:
        chain.append(best[at][1])
        at = best[at][2]
    return chain[::-1]


class _HeaviestEnd:
    """The heaviest chain that ends before a place: a tree of prefix maxima, so that a document written anew costs no square."""

    def __init__(self) -> None:
        self._tree: dict[int, tuple[float, int]] = {}
        self._size = 1 << 24

    def put(self, place: int, weight: float, index: int) -> None:
        at = place + 1
        while at <= self._size:
            if self._tree.get(at, (0.0, -1))[0] < weight:
                self._tree[at] = (weight, index)
            at += at & -at

    def before(self, place: int) -> tuple[float, int]:
        heaviest, at = (0.0, -1), place
        while at:
            heaviest = max(heaviest, self._tree.get(at, (0.0, -1)))
            at -= at & -at
        return heaviest


def _same_elsewhere(old: Sequence[Unit], new: Sequence[Unit], matched: Mapping[int, int]) -> dict[int, int]:
    """What says the same elsewhere, in the order of both texts where it stands there several times, with its neighbours."""
    there = set(matched.values())
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, unit in enumerate(new):
        if j not in there and unit.words >= _WORDS_ELSEWHERE:
            where[unit.key].append(j)
    found: dict[int, int] = {}
    for i, unit in enumerate(old):
        if i not in matched and (places := where.get(unit.key)):
            found[i] = places.pop(0)
    used = there | set(found.values())
    for way in (1, -1):  # the heading of a section moves with it, however short it is
        for i in sorted(found, reverse=way < 0):
            at, place = i + way, found[i] + way
            while 0 <= at < len(old) and 0 <= place < len(new) and old[at].key == new[place].key:
                if at in matched or at in found or place in used:
                    break
                found[at] = place
                used.add(place)
                at, place = at + way, place + way
    return found


def _alike_elsewhere(old: Sequence[Unit], new: Sequence[Unit], matched: Mapping[int, int]) -> dict[int, int]:
    """What is left on both sides and is alike, the most alike first."""
    taken = set(matched.values())
    olds = [i for i, unit in enumerate(old) if i not in matched and unit.words >= _WORDS_ELSEWHERE]
    news = [j for j, unit in enumerate(new) if j not in taken and unit.words >= _WORDS_ELSEWHERE]
    found: dict[int, int] = {}
    used: set[int] = set()
    alike = [(share, i, j) for i, j, share in _candidates(old, new, olds, news) if share >= _ALIKE_ELSEWHERE]
    for _, i, j in sorted(alike, key=lambda one: (-one[0], one[1], one[2])):
        if i not in found and j not in used:
            found[i] = j
            used.add(j)
    return found


def _candidates(old: Sequence[Unit], new: Sequence[Unit], olds: Iterable[int], news: Iterable[int]) -> list[tuple[int, int, float]]:
    """The pairs that share a word which few units say, each with the share of words that both have."""
    where: dict[str, list[int]] = defaultdict(list)
    for j in news:
        for word in set(new[j].key):
            where[word].append(j)
    bags = {j: Counter(new[j].key) for places in where.values() for j in places}
    found = []
    for i in olds:
        bag = Counter(old[i].key)
        near = {j for word in bag for j in where.get(word, ()) if len(where[word]) <= _COMMON}
        found += [(i, j, _share(bag, bags[j])) for j in sorted(near)]
    return found


def _share(a: Counter[str], b: Counter[str]) -> float:
    """How much of their words two bags have in common, 0 to 1."""
    size = a.total() + b.total()
    return 2 * sum(min(count, b[word]) for word, count in a.items()) / size if size else 0.0


def _joined(old: Sequence[Unit], new: Sequence[Unit], pairs: list[Pair]) -> list[Pair]:
    free_old = set(range(len(old))) - {n for pair in pairs for n in range(pair.first, pair.upto)}
    free_new = set(range(len(new))) - {n for pair in pairs for n in range(pair.new_first, pair.new_upto)}
    joined = []
    for pair in pairs:
        grows = pair if not (free_old or free_new) else _grown(old, new, pair, free_old, free_new)
        free_old -= set(range(grows.first, grows.upto))
        free_new -= set(range(grows.new_first, grows.new_upto))
        joined.append(grows)
    return joined


def _grown(old: Sequence[Unit], new: Sequence[Unit], pair: Pair, free_old: set[int], free_new: set[int]) -> Pair:
    near = (pair.first - 1 in free_old, pair.upto in free_old, pair.new_first - 1 in free_new, pair.new_upto in free_new)
    if not any(near) or old[pair.first].key == new[pair.new_first].key:
        return pair
    while True:
        mine, theirs = _bag(old, pair.first, pair.upto), _bag(new, pair.new_first, pair.new_upto)
        first, last, new_first, new_last = pair.first - 1, pair.upto, pair.new_first - 1, pair.new_upto
        if first in free_old and not old[pair.first].label and _lacks(theirs, mine, old[first]):
            pair = replace(pair, first=first)
        elif last in free_old and not old[last].label and _lacks(theirs, mine, old[last]):
            pair = replace(pair, upto=last + 1)
        elif new_first in free_new and not new[pair.new_first].label and _lacks(mine, theirs, new[new_first]):
            pair = replace(pair, new_first=new_first)
        elif new_last in free_new and not new[new_last].label and _lacks(mine, theirs, new[new_last]):
            pair = replace(pair, new_upto=new_last + 1)
        else:
            return pair


def _lacks(there: Counter[str], here: Counter[str], neighbour: Unit) -> bool:
    """True where the other side says most of what the neighbour says, and this side does not."""
    bag = Counter(neighbour.key)
    return bool(bag) and ((there - here) & bag).total() >= _JOINS * bag.total()


def _bag(units: Sequence[Unit], first: int, upto: int) -> Counter[str]:
    return Counter(token for unit in units[first:upto] for token in unit.key)
