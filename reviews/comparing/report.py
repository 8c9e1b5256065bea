"""A comparison as JSON of schema ``fineprint.comparison/1``, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from contracts.analysis.outline import Outline
from contracts.text import AgreementText
from reviews.comparing.edit import Comparison, Edit
from reviews.comparing.tracked import Ledger

SCHEMA: Final = "fineprint.comparison/1"
_AROUND: Final = 40  # characters of its passage that a line shows beside a change


def comparison_json(comparison: Comparison, new: AgreementText) -> dict[str, Any]:
    """Every change with its places in both texts and how the new file marks it; what moved; references that name another section.

    Renumbering, the references that follow it, white space and typographic signs are no changes.
    """
    ledger = Ledger(new)
    changes = []
    for edit in comparison.changes:
        old, there = _place(comparison.old, edit.old_start, edit.old_end), _place(comparison.new, edit.new_start, edit.new_end)
        mark = ledger.mark(edit.new_start, edit.new_end, old["text"])
        changes.append({"kind": _kind(edit), "old": old, "new": there, "mark": mark.kind, "author": mark.author, "at": mark.at})
    return {
        "schema": SCHEMA,
        "changes": changes,
        "moves": [
            {
                "old": _place(comparison.old, row.old_start, row.old_end),
                "new": _place(comparison.new, row.new_start, row.new_end),
            }
            for row in comparison.moves
        ],
        "references": [
            {
                "old": _place(comparison.old, one.old_start, one.old_end),
                "new": _place(comparison.new, one.new_start, one.new_end),
                "was": one.was,
                "now": one.now,
            }
            for one in comparison.stale
        ],
    }


def comparison_lines(comparison: Comparison, new: AgreementText) -> Iterator[str]:
    """The same for a person: a head, and three lines a change."""
    changes = comparison.changes
    moved = f", {len(comparison.moves)} moved" if comparison.moves else ""
    yield f"{len(changes)} change{'' if len(changes) == 1 else 's'}{moved}."
    ledger, outline = Ledger(new), Outline(comparison.new)
    for edit in changes:
        struck, added = comparison.old[edit.old_start : edit.old_end], comparison.new[edit.new_start : edit.new_end]
        mark = ledger.mark(edit.new_start, edit.new_end, struck)
        who = f", tracked by {mark.author or 'somebody'}" if mark.kind == "tracked" else ", silent: not tracked" if mark.kind == "silent" else ""
        under = outline.heading_of(edit.new_start) if comparison.new else ""
        yield f"\n{_kind(edit)}{f' in {under}' if under else ''}{who}"
        before = " ".join(comparison.new[max(edit.new_start - _AROUND, 0) : edit.new_start].split())
        after = " ".join(comparison.new[edit.new_end : edit.new_end + _AROUND].split())
        for sign, words in (("-", struck), ("+", added)):
            if words.strip():
                yield f"  {sign} … {before} [{' '.join(words.split())}] {after} …"
    for one in comparison.stale:
        number = comparison.new[one.new_start : one.new_end]
        yield f"\na reference to {number} names another section now{f': what was {number} is {one.now}' if one.now else ''}"


def _kind(edit: Edit) -> str:
    return "added" if edit.old_start == edit.old_end else "struck" if edit.new_start == edit.new_end else "changed"


def _place(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}
