from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.edits import apply_all, merged, overlaps, same_edit
from reviews.rule import Redline

TEXT = "It renews for a year. We may change it. You pay."


def edit(start: int, end: int, new: str, text: str = TEXT) -> Redline:
    old = text[start:end]
    return Redline("preferred", "insert" if not old else "delete" if not new else "replace", start, end, old, new)


@st.composite
def edits(draw: st.DrawFn) -> Redline:
    start = draw(st.integers(0, len(TEXT)))
    end = draw(st.integers(start, min(start + 12, len(TEXT))))
    return edit(start, end, draw(st.sampled_from(["", " a month", " You may leave.", "only on notice"])))


@given(edits(), edits())
def test_overlap_does_not_depend_on_order(a: Redline, b: Redline):
    assert overlaps(a, b) == overlaps(b, a)


@given(st.lists(edits(), max_size=6))
def test_what_is_merged_can_be_applied_in_any_order(redlines: list[Redline]):
    applied = merged(redlines)
    assert not any(overlaps(a, b) for a in applied for b in applied)
    assert apply_all(TEXT, applied) == apply_all(TEXT, sorted(applied, key=lambda r: (r.start, r.end)))
    if redlines:
        assert applied


@given(st.lists(edits(), max_size=6))
def test_every_redline_is_applied_covered_or_in_conflict(redlines: list[Redline]):
    applied = merged(redlines)
    for redline in redlines:
        covered = any(same_edit(redline, other) or overlaps(redline, other) or redline.new.strip() in other.new for other in applied)
        assert covered


def test_what_gave_way_stands_in_nobodys_way():
    inserted, struck, both = edit(5, 5, " a month"), edit(0, 6, " You may leave."), edit(6, 7, " a month")
    assert merged([inserted, struck, both]) == (struck, both)


def test_touching_is_not_overlapping():
    strike, after = edit(0, 21, "It ends."), edit(21, 21, " You may leave.")
    assert not overlaps(strike, after)
    assert apply_all(TEXT, (after, strike)) == "It ends. You may leave. We may change it. You pay."


def test_writing_inside_what_is_struck_overlaps():
    assert overlaps(edit(0, 21, "It ends."), edit(9, 9, " again"))


def test_the_worse_finding_wins():
    worse, other = edit(0, 21, "It ends."), edit(16, 20, "month")
    assert merged([worse, other]) == (worse,)


def test_a_sentence_that_another_redline_writes_is_not_inserted_again():
    whole, again = edit(22, 39, "No change binds you. You may leave."), edit(39, 39, " You may leave.")
    assert merged([whole, again]) == (whole,)
    assert merged([again, whole]) == (whole,)


def test_the_same_change_asked_for_twice_is_made_once():
    assert merged([edit(0, 2, "This"), edit(0, 2, "This")]) == (edit(0, 2, "This"),)


def test_other_words_than_the_redline_strikes_are_refused():
    with pytest.raises(ValueError, match="not what the redline strikes"):
        apply_all("Something else altogether, and longer.", [edit(0, 2, "This")])
