"""No way out when the terms change."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.figures import costing
from reviews.rule import Case, Example, Flag, Missing, Redline, Rule, StepName, Wording
from reviews.rules._change import LEAVE_OR_STAY, after_the_power, unilateral
from reviews.wording import worded

FIRES_ON = (
    Example("We reserve the right to amend these Terms at any time."),
    Example("The Provider may modify this Agreement on thirty days' written notice to the Customer."),
    Example(
        "11.2 Supplier may vary the terms of this Agreement from time to time, and any variation shall bind Buyer from the date "
        "that is stated in it, provided that Supplier has sent a copy of it by e-mail at least fourteen (14) days before."
    ),
    Example(
        "These Terms may be updated from time to time without prior notice to you. By continuing to use the Service after an "
        "update you accept it.\n\nYou shall pay the fees in advance."
    ),
    Example(
        "Kestrel reserves the right to amend this Agreement, the Policies and the Documentation in its sole discretion.\n\nEither "
        "party shall keep the other's Confidential Information secret for five (5) years."
    ),
    Example(
        "19. Where the Provider revises the Service Level Agreement or any Policy, it shall inform the Customer of the "
        "revision by e-mail no later than thirty (30) days before the day on which the revision takes effect. The Customer has "
        "no right to object to a revision.\n\n20. The Provider may assign its claims."
    ),
)
SILENT_ON = (
    Example("This Agreement may be amended only by a written instrument signed by both parties."),
    Example(
        "The Provider may modify this Agreement on thirty days' written notice. The Customer may terminate this Agreement before "
        "the change takes effect."
    ),
    Example("We may amend these Terms at any time. If you do not agree to a change, you may cancel your subscription."),
    Example(
        "Supplier may vary the terms of this Agreement from time to time, but Buyer is entitled to reject the variation, in which "
        "case the existing terms remain in force."
    ),
    Example("The Provider may change this Agreement only with the Customer's written consent."),
    Example(
        "If we change these Terms, we will tell you by e-mail sixty days ahead, and you may within that time close your "
        "account without charge."
    ),
    Example(
        "13. The Licensor may amend the terms of this Agreement by a written notice to the Licensee, given at least ninety days before "
        "the amendment takes effect. The Licensee may within that time reject it, in which case the former terms go on to apply until the"
        " end of the term, or terminate this Agreement and be refunded pro rata what it has paid for the time that is then left."
    ),
)


def test(case: Case) -> Flag | None:
    if not unilateral(case) or case.analysis.value("change_of_terms.exit_right"):
        return None
    names = case.analysis.names
    term = case.analysis.value("renewal.renewal_term") or case.analysis.value("renewal.initial_term")
    bound = f" For up to {term.words()}{costing(case, term)}, you pay for terms that you did not sign." if term and not term.perpetual else ""
    return Flag(
        None,
        f"{names.vendor[:1].upper()}{names.vendor[1:]} may change the terms, and you may neither leave nor keep what you signed." + bound,
    )


WORDING = Wording(
    rule="no_exit_on_change",
    preferred=LEAVE_OR_STAY,
    acceptable="{customer} may, within {notice of change} after receiving notice of a change to {agreement}, terminate {agreement} without "
    "penalty and with a pro rata refund of {prepaid fees}.",
    walk_away="{customer} may, within {notice of change} after receiving notice of a change to {agreement}, terminate {agreement} without "
    "penalty where the change is to {customer's} disadvantage.",
    actions=("insert",),
    place="are added after the sentence that lets the vendor change the terms",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    return after_the_power(case, step, worded(case, WORDING, step))


RULE = Rule(
    id="no_exit_on_change",
    matter="change_of_terms",
    severity="high",
    title="There is no way out when the terms change",
    reason="A right to change the terms is bearable only for somebody who may leave when they are changed.",
    source="Council Directive 93/13/EEC, Annex 1(j) with 2(b): a right to alter the terms presupposes notice and freedom to "
    "dissolve the contract; UK Consumer Rights Act 2015, Sch. 2 para. 23.",
    advice="Ask for both: to leave with the unused money, or to stay on the old terms until the term ends. The vendor may choose "
    "which of the two it grants; refuse where it grants neither.",
    judges=Missing(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
