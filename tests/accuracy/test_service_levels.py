"""Passages in the manner of many vendors, with what a lawyer reads in each: written from the words, before the engine saw them.

Each line of a file is one passage. ``form`` is the reader that it goes through; ``facts`` holds what must be read of it, and
``clauses_begin`` how each clause of the file's kind begins, in order (an empty list: there is none).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Analysis, Receipt
from contracts.periods import Period
from contracts.reading.html import read_html
from contracts.reading.markdown import read_markdown
from contracts.reading.plain import read_plain

HERE = Path(__file__).parent
READERS = {"plain": read_plain, "html": read_html, "markdown": read_markdown}
# The facts that each file judges in every one of its passages.
JUDGED = {
    "service_level": ("uptime_percent", "binding", "measured_over", "failure_starts"),
    "service_credit": ("credits", "pro_rata", "credit_cap_percent", "claim_within", "sole_remedy"),
    "repeated_failure_exit": ("repeated_failure_exit",),
    "service_level_exclusion": ("open_ended_exclusions",),
    "termination_for_convenience": (),
    "price_change": (),
    "notices": ("forms", "not_by", "deemed_receipt"),
}
ROWS = [
    pytest.param(kind, row, id=f"{kind}-{row['name']}")
    for kind in JUDGED
    for row in map(json.loads, (HERE / f"{kind}.jsonl").read_text().splitlines())
]


@cache
def read(form: str, text: str) -> Analysis:
    return analyse(READERS[form](text.encode()))


def value(analysis: Analysis, name: str) -> Any:
    """The fact as the files write it."""
    if name in JUDGED["notices"]:
        said = analysis.value(f"notices.{name}") or ()
        return [[one.form, one.after and one.after.iso()] if isinstance(one, Receipt) else one for one in said]
    found = analysis.value(f"service_level.{name}")
    if name == "credits":
        return [[credit.below, credit.percent] for credit in found or ()]
    if name in ("pro_rata", "sole_remedy", "open_ended_exclusions", "vendor_measures_alone"):
        return bool(found)
    if name == "repeated_failure_exit":
        return [found.failures, found.within.iso() if found.within else None] if found else None
    return found.iso() if isinstance(found, Period) else found


@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_the_facts(kind: str, row: dict[str, Any]) -> None:
    expected = {name: wanted for name, wanted in row["facts"].items() if name != "clauses_begin"}
    assert set(JUDGED[kind]) <= set(expected)
    analysis = read(row["form"], row["text"])
    assert {name: value(analysis, name) for name in expected} == expected, row["text"]


@pytest.mark.parametrize(("kind", "row"), [param for param in ROWS if "clauses_begin" in param.values[1]["facts"]])
def test_the_clauses(kind: str, row: dict[str, Any]) -> None:
    found = [clause.text for clause in read(row["form"], row["text"]).of_kind(kind)]
    begins = row["facts"]["clauses_begin"]
    assert len(found) == len(begins) and all(text.startswith(words) for text, words in zip(found, begins, strict=True)), found


def test_there_are_many_of_each() -> None:
    names = [param.id for param in ROWS]
    assert len(set(names)) == len(names) >= 350
