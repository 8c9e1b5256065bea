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
    "day", ["by the 15th of the month before the end of the term", "on or before October 1 of each year", "no later than the first day of the last month"]
)
def test_a_day_is_no_length_and_is_asked_about_in_its_words(day):
    analysis = read(f"This Agreement takes effect on 1 January 2026 for one year. {RENEWS}{day}.")
    assert analysis.value("renewal.notice_by") is None
    days = outlook(analysis, today=date(2026, 6, 1))
    (question,) = [q for q in days.questions if q.field == "renewal.notice_by"]
    assert not days.windows and analysis.value("renewal.notice_day") in question.question
