"""Facts and clauses as plain JSON values and back: for the review's JSON, for the database, for a person's correction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final, get_args, get_type_hints

from contracts.analysis.clause import (
    MATTERS,
    NOTICE_FORMS,
    PARTS,
    Absence,
    Analysis,
    Clause,
    Credit,
    Fact,
    Matter,
    Names,
    Notices,
    Passage,
    Receipt,
    RepeatedFailureExit,
)
from contracts.periods import Period

# The type of each field's value, as the parts' dataclasses give it; the dates and the places are the agreement's own.
FIELD_TYPES: Final[dict[str, Any]] = {
    **dict.fromkeys(("effective_date", "expiration_date", "term_start"), date),
    **{f"{matter}.{name}": hint for matter, part in PARTS.items() for name, hint in get_type_hints(part).items()},
    **{f"notices.{name}": hint for name, hint in get_type_hints(Notices).items()},
    **dict.fromkeys(("governing_law", "business_days"), str),
}
PERIOD_FIELDS: Final = frozenset(name for name, hint in FIELD_TYPES.items() if Period in (hint, *get_args(hint)))
DATE_FIELDS: Final = frozenset(name for name, hint in FIELD_TYPES.items() if hint is date)
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "service_level.failure_starts": ("occurrence", "customer_notice", "vendor_detection", "either_detection"),
    "renewal.price_rise": ("capped", "uncapped"),
    "renewal.notice_counted_from": ("end", "renewal", "clear"),
    "renewal.notice_to": ("month", "quarter", "half_year", "year"),
}
# What no agreement says, and no arithmetic of dates could follow: persons are asked again.
_FIRST_DAY, _LAST_DAY, _LONGEST = date(1900, 1, 1), date(2199, 12, 31), 1200
_PLACE_FIELDS: Final = frozenset({"governing_law", "business_days"})
_LISTS_OF_WORDS: Final = {"change_of_terms.linked_terms": "addresses", "renewal.amended": "words like “60 days → 90 days”"}
_PLACE: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")


def value_to_json(value: Any) -> Any:
    """A fact's value as JSON: periods as ISO 8601, dates as ISO dates, tuples as lists."""
    match value:
        case Period():
            return value.iso()
        case date():
            return value.isoformat()
        case Credit():
            return {"below": value.below, "percent": value.percent}
        case Receipt():
            return {"form": value.form, "after": value.after.iso() if value.after else None}
        case RepeatedFailureExit():
            return {"failures": value.failures, "within": value.within.iso() if value.within else None}
        case tuple():
            return [value_to_json(item) for item in value]
        case _:
            return value


def value_from_json(field: str, value: Any) -> Any:
    """The value of the named field out of JSON; None stands for itself.

    Raises ValueError, saying what to write, where it is none of the field's kind.
    """
    if value is None:
        return None
    if field in DATE_FIELDS:
        return _day(value)
    if field in PERIOD_FIELDS:
        return Period.parse(value if isinstance(value, str) else "")
    if field == "service_level.credits":
        return tuple(Credit(_number(item, "below"), _number(item, "percent")) for item in _list(value))
    if field == "service_level.repeated_failure_exit":
        if not isinstance(value, dict) or not {"failures", "within"} >= set(value):
            raise ValueError('write it like {"failures": 3, "within": "P1M"}')
        failures, within = value.get("failures"), value.get("within")
        return RepeatedFailureExit(None if failures is None else _whole(failures), None if within is None else Period.parse(str(within)))
    if field == "notices.deemed_receipt":
        return tuple(_receipt(item) for item in _list(value))
    if field in ("notices.forms", "notices.not_by"):
        return tuple(_form(item) for item in _list(value))
    if field in _PLACE_FIELDS:
        if not isinstance(value, str) or not _PLACE.fullmatch(value):
            raise ValueError(f"{value!r} is no place; write a country or its region like US, US-OH or GB-ENG")
        return value
    if field in _LISTS_OF_WORDS:
        if not all(isinstance(item, str) and item.isprintable() for item in _list(value)):
            raise ValueError(f"write a list of {_LISTS_OF_WORDS[field]}")
        return tuple(value)
    if field in CHOICES:
        if value not in CHOICES[field]:
            raise ValueError(f"write one of {', '.join(CHOICES[field])}")
        return value
    hint = FIELD_TYPES.get(field)
    kinds = get_args(hint) or (hint,)
    if bool in kinds and not isinstance(value, bool):
        raise ValueError("write true or false")
    if str in kinds and not isinstance(value, str):
        raise ValueError("write the words in which the agreement says it")
    if float in kinds:
        return _percent(value)
    return _whole(value) if int in kinds else value


def supplied_value(field: str, value: Any) -> Any:
    """The value that a person supplies for a field, as ``value_from_json``; refused too where it is out of all proportion."""
    read = value_from_json(field, value)
    if isinstance(read, date) and not _FIRST_DAY <= read <= _LAST_DAY:
        raise ValueError(f"{value} is no day of an agreement; write one between 1900 and 2199")
    least = 1 if field in ("renewal.initial_term", "renewal.renewal_term") else 0
    if isinstance(read, Period) and not read.perpetual and not least <= read.count <= _LONGEST:
        raise ValueError(f"{value} is no length of time in an agreement; write it like P30D, P1M, P1Y, P10BD or perpetual")
    if isinstance(read, int | float) and not 0 <= read <= _LONGEST:
        raise ValueError(f"write a number from 0 to {_LONGEST}")
    return read


def _receipt(item: Any) -> Receipt:
    if not isinstance(item, dict) or set(item) != {"form", "after"}:
        raise ValueError('write it like {"form": "post", "after": "P3BD"}')
    return Receipt(_form(item["form"]) if item["form"] else "", None if item["after"] is None else Period.parse(str(item["after"])))


def _form(value: Any) -> str:
    if value not in NOTICE_FORMS:
        raise ValueError(f"write one of {', '.join(NOTICE_FORMS)}")
    return str(value)


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{value!r} is no day; write it like 2026-03-01") from error


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("write a whole number")
    return value


def _percent(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e12 < value < 1e12:  # NaN is not
        raise ValueError("write a number, like 99.9")
    return float(value)


def _number(item: Any, name: str) -> float:
    return _percent(item.get(name) if isinstance(item, dict) else None)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("write a list")
    return value


def part_to_json(analysis: Analysis, matter: Matter) -> dict[str, Any] | None:
    """One part of the review's JSON (``service_level``, ...) with its evidence; None where the agreement has no such clause."""
    part = getattr(analysis, matter)
    if part is None or (matter == "renewal" and _only_runs_on(analysis)):
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


# What a term may say of itself where nothing renews.
_OF_THE_TERM: Final = frozenset({"renewal.initial_term", "renewal.term_counts_from", "renewal.ends_with"})


def _only_runs_on(analysis: Analysis) -> bool:
    """Whether all that is said is that the term has no end yet: neither that it goes on unless somebody acts, nor how that is stopped."""
    return not analysis.of_kind("renewal", "renewal_notice") and not any(
        field.startswith("renewal.") and field not in _OF_THE_TERM for field in analysis.facts
    )


def notices_to_json(analysis: Analysis) -> dict[str, Any] | None:
    """How notice is given, with its evidence; None where the agreement does not say."""
    notices = analysis.notices
    if notices is None:
        return None
    values = {name: value_to_json(getattr(notices, name)) for name in Notices.__dataclass_fields__}
    facts = {name: analysis.facts.get(f"notices.{name}") for name in values}
    return {**values, "evidence": {name: fact.clause for name, fact in facts.items() if fact and fact.clause}}


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
