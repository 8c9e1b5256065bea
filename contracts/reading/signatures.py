"""Blocks of signatures and of addresses: two parties beside each other, each to be read by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

# What stands once for each party.
OF_A_PARTY: Final = re.compile(r"(by|name|title|its|date|dated|attn|attention|phone|tel|fax|e-?mail|signature|address)\b", re.IGNORECASE)


def block_starts(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns of a table in which the parties' blocks begin; none where it is another table.

    So it is where two lines or more begin with the same word in several columns: ``Name: A | Name: B``, ``Title: | Title:``.
    """
    alike: dict[tuple[int, ...], int] = {}
    for row in rows:
        labels = [(column, label[1].lower()) for column, cell in enumerate(row) if (label := OF_A_PARTY.match(cell.lstrip()))]
        if len(labels) > 1 and all(a[1] == b[1] for a, b in pairwise(labels)):
            columns = tuple(column for column, _ in labels)
            alike[columns] = alike.get(columns, 0) + 1
    best = max(alike, key=lambda columns: alike[columns], default=())
    return list(best) if best and alike[best] > 1 else []


def is_block(lines: Sequence[str]) -> bool:
    """True for the lines of one party's block: two or more of them begin with such a word."""
    return sum(OF_A_PARTY.match(line.lstrip()) is not None for line in lines) > 1
