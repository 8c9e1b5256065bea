"""Passages on changes of the terms and on linked terms, with what a lawyer reads in each.

Each line of a file is one passage: ``clauses_begin`` says how each clause of the file's kind begins, in order, and ``facts`` what
must be read of it; a fact that is left out must be absent or false. ``facts`` is null where the agreement does not deal with the matter.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import ChangeOfTerms
from contracts.analysis.interchange import value_to_json
from contracts.reading.formats import read_document
from contracts.text import AgreementText

HERE = Path(__file__).parent
KINDS = ("change_of_terms", "linked_terms")
ROWS = [
    pytest.param(kind, row, id=f"{kind}-{row['name']}")
    for kind in KINDS
    for row in map(json.loads, (HERE / f"{kind}.jsonl").read_text().splitlines())
]
DEFAULTS = {name: value_to_json(getattr(ChangeOfTerms(), name)) for name in ChangeOfTerms.__dataclass_fields__}


@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_the_clauses_and_facts(kind: str, row: dict[str, Any]) -> None:
    analysis = analyse(AgreementText(row["text"], "text/plain"))
    change = analysis.change_of_terms
    facts = change and {name: value_to_json(getattr(change, name)) for name in DEFAULTS}
    assert facts == (None if row["facts"] is None else DEFAULTS | row["facts"])
    clauses = analysis.of_kind(kind)
    assert len(clauses) == len(row["clauses_begin"])
    for clause, begins in zip(clauses, row["clauses_begin"], strict=True):
        assert clause.text.startswith(begins)
        assert row["text"][clause.start : clause.end] == clause.text


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_of_both_sorts(kind: str) -> None:
    rows = [row for param in ROWS if param.values[0] == kind for row in [param.values[1]]]
    assert len(rows) >= 40 and len({row["text"] for row in rows}) == len({row["name"] for row in rows}) == len(rows)
    assert sum(not row["clauses_begin"] for row in rows) >= 10


SAMPLES = Path(__file__).parents[2] / "fixtures"
SUFFIXES = (".docx", ".pdf", ".html", ".md", ".txt")
JUDGED = [
    path
    for path in sorted(SAMPLES.iterdir())
    if path.suffix in SUFFIXES
    and (expected := SAMPLES / f"{path.stem}.expected.json").exists()
    and "change_of_terms" in json.loads(expected.read_text())
]


@pytest.mark.parametrize("path", JUDGED, ids=lambda path: path.name)
def test_the_samples_read_as_they_were_judged(path: Path) -> None:
    expected = json.loads((SAMPLES / f"{path.stem}.expected.json").read_text())["change_of_terms"]
    change = analyse(read_document(path.read_bytes(), path.name)).change_of_terms
    assert (change is None) == (expected is None)
    for name, wanted in (expected or {}).items():
        assert value_to_json(getattr(change, name)) == wanted, name
