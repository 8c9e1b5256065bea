"""Running heads, running feet, page numbers, and numbers of lines in the margin: found, to be left out.

What is left out must come back: the same words at the same height on several pages, or numbers that count the pages.
A line that stands once is never touched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from contracts.reading.heads import is_telling
from contracts.reading.pdf.lines import Item, Line, Row

_NUMBER: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"[\[({|\-–—~ .]*(?:page|p\.|pg\.?)?\s*(\d{1,4}|[ivxl]{1,8})(?:\s*(?:of|/|-)\s*(?:page\s*)?\d{1,4})?[\])}|\-–—~ .]*",
    re.IGNORECASE,
)
_NUMBERED_HEADING: Final = re.compile(r"(exhibit|schedule|annex|appendix|section|article|clause|part|attachment)\b", re.I)
_DEPTH: Final = 4  # lines at each end of a page that may be running
_ZONE: Final = 0.14  # of the page's height: the margins in which running lines stand
_LEGEND: Final = 20  # letters: so long a line at the end of three pages is no accident, wherever the page's text stops
_TELLING: Final = 11  # spaces: a running line of so many words is a sentence
_SIGNED: Final = re.compile(r"(?:by|name|title|its|signature)\s*:", re.IGNORECASE)  # blocks of signatures look alike, and count
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


class _Seen:
    """One line near an end of a page, and how it compares with others."""

    __slots__ = ("index", "key", "line", "numbers", "page", "place", "rank")

    def __init__(self, page: int, index: int, line: Line, place: float, rank: int) -> None:
        self.page, self.index, self.line, self.place, self.rank = page, index, line, place, rank
        match = _PAGE_NUMBER.fullmatch(line.text)
        numbers = _NUMBER.findall(line.text)
        self.numbers: tuple[int, ...] = tuple(int(number[:9]) for number in numbers)
        if match:
            self.key = "#"
            if not match[1].isdigit():
                self.numbers = (_roman(match[1].lower()),)
        else:
            key = " ".join(line.text.lower().split())
            self.key = _NUMBER.sub("#", key) if numbers else key


def running(pages: Sequence[Sequence[Item]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the indexes of its running lines."""
    found: list[set[int]] = [set() for _ in pages]
    orders = [sorted(range(len(items)), key=[item.top for item in items].__getitem__) for items in pages]
    for side in (0, 1):
        groups: dict[str, list[_Seen]] = defaultdict(list)
        for number, (items, height, order) in enumerate(zip(pages, heights, orders, strict=True)):
            for rank, index in enumerate(order[: -_DEPTH - 1 : -1] if side else order[:_DEPTH]):
                line = as_line(items[index])
                if len(line.text) <= 160:
                    place = (height - line.bottom if side else line.top) / (height or 1.0)
                    seen = _Seen(number, index, line, place, rank)
                    groups[seen.key].append(seen)
        for key, members in groups.items():
            for seen in _running_members(key, members, len(pages)):
                found[seen.page].add(seen.index)
        for key, members in groups.items():
            for seen in _beside_running(key, members, found, pages, orders, side):
                found[seen.page].add(seen.index)
    for page, index in _numbers_in_the_flow(pages):
        found[page].add(index)
    return found


def as_line(item: Item) -> Line:
    """The item as one line: a head in two parts was taken for the row of a table."""
    if isinstance(item, Line):
        return item
    pieces = [piece for cell in (item.cells if isinstance(item, Row) else item.words) for piece in cell]
    text = " ".join(piece.text for piece in pieces)
    return Line(text, 0, min(p.left for p in pieces), item.top, max(p.right for p in pieces), item.bottom)


def telling(lines: Sequence[Line], said: set[str]) -> list[Line]:
    """Of the running lines of a page those that say more than a title, the first time: they may name terms that apply."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        key = _NUMBER.sub("#", line.text.lower())
        goes_on = bool(found) and 0 < line.top - found[-1].top < 1.8 * line.height and not _PAGE_NUMBER.fullmatch(line.text)
        if key not in said and (goes_on or is_telling(line.text, _TELLING)):
            found.append(line)
        said.add(key)
    return found


def _running_members(key: str, members: list[_Seen], pages: int) -> list[_Seen]:
    if len(members) < 2 or _SIGNED.match(key):
        return []
    if key == "#":
        return _counting(members, pages)
    if "#" in key and any(a.numbers != b.numbers for a, b in pairwise(members)):
        if _NUMBERED_HEADING.match(key):
            return []
        members = [seen for seen in members if _counts(seen, members)]
    kept = []
    pages_on = len({seen.page for seen in members})
    for seen in members:
        if pages_on >= 3 and seen.rank < 3 and len(seen.line.text) >= _LEGEND:
            kept.append(seen)
        elif seen.place <= _ZONE or len(members) >= max(3, pages // 2):
            level = [m for m in members if abs(m.line.top - seen.line.top) < 3 or abs(m.place - seen.place) < 0.004]
            on = len({m.page for m in level})
            if on >= 3 or (on == 2 and pages <= 3 and seen.place <= 0.09 and len(seen.line.text) <= 60):
                kept.append(seen)
    return kept


def _beside_running(
    key: str, members: list[_Seen], found: Sequence[set[int]], pages: Sequence[Sequence[Item]], orders: Sequence[list[int]], side: int
) -> list[_Seen]:
    """The rest of a legend of several lines: the same short line next to a running one, again and again."""
    if len(members) < 3 or "#" in key or _SIGNED.match(key) or not any(letter.isalpha() for letter in key):
        return []
    kept = []
    for seen in members:
        place = len(orders[seen.page]) - 1 - seen.rank if side else seen.rank
        for neighbour in range(place - 2, place + 3):
            if 0 <= neighbour < len(orders[seen.page]) and (index := orders[seen.page][neighbour]) in found[seen.page]:
                gap = abs(pages[seen.page][index].top - seen.line.top)
                if 0.5 * seen.line.height < gap < 1.8 * seen.line.height:
                    kept.append(seen)
                    break
    return kept if len({seen.page for seen in kept}) >= 3 else []


def _counts(seen: _Seen, members: list[_Seen]) -> bool:
    """True where one of the numbers goes up with the pages (``Page 3 of 10``) and the rest stay."""
    for other in members:
        pages = other.page - seen.page
        if pages and len(other.numbers) == len(seen.numbers):
            changes = [b - a for a, b in zip(seen.numbers, other.numbers, strict=True) if a != b]
            if changes == [pages] or not changes:
                return True
    return False


def _counting(members: list[_Seen], pages: int) -> list[_Seen]:
    """Bare page numbers: those that keep the same distance to the number of their sheet."""
    distances: dict[int, set[int]] = defaultdict(set)
    for seen in members:
        distances[seen.page - seen.numbers[0]].add(seen.page)
    least = 2 if pages < 12 else 3
    return [seen for seen in members if len(distances[seen.page - seen.numbers[0]]) >= least]


def _numbers_in_the_flow(pages: Sequence[Sequence[Item]]) -> list[tuple[int, int]]:
    """Page numbers of a printed original in the middle of today's pages: 2, 3, 4, ... each far from the last."""
    places: list[tuple[int, int, int, int]] = []  # page, index, number, lines before it in the document
    before = 0
    for page, items in enumerate(pages):
        for index, item in enumerate(items):
            if isinstance(item, Line) and len(item.text) <= 10:
                match = _PAGE_NUMBER.fullmatch(item.text)
                if match and match[1].isdigit():
                    places.append((page, index, int(match[1]), before + index))
        before += len(items)
    chain: list[tuple[int, int, int, int]] = []
    best: list[tuple[int, int, int, int]] = []
    for place in places:
        if chain and place[2] == chain[-1][2] + 1 and place[3] - chain[-1][3] >= 15:
            chain.append(place)
        elif not chain or place[2] <= 2:
            chain = [place]
        best = max(best, list(chain), key=len)
    return [(page, index) for page, index, _, _ in best] if len(best) >= 4 else []


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-v if i + 1 < len(values) and values[i + 1] > v else v for i, v in enumerate(values))


def without_line_numbers(lines: list[Line]) -> list[Line]:
    """Leave out the numbers of lines that stand in the margin of pleadings and drafts.

    They count 1, 2, 3 (or 5, 10, 15) down the page, left of everything else, at least eight of them.
    """
    alone = [line for line in lines if line.text.isdigit() and len(line.text) <= 3]
    if len(alone) >= 8:
        rest = [line for line in lines if line not in alone]
        values = [int(line.text) for line in alone]
        step = values[1] - values[0]
        if (
            rest
            and step in (1, 5)
            and all(b - a == step for a, b in pairwise(values))
            and max(line.right for line in alone) <= min(line.left for line in rest) + 1
        ):
            return rest
    led = [(index, line.text.partition(" ")) for index, line in enumerate(lines) if line.text[0].isdigit()]
    values = [int(head) if head.isdigit() and len(head) <= 3 else -9 for _, (head, _, _) in led]
    if len(led) < 8 or len(led) < 0.6 * len(lines) or any(b - a != 1 for a, b in pairwise(values)):
        return lines
    if sum(tail[:1].islower() for _, (_, _, tail) in led) < 3:  # the items of a list, not lines of running text
        return lines
    kept = list(lines)
    for index, (head, _, tail) in led:
        line = lines[index]
        share = (len(head) + 1) / len(line.text)
        skipped = len(line.text) - len(tail.lstrip())
        left = line.left + (line.right - line.left) * share
        kept[index] = line._replace(text=tail.lstrip(), at=line.at + skipped, left=left)
    return [line for line in kept if line.text]
