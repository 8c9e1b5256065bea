"""A forgotten notice costs the customer, not the vendor."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.rule import Case, Example, Flag, Missing, Redline, Rule, StepName, Wording
from reviews.rules._change import VOID, after_the_power, unilateral
from reviews.wording import worded

FIRES_ON = (
    Example("We reserve the right to amend these Terms at any time."),
    Example(
        "The Provider may modify this Agreement from time to time and shall notify the Customer of each modification by e-mail. "
        "The Customer may terminate this Agreement within thirty days of such notification."
    ),
    Example(
        "7.3 Supplier may revise the Policies referred to in this Agreement at any time. Supplier will use reasonable efforts to "
        "inform Buyer of revisions that it considers to be material, but a failure to do so shall not affect their validity."
    ),
    Example(
        "Vendor may change the terms of this Agreement upon sixty (60) days' written notice to Client. Client shall review the "
        "changed terms and raise any concern with its account manager."
    ),
    Example("These Terms may be updated from time to time without prior notice to you. The latest version replaces all others."),
    Example(
        "If we change these Terms, we will do our best to let you know, for instance by e-mail, on our blog or in the app; you "
        "may cancel your plan at any time before its next renewal."
    ),
    Example(
        "17. Amendments. The Licensor may amend this Agreement, including its Schedules and the price list, at any time in its discretion"
        " by written notice to the Licensee of not less than sixty (60) days. The Licensee may terminate this Agreement within that time "
        "if it does not accept the amendment. The amendment is in any event deemed to have been accepted by each Licensee on the day that"
        " is named in it."
    ),
)
SILENT_ON = (
    Example("This Agreement may be amended only by a written instrument signed by both parties."),
    Example("We may amend these Terms at any time. A change of which we have not notified you by e-mail has no effect."),
    Example(
        "No change to this Agreement made by the Provider binds the Customer unless the Provider has given the Customer at least "
        "thirty days' written notice of it."
    ),
    Example(
        "Vendor may revise this Agreement once in a calendar year. A revision that was not announced to Client in writing sixty "
        "(60) days ahead shall be void, whether or not Client went on using the Services."
    ),
    Example("The Provider may change this Agreement only with the Customer's written consent."),
    Example(
        "The Operator may alter the Rules. The Operator shall announce each alteration to the Member in writing thirty days "
        "ahead, failing which it has no effect."
    ),
    Example(
        "The Host may amend these Terms by a written notice that it sends to the Client at least thirty (30) days before the amendment "
        "takes effect, and the Client may terminate within that time. An amendment of which the Client was not notified in this manner "
        "does not bind the Client and has no effect, even where the Client knew of it, went on using the Service or was told of it in "
        "some other way."
    ),
)


def test(case: Case) -> Flag | None:
    if not unilateral(case) or case.analysis.value("change_of_terms.unnotified_has_no_effect"):
        return None
    names = case.analysis.names
    promised = case.analysis.value("change_of_terms.notice_before")
    if promised:
        why = f"{promised.words()}' notice is promised, but nothing says what happens when {names.vendor_has} forgotten to send it"
    else:
        why = f"Nothing says what happens to a change of which {names.vendor_has} told nobody"
    return Flag(None, f"{why[:1].upper()}{why[1:]}: it binds you all the same, and the mistake is yours to pay for.")


WORDING = Wording(
    rule="unnotified_change_still_binds",
    preferred=VOID,
    acceptable="A change to {agreement} of which {vendor has} not notified {customer} in writing or by e-mail at least {notice of change} "
    "before it takes effect has no effect.",
    walk_away="A change to {agreement} of which {vendor has} not notified {customer} by e-mail before it takes effect has no effect.",
    actions=("insert",),
    place="are added after the sentence that lets the vendor change the terms",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    return after_the_power(case, step, worded(case, WORDING, step))


RULE = Rule(
    id="unnotified_change_still_binds",
    matter="change_of_terms",
    severity="medium",
    title="A change that you were never told of still binds you",
    reason="A duty to give notice is worth what its breach costs: without this sentence, nothing.",
    source="Douglas v. U.S. District Court (Talk America), 495 F.3d 1062 (9th Cir. 2007): an offer to change a contract of which "
    "the other party has no knowledge is not accepted.",
    advice="This is the cheapest sentence on the table: it costs nothing to a vendor that keeps its word.",
    judges=Missing(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
