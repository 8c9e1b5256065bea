"""The promised availability is below what the organisation wants."""

from __future__ import annotations

import re

from reviews.drafting import ladder, replace, replace_sentence
from reviews.figures import duration, loss
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._service_level import EACH_PERIOD, PROMISE, PROMISE_BUT_FOR_MAINTENANCE, PROMISE_BY_THE_QUARTER, per_period, reads
from reviews.wording import reworded, worded

FIRES_ON = (
    Example("The Platform shall be available at least 99.5% of the time in each month, scheduled maintenance excepted."),
    Example("Provider guarantees 99% uptime of the Hosting Service in each calendar month. Fees are payable in advance."),
    Example(
        "4.2 System Availability. Vendor warrants that the Application will be operational ninety-nine and one-half percent (99.5%) of "
        "the time during any calendar quarter.\n\n4.3 Vendor shall announce maintenance two days ahead."
    ),
    Example(
        "Schedule 4 – Service Levels\n\n"
        "Ref | Service Level | Target | Measurement Period\n"
        "SL1 | Availability of the Core Banking Platform | 99.5% | Monthly\n"
        "SL2 | Incident response, Severity 1 | 15 minutes in 98% of incidents | Monthly\n\n"
        "The Supplier shall meet or exceed each Service Level in each Measurement Period."
    ),
    Example(
        "Vendor warrants that the Production Environment will be accessible 99.6% of the time over any rolling period of "
        "thirty (30) days, Permitted Downtime of four hours in each week excepted."
    ),
    Example(
        "2.1 Subject to section 2.4 the Vendor warrants to the Municipality that the Permit System will be accessible to the public over "
        "the internet for at least ninety-eight and one-half percent (98.5%) of the hours of each calendar month, whatever the number of "
        "its users. 2.2 Where it is not, the Vendor shall credit five percent (5%) of the monthly fee for each full percentage point that"
        " is missing."
    ),
)
SILENT_ON = (
    Example("Provider guarantees 99.9% uptime of the Hosting Service in each calendar month."),
    Example("The Platform shall be available at least 99.95% of the time in each month, scheduled maintenance excepted."),
    Example("Supplier warrants that at least 99% of all Units delivered in a month conform to the Specifications."),
    Example(
        "Carrier shall achieve an on-time delivery performance of at least 97% in each calendar month."
    ),
    Example(
        "Priority 1 tickets are answered within 30 minutes in 95% of cases in each month. The Hosting Service shall be "
        "available 99.95% of each month."
    ),
    Example(
        "4.1 The Provider shall make the Payments Interface available 99.99% of the time in each calendar month and the Reports, which "
        "are of lesser importance to the Customer, 99.95% of it. 4.2 The desk of the Provider answers 95% of all calls within sixty "
        "seconds, and 90% of all defects of the first severity are repaired within four hours of the moment at which they were reported."
    ),
)


def test(case: Case) -> Flag | None:
    level = case.analysis.service_level
    clause = case.analysis.evidence("service_level.uptime_percent")
    if level is None or level.uptime_percent is None or clause is None:
        return None
    if level.uptime_percent >= case.thresholds.uptime_percent:
        return None
    yearly = (100 - level.uptime_percent) / 100 * 365 * 24
    wanted = (100 - case.thresholds.uptime_percent) / 100 * 365 * 24
    cost = loss(case.money, round(yearly, 1))
    money = f", which costs you {cost}" if cost else ""
    return Flag(
        clause,
        f"At {level.uptime_percent:g} % it may be down {duration(yearly * 60)} a year without a breach{money}; at your target of "
        f"{case.thresholds.uptime_percent:g} %, {duration(wanted * 60)}.",
    )


WORDING = Wording(
    rule="uptime_below_target",
    preferred=PROMISE,
    acceptable=PROMISE_BUT_FOR_MAINTENANCE,
    walk_away=PROMISE_BY_THE_QUARTER,
    actions=("replace",),
    place="take the place of the sentence that promises an availability",
    shorter="changes only the figure at the preferred step, where the sentence gives it once",
    own=EACH_PERIOD,
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    level: float = case.analysis.value("service_level.uptime_percent")
    target = case.thresholds.uptime_percent
    if step == "preferred" and not reworded(case, WORDING, step):
        figure = re.compile(rf"(?<![\d.,(]){level:g}0*(?=\s*(?:%|percent\b|per\s+cent\b))")
        places = list(figure.finditer(clause.text))
        if len(places) == 1:
            at = places[0]
            edit = replace(case, step, clause.start + at.start(), clause.start + at.end(), f"{target:g}")
            if reads(case, edit, clause, "service_level.uptime_percent") == target:
                return edit
    return replace_sentence(case, step, clause.start, clause.end, worded(case, WORDING, step, {"each period": per_period(case)}))


RULE = Rule(
    id="uptime_below_target",
    matter="service_level",
    severity="medium",
    title="The promised uptime is below your target",
    reason="Each nine that is missing is ten times the outage.",
    source="The organisation's own target, which its playbook sets; ISO/IEC 19086-1:2016 on availability as an objective.",
    advice="Ask for the measured uptime of the last year. If it is above your target, the promise costs them nothing.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
    settles=("uptime_only_an_aim",),
)
