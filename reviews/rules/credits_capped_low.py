"""Credits stop at a small part of the fee."""

from __future__ import annotations

import re

from contracts.analysis.clause import opening
from contracts.periods import Period
from reviews.drafting import ladder, replace, replace_sentence, spelled
from reviews.figures import amount, fee_for
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName
from reviews.rules._service_level import percent

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
)
SILENT_ON = (
    Example(
        "Provider guarantees 99.9% uptime of the Hosting Service in each calendar month. In no event will the Service Credits for any "
        "calendar month exceed fifty percent (50%) of the monthly recurring charge."
    ),
    Example("We promise an uptime of 99.9% a month; for each hour of downtime you receive a service credit of 5% of the fee."),
    Example("Provider's total liability shall not exceed 10% of the fees paid in the twelve months before the claim."),
)


def test(case: Case) -> Flag | None:
    cap: float | None = case.analysis.value("service_level.credit_cap_percent")
    clause = case.analysis.evidence("service_level.credit_cap_percent")
    if cap is None or clause is None or cap >= case.thresholds.credit_cap_percent:
        return None
    month = fee_for(case.money, Period(1, "month"))
    worth = f", {amount(case.money, month * round(cap) / 100)}" if month else ""
    return Flag(clause, f"Were it down for the whole month, you would get back {cap:g} % of that month's fee{worth}, and pay the rest.")


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    cap: float = case.analysis.value("service_level.credit_cap_percent")
    floor = case.thresholds.credit_cap_percent
    wanted = {"preferred": 100.0, "acceptable": max(75.0, floor), "walk_away": floor}[step]
    figure = re.compile(
        rf"(?:[a-z]+(?:-[a-z]+)?\s+percent\s+\(\s*{cap:g}\s?%\s*\)|(?<![\d.]){cap:g}\s*(?:%|percent\b|per\s+cent\b))", re.IGNORECASE
    )
    places = list(figure.finditer(clause.text))
    if len(places) != 1:
        names = case.analysis.names
        sentence = f"The service credits of a month shall not exceed {percent(case, wanted)} of {names.fees} for that month."
        return replace_sentence(case, step, clause.start, clause.end, opening(sentence))
    place = places[0]
    in_words = "(" in place[0]
    word = "one hundred" if wanted == 100 else spelled(round(wanted))
    new = f"{word} percent ({wanted:g}%)" if in_words else place[0].replace(f"{cap:g}", f"{wanted:g}", 1)
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
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
