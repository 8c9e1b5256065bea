"""Dates, and none that is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.analysis.dates import find_dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the 31st of nothing", []),
        ("February 31, 2026", []),
        ("March 1, 2026", [date(2026, 3, 1)]),
        ("1 March 2026", [date(2026, 3, 1)]),
        ("the 1st day of March, 2026", [date(2026, 3, 1)]),
        ("Sept. 30, 1999", [date(1999, 9, 30)]),
        ("2026-03-01", [date(2026, 3, 1)]),
        ("31/12/2026", [date(2026, 12, 31)]),
        ("12/31/2026", [date(2026, 12, 31)]),
        ("03/04/2026", [None]),  # the third of April or the fourth of March: nobody can tell
        ("05.05.2026", [date(2026, 5, 5)]),
    ],
)
def test_find_dates(text, found):
    assert [match.date for match in find_dates(f"as of {text}.")] == found
