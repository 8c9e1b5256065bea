"""It renews unless somebody remembers."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.figures import costing
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._renewal import automatic, instead_of_renewal, the_renewal, the_term
from reviews.wording import worded

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
        "6.2 Renewal. If neither Party has terminated pursuant to Section 9, the Order Form shall, on each anniversary of the "
        "Start Date, be deemed renewed for a period equal to the Initial Term, at the Provider's then-current list prices."
    ),
    Example(
        "Your subscription renews automatically each month. You may cancel at any time in your account settings before the next "
        "billing date.\n\nFees are charged in advance."
    ),
    Example(
        "Article 9. The Agreement is concluded for three (3) years counted from the date on which the last party signs it. Upon expiry "
        "the Agreement shall automatically be renewed for periods of one (1) year, with the same conditions, unless one of the parties "
        "has, by letter that reaches the other no less than thirty (30) days before the expiry, declared that it opposes the renewal."
    ),
)
SILENT_ON = (
    Example("The term of this Contract may be extended by mutual written agreement of the parties for up to three years."),
    Example("Customer may, at its option, renew this Agreement for one additional term of two (2) years by written notice."),
    Example("This Agreement begins on 1 March 2026 and ends on 28 February 2027. It shall not renew automatically."),
    Example("Vendor shall renew its commercial general liability insurance policy each year during the Term."),
    Example(
        "The initial term of this Agreement is twelve (12) months. Any renewal requires an amendment that is signed by both "
        "parties before the initial term expires, and neither party is obliged to agree to one."
    ),
    Example(
        "7. This Agreement begins on the Effective Date and lasts for three (3) years (the \"Term\"). It shall not renew automatically. "
        "No later than six months before the Term ends the parties shall meet and discuss whether they wish to renew it, and any renewal "
        "takes a document that both have signed; if there is none, this Agreement ends on the last day of the Term."
    ),
)


def test(case: Case) -> Flag | None:
    clause = the_renewal(case)
    if not automatic(case) or clause is None:
        return None
    term, notice = case.analysis.value("renewal.renewal_term"), case.analysis.value("renewal.notice_by")
    if term is None or term.perpetual:
        bound = "the agreement goes on until somebody ends it"
    else:
        bound = f"you are bound for another {_another(term.words())}{costing(case, term)}"
    due = f"If nobody writes {notice.words()} before the end of the term" if notice else "If nobody acts before the term ends"
    return Flag(clause, f"{due}, {bound}.")


def _another(words: str) -> str:
    return words.removeprefix("one ")


WORDING = Wording(
    rule="renews_automatically",
    preferred="At the end of {initial term}, {customer} may renew {agreement} for {further term} by written notice to {vendor}.",
    acceptable="At the end of {initial term}, {agreement} may be renewed for {further term} only by written agreement of the parties.",
    walk_away="At the end of {initial term}, {agreement} may be renewed for {further term} only with {customer's} agreement by e-mail, "
    "given after a written reminder from {vendor}.",
    actions=("replace",),
    place="take the place of what the agreement says on its renewal; the words on the first term stay",
    own={"further term": "a further term of one year, as long as the agreement renews"},
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    further = the_term(case, case.analysis.value("renewal.renewal_term"))
    return instead_of_renewal(case, step, worded(case, WORDING, step, {"further term": further}))


RULE = Rule(
    id="renews_automatically",
    matter="renewal",
    severity="medium",
    title="It renews unless somebody remembers",
    reason="A renewal that happens by silence is decided by a calendar, and at last year's price.",
    source="N.Y. Gen. Oblig. Law § 5-903 and Cal. Bus. & Prof. Code § 17600 ff. restrict automatic renewals; Council Directive "
    "93/13/EEC, Annex 1(h).",
    advice="Say that renewals are approved in your budget round, so that an agreement which renews by silence cannot be approved. "
    "Where the vendor insists, ask for month to month instead.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
    settles=("renews_for_a_long_term", "narrow_notice_window", "notice_due_too_early"),
)
