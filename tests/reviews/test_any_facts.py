"""Whatever is read or corrected, however absurd: never an exception, never a late day, and never silence."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.analysis.clause import Analysis, Fact, Receipt
from contracts.analysis.interchange import CHOICES
from contracts.periods import PERPETUAL, Period
from reviews.terms import day_words
from reviews.windows import answer_by, outlook

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31)) | st.dates(date(1900, 1, 1), date(2199, 12, 31)) | st.sampled_from([date(2024, 2, 29), date(2026, 1, 31)])
COUNTS = st.integers(0, 40) | st.integers(0, 1200)
LENGTHS = st.builds(Period, COUNTS, st.sampled_from(["day", "week", "month", "year"])) | st.builds(Period, COUNTS, st.just("day"), st.just(True)) | st.just(PERPETUAL)
WORDS = st.sampled_from(
    ["by the 15th of the month before the month in which the term ends", "no later than the first day of the last month", "before September 30", "by February 29",
     "on or before 31 December 2026", "by the 31st of the month preceding the renewal", "soon", "by the 3rd business day of the last month"]
)  # fmt: skip
FIELDS = {
    **dict.fromkeys(("effective_date", "expiration_date", "term_start"), DAYS),
    **dict.fromkeys(("renewal.initial_term", "renewal.renewal_term", "renewal.notice_by", "renewal.notice_not_before"), LENGTHS),
    **dict.fromkeys(("renewal.same_as_initial", "renewal.until_ended", "renewal.held_over"), st.booleans()),
    **{field: st.sampled_from(CHOICES[field]) for field in ("renewal.notice_counted_from", "renewal.notice_to")},
    "renewal.automatic": st.sampled_from([True, True, True, False]),
    "renewal.renewals": COUNTS,
    "renewal.notice_day": WORDS,
    "renewal.term_counts_from": st.just("the go-live"),
    "renewal.ends_with": st.just("the Agreement"),
    "renewal.amendment_unread": st.just("The notice is changed."),
    "governing_law": st.sampled_from(["US", "DE", "GB-ENG", "XX", "IL", "JP"]),
    "notices.deemed_receipt": st.lists(st.builds(Receipt, st.sampled_from(["", "post", "email"]), st.none() | LENGTHS.filter(lambda p: not p.perpetual)), max_size=2).map(tuple),
}


ENOUGH = {"effective_date", "renewal.automatic", "renewal.initial_term", "renewal.renewal_term", "renewal.notice_by"}  # for a window


def stated(field):
    return st.builds(lambda value, corrected: Fact(field, value, corrected=corrected), FIELDS[field], st.booleans())


def facts(always):
    others = {field: stated(field) for field in FIELDS if field not in always}
    return st.fixed_dictionaries({field: stated(field) for field in sorted(always)}, optional=others).map(lambda facts: Analysis(facts=facts))


anything = facts(set()) | facts(ENOUGH)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(analysis=anything, today=DAYS, supplied=st.none() | DAYS, country=st.sampled_from(["US", "DE", "XX"]))
def test_no_exception_no_late_day_no_silence(analysis, today, supplied, country):
    days = outlook(analysis, today=today, effective_date=supplied, country=country)
    assert today <= answer_by(analysis, days, today) <= today + timedelta(days=7)
    renewal = analysis.renewal
    if renewal.automatic:
        answered = renewal.renewal_term == PERPETUAL and analysis.facts["renewal.renewal_term"].corrected
        assert days.windows or days.questions or renewal.renewals is not None or answered
    last = None
    for window in days.windows:
        assert window.opens_on <= window.closes_on < window.renews_on and today <= window.closes_on
        assert window.send_by <= window.closes_on
        assert last is None or (last.term < window.term and last.closes_on <= window.closes_on)
        said = {day for day in (window.opens_on, window.closes_on, window.send_by) if day_words(day) not in window.because}
        assert not said and any(day_words(day) in window.because for day in (window.renews_on, window.renews_on - timedelta(days=1)))
        last = window
