"""The vendor may rewrite the agreement by itself."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName
from reviews.rules._change import BOUND, bound, clauses_over, the_power, unilateral

FIRES_ON = (
    Example("We reserve the right to amend these Terms at any time. The new version applies to all customers."),
    Example(
        "14. Miscellaneous\n\n14.1 Amendments. The Provider may modify this Agreement, including any Schedule and any policy that it "
        "refers to, from time to time in its sole discretion, and the Customer acknowledges that it has no right to object to such a "
        "modification.\n\n14.2 Governing law. This Agreement is governed by the laws of Ireland."
    ),
    Example(
        "Supplier may revise these Conditions at any time by publishing the revised version on the Supplier Portal. Buyer's "
        "continued use of the Portal after publication constitutes acceptance of the revised Conditions."
    ),
    Example(
        "Kestrel may change the terms of this Agreement upon ten (10) days' written notice to Customer. Customer shall pay all "
        "invoices within thirty (30) days."
    ),
    Example(
        "23. Changes. Because our business and the law develop, we may update these Terms of Service from time to time, and we "
        "may also change the Acceptable Use Policy at any time with or without notice to you. It is your responsibility to review "
        "these Terms regularly.\n\n24. Contact. Write to us at the address above."
    ),
    Example(
        "1. These Terms. This page (together with the documents that it names) tells you on what terms you may use the "
        "Platform.\n\n2. News. If we make material changes to these Terms, we will notify you by e-mail or by a message in the "
        "Platform; smaller changes, such as corrections of spelling, are made without a message.\n\n3. Fees. Fees are payable "
        "in advance and are not refunded."
    ),
    Example(
        "22.1 (a) Without prejudice to Clause 4 (Charges), Clause 9 (Suspension) and any other right or remedy available to it "
        "under this Agreement, the Supplier shall have the right, but not the obligation, at any time during the Term and for "
        "whatever reason, to amend, supplement or replace the General Conditions, any Service Description and the Support "
        "Policy (each as in force on the Commencement Date), and (b) the Client shall be bound by the General Conditions, "
        "Service Descriptions and Support Policy as so amended, supplemented or replaced.\n\n22.2 The Client shall keep a copy "
        "of each version."
    ),
)
SILENT_ON = (
    Example("This Agreement may be amended only by a written instrument signed by both parties."),
    Example("The Provider may change this Agreement only with the Customer's written consent."),
    Example(
        "No change to this Agreement made by the Provider binds the Customer unless the Provider has given the Customer at least "
        "thirty days' written notice of it. The Customer may keep the original terms until the end of the then-current term."
    ),
    Example(
        "Customer may change the number of its users at any time. Any amendment of this Agreement, including of this sentence, is "
        "valid only if it is made in writing and executed by duly authorised representatives of each of the parties."
    ),
    Example("You agree to update your registration data and to tell us of any changes to it. Payment is due within ten days."),
    Example(
        "The Provider shall not change this Agreement during the term. A change of the law that makes a part of it unlawful is "
        "dealt with in good faith between the parties, and the changed wording is signed by both of them."
    ),
    Example(
        "We may suspend your access while we look into a breach of these Terms, and we may remove Content that breaks the law. "
        "You may change your plan, and we will tell you of the fees that apply to the new plan."
    ),
)


def test(case: Case) -> Flag | None:
    power = the_power(case)
    if not unilateral(case) or power is None:
        return None
    names, places = case.analysis.names, len(clauses_over(case, "terms"))
    notice = case.analysis.value("change_of_terms.notice_before")
    told = f"on {notice.words()}' notice" if notice and notice.count > 1 else "without any set notice"
    again = f" The agreement says so in {places} places." if places > 1 else ""
    return Flag(
        power,
        f"What you sign today is not what you are held to tomorrow: {names.vendor} may rewrite {names.agreement} {told}, and "
        f"nobody on your side has to agree.{again}",
    )


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    return bound(case, step)


RULE = Rule(
    id="vendor_may_change_terms_alone",
    matter="change_of_terms",
    severity="high",
    title="The vendor may rewrite the agreement alone",
    reason="A price, a limit or a liability that was negotiated is worth nothing when the other side may rewrite it alone.",
    source="Council Directive 93/13/EEC, Annex 1(j) (terms altered unilaterally without a valid reason); Harris v. Blockbuster "
    "Inc., 622 F. Supp. 2d 396 (N.D. Tex. 2009) (a promise that its maker may change alone is illusory).",
    advice="Vendors need to move thousands of customers along and will seldom give up the right. They will usually agree to tell "
    "you, and to leave you on the old terms until the term ends. Do not sign where neither is given.",
    judges=Present(test),
    wording=BOUND,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
    settles=("changes_by_posting", "continued_use_is_consent", "short_notice_of_change"),
)
