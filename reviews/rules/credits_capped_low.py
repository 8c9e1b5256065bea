"""Credits stop at a small part of the fee."""

from __future__ import annotations

import re

from contracts.periods import Period
from reviews.drafting import ladder, percent, replace, replace_sentence, spelled
from reviews.figures import amount, costs_you, fee_for
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.wording import reworded, worded

FIRES_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. In no event will the Service Credits for any "
        "calendar month exceed twenty percent (20%) of the monthly recurring charge."
    ),
    Example(
        "We promise an uptime of 99.9% a month; for each hour of downtime you receive a service credit of 5% of the fee. The total of all "
        "service credits of a month shall not exceed 15% of the fee for that month."
    ),
    Example(
        "The Platform shall be available 99.5% of the time in each month.\n\nService credits are capped at 10% of the monthly fees of "
        "the affected service."
    ),
    Example(
        "4.1 Availability of the Feed shall be 99.8% in each month. 4.2 For every full hour by which Downtime exceeds "
        "what this allows, Licensee receives a credit of 2% of the monthly Licence Fee, but no more than ten per cent "
        "(10%) of it in any month, however long the Feed may be down."
    ),
    Example(
        "The Provider guarantees that the Platform is available 99.9% of each calendar month.\n\n"
        "Monthly availability | Service Credit\n"
        "Less than 99.9% but at least 99.0% | 5%\n"
        "Less than 99.0% | 10%\n\n"
        "Service Credits never exceed 10% of the monthly fee."
    ),
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. In no event will the Service Credits for any "
        "calendar month exceed fifty percent (50%) of the monthly recurring charge."
    ),
    Example("We promise an uptime of 99.9% a month; for each hour of downtime you receive a service credit of 5% of the fee."),
    Example("Provider's total liability shall not exceed 10% of the fees paid in the twelve months before the claim."),
    Example(
        "The Platform shall be available 99.5% of the time in each month. Service credits for downtime of a month are "
        "limited to one month's fee for the affected service."
    ),
    Example(
        "We guarantee 99.99% availability of the Circuit per month. Under no circumstances will the credits of a month be"
        " greater than one hundred percent (100%) of the monthly recurring charge."
    ),
    Example(
        "5.1 The uptime of the Exchange is 99.9% in each month. 5.2 Where it is missed the Vendor gives a Service Credit of 10% of that "
        "month's fee for each full hour of downtime. 5.3 The Service Credits of one month shall not exceed one hundred percent (100%) of "
        "the fee for it, and credits that the Client cannot set off against a later invoice are paid out within thirty days of the end of"
        " the term."
    ),
)


def test(case: Case) -> Flag | None:
    cap: float | None = case.analysis.value("service_level.credit_cap_percent")
    clause = case.analysis.evidence("service_level.credit_cap_percent")
    if cap is None or clause is None or cap >= case.thresholds.credit_cap_percent:
        return None
    month = fee_for(case.money, Period(1, "month"))
    worth = f", {amount(case.money, month * round(cap) / 100)}" if month else ""
    harm = costs_you(case, 720, "; the month costs you ")
    return Flag(clause, f"Were it down for the whole month, you would get back {cap:g} % of that month's fee{worth}, and pay the rest{harm}.")


WORDING = Wording(
    rule="credits_capped_low",
    preferred="The service credits of a month shall not exceed {100 %} of {fees} for that month.",
    acceptable="The service credits of a month shall not exceed {higher cap} of {fees} for that month.",
    walk_away="The service credits of a month shall not exceed {credit cap} of {fees} for that month.",
    actions=("replace",),
    place="take the place of the sentence that caps the credits",
    shorter="changes only the figure, where the sentence gives it once",
    own={"higher cap": "75 %, or what credits must reach at least where you ask for more"},
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    cap: float = case.analysis.value("service_level.credit_cap_percent")
    floor = case.thresholds.credit_cap_percent
    wanted = {"preferred": 100.0, "acceptable": max(75.0, floor), "walk_away": floor}[step]
    figure = re.compile(
        rf"(?:[a-z]+(?:-[a-z]+)?\s+per\s?cent\s+\(\s*{cap:g}\s?%\s*\)|(?<![\d.]){cap:g}\s*(?:%|percent\b|per\s+cent\b))", re.IGNORECASE
    )
    places = list(figure.finditer(clause.text))
    if len(places) != 1 or reworded(case, WORDING, step):
        own = {"higher cap": percent(case, max(75.0, floor))}
        return replace_sentence(case, step, clause.start, clause.end, worded(case, WORDING, step, own))
    place = places[0]
    in_words = "(" in place[0]
    word = spelled(round(wanted))
    unit = "per cent" if "per cent" in place[0] else "percent"
    new = f"{word} {unit} ({wanted:g}%)" if in_words else place[0].replace(f"{cap:g}", f"{wanted:g}", 1)
    return replace(case, step, clause.start + place.start(), clause.start + place.end(), new)


RULE = Rule(
    id="credits_capped_low",
    matter="service_level",
    severity="medium",
    title="Credits stop at a small part of the fee",
    reason="Beyond the cap every further hour of outage is free for the vendor, just when it matters most.",
    source="Practice of the field: published SLAs of large public clouds reach 100 % of the month's fee.",
    advice="Nobody should pay in full for a month in which nothing worked. Begin there: the whole fee of the month.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
