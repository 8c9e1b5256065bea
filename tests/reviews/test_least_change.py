"""The least that must be struck and written."""

from __future__ import annotations

import random

import pytest

from bench.word import struck_and_fewest
from reviews.least_change import least_change
from tests.reviews.redlining.generated import WORDS


def test_pieces_make_both_wordings_whatever_they_are() -> None:
    chance = random.Random(5)
    signs = [" ", " ", " ", ", ", "\n\n", "  ", ". ", " (", ") ", "\t"]
    for _ in range(800):
        old, new = ("".join(chance.choice(WORDS[:12]) + chance.choice(signs) for _ in range(chance.randint(0, 12))) for _ in range(2))
        pieces = least_change(old, new)
        assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
        assert "".join(piece.text for piece in pieces if piece.kind != "struck") == new
        assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "struck"),
    [
        ("one (1) year", "one (1) month", ["year"]),
        ("renews for one year unless either party objects", "renews for one month unless either party objects", ["year"]),
        ("A.\n\nB is gone.", "A.\n\nC is gone.", ["B"]),
        ("shall use reasonable endeavours to ", "shall ", ["use reasonable endeavours to "]),
        ("the vendor may at any time", "the vendor may at any time", []),
    ],
)
def test_words_that_stay_are_not_struck(old: str, new: str, struck: list[str]) -> None:
    assert [piece.text for piece in least_change(old, new) if piece.kind == "struck"] == struck


def test_redlines_strike_hardly_more_words_than_they_must() -> None:
    struck, least = struck_and_fewest(examples=1)
    assert least > 1_000 and struck / least < 1.2
