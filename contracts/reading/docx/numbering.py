"""Automatic numbers as Word shows them: 7.2, (a), (iv), Article III.

Word stores no number with a paragraph, only the list and the level; the numbers come of counting from the top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from contracts.reading.docx.package import Element, Package, W, is_on, value
from contracts.reading.docx.styles import Numbering, Styles
from contracts.reading.numerals import alphabetic, cardinal_words, ordinal, ordinal_words, roman

_PLACE: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str  # w:numFmt
    text: str  # w:lvlText, with %1 ... %9
    plain: bool  # w:isLgl: every number in it in figures
    restart: int | None  # w:lvlRestart
    suffix: str  # w:suff


@dataclass(slots=True)
class _List:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)  # w:startOverride by level
    levels: dict[int, _Level] = field(default_factory=dict)  # levels that it replaces


class Counter:
    """Counts the paragraphs of a document in order; ``label`` must be asked once for each."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._style_levels: dict[str, dict[str, int]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        part = package.part_of_kind("numbering")
        if part is None:
            return
        root = package.xml(part)
        for abstract in root.iter(W + "abstractNum"):
            self._read_abstract(abstract)
        for num in root.iter(W + "num"):
            self._read_list(num)

    def _read_abstract(self, abstract: Element) -> None:
        name = abstract.get(W + "abstractNumId", "")
        levels, styles = {}, {}
        for element in abstract.findall(W + "lvl"):
            level, read = _read_level(element)
            levels[level] = read
            if style := value(element.find(W + "pStyle")):
                styles[style] = level
        self._levels[name], self._style_levels[name] = levels, styles
        if link := value(abstract.find(W + "numStyleLink")):
            self._links[name] = link

    def _read_list(self, num: Element) -> None:
        read = _List(value(num.find(W + "abstractNumId")) or "")
        for override in num.findall(W + "lvlOverride"):
            level = int(override.get(W + "ilvl", "0"))
            start = value(override.find(W + "startOverride"))
            if start is not None and start.isdigit():
                read.starts[level] = int(start)
            if (own := override.find(W + "lvl")) is not None:
                read.levels[level] = _read_level(own)[1]
        self._lists[num.get(W + "numId", "")] = read

    def label(self, paragraph: Element) -> str:
        """The number before the paragraph, ``• `` for a bullet, empty where it has none; with what follows it."""
        numbering, style = self._styles.numbering(paragraph)
        if numbering is None or numbering.list_id not in self._lists:
            return ""
        of = self._lists[numbering.list_id]
        abstract = self._resolved(of.abstract)
        levels = self._levels.get(abstract, {}) | of.levels
        place = self._level(numbering, style, abstract)
        level = levels.get(place)
        if level is None:
            return ""
        self._count(numbering.list_id, of, abstract, place, levels)
        return self._written(level, levels, self._counts[abstract])

    def _resolved(self, abstract: str) -> str:
        link = self._links.get(abstract)
        target = self._styles.list_of_style(link) if link else None
        return self._lists[target].abstract if target in self._lists else abstract

    def _level(self, numbering: Numbering, style: str | None, abstract: str) -> int:
        if style is not None and (of_style := self._style_levels.get(abstract, {}).get(style)) is not None:
            return of_style
        return numbering.level or 0

    def _count(self, list_id: str, of: _List, abstract: str, place: int, levels: dict[int, _Level]) -> None:
        counts = self._counts.setdefault(abstract, {})
        if place in of.starts and (list_id, place) not in self._used:
            counts[place] = of.starts[place]
        elif place in counts:
            counts[place] += 1
        else:
            counts[place] = levels[place].start
        self._used.add((list_id, place))
        for above in range(place):  # a level that was never written counts as begun
            if above in levels and above not in counts:
                counts[above] = of.starts.get(above, levels[above].start)
        for below in [deeper for deeper in counts if deeper > place]:
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart and place < restart):
                del counts[below]

    def _written(self, level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        if level.form == "bullet":
            return "• "
        if level.form == "none" and not _PLACE.sub("", level.text).strip():
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = levels[place].form if place in levels else "decimal"
            if level.plain and form != "decimalZero":
                form = "decimal"
            return _formatted(counts.get(place, 1), form)

        text = _PLACE.sub(number, level.text).strip()
        return f"{text} " if text else ""


def _read_level(element: Element) -> tuple[int, _Level]:
    start = value(element.find(W + "start")) or "1"
    restart = value(element.find(W + "lvlRestart"))
    return int(element.get(W + "ilvl", "0")), _Level(
        start=int(start) if start.isdigit() else 1,
        form=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        plain=is_on(element.find(W + "isLgl")),
        restart=int(restart) if restart is not None and restart.isdigit() else None,
        suffix=value(element.find(W + "suff")) or "tab",
    )


def _formatted(number: int, form: str) -> str:
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    if number < 1 or number > 30_000:
        return str(number)
    forms = {
        "lowerLetter": lambda: alphabetic(number),
        "upperLetter": lambda: alphabetic(number).upper(),
        "lowerRoman": lambda: roman(number),
        "upperRoman": lambda: roman(number).upper(),
        "ordinal": lambda: ordinal(number),
        "cardinalText": lambda: cardinal_words(number).capitalize(),
        "ordinalText": lambda: ordinal_words(number).capitalize(),
    }
    return forms[form]() if form in forms else str(number)
