"""What the rules on service levels share: the words on failure and credits, and where they go."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Clause
from contracts.periods import Period
from contracts.text import AgreementText
from reviews.drafting import replace, replace_sentence
from reviews.rule import STEPS, Case, Redline, StepName, Wording
from reviews.wording import filled, reworded, worded

_CUSTOMER: Final = r"(?:you|(?:the\s+)?(?:customer|client|subscriber|licensee|user|buyer|reseller|company|[A-Z]\w+))"
# Whose act it is: "Customer reports the fault to the desk", "a ticket has been opened".
_THEY_REPORT: Final = re.compile(
    rf"\b{_CUSTOMER}\s+(?:first\s+|has\s+|have\s+)*(?:report|notif|open|log|submit|rais|inform|contact|advis)\w*\b[^,.;]*?"
    r"(?=\s+and\s+(?:ends?|continues|runs|lasts)\b|\s+(?:until|to\s+the\s+time)\b|[,.;]|$)"
    r"|\b(?:an?|the|such)\s+(?:\w+\s+){0,3}?(?:ticket|case|fault|failure|outage|incident)\s+(?:is|has\s+been|was)\s+(?:first\s+)?"
    r"(?:opened|logged|raised|reported|created|submitted|received|notified)\b[^,.;]*?(?=\s+and\s+(?:ends?|continues|runs|lasts)\b|\s+until\b|[,.;]|$)"
    r"|\b(?:we|(?:the\s+)?[A-Z]\w+)\s+(?:first\s+|has\s+|have\s+)*(?:detect|identif|confirm|verif|discover|record)\w*\b[^,.;]*?"
    r"(?=\s+and\s+(?:ends?|continues|runs|lasts)\b|\s+until\b|[,.;]|$)"
)
_THEIR_REPORT: Final = re.compile(
    r"\b(?P<how>from|upon|on|with|at|as\s+of)\s+(?:the\s+)?(?:[\w’']+\s+){0,5}?(?:receipt|opening|notice|notification|report|ticket|detection)\b[^,.;]*?"
    r"(?=\s+and\s+(?:ends?|continues|runs|lasts)\b|\s+until\b|[,.;]|$)",
    re.IGNORECASE,
)

# What more the customer must have done ("..., with a description of the fault, and Supplier has acknowledged it").
_MORE_OF_IT: Final = re.compile(
    r",\s*(?:with|and(?!\s+(?:ends?|continues|runs|lasts)\b)|provided|together|including|giving|stating|in\s+accordance)\b[^.;]*?"
    r"(?=,?\s+and\s+(?:ends?|continues|runs|lasts)\b|,?\s+until\b|[.;]|$)"
)


@lru_cache(maxsize=256)
def _read(passage: str, name: str) -> Any:
    return analyse(AgreementText(passage, "text/plain")).value(name)


def reads(case: Case, redline: Redline, clause: Clause, name: str) -> Any:
    """The value that the fact would have if the clause alone, so changed, were the agreement."""
    changed = case.text[clause.start : redline.start] + redline.new + case.text[redline.end : clause.end]
    return _read(changed, name)


def counted_from_detection(case: Case, step: StepName, clause: Clause, wording: Wording) -> Redline:
    """Puts either party's detection in the place of whatever starts the failure; only these words where that reads well."""
    text = clause.text
    sentence = worded(case, wording, step)
    if reworded(case, wording, step):
        return replace_sentence(case, step, clause.start, clause.end, sentence)
    when = filled(case, BEGINS[step], lead="when ").removeprefix("when ")
    fits = ("either_detection", "occurrence")
    for pattern in (_THEY_REPORT, _THEIR_REPORT):
        for match in pattern.finditer(text):
            how = match.groupdict().get("how")
            new = when if how is None else f"from the time at which {when}" if how.lower() == "from" else f"when {when}"
            rest = _MORE_OF_IT.match(text, match.end())
            end = rest.end() if rest else match.end()
            edit = replace(case, step, clause.start + match.start(), clause.start + end, new)
            if reads(case, edit, clause, "service_level.failure_starts") in fits:
                return edit
    return replace_sentence(case, step, clause.start, clause.end, sentence)


def per_period(case: Case) -> str:
    """``in each calendar month``."""
    period: Period | None = case.analysis.value("service_level.measured_over")
    if period is None or period == Period(1, "month") or period.unit == "day":
        return "in each calendar month"
    return "in each calendar quarter" if period == Period(3, "month") else f"in each calendar {period.unit}"


# What the ladders on service levels share. The promise of availability:
PROMISE: Final = "{vendor shall} make {service} available at least {uptime} of the time {each period}."
PROMISE_BUT_FOR_MAINTENANCE: Final = (
    "{vendor shall} make {service} available at least {uptime} of the time {each period}, not counting maintenance that was announced two "
    "days ahead."
)
PROMISE_BY_THE_QUARTER: Final = "{vendor shall} make {service} available at least {uptime} of the time in each calendar quarter."
# What missing it costs the vendor:
CREDIT: Final = (
    "{vendor shall} give {customer} a service credit of {10 %} of the month's fees for every hour by which the service level is missed, up "
    "to the whole of them, without a claim."
)
CREDIT_UP_TO_HALF: Final = (
    "{vendor shall} give {customer} a service credit of {5 %} of the month's fees for every hour by which the service level is missed, up "
    "to half of them."
)
CREDIT_BY_THE_MONTH: Final = (
    "{vendor shall} give {customer} a service credit of {25 %} of the month's fees for every month in which the service level is missed."
)
# How a vendor that keeps failing is left:
EXIT: Final = (
    "{customer} may terminate {agreement} without penalty and with a pro rata refund of {prepaid fees} if there are more than {failures} "
    "failures of {service} in a calendar month, or if the service level is missed in {2} consecutive months."
)
EXIT_AFTER_MONTHS: Final = (
    "{customer} may terminate {agreement} without penalty and with a pro rata refund of {prepaid fees} if the service level is missed in {3} "
    "consecutive months."
)
EXIT_UNPAID: Final = (
    "{customer} may terminate {agreement} without penalty if the service level is missed in {3} months of any period of {12} months."
)
# From when a failure counts:
BEGINS: Final[dict[StepName, str]] = {
    "preferred": "either party first detects it",
    "acceptable": "{vendor's} monitoring detects it or {customer has} reported it, whichever is earlier",
    "walk_away": "{customer has} reported it or {vendor has} become aware of it, whichever is earlier",
}
EACH_PERIOD: Final = {"each period": "in each calendar month, or the period by which the agreement measures"}


def failure_wording(rule: str) -> Wording:
    """The words on the beginning of a failure, for the two rules that ask for them."""
    preferred, acceptable, walk_away = (f"A failure of {{service}} begins when {BEGINS[step]}." for step in STEPS)
    return Wording(
        rule,
        preferred,
        acceptable,
        walk_away,
        actions=("replace",),
        place="take the place of the sentence that says when a failure begins",
        shorter="changes only the words after \"begins when\", where the agreement has such a sentence",
    )


def level_words(case: Case) -> str:
    level = case.analysis.value("service_level.uptime_percent")
    return f"{level:g} %" if level is not None else "the promised availability"


def has_service_level(case: Case) -> bool:
    return case.analysis.service_level is not None and bool(case.analysis.of_kind("service_level") or case.analysis.of_kind("service_credit"))
