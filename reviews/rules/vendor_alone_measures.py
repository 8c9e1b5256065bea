"""The vendor alone decides whether it failed."""

from __future__ import annotations

import dataclasses

from reviews.drafting import insert_after, ladder, replace_sentence
from reviews.figures import costs_you
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName
from reviews.rules._service_level import counted_from_detection, failure_wording
from reviews.wording import worded

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
    Example(
        "Brightwell will make the Platform available 99.9% of each calendar month, as measured by Brightwell's monitoring system, "
        "maintenance that was announced two days ahead excepted."
    ),
    Example(
        "6. Service Levels. 6.1 The Availability of the Managed Cluster in each Service Month shall be not less than 99.95%. 6.2 Availability "
        "is calculated by the Supplier at the end of each Service Month. 6.3 The Supplier's monitoring records shall be final and "
        "conclusive as to whether an Outage has occurred, how long it lasted and whether a Service Credit is due, and the Customer "
        "waives any right to rely on measurements of its own."
    ),
    Example(
        "We promise an uptime of 99.9% a month for the Mail Gateway.\n\nTo receive a Service Credit you must write to us within 30 days. "
        "Our logs are the source of truth for the uptime of a month. We decide in our sole discretion whether a Service Credit is due."
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
    Example(
        "The uptime of the Archive shall be at least 99.9% in each calendar month, as measured by an independent monitoring service "
        "whose reports both parties receive. Uptime is calculated by subtracting from 100% the percentage of minutes in which the "
        "Archive did not answer."
    ),
    Example(
        "The Provider warrants 99.5% availability per calendar month. Availability is determined from the Provider's monitoring records, "
        "which the Provider shall send to the Customer each month; the Customer may rebut them by records of its own. The Provider may "
        "in its sole discretion choose the hours of maintenance, of which it tells the Customer two days ahead."
    ),
)


def test(case: Case) -> Flag | None:
    starts, names = case.analysis.value("service_level.failure_starts"), case.analysis.names
    if starts == "vendor_detection" and (clause := case.analysis.evidence("service_level.failure_starts")):
        return Flag(
            clause,
            f"Only {names.vendor_possessive} own instruments can make an outage real: what they do not see, or do not record, did not "
            f"happen, whatever your users saw{costs_you(case, 1, '; each hour of it costs you ')}.",
        )
    clause = case.analysis.evidence("service_level.vendor_measures_alone")
    if starts == "either_detection" or clause is None or not case.analysis.value("service_level.vendor_measures_alone"):
        return None
    return Flag(
        clause,
        f"Whether {names.service} failed is what {names.vendor_possessive} own measurements say, and nothing lets you set yours "
        f"against them{costs_you(case, 1, '; each hour of it costs you ')}.",
    )


WORDING = dataclasses.replace(
    failure_wording("vendor_alone_measures"),
    actions=("replace", "insert"),
    place="take the place of the sentence that says when a failure begins or whose measurements count, or follow it where it promises more",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    if case.analysis.value("service_level.failure_starts") == "vendor_detection":
        return counted_from_detection(case, step, clause, WORDING)
    sentence = worded(case, WORDING, step)
    says_more = any(fact.clause == clause.id for name, fact in case.analysis.facts.items() if name != "service_level.vendor_measures_alone")
    if says_more or any(other.id != clause.id and other.start < clause.end and clause.start < other.end for other in case.analysis.clauses):
        return insert_after(case, step, clause.end, sentence)
    return replace_sentence(case, step, clause.start, clause.end, sentence)


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
