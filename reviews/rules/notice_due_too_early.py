"""Notice is due long before the term ends."""

from __future__ import annotations

from typing import Final

from contracts.periods import Period
from reviews.drafting import as_adjective, insert_after, ladder, length, phrase_of, replace
from reviews.figures import costing
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._renewal import automatic, instead_of_notice
from reviews.wording import reworded, worded

FIRES_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least ninety (90) days before the end of the then-current term."
    ),
    Example(
        "The Initial Term is thirty-six (36) months. Thereafter the Agreement shall automatically renew for additional periods of "
        "twelve (12) months. Either party may prevent the renewal by giving not less than one hundred eighty (180) days' written "
        "notice before the expiry of the current period."
    ),
    Example(
        "4. The contract is extended automatically by one year at a time unless the Client cancels it in writing at least three "
        "months before the end of the current term."
    ),
    Example(
        "12.1 The Hosting Term is twelve (12) months from the Go-Live Date. 12.2 Thereafter the Hosting Term shall be extended "
        "automatically by successive periods of twelve (12) months each, save where a party has notified the other in writing, not later "
        "than one hundred and twenty (120) days prior to the expiry of the Hosting Term or of the then-current extension, that it does "
        "not wish it to be extended."
    ),
    Example(
        "The subscription runs for one year and renews automatically for one year at a time, unless you cancel it in writing at least 100"
        " days before the end of the year."
    ),
)
SILENT_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term."
    ),
    Example("Your subscription renews automatically each year unless you cancel it 14 days before the end of the year."),
    Example("Customer may, at its option, renew this Agreement for one year by written notice 90 days before its end."),
    Example(
        "The Master Agreement lasts for five (5) years. It shall automatically renew for further terms of one (1) year each unless a "
        "party gives the other a written notice of non-renewal no later than thirty (30) days before the end of the term then running. A "
        "breach may be notified at any time, and shall be remedied within one hundred and eighty (180) days from the notice."
    ),
    Example(
        "The agreement shall automatically renew for one year at a time unless either party gives notice of non-renewal forty-five (45) "
        "days before the end of the year."
    ),
)


def test(case: Case) -> Flag | None:
    notice: Period | None = case.analysis.value("renewal.notice_by")
    clause = case.analysis.evidence("renewal.notice_by")
    if not automatic(case) or notice is None or clause is None:
        return None
    if notice.rough_days() <= case.thresholds.earliest_notice.rough_days():
        return None
    term = case.analysis.value("renewal.renewal_term")
    bound = f" or pay for another {term.words().removeprefix('one ')}{costing(case, term)}" if term and not term.perpetual else ""
    return Flag(
        clause,
        f"You must decide {notice.words()} before the term ends, when nobody has begun to think of it{bound}.",
    )


_IN_TIME: Final = "Notice of non-renewal is in time if it is given {days of notice} before the end of the then-current term."
WORDING = Wording(
    rule="notice_due_too_early",
    preferred=_IN_TIME,
    acceptable=_IN_TIME,
    walk_away=_IN_TIME,
    actions=("replace", "insert"),
    place="take the place of what the agreement says on notice against the renewal",
    shorter="changes only the number of days, and is added after a sentence that gives none or several",
    own={"days of notice": "30 days at the first step, 45 at the second, your limit at the third; never more than your limit"},
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    notice: Period = case.analysis.value("renewal.notice_by")
    latest = round(case.thresholds.earliest_notice.rough_days())
    wanted = Period(min({"preferred": 30, "acceptable": 45, "walk_away": latest}[step], latest), "day")
    phrase = phrase_of(case, clause.start, clause.end, notice)
    words = worded(case, WORDING, step, {"days of notice": length(case, wanted)})
    if reworded(case, WORDING, step):
        return instead_of_notice(case, step, clause, words)
    if phrase:
        return replace(case, step, *phrase, as_adjective(case, case.text[slice(*phrase)], wanted))
    return insert_after(case, step, clause.end, words)


RULE = Rule(
    id="notice_due_too_early",
    matter="renewal",
    severity="medium",
    title="Notice is due long before the term ends",
    reason="A decision that is due months ahead is made without knowing the need, the market or next year's budget.",
    source="Council Directive 93/13/EEC, Annex 1(h): an unreasonably early deadline for the other party to say that it does not "
    "want the contract extended.",
    advice="Thirty days is enough for them to plan. Ask what they do with the other sixty.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
