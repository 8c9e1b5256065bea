"""The tree of a web page: parsed where that ends in time, walked however deep it is, and measured once.

Everything here takes time in proportion to the page. The parser does not where elements stand in each other by the
thousand, so such pages are refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from contracts.reading.errors import ReadingError

_SKIPPED: Final = frozenset(
    (  # noqa: SIM905
        "script style template head noscript svg canvas iframe object video audio button select input textarea nav dialog map datalist -comment"
    ).split()
)
_MOST_TAGS: Final = 1_500_000  # reading more takes longer than a document may
_DEEPEST: Final = 5_000  # elements in each other; no page that a person wrote has a hundredth of it
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# What has no end, need not be ended, or is closed by whatever follows: unclosed ones do not nest.
_SHALLOW: Final = frozenset(
    (  # noqa: SIM905
        "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot caption colgroup option "
        "optgroup html head body a b big code em font i nobr s small strike strong tt u script style"
    ).split()
)


def parsed(markup: str) -> LexborHTMLParser:
    """The page's tree. Raises ReadingError ``too_large``."""
    tags = markup.count("<")
    if tags > _MOST_TAGS:
        raise ReadingError("too_large", f"its markup has {tags:,} tags")
    if tags > _DEEPEST:
        depth = 0
        for end, name in _TAG.findall(markup):
            if name.lower() not in _SHALLOW:
                depth = max(depth - 1, 0) if end else depth + 1
                if depth > _DEEPEST:
                    raise ReadingError("too_large", f"its markup is nested more than {_DEEPEST:,} deep; save the page as PDF")
    return LexborHTMLParser(markup)


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node on the way in (True) and on the way out (False); unseen elements are stepped over."""
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if entering and node.tag in _SKIPPED:
            continue
        yield node, entering
        if entering and node.tag != "-text":
            stack.append((node, False))
            children = list(node.iter(include_text=True))
            stack.extend((child, True) for child in reversed(children))


@dataclass(slots=True)
class Measure:
    """What stands in each element of a page: known for all of them after one walk."""

    _letters: dict[int, int] = field(default_factory=dict)
    _holds: Counter[tuple[int, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, root: LexborNode) -> Measure:
        measure = cls()
        letters = 0
        counts = {"table": 0, "h1": 0}
        open_at: list[tuple[int, int, int]] = []
        for node, entering in walk(root):
            tag = node.tag
            if tag == "-text":
                letters += len((node.text_content or "").strip())
            elif entering:
                open_at.append((letters, counts["table"], counts["h1"]))
                if tag in counts:
                    counts[tag] += 1
            else:
                before, tables, titles = open_at.pop()
                measure._letters[node.mem_id] = letters - before
                if counts["table"] > tables:
                    measure._holds[node.mem_id, "table"] = counts["table"] - tables
                if counts["h1"] > titles:
                    measure._holds[node.mem_id, "h1"] = counts["h1"] - titles
        return measure

    def letters(self, node: LexborNode) -> int:
        """How many characters a reader sees in it, white space at the ends of pieces aside."""
        return self._letters.get(node.mem_id, 0)

    def tables(self, node: LexborNode) -> int:
        """How many tables there are, itself too if it is one."""
        return self._holds[node.mem_id, "table"]

    def has_title(self, node: LexborNode) -> bool:
        """True where the page's heading of the first rank is in it."""
        return self._holds[node.mem_id, "h1"] > 0
