"""The structure of an agreement's text: paragraphs, sentences, headings. Cheap, and computed only where it is asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from contracts.analysis.guarded import in_lower_case
from contracts.text import Link

# Beyond this a paragraph is cut at a sentence's end, so that one endless page (a bad conversion) costs what others cost.
LONGEST_PASSAGE: Final = 6000

# A paragraph of so many characters is prose: without a stop it goes on in lower case overleaf.
_SENTENCE: Final = 90
_BREAKS_OFF: Final = (" the", " of", " to", " a", " an", " by", " in", " for", " with", " from", " this", " such", " any")
_PAGE_NUMBER: Final = re.compile(r"[-–\s]*(?:page\s+)?\d{1,4}[-–\s]*(?:of\s+\d{1,4})?", re.IGNORECASE)

# Begins with one character that is rare, for every other place costs as little as can be; the blanks before it are cut off anyway.
_BREAK: Final = re.compile(r"\n(?:[ \t\f\r]*\n)+[ \t]*")
_BREAK_OR_PAGE: Final = re.compile(rf"{_BREAK.pattern}|\f")
_LINE: Final = re.compile(r"[ \t]*\n[ \t]*")
_ENDS_SENTENCE: Final = re.compile(r"[.:;!?][\"”’')\]]*\s*$")
_ITEM: Final = re.compile(
    r"(?:\(?(?:[a-z]|[ivx]{1,5}|\d{1,2}|[A-Z])[).]|\d{1,3}(?:\.\d{1,3})+\.?|(?:section|article|clause|exhibit|schedule)\s+\w+)(?=\s)"
    r"|[•\-–*·▪]\s",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"(?:\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})[).]|[•\-–*·▪])\s", re.IGNORECASE)
# The heading of what is no service level any more.
_OTHER_MATTER: Final = re.compile(
    r"\W*(?:(?:section|article|clause)\s+)?(?:[\d.]+|[ivx]+\.|[a-z]\.)?\s*(?:fees|prices?|pricing|charges|payment|invoic|term\b|renewal|confidential|data\s+protection|"
    r"intellectual|liabilit|limitation|indemni|general|miscellaneous|governing|changes?\b|amendment|notices?\b|insurance|security|definitions)",
    re.IGNORECASE,
)
# A full stop after these does not end a sentence.
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Inc|Corp|Co|Ltd|No|Nos|Sec|Sect|Art|Mr|Mrs|Ms|Dr|St|vs?|cf|approx|est|e\.g|i\.e|etc|U\.S|U\.K|L\.P|N\.A|S\.A|B\.V|a\.m|p\.m"
    r"|[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Attn|Tel|Para|Ex|Cl|Reg|Gen|Rev|para|sec|no|art|pp?|Ph|D)"
    r"|(?:^|\n)\s*\(?(?:\d{1,4}|[A-Za-z]|[ivx]{2,5}|[IVX]{2,5})(?:\.\d+)*)\.$"
)
_STOP: Final = re.compile(
    r"[.!?;](?:(?<!;)[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9(“\"•])|(?<=[a-z)\"”];)(?=\s*\n\s*(?:\n|[A-Z\d(•·▪–-]|\w{1,3}[.)])))"
)
_NUMBER: Final = re.compile(
    r"\s*((?:(?:section|article|clause|schedule|exhibit|annex|appendix|part)\s+[\dA-Z]+(?:\.\d+)*|\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6}|[A-Z]))"
    r"(?:[.):]|\s|$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def _spaced(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split(" "))))


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text[start:end]`` of the agreement."""

    start: int
    end: int


class Outline:
    """Paragraphs, sentences and headings of one text. Offsets count in that text."""

    def __init__(self, text: str, headings: tuple[tuple[int, int], ...] = (), links: tuple[Link, ...] = ()) -> None:
        self.text = text
        self.headings = headings
        self.links = [link for link in links if link.url.lower().startswith("http")]
        self._sentences: dict[tuple[int, int], list[Stretch]] = {}  # several kinds look at the same paragraphs
        self._absent: set[str] = set()  # and for the same words

    def links_within(self, start: int, end: int) -> list[Link]:
        """The links to pages of the web that ``text[start:end]`` holds."""
        return [link for link in self.links if start <= link.start and link.end <= end] if self.links else []

    @cached_property
    def lower(self) -> str:
        """The text in lower case, a line's end as a space, offset by offset (``str.lower`` alone may change the length)."""
        return in_lower_case(self.text).replace("\n", " ")

    @cached_property
    def _hangs(self) -> bool:
        """True where lines are indented, so that two words in a row may stand far apart."""
        return "\n " in self.text or "\n\t" in self.text

    def find(self, words: str, start: int = 0) -> int:
        """Where the words (in lower case) next stand, though a line may end between them; -1 where they do not."""
        if words in self._absent:
            return -1
        if self._hangs and " " in words.strip():
            found = _spaced(words).search(self.lower, start)
            at = found.start() if found else -1
        else:
            at = self.lower.find(words, start)
        if at < 0 and start == 0:
            self._absent.add(words)
        return at

    @cached_property
    def wrapped(self) -> bool:
        """True where lines are broken at the margin, so that the end of a line is not the end of anything."""
        lines = self.text.split("\n")
        in_long = sum(len(line) for line in lines if len(line) > 140)
        return in_long < 0.3 * max(len(self.text), 1)

    @cached_property
    def paragraphs(self) -> list[Stretch]:
        """Paragraphs in order. A paragraph that a page break cut in two (no stop before it, lower case after) is one."""
        separator = (_BREAK_OR_PAGE if "\f" in self.text else _BREAK) if self.wrapped else re.compile(r"\s*\n\s*")
        pieces: list[Stretch] = []
        at = 0
        for gap in [*separator.finditer(self.text), None]:
            end = gap.start() if gap else len(self.text)
            start = at
            while start < end and self.text[start].isspace():
                start += 1
            while end > start and self.text[end - 1].isspace():
                end -= 1
            if end > start:
                numbered = len(pieces) > 1 and bool(_PAGE_NUMBER.fullmatch(self.text, pieces[-1].start, pieces[-1].end))
                if numbered and self._continues(pieces[-2], start, end):
                    pieces[-2:] = [Stretch(pieces[-2].start, end)]
                elif pieces and not numbered and self._continues(pieces[-1], start, end):
                    pieces[-1] = Stretch(pieces[-1].start, end)
                else:
                    pieces.append(Stretch(start, end))
            at = gap.end() if gap else end
        return pieces

    def _continues(self, before: Stretch, start: int, end: int) -> bool:
        first = self.text[start]
        if not (first.islower() or first in ",;" or (not self.wrapped and self._breaks_off(before))):
            return False
        if _ITEM.match(self.text, start, end) or before.end - before.start > LONGEST_PASSAGE:
            return False
        if (before.start, before.end) in self.headings:
            return False
        tail = self.text[max(before.start, before.end - 40) : before.end]
        if not self.wrapped:
            whole = before.end - before.start > _SENTENCE and not _ENDS_SENTENCE.search(tail)
            return whole or tail.endswith((",", "-", " and", " or", " the", " of", " to"))
        return not _ENDS_SENTENCE.search(tail)

    def section_around(self, offset: int) -> range:
        """The paragraphs around the character that a reader takes together: the two before it, and those after it until a heading
        of another matter or the length of a page."""
        index = self.paragraph_index(offset)
        last = index + 1
        for paragraph in self.paragraphs[index + 1 : index + 16]:
            words = self.text[paragraph.start : min(paragraph.end, paragraph.start + 70)]
            if paragraph.end - offset > 4000 or (paragraph.end - paragraph.start < 60 and _OTHER_MATTER.match(words)):
                break
            last += 1
        return range(max(index - 2, 0), last)

    def leading(self, index: int) -> int:
        """The paragraph that ends in a colon and leads to the list of which this one is an item; else the paragraph itself."""
        at = index
        while at > 0 and index - at < 25 and _LISTED.match(self.text, self.paragraphs[at].start, self.paragraphs[at].end):
            at -= 1
        return at if self.text[self.paragraphs[at].end - 1] == ":" else index

    def with_list(self, index: int) -> Stretch:
        """The paragraph and, where it ends in a colon, the items of the list that it leads to, if these are paragraphs of their own."""
        first = last = self.paragraphs[index]
        if self.text[first.end - 1] != ":":
            return first
        for item in self.paragraphs[index + 1 : index + 25]:
            if not _LISTED.match(self.text, item.start, item.end) or item.end - first.start > LONGEST_PASSAGE:
                break
            last = item
        return Stretch(first.start, last.end)

    def _breaks_off(self, paragraph: Stretch) -> bool:
        """Whether it is prose that ends in the middle of a phrase: "its intention not to renew the"."""
        return paragraph.end - paragraph.start > _SENTENCE and self.text.endswith(_BREAKS_OFF, paragraph.start, paragraph.end)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [stretch.start for stretch in self.paragraphs]

    def paragraph_index(self, offset: int) -> int:
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)

    def paragraph_at(self, offset: int) -> Stretch:
        """The paragraph in which the character stands, or the one before it. The text must not be blank."""
        return self.paragraphs[self.paragraph_index(offset)]

    def sentences(self, start: int, end: int) -> list[Stretch]:
        """The sentences of ``text[start:end]``, without the white space between them."""
        known = self._sentences.get((start, end))
        if known is not None:
            return known
        found = self._sentences[start, end] = []
        at = start
        for stop in _STOP.finditer(self.text, start, end):
            if self.text[stop.start()] == "." and _ABBREVIATION.search(self.text, max(at, stop.start() - 12), stop.start() + 1):
                continue
            self._add(found, at, stop.end())
            at = stop.end()
        self._add(found, at, end)
        return found

    def _add(self, found: list[Stretch], start: int, end: int) -> None:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Stretch(start, end))

    def heading_of(self, offset: int) -> str:
        """The heading under which the character stands: its own paragraph's run-in heading, or the nearest before it."""
        for stretch in reversed(self.paragraphs[max(self.paragraph_index(offset) - 12, 0) : self.paragraph_index(offset) + 1]):
            heading = self._heading_in(stretch)
            if heading and stretch.start <= offset:
                return heading
        return ""

    def _heading_in(self, stretch: Stretch) -> str:
        words = self.text[stretch.start : min(stretch.end, stretch.start + 120)]
        if (stretch.start, stretch.end) in self.headings:
            return " ".join(words.split())
        line = words.split("\n")[0].strip()
        run_in = re.match(
            r"(?:(?:section|article|clause)\s+)?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6}|[A-Z])[.):]?\s+([A-Z][^.:;\n]{2,60}?)[.:](?=\s|$)", line, re.I
        )
        if run_in:
            return " ".join(run_in[0].rstrip(".:").split())
        if len(line) < 80 and _NUMBER.match(line) and not _ENDS_SENTENCE.search(line.rstrip(".")) and len(line.split()) < 10:
            return " ".join(line.split())
        if 3 < len(line) < 80 and line.isupper():
            return " ".join(line.split())
        return ""
