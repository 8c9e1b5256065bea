"""Which input asks for a fact, and what a person's answer means. Values are as in the review's JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

from contracts.analysis.interchange import CHOICES, DATE_FIELDS, PERIOD_FIELDS
from contracts.periods import Period, find_periods
from reviews.web.words import FACT_FIELDS, FACT_VALUES

Kind = Literal["date", "period", "number", "choice", "yes_no", "credits", "exit", "links", "receipts", "words"]

UNITS: Final = {
    "D": "days",
    "BD": "business days",
    "W": "weeks",
    "M": "months",
    "Y": "years",
}
_PERCENTS: Final = frozenset({"service_level.uptime_percent", "service_level.credit_cap_percent", "renewal.price_rise_cap_percent"})
_NUMBERS: Final = _PERCENTS | {"renewal.renewals"}
_IN_WORDS: Final = (
    "notices.address", "renewal.notice_day", "renewal.term_counts_from", "renewal.notice_time", "renewal.ends_with", "renewal.amendment_unread",
    "governing_law", "business_days",
)  # fmt: skip
BLANK_CREDITS: Final = 2


def kind_of(field: str) -> Kind:
    """The kind of input. Raises KeyError for a field that no person may correct."""
    if field not in FACT_FIELDS:
        raise KeyError(field)
    if field in DATE_FIELDS:
        return "date"
    if field in PERIOD_FIELDS:
        return "period"
    if field in _NUMBERS:
        return "number"
    if field in CHOICES:
        return "choice"
    special: dict[str, Kind] = {
        "service_level.credits": "credits",
        "service_level.repeated_failure_exit": "exit",
        "change_of_terms.linked_terms": "links",
        "renewal.amended": "links",
        "notices.forms": "links",
        "notices.not_by": "links",
        "notices.deemed_receipt": "receipts",
        **dict.fromkeys(_IN_WORDS, "words"),
    }
    return special.get(field, "yes_no")


def inputs_for(field: str, value: Any) -> dict[str, Any]:
    """What the form shows for the value: its kind, and the parts of the value as its inputs name them."""
    kind = kind_of(field)
    shown: dict[str, Any] = {"kind": kind, "unstated": value is None or value == [], "percent": field in _PERCENTS}
    match kind:
        case "period":
            shown |= {"perpetual_allowed": field in {"renewal.initial_term", "renewal.renewal_term"}, **_period_parts(value)}
        case "choice":
            shown |= {"choices": [(choice, FACT_VALUES[choice]) for choice in CHOICES[field]], "value": value}
        case "credits":
            rows = [{"below": f"{c['below']:g}", "percent": f"{c['percent']:g}"} for c in value or []]
            shown["rows"] = rows + [{"below": "", "percent": ""}] * (BLANK_CREDITS if rows else 3)
        case "exit":
            shown |= {"failures": (value or {}).get("failures"), **_period_parts((value or {}).get("within"))}
        case "links":
            shown["value"] = "\n".join(value or [])
        case "receipts":
            shown["value"] = "\n".join(f"{item['form']}: {item['after'] or 'when it arrives'}" for item in value or [])
        case "yes_no":
            shown["value"] = {True: "yes", False: "no"}.get(value, "")
        case "number":
            shown["value"] = f"{value:g}" if isinstance(value, int | float) else ""
        case _:
            shown["value"] = value or ""
    if kind in {"period", "exit"}:
        shown["units"] = list(UNITS.items())
    return shown


def resent(shown: dict[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """The form again with what the person sent, so that nothing typed is lost."""
    again = {**shown, **{name: sent[name] for name in ("value", "count", "unit", "failures") if name in sent}}
    again["unstated"] = bool(sent.get("unstated"))
    if shown["kind"] == "credits":
        pairs = zip(sent.get("below", []), sent.get("percent", []), strict=False)
        again["rows"] = [{"below": below, "percent": percent} for below, percent in pairs]
    return again


def _period_parts(iso: str | None) -> dict[str, Any]:
    if not iso:
        return {"count": "", "unit": "D"}
    if iso == "perpetual":
        return {"count": "", "unit": "perpetual"}
    period = Period.parse(iso)
    return {"count": period.count, "unit": re.sub(r"P\d+", "", period.iso())}


def value_from(field: str, sent: Mapping[str, Any]) -> Any:
    """The value that the form says, out of its inputs (or of one input ``value`` with a person's words).

    Raises KeyError for an unknown field, and ValueError with what to write instead.
    """
    kind = kind_of(field)
    if sent.get("unstated"):
        return [] if kind in {"credits", "links", "receipts"} else None
    text = str(sent.get("value") or "").strip()
    match kind:
        case "credits":
            return _credits(sent)
        case "exit":
            return _exit(sent)
        case "links":
            return [line.strip() for line in text.splitlines() if line.strip()]
        case "receipts":
            return [_receipt(line) for line in text.splitlines() if line.strip()]
        case "period" if "count" in sent:
            return _period(str(sent.get("count") or "").strip(), str(sent.get("unit") or ""))
    if not text:
        if kind == "yes_no":
            return None
        raise ValueError("Write a value, or tick that the agreement does not say.")
    match kind:
        case "words":
            return text
        case "date":
            try:
                return date.fromisoformat(text).isoformat()
            except ValueError as error:
                raise ValueError("Write a date as year, month and day, like 2026-03-01.") from error
        case "period":
            return period_from_words(text)
        case "number":
            return _number(text, whole=field == "renewal.renewals", percent=field in _PERCENTS)
        case "choice":
            if text not in CHOICES[field]:
                raise ValueError(f"Choose one: {', '.join(FACT_VALUES[choice] for choice in CHOICES[field])}.")
            return text
    if text.lower() not in {"yes", "no", "true", "false"}:
        raise ValueError("Answer yes or no.")
    return text.lower() in {"yes", "true"}


def period_from_words(text: str) -> str:
    """``30 days``, ``10 business days``, ``one year``, ``perpetual`` or ISO 8601, as ISO 8601."""
    found = find_periods(text)
    if len(found) == 1:
        return found[0].period.iso()
    try:
        return Period.parse("perpetual" if text.lower() == "perpetual" else text.upper()).iso()
    except ValueError as error:
        raise ValueError("Write a length of time, like 30 days, 3 months, 1 year or 10 business days.") from error


def _period(count: str, unit: str) -> str:
    if unit == "perpetual":
        return "perpetual"
    if unit not in UNITS:
        raise ValueError("Choose a unit: days, business days, weeks, months or years.")
    if not count.isdecimal() or not 0 < int(count) < 10_000:
        raise ValueError(f"Write how many {UNITS[unit]}, as a whole number above nought.")
    return f"P{int(count)}{unit}"


def _number(text: str, *, whole: bool = False, percent: bool = False) -> float | int:
    if not re.fullmatch(r"\d{1,9}([.,]\d{1,9})?\s*%?", text) or (whole and not text.isdecimal()):
        raise ValueError("Write a whole number." if whole else "Write a number, like 99.9.")
    number = float(text.rstrip("% ").replace(",", "."))
    if percent and number > 100:
        raise ValueError("A percentage is at most 100.")
    return int(number) if whole else number


def _credits(sent: Mapping[str, Any]) -> list[dict[str, float]]:
    getlist = getattr(sent, "getlist", None)
    pairs = zip(getlist("below"), getlist("percent"), strict=False) if getlist else zip(sent["below"], sent["percent"], strict=False)
    rows = []
    for below, percent in pairs:
        if not below.strip() and not percent.strip():
            continue
        if not below.strip() or not percent.strip():
            raise ValueError("Each line of the table needs both numbers: the availability, and the credit below it.")
        rows.append({"below": float(_number(below.strip(), percent=True)), "percent": float(_number(percent.strip(), percent=True))})
    if not rows:
        raise ValueError("Write at least one line, or tick that the agreement does not say.")
    if len({row["below"] for row in rows}) < len(rows):
        raise ValueError("Two lines of the table name the same availability.")
    return sorted(rows, key=lambda row: -row["below"])


def _receipt(line: str) -> dict[str, Any]:
    """``post: 3 business days``, ``courier: when it arrives``."""
    form, _, after = (part.strip() for part in line.partition(":"))
    return {"form": form, "after": None if after in ("", "when it arrives") else period_from_words(after)}


def _exit(sent: Mapping[str, Any]) -> dict[str, Any]:
    failures, count = str(sent.get("failures") or "").strip(), str(sent.get("count") or "").strip()
    if failures and (not failures.isdecimal() or int(failures) == 0):
        raise ValueError("Write how many failures, as a whole number, or leave it empty where the agreement has another measure.")
    return {"failures": int(failures) if failures else None, "within": _period(count, str(sent.get("unit") or "D")) if count else None}
