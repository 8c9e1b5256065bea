"""The chain of steps: on working days, never two on one day, never silence at the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviews.schedule import (
    FURTHEST,
    LAST,
    LEAST_TOGETHER,
    MOST_STEPS,
    OPENS,
    STEPS,
    TOGETHER_FROM,
    WrongSchedule,
    chain,
    checked,
    parsed,
    third_last,
)
from reviews.workdays import is_working_day

DAYS = st.dates(date(2026, 1, 1), date(2034, 12, 31))
STEP_SETS = st.sets(st.integers(0, 16) | st.integers(0, 400), max_size=18)


def test_a_step_on_a_weekend_goes_out_on_the_friday_and_the_nearer_of_two_counts():
    # 26 January 2027 is a Tuesday: three days before is a Saturday, two a Sunday.
    found = {due.step: due.day for due in chain(date(2027, 1, 14), date(2027, 1, 26), "US")}
    assert found["2"] == date(2027, 1, 22) and "3" not in found
    assert found["1"] == date(2027, 1, 25) and found[OPENS] == date(2027, 1, 14)
    # 18 January is Martin Luther King Day.
    assert {due.step: due.day for due in chain(date(2026, 1, 1), date(2027, 1, 19), "US")}["1"] == date(2027, 1, 15)


@given(DAYS, st.integers(0, 500), st.sampled_from(["US", "DE", "GB-ENG", "AE"]))
def test_every_step_is_told_by_its_day_on_a_working_day_and_none_twice(send_by, before, place):
    opens_on = send_by - timedelta(days=before)
    due = chain(opens_on, send_by, place)
    assert len({one.day for one in due}) == len(due)
    assert list(due) == sorted(due, key=lambda one: (one.day, -one.before))
    assert all(is_working_day(one.day, place) for one in due)
    for step in STEPS:
        meant = send_by - timedelta(days=step)
        heard = [one for one in due if one.day <= meant and one.before <= step]
        assert heard, f"whoever waits for the {step}th day hears by then, of that step or of a nearer one"


@given(STEP_SETS)
@example(set(STEPS))
def test_what_the_limits_let_through_is_never_silence(steps):
    within = bool(steps) and min(steps) <= LAST and TOGETHER_FROM < max(steps) <= FURTHEST and len(steps) <= MOST_STEPS
    within = within and sum(step <= TOGETHER_FROM for step in steps) >= LEAST_TOGETHER
    try:
        found = checked(steps)
    except WrongSchedule as error:
        assert str(error).endswith(".") and not within
        return
    assert found == tuple(sorted(steps, reverse=True)) and within
    assert parsed(", ".join(map(str, steps))) == found


def test_what_people_write():
    assert parsed("90, 60 30;14 7 3\t2,1,") == STEPS
    assert parsed(" ,") == ()
    for wrong in ("soon", "30 days", "-1, 2, 3", "1.5", "99999"):
        with pytest.raises(WrongSchedule, match="whole numbers"):
            parsed(wrong)


def test_the_third_last_step_leaves_two_more():
    due = chain(date(2026, 3, 1), date(2027, 1, 29), "US")
    found = third_last(due)
    assert [one.step for one in due][-3:] == [found.step, "2", "1"]
    assert third_last(due[-2:]) is None
