"""A text cut into what is compared: sentences, items of a list, rows of a table. Together they are the whole text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from contracts.analysis.outline import Outline

# Characters that different programs write for the same sign; one for one, so that every offset stays.
SIGNS: Final = str.maketrans("‘’‛′“”„‟″‐‑‒–—−\xa0\u202f\u2009", "''''\"\"\"\"\"------   ")
TOKEN: Final = re.compile(r"\w+(?:['.\-]\w+)*|[^\w\s]")
_ITEM: Final = re.compile(r"[ \t]*\n(?=[ \t]*(?:\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})[).]|\d{1,3}(?:\.\d{1,3})+\.?|[•\-–*·▪])\s)", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?:(section|article|clause|schedule|exhibit|annex|appendix|part)\s+)?"
    r"(?:(\d{1,3}(?:\.\d{1,3})*)([.):]?)|\(([a-z]{1,4}|\d{1,3})\)|([a-z]|[ivx]{1,5})([.)])|([A-Z]))(?=\s|$)",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(r"(\b(?:sections?|clauses?|articles?|paragraphs?)\s+|§§?\s*)\d{1,3}(?:\.\d{1,3})*", re.IGNORECASE)
_LONGEST: Final = 1_500  # characters; what has no stop for so long is cut at a comma, or at any blank


def plain(token: str) -> str:
    """The token; a line to be filled in is the same however long it is drawn."""
    return "___" if token.startswith("___") and not token.strip("_") else token


@dataclass(frozen=True)
class Unit:
    """``text[start:stop]`` are its words, ``text[start:end]`` with the white space after them; ``end`` is the next one's start.

    ``label`` is its number ("7.2", "(a)") where it begins a paragraph or an item, up to ``body``. ``paragraph`` counts the
    text's paragraphs from 0.
    """

    text: str
    start: int
    stop: int
    end: int
    body: int
    label: str
    paragraph: int

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words and signs without its label, as every program would write them."""
        return tuple(map(plain, TOKEN.findall(self.text[self.body : self.stop].translate(SIGNS))))

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Its tokens, whatever number a paragraph has that it names: by this two units say the same."""
        if not _NAMES.search(self.text, self.body, self.stop):
            return self.tokens
        return tuple(map(plain, TOKEN.findall(_NAMES.sub(_without_number, self.text[self.body : self.stop].translate(SIGNS)))))

    @cached_property
    def words(self) -> int:
        return sum(1 for token in self.tokens if token[0].isalnum())


def units_of(text: str, headings: tuple[tuple[int, int], ...] = ()) -> list[Unit]:
    """The units in order; none where the text is blank. White space before the first belongs to the first."""
    spans: list[tuple[int, int, int, int, str]] = []
    outline = Outline(text, headings)
    for number, paragraph in enumerate(outline.paragraphs):
        for start, end in _lines(text, paragraph.start, paragraph.end):
            label, body = _label(text, start, end)
            if body >= end:  # a number alone
                spans.append((start, end, end, number, label))
                continue
            at = start
            for sentence in outline.sentences(body, end):
                for first, upto in _cut(text, sentence.start, sentence.end):
                    spans.append((min(at, first), first, upto, number, label))
                    at, label = len(text), ""
    units: list[Unit] = []
    for index, (start, body, stop, number, label) in enumerate(spans):
        end = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        units.append(Unit(text, 0 if index == 0 else start, stop, end, body, label, number))
    return _counting(units)


def _without_number(reference: re.Match[str]) -> str:
    return f"{reference[1]}#"


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The rows of a table and the items of a list, which stand on lines of their own; else the paragraph whole."""
    if text.find("\n", start, end) < 0:
        return [(start, end)]
    table = text.find(" | ", start, end) >= 0
    gaps = [match.span() for match in (re.compile(r"[ \t]*\n\s*") if table else _ITEM).finditer(text, start, end)]
    starts = [start, *(b for _, b in gaps)]
    return [(a, b) for a, b in zip(starts, [*(a for a, _ in gaps), end], strict=True) if text[a:b].strip()]


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _LONGEST:
        at = max(text.rfind(sign, start + _LONGEST // 2, start + _LONGEST) for sign in (", ", "; ", "\n"))
        if at < 0:
            at = text.rfind(" ", start, start + _LONGEST)
        if at <= start:
            break
        pieces.append((start, at + 1))
        start = at + 1
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def _label(text: str, start: int, stop: int) -> tuple[str, int]:
    found = _LABEL.match(text, start, stop)
    if not found or " | " in text[start:stop]:
        return "", start
    body = found.end()
    while body < stop and text[body].isspace():
        body += 1
    word, number, dot, _, _, _, capital = found.groups()
    if capital and not word:  # "A" begins a sentence more often than a section
        return "", start
    if number and not word and not dot:  # "30 days" is no number of a section; "7.2 Term" is
        gap = text[found.end() : body]
        if body >= stop or ("\t" not in gap and not (text[body].isupper() or text[body] in "“\"'‘")):
            return "", start
    return text[start : found.end()], body


def _counting(units: list[Unit]) -> list[Unit]:
    """Takes a label for one only where the text counts: where the number before it or after it is a label too."""
    paths = [path_of(unit.label) for unit in units]
    known = {path for path in paths if path}
    counted = []
    for unit, path in zip(units, paths, strict=True):
        if unit.label and not (path and (path[-1] == 1 or {_step(path, -1), _step(path, 1)} & known)):
            unit = replace(unit, body=_first(unit), label="")
        counted.append(unit)
    return counted


def _first(unit: Unit) -> int:
    """Where its words begin: the first unit of a text may have white space before them."""
    at = unit.start
    while at < unit.stop and unit.text[at].isspace():
        at += 1
    return at


def _step(path: tuple[str | int, ...], by: int) -> tuple[str | int, ...]:
    last = path[-1]
    assert isinstance(last, int)
    return (*path[:-1], last + by)


def path_of(label: str) -> tuple[str | int, ...]:
    """What a label counts: how it is written, then its numbers, the last of them an int; empty where it counts nothing."""
    found = _LABEL.match(label)
    if not found:
        return ()
    word, number, _, bracketed, letter, _, capital = found.groups()
    kind = (word or "").lower()
    if number:
        parts = [int(part) for part in number.split(".")]
        return (f"{kind}1", *parts)
    sign = bracketed or letter or capital
    if sign.isdigit():
        return (f"{kind}(1)", int(sign))
    form = f"{kind}{'(a)' if bracketed else 'a.'}"
    # "(i)" counts as the ninth letter or as the first roman number: both neighbours are looked for.
    if len(sign) == 1 and sign.lower() not in "ivx":
        return (form, ord(sign.lower()) - 96)
    return (f"{form}i", _ROMAN.get(sign.lower(), 0)) if _ROMAN.get(sign.lower()) else (form, len(sign) * 26)


_ROMAN: Final = {
    sign: number
    for number, sign in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), 1)
}
