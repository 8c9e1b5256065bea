"""An outage begins only when the customer reports it."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.figures import loss
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName
from reviews.rules._service_level import counted_from_detection, failure_wording

FIRES_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Downtime begins when Customer reports the "
        "failure to Provider's support desk and ends when the Hosting Service is restored."
    ),
    Example(
        "4. Service Level. The Platform shall be available 99.5% of the time in each month. For the purposes of this Section, an "
        "outage is measured from the time at which a trouble ticket has been opened by the Client until the Platform is restored."
    ),
    Example(
        "We guarantee an availability of the network of 99.95% a month. An outage begins upon receipt of written notification from "
        "you at our network operations centre."
    ),
    Example(
        "The Service will be available 99.9% of the time in any month.\n\nUnavailability shall be deemed to start when Subscriber "
        "notifies Supplier of the Unavailability by e-mail to the address that is stated on the Order Form, with a description "
        "of the fault, and Supplier has acknowledged the e-mail."
    ),
    Example(
        "Ridgeline Carrier guarantees that each Circuit will be available 99.95% of the time in any calendar month. A "
        "Circuit outage is deemed to commence when Customer has opened a trouble ticket with the Ridgeline operations "
        "centre and has released the Circuit for testing, and ends when the Circuit is handed back."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Downtime begins when either party first "
        "detects it and ends when the Hosting Service is restored."
    ),
    Example("The Platform shall be available 99.5% of the time in each month. Customer may report outages to the help desk."),
    Example(
        "We guarantee an availability of the network of 99.95% a month. An outage begins when it occurs, whether or not you have "
        "told us of it."
    ),
    Example("This Agreement begins when Customer signs the Order Form. Fees are payable when Provider opens the account."),
    Example(
        "Brightwater commits to 99.9% availability of the Gateway in each month. An Incident starts at the earlier of (i)"
        " its detection by Brightwater's monitoring and (ii) the Customer's report of it to the service desk."
    ),
    Example(
        "The Carrier warrants that each circuit is available 99.95% of every calendar month. An outage begins with the first second in "
        "which the circuit carries no traffic, as the logs of either party show, irrespective of when the Customer reports it or a "
        "trouble ticket is opened, and ends when traffic has flowed again for thirty minutes. The Customer should report outages to the "
        "desk of the Carrier by telephone."
    ),
)


def test(case: Case) -> Flag | None:
    clause = case.analysis.evidence("service_level.failure_starts")
    if case.analysis.value("service_level.failure_starts") != "customer_notice" or clause is None:
        return None
    night = loss(case.money, 8)
    money = f", and costs you {night}" if night else ""
    return Flag(
        clause,
        f"A failure at midnight that your people see at eight in the morning counts from eight: eight hours of outage never "
        f"happened on paper{money}.",
    )


WORDING = failure_wording("failure_counts_from_notice")


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    assert flag.clause is not None
    return counted_from_detection(case, step, flag.clause, WORDING)


RULE = Rule(
    id="failure_counts_from_notice",
    matter="service_level",
    severity="high",
    title="An outage counts only once you report it",
    reason="The vendor watches the service and knows first; the customer should not have to be awake for an outage to exist.",
    source="Practice of the field: ISO/IEC 19086-1:2016 has availability defined by what is measured, not by complaints.",
    advice="Ask whether they monitor their own service. They do; so the clock can start when their monitoring sees it.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
