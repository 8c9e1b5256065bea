"""Dates: tables with the arithmetic in words, and laws over generated terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.analysis.clause import Analysis, Fact, Receipt
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
    # Each renewal is counted from 31 January, never from the clamped 28 February.
    assert [w.renews_on for w in days.windows] == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert "ends on 27 February 2026 or, by another reading, on 28 February 2026; the earlier counts" in days.windows[0].because
    assert "another reading" not in days.windows[1].because


def test_what_ends_with_a_month_goes_on_ending_with_months():
    days = outlook(
        agreement(expiration_date=date(2026, 2, 28), renewal_term=P("P1M"), notice_by=P("P5D")), today=date(2026, 2, 1), ahead=4
    )
    assert [w.renews_on - timedelta(days=1) for w in days.windows] == [date(2026, m, d) for m, d in ((2, 28), (3, 31), (4, 30), (5, 31))]


def test_29_february_comes_back_in_leap_years():
    days = outlook(
        agreement(effective_date=date(2024, 2, 29), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D")),
        today=date(2024, 2, 29),
        ahead=4,
    )
    assert [w.renews_on for w in days.windows] == [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_two_readings_of_months_are_both_said_and_close_early_but_open_late():
    days = outlook(
        agreement(
            effective_date=date(2026, 3, 1),
            initial_term=P("P1Y"),
            renewal_term=P("P1Y"),
            notice_by=P("P1M"),
            notice_not_before=P("P3M"),
        ),
        today=date(2026, 3, 1),
    )
    window = days.windows[0]
    # Three months back from 28 February is 28 November; back from 1 March, the day before 1 December is 30 November.
    assert (window.opens_on, window.closes_on) == (date(2026, 11, 30), date(2027, 1, 28))
    for day in ("28 November 2026", "30 November 2026", "28 January 2027", "31 January 2027"):
        assert day in window.because
    assert "two readings" in window.because and "the later is the safer" in window.because


def test_counted_from_the_anniversary_it_closes_early_and_opens_a_day_later():
    facts = {"effective_date": date(2026, 3, 1), "initial_term": P("P1Y"), "renewal_term": P("P1Y")}
    facts |= {"notice_by": P("P30D"), "notice_not_before": P("P45D"), "notice_counted_from": "renewal"}
    window = outlook(agreement(**facts), today=date(2026, 3, 1)).windows[0]
    assert (window.opens_on, window.closes_on) == (date(2027, 1, 15), date(2027, 1, 29))
    assert "counts from the renewal" in window.because


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


# No third state ---------------------------------------------------------------------------------------------------------


def test_a_notice_against_a_renewal_that_is_not_found_is_asked_about():
    days = outlook(agreement(automatic=None, notice_by=P("P30D"), effective_date=date(2026, 1, 1)), today=date(2026, 1, 1))
    assert [q.field for q in days.questions] == ["renewal.automatic"]


def test_a_day_in_words_is_asked_about_with_its_words():
    terms = agreement(effective_date=date(2026, 1, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_day="by the first day of the month")
    (question,) = outlook(terms, today=date(2026, 1, 1)).questions
    assert question.field == "renewal.notice_by" and "“by the first day of the month”" in question.question


def test_an_end_before_the_start_is_asked_about():
    terms = agreement(effective_date=date(2026, 1, 1), expiration_date=date(2020, 1, 1), renewal_term=P("P1Y"), notice_by=P("P30D"))
    assert [q.field for q in outlook(terms, today=date(2026, 1, 1)).questions] == ["expiration_date"]


def test_an_opening_after_the_close_leaves_one_day_and_a_question():
    terms = agreement(
        effective_date=date(2026, 3, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P45D"), notice_not_before=P("P30D")
    )
    days = outlook(terms, today=date(2026, 3, 1))
    assert days.windows[0].opens_on == days.windows[0].closes_on == date(2027, 1, 14)
    assert [q.field for q in days.questions] == ["renewal.notice_not_before"]


def test_notice_longer_than_the_term_is_given_in_an_earlier_one():
    terms = agreement(effective_date=date(2026, 1, 1), initial_term=P("P1M"), renewal_term=P("P1M"), notice_by=P("P75D"))
    windows = outlook(terms, today=date(2026, 1, 1)).windows
    # The renewals of February and March can no longer be stopped: there was no agreement when notice was due.
    assert [(w.term, w.opens_on, w.closes_on) for w in windows[:2]] == [
        (3, date(2026, 1, 1), date(2026, 1, 15)),
        (4, date(2026, 2, 1), date(2026, 2, 14)),
    ]
    assert "before term 3 begins" in windows[0].because


def test_notice_for_which_no_day_is_left_is_asked_about():
    terms = agreement(effective_date=date(2026, 1, 1), initial_term=P("P1M"), notice_by=P("P75D"), renewal_term=P("P1M"), renewals=1)
    assert outlook(terms, today=date(2026, 1, 1)).windows == ()
    unlimited = agreement(effective_date=date(2026, 1, 1), initial_term=P("P9999Y"), notice_by=P("P75D"), renewal_term=P("P1M"))
    assert outlook(unlimited, today=date(2026, 1, 1)).questions


def test_after_its_first_term_it_runs_until_notice_and_is_looked_at_once_a_year():
    terms = agreement(
        effective_date=date(2024, 5, 1), initial_term=P("P2Y"), renewal_term=P("perpetual"), until_ended=True, notice_by=P("P60D")
    )
    first = outlook(terms, today=date(2024, 6, 1)).windows[0]
    assert (first.term, first.closes_on, first.renews_on) == (1, date(2026, 3, 1), date(2026, 5, 1))
    running = outlook(terms, today=date(2026, 8, 1)).windows
    assert [(w.term, w.opens_on, w.closes_on, w.renews_on) for w in running[:2]] == [
        (2, date(2026, 5, 1), date(2027, 3, 1), date(2027, 5, 1)),
        (3, date(2027, 5, 1), date(2028, 3, 1), date(2028, 5, 1)),
    ]
    assert "Notice on any other day ends it too, 60 days later" in running[0].because
    # The days do not follow the clock: tomorrow's windows are today's, so that no reminder is armed anew.
    assert outlook(terms, today=date(2026, 8, 2)).windows == running


def test_without_any_first_term_it_is_looked_at_on_its_anniversaries():
    terms = agreement(effective_date=date(2025, 3, 3), renewal_term=P("perpetual"), notice_by=P("P30D"))
    window = outlook(terms, today=date(2026, 11, 24)).windows[0]
    assert (window.closes_on, window.renews_on) == (date(2027, 1, 31), date(2027, 3, 3))
    assert "until notice ends it" in window.because


def test_once_it_is_extended_for_ever_its_owner_is_asked_whether_it_can_end():
    facts = {"effective_date": date(2024, 11, 1), "initial_term": P("P3Y"), "renewal_term": P("perpetual"), "notice_by": P("P90D")}
    ahead = outlook(agreement(**facts), today=date(2026, 1, 1))
    assert [w.closes_on for w in ahead.windows] == [date(2027, 8, 2)] and not ahead.questions
    over = outlook(agreement(**facts), today=date(2028, 1, 1))
    assert not over.windows and [q.field for q in over.questions] == ["renewal.renewal_term"]
    answered = agreement(**facts)
    answered.facts["renewal.renewal_term"] = Fact("renewal.renewal_term", P("perpetual"), corrected=True)
    assert outlook(answered, today=date(2028, 1, 1)) == outlook(agreement(automatic=False), today=date(2028, 1, 1))


# What a person answers ----------------------------------------------------------------------------------------------------


def test_a_persons_end_outranks_the_length_that_was_read():
    terms = agreement(effective_date=date(2020, 1, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D"))
    terms.facts["expiration_date"] = Fact("expiration_date", date(2027, 4, 30), corrected=True)
    window = outlook(terms, today=date(2026, 11, 24)).windows[0]
    assert (window.opens_on, window.closes_on, window.renews_on) == (date(2026, 5, 1), date(2027, 3, 31), date(2027, 5, 1))


def test_a_persons_effective_date_outranks_the_start_that_was_read():
    terms = agreement(effective_date=date(2026, 1, 1), term_start=date(2026, 2, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D"))
    assert outlook(terms, today=date(2026, 1, 1)).windows[0].renews_on == date(2027, 2, 1)
    terms.facts["effective_date"] = Fact("effective_date", date(2026, 6, 1), corrected=True)
    assert outlook(terms, today=date(2026, 1, 1)).windows[0].renews_on == date(2027, 6, 1)


# Holidays and delivery ----------------------------------------------------------------------------------------------------


def with_facts(terms: Analysis, **facts: object) -> Analysis:
    more = {name.replace("__", "."): value for name, value in facts.items()}
    return Analysis(facts={**terms.facts, **{name: Fact(name, value) for name, value in more.items()}})


TWENTY = agreement(effective_date=date(2026, 4, 1), initial_term=P("P12M"), renewal_term=P("P12M"), notice_by=P("P20BD"))


@pytest.mark.parametrize(
    ("law", "country", "closes", "said"),
    [
        ("GB-ENG", "US", "2027-03-01", "England, by its governing law"),  # Good Friday and Easter Monday
        ("GB-SCT", "US", "2027-03-02", "Scotland"),  # Good Friday alone
        (None, "GB", "2027-03-02", "the organisation's country"),
        (None, "US", "2027-03-03", "the organisation's country, for the agreement names no law"),
        ("US-CA", "GB", "2027-03-03", "California"),  # Cesar Chavez Day is the last day itself, which is not counted
        ("UA", "US", "2027-03-03", "for none of Ukraine are known"),
    ],
)
def test_holidays_follow_the_governing_law(law, country, closes, said):
    terms = with_facts(TWENTY, governing_law=law) if law else TWENTY
    days = outlook(terms, today=date(2026, 4, 1), country=country)
    assert days.windows[0].closes_on == date.fromisoformat(closes)
    assert said in days.windows[0].because and not days.questions


def test_the_definition_of_a_business_day_outranks_the_governing_law():
    terms = with_facts(TWENTY, governing_law="US-NY", business_days="GB-ENG")
    window = outlook(terms, today=date(2026, 4, 1)).windows[0]
    assert window.closes_on == date(2027, 3, 1) and "England, by the definition of its business day" in window.because


def test_unknown_holidays_are_said_and_asked_about():
    days = outlook(TWENTY, today=date(2026, 4, 1), country="XX")
    assert "No public holidays of XX are known for 2027: weekends alone are left out" in days.windows[0].because
    assert [q.field for q in days.questions] == ["governing_law"]
    calendar_days = agreement(effective_date=date(2026, 4, 1), initial_term=P("P12M"), renewal_term=P("P12M"), notice_by=P("P30D"))
    days = outlook(calendar_days, today=date(2026, 4, 1), country="XX")
    assert "No public holidays of XX are known for then" in days.windows[0].because and not days.questions


@pytest.mark.parametrize(
    ("receipts", "send_by", "said"),
    [
        # It closes on Friday 29 January 2027; the Monday two weeks before is Martin Luther King's.
        ((), "2027-01-26", "3 working days earlier"),
        ((Receipt("post", P("P3BD")),), "2027-01-26", "by post counts as received 3 business days after it is sent"),
        ((Receipt("post", P("P10BD")), Receipt("email", P("P1BD"))), "2027-01-14", "by post counts as received 10 business days"),
        ((Receipt("post", P("P5D")),), "2027-01-22", "5 days after"),  # the 24th is a Sunday
        ((Receipt("email", Period(0, "day")),), "2027-01-29", "by e-mail counts as received at once"),
        ((Receipt("", None),), "2027-01-26", "3 working days earlier"),
    ],
)
def test_it_leaves_early_enough_to_be_deemed_received(receipts, send_by, said):
    terms = agreement(effective_date=date(2026, 3, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D"))
    if receipts:
        terms = with_facts(terms, notices__deemed_receipt=receipts)
    window = outlook(terms, today=date(2026, 3, 1)).windows[0]
    assert window.closes_on == date(2027, 1, 29)
    assert window.send_by == date.fromisoformat(send_by) and said in window.because


def test_a_form_that_does_not_count_carries_nothing():
    terms = agreement(effective_date=date(2026, 3, 1), initial_term=P("P1Y"), renewal_term=P("P1Y"), notice_by=P("P30D"))
    receipts = (Receipt("courier", P("P1BD")), Receipt("post", P("P10BD")))
    terms = with_facts(terms, notices__deemed_receipt=receipts, notices__not_by=("post",), notices__forms=("courier",))
    assert outlook(terms, today=date(2026, 3, 1)).windows[0].send_by == date(2027, 1, 28)


def test_it_leaves_on_no_holiday_of_either_side():
    terms = agreement(effective_date=date(2026, 1, 1), expiration_date=date(2026, 7, 5), renewal_term=P("P1Y"), notice_by=P("P2D"))
    terms = with_facts(terms, governing_law="GB-ENG", notices__deemed_receipt=(Receipt("email", Period(0, "day")),))
    # It closes on Friday 3 July 2026, on which the fourth is kept in the United States.
    assert outlook(terms, today=date(2026, 1, 1), country="GB").windows[0].send_by == date(2026, 7, 3)
    assert outlook(terms, today=date(2026, 1, 1), country="US").windows[0].send_by == date(2026, 7, 2)


def test_a_window_without_a_working_day():
    terms = agreement(
        effective_date=date(2026, 1, 1), expiration_date=date(2026, 12, 31), renewal_term=P("P1Y"), notice_by=P("P25D"), notice_not_before=P("P26D")
    )
    window = outlook(terms, today=date(2026, 1, 1)).windows[0]
    assert (window.opens_on, window.closes_on, window.send_by) == (date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 4))
    assert "has no working day" in window.because


def test_far_away_terms_are_found_at_once_and_the_calendar_ends():
    terms = agreement(effective_date=date(1990, 1, 1), initial_term=P("P1D"), renewal_term=P("P1D"), notice_by=P("P1D"))
    assert outlook(terms, today=date(2080, 6, 1)).windows[0].closes_on == date(2080, 6, 1)
    for odd in ({"initial_term": P("P9999Y")}, {"notice_by": P("P9999Y")}, {"renewal_term": P("P9999Y")}, {"notice_not_before": P("P9999Y")}):
        facts = {"effective_date": date(2026, 1, 1), "initial_term": P("P1Y"), "renewal_term": P("P1Y"), "notice_by": P("P30D")} | odd
        days = outlook(agreement(**facts), today=date(2026, 1, 1))
        assert days.windows or days.questions


days_ = st.dates(date(2015, 1, 1), date(2035, 12, 31))
lengths = st.builds(Period, st.integers(1, 36), st.sampled_from(["month", "year"]))
notices = st.one_of(
    st.builds(Period, st.integers(1, 120), st.just("day")),
    st.builds(Period, st.integers(1, 30), st.just("day"), st.just(True)),
    st.builds(Period, st.integers(1, 6), st.sampled_from(["week", "month"])),
)


@settings(deadline=None, max_examples=25)
@given(start=days_, initial=lengths, renewal=lengths, notice=notices, renewals=st.none() | st.integers(1, 5), runs_on=st.booleans(), part=st.sampled_from([None, "quarter", "year"]))
def test_years_go_by(start, initial, renewal, notice, renewals, runs_on, part):
    """Each term has its window before the one before closes; it stays as it was first said; and only a closing changes anything.

    So no window ever counts from the first end again, and whoever looks on the day after a closing has missed nothing.
    """
    later = {"renewal_term": P("perpetual"), "until_ended": True} if runs_on else {"renewal_term": renewal, "renewals": renewals}
    terms = agreement(effective_date=start, initial_term=initial, notice_by=notice, notice_to=part, **later)
    said: dict[int, tuple[date, ...]] = {}
    today, last = start, None
    while today < start + timedelta(days=365 * 8):
        days = outlook(terms, today=today)
        if not days.windows:
            assert renewals is not None and not runs_on
            break
        for window in days.windows:
            assert said.setdefault(window.term, shape := (window.opens_on, window.closes_on, window.send_by, window.renews_on)) == shape
        first = days.windows[0]
        assert first.closes_on >= today and (last is None or first.term == last + 1)
        last = first.term
        for between in {today, min(today + timedelta(days=1), first.closes_on), first.closes_on - timedelta(days=(first.closes_on - today).days // 2)}:
            assert outlook(terms, today=between).windows == days.windows
        today = first.closes_on + timedelta(days=1)
    ends = [said[term][3] for term in sorted(said)]
    assert ends == sorted(set(ends))


@settings(deadline=None)
@given(start=days_, initial=lengths, renewal=lengths, notice=notices, opening=st.integers(0, 90), today=days_)
def test_laws(start, initial, renewal, notice, opening, today):
    not_before = Period(int(notice.rough_days()) + 10 + opening, "day") if opening else None
    terms = agreement(effective_date=start, initial_term=initial, renewal_term=renewal, notice_by=notice, notice_not_before=not_before)
    days = outlook(terms, today=today, ahead=3)
    assert days.windows
    for window in days.windows:
        assert window.opens_on <= window.closes_on < window.renews_on
        assert window.closes_on >= today
        assert window.send_by <= window.closes_on
        assert is_working_day(window.send_by, "US")
    closing = [w.closes_on for w in days.windows]
    assert closing == sorted(closing)
    later = outlook(terms, today=today + timedelta(days=1), ahead=1).windows[0]
    assert later.closes_on >= days.windows[0].closes_on
