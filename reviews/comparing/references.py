"""Which number each paragraph has got, and the references that follow it or do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reviews.comparing.align import Pair
from reviews.comparing.edit import Edit, Row, Stale
from reviews.comparing.units import Unit

_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_NAMED: Final = re.compile(r"(?:sections?|clauses?|articles?|paragraphs?|§§?)\s*(?:\d[\d.]*[,\s]+(?:and\s+|or\s+|to\s+)?)*$", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"(?:sections?|clauses?|articles?|paragraphs?|§§?)\s*(\d{1,3}(?:\.\d{1,3})*)", re.IGNORECASE)


def numbers_given(old: Sequence[Unit], new: Sequence[Unit], pairs: Iterable[Pair]) -> dict[str, str]:
    """The number in the new text of each numbered paragraph of the old one; an ambiguous number is left out, either way."""
    given: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for pair in pairs:
        was, now = _NUMBER.search(old[pair.first].label), _NUMBER.search(new[pair.new_first].label)
        if was and now:
            given.setdefault(was[0], set()).add(now[0])
            back.setdefault(now[0], set()).add(was[0])
    return {was: now for was, nows in given.items() if len(nows) == 1 for now in nows if len(back[now]) == 1}


def follows(edit: Edit, old: str, new: str, given: Mapping[str, str]) -> bool:
    """True where the edit lets a reference follow the paragraph that it names to that paragraph's new number."""
    was, now = old[edit.old_start : edit.old_end].rstrip("."), new[edit.new_start : edit.new_end].rstrip(".")
    if not (_NUMBER.fullmatch(was) and _NUMBER.fullmatch(now)) or given.get(was) != now:
        return False
    return bool(_NAMED.search(old, max(edit.old_start - 60, 0), edit.old_start))


def stale_references(row: Row, old: str, new: str, given: Mapping[str, str]) -> list[Stale]:
    """The references of the row whose words stand while their number is another paragraph's now."""
    if all(was == now for was, now in given.items()):
        return []
    before = {now: was for was, now in given.items()}
    found = []
    for reference in _REFERENCE.finditer(old, row.old_start, row.old_end):
        number = reference[1]
        now, was = given.get(number, ""), before.get(number, "")
        if {now, was} <= {number, ""} or any(e.old_start < reference.end(1) and e.old_end > reference.start(1) for e in row.edits):
            continue
        at = reference.start(1) - row.old_start + row.new_start
        at += sum((e.new_end - e.new_start) - (e.old_end - e.old_start) for e in row.edits if e.old_end <= reference.start(1))
        if new[at : at + len(number)] == number:
            found.append(Stale(reference.start(1), reference.end(1), at, at + len(number), now, was))
    return found
