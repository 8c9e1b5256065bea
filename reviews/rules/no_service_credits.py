"""Missing the commitment costs the vendor nothing."""

from __future__ import annotations

import re
from typing import Final

from reviews.drafting import insert_after, ladder, last_of
from reviews.figures import costs_you, duration, month_fee
from reviews.rule import Case, Example, Flag, Missing, Redline, Rule, StepName, Wording
from reviews.rules._service_level import CREDIT, CREDIT_BY_THE_MONTH, CREDIT_UP_TO_HALF, has_service_level, level_words
from reviews.wording import worded

FIRES_ON = (
    Example("Provider guarantees 99.9% uptime of the Hosting Service in each calendar month."),
    Example(
        "4.2 System Availability. Except for scheduled maintenance, Vendor shall ensure that the hosted application is operational "
        "99.5% of the time during any calendar month.\n\n4.3 Support. Vendor shall answer within four hours."
    ),
    Example(
        "The Platform shall be available at least 99.5% of the time in each month. Client may terminate this Agreement if the "
        "service level is missed in three consecutive months. Fees are payable in advance."
    ),
    Example("Covered Service | Monthly Uptime Percentage\nStorage API | >= 99.5%\n\nMaintenance is announced two days ahead."),
    Example(
        "2.1 Granite Halls warrants that the A and B power feeds of the Customer's cabinet will together be available "
        "100% of the time in each month. 2.2 Granite Halls shall investigate every outage of both feeds and report on it "
        "within ten (10) days. 2.3 The Customer shall pay the monthly fee in advance."
    ),
    Example(
        "Schedule C. The Contractor shall keep the Case Portal available for not less than 99.8% of each calendar quarter, planned "
        "maintenance of which it gave two days' notice excepted. The Contractor shall report the availability reached to the Client's "
        "steering committee within ten days of the end of the quarter and shall explain each failure in writing, together with the "
        "measures by which it means to prevent another."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. If the monthly uptime is less than 99.9%, "
        "Customer receives a service credit of 10% of the monthly fee."
    ),
    Example(
        "The Platform shall be available at least 99.5% of the time in each month. For each hour of downtime your account will be "
        "credited with the pro-rated fees for one day of hosting."
    ),
    Example("Consultant shall perform the work in a professional manner and shall be paid monthly."),
    Example(
        "We guarantee 99.9% uptime of your server each month. If we miss it, the bureau will waive 10% of the monthly "
        "fee."
    ),
    Example(
        "The Platform shall be available at least 99.5% of the time in each month.\n\n"
        "Availability | Credit\n"
        "Below 99.5% | 10%\n"
        "Below 98.0% | 30%"
    ),
    Example(
        "We guarantee that the Scheduling Service is available for 99.9% of every month. If it is available for less, we will reduce your"
        " next invoice by ten percent of the monthly fee; if it is available for less than 99% of the month, by half of it; and if for "
        "less than 95%, there is nothing to pay for the month at all, so that you need not ask us for what you are owed."
    ),
)

# Where credits are spoken of by name they are granted somewhere, if only in a schedule.
_NAMED: Final = re.compile(r"\b(?:service(?:\s+level)?|SLA|availability|uptime)\s+credits?\b", re.IGNORECASE)


def test(case: Case) -> Flag | None:
    level = case.analysis.service_level
    if level is None or not has_service_level(case) or level.credits or level.pro_rata:
        return None
    if case.analysis.of_kind("service_credit") or _NAMED.search(case.text):
        return None
    allowed = level.allowed_downtime_minutes
    period = level.measured_over
    a_time = f"a {period.unit}" if period and period.count == 1 else f"in {period.words()}" if period else ""
    down = f" They may be down {duration(allowed)} {a_time} and keep their word; beyond that" if allowed else " If they miss it,"
    fee = month_fee(case)
    an_hour = " an hour" if costs_you(case, 1) else f", and none of your {fee} a month comes back" if fee else ""
    return Flag(
        None,
        f"{level_words(case)[:1].upper()}{level_words(case)[1:]} is promised, and nothing is paid for breaking it.{down} it costs them nothing{costs_you(case, 1, ', and you ')}{an_hour}.",
    )


WORDING = Wording(
    rule="no_service_credits",
    preferred=CREDIT,
    acceptable=CREDIT_UP_TO_HALF,
    walk_away=CREDIT_BY_THE_MONTH,
    actions=("insert",),
    place="are added after the last sentence on the availability",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    last = last_of(case, "service_level")
    assert last is not None
    return insert_after(case, step, last.end, worded(case, WORDING, step))


RULE = Rule(
    id="no_service_credits",
    matter="service_level",
    severity="medium",
    title="Missing the uptime costs the vendor nothing",
    reason="A promise without a price is kept when it is convenient.",
    source="Practice of the field: every large public cloud pays service credits (their published SLAs); damages alone must be "
    "proved item by item.",
    advice="Ask for a scale that hurts a little at once: the point is the vendor's attention, not the money.",
    judges=Missing(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
