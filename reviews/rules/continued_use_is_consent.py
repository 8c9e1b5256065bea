"""Using the service accepts a change."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._change import AS_ONE, instead_of, the_power
from reviews.wording import worded

FIRES_ON = (
    Example("We may amend these Terms at any time. Your continued use of the Service means that you accept the amended Terms."),
    Example(
        "Supplier may revise these Conditions at any time. Buyer's continued use of the Portal after publication constitutes "
        "acceptance of the revised Conditions."
    ),
    Example(
        "The Provider may modify this Agreement upon thirty (30) days' written notice to the Customer. If the Customer continues to "
        "use the Services after the end of that time, the Customer is deemed to have accepted the modification."
    ),
    Example(
        "8.1 We reserve the right to change these Terms from time to time.\n\n8.2 By continuing to access or use the Platform after "
        "any such change comes into effect, you agree to be bound by the changed Terms, whether or not you have read them."
    ),
    Example(
        "By continuing to use the Platform after these Terms were revised, you agree to the revised Terms.\n\nInvoices are "
        "sent by e-mail."
    ),
    Example(
        "17.4 The Operator may revise the Terms, the Rate Card and the Network Rules. Where the Subscriber (or anybody who "
        "uses a Terminal with or without the Subscriber's permission) accesses or uses the Network at any moment following the "
        "date on which a revision takes effect, the Subscriber shall, notwithstanding that it may not have seen the revision, "
        "be conclusively deemed to have accepted it in full."
    ),
)
SILENT_ON = (
    Example("We may amend these Terms at any time. We will tell you of each change by e-mail sixty days ahead."),
    Example("This Agreement may be amended only by a written instrument signed by both parties."),
    Example("By using the Service you agree to pay the fees. You may cancel at any time by writing to us."),
    Example(
        "The Provider may modify this Agreement upon thirty days' written notice. No conduct of the Customer counts as agreement "
        "to a modification."
    ),
    Example(
        "Your use of the Service is at your own risk. The parties may change this Agreement by a document that both have "
        "signed."
    ),
    Example(
        "Supplier may amend these Conditions by written notice sixty days ahead. An amendment binds Buyer once Buyer has "
        "agreed to it in writing."
    ),
    Example(
        "9.2 The Supplier may propose an amendment by a written notice that it sends to the Customer's legal department at least sixty "
        "days before. The Customer's continued use of the Service during or after these days shall not be deemed to be its consent, which"
        " is given only by a signature of an officer of the Customer."
    ),
)


def test(case: Case) -> Flag | None:
    if not case.analysis.value("change_of_terms.continued_use_is_consent") or the_power(case) is None:
        return None
    return Flag(
        case.analysis.evidence("change_of_terms.continued_use_is_consent"),
        f"You cannot stop using {case.analysis.names.service} overnight, and going on counts as a yes: the only way to refuse a "
        "change is to shut down the day it appears.",
    )


WORDING = Wording(
    rule="continued_use_is_consent",
    preferred="Neither silence nor any conduct {of customer} counts as agreement to a change of {agreement}.",
    acceptable="Silence {of customer} does not count as agreement to a change of {agreement}.",
    walk_away="A change of {agreement} applies to {customer} only from the next renewal on.",
    actions=("replace",),
    place=f"take the place of the sentence that takes use for agreement; {AS_ONE}",
    own={"of customer": "of the Client, of yours"},
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    customer = case.analysis.names.customer
    own = {"of customer": "of yours" if customer == "you" else f"of {customer}"}
    return instead_of(case, step, "change_of_terms.continued_use_is_consent", worded(case, WORDING, step, own))


RULE = Rule(
    id="continued_use_is_consent",
    matter="change_of_terms",
    severity="medium",
    title="Using the service counts as a yes to any change",
    reason="Consent that cannot be withheld is no consent.",
    source="Council Directive 93/13/EEC, Annex 1(i) and (j); Berman v. Freedom Financial Network, 30 F.4th 849 (9th Cir. 2022): "
    "conduct binds only where notice is conspicuous and assent unambiguous.",
    advice="Offer a signature by e-mail instead: the vendor gets its yes, and you get the day to say no.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
