"""A change of the terms comes with little notice, or none."""

from __future__ import annotations

from reviews.drafting import as_adjective, ladder, phrase_of, place_of, replace
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._change import (
    ONLY_ON_NOTICE,
    ONLY_ON_NOTICE_BY_EMAIL,
    after_the_power,
    bound,
    overriding,
    the_power,
    unilateral,
)
from reviews.wording import worded

FIRES_ON = (
    Example("We reserve the right to amend these Terms at any time."),
    Example("The Provider may modify this Agreement upon seven (7) days' written notice to the Customer."),
    Example(
        "12. Changes. Supplier may vary the terms of this Agreement at any time. Supplier shall inform Buyer of a variation by "
        "e-mail no later than 14 days before it takes effect; Buyer may cancel this Agreement within that time."
    ),
    Example("These Terms may be updated from time to time without prior notice to you. You may close your account at any time."),
    Example(
        "Vendor may revise this Agreement in its discretion, and each revision shall be notified to Client in writing at least five "
        "business days before the first day on which it applies, failing which it has no effect."
    ),
    Example(
        "Your continued use of the Service after a change to these Terms means that you accept the change. You may close your "
        "account at any time."
    ),
    Example(
        "14.2 The Host may amend these Terms, the Acceptable Use Policy and the description of each plan from time to time, and shall "
        "publish the amended version on its website and send a notice of it by email to the address of the account holder at least ten "
        "(10) days before the amended version takes effect, after which it governs the whole of the relationship between the parties, "
        "including orders already placed."
    ),
    Example(
        "We reserve the right, at our sole discretion, to modify or replace any part of these Terms at any time. Where a revision is "
        "material we will try to give you at least 15 days' notice by email prior to any new terms taking effect; what constitutes a "
        "material change will be determined by us, and a change that we hold not to be material may take effect as soon as it is made."
    ),
)
SILENT_ON = (
    Example("This Agreement may be amended only by a written instrument signed by both parties."),
    Example("The Provider may modify this Agreement upon thirty (30) days' written notice to the Customer."),
    Example("We may amend these Terms at any time, but we will notify you by e-mail at least 60 days before a change applies."),
    Example(
        "Supplier may vary the terms of this Agreement from time to time. Supplier shall inform Buyer in writing of a variation no "
        "later than ninety (90) days before it takes effect, and Buyer may reject it."
    ),
    Example("The Provider may change this Agreement only with the Customer's written consent."),
    Example(
        "If we make material changes to this Agreement, we will send you notice by e-mail at least forty-five (45) days before "
        "they take effect."
    ),
    Example(
        "Amendments. The Company may change these Terms for good cause. It shall send each Customer the text of the change by email, with"
        " the changed words marked in it, no less than ninety (90) days before the change takes effect. A Customer that objects within "
        "that time keeps the former Terms until the end of its subscription; a change of which a Customer was not so notified has no "
        "effect for it."
    ),
)


def test(case: Case) -> Flag | None:
    if not unilateral(case):
        return None
    notice = case.analysis.value("change_of_terms.notice_before")
    if notice is not None and notice.rough_days() >= case.thresholds.notice_of_change.rough_days():
        return None
    names = case.analysis.names
    given = f"{notice.words()} are" if notice and notice.count > 1 else "one day is" if notice else None
    told = f"Only {given} given" if given else f"{names.vendor[:1].upper()}{names.vendor[1:]} must give no notice of a change"
    return Flag(
        case.analysis.evidence("change_of_terms.notice_before") or the_power(case),
        f"{told}; to read it, ask a lawyer and move elsewhere takes at least {case.thresholds.notice_of_change.words()}.",
    )


WORDING = Wording(
    rule="short_notice_of_change",
    preferred=ONLY_ON_NOTICE,
    acceptable=ONLY_ON_NOTICE_BY_EMAIL,
    walk_away="{vendor shall} notify {customer} by e-mail of every change to {agreement} at least {notice of change} before it takes effect.",
    actions=("insert", "replace"),
    place="are added after the sentence that lets the vendor change the terms, where no notice is promised; where one is, only the number "
    "of days is changed, in our words and in yours",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    notice = case.analysis.value("change_of_terms.notice_before")
    place = place_of(case, "change_of_terms.notice_before")
    if notice is None or place is None:
        words = worded(case, WORDING, step) if step == "walk_away" else overriding(case, WORDING, step)
        return after_the_power(case, step, words)
    phrase = phrase_of(case, *place, notice)
    if phrase:
        wanted = as_adjective(case, case.text[slice(*phrase)], case.thresholds.notice_of_change)
        return replace(case, step, *phrase, wanted)
    return bound(case, step)


RULE = Rule(
    id="short_notice_of_change",
    matter="change_of_terms",
    severity="medium",
    title="Changes come with little notice",
    reason="A change has to be read, understood, costed and, if need be, escaped before it takes effect.",
    source="Council Directive 93/13/EEC, Annex 2(b) (reasonable notice of altered conditions); Directive (EU) 2018/1972, art. "
    "105(4): one month's notice of changed terms of electronic communications services.",
    advice="Thirty days is what vendors give in their own consumer terms; they can hardly give a business less.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
