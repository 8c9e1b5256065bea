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
def test_each_finding_has_its_row_worst_first(sample: str, tmp_path: Path) -> None:
    path = Path("fixtures") / sample
    call_command("memo", str(path), "--output", str(tmp_path / "memo.docx"), stdout=io.StringIO())
    findings = review_agreement(read_document(path.read_bytes(), path.name), Brief(today=date.today())).findings
    (table,) = docx.Document(str(tmp_path / "memo.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    severities = [next(line.split(",")[0] for line in row[0].split("\n") if line.split(",")[0] in ("High", "Medium", "Low")) for row in rows]
    assert severities == sorted(severities, key=["High", "Medium", "Low"].index)
    for finding in findings:  # several may share the row of one change
        (row,) = [row for row in rows if finding.title in row[0].split("\n")]
        assert finding.why in row[0]
    assert read_docx((tmp_path / "memo.docx").read_bytes()).text


def test_where_there_is_nothing_to_negotiate_no_file_is_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing to negotiate"):
        call_command("memo", "fixtures/fairwind-support.docx", "--output", str(tmp_path / "memo.docx"))
    assert not (tmp_path / "memo.docx").exists()
