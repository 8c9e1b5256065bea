"""The sample agreements, judged by hand before any engine read them: every fact of their service level and every finding on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import ServiceLevel
from contracts.periods import Period
from contracts.reading.formats import read_document
from reviews.judge import all_rules, judge
from reviews.rule import Case

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
EXPECTED = {path.name.removesuffix(".expected.json"): json.loads(path.read_text()) for path in FIXTURES.glob("*.expected.json")}
READABLE = sorted(
    path.name for name, expected in EXPECTED.items() if "error" not in expected for path in FIXTURES.glob(f"{name}.*") if path.suffix != ".json"
)
RULES = {rule.id for rule in all_rules() if rule.matter == "service_level"}


def as_json(level: ServiceLevel, name: str) -> Any:
    value = getattr(level, name)
    if name == "credits":
        return [{"below": credit.below, "percent": credit.percent} for credit in value]
    if name == "repeated_failure_exit" and value is not None:
        return {"failures": value.failures, "within": value.within.iso() if value.within else None}
    return value.iso() if isinstance(value, Period) else value


@pytest.mark.parametrize("name", READABLE)
def test_the_service_level_is_read_as_it_was_by_hand(name: str) -> None:
    expected = EXPECTED[name.rsplit(".", 1)[0]]
    agreement = read_document((FIXTURES / name).read_bytes(), name)
    analysis = analyse(agreement)
    level, wanted = analysis.service_level, expected.get("service_level")
    assert (level is None) == (wanted is None)
    if level is not None and wanted is not None:
        assert {field: as_json(level, field) for field in wanted} == wanted
    found = {finding.rule for finding in judge(Case(agreement.text, analysis))} & RULES
    assert found - set(expected["findings_unjudged"]) == set(expected["findings"]) & RULES


def test_most_samples_have_a_service_level() -> None:
    assert sum(bool(EXPECTED[name.rsplit(".", 1)[0]].get("service_level")) for name in READABLE) >= 8
