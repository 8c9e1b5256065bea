"""Dates: tables with the arithmetic in words, and laws over generated terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.analysis.clause import Analysis, Fact
from contracts.periods import Period
from reviews.windows import outlook
from reviews.workdays import is_working_day


def agreement(**facts: object) -> Analysis:
    """An agreement with the facts; ``renewal.automatic`` unless said otherwise."""
    values: dict[str, object] = {"renewal.automatic": True}
    values |= {name if name in {"effective_date", "expiration_date", "term_start"} else f"renewal.{name}": v for name, v in facts.items()}
    return Analysis(facts={name: Fact(name, value) for name, value in values.items() if value is not None})


def P(iso: str) -> Period:
    return Period.parse(iso)


@pytest.mark.parametrize(
    ("start", "initial", "notice", "not_before", "closes", "opens", "renews"),
    [
        # A year from 1 March 2026 ends on 28 February 2027; 30 days before that is 29 January, 45 days 14 January.
        ("2026-03-01", "P1Y", "P30D", "P45D", "2027-01-29", "2027-01-14", "2027-03-01"),
        # Without an opening the window opens when the term starts.
        ("2026-03-01", "P1Y", "P60D", None, "2026-12-30", "2026-03-01", "2027-03-01"),
        # A leap year's February: three years from 1 March 2025 end on 29 February 2028.
        ("2025-03-01", "P3Y", "P90D", None, "2027-12-01", "2025-03-01", "2028-03-01"),
        # From 29 February 2024 a year runs to 27 February 2025: the next term starts on the clamped 28 February.
        ("2024-02-29", "P1Y", "P1M", None, "2025-01-27", "2024-02-29", "2025-02-28"),
        # One month before 31 December is 30 November by either reading.
        ("2026-01-01", "P12M", "P1M", None, "2026-11-30", "2026-01-01", "2027-01-01"),
        # Six months before 31 August 2027: 28 February by both readings.
        ("2026-09-01", "P1Y", "P6M", None, "2027-02-28", "2026-09-01", "2027-09-01"),
        # Three months before 28 February: 28 November from the last day, 30 November from the renewal; the earlier.
        ("2026-03-01", "P1Y", "P3M", None, "2026-11-28", "2026-03-01", "2027-03-01"),
        # Ten business days before 31 December 2026 (Christmas is none): back to 16 December.
        ("2026-01-01", "P1Y", "P10BD", None, "2026-12-16", "2026-01-01", "2027-01-01"),
        ("2026-01-01", "P1Y", "P2W", None, "2026-12-17", "2026-01-01", "2027-01-01"),
    ],
)
def test_first_window(start, initial, notice, not_before, closes, opens, renews):
    days = outlook(
        agreement(
            effective_date=date.fromisoformat(start),
            initial_term=P(initial),
            renewal_term=P("P1Y"),
            notice_by=P(notice),
            notice_not_before=P(not_before) if not_before else None,
        ),
        today=date.fromisoformat(start),
    )
    window = days.windows[0]
    assert (window.closes_on, window.opens_on, window.renews_on) == tuple(map(date.fromisoformat, (closes, opens, renews)))
    assert f"{window.closes_on:%-d %B %Y}" in window.because


def test_month_ends_do_not_drift():
    days = outlook(
        agreement(effective_date=date(2026, 1, 31), initial_term=P("P1M"), renewal_term=P("P1M"), notice_by=P("P5D")),
        today=date(2026, 1, 31),
        ahead=4,
    )
    # The first renewal falls on the clamped 28 February; the later ones are counted from it, each on the 28th.
    assert [w.renews_on for w in days.windows] == [date(2026, m, 28) for m in (2, 3, 4, 5)]


def test_windows_begin_with_the_first_that_is_open_or_ahead():
    terms = agreement(effective_date=date(2020, 3, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D"))
    first = outlook(terms, today=date(2026, 11, 24)).windows[0]
    assert (first.term, first.closes_on, first.opens_on) == (7, date(2027, 1, 29), date(2026, 3, 1))


def test_on_the_closing_day_the_window_is_still_open():
    terms = agreement(effective_date=date(2026, 3, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D"))
    assert outlook(terms, today=date(2027, 1, 29)).windows[0].closes_on == date(2027, 1, 29)
    assert outlook(terms, today=date(2027, 1, 30)).windows[0].closes_on == date(2028, 1, 30)


def test_limited_renewals_end():
    terms = agreement(effective_date=date(2020, 1, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), renewals=2, notice_by=P("P30D"))
    assert len(outlook(terms, today=date(2020, 1, 1), ahead=9).windows) == 2
    assert outlook(terms, today=date(2026, 1, 1)).windows == ()


def test_stated_end_and_length_that_differ_give_the_earlier():
    terms = agreement(
        effective_date=date(2026, 1, 1), initial_term=P("P1Y"), expiration_date=date(2026, 11, 30), renewal_term=P("P1Y"), notice_by=P("P30D")
    )
    window = outlook(terms, today=date(2026, 1, 1)).windows[0]
    assert window.renews_on == date(2026, 12, 1)
    assert "the earlier" in window.because


@pytest.mark.parametrize(
    ("left_out", "asked"),
    [("effective_date", "effective_date"), ("notice_by", "renewal.notice_by")],
)
def test_what_is_missing_is_asked(left_out, asked):
    facts = {"effective_date": date(2026, 1, 1), "initial_term": P("P1Y"), "renewal_term": P("P1Y"), "notice_by": P("P30D")}
    facts[left_out] = None
    days = outlook(agreement(**facts), today=date(2026, 1, 1))
    assert [q.field for q in days.questions] == [asked]
    assert not days.windows


def test_an_unknown_renewal_is_asked_beside_the_first_window():
    terms = agreement(effective_date=date(2026, 1, 1), initial_term=P("P1Y"), notice_by=P("P30D"))
    days = outlook(terms, today=date(2026, 1, 1))
    assert len(days.windows) == 1 and [q.field for q in days.questions] == ["renewal.renewal_term"]
    later = outlook(terms, today=date(2028, 1, 1))
    assert not later.windows and later.questions


def test_a_monthly_term_keeps_the_time_for_delivery():
    terms = agreement(effective_date=date(2026, 1, 1), initial_term=P("P1M"), renewal_term=P("P1M"), notice_by=P("P30D"))
    assert all(w.send_by < w.closes_on for w in outlook(terms, today=date(2026, 6, 1)).windows)


def test_own_date_outranks_the_supplied_one():
    terms = agreement(effective_date=date(2026, 1, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D"))
    supplied = outlook(terms, today=date(2026, 1, 1), effective_date=date(2025, 6, 1))
    assert supplied.windows[0].renews_on == date(2027, 1, 1)


def test_nothing_renews_nothing_asked():
    assert outlook(agreement(automatic=False), today=date(2026, 1, 1)) == outlook(Analysis(), today=date(2026, 1, 1))


days_ = st.dates(date(2015, 1, 1), date(2035, 12, 31))
lengths = st.builds(Period, st.integers(1, 36), st.sampled_from(["month", "year"]))
notices = st.one_of(
    st.builds(Period, st.integers(1, 120), st.just("day")),
    st.builds(Period, st.integers(1, 30), st.just("day"), st.just(True)),
    st.builds(Period, st.integers(1, 6), st.sampled_from(["week", "month"])),
)


@given(start=days_, initial=lengths, renewal=lengths, notice=notices, opening=st.integers(0, 90), today=days_)
def test_laws(start, initial, renewal, notice, opening, today):
    not_before = Period(int(notice.rough_days()) + 10 + opening, "day") if opening else None
    terms = agreement(effective_date=start, initial_term=initial, renewal_term=renewal, notice_by=notice, notice_not_before=not_before)
    days = outlook(terms, today=today, ahead=3)
    assert days.windows and not days.questions
    for window in days.windows:
        assert window.opens_on <= window.closes_on < window.renews_on
        assert window.closes_on >= today
        assert window.send_by <= window.closes_on
        assert is_working_day(window.send_by, "US")
    closing = [w.closes_on for w in days.windows]
    assert closing == sorted(closing)
    later = outlook(terms, today=today + timedelta(days=1), ahead=1).windows[0]
    assert later.closes_on >= days.windows[0].closes_on
