"""Every DOCX of ours, each step of each ladder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contracts.reading.docx import read_docx
from reviews.joining import Ask
from reviews.redlining.asked import changes_for
from reviews.review import Brief, review_agreement
from reviews.rule import STEPS
from tests.reviews.redlining.laws import assert_laws

SAMPLES = sorted(Path("fixtures").glob("*.docx"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_laws_hold_on_our_own_samples(path: Path) -> None:
    data = path.read_bytes()
    agreement = read_docx(data)
    text = agreement.text
    findings = review_agreement(agreement, Brief(today=date(2026, 3, 1))).findings
    for step in range(len(STEPS)):
        changes = changes_for(text, [Ask(finding.rule, finding.ladder[step]) for finding in findings])
        result = assert_laws(data, [change.redline for change in changes])
        assert not result.unmarked
