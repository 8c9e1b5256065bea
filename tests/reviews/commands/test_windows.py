"""``manage.py windows``: the days, and how they are counted."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

SAMPLES = ("fixtures/northgate-master-agreement.docx", "fixtures/thornbury-payroll-uk.docx")


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("windows", *arguments, "--today", "2026-06-01", stdout=out)
    return out.getvalue()


def test_the_text_has_each_step_and_the_json_the_facts_that_it_rests_on():
    text, lines = said(*SAMPLES), [json.loads(line) for line in said(*SAMPLES, "--json").splitlines()]
    assert [line["document"]["name"] for line in lines] == [name.split("/")[1] for name in SAMPLES]
    flat = " ".join(text.split())
    for line in lines:
        assert len(line["windows"]) == 3
        for window in line["windows"]:
            assert window["because"] == " ".join(step["says"] for step in window["steps"])
            assert all(step["says"] in flat for step in window["steps"])
            assert {"renewal.notice_by"} <= {field for step in window["steps"] for field in step["rests_on"]}
    assert lines[0]["windows"][0]["closes_on"] == "2027-01-29" and "Friday 29 January 2027" in text


def test_a_question_a_file_that_cannot_be_read_and_a_bad_number_are_said(tmp_path):
    (tmp_path / "one.txt").write_text("This agreement renews automatically for successive one-year terms unless notice is given 30 days before the end of the term.")
    assert "? On which day did this agreement take effect?" in said(str(tmp_path / "one.txt"))
    assert "closes" in said(str(tmp_path / "one.txt"), "--effective-date", "2026-01-01")
    with pytest.raises(SystemExit):
        said("fixtures/empty.pdf")
    with pytest.raises(CommandError, match="--ahead"):
        said(SAMPLES[0], "--ahead", "0")
