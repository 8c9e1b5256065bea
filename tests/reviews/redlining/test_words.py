"""The least that must be struck and written."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from contracts.text import AgreementText
from reviews.judge import all_rules
from reviews.redlining.words import least_change
from reviews.review import Brief, review_agreement
from tests.reviews.redlining.generated import WORDS

_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")


def fewest(before: list[str], after: list[str]) -> int:
    """How many words must be struck at least: those outside the longest sequence that both have."""
    row = [0] * (len(after) + 1)
    for word in before:
        new = [0]
        for j, other in enumerate(after):
            new.append(row[j] + 1 if word == other else max(row[j + 1], new[j]))
        row = new
    return len(before) - row[-1]


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
    least = most = 0
    for rule in all_rules():
        findings = review_agreement(AgreementText(rule.fires_on[0].text, "text/plain"), Brief(today=date(2026, 1, 1))).findings
        for redline in (redline for finding in findings for redline in finding.ladder if redline.old):
            least += fewest(_WORD.findall(redline.old), _WORD.findall(redline.new))
            pieces = least_change(redline.old, redline.new)
            most += sum(len(_WORD.findall(piece.text)) for piece in pieces if piece.kind == "struck")
    assert least > 1_000 and most / least < 1.2
