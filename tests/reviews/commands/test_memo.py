"""``manage.py memo``: what to ask for and what to settle for."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from contracts.reading.docx import read_docx
from contracts.reading.formats import read_document
from reviews.review import Brief, review_agreement


@pytest.mark.parametrize("sample", ["thornbury-payroll-uk.docx", "plain-terms.txt"])
def test_each_finding_has_a_row_worst_first_with_every_step_of_its_ladder(sample: str, tmp_path: Path) -> None:
    path = Path("fixtures") / sample
    call_command("memo", str(path), "--output", str(tmp_path / "memo.docx"), stdout=io.StringIO())
    findings = review_agreement(read_document(path.read_bytes(), path.name), Brief(today=date.today())).findings
    (table,) = docx.Document(str(tmp_path / "memo.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[0].split("\n")[0] for row in rows] == [finding.title for finding in findings]
    for row, finding in zip(rows, findings, strict=True):
        assert finding.why in row[0]
        asked = "".join(row[2:4]).split()
        for step in finding.ladder:
            assert all(word in " ".join(asked) for word in step.new.split())
    assert read_docx((tmp_path / "memo.docx").read_bytes()).text


def test_where_there_is_nothing_to_negotiate_no_file_is_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing to negotiate"):
        call_command("memo", "fixtures/fairwind-support.docx", "--output", str(tmp_path / "memo.docx"))
    assert not (tmp_path / "memo.docx").exists()
