"""The credit is the price of the lost hours."""

from __future__ import annotations

from reviews.drafting import ladder, replace_sentence
from reviews.figures import costs_you, owed
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._service_level import CREDIT, CREDIT_BY_THE_MONTH, CREDIT_UP_TO_HALF
from reviews.wording import worded

FIRES_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. For any downtime Customer receives a credit of "
        "the pro rata fee for the time during which the Hosting Service was down."
    ),
    Example(
        "The Platform shall be available 99.5% of the time in each month.\n\nIn the event of an outage of the Platform, Client shall "
        "receive a pro rata refund of the monthly fee for the duration of the outage, once Vendor has verified it."
    ),
    Example(
        "We promise an uptime of 99.9% a month. For each hour of downtime, your account will be credited with the pro-rated fees for "
        "that hour."
    ),
    Example(
        "Uptime of the Circuit is guaranteed at 99.9% a month. If an outage lasts longer than four consecutive hours, "
        "Customer is entitled to a credit of 1/30th of the monthly recurring charge for the Circuit for each day or part "
        "of a day of the outage."
    ),
    Example(
        "4.2 The Exchange warrants that the voice platform is available 99.9% of each month. 4.3 Subscriber's bill will "
        "be reduced in proportion to the time for which the voice platform was unavailable, provided that Subscriber has "
        "paid every earlier bill."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. If the monthly uptime is less than 99.9%, "
        "Customer receives a service credit of 10% of the monthly fee."
    ),
    Example("Upon termination Vendor shall refund the pro rata portion of prepaid fees. The Platform is hosted in Ireland."),
    Example("Provider guarantees 99.9% uptime of the Hosting Service in each calendar month."),
    Example(
        "The Service will be up 99.9% of each month. For each full hour of downtime the Customer is credited one day's "
        "fees, up to the fees of the month."
    ),
    Example(
        "The Service will be up 99.9% of each month. For each hour of downtime we credit you double the fee for that "
        "hour."
    ),
    Example(
        "We guarantee that the Relay is available 99.95% of each month. For each hour, or part of an hour, in which it is not, you "
        "receive a credit of five percent (5%) of the whole monthly fee for the Relay, whatever the number of your channels, until the "
        "credits of the month reach all of that fee. On termination we refund prepaid fees pro rata for the time that is left."
    ),
)


def test(case: Case) -> Flag | None:
    clause = case.analysis.evidence("service_level.pro_rata")
    if not case.analysis.value("service_level.pro_rata") or clause is None:
        return None
    back = owed(case, 24) or "a thirtieth of the month's fee"
    against = costs_you(case, 24, ", against the ")
    that = f"{against} that it costs you" if against else ""
    return Flag(clause, f"For a whole day down they owe you {back}{that}: not paying for what you did not get is no remedy.")


WORDING = Wording(
    rule="credits_only_pro_rata",
    preferred=CREDIT,
    acceptable=CREDIT_UP_TO_HALF,
    walk_away=CREDIT_BY_THE_MONTH,
    actions=("replace",),
    place="take the place of the sentence that gives back the price of the lost hours",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    assert flag.clause is not None
    return replace_sentence(case, step, flag.clause.start, flag.clause.end, worded(case, WORDING, step))


RULE = Rule(
    id="credits_only_pro_rata",
    matter="service_level",
    severity="medium",
    title="The credit is no more than the price of the lost hours",
    reason="Nobody pays for what was not delivered; a credit that gives back just this costs the vendor nothing.",
    source="The founders' own case: name servers at $31 a month, down for a day, paid back one dollar.",
    advice="Ask for a multiple of the lost time, or a share of the month's fee for each hour: enough to be felt in a report.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
