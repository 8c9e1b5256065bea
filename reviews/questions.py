"""What must be asked of an agreement whose terms are known, beside its windows or instead of them: nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from contracts.analysis.clause import Analysis
from contracts.periods import Period
from reviews.counting import DAY, plus
from reviews.terms import Question, Terms, day_words
from reviews.workdays import years_unknown

# What agreements ask for at most, but for few: where the notice is not known, a deadline is not thought to be later than this.
LONG_NOTICE: Final = Period(90, "day")


def unclear(analysis: Analysis) -> tuple[Question, ...]:
    """What must be asked where it is not said that the agreement renews by itself; empty where that settles it."""
    other = analysis.value("renewal.ends_with")
    renewal = analysis.renewal
    if (renewal is None or renewal.automatic is None) and other:
        return (Question("renewal.automatic", f"It lasts as long as “{other}”. Does that renew by itself?"),)
    if renewal is None or renewal.automatic is not None:
        return ()
    if renewal.held_over:
        says = "It ends, but goes on if the service is used after its end. Is it to be watched like one that renews by itself?"
        return (Question("renewal.automatic", f"{says} Answer no where its use stops with it."),)
    if renewal.notice_by is not None or renewal.notice_day:
        return (Question("renewal.automatic", "It says what notice stops a renewal, but not that it renews by itself. Does it?"),)
    return ()


def open_questions(analysis: Analysis, terms: Terms, place: str, closing: Sequence[date]) -> Iterator[Question]:
    """What must be asked beside the windows that close on these days, or instead of them; ``place``: whose holidays count."""
    if terms.span.renewal is None and not terms.endless:
        yield Question("renewal.renewal_term", "It renews by itself. For how long at a time?")
    elif terms.endless and not closing and not analysis.facts["renewal.renewal_term"].corrected:
        yield Question(
            "renewal.renewal_term",
            f"Since {day_words(terms.span.renews_on(1))} it runs without end. If notice can still end it, say how long it runs "
            "at a time; if nothing can, answer “perpetual”.",
        )
    elif not closing and terms.renewals is None and not terms.endless:
        yield Question("renewal.notice_by", "By its words no day is left for notice. How long before the end must notice be given?")
    notice = terms.notice
    if isinstance(notice, Period) and terms.not_before is not None and terms.not_before.rough_days() < notice.rough_days():
        yield Question(
            "renewal.notice_not_before",
            f"It is read as wanting notice {notice.words()} before the end, yet no earlier than {terms.not_before.words()} before it. "
            "Which day is the first on which notice may be given?",
        )
    answered = analysis.facts.get("governing_law")
    if terms.in_working_days and not (answered and answered.corrected) and years_unknown(place, closing[:1]):
        yield Question("governing_law", "Its notice counts business days. Which country's public holidays count?")
    yield from _of_an_amendment(analysis)


def likely_deadline(analysis: Analysis, today: date) -> date | None:
    """When notice may be due where that cannot be counted: as long before the end that is known as notice mostly takes.

    Where no end is known but a start is, the next anniversary counts as one. None where nothing is known.
    """
    renewal, start = analysis.renewal, analysis.value("term_start") or analysis.effective_date
    notice = renewal.notice_by if renewal and renewal.notice_by is not None else LONG_NOTICE
    ends = analysis.expiration_date
    if ends is None and start is not None:
        years = max(today.year - start.year, 1)
        ends = plus(start, Period(years, "year"))
        ends = (ends if ends > today else plus(start, Period(years + 1, "year"))) - DAY
    return None if ends is None else max(ends - timedelta(days=round(min(notice.rough_days(), 3650))), date(1900, 1, 1))


def _of_an_amendment(analysis: Analysis) -> Iterator[Question]:
    """What an amendment says of the term or its notice, where nothing could be taken from it."""
    words = analysis.value("renewal.amendment_unread")
    if not words:
        return
    field = "renewal.notice_by" if "notice" in words.lower() else "expiration_date"
    ask = "How long before the end must notice be given?" if field == "renewal.notice_by" else "On which day does the current term end?"
    answered = analysis.facts.get(field)
    if not (answered and answered.corrected):
        said = words if len(words) <= 200 else words[:199].rsplit(" ", 1)[0] + " …"
        yield Question(field, f"The amendment says “{said}” {ask}")
