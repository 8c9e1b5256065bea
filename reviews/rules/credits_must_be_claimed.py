"""The credit is lost unless it is claimed in time."""

from __future__ import annotations

from typing import Final

from contracts.periods import Period
from reviews.drafting import as_adjective, ladder, phrase_of, replace, replace_sentence
from reviews.figures import loss, owed
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.wording import reworded, worded

FIRES_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. To receive a Service Credit, Customer must "
        "submit a claim by e-mail within thirty (30) days of the end of the month in which the downtime occurred."
    ),
    Example(
        "We promise an uptime of 99.9% a month; for each hour of downtime you receive a service credit of 5% of the fee. To be eligible, the credit "
        "request must be received by us within 10 days of the outage and must include your logs."
    ),
    Example(
        "The Platform shall be available 99.5% of the time in each month. If it is not, Client receives a service credit of 5% of the "
        "monthly fee.\n\nClient must notify Vendor within 7 days of the end of the month in which Client believes that a service "
        "credit was earned, otherwise the service credit for that month is forfeited."
    ),
    Example(
        "We guarantee 99.99% network availability per month, and a service credit of 10% of the monthly fee if it is "
        "missed. Credits are only granted where the customer has logged a fault ticket during the outage and has asked "
        "for the credit in writing within 7 working days thereafter."
    ),
    Example(
        "2.1 If availability in a month falls below 99.9%, Customer is entitled to a Service Credit of 10% of the monthly"
        " Fee.\n\n"
        "2.2 Claims. To receive a Service Credit Customer must submit a written request to support@harbour.example within"
        " fifteen (15) days after the end of the month in which the Downtime occurred, with the number of each ticket. A "
        "Service Credit that is not requested within that time is forfeited."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Service Credits of 10% are set off in the "
        "next invoice without a claim."
    ),
    Example(
        "The Platform shall be available 99.5% of the time in each month. To receive a service credit, Client must submit a claim "
        "within ninety (90) days of the end of the month in which the downtime occurred."
    ),
    Example("Customer must notify Supplier of defective Products within ten days and may then claim a refund of the price."),
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Within 10 days of the end of a "
        "month in which it was missed, Provider shall issue a Service Credit of 10% of the monthly fee."
    ),
    Example(
        "We promise an uptime of 99.9% a month; if it is missed you receive a service credit of 5% of the fee. We review "
        "each claim for a service credit within 20 days of its receipt."
    ),
    Example(
        "The uptime of the Exchange is 99.9% in each calendar month. Within ten (10) days after the end of each month the Vendor shall "
        "calculate the Service Credits that are due for it from its own records and those that the Client has sent, and shall apply them "
        "to the next invoice, without the Client's having to request, claim or prove anything for that purpose."
    ),
)


def test(case: Case) -> Flag | None:
    within: Period | None = case.analysis.value("service_level.claim_within")
    clause = case.analysis.evidence("service_level.claim_within")
    if within is None or clause is None or within.rough_days() > case.thresholds.claim_within.rough_days():
        return None
    day, cost = owed(case, 24), loss(case.money, 24)
    worth = f" For a whole day down that is {day}." if day else f" A day down costs you {cost}." if cost else ""
    return Flag(
        clause,
        f"A credit that nobody asks for within {within.words()} is lost, though {case.analysis.names.vendor_possessive} own "
        f"records show the outage.{worth}",
    )


_UNCLAIMED: Final = "{vendor shall} set off each service credit in the next invoice, without a claim by {customer}."
WORDING = Wording(
    rule="credits_must_be_claimed",
    preferred=_UNCLAIMED,
    acceptable=_UNCLAIMED,
    walk_away=_UNCLAIMED,
    actions=("replace",),
    place="take the place of the sentence by which a credit must be claimed",
    shorter="changes only the number of days at the second step (to 90) and the third (to 60), where the sentence gives it once",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    within: Period = case.analysis.value("service_level.claim_within")
    phrase = phrase_of(case, clause.start, clause.end, within)
    if step == "preferred" or phrase is None or reworded(case, WORDING, step):
        return replace_sentence(case, step, clause.start, clause.end, worded(case, WORDING, step))
    wanted = Period(max(90 if step == "acceptable" else 60, round(case.thresholds.claim_within.rough_days()) + 1), "day")
    return replace(case, step, *phrase, as_adjective(case, case.text[slice(*phrase)], wanted))


RULE = Rule(
    id="credits_must_be_claimed",
    matter="service_level",
    severity="medium",
    title="The credit is lost unless you claim it in time",
    reason="The vendor knows when it failed; a claim serves only to be forgotten.",
    source="Council Directive 93/13/EEC, Annex 1(b) and (q) (limiting or hindering the remedies of the other party).",
    advice="Their billing system can do it by itself. If a claim must be, ask for ninety days: outages are counted up at the "
    "quarter's end, not the day after.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
