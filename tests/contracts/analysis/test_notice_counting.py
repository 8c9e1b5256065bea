"""How the words count a notice, where its length alone does not tell."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.analysis.analyse import analyse
from contracts.text import AgreementText
from reviews.windows import outlook

RENEWS = "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of non-renewal "


def read(text: str):
    return analyse(AgreementText(text, "text/plain"))


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("at least sixty (60) days before the anniversary of the Effective Date.", "renewal"),
        ("not less than 30 days prior to the renewal date.", "renewal"),
        ("at least 30 days before the commencement of the next Renewal Term.", "renewal"),
        ("at least sixty (60) days before the end of the then-current term.", None),
        ("at least sixty (60) days prior to the expiration of the initial term or any renewal term.", None),
    ],
)
def test_counted_from(words, counted):
    assert read(RENEWS + words).value("renewal.notice_counted_from") == counted


@pytest.mark.parametrize(
    ("day", "closes"),
    [
        ("by the 15th of the month before the end of the term", "2026-11-15"),
        ("on or before October 1 of each year", "2026-10-01"),
        ("no later than the first day of the last month", "2026-12-01"),
        ("by the first day of the month", None),  # of which?
    ],
)
def test_a_day_is_no_length_it_is_counted_where_the_words_name_it_and_asked_about_where_they_do_not(day, closes):
    analysis = read(f"This Agreement takes effect on 1 January 2026 for one year. {RENEWS}{day}.")
    assert analysis.value("renewal.notice_by") is None
    days = outlook(analysis, today=date(2026, 6, 1))
    if closes:
        assert not days.questions and days.windows[0].closes_on == date.fromisoformat(closes)
    else:
        (question,) = days.questions
        assert question.field == "renewal.notice_by" and not days.windows and analysis.value("renewal.notice_day") in question.question
