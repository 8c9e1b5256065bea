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
from typing import Final, Literal

from contracts.analysis.clause import Analysis
from contracts.periods import Period
from reviews.counting import DAY, after, at_least, before, before_clear, before_part_end, last_part_end, next_part_end
from reviews.delivery import Posting, posting
from reviews.notice_day import NoticeDay
from reviews.questions import likely_deadline, open_questions, unclear
from reviews.terms import PARTS, Question, Step, Terms, day_words, terms_of
from reviews.working_place import WorkingPlace, free_days, working_place

# Where nothing says when a term began, notice counts as possible for so long before it closes.
_OPEN_FOR: Final = timedelta(days=365)

Silence = Literal["term", "runs_on", "endless", "unknown"]


@dataclass(frozen=True, slots=True)
class Window:
    """Notice from ``opens_on`` to ``closes_on`` stops the renewal on ``renews_on``; to arrive it leaves by ``send_by``.

    ``term`` counts terms: in term 1, the initial one, notice stops the first renewal. ``steps`` is the way to these days.

    ``silence`` is what follows where nobody writes: another ``term`` that ends on ``renews_until``; it ``runs_on`` until notice, and
    whoever gives it only on the term's last day is bound until ``renews_until``; it is ``endless``; or ``unknown``, because nobody
    knows for how long it renews. ``renews_until`` is None where no last day is known.
    """

    term: int
    opens_on: date
    closes_on: date
    send_by: date
    renews_on: date
    steps: tuple[Step, ...]
    renews_until: date | None = None
    silence: Silence = "unknown"

    @property
    def because(self) -> str:
        """The arithmetic in words, as one paragraph."""
        return " ".join(step.says for step in self.steps)


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
    if renewal is None or not renewal.automatic:
        return Outlook(questions=unclear(analysis))
    terms = terms_of(analysis, effective_date)
    if not isinstance(terms, Terms):
        return Outlook(questions=terms)
    calendar = working_place(analysis, country)
    try:
        windows = tuple(_ahead(terms, calendar, posting(analysis, calendar.place, country), today, ahead))
    except OverflowError:
        asked = Question("renewal.notice_by", "Its notice leads out of the calendar. How long before the end must notice be given?")
        return Outlook(questions=(asked,))
    return Outlook(windows, tuple(open_questions(analysis, terms, calendar.place, [window.closes_on for window in windows])))


def answer_by(analysis: Analysis, days: Outlook, today: date) -> date:
    """By when its questions should be answered: within a week, or sooner where a deadline is, or may well be, sooner. Never past."""
    first = days.windows[0].send_by - DAY if days.windows else likely_deadline(analysis, today)
    return max(today, min(today + timedelta(weeks=1), first or date.max))


# Windows ----------------------------------------------------------------------------------------------------------------


def _ahead(terms: Terms, calendar: WorkingPlace, sent: Posting, today: date, ahead: int) -> Iterator[Window]:
    """The next windows, as far as the agreement can renew and the calendar reaches."""
    last = 1 if terms.span.renewal is None else terms.renewals
    # Before there is an agreement nobody can give notice: a renewal that would need it cannot be stopped.
    earliest = max(today, terms.span.start or today)
    least = at_least(terms.notice) if isinstance(terms.notice, Period) else timedelta()
    term, found = _first_to_end(terms, earliest + least, last), 0
    while found < ahead and (last is None or term <= last):
        try:
            ends = terms.span.ends(term)
        except OverflowError:
            return
        closing = _closing(terms, term, ends[0], calendar.place)
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


def _closing(terms: Terms, term: int, ends: date, place: str) -> tuple[date, ...]:
    """The last day for notice in the term that ends then: in order, one for each reading."""
    notice = terms.notice
    if isinstance(notice, NoticeDay):
        return notice.days(ends, place)
    if terms.notice_to and terms.rolling:  # the terms themselves end so
        return before_part_end(ends, notice, place)
    readings = set(before(ends, notice, place))
    if terms.clear:
        readings.update(before_clear(ends, notice, place))
    if terms.notice_to:
        part_end, began = last_part_end(ends, terms.notice_to), terms.span.began(term)
        if began is None or part_end >= began:
            readings.update(before_part_end(part_end, notice, place))
    return tuple(sorted(readings))


def _window(
    terms: Terms, term: int, ends: tuple[date, ...], closing: tuple[date, ...], calendar: WorkingPlace, sent: Posting
) -> Window:
    steps = list(terms.steps)
    last, closes_on = ends[0], closing[0]
    if term > 1:
        began = terms.span.renews_on(term - 1)
        says = f"{'Looked at once a year' if terms.rolling else 'Renewed'}, term {term} runs from {day_words(began)} to {day_words(last)}."
        steps.append(Step(says, ("renewal.until_ended",) if terms.rolling else ("renewal.automatic", "renewal.renewal_term")))
    if len(ends) > 1:
        steps.append(
            Step(
                f"The day from which it counts is missing in that month: it ends on {day_words(ends[0])} or, by another reading, on "
                f"{day_words(ends[1])}; the earlier counts."
            )
        )
    steps += _notice_steps(terms, last, closes_on, closing)
    if terms.in_working_days:
        steps.append(Step(free_days(calendar, closes_on, last), ("business_days", "governing_law")))
    opens_on = _opens(terms, term, ends, closes_on, calendar, steps)
    floor = opens_on if terms.not_before is not None else terms.span.start
    send_by = sent.leave_by(closes_on, floor, steps)
    if terms.rolling and terms.notice_to:
        says = f"Notice after that ends it with a later {PARTS[terms.notice_to]} of the calendar: to wait binds for so much longer."
        steps.append(Step(says, ("renewal.notice_to", "renewal.until_ended")))
    elif terms.rolling and isinstance(terms.notice, Period):
        says = f"Notice on any other day ends it too, {terms.notice.words()} later: to wait costs time, not another term."
        steps.append(Step(says, ("renewal.until_ended",)))
    elif terms.endless:
        steps.append(Step("Without it the agreement goes on without end.", ("renewal.renewal_term",)))
    return Window(term, opens_on, closes_on, send_by, last + DAY, tuple(steps), *_silence(terms, term, last + DAY, calendar.place))


def _silence(terms: Terms, term: int, renews_on: date, place: str) -> tuple[date | None, Silence]:
    """Until when silence binds, and how: another term to its last day, or where it runs on only for as long as notice takes."""
    try:
        if terms.rolling:
            until = after(renews_on - DAY, terms.notice, place) if isinstance(terms.notice, Period) else None
            return next_part_end(until, terms.notice_to) if until and terms.notice_to else until, "runs_on"
        if terms.endless:
            return None, "endless"
        if terms.span.renewal is None:
            return None, "unknown"
        return terms.span.renews_on(term + 1) - DAY, "term"
    except OverflowError:
        return None, "unknown"


def _notice_steps(terms: Terms, last: date, closes_on: date, closing: tuple[date, ...]) -> Iterator[Step]:
    """From the term's last day to the last day for notice."""
    if isinstance(terms.notice, NoticeDay):
        yield Step(f"Notice must be given “{terms.notice.words}”: by {day_words(closes_on)}.", ("renewal.notice_day",))
        if terms.notice.year and terms.notice.year != closes_on.year:
            yield Step(f"The words name {terms.notice.year} alone; the same day is taken for later terms.", ("renewal.notice_day",))
    else:
        before_that = f"at least {terms.notice.words()} before that" if terms.notice.count else "counts until then; it"
        yield Step(f"Notice {before_that} must be given by {day_words(closes_on)}.", ("renewal.notice_by",))
    if terms.notice_to and not terms.rolling:
        part, ends = PARTS[terms.notice_to], last_part_end(last, terms.notice_to)
        says = f"It must run out with the end of a calendar {part}; the last in that term is {day_words(ends)}."
        yield Step(says, ("renewal.notice_to",))
    if terms.clear:
        yield Step("Clear days leave out the day of the notice and the last day, so that it is a day earlier.", ("renewal.notice_counted_from",))
    if len(closing) > 1:
        readings = " or ".join(day_words(day) for day in closing)
        if isinstance(terms.notice, NoticeDay):
            counted = "By the month of the calendar, or the last month counted back from the end,"
        elif terms.clear or terms.notice_to:
            counted = "So counted, or from the term's end alone,"
        else:
            counted = "Counted back from the last day and from the day of renewal"
        number = {2: "two", 3: "three"}.get(len(closing), str(len(closing)))
        yield Step(f"{counted} that is {readings}: {number} readings, and the earlier counts.")
    if terms.from_renewal and isinstance(terms.notice, Period) and not terms.notice.business:
        yield Step("It counts from the renewal, which would allow a day more; the earlier is the safer.", ("renewal.notice_counted_from",))


def _opens(
    terms: Terms, term: int, ends: tuple[date, ...], closes_on: date, calendar: WorkingPlace, steps: list[Step]
) -> date:
    """The first day on which notice counts; by more than one reading the latest, for a notice too early is worth nothing."""
    if terms.not_before is None:
        return _opens_with_term(terms, term, closes_on, steps)
    counted = {end + DAY * shift for end in ends for shift in ((0, 1) if terms.from_renewal else (0,))}
    opening = sorted({day + DAY * terms.in_the_last for end in counted for day in before(end, terms.not_before, calendar.place)})
    opens_on = opening[-1]
    rests_on = ("renewal.notice_not_before",)
    within = f"in the last {terms.not_before.words()} up to" if terms.in_the_last else f"no more than {terms.not_before.words()} before"
    steps.append(Step(f"Notice {within} that counts from {day_words(opens_on)}.", rests_on))
    if len(opening) > 1:
        steps.append(Step(f"By another reading it counts from {day_words(opening[0])} already; the later is the safer."))
    if terms.span.start is not None and opens_on < terms.span.start:
        opens_on = terms.span.start
        steps.append(Step(f"The agreement starts on {day_words(opens_on)}.", ("effective_date", "term_start")))
    if opens_on > closes_on:
        steps.append(Step("Taken together they leave no day; only the day on which it closes fits either of them.", rests_on))
        return closes_on
    return opens_on


def _opens_with_term(terms: Terms, term: int, closes_on: date, steps: list[Step]) -> date:
    """Without an opening: the first day of the term in which the window closes."""
    later = 0
    while True:
        began = terms.span.began(term)
        if began is None:
            opens_on = closes_on - _OPEN_FOR
            steps.append(Step(f"When the term began is not known; notice is taken to count from {day_words(opens_on)}, a year before."))
            return opens_on
        if began <= closes_on:
            if later:
                says = f"That is before term {later} begins, so it must be given in term {term}, which begins on {day_words(began)}."
                steps.append(Step(says))
            elif not any(day_words(began) in step.says for step in steps):
                steps.append(Step(f"The term begins on {day_words(began)}; notice counts from then.", ("effective_date", "term_start")))
            return began
        if term == 1:
            return closes_on
        later = later or term
        term -= 1
