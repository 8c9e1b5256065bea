"""An organisation's thresholds out of their row and back; what is not set is the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from contracts.analysis.interchange import value_to_json
from contracts.periods import Period
from reviews.rule import Thresholds


def thresholds_from_json(values: Mapping[str, Any]) -> Thresholds:
    """The thresholds with the given ones changed. Raises ValueError for a period that is none; unknown names are ignored."""
    defaults = Thresholds()
    changed = {}
    for field in fields(Thresholds):
        if field.name in values:
            value = values[field.name]
            changed[field.name] = Period.parse(value) if isinstance(getattr(defaults, field.name), Period) else type(
                getattr(defaults, field.name)
            )(value)
    return Thresholds(**{**{f.name: getattr(defaults, f.name) for f in fields(Thresholds)}, **changed})


def thresholds_to_json(thresholds: Thresholds) -> dict[str, Any]:
    return {name: value_to_json(getattr(thresholds, name)) for name in asdict(thresholds)}
