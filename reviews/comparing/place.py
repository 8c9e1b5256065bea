"""Where in the new text stands what stood in the old one, and whether it stands there unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.comparing.edit import Comparison, Row


def stands(comparison: Comparison, start: int, end: int) -> bool:
    """True where ``old[start:end]`` stands in the new text unchanged, and where it is a place, with nothing written at it."""
    text = comparison.old
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for edit in comparison.changes:
        if start < end:
            if edit.old_start < end and edit.old_end > start:
                return False
            if start < edit.old_start == edit.old_end < end:
                return False
        elif edit.old_start <= start <= edit.old_end or _blank(text, edit.old_end, start) or _blank(text, start, edit.old_start):
            return False
    return True


def place_of(comparison: Comparison, start: int, end: int) -> tuple[int, int]:
    """Where in the new text stands what ``old[start:end]`` became."""
    found = [(_mapped(row, start, last=False), _mapped(row, end, last=True)) for row in _rows(comparison, start, end)]
    if not found:
        at = next((row.new_end for row in reversed(comparison.rows) if row.old_end <= start and not row.added), 0)
        return at, at
    if start == end:  # a place stands at the end of what is before it
        found = found[:1]
    first, last = min(a for a, _ in found), max(b for _, b in found)
    for row in comparison.rows:  # what was written whole beside it
        if row.added and start <= row.old_start <= end and row.new_start <= last and row.new_end >= first:
            first, last = min(first, row.new_start), max(last, row.new_end)
    return first, max(first, last)


def _rows(comparison: Comparison, start: int, end: int) -> Iterator[Row]:
    """The rows whose old side holds a character of ``old[start:end]``; of a place, the rows on both sides of it."""
    for row in comparison.rows:
        if not row.added and row.old_start < max(end, start + 1) and row.old_end > min(start, end - 1):
            yield row


def _mapped(row: Row, at: int, *, last: bool) -> int:
    """Where the character ``old[at]`` of the row stands in the new text; within an edit, at its end (``last``) or its start."""
    at = min(max(at, row.old_start), row.old_end)
    shift = row.new_start - row.old_start
    for edit in row.edits:
        if edit.old_end < at or (edit.old_end == at and last) or (edit.old_end == at and edit.old_start < at):
            shift = edit.new_end - edit.old_end
        elif edit.old_start <= at:
            return edit.new_end if last else edit.new_start
    return at + shift


def _blank(text: str, start: int, end: int) -> bool:
    return start < end and text[start:end].isspace()
