"""Days of the calendar by which notice must be given."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.notice_day import notice_day


@pytest.mark.parametrize(
    ("words", "last", "days"),
    [
        ("by the 15th of the month before the month in which the term ends", "2027-02-28", ["2027-01-15"]),
        ("no later than the first day of the last month of the term", "2027-02-28", ["2027-02-01"]),
        ("no later than the first day of the last month of the term", "2027-04-14", ["2027-03-15", "2027-04-01"]),
        ("by the last day of the final month of the term", "2027-04-14", ["2027-04-14"]),
        ("on or before September 30 of the then-current year", "2027-12-31", ["2027-09-30"]),
        ("on or before September 30 of the then-current year", "2028-08-31", ["2027-09-30"]),
        ("before October 1", "2027-12-31", ["2027-09-30"]),
        ("by 29 February", "2028-02-29", ["2028-02-29"]),
        ("by 29 February", "2027-12-31", ["2027-02-28"]),
        ("by the last day of the month preceding the expiration date", "2027-03-31", ["2027-02-28"]),
        ("by the last day of the month preceding the renewal date", "2027-03-31", ["2027-03-31"]),
        ("by the first business day of the month preceding expiration", "2027-02-28", ["2027-01-04"]),
        ("by the 10th of the month in which the term ends", "2027-03-05", ["2027-02-15", "2027-03-05"]),
    ],
)
def test_the_days_in_a_term_that_ends_then(words, last, days):
    found = notice_day(words)
    assert found is not None
    assert [day.isoformat() for day in found.days(date.fromisoformat(last), "US")] == days


@pytest.mark.parametrize("words", ["", "by the first day of the month", "by February 30", "by the 45th of the last month", "in good time", "by the first day of the last quarter"])
def test_words_that_name_no_day_are_not_guessed(words):
    assert notice_day(words) is None
