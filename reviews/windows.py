"""On which days notice stops a renewal, and why on these: the windows of an agreement, or what must be asked.

A term from 1 March 2026 for one year has 28 February 2027 as its last day; the next term starts on 1 March. "N before the
end of the term" counts back from the last day. Terms come from ``terms``, periods are counted out in ``counting``, working
days in ``workdays``; here they become windows. Where words admit two readings a window closes by the earlier and opens by
the later, and ``because`` names both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.analysis.clause import Analysis
from contracts.analysis.places import place_name
from reviews.counting import DAY, at_least, before
from reviews.delivery import Posting, posting
from reviews.terms import Question, Terms, day_words, terms_of
from reviews.workdays import is_working_day, years_unknown

# Where nothing says when a term began, notice counts as possible for so long before it closes.
_OPEN_FOR: Final = timedelta(days=365)


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
class Outlook:
    """The windows from the first that is open or ahead; or the questions without whose answer there are none, or no more.

    An agreement that renews by itself has the one or the other. Both are empty where nothing renews (any more).
    """

    windows: tuple[Window, ...] = ()
    questions: tuple[Question, ...] = ()


def outlook(
    analysis: Analysis, *, today: date, effective_date: date | None = None, country: str = "US", ahead: int = 3
) -> Outlook:
    """The next ``ahead`` windows of an agreement that renews by itself, or what must be asked. There is no third state.

    ``effective_date`` supplies the date where the agreement does not state its own, ``country`` is the organisation's: its
    public holidays count where the agreement names no law whose holidays are known, and nothing is sent on them.
    """
    renewal = analysis.renewal
    if renewal is None or renewal.automatic is False:
        return Outlook()
    if renewal.automatic is None:
        asked = Question("renewal.automatic", "It says what notice stops a renewal, but not that it renews by itself. Does it?")
        return Outlook(questions=(asked,) if renewal.notice_by is not None else ())
    terms = terms_of(analysis, effective_date)
    if not isinstance(terms, Terms):
        return Outlook(questions=terms)
    calendar = _calendar(analysis, country)
    try:
        windows = tuple(_ahead(terms, calendar, posting(analysis, calendar.place, country), today, ahead))
    except OverflowError:
        asked = Question("renewal.notice_by", "Its notice leads out of the calendar. How long before the end must notice be given?")
        return Outlook(questions=(asked,))
    return Outlook(windows, tuple(_open_questions(analysis, terms, calendar, windows)))


def _open_questions(analysis: Analysis, terms: Terms, calendar: _Calendar, windows: tuple[Window, ...]) -> Iterator[Question]:
    """What must be asked beside the windows, or instead of them: whatever comes after is never passed over in silence."""
    if terms.span.renewal is None and not terms.endless:
        yield Question("renewal.renewal_term", "It renews by itself. For how long at a time?")
    elif terms.endless and not windows and not analysis.facts["renewal.renewal_term"].corrected:
        yield Question(
            "renewal.renewal_term",
            f"Since {day_words(terms.span.renews_on(1))} it runs without end. If notice can still end it, say how long it runs "
            "at a time; if nothing can, answer “perpetual”.",
        )
    elif not windows and terms.renewals is None and not terms.endless:
        yield Question("renewal.notice_by", "By its words no day is left for notice. How long before the end must notice be given?")
    if terms.not_before is not None and terms.not_before.rough_days() < terms.notice_by.rough_days():
        yield Question(
            "renewal.notice_not_before",
            f"It is read as wanting notice {terms.notice_by.words()} before the end, yet no earlier than {terms.not_before.words()} before it. "
            "Which day is the first on which notice may be given?",
        )
    answered = analysis.facts.get("governing_law")
    if terms.notice_by.business and not (answered and answered.corrected) and years_unknown(calendar.place, [w.closes_on for w in windows[:1]]):
        yield Question("governing_law", "Its notice counts business days. Which country's public holidays count?")


# The place whose holidays count -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Whose working days are counted, and by what words."""

    place: str
    said: str


def _calendar(analysis: Analysis, country: str) -> _Calendar:
    """The place that "business day" is defined by, else that of the governing law, else the organisation's country."""
    why = "the agreement names no law"
    for field, by in (("business_days", "the definition of its business day"), ("governing_law", "its governing law")):
        place = analysis.value(field)
        if place and not years_unknown(place, [_A_YEAR]):
            return _Calendar(place, f"{place_name(place)}, by {by}")
        if place:
            why = f"none of {place_name(place)} are known"
    return _Calendar(country, f"{place_name(country)}, the organisation's country, for {why}")


_A_YEAR: Final = date(2026, 1, 1)  # a year for which every place that has a calendar has holidays


# Windows ----------------------------------------------------------------------------------------------------------------


def _ahead(terms: Terms, calendar: _Calendar, sent: Posting, today: date, ahead: int) -> Iterator[Window]:
    """The next windows, as far as the agreement can renew and the calendar reaches."""
    last = 1 if terms.span.renewal is None else terms.renewals
    # Before there is an agreement nobody can give notice: a renewal that would need it cannot be stopped.
    earliest = max(today, terms.span.start or today)
    term, found = _first_to_end(terms, earliest + at_least(terms.notice_by), last), 0
    while found < ahead and (last is None or term <= last):
        try:
            ends = terms.span.ends(term)
        except OverflowError:
            return
        closing = before(ends[0], terms.notice_by, calendar.place)
        if closing[0] >= earliest:
            yield _window(terms, term, ends, closing, calendar, sent)
            found += 1
        term += 1


def _first_to_end(terms: Terms, day: date, last: int | None) -> int:
    """The first term that ends on the day or later; ``last + 1`` where none does."""
    low, high = 1, 1
    while not _still_runs(terms, high, day):
        if last is not None and high >= last:
            return last + 1
        low, high = high + 1, min(high * 2, last or high * 2)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _still_runs(terms, middle, day) else (middle + 1, high)
    return low


def _still_runs(terms: Terms, term: int, day: date) -> bool:
    try:
        return terms.span.renews_on(term) > day
    except OverflowError:
        return True


def _window(
    terms: Terms, term: int, ends: tuple[date, ...], closing: tuple[date, ...], calendar: _Calendar, sent: Posting
) -> Window:
    said = list(terms.said)
    last, closes_on = ends[0], closing[0]
    if term > 1:
        said.append(f"{'Looked at once a year' if terms.rolling else 'Renewed'}, term {term} ends on {day_words(last)}.")
    if len(ends) > 1:
        said.append(
            f"The day from which it counts is missing in that month: it ends on {day_words(ends[0])} or, by another reading, on "
            f"{day_words(ends[1])}; the earlier counts."
        )
    said.append(f"Notice at least {terms.notice_by.words()} before that must be given by {day_words(closes_on)}.")
    if len(closing) > 1:
        said.append(
            f"Counted back from the last day and from the day of renewal that is {' or '.join(day_words(day) for day in closing)}: "
            "two readings, and the earlier counts."
        )
    if terms.from_renewal and not terms.notice_by.business:
        said.append("It counts from the renewal, which would allow a day more; the earlier is the safer.")
    if terms.notice_by.business:
        said.append(_free_days(calendar, closes_on, last))
    opens_on = _opens(terms, term, ends, closes_on, calendar, said)
    floor = opens_on if terms.not_before is not None else terms.span.start
    send_by = sent.leave_by(closes_on, floor, said)
    if terms.rolling:
        said.append(
            f"Notice on any other day ends it too, {terms.notice_by.words()} later: to wait costs time, not another term."
        )
    elif terms.endless:
        said.append("Without it the agreement goes on without end.")
    return Window(term, opens_on, closes_on, send_by, last + DAY, " ".join(said))


def _opens(
    terms: Terms, term: int, ends: tuple[date, ...], closes_on: date, calendar: _Calendar, said: list[str]
) -> date:
    """The first day on which notice counts; by more than one reading the latest, for a notice too early is worth nothing."""
    if terms.not_before is None:
        return _opens_with_term(terms, term, closes_on, said)
    counted = {end + DAY * shift for end in ends for shift in ((0, 1) if terms.from_renewal else (0,))}
    opening = sorted({day for end in counted for day in before(end, terms.not_before, calendar.place)})
    opens_on = opening[-1]
    said.append(f"Notice no more than {terms.not_before.words()} before that counts from {day_words(opens_on)}.")
    if len(opening) > 1:
        said.append(f"By another reading it counts from {day_words(opening[0])} already; the later is the safer.")
    if terms.span.start is not None and opens_on < terms.span.start:
        opens_on = terms.span.start
        said.append(f"The agreement starts on {day_words(opens_on)}.")
    if opens_on > closes_on:
        said.append("Taken together they leave no day; only the day on which it closes fits either of them.")
        return closes_on
    return opens_on


def _opens_with_term(terms: Terms, term: int, closes_on: date, said: list[str]) -> date:
    """Without an opening: the first day of the term in which the window closes."""
    while True:
        began = terms.span.began(term)
        if began is None:
            opens_on = closes_on - _OPEN_FOR
            said.append(f"When the term began is not known; notice is taken to count from {day_words(opens_on)}, a year before.")
            return opens_on
        if began <= closes_on:
            return began
        if term == 1:
            return closes_on
        term -= 1
        if f"term {term + 1} begins" not in " ".join(said):
            said.append(f"That is before term {term + 1} begins, so it must be given in an earlier one.")


def _free_days(calendar: _Calendar, closes_on: date, last: date) -> str:
    unknown = years_unknown(calendar.place, [closes_on, last])
    if unknown:
        years = " and ".join(map(str, unknown))
        return (
            f"No public holidays of {place_name(calendar.place)} are known for {years}: weekends alone are left out, and each holiday "
            "between makes the last day one earlier."
        )
    return f"Business days leave out weekends and the public holidays of {calendar.said}."


__all__ = ["Outlook", "Question", "Window", "is_working_day", "outlook"]
