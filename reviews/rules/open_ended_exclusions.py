"""Maintenance does not count, and nothing limits it."""

from __future__ import annotations

import re
from typing import Final

from reviews.drafting import insert_after, ladder
from reviews.figures import costs_you, duration
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.wording import worded

FIRES_ON = (
    Example("Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Downtime does not include scheduled maintenance."),
    Example(
        "4.2 System Availability. Except for Scheduled Maintenance, Vendor warrants that the Application will be operational ninety-nine "
        "and one-half percent (99.5%) of the time during any calendar month.\n\n4.3 Payment. Invoices are due within thirty (30) days."
    ),
    Example(
        "We promise an uptime of 99.9% a month.\n\nExclusions. The service level does not apply to any unavailability caused by (i) "
        "maintenance, upgrades and patching; (ii) factors outside our reasonable control; or (iii) your own acts or omissions."
    ),
    Example(
        "The Platform shall be available 99.5% of the time in each month. Any interruption that Supplier in its sole discretion considers "
        "necessary for maintenance or security shall not be deemed an outage, and Client shall not receive a service credit for it."
    ),
    Example(
        "The Service will have a Monthly Uptime Percentage of at least 99.95%.\n\nThe following are excluded from the calculation of the "
        "Monthly Uptime Percentage:\n(a) planned and emergency maintenance;\n(b) failures of Customer's equipment; and\n(c) events of "
        "force majeure, strikes of Provider's own staff included."
    ),
    Example(
        "The uptime of the Console shall be 99.9% a month, exclusive of Planned Downtime. “Planned Downtime” means any period that "
        "Northlake designates as such on its status page, whether before or after it begins."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Downtime does not include maintenance of which "
        "Customer was notified at least 48 hours in advance."
    ),
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Scheduled maintenance, which takes place on "
        "Sundays between 02:00 and 06:00 UTC, does not count as downtime."
    ),
    Example(
        "Except for Scheduled Maintenance, Vendor warrants that the Application is operational 99.9% of each month.\n\n“Scheduled "
        "Maintenance” means maintenance between midnight and 4 a.m. Eastern Time that was announced at least three days before."
    ),
    Example("The Platform shall be available 99.9% of the time in each month. Maintenance of every kind counts as downtime."),
    Example(
        "The Platform shall be available 99.9% of the time in each month. Unavailability that is caused by Client's own equipment or by "
        "force majeure is not counted as downtime."
    ),
    Example("The warranty does not apply to Products that were damaged by maintenance of a third party. Hosting is not included."),
    Example(
        "The uptime of the Gateway is 99.9% in each month. Maintenance is left out of the calculation only where it takes place on a "
        "Sunday between 01:00 and 05:00 Central European Time, was announced by email to the Client's administrators at least five "
        "business days before, and does not last longer than three hours altogether in one month; all other maintenance, emergency "
        "maintenance included, is downtime."
    ),
)
_DEFINED: Final = re.compile(r"\b((?:Scheduled|Planned|Permitted|Excused)\s+(?:Maintenance|Downtime|Outages?))\b")


def test(case: Case) -> Flag | None:
    clause = case.analysis.evidence("service_level.open_ended_exclusions")
    level = case.analysis.service_level
    if not case.analysis.value("service_level.open_ended_exclusions") or clause is None or level is None:
        return None
    allowed = level.allowed_downtime_minutes
    promise = f"{level.uptime_percent:g} % leaves {duration(allowed)}" if allowed else "The service level leaves so much"
    if allowed and level.measured_over:
        promise += f" of outage in {level.measured_over.words()}"
    return Flag(
        clause,
        f"{promise}, and maintenance comes on top: no clause says how many hours of it there may be, when, or that "
        f"{case.analysis.names.customer_has} to be told before. A day of it would break no promise{costs_you(case, 24)}.",
    )


WORDING = Wording(
    rule="open_ended_exclusions",
    preferred="{maintenance} is left out of the service level only where {vendor has} given {customer} notice of it at least "
    "{5 business days} before, and for no more than {4} hours in a calendar month, outside of business hours.",
    acceptable="{maintenance} is left out of the service level only where {vendor has} given {customer} notice of it at least {2 days} "
    "before, and for no more than {8} hours in a calendar month.",
    walk_away="{maintenance} is left out of the service level only where {vendor has} given {customer} notice of it at least {1 day} before.",
    actions=("insert",),
    place="are added after the sentence that leaves maintenance out",
    own={"maintenance": "maintenance, or the agreement's name for it: Scheduled Downtime"},
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    assert flag.clause is not None
    defined = _DEFINED.search(flag.clause.text)
    return insert_after(case, step, flag.clause.end, worded(case, WORDING, step, {"maintenance": defined[1] if defined else "maintenance"}))


RULE = Rule(
    id="open_ended_exclusions",
    matter="service_level",
    severity="medium",
    title="Maintenance does not count, and nothing limits it",
    reason="What is left out of the measure without a limit can swallow the promise: every outage may be called maintenance.",
    source="ISO/IEC 19086-1:2016 asks that allowable downtime be stated with its length and frequency; Council Directive 93/13/EEC, Annex 1(c) "
    "(a promise whose keeping depends on the vendor's will alone).",
    advice="They plan their maintenance anyway. Ask for the window that they use now, and for the mail that they send already.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
