"""The pages that are more than one column of lines: two columns, cells side by side, tables, raised figures.

Most pages need no more than ``look_at``, which goes by the boxes of lines that are known anyhow. On the others the words
of suspect lines get boxes, lines are cut into fragments at their wide gaps, and fragments are put in reading order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

from contracts.reading.pdf.lines import Boxes, Item, Line
from contracts.reading.pdf.rows import LABEL, stacked

_WORD: Final = re.compile(r"\S+")
_SPACED: Final = re.compile(r"(?:\w ){3,}\w(?: \w)*(?: .{0,12})?$")
_WIDE: Final = 0.9  # of a line's height: no space between words of running text is wider
_TYPEWRITTEN: Final = 0.62  # of a line's height: letters of other faces are narrower


@dataclass(frozen=True, slots=True)
class Look:
    """What a glance at the boxes of a page's lines tells."""

    backwards: bool  # lines stand beside each other, or the order goes back up the page
    split: bool  # long lines share a gap at the same place: two columns that were drawn line by line
    stretched: frozenset[Line]  # lines that are long for their letters and may have a wide gap in them
    gap: bool  # one of those has
    wide: float  # how wide, in heights of the line, a gap must be to part what stands beside each other

    @property
    def is_plain(self) -> bool:
        return not (self.backwards or self.split or self.gap)


def look_at(lines: Sequence[Line], boxes: Boxes) -> Look:
    """A gap shows first in a line that is long for its letters; only such lines are looked at closely, of many a few."""
    backwards = False
    ratios = []
    before = -1e9
    for text, _, left, top, right, bottom, _, _ in lines:
        ratios.append((right - left) / (len(text) * (bottom - top or 1.0)))
        backwards = backwards or top < before
        before = (top + bottom) / 2
    # A letter's usual width in heights of its line, from running text where there is any.
    long = sorted(ratio for ratio, line in zip(ratios, lines, strict=True) if len(line.text) >= 50)
    usual = long[len(long) // 2] if len(long) >= 4 else min(sorted(ratios)[len(ratios) // 2], 0.5) if ratios else 0.5
    # Typewriters fill up their lines with two and three spaces at a time.
    wide = max(_WIDE, usual * (4.0 if usual > _TYPEWRITTEN else 2.2))
    stretched = [
        (ratio, line) for ratio, line in zip(ratios, lines, strict=True) if ratio > 1.2 * usual and " " in line.text and not is_spaced(line.text)
    ]
    longest = sorted((pair for pair in stretched if pair[0] > 1.6 * usual or not pair[1].text.isupper()), reverse=True)
    gap = any(_has_gap(line, boxes, wide) for _, line in longest[:4])
    return Look(backwards, _is_split(lines, boxes, wide), frozenset(line for _, line in stretched), gap, wide)


def is_spaced(text: str) -> bool:
    """``T E R M S``: a heading set with spaces between its letters."""
    return text[1:2] == " " == text[3:4] and _SPACED.match(text) is not None


class _Gap(NamedTuple):
    """A space in a line: the indexes of its end and of the next word, and the points between which it lies."""

    before: int
    after: int
    left: float
    right: float


def _gaps(line: Line, boxes: Boxes, start: int = 0, end: int | None = None) -> list[_Gap]:
    """The gaps that begin between two indexes of the line's text."""
    box = boxes.box
    text, at = line.text, line.at
    gaps = []
    before = text.find(" ", start, end)
    while before >= 0:
        after = before + 1
        while text[after] == " ":
            after += 1
        gaps.append(_Gap(before, after, box(at + before - 1)[2], box(at + after)[0]))
        before = text.find(" ", after, end)
    return gaps


def _has_gap(line: Line, boxes: Boxes, wide: float) -> bool:
    gaps = _gaps(line, boxes)
    if LABEL.fullmatch(line.text, 0, gaps[0].before):
        gaps = gaps[1:]
    return any(gap.right - gap.left > wide * line.height for gap in gaps)


def _is_split(lines: Sequence[Line], boxes: Boxes, least: float) -> bool:
    """True where long lines share a gap at the same place: two columns that were drawn line by line."""
    wide = [line for line in lines if len(line.text) >= 50 and " " in line.text]
    if len(wide) < 6:
        return False
    shared: list[tuple[float, float]] | None = None
    for part in (1, 3, 5):
        line = wide[part * len(wide) // 6]
        gaps = _gaps(line, boxes, len(line.text) // 4, 3 * len(line.text) // 4)
        if not gaps:
            return False
        usual = sorted(gap.right - gap.left for gap in gaps)[len(gaps) // 2]
        wider = [(gap.left, gap.right) for gap in gaps if gap.right - gap.left > max(least * line.height, 1.8 * usual)]
        if shared is not None:
            wider = [(max(a[0], b[0]), min(a[1], b[1])) for a in shared for b in wider if min(a[1], b[1]) - max(a[0], b[0]) > 4]
        if not wider:
            return False
        shared = wider
    return True


def words_of(line: Line, boxes: Boxes) -> list[Line]:
    """The words of a line, each a ``Line`` of its own with its box."""
    words = []
    for match in _WORD.finditer(line.text):
        first = boxes.box(line.at + match.start())
        last = boxes.box(line.at + match.end() - 1)
        if not last[0] and not last[2]:  # a generated hyphen
            last = boxes.box(line.at + match.end() - 2)
        words.append(
            Line(
                match[0],
                line.at + match.start(),
                min(first[0], last[0]),
                min(first[1], last[1]),
                max(first[2], last[2]),
                max(first[3], last[3]),
                line.broken and match.end() == len(line.text),
            )
        )
    return words


def fragments_of(line: Line, boxes: Boxes, wide: float) -> list[Line]:
    """A line cut at its wide gaps; a number or bullet stays with the words that it numbers."""
    fragments = []
    begun, left = 0, line.left
    for before, after, gap_left, gap_right in _gaps(line, boxes):
        gap = gap_right - gap_left
        if gap > wide * line.height or gap < -line.height:
            label = gap < 6 * line.height and LABEL.fullmatch(line.text, begun, before)
            if not label:
                fragments.append(_fragment(line, boxes, begun, before, left, gap_left))
                begun, left = after, gap_right
    if not begun:
        return [line]
    fragments.append(_fragment(line, boxes, begun, len(line.text), left, line.right))
    return fragments


def _fragment(line: Line, boxes: Boxes, begin: int, end: int, left: float, right: float) -> Line:
    """A piece of a line. It stands where its first letter does: PDFium takes what is nearly on one level for one line."""
    _, top, _, bottom = boxes.box(line.at + begin)
    return line._replace(
        text=line.text[begin:end],
        at=line.at + begin,
        left=left,
        top=top or line.top,
        right=right,
        bottom=bottom or line.bottom,
        broken=line.broken and end == len(line.text),
    )


def cut(line: Line, words: Sequence[Line]) -> list[Line]:
    """What is left of a line when other words were taken out of it: neighbouring ``words`` as pieces of it."""
    pieces: list[Line] = []
    for word in words:
        last = pieces[-1] if pieces else None
        if last and not line.text[last.at + len(last.text) - line.at : word.at - line.at].strip():
            text = line.text[last.at - line.at : word.at - line.at + len(word.text)]
            top, bottom = min(last.top, word.top), max(last.bottom, word.bottom)
            pieces[-1] = Line(text, last.at, last.left, top, word.right, bottom, word.broken)
        else:
            pieces.append(word)
    return pieces


def in_reading_order(fragments: list[Line], depth: int = 0) -> list[Item]:
    """Columns one after the other, what spans them in its place; cells side by side as rows of a table."""
    if not fragments:
        return []
    gutter = _gutter(fragments) if depth < 3 else None
    if gutter is None:
        return stacked(fragments)
    items: list[Item] = []
    for band in _bands(fragments, gutter):
        left = [f for f in band if f.right <= gutter]
        right = [f for f in band if f.left >= gutter]
        if _are_columns(left, right):
            for side in (left, right):
                column = int(min(f.left for f in side)) + 1
                items += in_reading_order([f._replace(column=column) for f in side], depth + 1)
        else:
            items += stacked(band)
    return items


def _gutter(fragments: Sequence[Line]) -> float | None:
    """The x at which most lines of running text stand left and right without crossing it."""
    lefts = Counter(round(f.left / 3) for f in fragments)
    least = min(lefts)
    best, best_score = None, 7
    for place, count in lefts.most_common(8):
        if count < 4 or place <= least + 20:
            continue
        x = min(f.left for f in fragments if round(f.left / 3) == place) - 1.0
        score = 0
        for band in _bands(fragments, x):
            left, right = [f for f in band if f.right <= x], [f for f in band if f.left >= x]
            if _are_columns(left, right):
                score += len(band)
        if score > best_score:
            best, best_score = x, score
    return best


def _bands(fragments: Sequence[Line], x: float) -> list[list[Line]]:
    """Runs of fragments from top to bottom: those that cross ``x`` and those that keep clear of it, in turn."""
    bands: list[list[Line]] = []
    crossing_before: bool | None = None
    for fragment in sorted(fragments, key=lambda f: f.top):
        crossing = fragment.left < x < fragment.right
        if crossing != crossing_before:
            bands.append([])
            crossing_before = crossing
        bands[-1].append(fragment)
    return bands


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Running text on both sides: enough lines, beside each other, most of them as wide as their column."""
    if len(left) < 4 or len(right) < 4:
        return False
    top, bottom = max(left[0].top, right[0].top), min(left[-1].bottom, right[-1].bottom)
    if bottom - top < 0.3 * (max(left[-1].bottom, right[-1].bottom) - min(left[0].top, right[0].top)):
        return False
    return _is_prose(left) and _is_prose(right)


def _is_prose(side: Sequence[Line]) -> bool:
    width = max(f.right for f in side) - min(f.left for f in side)
    full = sum(f.right - f.left > 0.7 * width for f in side)
    return median(len(f.text) for f in side) >= 18 and full >= 0.5 * len(side) and median(_words(f) for f in side) >= 3


def _words(fragment: Line) -> int:
    return fragment.text.count(" ") + 1
