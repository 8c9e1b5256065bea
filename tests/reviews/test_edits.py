from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.edits import apply_all, overlaps
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


def test_touching_is_not_overlapping():
    strike, after = edit(0, 21, "It ends."), edit(21, 21, " You may leave.")
    assert not overlaps(strike, after)
    assert apply_all(TEXT, (after, strike)) == "It ends. You may leave. We may change it. You pay."


def test_writing_inside_what_is_struck_overlaps():
    assert overlaps(edit(0, 21, "It ends."), edit(9, 9, " again"))


def test_other_words_than_the_redline_strikes_are_refused():
    with pytest.raises(ValueError, match="not what the redline strikes"):
        apply_all("Something else altogether, and longer.", [edit(0, 2, "This")])
