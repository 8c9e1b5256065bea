"""The number is an aim, not a promise."""

from __future__ import annotations

import re
from typing import Final

from reviews.drafting import ladder, percent, replace, replace_sentence
from reviews.figures import costs_you, month_fee
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._service_level import (
    EACH_PERIOD,
    PROMISE,
    PROMISE_BUT_FOR_MAINTENANCE,
    PROMISE_BY_THE_QUARTER,
    level_words,
    per_period,
    reads,
)
from reviews.wording import reworded, worded

FIRES_ON = (
    Example(
        "We will use commercially reasonable efforts to make the Service available with a Monthly Uptime Percentage of at least "
        "99.95% during any monthly billing cycle."
    ),
    Example("Provider aims to keep the Platform available 99.9% of the time in each calendar month."),
    Example("Our target is a monthly uptime of 99.5 percent for the customer portal, although we do not promise it."),
    Example(
        "4.2 System Availability. Except for scheduled maintenance and events of force majeure, Vendor shall use commercially "
        "reasonable efforts to keep the hosted application operational 99.5% of the time during any calendar month.\n\n"
        "4.3 Support. Vendor shall answer within four hours."
    ),
    Example("Kestrel strives to achieve an uptime of 99.9% per month for the Hosting Service and will inform Customer of outages."),
    Example(
        "Section 6. Availability. The Company shall exercise commercially reasonable efforts to maintain the availability of the Claims "
        "Exchange for not less than 99.5% of each calendar month, other than during the maintenance windows that are announced on its "
        "status page one week before; the parties acknowledge that this figure is an objective, on whose attainment the Company's other "
        "systems and those of its carriers have an influence."
    ),
)
SILENT_ON = (
    Example("Provider guarantees 99.9% uptime of the Hosting Service in each calendar month."),
    Example("The Platform shall be available at least 99.5% of the time in each month, scheduled maintenance excepted."),
    Example("Vendor warrants that the Application will be operational 99.5% of the time during any calendar quarter."),
    Example("Vendor shall use commercially reasonable efforts to answer support requests within four hours."),
    Example(
        "While we strive for 100% uptime of our mail platform, we guarantee 99.9% in any given month."
    ),
    Example(
        "3. The Provider warrants that the Booking Engine is available at least 99.9% of the time in each calendar month. In addition to "
        "and without lessening that warranty the Provider shall use commercially reasonable efforts to announce each outage on its status"
        " page within thirty minutes, to answer questions about it within an hour, and to send the Customer its report on the causes "
        "within five business days."
    ),
)
_EFFORTS: Final = re.compile(
    r"\b(?P<must>will|shall|must|agrees\s+to|undertakes\s+to)?\s*\buses?\s+(?:its\s+|our\s+|all\s+)?(?:[\w-]+\s+){0,3}?(?:efforts|endeavou?rs)\s+to\s+(?:ensure\s+that\s+)?",
    re.IGNORECASE,
)
_AIMS: Final = re.compile(r"\b(?:aims?|strives?|endeavou?rs?|seeks?|intends?|expects?|attempts?|tr(?:y|ies))\s+to\s+(?=\w)", re.IGNORECASE)


def test(case: Case) -> Flag | None:
    clause = case.analysis.evidence("service_level.binding")
    if case.analysis.value("service_level.binding") is not False or clause is None:
        return None
    fee = month_fee(case)
    none = f", nothing of your {fee}" if fee else ""
    return Flag(
        clause,
        f"{level_words(case)} is what {case.analysis.names.vendor} will try for. A month of outage breaks no promise, so nothing is "
        f"owed for it{none}{costs_you(case, 720, '; it costs you ')}.",
    )


WORDING = Wording(
    rule="uptime_only_an_aim",
    preferred=PROMISE.replace("{uptime}", "{level}"),
    acceptable=PROMISE_BUT_FOR_MAINTENANCE.replace("{uptime}", "{level}"),
    walk_away=PROMISE_BY_THE_QUARTER.replace("{uptime}", "{level}"),
    actions=("replace",),
    place="take the place of the sentence that names the availability as an aim",
    shorter="changes only the words of the aim at the preferred step, where a promise can stand for them",
    own={"level": "the availability that the agreement aims at, or yours where it names none", **EACH_PERIOD},
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause, names = flag.clause, case.analysis.names
    assert clause is not None
    if step == "preferred" and not reworded(case, WORDING, step):
        for pattern in (_EFFORTS, _AIMS):
            match = pattern.search(clause.text)
            if match is None:
                continue
            must = match.groupdict().get("must")
            new = f"{must} " if must else f"{names.shall} "
            if match[0].rstrip().endswith("that"):
                new = f"{must or names.shall} ensure that "
            edit = replace(case, step, clause.start + match.start(), clause.start + match.end(), new)
            if reads(case, edit, clause, "service_level.binding") is True:
                return edit
    level = case.analysis.value("service_level.uptime_percent") or case.thresholds.uptime_percent
    own = {"level": percent(case, level), "each period": per_period(case)}
    return replace_sentence(case, step, clause.start, clause.end, worded(case, WORDING, step, own))


RULE = Rule(
    id="uptime_only_an_aim",
    matter="service_level",
    severity="high",
    title="The uptime is an aim, not a promise",
    reason="Only a promise can be broken; an aim leaves nothing to claim.",
    source="English courts read 'reasonable endeavours' as an obligation to try, not to succeed: Rhodia International Holdings Ltd "
    "v. Huntsman International LLC [2007] EWHC 292 (Comm).",
    advice="If the number is on their website, it can be in the contract. Let them lower the number rather than keep the 'efforts'.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
