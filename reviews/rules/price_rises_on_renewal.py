"""Fees may rise at renewal without a cap."""

from __future__ import annotations

import re

from reviews.drafting import insert_after, ladder, percent, place_of, replace, replace_sentence
from reviews.figures import amount
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._renewal import the_renewal
from reviews.wording import reworded, worded

FIRES_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms. The fees for each renewal term shall be the "
        "Provider's then-current list prices."
    ),
    Example(
        "The Subscription renews automatically for further periods of twelve (12) months each, and Supplier may increase the "
        "Subscription Fees with effect from the start of each renewal period."
    ),
    Example(
        "6.1 This Agreement shall automatically renew for one year at a time unless Client gives sixty days' notice. At each renewal Vendor may "
        "increase the fees by up to 10% over those of the preceding term."
    ),
    Example(
        "This Agreement shall automatically renew for successive periods of one (1) year, unless either party notifies the other at least"
        " sixty (60) days before the end of the then-current period that it shall not. The Fees for each renewal period shall be the "
        "then-current list prices of Lichen Systems, and Lichen Systems is under no duty to announce them before the period begins."
    ),
    Example(
        "8. Term. The Order Form shall automatically renew for additional terms of twelve months each; a party that does not wish it to "
        "renew shall give notice thirty days before the end of the term. Upon each renewal the Supplier may raise the Subscription Fees "
        "by a percentage of up to twelve percent (12%) of those paid for the term that ends, in addition to any change of the number of "
        "users."
    ),
)
SILENT_ON = (
    Example("This Agreement shall automatically renew for successive one-year terms at unchanged fees."),
    Example(
        "This Agreement shall automatically renew for successive one-year terms. At each renewal the Provider may increase the fees "
        "by no more than 3% over those of the preceding term."
    ),
    Example("Interest on overdue fees accrues at 8% a year. This Agreement ends on 31 December 2027."),
    Example(
        "10. This Agreement shall automatically renew for periods of one year, unless notice of non-renewal is given sixty days before. "
        "The Fees for a renewal period are those of the period before, adjusted by the change of the consumer price index over the last "
        "twelve months, but by no more than three percent (3%) in any event, and the Provider shall notify the Customer of the adjusted "
        "Fees ninety days before the renewal."
    ),
    Example(
        "The Fees are fixed for the Initial Term and for each renewal of it; the Supplier shall not increase them, on renewal or "
        "otherwise, without the written consent of the Customer, and a renewal at higher Fees than those of the period before is void."
    ),
)


def test(case: Case) -> Flag | None:
    rise, cap = case.analysis.value("renewal.price_rise"), case.analysis.value("renewal.price_rise_cap_percent")
    clause = case.analysis.evidence("renewal.price_rise")
    most = case.thresholds.price_rise_percent
    if clause is None or not (rise == "uncapped" or (rise == "capped" and cap is not None and cap > most)):
        return None
    fee = case.money.yearly_fee
    if rise == "uncapped":
        start = f"You pay {amount(case.money, fee)} a year now; nothing" if fee else "Nothing"
        return Flag(clause, f"{start} limits what a renewal may cost, and it is known only once you are bound.")
    more = f", {amount(case.money, fee * round(cap) / 100)} in the first year alone" if fee else ""
    return Flag(clause, f"Each renewal may cost {cap:g} % more{more}; your limit is {most:g} %.")


WORDING = Wording(
    rule="price_rises_on_renewal",
    preferred="At a renewal {fees} may be increased by no more than {lower rise} and only if it was notified in writing ninety days before.",
    acceptable="At a renewal {fees} may be increased by no more than {price rise}.",
    walk_away="At a renewal {fees} may be increased by no more than {price rise}, once a year.",
    actions=("insert", "replace"),
    place="are added after the sentence that lets the fees rise, or take its place where it sets too high a limit",
    shorter="changes only the figure, where the sentence has one",
    own={"lower rise": "3 %, or the rise that you accept where that is lower"},
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    place = place_of(case, "renewal.price_rise")
    assert place is not None
    start, end = place
    most, cap = case.thresholds.price_rise_percent, case.analysis.value("renewal.price_rise_cap_percent")
    wanted = min(3.0, most) if step == "preferred" else most
    if cap is not None and not reworded(case, WORDING, step):
        figure = re.compile(rf"(?<![\d.]){cap:g}(?=\s*(?:%|percent\b|per\s+cent\b))")
        at = figure.search(case.text, start, end + 600)
        if at and "(" not in case.text[max(at.start() - 2, 0) : at.start()]:
            return replace(case, step, at.start(), at.end(), f"{wanted:g}")
    words = worded(case, WORDING, step, {"lower rise": percent(case, min(3.0, most))})
    renewal = the_renewal(case)
    if cap is not None and not (renewal and renewal.start < end and start < renewal.end):
        return replace_sentence(case, step, start, end, words)
    return insert_after(case, step, end, words)


RULE = Rule(
    id="price_rises_on_renewal",
    matter="renewal",
    severity="high",
    title="The fees may rise at renewal without a limit",
    reason="A renewal at a price that nobody knows is a blank cheque, signed by silence.",
    source="Council Directive 93/13/EEC, Annex 1(l): terms by which the price is set or raised later, without a right to cancel.",
    advice="Tie the rise to a number or an index. If they will not name a limit today, they have one in mind.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
