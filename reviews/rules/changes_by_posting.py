"""Publishing a page changes the agreement."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._change import AS_ONE, instead_of, the_power
from reviews.wording import worded

FIRES_ON = (
    Example("We may change these Terms at any time by posting the new version on our website."),
    Example(
        "The Provider may amend this Agreement from time to time. The current version is available on the Provider's website, and "
        "each amendment takes effect upon publication there."
    ),
    Example(
        "9.4 Supplier may revise the Acceptable Use Policy, the Support Policy and any other policy referred to in this Agreement "
        "from time to time by publishing the revised version on the Supplier Portal, and such revised version shall take effect "
        "upon publication."
    ),
    Example(
        "These Terms of Use may be updated from time to time without prior notice to you, and you should check this page "
        "periodically for changes. The date of the latest update stands at the top of the page."
    ),
    Example(
        "17. General. Kestrel reserves the right to modify these terms and conditions and its Service Level Agreement in its "
        "discretion. Any modification will be posted at the customer portal and is binding on Customer from the day on which it is "
        "so posted.\n\n18. Notices. Notices are given in writing."
    ),
    Example(
        "Changes to these Terms will be posted at the foot of this page and take effect on the day of posting.\n\nYou are "
        "responsible for your equipment and for the cost of your connection."
    ),
    Example(
        "31. VARIATION. THE COMPANY RESERVES THE RIGHT TO VARY THE RATES OF REFUND, THE RULES OF THE PROGRAMME AND ALL OTHER "
        "TERMS SET OUT IN THIS AGREEMENT (INCLUDING ITS SCHEDULES), AND ANY SUCH VARIATION SHALL BE DEEMED TO HAVE BEEN "
        "COMMUNICATED TO THE MEMBER WHEN IT HAS BEEN PUBLISHED ON THE COMPANY'S WEBSITE, WHICH THE MEMBER UNDERTAKES TO VISIT "
        "REGULARLY."
    ),
)
SILENT_ON = (
    Example("We may change these Terms only if we have sent you written notice thirty days before."),
    Example("The Provider may amend this Agreement at any time on thirty days' written notice to the Customer."),
    Example("This Agreement may be amended only by a written instrument signed by both parties. It was published in May."),
    Example("Provider posts the status of the Service on its website. Customer shall pay the Fees in advance."),
    Example(
        "Vendor may update the terms of this Agreement once a year. Vendor shall notify Customer of an update by e-mail at least "
        "sixty (60) days before it takes effect."
    ),
    Example(
        "Supplier may amend these Conditions. It sends each amendment to the address that Buyer has given, in writing and at "
        "least thirty days ahead, and keeps a copy of all versions."
    ),
    Example(
        "We post job offers and news on our website. The parties may amend this Agreement by a document that both have signed."
    ),
    Example(
        "20. The Provider publishes the current description of the Service, its price list and its policies on its website for "
        "information. None of what is published there becomes part of this Agreement, or changes it, unless both parties have signed a "
        "document that says so and names the version by its date."
    ),
)


def test(case: Case) -> Flag | None:
    if not case.analysis.value("change_of_terms.by_posting") or the_power(case) is None:
        return None
    return Flag(
        case.analysis.evidence("change_of_terms.by_posting"),
        "A page on a website changes what binds you, and nobody has to tell you. Unless somebody reads that page every day, you "
        "will learn of a change when it is relied on against you.",
    )


WORDING = Wording(
    rule="changes_by_posting",
    preferred="{vendor shall} notify {customer} in writing of every change to {agreement} at least {notice of change} before it takes "
    "effect; publication is not such a notice.",
    acceptable="{vendor shall} notify {customer} by e-mail of every change to {agreement} at least {notice of change} before it takes "
    "effect; publication is not such a notice.",
    walk_away="{vendor shall} notify {customer} by e-mail of every change to {agreement} before it takes effect; publication is not such a "
    "notice.",
    actions=("replace",),
    place=f"take the place of the sentence on publication; {AS_ONE}",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    return instead_of(case, step, "change_of_terms.by_posting", worded(case, WORDING, step))


RULE = Rule(
    id="changes_by_posting",
    matter="change_of_terms",
    severity="high",
    title="Publishing a web page changes the agreement",
    reason="Nobody is bound by what nobody has told them; a party has no duty to check a website for changes.",
    source="Douglas v. U.S. District Court (Talk America), 495 F.3d 1062 (9th Cir. 2007): a party cannot assent to a change that "
    "it was not told of; Council Directive 93/13/EEC, Annex 1(i) and (j).",
    advice="An e-mail to a named contact costs the vendor nothing. Ask who in their company would accept a contract that a "
    "stranger may edit.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
