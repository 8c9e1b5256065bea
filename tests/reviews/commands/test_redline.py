"""``manage.py redline``: a person's way to the vendor's file with tracked changes."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from contracts.reading.docx import read_docx
from tests.reviews.redlining.revisions import parts

SAMPLE = Path("fixtures/thornbury-payroll-uk.docx")


def redline(*args: str) -> str:
    out = io.StringIO()
    call_command("redline", *args, stdout=out)
    return out.getvalue()


def test_the_file_holds_the_redlines_in_the_name_that_was_given(tmp_path: Path) -> None:
    output = tmp_path / "out.docx"
    said = redline(str(SAMPLE), "--output", str(output), "--author", "Ines Calder", "--rules", "uptime_below_target,uptime_only_an_aim")
    assert "2 redlines as 1 tracked change." in said  # both are of one sentence
    document = parts(output.read_bytes())["word/document.xml"].decode()
    assert document.count('w:author="Ines Calder"') >= 3
    comments = parts(output.read_bytes())["word/comments.xml"].decode()
    assert "The promised uptime is below your target" in comments and "The uptime is an aim, not a promise" in comments
    assert comments.count("<w:comment ") == 1
    assert "at least 99.9" in read_docx(output.read_bytes()).text


def test_each_step_of_the_ladder_may_be_asked_for(tmp_path: Path) -> None:
    texts = set()
    for step in ("preferred", "walk_away"):
        redline(str(SAMPLE), "--output", str(tmp_path / step), "--rules", "no_service_credits", "--step", step)
        texts.add(read_docx((tmp_path / step).read_bytes()).text)
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["fixtures/harbourline-dns-sla.pdf"], "no Word file"),
        (["fixtures/nothing.docx"], "fixtures/nothing.docx"),
        ([str(SAMPLE), "--rules", "no_such_rule"], "There is no rule no_such_rule"),
        (["fixtures/fairwind-support.docx"], "nothing to ask for"),
        ([str(SAMPLE), "--author", " "], "needs an author"),
    ],
)
def test_what_cannot_be_done_is_said(args: list[str], message: str, tmp_path: Path) -> None:
    output = tmp_path / "out.docx"
    with pytest.raises(CommandError, match=message):
        redline(*args, "--output", str(output))
    assert not output.exists()


def test_the_vendors_own_file_is_never_overwritten(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(SAMPLE.read_bytes())
    with pytest.raises(CommandError, match="overwrite the agreement"):
        redline(str(own), "--output", str(own))
    assert own.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: nothing opens the Word file here")
def test_libreoffice_opens_it_and_shows_the_words(tmp_path: Path) -> None:
    import pypdfium2

    output = tmp_path / "out.docx"
    redline(str(SAMPLE), "--output", str(output))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(output)], check=True, capture_output=True, timeout=240)
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    words = " ".join(text.split())
    assert "reasonable endeavours" in words  # struck, and still there to be read
    assert "may terminate the Contract without penalty" in words
