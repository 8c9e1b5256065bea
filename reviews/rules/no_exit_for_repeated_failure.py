"""A vendor that keeps failing cannot be left."""

from __future__ import annotations

from reviews.drafting import insert_after, ladder, last_of
from reviews.figures import costing, costs_you, month_fee
from reviews.rule import Case, Example, Flag, Missing, Redline, Rule, StepName, Wording
from reviews.rules._service_level import EXIT, EXIT_AFTER_MONTHS, EXIT_UNPAID, has_service_level
from reviews.wording import worded

FIRES_ON = (
    Example("Provider guarantees 99.9% uptime of the Hosting Service in each calendar month."),
    Example(
        "3.1 The Platform shall be available at least 99.5% of the time in each month.\n\n3.2 If the monthly availability is less "
        "than 99.5%, Client shall receive a service credit of 10% of the monthly fee.\n\n4. Payment. Invoices are due in 30 days."
    ),
    Example(
        "We will use commercially reasonable efforts to make the Service available with a Monthly Uptime Percentage of at least "
        "99.95%.\n\nMonthly Uptime Percentage | Service Credit\nLess than 99.95% but at least 99.0% | 10%\nLess than 99.0% | 25%\n\n"
        "Service Credits are applied against future payments."
    ),
    Example(
        "Vendor warrants that the Application will be operational ninety-nine and one-half percent (99.5%) of the time during any "
        "calendar quarter. Either party may terminate this Agreement for material breach that is not cured within thirty (30) days."
    ),
    Example(
        "Schedule 4. 1. The Supplier shall keep the Hosted Environment available for not less than 99.7% of each Service "
        "Month. 2. If the Service Level is missed in three consecutive Service Months, the parties' executives shall meet"
        " and agree a plan of correction. 3. The Service Credits of a month shall not exceed 20% of the Charges."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Customer may terminate this Agreement "
        "without penalty if the uptime guarantee is missed in two consecutive months."
    ),
    Example(
        "The Platform shall be available 99.5% of the time in each month. Client is entitled to cancel this contract if there are "
        "more than three outages in any calendar month, with a refund of what it has prepaid."
    ),
    Example("Consultant shall perform the work in a professional manner and shall be paid monthly."),
    Example(
        "The Provider guarantees that the Service is available 99.9% of each calendar month.\n\n"
        "Where there are more than three failures in a calendar month, the Customer may terminate this Agreement without "
        "penalty."
    ),
    Example(
        "We guarantee 99.95% uptime per month. The Subscriber may end this Agreement early, without charge:\n\n"
        "(i) if the monthly uptime is missed in three months out of any six;\n\n"
        "(ii) if the Provider is insolvent."
    ),
    Example(
        "Schedule 2. The Supplier shall keep the Registry available 99.9% of each calendar month and credits 5% of the monthly charge for"
        " every tenth of a percent that is missing. Should it miss that level in any two consecutive months, or in any three months of a "
        "period of twelve, the Authority may terminate this Contract with immediate effect, without compensation, and is refunded the "
        "charges that it has prepaid."
    ),
)


def test(case: Case) -> Flag | None:
    if not has_service_level(case) or case.analysis.value("service_level.repeated_failure_exit") is not None:
        return None
    term = case.analysis.value("renewal.initial_term") or case.analysis.value("renewal.renewal_term")
    rest = f" You go on paying for up to {term.words()}{costing(case, term)}." if term and not term.perpetual else ""
    fee = month_fee(case)
    rest = rest or (f" You go on paying {fee} a month." if fee else "")
    return Flag(
        None,
        f"However often {case.analysis.names.service} may fail, nothing here lets you leave before the term ends{costs_you(case, 1, '; each hour costs you ')}.{rest}",
    )


WORDING = Wording(
    rule="no_exit_for_repeated_failure",
    preferred=EXIT,
    acceptable=EXIT_AFTER_MONTHS,
    walk_away=EXIT_UNPAID,
    actions=("insert",),
    place="are added after the last sentence on availability and credits",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    last = last_of(case, "service_level", "service_credit")
    assert last is not None
    return insert_after(case, step, last.end, worded(case, WORDING, step))


RULE = Rule(
    id="no_exit_for_repeated_failure",
    matter="service_level",
    severity="high",
    title="A vendor that keeps failing cannot be left",
    reason="Credits pay for a bad day. Against a bad vendor there is only the door.",
    source="U.C.C. § 2-719(2) (a remedy that fails of its essential purpose opens the others), which service credits are drafted "
    "to avoid; UNIDROIT Principles 2016, art. 7.3.1 (termination for fundamental non-performance).",
    advice="A vendor that believes in its numbers risks nothing by it. Trade the count of failures, never the right itself.",
    judges=Missing(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
