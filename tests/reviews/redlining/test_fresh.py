"""A PDF, a web page or a text gets a Word file too: the passages that change, rebuilt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contracts.reading.docx import read_docx
from contracts.reading.errors import ReadingError
from contracts.reading.formats import read_document
from reviews.edits import apply_all
from reviews.joining import Ask
from reviews.redlining.asked import changes_for
from reviews.redlining.fresh import rebuild_redlines
from reviews.review import Brief, review_agreement
from reviews.rule import STEPS
from tests.reviews.redlining.laws import AUTHOR, WHEN
from tests.reviews.redlining.revisions import resolved

SAMPLES = sorted(p for p in Path("fixtures").iterdir() if p.suffix in {".pdf", ".html", ".md", ".txt"} and p.stem != "README")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_change_is_tracked_in_its_own_passage(path: Path) -> None:
    try:
        agreement = read_document(path.read_bytes(), path.name)
    except ReadingError:
        pytest.skip("a sample that cannot be read")
    findings = review_agreement(agreement, Brief(today=date(2026, 3, 1))).findings
    for step in range(len(STEPS)):
        changes = changes_for(agreement.text, [Ask(finding.rule, finding.ladder[step]) for finding in findings])
        if not changes:
            return
        result = rebuild_redlines(agreement, changes, name=path.name, author=AUTHOR, when=WHEN)
        assert (result.marked, result.unmarked) == (len(changes), ())
        rejected = read_docx(resolved(result.data, "reject")).text
        accepted = read_docx(resolved(result.data, "accept")).text
        agreed = apply_all(agreement.text, [change.redline for change in changes])
        for passages, whole in ((rejected, agreement.text), (accepted, agreed)):
            for passage in passages.split("\n\n")[2:]:
                assert passage == "[…]" or squeezed(passage) in squeezed(whole)
        for change in changes:
            assert squeezed(change.redline.old) in squeezed(rejected)
            assert squeezed(change.redline.new) in squeezed(accepted)
