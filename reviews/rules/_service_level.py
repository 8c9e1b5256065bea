"""What the rules on service levels share: the words on failure and credits, and where they go."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Clause, opening
from contracts.periods import Period
from contracts.text import AgreementText
from reviews.drafting import number, prepaid, replace, replace_sentence
from reviews.rule import Case, Redline, StepName

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


def begins_when(case: Case, step: StepName) -> str:
    """From when a failure counts, as the end of "a failure begins when ..."."""
    names = case.analysis.names
    return {
        "preferred": "either party first detects it",
        "acceptable": f"{names.vendor_possessive} monitoring detects it or {names.customer_has} reported it, whichever is earlier",
        "walk_away": f"{names.customer_has} reported it or {names.vendor_has} become aware of it, whichever is earlier",
    }[step]


def counted_from_detection(case: Case, step: StepName, clause: Clause) -> Redline:
    """Puts either party's detection in the place of whatever starts the failure; only these words where that reads well."""
    text = clause.text
    when = begins_when(case, step)
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
    sentence = f"A failure of {case.analysis.names.service} begins when {when}."
    return replace_sentence(case, step, clause.start, clause.end, sentence)


def percent(case: Case, value: float) -> str:
    """``99.9%``, or ``99.9 %`` where this agreement writes it so."""
    space = " " if " %" in case.text and re.search(r"\d %", case.text) and not re.search(r"\d%", case.text) else ""
    return f"{value:g}{space}%"


def per_period(case: Case) -> str:
    """``in each calendar month``."""
    period: Period | None = case.analysis.value("service_level.measured_over")
    if period is None or period == Period(1, "month") or period.unit == "day":
        return "in each calendar month"
    return "in each calendar quarter" if period == Period(3, "month") else f"in each calendar {period.unit}"


def commitment(case: Case, level: float, over: str | None = None, without: str = "") -> str:
    """The promise of availability, in the agreement's own names."""
    names = case.analysis.names
    return opening(
        f"{names.vendor} {names.shall} make {names.service} available at least {percent(case, level)} of the time "
        f"{over or per_period(case)}{without}."
    )


def credits_due(case: Case, step: StepName) -> str:
    """What missing the service level costs the vendor."""
    names = case.analysis.names
    credit = f"{names.vendor} {names.shall} give {names.customer} a service credit of"
    missed = "for every hour by which the service level is missed"
    return opening(
        {
            "preferred": f"{credit} {percent(case, 10)} of the month's fees {missed}, up to the whole of them, without a claim.",
            "acceptable": f"{credit} {percent(case, 5)} of the month's fees {missed}, up to half of them.",
            "walk_away": f"{credit} {percent(case, 25)} of the month's fees for every month in which the service level is missed.",
        }[step]
    )


def way_out(case: Case, step: StepName) -> str:
    """The customer may leave a vendor that keeps failing."""
    names = case.analysis.names
    often = number(case, case.thresholds.failures_per_month)
    free = f"{names.customer} may terminate {names.agreement} without penalty and with a pro rata refund of {prepaid(case)} if"
    return opening(
        {
            "preferred": f"{free} there are more than {often} failures of {names.service} in a calendar month, or if the service "
            f"level is missed in {number(case, 2)} consecutive months.",
            "acceptable": f"{free} the service level is missed in {number(case, 3)} consecutive months.",
            "walk_away": f"{names.customer} may terminate {names.agreement} without penalty if the service level is missed in "
            f"{number(case, 3)} months of any period of {number(case, 12)} months.",
        }[step]
    )


def level_words(case: Case) -> str:
    level = case.analysis.value("service_level.uptime_percent")
    return f"{level:g} %" if level is not None else "the promised availability"


def has_service_level(case: Case) -> bool:
    return case.analysis.service_level is not None and bool(case.analysis.of_kind("service_level") or case.analysis.of_kind("service_credit"))
