"""An agreement's text set like a book: headings, numbered paragraphs, lists, tables, and the highlighter over it.

Pure: text and places in, HTML out. Every character of the text that is not white space or a cell's bar stands in the page
once, in order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_BLOCK: Final = re.compile(r"[^\n]+(?:\n(?![ \t\r]*\n)[^\n]*)*")
_CONTENTS: Final = re.compile(r"\t[^\n]*\t[ \t]*[\divx]+\s*$|(?:[. ]{5,}|\u2026+)\s*\d+\s*$")
_NUMBER_ALONE: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?|\([a-z\d]{1,4}\)", re.IGNORECASE)
_LEAD: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)]|\([a-z\d]{1,4}\)|[a-z]\)|[•●▪·–*-])(?=\s)", re.IGNORECASE)
_HEAD: Final = re.compile(
    r"(?:section|article|exhibit|schedule|annex|appendix|part)\s+[\dA-Z]+\b[^\n]{0,70}"
    r"|\d{1,2}\.?\s+[A-Z][^\n]{1,70}|[A-Z][A-Z &,'’\-/]{3,70}"
)
_ENDS: Final = re.compile(r"[.;,:]\s*$")
_MARKDOWN_HEAD: Final = re.compile(r"#{1,6}\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """``text[start:end]`` is marked. ``matter`` is its highlighter ('' for a quiet underline), ``title`` says what it is.

    ``link`` is where choosing it leads ('' : nowhere). ``chosen`` marks are ringed, and the paper opens there; the paper
    opens at the first ``opens`` where none is chosen.
    """

    key: str
    start: int
    end: int
    matter: str = ""
    title: str = ""
    link: str = ""
    chosen: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int


def set_text(text: str, headings: Sequence[tuple[int, int]], places: Iterable[Place]) -> str:
    """The HTML of the text, from ``<h2>`` down. It holds no tag that is not written here."""
    setter = _Setter(text, headings, places)
    return "".join(setter.blocks())


class _Setter:
    def __init__(self, text: str, headings: Sequence[tuple[int, int]], places: Iterable[Place]) -> None:
        self.text = text
        self.headings = dict(headings)
        self.places = sorted(places, key=lambda place: (place.start, place.end))
        self.linked: set[str] = set()
        self.anchored: set[str] = set()
        self.next_place = 0
        self.under: list[Place] = []  # places that have begun and may not have ended
        self.titled = False

    def blocks(self) -> Iterator[str]:
        blocks = [_Block(m.start(), m.end()) for m in _BLOCK.finditer(self.text) if m[0].strip()]
        cover = self._cover(blocks)
        at = 0
        while at < cover:
            tag = 'h2 class="cover"' if at == 0 else 'p class="cover"'
            yield f"<{tag}>{self.runs(blocks[at].start, blocks[at].end)}</{tag[:2].strip()}>"
            self.titled = True
            at += 1
        while at < len(blocks):
            block = blocks[at]
            words = self.text[block.start : block.end]
            if _CONTENTS.search(words):
                upto = at
                while upto < len(blocks) and _CONTENTS.search(self.text[blocks[upto].start : blocks[upto].end]):
                    upto += 1
                yield '<ol class="contents">'
                for entry in blocks[at:upto]:
                    yield from self._contents(entry)
                yield "</ol>"
                at = upto
                continue
            yield from self._block(block, words, first=at == 0)
            at += 1

    def _cover(self, blocks: list[_Block]) -> int:
        """How many short blocks stand before the first paragraph, the title first; 0 where that is no cover page."""
        count = 0
        for block in blocks[:12]:
            words = self.text[block.start : block.end].strip()
            if len(words) > 90 or "\n" in words or " | " in words or _LEAD.match(words) or _CONTENTS.search(words):
                break
            if count and block.start in self.headings:
                break
            count += 1
        return count if 3 <= count < len(blocks) else 0

    def _block(self, block: _Block, words: str, first: bool) -> Iterator[str]:
        lines = words.split("\n")
        if self._is_heading(block, words, first):
            yield self._heading(block, words)
        elif sum(" | " in line or line.strip().endswith(" |") for line in lines) > len(lines) / 2:
            yield from self._table(block, words)
        elif len(lines) > 1 and self._is_list(lines):
            yield from self._list(block, words)
        elif len(lines) > 1 and self._keeps_lines(lines):
            yield f'<pre class="lines">{self.runs(block.start, block.end)}</pre>'
        elif len(words.strip()) <= 8 and _NUMBER_ALONE.fullmatch(words.strip()):
            yield f'<p class="number">{self.runs(block.start, block.end)}</p>'
        else:
            yield self._paragraph(block.start, block.end)

    def _is_heading(self, block: _Block, words: str, first: bool) -> bool:
        if self.headings:
            return any(start in self.headings for start in range(block.start, min(block.start + 4, block.end)))
        line = words.strip()
        if len(line) > 90 or len(line.split()) > 12 or "\n" in line or _ENDS.search(line):
            return False
        return first or bool(_HEAD.fullmatch(line)) or bool(_MARKDOWN_HEAD.match(line))

    def _heading(self, block: _Block, words: str) -> str:
        """The first heading is the title (h2); parts and sections are h3, so that no level is ever skipped."""
        numbered = _LEAD.match(words.strip())
        level = 2 if not self.titled else 3
        self.titled = True
        deep = ' class="deep"' if numbered and "." in numbered[0].rstrip(".") else ' class="part"' if not re.match(r"\s*\d", words) else ""
        return f"<h{level}{deep if level == 3 else ''}>{self.runs(block.start, block.end)}</h{level}>"

    def _paragraph(self, start: int, end: int) -> str:
        lead = _LEAD.match(self.text, start, end)
        if not lead:
            return f"<p>{self.runs(start, end)}</p>"
        after = lead.end()
        return (
            f'<p class="item {_depth(lead[0])}"><span class="lead">{self.runs(start, after)}</span> '
            f"<span>{self.runs(after, end)}</span></p>"
        )

    def _is_list(self, lines: list[str]) -> bool:
        led = sum(bool(_LEAD.match(line.strip())) for line in lines)
        return led > len(lines) / 2

    def _keeps_lines(self, lines: list[str]) -> bool:
        """Lines that somebody broke on purpose: addresses, signatures, columns of spaces. A text wrapped at 60 or more flows."""
        body = [line for line in lines if line.strip()]
        return any("   " in line.strip() for line in body) or max(len(line) for line in body[:-1] or body) < 48

    def _list(self, block: _Block, words: str) -> Iterator[str]:
        """Items of a list, a line each; a line without a sign of its own goes on with the item before it."""
        items: list[tuple[int, int]] = []
        at = block.start
        for line in words.split("\n"):
            end = at + len(line)
            if items and not _LEAD.match(line.strip()):
                items[-1] = (items[-1][0], end)
            elif line.strip():
                items.append((at + len(line) - len(line.lstrip()), end))
            at = end + 1
        for start, end in items:
            yield self._paragraph(start, end)

    def _table(self, block: _Block, words: str) -> Iterator[str]:
        rows: list[list[tuple[int, int]]] = []
        at = block.start
        for line in words.split("\n"):
            end = at + len(line)
            if re.fullmatch(r"[\s|:\-]*", line) is None:
                rows.append(list(self._cells(at, end)))
            at = end + 1
        width = max(len(row) for row in rows)
        yield '<div class="scrolls" tabindex="0" role="group" aria-label="Table"><table>'
        for number, row in enumerate(rows):
            tag = "th" if number == 0 and len(rows) > 1 and len(row) == width else "td"
            scope = ' scope="col"' if tag == "th" else ""
            yield "<tr>"
            for place, (start, end) in enumerate(row):
                span = f' colspan="{width - len(row) + 1}"' if place == len(row) - 1 and len(row) < width else ""
                yield f"<{tag}{scope}{span}>{self.runs(start, end)}</{tag}>"
            yield "</tr>"
        yield "</table></div>"

    def _cells(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        while True:
            bar = self.text.find("|", at, end)
            while bar >= 0 and not (bar == at or self.text[bar - 1].isspace()):
                bar = self.text.find("|", bar + 1, end)
            upto = bar if bar >= 0 else end
            if self.text[at:upto].strip() or (at != start and bar >= 0):
                yield at, upto
            if bar < 0:
                return
            at = bar + 1

    def _contents(self, entry: _Block) -> Iterator[str]:
        words = self.text[entry.start : entry.end].rstrip()
        page = re.search(r"[\divx]+$", words)
        cut = page.start() if page else len(words)
        label = words[:cut].rstrip(". \t\u2026")
        yield f"<li><span>{self.runs(entry.start, entry.start + len(label))}</span> "
        yield f"<span>{self.runs(entry.start + cut, entry.start + len(words))}</span></li>"

    def runs(self, start: int, end: int) -> str:
        """``text[start:end]`` cut wherever a place begins or ends; a stretch under several places carries all of them."""
        while self.next_place < len(self.places) and self.places[self.next_place].start < end:
            self.under.append(self.places[self.next_place])
            self.next_place += 1
        self.under = [place for place in self.under if place.end > start]
        here = [place for place in self.under if place.start < end]
        if not here:
            return escape(self.text[start:end])
        cuts = sorted({start, end, *(c for p in here for c in (p.start, p.end) if start < c < end)})
        made = []
        for at, upto in itertools.pairwise(cuts):
            over = [place for place in here if place.start <= at and place.end >= upto]
            made.append(self._mark(over, at, upto) if over and self.text[at:upto].strip() else escape(self.text[at:upto]))
        return "".join(made)

    def _mark(self, over: list[Place], start: int, end: int) -> str:
        words = escape(self.text[start:end])
        anchors = "".join(f'<span id="clause-{escape(place.key)}"></span>' for place in over if place.key not in self.anchored)
        opens = any((place.opens or place.chosen) and place.key not in self.anchored for place in over)
        self.anchored.update(place.key for place in over)
        matters = list(dict.fromkeys(place.matter for place in over if place.matter)) or ["quiet"]
        classes = [matters[0], *(f"also-{matter}" for matter in matters[1:])]
        if any(place.chosen for place in over):
            classes.append("chosen")
        if opens:
            classes.append("opens")
        keys = escape(" ".join(place.key for place in over))
        title = escape(", ".join(dict.fromkeys(place.title for place in over if place.title)))
        link = next((place for place in sorted(over, key=lambda p: not p.chosen) if place.link), None)
        if link:
            again = ' tabindex="-1"' if link.key in self.linked else ""
            self.linked.add(link.key)
            words = f'<a href="{escape(link.link)}"{again}>{words}</a>'
        return f'{anchors}<mark class="{" ".join(classes)}" data-clauses="{keys}" title="{title}">{words}</mark>'


def _depth(lead: str) -> str:
    """How far an item stands in: numbers not at all, letters and bullets once, roman numbers twice."""
    if re.fullmatch(r"\(?[ivx]{2,4}\)", lead):
        return "in2"
    return "in0" if lead[0].isdigit() else "in1"
