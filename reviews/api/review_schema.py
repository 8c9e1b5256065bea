"""The review of one version as JSON Schema, made out of the same dataclasses that the review itself is made of."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, get_args, get_type_hints

from contracts.analysis.clause import PARTS, Credit, Notices, Receipt, RepeatedFailureExit
from contracts.analysis.interchange import CHOICES
from contracts.models import Version
from contracts.periods import Period
from contracts.reading.errors import MESSAGES
from reviews.review import SCHEMA
from reviews.rule import SEVERITIES
from reviews.windows import Silence

TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer", "minimum": 0}
NUMBER: Final = {"type": "number"}
DAY: Final = {"type": "string", "format": "date"}
PERIOD: Final = {"type": "string", "pattern": r"^(P\d+(BD|[DWMY])|perpetual)$", "examples": ["P30D", "P1Y", "P10BD"]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def an_object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": {**required, **optional}}


def a_list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


# The way to a window's days: each step in words, and the facts on which it rests.
_STEPS: Final = a_list(an_object({"says": TEXT, "rests_on": a_list(TEXT)}))
# What follows where nobody writes, and until when that binds.
_SILENCE: Final = {"renews_until": _or_null(DAY), "silence": {"type": "string", "enum": list(get_args(Silence))}}

_TYPES: Final[dict[Any, dict[str, Any]]] = {
    bool: {"type": "boolean"},
    int: WHOLE,
    float: NUMBER,
    str: TEXT,
    date: DAY,
    Period: PERIOD,
    tuple[str, ...]: a_list(TEXT),
    tuple[Credit, ...]: a_list(an_object({"below": NUMBER, "percent": NUMBER})),
    tuple[Receipt, ...]: a_list(an_object({"form": TEXT, "after": _or_null(PERIOD)})),
    RepeatedFailureExit: an_object({"failures": _or_null(WHOLE), "within": _or_null(PERIOD)}),
}


def _field(name: str, hint: Any) -> dict[str, Any]:
    kinds = [kind for kind in (get_args(hint) if hint not in _TYPES else (hint,)) if kind is not type(None)] or [hint]
    schema = {"type": "string", "enum": list(CHOICES[name])} if name in CHOICES else _TYPES[kinds[0]]
    return schema if hint in _TYPES else _or_null(schema)


def _part(matter: str, part: type) -> dict[str, Any]:
    values = {name: _field(f"{matter}.{name}", hint) for name, hint in get_type_hints(part).items()}
    if matter == "service_level":
        values["allowed_downtime_minutes"] = _or_null(NUMBER)
    evidence = {"type": "object", "additionalProperties": TEXT, "description": "Of each field the id of the clause that states it."}
    return _or_null(an_object({**values, "evidence": evidence}))


_PLACE: Final = {"start": WHOLE, "end": WHOLE}
_DOCUMENT: Final = {"name": TEXT, "sha256": TEXT, "media_type": TEXT, "pages": _or_null(WHOLE), "words": _or_null(WHOLE)}

_TRACKED: Final = an_object(
    {"read_as": {"type": "string", "enum": ["accepted", "rejected"]}, "insertions": WHOLE, "deletions": WHOLE, "authors": a_list(TEXT)}
)
REDLINE: Final = an_object(
    {"action": {"type": "string", "enum": ["replace", "insert", "delete"]}, "anchor": an_object(_PLACE), "old": TEXT, "new": TEXT}
)
CHANGE: Final = an_object({"rules": a_list(TEXT), "redline": REDLINE})

REVIEW: Final = an_object(
    {
        "schema": {"type": "string", "const": SCHEMA},
        "document": an_object({**_DOCUMENT, "ocr": {"type": "boolean"}, "tracked_changes": _or_null(_TRACKED)}),
        "text_sha256": TEXT,
        "parties": a_list(TEXT),
        "effective_date": _or_null(DAY),
        "expiration_date": _or_null(DAY),
        "clauses": a_list(
            an_object({"id": TEXT, "kind": TEXT, **_PLACE, "page": _or_null(WHOLE), "heading": TEXT, "text": TEXT, "confidence": NUMBER})
        ),
        **{matter: _part(matter, part) for matter, part in PARTS.items()},
        "findings": a_list(
            an_object(
                {
                    "rule": TEXT,
                    "severity": {"type": "string", "enum": list(SEVERITIES)},
                    "clause": _or_null(TEXT),
                    "title": TEXT,
                    "why": TEXT,
                    "redline": REDLINE,
                }
            )
        ),
        "changes": {**a_list(CHANGE), "description": "The redlines as they go out: those that meet in one sentence are one change."},
        "windows": a_list(
            an_object({"term": WHOLE, "opens_on": DAY, "closes_on": DAY, "send_by": DAY, "renews_on": DAY, "because": TEXT}, **_SILENCE, steps=_STEPS)
        ),
        "open_questions": a_list(TEXT),
        "timings_ms": {"type": "object", "additionalProperties": NUMBER},
    },
    governing_law=_or_null(TEXT),
    notices=_part("notices", Notices),
    absent=a_list(
        an_object({"matter": TEXT, "pages_read": _or_null(WHOLE), "pages_unread": a_list(WHOLE), "nearest": a_list(an_object({**_PLACE, "text": TEXT}))})
    ),
    unread_pages=a_list(WHOLE),
    notes=a_list(TEXT),
    vendor_comments=a_list(an_object({**_PLACE, "author": TEXT, "at": TEXT, "text": TEXT})),
)
NO_REVIEW: Final = an_object(
    {
        "document": an_object(_DOCUMENT),
        "error": an_object(
            {
                "code": {"type": "string", "enum": [*MESSAGES, Version.State.UPLOADED, Version.State.READING]},
                "message": {**TEXT, "description": "What happened, in one sentence, and what to do."},
            }
        ),
    }
)
