"""What the styles of a DOCX say of a paragraph: whether it is a heading, numbered, or hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from contracts.reading.docx.package import Element, Package, W, is_on, value

_HEADING: Final = re.compile(r"heading [1-9]|title|subtitle", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A list (``w:numId``) and a level in it; ``level`` None where only the list's own styles tell."""

    list_id: str
    level: int | None


class Styles:
    def __init__(self, package: Package) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        part = package.part_of_kind("styles")
        if part is None:
            return
        for style in package.xml(part).iter(W + "style"):
            name = style.get(W + "styleId")
            if name:
                self._styles[name] = style
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                    self._default = name

    def _chain(self, name: str | None) -> list[tuple[str, Element]]:
        """The style and those that it is based on, nearest first."""
        found: list[tuple[str, Element]] = []
        while name in self._styles and len(found) < 20:
            style = self._styles[name]
            found.append((name, style))
            name = value(style.find(W + "basedOn"))
        return found

    def style_of(self, paragraph: Element) -> str | None:
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def is_heading(self, paragraph: Element) -> bool:
        level = value(paragraph.find(f"{W}pPr/{W}outlineLvl"))
        for _, style in self._chain(self.style_of(paragraph)):
            if level is None:
                level = value(style.find(f"{W}pPr/{W}outlineLvl"))
            if _HEADING.fullmatch(value(style.find(W + "name")) or ""):
                return True
        return level is not None and level.isdigit() and int(level) < 9

    def numbering(self, paragraph: Element) -> tuple[Numbering | None, str | None]:
        """The paragraph's list and level, and the style that gives them (None where the paragraph does itself)."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        level = _level(own)
        if (list_id := value(own.find(W + "numId")) if own is not None else None) is not None:
            return (None, None) if list_id == "0" else (Numbering(list_id, level or 0), None)
        for name, style in self._chain(self.style_of(paragraph)):
            given = style.find(f"{W}pPr/{W}numPr")
            if level is None:
                level = _level(given)
            if (list_id := value(given.find(W + "numId")) if given is not None else None) is not None:
                return (None, None) if list_id == "0" else (Numbering(list_id, level), name)
        return None, None

    def list_of_style(self, name: str | None) -> str | None:
        """The list that a numbering style stands for."""
        return value(self._styles[name].find(f"{W}pPr/{W}numPr/{W}numId")) if name in self._styles else None

    def named(self, name: str) -> str | None:
        """The id of the style that Word knows by this name."""
        for style_id, style in self._styles.items():
            if (value(style.find(W + "name")) or "").lower() == name:
                return style_id
        return None

    def hides(self, name: str | None) -> bool:
        """True where a character or paragraph style makes its text hidden."""
        for _, style in self._chain(name):
            vanish = style.find(f"{W}rPr/{W}vanish")
            if vanish is not None:
                return is_on(vanish)
        return False


def _level(numbering: Element | None) -> int | None:
    level = value(numbering.find(W + "ilvl")) if numbering is not None else None
    return int(level) if level is not None and level.isdigit() else None
