"""The engine against our own samples, judged by hand before any engine read them: every fact that a judgement names, and every finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.interchange import part_to_json, value_to_json
from contracts.reading.formats import read_document
from reviews.judge import judge
from reviews.rule import Case
from tests.test_fixtures import EXPECTED, HERE, READABLE

FILES = [path for name in READABLE for path in sorted(HERE.glob(f"{name}.*")) if not path.name.endswith(".json")]
# What is compared; every field of it that a judgement leaves out is not judged.
PARTS = ("parties", "dates", "service_level", "renewal", "change_of_terms")


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the sample is judged to say, and what is read from it."""
    path: Path = request.param
    agreement = read_document(path.read_bytes(), path.name)
    analysis = analyse(agreement)
    found = {
        "findings": sorted(finding.rule for finding in judge(Case(agreement.text, analysis))),
        "parties": list(analysis.parties),
        "dates": {name: value_to_json(analysis.value(name)) for name in ("effective_date", "expiration_date")},
        **{part: part_to_json(analysis, part) for part in ("service_level", "renewal", "change_of_terms")},
    }
    expected = EXPECTED[path.name.split(".")[0]]
    dates = {name: expected[name] for name in found["dates"] if name in expected}
    return {**expected, "dates": dates}, json.loads(json.dumps(found))


@pytest.mark.parametrize("part", PARTS)
def test_what_is_judged_is_read(sample: tuple[dict[str, Any], dict[str, Any]], part: str) -> None:
    expected, found = sample
    if part not in expected:
        return  # not judged in this sample
    want, got = expected[part], found[part]
    if isinstance(want, dict) and isinstance(got, dict):
        got = {field: got.get(field) for field in want}
    assert got == want


def test_the_findings_are_those_of_a_person(sample: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, found = sample
    assert set(found["findings"]) - set(expected["findings_unjudged"]) == set(expected["findings"])


def test_every_part_is_judged_somewhere() -> None:
    assert [part for part in PARTS if part != "dates" and not any(part in expected for expected in EXPECTED.values())] == []
