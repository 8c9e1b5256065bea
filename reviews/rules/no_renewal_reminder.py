"""Nobody has to tell us that the window opens."""

from __future__ import annotations

from contracts.periods import Period
from reviews.drafting import insert_after, ladder, last_of
from reviews.rule import Case, Example, Flag, Missing, Redline, Rule, StepName, Wording
from reviews.rules._renewal import automatic, reminded
from reviews.wording import worded

FIRES_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term."
    ),
    Example("Upon expiry of the Initial Term the Subscription will be extended for further periods of twelve (12) months each."),
    Example("The membership renews automatically for one year at a time. You may cancel by e-mail 14 days before the year ends."),
    Example(
        "4.1 The Initial Term of each Order shall be twenty-four (24) months. 4.2 At its expiry, and at the expiry of each period "
        "thereafter, the Order shall automatically renew for a period of twelve (12) months on the same terms, unless one party has told "
        "the other in writing, not less than forty-five (45) days before such expiry, that the Order shall end. 4.3 Invoices are sent "
        "yearly in advance."
    ),
    Example(
        "This contract renews automatically for successive terms equal to the Initial Term, which is one (1) year, unless it is cancelled"
        " in writing by either party thirty days before the end of a term, time being of the essence. A notice that is late stops the "
        "renewal that comes after the next one, and the fees for the term between are due in full on its first day."
    ),
)
SILENT_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms. Provider shall remind Customer of each renewal in "
        "writing between ninety and sixty days ahead of it."
    ),
    Example("Customer may, at its option, renew this Agreement for one additional term of two (2) years by written notice."),
    Example("After the Initial Term this Agreement continues from month to month until ended on thirty days' written notice."),
    Example("The order renews automatically from one month to the next until either party cancels it in writing."),
    Example(
        "6.2 The Agreement shall automatically renew for periods of one year. 6.3 No more than ninety (90) and no less than sixty (60) "
        "days before each renewal the Provider shall notify the Customer in writing that the renewal is approaching, stating its date, "
        "the fees for the next period and the last day on which a notice of non-renewal is in time; without such reminder the Agreement "
        "does not renew."
    ),
)


def test(case: Case) -> Flag | None:
    term: Period | None = case.analysis.value("renewal.renewal_term")
    if not automatic(case) or reminded(case):
        return None
    if term is not None and (term.perpetual or (term.months() or 0) <= (case.thresholds.longest_renewal.months() or 0)):
        return None
    names = case.analysis.names
    return Flag(None, f"{names.vendor[:1].upper()}{names.vendor[1:]} need say nothing before the term renews; the only calendar is yours.")


WORDING = Wording(
    rule="no_renewal_reminder",
    preferred="{vendor shall} remind {customer} of each renewal in writing between {90} and {60 days} ahead of it; without the reminder, "
    "{agreement ends} with the then-current term.",
    acceptable="{vendor shall} remind {customer} of each renewal in writing between {90} and {60 days} ahead of it.",
    walk_away="{vendor shall} remind {customer} of each renewal by e-mail.",
    actions=("insert",),
    place="are added after the last sentence on renewal",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    last = last_of(case, "renewal", "renewal_notice")
    assert last is not None
    return insert_after(case, step, last.end, worded(case, WORDING, step))


RULE = Rule(
    id="no_renewal_reminder",
    matter="renewal",
    severity="low",
    title="Nobody has to tell you that it will renew",
    reason="A reminder costs one e-mail; its absence is counted on.",
    source="N.Y. Gen. Oblig. Law § 5-903(2) and Ill. 815 ILCS 601/10 make such a reminder the condition of an automatic renewal.",
    advice="In some states the law asks for it anyway: offer it as a clause that keeps their renewals valid.",
    judges=Missing(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
