"""Fees may change within the term."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.change_presupposed import change_in
from contracts.analysis.clause import Clause
from contracts.analysis.renewal_price import cap_in
from reviews.drafting import insert_after, ladder, replace_sentence
from reviews.figures import amount
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._change import clauses_over, despite
from reviews.wording import worded

FIRES_ON = (
    Example("The Fees set out in the Price List may be changed by the Provider at any time upon thirty (30) days' notice."),
    Example("Sometimes we change our prices. We may change the prices for existing customers too, at the start of any month."),
    Example(
        "7.4 Vendor shall be entitled to adjust the subscription charges with effect from the first day of any calendar quarter, "
        "provided that it informs Client of the adjustment.\n\n7.5 Invoices are payable within thirty (30) days."
    ),
    Example("Storage is charged by the gigabyte. The up-to-date price list applies at all times."),
    Example(
        "Supplier reserves the right to modify its pricing for the Platform unilaterally and without any prior notice to Subscriber, "
        "and Subscriber shall pay the modified prices from the next invoice on."
    ),
    Example(
        "Supplier may change these Conditions and its prices at any time. Buyer pays within thirty days of the invoice."
    ),
    Example("Provider may change the fees set forth in this Agreement by providing at least thirty (30) days' prior written notice to Customer."),
    Example("The Provider may increase the Fees at any time by no more than five percent (5%) by written notice to the Customer."),
    Example("The Provider may increase the Fees once a year, by notice to the Customer, by up to fifteen percent (15%)."),
    Example(
        "9. FEES. 9.1 The Fees are stated in the Order. 9.2 Notwithstanding Clause 9.1 or anything in the Order to the "
        "contrary, and in addition to any indexation, the Vendor reserves the right (which it may use more than once, and "
        "separately for each Module) to adjust, raise or restructure the Fees, the rates for professional services and any "
        "other charges upon no less than ten (10) days' notice. 9.3 The Client pays the Fees so adjusted from the date that "
        "the notice states."
    ),
    Example(
        "5.4 The prices set out in the Order Form are those in force on the date of the order. The Supplier shall be entitled to adjust "
        "its prices at any time during the term, by thirty (30) days' notice to the Customer, in order to reflect changes in its own "
        "costs, in the charges of its subcontractors or in the exchange rate, and the adjusted prices shall apply to every invoice that "
        "it issues thereafter."
    ),
)
SILENT_ON = (
    Example("The fees do not change during the term. They are payable in advance."),
    Example(
        "Provider may change the fees set forth in this Agreement by giving Customer thirty (30) days' notice. Any such change takes effect at the "
        "beginning of the next Renewal Term."
    ),
    Example("Provider may adjust its prices. Price increases take effect at the next renewal and are communicated thirty days in advance."),
    Example(
        "We may increase the fees upon thirty days' notice to you. An increase will not take effect until the end of your current subscription period."
    ),
    Example("Provider may change the fees only with effect from the start of a renewal term and on sixty days' notice."),
    Example("The prices in the Order Form may be changed only by written agreement of both parties."),
    Example("Customer may change its subscription plan at any time; the fees of the new plan then apply."),
    Example(
        "3.2 Licensor may increase the Maintenance fee once a year by the rise of the consumer price index, but by no more than "
        "three percent (3%)."
    ),
    Example(
        "If you change your plan, the fees of the new plan apply. We shall not raise the fees of a plan while you are on it."
    ),
    Example(
        "Fees. The fees for the whole of the term are those in Annex B. They may be changed only by a written amendment which both "
        "parties have signed. Where a statute obliges the Supplier to charge a new tax, it may add that tax, and nothing else, to its "
        "invoices from the day on which the statute takes effect, and shall show the Customer on request how it was calculated."
    ),
)
# A change at renewal, or one to which the customer agrees, is another matter.
_BOUND: Final = re.compile(
    r"\brenew\w*|\b(?:consent|approval|agreed?|(?<!this\s)(?<!the\s)(?<!our\s)agreement)\s+(?:of|by|in\s+writing|between|to\b)|\bwith\s+(?:\w+['’]?s?\s+){1,3}(?:written\s+)?(?:consent|agreement)\b"
    r"|\bend\s+of\s+(?:the|your)\s+(?:\w+[\s-]+){0,2}(?:term|(?:subscription|contract|commitment)\s+period)\b|\bnext\s+term\b",
    re.IGNORECASE,
)

# The same, said by the sentence after the one that gives the power: "any such change takes effect at the start of the next Renewal Term".
_THEN_BOUND: Final = re.compile(
    r"\W*(?:for\s+existing\s+\w+,\s+)?(?:(?:an|any|all|each|every|such|the|this|these|those)\s+)?(?:such\s+|material\s+)?(?:(?:price|fee)\s+)?(?:changes?|increases?|adjustments?|new\s+(?:fees?|prices?))\b[^.]{0,120}?"
    r"\b(?:renew\w*|end\s+of\s+(?:the|your)\s+(?:\w+[\s-]+){0,2}(?:term|(?:subscription|contract|commitment)\s+period)|next\s+term)\b",
    re.IGNORECASE,
)

# How often a limited rise may come: without this a limit only makes the steps small.
_YEARLY: Final = re.compile(
    r"\b(?:once\s+(?:a|per|each|every|in\s+(?:any|each|every))\s+(?:calendar\s+|contract\s+)?(?:year|twelve)|annual(?:ly)?|yearly|each\s+year|every\s+year|per\s+(?:year|annum)"
    r"|(?:any|each|every)\s+(?:period\s+of\s+)?(?:twelve|12)\b|anniversar(?:y|ies))",
    re.IGNORECASE,
)
_OVERRIDES: Final = re.compile(r"\W*(?:despite|notwithstanding)\s+any\s+other\b", re.IGNORECASE)


def loose(case: Case) -> list[Clause]:
    """The clauses on prices that leave the vendor free within the term; none where one that overrides them binds it.

    A yearly rise within the limit that the organisation accepts leaves it no such freedom.
    """
    clauses = [clause for clause in clauses_over(case, "prices") if not _limited(clause.text, case.thresholds.price_rise_percent)]
    if any(_OVERRIDES.match(clause.text) and _BOUND.search(clause.text) for clause in clauses):
        return []
    return [clause for clause in clauses if not (_BOUND.search(clause.text) or _THEN_BOUND.match(case.text, clause.end))]


def _limited(words: str, accepted: float) -> bool:
    cap = cap_in(words)
    return cap is not None and cap <= accepted and bool(_YEARLY.search(words))


def test(case: Case) -> Flag | None:
    if not case.analysis.value("change_of_terms.price_may_change"):
        return None
    clauses = loose(case)
    if not clauses:
        return None
    fee, names = case.money.yearly_fee, case.analysis.names
    rise = f" Ten percent more would be {amount(case.money, fee / 10)} a year that nobody has approved." if fee else ""
    return Flag(
        max(clauses, key=lambda clause: clause.confidence),
        f"The price that you agreed is a first offer: {names.vendor} may set another within the term, and you stay bound.{rise}",
    )


WORDING = Wording(
    rule="vendor_may_change_price",
    preferred="{vendor} may change {fees} only with effect from the start of a renewal term, by written notice at least {60 days} before it.",
    acceptable="{vendor} may change {fees} only with effect from the start of a renewal term.",
    walk_away="{vendor} may change {fees} only with effect from the start of a renewal term; where {vendor} should ask for more before then, "
    "{customer} may terminate {agreement} instead.",
    actions=("replace", "insert"),
    place="take the place of the sentence that lets the vendor change the price; where that speaks of other things too they are added after "
    'it, begun with "Despite any other provision"',
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    assert flag.clause is not None
    power = change_in(flag.clause.text)
    beside = power is not None and not (power.over == "prices" and not power.also)  # the sentence is about other things too
    words = worded(case, WORDING, step, lead=despite(case) if beside or len(loose(case)) > 1 else "")
    if beside:
        return insert_after(case, step, flag.clause.end, words)
    return replace_sentence(case, step, flag.clause.start, flag.clause.end, words)


RULE = Rule(
    id="vendor_may_change_price",
    matter="change_of_terms",
    severity="high",
    title="The fees may change within the term",
    reason="A fixed term with a loose price binds one side only.",
    source="Council Directive 93/13/EEC, Annex 1(l): terms that allow a supplier to increase its price without a right for the other "
    "to cancel; UK Consumer Rights Act 2015, Sch. 2 para. 14.",
    advice="You gave them the term in exchange for the price. If they want to be free in the price, ask to be free in the term.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
