"""All date arithmetic: on which days notice stops a renewal, and why on these.

A term from 1 March 2026 for one year has 28 February 2027 as its last day; the next term starts on 1 March. "N before the
end of the term" counts back from the last day. Months and years clamp at the month's end and are counted from the first
day of the first term, never from a clamped one, so that nothing drifts. Where words admit two readings the earlier
deadline is taken, and said.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.analysis.clause import Analysis, Renewal
from contracts.periods import Period
from reviews.workdays import is_working_day, working_day_before, working_day_from, working_days_back

# What a notice by post takes to be deemed received where the agreement does not say: so much earlier must it leave.
DELIVERY_WORKING_DAYS: Final = 3
# No agreement in force renews more often than this; a wrong date must not count for ever.
MOST_TERMS: Final = 2400


@dataclass(frozen=True, slots=True)
class Window:
    """Notice from ``opens_on`` to ``closes_on`` stops the renewal on ``renews_on``; to arrive it leaves by ``send_by``.

    ``term`` counts terms: in term 1, the initial one, notice stops the first renewal.
    """

    term: int
    opens_on: date
    closes_on: date
    send_by: date
    renews_on: date
    because: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must supply before a window can be computed: a fact's field, and how to ask for it."""

    field: str
    question: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The windows from the first that is open or ahead; or the questions without whose answer there are none."""

    windows: tuple[Window, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the arithmetic needs, complete. ``first_end``: the last day of the initial term where a date states it."""

    start: date | None
    initial: Period | None
    first_end: date
    renewal: Period | None
    notice_by: Period
    not_before: Period | None
    renewals: int | None
    said: tuple[str, ...]


def outlook(
    analysis: Analysis, *, today: date, effective_date: date | None = None, country: str = "US", ahead: int = 3
) -> Outlook:
    """The next ``ahead`` windows of an agreement that renews by itself, or what must be asked. There is no third state.

    ``effective_date`` supplies the date where the agreement does not state its own.
    """
    renewal = analysis.renewal
    if renewal is None or not renewal.automatic:
        return Outlook()
    start = analysis.value("term_start") or analysis.effective_date or effective_date
    questions = tuple(_missing(renewal, start, analysis.expiration_date))
    if questions:
        return Outlook(questions=questions)
    terms = _terms(renewal, start, analysis.expiration_date)
    windows = []
    for window in _windows(terms, country):
        if window.closes_on >= today:
            windows.append(window)
        if len(windows) == ahead:
            break
    if _renewal_unknown(renewal):
        # The first window stands without it; whatever comes after must be asked, never passed over in silence.
        asked = Question("renewal.renewal_term", "It renews by itself. For how long at a time?")
        return Outlook(tuple(windows), (asked,))
    if not windows and renewal.renewals is None and terms.renewal is None and renewal.renewal_term is None:
        return Outlook(questions=(Question("expiration_date", "On which day does the current term end?"),))
    return Outlook(tuple(windows))


def _renewal_unknown(renewal: Renewal) -> bool:
    return renewal.renewal_term is None and not (renewal.same_as_initial and renewal.initial_term)


def _missing(renewal: Renewal, start: date | None, expires: date | None) -> Iterator[Question]:
    if expires is None and start is None:
        yield Question("effective_date", "On which day did this agreement take effect?")
    lasts = renewal.initial_term or renewal.renewal_term
    if expires is None and (lasts is None or lasts.perpetual):
        yield Question("renewal.initial_term", "How long is the initial term?")
    if renewal.notice_by is None:
        yield Question("renewal.notice_by", "It renews by itself. How long before the end of the term must notice be given?")
    if renewal.initial_term is not None and renewal.initial_term.business and expires is None:
        yield Question("expiration_date", "On which day does the current term end?")


def _terms(renewal: Renewal, start: date | None, expires: date | None) -> _Terms:
    initial = renewal.initial_term if renewal.initial_term and not renewal.initial_term.perpetual else None
    said: list[str] = []
    if initial is None and start is not None and expires is None and renewal.renewal_term and not renewal.renewal_term.perpetual:
        initial = renewal.renewal_term
        said.append("The agreement states no initial term; the length of a renewal is taken for it.")
    ends = []
    if start is not None and initial is not None:
        end = plus(start, initial) - timedelta(days=1)
        ends.append(end)
        said.append(f"The first term runs {initial.words()} from {_day(start)}, so its last day is {_day(end)}.")
    if expires is not None:
        ends.append(expires)
        said.append(f"The agreement states {_day(expires)} as its end.")
    first_end = min(ends)
    if len(ends) == 2 and abs((ends[0] - ends[1]).days) > 1:
        said.append(f"The two differ; the earlier, {_day(first_end)}, is the safer.")
    later = renewal.renewal_term or (initial if renewal.same_as_initial else None)
    if later is not None and later.perpetual:
        later = None
    assert renewal.notice_by is not None
    return _Terms(
        start if first_end == ends[0] and initial and start else None,
        initial,
        first_end,
        later,
        renewal.notice_by,
        renewal.notice_not_before,
        renewal.renewals,
        tuple(said),
    )


def _windows(terms: _Terms, country: str) -> Iterator[Window]:
    """The windows of one term after another, as far as the agreement can renew."""
    last = 1 if terms.renewal is None else MOST_TERMS if terms.renewals is None else min(terms.renewals, MOST_TERMS)
    began = terms.start or (minus(terms.first_end + timedelta(days=1), terms.initial) if terms.initial else None)
    for term in range(1, last + 1):
        ends = _end_of(terms, term)
        if term > 1:
            began = _end_of(terms, term - 1) + timedelta(days=1)
        yield _window(terms, term, began, ends, country)


def _end_of(terms: _Terms, term: int) -> date:
    """The last day of the term: counted from the first renewal's day, so that month ends do not drift."""
    if term == 1 or terms.renewal is None:
        return terms.first_end
    renews = terms.first_end + timedelta(days=1)
    return plus(renews, _times(terms.renewal, term - 1)) - timedelta(days=1)


def _window(terms: _Terms, term: int, began: date | None, ends: date, country: str) -> Window:
    renews_on = ends + timedelta(days=1)
    closes_on = before(ends, terms.notice_by, country)
    opens_on = before(ends, terms.not_before, country) if terms.not_before else (began or closes_on - timedelta(days=365))
    opens_on = min(opens_on, closes_on)
    said = list(terms.said) if term == 1 else [*terms.said, f"Renewed, term {term} ends on {_day(ends)}."]
    said.append(f"Notice at least {terms.notice_by.words()} before that must be given by {_day(closes_on)}.")
    if terms.not_before:
        said.append(f"Notice no more than {terms.not_before.words()} before that counts from {_day(opens_on)}.")
    send_by = working_days_back(working_day_before(closes_on, country), DELIVERY_WORKING_DAYS, country)
    said.append(f"To be received in time it must leave by {_day(send_by)}, {DELIVERY_WORKING_DAYS} working days earlier.")
    if send_by < opens_on and terms.not_before is not None:
        send_by = _inside(opens_on, closes_on, country)
        said.append(f"That is before the window opens, so send it on {_day(send_by)} by the fastest means.")
    return Window(term, opens_on, closes_on, send_by, renews_on, " ".join(said))


def _inside(opens_on: date, closes_on: date, country: str) -> date:
    """The first working day of the window; where it has none, the last working day before it closes."""
    first = working_day_from(opens_on, country)
    return first if first <= closes_on else working_day_before(closes_on, country)


# Periods to days: nowhere else -------------------------------------------------------------------------------------------


def plus(day: date, period: Period) -> date:
    """The same day so much later; 31 January and one month is the last day of February."""
    match period.unit:
        case "day":
            return day + timedelta(days=period.count)
        case "week":
            return day + timedelta(weeks=period.count)
        case "month":
            return _add_months(day, period.count)
        case "year":
            return _add_months(day, 12 * period.count)


def minus(day: date, period: Period) -> date:
    return plus(day, Period(-period.count, period.unit))


def before(ends: date, notice: Period, country: str) -> date:
    """The last day for notice of that length before the term's last day.

    For months there are two readings (from the last day, or from the day of renewal): 31 August less six months is
    28 February, 1 September less six months is 1 March, and the day before that is 28 February in one year and 29 February
    in another. The earlier stands.
    """
    if notice.business:
        return working_days_back(ends, notice.count, country)
    if notice.unit in {"month", "year"}:
        from_last_day = minus(ends, notice)
        from_renewal = minus(ends + timedelta(days=1), notice) - timedelta(days=1)
        return min(from_last_day, from_renewal)
    return minus(ends, notice)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _times(period: Period, count: int) -> Period:
    return Period(period.count * count, period.unit)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


__all__ = ["Outlook", "Question", "Window", "before", "is_working_day", "minus", "outlook", "plus"]
