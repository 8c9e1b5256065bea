from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reviews.diff import Piece, word_diff

WORDS = st.lists(
    st.sampled_from(
        ["the", "Provider", "shall", "may", "renew", "one-year", "thirty", "(30)", "days'", "terms,", "unless", "a", ".", "\n", "§"]
    ),
    max_size=25,
).map(" ".join)


@given(WORDS | st.text(max_size=60), WORDS | st.text(max_size=60))
def test_the_pieces_make_both_texts(old: str, new: str):
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == old
    assert "".join(p.text for p in pieces if p.kind != "struck") == new
    assert all(p.text for p in pieces)
    assert all(a.kind != b.kind for a, b in itertools.pairwise(pieces))


def test_equal_texts_have_nothing_marked():
    assert word_diff("as it was", "as it was") == (Piece("same", "as it was"),)
    assert word_diff("", "") == ()


def test_one_word_is_marked_alone():
    assert word_diff("for successive one-year terms unless", "for successive one-month terms unless") == (
        Piece("same", "for successive "),
        Piece("struck", "one-year"),
        Piece("added", "one-month"),
        Piece("same", " terms unless"),
    )


def test_two_changes_with_a_short_word_between_are_one():
    pieces = word_diff("shall renew the term yearly by itself", "shall extend the contract yearly by itself")
    assert pieces == (
        Piece("same", "shall "),
        Piece("struck", "renew the term"),
        Piece("added", "extend the contract"),
        Piece("same", " yearly by itself"),
    )


def test_a_sentence_that_is_written_anew_is_not_confetti():
    old = "We may change these Terms at any time by posting them on our website."
    new = "No change to these Terms made by us binds you unless we have given you written notice of it at least 30 days ahead."
    pieces = word_diff(old, new)
    assert len(pieces) <= 4


def test_an_insertion_strikes_nothing():
    assert word_diff("", " You may leave.") == (Piece("added", " You may leave."),)
