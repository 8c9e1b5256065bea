"""It renews for more than a month at a time."""

from __future__ import annotations

import re

from contracts.analysis.clause import Clause
from contracts.periods import Period
from reviews.drafting import as_adjective, insert_after, ladder, last_of, phrase_of, replace
from reviews.figures import costing
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._renewal import automatic, instead_of_renewal, may_leave_later, reminded, the_renewal
from reviews.wording import reworded, worded

FIRES_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term."
    ),
    Example(
        "2. Term. The initial term of this Agreement is two (2) years from the Effective Date, and this Agreement shall "
        "automatically renew thereafter for successive periods of twelve (12) months unless Customer notifies Provider in writing "
        "of its intent not to renew no later than ninety (90) days prior to the expiry of the then-current period."
    ),
    Example("Upon expiry of the Initial Term the Subscription will be extended for further periods of twelve (12) months each."),
    Example(
        "The Initial Term is thirty-six (36) months. Thereafter the Agreement shall automatically renew for additional periods of "
        "the same duration as the Initial Term. Either party may prevent the renewal by giving not less than ninety (90) days' "
        "written notice before the expiry of the current period."
    ),
    Example("Thereafter the Agreement continues from year to year until one of the parties gives ninety days' notice."),
    Example("This subscription renews automatically for a further three months at a time. Invoices are payable on receipt."),
    Example(
        "Upon the expiration of the initial term this Agreement shall automatically be extended in perpetuity, unless Licensee "
        "notifies Licensor in writing at least ninety (90) days prior to that expiration that it does not wish the extension."
    ),
)
SILENT_ON = (
    Example(
        "After the Initial Term this Agreement continues from month to month, and either party may terminate it on thirty (30) "
        "days' written notice."
    ),
    Example("Your subscription renews automatically each month until you cancel it in your account settings."),
    Example("Customer may, at its option, renew this Agreement for one additional term of two (2) years by written notice."),
    Example(
        "This Agreement shall automatically renew for successive terms of one month each unless either party gives notice ten days "
        "before the end of the then-current term."
    ),
    Example("The term of this Contract may be extended by mutual written agreement of the parties for up to three years."),
    Example(
        "The Initial Term of the Order is twelve (12) months. Thereafter the Order shall automatically renew on a month-to-month basis, "
        "for one month at a time, at the fees that were in force during the Initial Term, until either party ends it by thirty (30) days'"
        " written notice, which the Customer may also give in its account, by telephone or by email to the address on the cover page."
    ),
)


def test(case: Case) -> Flag | None:
    clause = case.analysis.evidence("renewal.renewal_term") or the_renewal(case)
    term: Period | None = case.analysis.value("renewal.renewal_term")
    if not automatic(case) or clause is None or term is None:
        return None
    if term.perpetual:
        return None if case.analysis.value("renewal.until_ended") or may_leave_later(case) else _for_good(case, clause)
    if (term.months() or 0) <= (case.thresholds.longest_renewal.months() or 0) * 1.05:
        return None
    if (reminded(case) and (term.months() or 0) <= 12.2) or may_leave_later(case):
        return None
    notice = case.analysis.value("renewal.notice_by")
    by = f"{notice.words()} before the term ends" if notice else "before the term ends"
    return Flag(clause, f"Whoever forgets to write {by} has bought another {_another(term)}{costing(case, term)}.")


def _for_good(case: Case, clause: Clause) -> Flag:
    notice = case.analysis.value("renewal.notice_by")
    by = f"{notice.words()} before the first term ends" if notice else "before the first term ends"
    return Flag(clause, f"Whoever forgets to write {by} is bound without end: nothing says how the agreement is left after that.")


def _another(term: Period) -> str:
    return term.words().removeprefix("one ")


WORDING = Wording(
    rule="renews_for_a_long_term",
    preferred="After {initial term}, {agreement continues} from month to month, and either party may terminate it on {30 days'} written notice.",
    acceptable="After {initial term}, {agreement} shall automatically renew for successive terms of {1 year} at {unchanged fees} unless "
    "either party gives {30 days'} written notice before the end of the then-current term. {vendor shall} remind {customer} of each "
    "renewal in writing between {90} and {60} days ahead of it, failing which {agreement ends} with the then-current term.",
    walk_away="{customer} may terminate {agreement} at any time during a renewal term on {30 days'} written notice, with a pro rata refund "
    "of {prepaid fees}.",
    actions=("replace", "insert"),
    place="take the place of what the agreement says on its renewal; those of the walk-away are added after it",
    shorter="changes only the length of the renewal at the preferred step, where the rest suits a shorter one",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    words = worded(case, WORDING, step)
    if step == "walk_away":
        last = last_of(case, "renewal", "renewal_notice")
        assert last is not None
        return insert_after(case, step, last.end, words)
    shorter = _shorter(case, flag) if step == "preferred" and not reworded(case, WORDING, step) else None
    return shorter or instead_of_renewal(case, step, words)


def _shorter(case: Case, flag: Flag) -> Redline | None:
    """Only the length is struck, where the rest of the clause suits a month: its notice is short, its words are plain."""
    clause, notice = flag.clause, case.analysis.value("renewal.notice_by")
    term: Period = case.analysis.value("renewal.renewal_term")
    if clause is None or term.perpetual or (notice and notice.rough_days() > 30) or case.analysis.value("renewal.same_as_initial"):
        return None
    if re.search(r"\b(?:annual|year(?:ly)?\s+(?:to|by)|each\s+year|anniversar)", clause.text, re.IGNORECASE):
        return None
    phrase = phrase_of(case, clause.start, clause.end, term)
    if phrase is None:
        return None
    wanted = as_adjective(case, case.text[slice(*phrase)], case.thresholds.longest_renewal)
    return replace(case, "preferred", *phrase, wanted)


RULE = Rule(
    id="renews_for_a_long_term",
    matter="renewal",
    severity="high",
    title="It renews for a long term",
    reason="One forgotten letter should not cost a year; prices fall and needs change faster than that.",
    source="N.Y. Gen. Oblig. Law § 5-903 (service contracts that renew for more than a month need a reminder 15 to 30 days "
    "before the notice is due); Ill. 815 ILCS 601 (Automatic Contract Renewal Act).",
    advice="The first term pays for their cost of sale; after it there is no reason for a second lock. Accept a year only with a "
    "written reminder and an unchanged price, and never a renewal that is longer than the first term.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
    settles=("narrow_notice_window", "notice_due_too_early"),
)
