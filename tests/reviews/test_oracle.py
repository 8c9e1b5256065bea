"""``reviews.windows`` against the oracle: two people who counted for themselves, on thousands of generated terms.

``ORACLE_TERMS=20000 pytest tests/reviews/test_oracle.py`` compares as many.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from contracts.analysis.clause import Analysis, Fact, Receipt
from contracts.periods import PERPETUAL, Period
from reviews.windows import outlook
from tests.reviews.oracle import CalendarDay, Length, Said, windows

COUNT = int(os.environ.get("ORACLE_TERMS", "3000"))
PARTS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
PLACES = ("US", "US-OH", "US-CA", "GB-ENG", "GB-SCT", "DE", "CA-MB", "FR", "JP", "IL", "AU-NSW", "IN")
EDGES = ((1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (4, 30), (12, 31), (1, 1), (12, 1), (8, 31), (5, 30), (10, 29))


def any_day(random: Random, first: int = 2016, last: int = 2032) -> date:
    """Half of them at the end of a month or a year, where counting goes wrong."""
    if random.random() < 0.5:
        month, day = random.choice(EDGES)
        year = random.choice([2016, 2020, 2024, 2028]) if (month, day) == (2, 29) else random.randint(first, last)
        return date(year, month, day)
    return date(first, 1, 1) + timedelta(days=random.randrange(365 * (last - first)))


def any_length(random: Random) -> Period:
    unit = random.choice(["month", "month", "month", "year", "year", "day", "week"])
    most = {"month": 36, "year": 5, "day": 400, "week": 60}[unit]
    least = {"month": 1, "year": 1, "day": 14, "week": 2}[unit]
    return Period(random.randint(least, most), unit)


def any_notice(random: Random) -> Period:
    unit, most, business = random.choice(
        [("day", 120, False), ("day", 120, False), ("day", 30, True), ("month", 6, False), ("month", 6, False), ("week", 12, False), ("year", 1, False)]
    )
    return Period(random.randint(0 if unit == "day" else 1, most), unit, business)


MONTHS = "January February March April May June July August September October November December".split()


def any_notice_day(random: Random) -> tuple[str, CalendarDay]:
    """A day of the calendar by which notice is due, in words, and the same for the oracle."""
    number, before = random.choice([1, 10, 15, 28, 30, 0]), random.random() < 0.2
    opens = "before the" if before else random.choice(["by the", "no later than the", "on or before the"])
    ordinal = "last" if number == 0 else random.choice([f"{number}th", "first" if number == 1 else f"{number}th"])
    match random.randrange(4):
        case 0:
            month = random.randint(1, 12)
            number = min(number or 15, 28)
            opens = opens.removesuffix(" the")
            return f"{opens} {MONTHS[month - 1]} {number} of the then-current year", CalendarDay(number, month, before=before)
        case 1:
            return f"{opens} {ordinal} day of the last month of the term", CalendarDay(number, before=before)
        case 2:
            return f"{opens} {ordinal} of the month before the month in which the term ends", CalendarDay(number, back=1, before=before)
    return f"{opens} {ordinal} day of the month preceding the renewal", CalendarDay(number, back=1, of_renewal=True, before=before)


def in_words(period: Period | None) -> Length | None:
    if period is None:
        return None
    match period.unit:
        case "year":
            return Length(period.count * 12, "month")
        case "week":
            return Length(period.count * 7, "day")
        case "day":
            return Length(period.count, "business day" if period.business else "day")
        case "month":
            return Length(period.count, "month")


def generated(seed: int) -> tuple[dict[str, object], Said, date, str]:
    """An agreement's facts, the same for the oracle, today, and the organisation's country."""
    random = Random(seed)
    start = any_day(random) if random.random() < 0.85 else None
    initial = any_length(random)
    ends = None
    if start is None or random.random() < 0.15:
        ends = any_day(random, 2018, 2034)
        if start is not None and ends < start:
            start, ends = ends, start
    if ends is not None and random.random() < 0.5:
        initial = None
    renewal = any_length(random) if random.random() < 0.95 else None
    if initial is None and start is not None and ends is None:
        initial = renewal
    renewals = random.randint(1, 4) if random.random() < 0.15 else None
    notice = any_notice(random)
    by_day = any_notice_day(Random(seed + 1)) if seed % 8 == 0 else None
    not_before = any_notice(random) if random.random() < 0.3 else None
    if not_before and not_before.count == 0:
        not_before = None
    from_renewal = random.random() < 0.2
    place, home = random.choice(PLACES), random.choice(("US", "GB", "DE"))
    receipts: tuple[Receipt, ...] = ()
    if random.random() < 0.4:
        receipts = tuple(
            Receipt(form, Period(random.randint(0, 10), "day", business=random.random() < 0.6)) for form in random.sample(["post", "email", "courier"], random.randint(1, 3))
        )
    more = Random(seed + 2)  # of its own, so that what was compared before still is
    part = more.choice(list(PARTS)) if by_day is None and more.random() < 0.2 else None
    clear, runs_on = more.random() < 0.1 and not from_renewal, more.random() < 0.15
    by_an_hour = more.random() < 0.2
    if runs_on:
        renewals, initial = None, initial if more.random() < 0.6 or start is None else None
    facts = {
        "effective_date": start,
        "expiration_date": ends,
        "governing_law": place,
        "notices.deemed_receipt": receipts or None,
        "renewal.automatic": True,
        "renewal.initial_term": initial,
        "renewal.renewal_term": PERPETUAL if runs_on else renewal,
        "renewal.until_ended": runs_on or None,
        "renewal.notice_to": part,
        "renewal.notice_time": "5 p.m. Pacific time" if by_an_hour else None,
        "renewal.renewals": renewals,
        "renewal.notice_by": None if by_day else notice,
        "renewal.notice_day": by_day[0] if by_day else None,
        "renewal.notice_not_before": not_before,
        "renewal.notice_counted_from": "renewal" if from_renewal else "clear" if clear else None,
    }
    ways = tuple(length for receipt in receipts if (length := in_words(receipt.after)))
    notice_words = by_day[1] if by_day else in_words(notice)
    assert notice_words is not None
    said = Said(
        start, in_words(initial), ends, Length(12, "month") if runs_on else in_words(renewal), notice_words, in_words(not_before), from_renewal, renewals, place, home,
        ways or (Length(3, "business day"),), runs_on, clear, by_an_hour, PARTS[part] if part else 0,
    )  # fmt: skip
    return facts, said, any_day(random, 2018, 2034), home


def counted_here(facts: dict[str, object], today: date, home: str) -> list[tuple[int, date, date, date, date]]:
    analysis = Analysis(facts={name: Fact(name, value) for name, value in facts.items() if value is not None})
    days = outlook(analysis, today=today, country=home, ahead=3)
    return [(w.term, w.opens_on, w.closes_on, w.send_by, w.renews_on) for w in days.windows]


def compared(seed: int) -> tuple[list[tuple[int, date, date, date, date]], list[tuple[int, date, date, date, date]]]:
    facts, said, today, home = generated(seed)
    return counted_here(facts, today, home), windows(said, today, 3)


@pytest.mark.parametrize("part", range(4))
def test_both_count_the_same(part):
    differ = []
    for seed in range(part, COUNT, 4):
        ours, theirs = compared(seed)
        if ours != theirs:
            differ.append(f"{seed}: {generated(seed)[1:]}\n  ours   {ours}\n  oracle {theirs}")
    assert not differ, f"{len(differ)} differ\n" + "\n".join(differ[:3])


def test_the_generated_terms_reach_the_corners():
    """What the comparison is worth: leap days, month ends, clamped ends, long notice, impossible openings, every length."""
    seen: dict[str, int] = {}
    for seed in range(800):
        facts, said, today, home = generated(seed)
        ours = counted_here(facts, today, home)
        for name, here in {
            "29 February": said.start is not None and (said.start.month, said.start.day) == (2, 29),
            "31st": said.start is not None and said.start.day == 31,
            "end stated": said.ends is not None,
            "start unknown": said.start is None,
            "limited": said.renewals is not None,
            "business days": isinstance(said.notice_by, Length) and said.notice_by.unit == "business day",
            "notice in months": isinstance(said.notice_by, Length) and said.notice_by.unit == "month",
            "notice by a day of the calendar": isinstance(said.notice_by, CalendarDay),
            "opening": said.not_before is not None,
            "one day only": any(w[1] == w[2] for w in ours),
            "closes before its term begins": any(one[4] > after[2] for one, after in pairwise(ours)),
            "until notice ends it": said.runs_on,
            "to a part of the calendar": said.part > 0 and not said.runs_on,
            "until notice, to a part of the calendar": said.part > 0 and said.runs_on,
            "clear days": said.clear,
            "by an hour, arriving at once": said.by_an_hour and any(takes.count == 0 for takes in said.ways),
            "no window": not ours,
            "three windows": len(ours) == 3,
        }.items():
            seen[name] = seen.get(name, 0) + bool(here)
    assert all(count >= 5 for count in seen.values()), seen
