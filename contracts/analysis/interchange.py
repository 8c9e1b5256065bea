"""Facts and clauses as plain JSON values and back: for the review's JSON, for the database, for a person's correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from contracts.analysis.clause import (
    MATTERS,
    Absence,
    Analysis,
    Clause,
    Credit,
    Fact,
    Matter,
    Names,
    Passage,
    RepeatedFailureExit,
)
from contracts.periods import Period

PERIOD_FIELDS: Final = frozenset(
    {
        "service_level.measured_over",
        "service_level.claim_within",
        "renewal.initial_term",
        "renewal.renewal_term",
        "renewal.notice_by",
        "renewal.notice_not_before",
        "change_of_terms.notice_before",
    }
)
DATE_FIELDS: Final = frozenset({"effective_date", "expiration_date"})


def value_to_json(value: Any) -> Any:
    """A fact's value as JSON: periods as ISO 8601, dates as ISO dates, tuples as lists."""
    match value:
        case Period():
            return value.iso()
        case date():
            return value.isoformat()
        case Credit():
            return {"below": value.below, "percent": value.percent}
        case RepeatedFailureExit():
            return {"failures": value.failures, "within": value.within.iso() if value.within else None}
        case tuple():
            return [value_to_json(item) for item in value]
        case _:
            return value


def value_from_json(field: str, value: Any) -> Any:
    """The value of the named field out of JSON. Raises ValueError where it is none of the field's kind."""
    if value is None:
        return None
    if field in PERIOD_FIELDS:
        return Period.parse(value)
    if field in DATE_FIELDS:
        return date.fromisoformat(value)
    if field == "service_level.credits":
        return tuple(Credit(float(item["below"]), float(item["percent"])) for item in value)
    if field == "service_level.repeated_failure_exit":
        within = value.get("within")
        return RepeatedFailureExit(value.get("failures"), Period.parse(within) if within else None)
    if field == "change_of_terms.linked_terms":
        return tuple(value)
    return value


def part_to_json(analysis: Analysis, matter: Matter) -> dict[str, Any] | None:
    """One part of the review's JSON (``service_level``, ...) with its evidence; None where the agreement has no such clause."""
    part = getattr(analysis, matter)
    if part is None:
        return None
    values = {name: value_to_json(getattr(part, name)) for name in part.__dataclass_fields__}
    if matter == "service_level":
        values["allowed_downtime_minutes"] = part.allowed_downtime_minutes
    values["evidence"] = {
        name: fact.clause
        for name in part.__dataclass_fields__
        if (fact := analysis.facts.get(f"{matter}.{name}")) and fact.clause
    }
    return values


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """The whole analysis, for the database; ``analysis_from_json`` is its inverse."""
    return {
        "clauses": [asdict(clause) for clause in analysis.clauses],
        "facts": [{**asdict(fact), "value": value_to_json(fact.value)} for fact in analysis.facts.values()],
        "absent": [asdict(absence) for absence in analysis.absent],
        "names": asdict(analysis.names),
        "parties": list(analysis.parties),
    }


def analysis_from_json(value: Mapping[str, Any]) -> Analysis:
    facts = [Fact(**{**fact, "value": value_from_json(fact["field"], fact["value"])}) for fact in value["facts"]]
    return Analysis(
        clauses=tuple(Clause(**clause) for clause in value["clauses"]),
        facts={fact.field: fact for fact in facts},
        absent=tuple(
            Absence(
                matter=absence["matter"],
                pages_read=absence["pages_read"],
                pages_unread=tuple(absence["pages_unread"]),
                nearest=tuple(Passage(**passage) for passage in absence["nearest"]),
            )
            for absence in value["absent"]
        ),
        names=Names(**value["names"]),
        parties=tuple(value["parties"]),
    )


def parts_to_json(analysis: Analysis) -> dict[str, dict[str, Any] | None]:
    return {matter: part_to_json(analysis, matter) for matter in MATTERS}
