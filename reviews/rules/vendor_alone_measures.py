"""The vendor alone decides whether it failed."""

from __future__ import annotations

from reviews.drafting import ladder
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName
from reviews.rules._service_level import counted_from_detection, failure_wording

FIRES_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Downtime begins when Provider's "
        "monitoring system detects the failure."
    ),
    Example("We promise that the platform is available 99.5% of the time in each month. An outage begins when we confirm it."),
    Example(
        "The Service will be available 99.9% of the time in any month.\n\nUnavailability is measured from the time that Supplier "
        "detects it until the Service is restored."
    ),
    Example(
        "We guarantee 99.95% monthly uptime for the Archive. Downtime is counted in whole minutes, beginning when three "
        "consecutive probes of our monitoring system have failed and we have confirmed the failure."
    ),
    Example(
        "4.1 The SIP trunk is available 99.99% of each calendar month. 4.2 An outage is counted from the alarm in the "
        "network management system of the Carrier, and ends when the alarm is cleared; the records of that system are "
        "shown to the Subscriber on request."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Downtime begins when either party first "
        "detects it."
    ),
    Example("The Platform shall be available 99.5% of the time in each month. Provider monitors the Platform."),
    Example("This Agreement begins when Provider confirms the order. An invoice is due when it is received."),
    Example(
        "Helix promises 99.95% availability a month for the Event Bus. A period of unavailability starts with the first "
        "failed request and ends with the first successful one."
    ),
    Example(
        "We guarantee an availability of the network of 99.95% a month. An outage begins when you open a trouble ticket."
    ),
)


def test(case: Case) -> Flag | None:
    clause = case.analysis.evidence("service_level.failure_starts")
    if case.analysis.value("service_level.failure_starts") != "vendor_detection" or clause is None:
        return None
    names = case.analysis.names
    return Flag(
        clause,
        f"Only {names.vendor_possessive} own instruments can make an outage real: what they do not see, or do not record, did not "
        "happen, whatever your users saw.",
    )


WORDING = failure_wording("vendor_alone_measures")


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    assert flag.clause is not None
    return counted_from_detection(case, step, flag.clause, WORDING)


RULE = Rule(
    id="vendor_alone_measures",
    matter="service_level",
    severity="medium",
    title="The vendor alone decides whether it failed",
    reason="Nobody should be the only judge of its own performance.",
    source="Council Directive 93/13/EEC, Annex 1(m) (the exclusive right to decide whether the service conforms to the contract).",
    advice="Offer an outside monitor that both can read; its record ends the argument for either side.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
