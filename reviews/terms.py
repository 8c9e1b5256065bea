"""From an agreement's facts to its terms, one after another; or what must be asked before there can be any.

Nothing here counts notice: it says when terms end and for how long they renew, and in words on what that rests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from contracts.analysis.clause import Analysis, Renewal
from contracts.periods import Period
from reviews.counting import DAY, Span, last_part_end, next_part_end, plus
from reviews.notice_day import NoticeDay, notice_day

# After an initial term the agreement may run until notice ends it. There is no renewal to stop then, but a decision to be
# made at a steady pace: once a year, on the anniversary.
ROLLING: Final = Period(1, "year")
# With what part of the calendar notice may have to run out, by its length in months.
PARTS: Final = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_PART_MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must supply before a window can be computed: a fact's field, and how to ask for it."""

    field: str
    question: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to a date: in words, and the fields of the facts on which it rests."""

    says: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an agreement that renews by itself, and how notice stops that.

    ``renewals``: how many times it renews, None where nothing limits that. ``rolling``: after the first term it runs until
    notice ends it (``span.renewal`` is then the year by which it is looked at). ``endless``: after the first term nothing is
    known to end it. ``steps`` is the arithmetic of the first term.
    """

    span: Span
    notice: Period | NoticeDay
    not_before: Period | None
    from_renewal: bool  # the words count notice back from the renewal or the anniversary, not from the term's end
    renewals: int | None
    rolling: bool
    endless: bool
    steps: tuple[Step, ...]
    clear: bool = False  # neither the day of the notice nor the last day counts
    notice_to: int = 0  # notice runs out with the end of a part of the calendar year: so many months

    @property
    def in_the_last(self) -> bool:
        """Notice counts in the last part of the term, whose first day is a day later than so long before its end."""
        return isinstance(self.notice, Period) and self.notice.count == 0

    @property
    def in_working_days(self) -> bool:
        return self.notice.business if isinstance(self.notice, Period) else self.notice.working


def day_words(day: date) -> str:
    return f"{day:%-d %B %Y}"


def terms_of(analysis: Analysis, effective_date: date | None = None) -> Terms | tuple[Question, ...]:
    """The terms of an agreement that renews by itself, or the questions without whose answers they cannot be known.

    ``effective_date`` supplies the date where the agreement does not state its own.
    """
    renewal = analysis.renewal
    assert renewal is not None
    start, expires = _start(analysis, effective_date), analysis.expiration_date
    other = analysis.value("renewal.ends_with")
    if other and expires is None and _length(renewal.initial_term) is None:
        return (Question("expiration_date", f"It lasts as long as “{other}”. On which day does the current term of that end?"),)
    event = analysis.value("renewal.term_counts_from")
    if event and expires is None and not analysis.value("term_start"):
        # The agreement's own date is another day: to count from it would be a guess.
        return (Question("term_start", f"Its first term counts from “{event}”. On which day was that?"),)
    notice = renewal.notice_by or notice_day(analysis.value("renewal.notice_day") or "")
    questions = tuple(_missing(analysis, renewal, start, expires))
    if questions or notice is None:
        return questions
    initial, later = _length(renewal.initial_term), _length(renewal.renewal_term)
    if later is None and renewal.same_as_initial:
        later = initial
    perpetual = renewal.renewal_term is not None and renewal.renewal_term.perpetual
    notice_to = _PART_MONTHS.get(renewal.notice_to or "", 0) if isinstance(notice, Period) else 0
    # Month to month from its first day, until notice: that is no renewal to be stopped twelve times a year.
    monthly = later == Period(1, "month") and initial is None and expires is None and analysis.value("renewal.until_ended") is True
    rolling = (perpetual and _runs_until_notice(analysis)) or monthly
    if monthly:
        later = None
    steps: list[Step] = []
    implied = initial is None and expires is None
    if initial is None and start is not None and expires is None:
        initial = later or ROLLING
        steps.append(
            Step("The agreement states no initial term; the length of a renewal is taken for it.", ("renewal.renewal_term",))
            if later
            else Step(
                f"The agreement runs from {day_words(start)} until notice ends it; it is looked at once a year, on that day's anniversary.",
                (_start_field(analysis), "renewal.until_ended"),
            )
        )
    try:
        span = _span(analysis, start, initial, ROLLING if rolling else later, expires, steps)
        if rolling and notice_to:
            span = _to_a_part_end(span, notice_to, implied, steps)
        if isinstance(notice, NoticeDay) and notice.year and notice.days(span.first_end, "US")[0].year != notice.year:
            asked = f"It says “{notice.words}”. How long before the end of the current term must notice be given?"
            return (Question("renewal.notice_by", asked),)
    except OverflowError:
        return (Question("expiration_date", "The length that it states leads out of the calendar. On which day does the current term end?"),)
    return Terms(
        span,
        notice,
        _length(renewal.notice_not_before),
        analysis.value("renewal.notice_counted_from") == "renewal",
        renewal.renewals if not rolling and not perpetual else None,
        rolling,
        perpetual and not rolling,
        tuple(steps),
        clear=analysis.value("renewal.notice_counted_from") == "clear",
        notice_to=notice_to,
    )


def _to_a_part_end(span: Span, months: int, implied: bool, steps: list[Step]) -> Span:
    """The terms of an agreement that notice ends only with a part of the calendar year; ``implied``: no first term binds it."""
    part = PARTS[months]
    ends = last_part_end(span.first_end, months) if implied else next_part_end(span.first_end, months)
    says = f"Notice ends it only with the end of a calendar {part}, so it is looked at for {day_words(ends)}, and each year after that."
    steps.append(Step(says, ("renewal.notice_to",)))
    return Span(span.start, None, ends, span.renewal, stated_end=True)


def _start_field(analysis: Analysis) -> str:
    """Which fact the first day of the first term is taken from."""
    effective, start = (analysis.facts.get(name) for name in ("effective_date", "term_start"))
    if effective is not None and effective.corrected and effective.value and not (start is not None and start.corrected):
        return "effective_date"
    return "term_start" if start is not None and start.value else "effective_date"


def _start(analysis: Analysis, supplied: date | None) -> date | None:
    """The first day of the first term. A person's answer outranks what was read, the term's own start the effective date."""
    effective, start = (analysis.facts.get(name) for name in ("effective_date", "term_start"))
    for fact in (start, effective):
        if fact is not None and fact.corrected and fact.value:
            return fact.value  # type: ignore[no-any-return]
    return analysis.value("term_start") or analysis.effective_date or supplied


def _length(period: Period | None) -> Period | None:
    """The period where it is a length that can be counted: neither endless nor nothing."""
    return period if period is not None and not period.perpetual and period.count > 0 else None


def _runs_until_notice(analysis: Analysis) -> bool:
    """Whether, once it runs without end, notice can end it; an agreement without any first term must be so."""
    return analysis.value("renewal.until_ended") is True or (
        analysis.value("renewal.initial_term") is None and analysis.expiration_date is None
    )


def _missing(analysis: Analysis, renewal: Renewal, start: date | None, expires: date | None) -> Iterator[Question]:
    if expires is None and start is None:
        yield Question("effective_date", "On which day did this agreement take effect?")
    if expires is not None and start is not None and expires < start:
        yield Question(
            "expiration_date",
            f"It is read as ending on {day_words(expires)}, before it starts on {day_words(start)}. On which day does the current term end?",
        )
    lasts = _length(renewal.initial_term) or renewal.renewal_term
    if expires is None and (lasts is None or (not lasts.perpetual and lasts.count == 0)):
        yield Question("renewal.initial_term", "How long is the initial term?")
    elif expires is None and lasts is not None and lasts.business:
        yield Question("expiration_date", "On which day does the current term end?")
    if renewal.renewal_term is not None and renewal.renewal_term.business:
        yield Question("renewal.renewal_term", "It renews for a number of business days. How long is that at a time?")
    words = analysis.value("renewal.notice_day")
    if renewal.notice_by is None and notice_day(words or "") is None:
        said = f" It says “{words}”." if words else ""
        yield Question(
            "renewal.notice_by", f"It renews by itself.{said} How long before the end of the term must notice be given?"
        )


def _span(
    analysis: Analysis, start: date | None, initial: Period | None, later: Period | None, expires: date | None, steps: list[Step]
) -> Span:
    """When the first term ends: by its length, by the date that is stated, or by the earlier of the two."""
    computed = plus(start, initial) - DAY if start is not None and initial is not None else None
    if computed is not None and start is not None and initial is not None:
        steps.append(
            Step(
                f"The first term runs {initial.words()} from {day_words(start)}, so its last day is {day_words(computed)}.",
                (_start_field(analysis), "renewal.initial_term"),
            )
        )
    if expires is not None:
        steps.append(Step(f"The agreement states {day_words(expires)} as its end.", ("expiration_date",)))
    if computed is None or expires is None:
        first_end = computed or expires
        assert first_end is not None
        return Span(start, initial, first_end, later, stated_end=computed is None)
    answered, length = analysis.facts["expiration_date"], analysis.facts.get("renewal.initial_term")
    if answered.corrected and not (length and length.corrected) and expires != computed:
        steps.append(Step("A person gave the end, so it counts.", ("expiration_date",)))
        # Later than the first term's own end it is the end of a renewal, whose start is not the agreement's.
        return Span(start if expires < computed else None, initial if expires < computed else later, expires, later, stated_end=True)
    if expires != computed:
        steps.append(Step(f"The two differ; the earlier, {day_words(min(expires, computed))}, is the safer."))
    return Span(start, initial, min(expires, computed), later, stated_end=expires < computed)
