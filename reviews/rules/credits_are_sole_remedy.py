"""Credits are the only remedy."""

from __future__ import annotations

import re
from typing import Final

from reviews.drafting import ladder, replace, replace_sentence
from reviews.figures import loss, owed
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._service_level import reads
from reviews.wording import reworded, worded

FIRES_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Service Credits are the Customer's sole and "
        "exclusive remedy for any failure of the Provider to meet the service level."
    ),
    Example(
        "The Platform shall be available 99.5% of the time in each month. If it is not, Client receives a service credit of 5% of the "
        "monthly fee.\n\nThe foregoing states Vendor's entire liability, and Client's exclusive remedy, for any unavailability of "
        "the Platform."
    ),
    Example(
        "We promise an uptime of 99.9% a month. Your sole remedy for downtime shall be the service credit described in the "
        "schedule, and you waive all others."
    ),
    Example(
        "6.1 The Service will be available 99.9% of the time in any month. 6.2 Notwithstanding anything to the contrary in this "
        "Agreement, the SLA credits set forth in Section 6.1 constitute the sole and exclusive remedies of Subscriber, and the "
        "sole and exclusive obligations of Supplier, with respect to any outage or failure to meet the service levels."
    ),
    Example(
        "Schedule 3. 2.1 The Carrier guarantees that each Circuit is available 99.95% of each calendar month. 2.5 The "
        "Subscriber accepts the Service Credits in full and final satisfaction of every claim, whether in contract, tort "
        "or otherwise, that arises from an Outage of a Circuit or from a failure of the Carrier to meet a Service Level."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Service Credits are not the sole remedy of "
        "the Customer."
    ),
    Example("The Platform shall be available 99.5% of the time. If it is not, Client receives a service credit of 5% of the fee."),
    Example("Replacement of defective Products is Buyer's sole and exclusive remedy for breach of the product warranty."),
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. Service Credits are a price "
        "adjustment, and are without prejudice to any other right or remedy of the Customer, its right to terminate and "
        "to claim damages included."
    ),
    Example(
        "We promise an uptime of 99.9% a month. For each hour of downtime you receive a service credit of 5% of the "
        "monthly fee, which does not limit what else you may claim from us."
    ),
    Example(
        "The Operator guarantees an uptime of 99.9% per calendar month. Service Credits are a price adjustment that reflects the lesser "
        "value of the Service, and are neither a penalty nor the sole or exclusive remedy of the Client, who may claim whatever loss "
        "exceeds them and may terminate for cause as section 14 provides, including for a failure that gave rise to a credit."
    ),
)
_IS_ONLY: Final = re.compile(
    r"\b(?P<verb>is|are|shall\s+be|will\s+be)\s+(?:(?:the|your|its|our|[A-Z]\w*(?:['’]s?)|customer['’]s|client['’]s)\s+){0,3}"
    r"(?:sole|exclusive|only)(?:\s+and\s+(?:\w+\s+)?(?:exclusive|sole|only))?\s+remed(?:y|ies)\b"
)


def test(case: Case) -> Flag | None:
    clause = case.analysis.evidence("service_level.sole_remedy")
    if not case.analysis.value("service_level.sole_remedy") or clause is None:
        return None
    level = case.analysis.service_level
    day = loss(case.money, 24)
    back = owed(case, 24)
    if back:
        against = f", against the {day} that it costs you" if day else ""
        return Flag(clause, f"For a whole day down they owe you {back}{against}, and every other claim is given up in this sentence.")
    worst = level.credit_cap_percent if level and level.credit_cap_percent else None
    harm = f"A day of outage costs you {day};" if day else "Whatever a day of outage costs you,"
    most = f"at most {worst:g} % of the month's fee" if worst else "a part of the fee"
    return Flag(clause, f"{harm} what comes back is {most}, and every other claim is given up in this sentence.")


WORDING = Wording(
    rule="credits_are_sole_remedy",
    preferred="Service credits are in addition to, and do not limit, any other right or remedy that {customer has}.",
    acceptable="Service credits are set off against damages and do not limit {customer's} right to terminate {agreement}.",
    walk_away="Service credits do not limit {customer's} right to terminate {agreement} for repeated failure.",
    actions=("replace",),
    place="take the place of the sentence that makes credits the only remedy",
    shorter="changes only the words that make them the only remedy at the preferred step, where the rest may stay",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause, names = flag.clause, case.analysis.names
    assert clause is not None
    only = _IS_ONLY.search(clause.text)
    if only and step == "preferred" and not reworded(case, WORDING, step):
        new = f"{only['verb']} in addition to every other remedy that {names.customer_has}"
        edit = replace(case, step, clause.start + only.start(), clause.start + only.end(), new)
        if not reads(case, edit, clause, "service_level.sole_remedy"):
            return edit
    return replace_sentence(case, step, clause.start, clause.end, worded(case, WORDING, step))


RULE = Rule(
    id="credits_are_sole_remedy",
    matter="service_level",
    severity="high",
    title="Credits are the only remedy",
    reason="A credit of a few percent of the fee is no price for an outage that costs many times the fee.",
    source="U.C.C. § 2-719(1)(b) and (2) (exclusive remedies must be agreed expressly and must not fail of their purpose); UK "
    "Unfair Contract Terms Act 1977, s. 3 (standard terms that restrict liability for breach).",
    advice="Vendors defend this sentence hardest. If it must stay for ordinary outages, carve out repeated failure, data loss and intent.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
