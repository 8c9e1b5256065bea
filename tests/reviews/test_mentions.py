"""Who is meant by an @ in a comment, and who is not."""

from __future__ import annotations

import pytest

from reviews.mentions import Colleague, handles, mentioned, stretches

PEOPLE = (
    Colleague(1, "Rhea Lund", "rhea@fineprint.example"),
    Colleague(2, "Olive Marsh", "ops@fineprint.example"),
    Colleague(3, "Olive Tran", "olive.tran@fineprint.example"),
    Colleague(4, "", "legal@fineprint.example"),
    Colleague(5, "Jo Ann Ek", "jo@fineprint.example"),
    Colleague(6, "Sam Roe", "sam@fineprint.example"),
    Colleague(7, "Sam Roe", "sam.roe@fineprint.example"),
)
KNOWN = handles(PEOPLE)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Nobody is named here, nor at rhea@fineprint.example.", set()),
        ("@Rhea Lund, what do you say?", {1}),
        ("Ask @rhea.", {1}),
        ("(@RHEA LUND)", {1}),
        ("@rhea@fineprint.example: see above", {1}),
        ("@Olive is two people, so a first name means neither", set()),
        ("@Olive Marsh and @Olive Tran", {2, 3}),
        ("@ops, @legal", {2, 4}),
        ("@Jo Ann Ek and @Jo", {5}),
        ("@Rheanna is somebody else, and so is @rhea-anne", set()),
        ("@Sam Roe means both of that name", {6, 7}),
        ("@sam.roe@fineprint.example means one", {7}),
        ("x@rhea is no mention", set()),
        ("@", set()),
    ],
)
def test_whoever_is_named_after_an_at_is_mentioned(text, people):
    assert mentioned(text, KNOWN) == people
    assert "".join(stretch.text for stretch in stretches(text, KNOWN)) == text, "nothing of what was said is lost"


def test_without_people_nobody_is_mentioned():
    assert mentioned("@Rhea", handles(())) == frozenset()
