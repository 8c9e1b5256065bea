"""Notice is good only inside a window."""

from __future__ import annotations

import re
from typing import Final

from contracts.periods import Period, PeriodMatch, find_periods
from reviews.drafting import as_adjective, insert_after, ladder, replace
from reviews.figures import costing
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._renewal import around, automatic, instead_of_notice
from reviews.wording import filled, reworded, worded

FIRES_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal no more than ninety (90) days and no less than sixty (60) days before the end of the then-current term."
    ),
    Example(
        "The Agreement renews automatically each year for one year. Notice of non-renewal must be received no earlier than "
        "forty-five (45) days and no later than thirty (30) days before the anniversary of the Effective Date."
    ),
    Example(
        "5.1 The term is one year. 5.2 It shall automatically renew for further periods of one year each, unless Client notifies "
        "Vendor of its decision not to renew at least 30 days but not more than 60 days prior to the expiration of the "
        "then-current term, time being of the essence."
    ),
    Example(
        "This Agreement shall automatically renew for successive terms of three months unless either party gives written notice of "
        "non-renewal at least seventy-five (75) days before the end of the then-current term."
    ),
    Example(
        "The Maintenance Contract is made for two (2) years. It shall automatically renew for further periods of two (2) years each, "
        "unless it is terminated by registered letter which must be received not earlier than seventy-five (75) days and not later than "
        "sixty (60) days prior to the end of the period then running; a letter that is received before or after these days is without "
        "effect."
    ),
)
SILENT_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term."
    ),
    Example("After the Initial Term this Agreement continues from month to month until ended on thirty days' written notice."),
    Example("Customer may, at its option, renew this Agreement for one year by notice given 60 to 30 days before its end."),
    Example(
        "This Agreement shall automatically renew for further periods of two years each unless Customer gives notice of "
        "non-renewal at least three months before the end of the then-current period."
    ),
    Example(
        "This Agreement shall automatically renew for successive periods of six (6) months. Either party may stop the renewal by a notice"
        " of non-renewal, which may be given at any time during the period then running, however early, and must have been sent at least "
        "thirty (30) days before that period ends. A notice that comes later stops the renewal after the next."
    ),
)

_OPENS: Final = re.compile(
    r"(?:,\s*)?(?:\b(?:and|but|nor)\s+)?(?:(?:no|not|nor)\s+(?:more|earlier|sooner|greater)\s+than|at\s+most|up\s+to)\s+$", re.IGNORECASE
)
_JOINS: Final = re.compile(
    r"['’]?(?:\s+(?:and|but|nor))?(?:,)?\s+(?:and\s+|but\s+)?(?=(?:(?:no|not|nor)\s+(?:less|fewer|later)|at\s+least))", re.IGNORECASE
)
_COUNTS_ANYWAY: Final = re.compile(
    r"\bnotice\b[^.;]{0,80}\b(?:earlier|before\s+then|too\s+early|early)\b[^.;]{0,60}\b(?:counts?|deemed|treated|valid|effective)\b",
    re.IGNORECASE,
)


_USUAL: Final = 45  # days of notice, at most, that every step of the ladder asks for


def test(case: Case) -> Flag | None:
    analysis = case.analysis
    clause = analysis.evidence("renewal.notice_by") or analysis.evidence("renewal.notice_not_before")
    last, first, term = (analysis.value(f"renewal.{name}") for name in ("notice_by", "notice_not_before", "renewal_term"))
    if clause is None or not automatic(case) or _COUNTS_ANYWAY.search(" ".join(around(case).split())):
        return None
    if first is not None:
        days = f", {round(first.rough_days() - last.rough_days())} days in all" if last else ""
        ends = f" and {last.words()}" if last else ""
        return Flag(
            clause,
            f"Notice counts only between {first.words()}{ends} before the term ends{days}. Sent a day too early or too late, it "
            f"is worth nothing, and the agreement renews{costing(case, term)}.",
        )
    if last is None or term is None or term.perpetual or (term.months() or 0) <= (case.thresholds.longest_renewal.months() or 0):
        return None
    width = term.rough_days() - last.rough_days()
    # A short term holds no wider window than it leaves beside a usual notice.
    if width >= min(case.thresholds.narrowest_notice_window.rough_days(), term.rough_days() - _USUAL):
        return None
    open_for = f"for only {round(width)} days of each term" if width > 0 else "for no day of the term"
    return Flag(clause, f"With {last.words()}' notice and a term of {term.words()}, the door is open {open_for}.")


_UP_TO: Final = "Either party may prevent the renewal by written notice at any time up to {30 days} before the end of the then-current term."
WORDING = Wording(
    rule="narrow_notice_window",
    preferred=_UP_TO,
    acceptable=_UP_TO,
    walk_away="A notice that is given earlier counts as given on the first day on which {agreement allows} it.",
    actions=("replace", "insert"),
    place="take the place of what the agreement says on notice against the renewal; those of the walk-away are added after it, where notice "
    "may come too early, and are not used where it is only due too soon",
    shorter="strikes only the words on the day from which notice counts, or changes only the number of days",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    last: Period | None = case.analysis.value("renewal.notice_by")
    first: Period | None = case.analysis.value("renewal.notice_not_before")
    periods = find_periods(clause.text)
    days = {"preferred": 30, "acceptable": 30, "walk_away": 45}[step]
    wanted, sentence = Period(days, "day"), worded(case, WORDING, step)
    if first is not None and step == "walk_away":
        return insert_after(case, step, clause.end, sentence)
    if step != "walk_away" and reworded(case, WORDING, step):
        return instead_of_notice(case, step, clause, sentence)
    if first is None:
        at = next((p for p in periods if p.period == last), None)
        if at:
            old = clause.text[at.start : at.end]
            return replace(case, step, clause.start + at.start, clause.start + at.end, as_adjective(case, old, wanted))
    else:
        opening_words = _opening(clause.text, periods, first)
        if opening_words:
            start, end = opening_words
            if step == "preferred":
                return _with_deadline(case, step, start, end, clause.text, clause.start, periods, last, wanted)
            return replace(case, step, clause.start + start, clause.start + end, "")
    return instead_of_notice(case, step, clause, filled(case, _UP_TO.replace("{30 days}", f"{{{days} days}}")))


def _opening(text: str, periods: list[PeriodMatch], first: Period) -> tuple[int, int] | None:
    """The words that close the window from before: ``no more than ninety (90) days and `` or `` but not more than 60 days``."""
    for period in periods:
        opens = _OPENS.search(text, 0, period.start)
        if period.period != first or not opens:
            continue
        joins = _JOINS.match(text, period.end)
        start = opens.start()
        if joins:
            while text[start] in " ,":
                start += 1
            return start, joins.end()
        while start > 0 and text[start - 1].isspace():
            start -= 1
        return start, period.end
    return None


def _with_deadline(
    case: Case,
    step: StepName,
    start: int,
    end: int,
    text: str,
    base: int,
    periods: list[PeriodMatch],
    last: Period | None,
    wanted: Period,
) -> Redline:
    """Strikes the opening and, where the deadline is earlier than wanted, sets it to what is wanted: one redline for both."""
    at = next((p for p in periods if p.period == last), None)
    if at is None or last is None or last.rough_days() <= wanted.rough_days():
        return replace(case, step, base + start, base + end, "")
    low, high = min(start, at.start), max(end, at.end)
    shorter = as_adjective(case, text[at.start : at.end], wanted)
    between = text[end : at.start] + shorter if start < at.start else shorter + text[at.end : start]
    return replace(case, step, base + low, base + high, between)


RULE = Rule(
    id="narrow_notice_window",
    matter="renewal",
    severity="high",
    title="Notice is good only inside a narrow window",
    reason="Nobody is harmed by a notice that comes early; an opening date serves only to make notices fail.",
    source="Council Directive 93/13/EEC, Annex 1(h) (an unreasonably early deadline to decline an extension); N.Y. Gen. Oblig. "
    "Law § 5-903 sets the practice of a reminder before the window closes.",
    advice="Ask what harm an early notice does. There is none, so the opening usually goes without a fight; keep your strength "
    "for the deadline.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
