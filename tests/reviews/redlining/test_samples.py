"""Every DOCX of ours, each step of each ladder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contracts.reading.docx import read_docx
from reviews.redlining.asked import Ask, asked
from reviews.review import Brief, review_agreement
from reviews.rule import STEPS
from tests.reviews.redlining.laws import assert_laws

SAMPLES = sorted(Path("fixtures").glob("*.docx"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_laws_hold_on_our_own_samples(path: Path) -> None:
    data = path.read_bytes()
    findings = review_agreement(read_docx(data), Brief(today=date(2026, 3, 1))).findings
    for step in range(len(STEPS)):
        changes = asked([Ask(finding.rule, finding.ladder[step]) for finding in findings]).changes
        result = assert_laws(data, [change.redline for change in changes])
        assert not result.unmarked
