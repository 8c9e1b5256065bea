"""Sentences on terms, renewals and notices against renewal, as agreements write them, with what a lawyer reads in each.

Each line of a file is one passage: ``found`` says whether it holds a clause of the file's kind, ``facts`` what it states.
Nearly all of the negative ones use the same words for another matter.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.interchange import value_to_json
from contracts.text import AgreementText

HERE = Path(__file__).parent
KINDS = ("renewal", "renewal_notice", "term")
ROWS = [
    pytest.param(kind, row, id=f"{kind}-{number}-{row['text'][:30]}")
    for kind in KINDS
    for number, row in enumerate(map(json.loads, (HERE / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()), 1)
]


@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_as_a_lawyer_reads_it(kind: str, row: dict[str, Any]) -> None:
    text = f"1. Scope. The parties have agreed.\n\n2. {row['text']}\n\n3. Law. The laws of Utah apply."
    analysis = analyse(AgreementText(text, "text/plain"))
    assert bool(analysis.of_kind(kind)) == row["found"]
    assert {field: value_to_json(analysis.value(field)) for field in row.get("facts", ())} == row.get("facts", {})
    for clause in analysis.of_kind(kind):
        assert text[clause.start : clause.end] == clause.text
        assert not clause.text.startswith(("1. Scope", "3. Law"))


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_of_both(kind: str) -> None:
    rows = [row.values[1] for row in ROWS if row.values[0] == kind]
    assert len(rows) >= 40
    assert len({row["text"] for row in rows}) == len(rows)
    assert min(sum(row["found"] for row in rows), sum(not row["found"] for row in rows)) >= 15
