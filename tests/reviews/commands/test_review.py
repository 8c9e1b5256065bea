"""``manage.py review`` as a person and as a program call it. Most run within this process; what needs a shell has its own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.reading.errors import MESSAGES
from reviews.management.commands.review import Command

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "fixtures"
GOOD = FIXTURES / "kestrel-cloud-terms.md"


@pytest.fixture
def review(capsys):
    """``review("FILE", "--json")`` -> (exit status, standard output, standard error)."""

    def run(*words: object) -> tuple[int, str, str]:
        status = 0
        try:
            Command(stdout=io.TextIOWrapper(io.BytesIO())).run_from_argv(["manage.py", "review", *map(str, words)])
        except SystemExit as exit:
            status = int(exit.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture(autouse=True)
def to_standard_output(monkeypatch):
    monkeypatch.setattr(Command, "_line", lambda self, text: print(text))


def test_json_is_a_line_a_file_in_the_order_given(review, tmp_path):
    files = [FIXTURES / "plain-terms.txt", tmp_path / "nothing.pdf", GOOD, FIXTURES / "encrypted.pdf"]
    status, out, _ = review("--json", "--today", "2026-11-24", *files)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, [line["document"]["name"] for line in lines]) == (1, [f.name for f in files])
    assert [line.get("error", {}).get("code") for line in lines] == [None, "not_found", None, "encrypted"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: None, "not_found"),
        (lambda p: p.mkdir(), "not_found"),
        (lambda p: p.write_bytes(b""), "empty"),
        (lambda p: p.write_bytes(b"%PDF-1.7 and nothing more"), "corrupt"),
        (lambda p: p.write_bytes(b"\x7fELF" + bytes(500)), "unsupported"),
        (lambda p: p.write_bytes((FIXTURES / "encrypted.pdf").read_bytes()), "encrypted"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(make, code, review, tmp_path):
    path = tmp_path / ("paper.bin" if code == "unsupported" else "paper.pdf")
    make(path)
    status, out, err = review("--json", path)
    answer = json.loads(out)
    assert (status, err, set(answer), set(answer["error"])) == (1, "", {"document", "error"}, {"code", "message"})
    assert answer["document"] == {"name": path.name} and answer["error"]["code"] == code and code in MESSAGES
    status, out, _ = review(path)
    assert status == 1 and "Could not be read." in out and "Traceback" not in out


def test_too_large_is_refused_without_reading_it(review, tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(51 * 2**20)
    assert json.loads(review("--json", path)[1])["error"]["code"] == "too_large"


def test_the_standard_input_and_a_directory_are_explained(review, tmp_path):
    assert "Save the document to a file" in " ".join(review("-")[1].split())
    assert f"{tmp_path} is a directory" in " ".join(review(tmp_path)[1].split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--today", "tomorrow", GOOD], "'tomorrow' is no day; write it like 2026-03-01"),
        (["--effective-date", "2026-02-30", GOOD], "'2026-02-30' is no day"),
        (["--yearly-fee", "much", GOOD], "'much' is no amount"),
        ([], "the following arguments are required: FILE"),
    ],
)
def test_wrong_words_are_status_2_with_what_to_write(words, said, review):
    status, out, err = review(*words)
    assert (status, out) == (2, "") and said in err


def test_the_report_is_worst_first_with_days_money_and_absence(review, agreement_text, tmp_path):
    path = tmp_path / "northgate.txt"
    path.write_text(agreement_text)
    _, out, _ = review("--today", "2026-11-24", "--yearly-fee", "48,000", path, FIXTURES / "order-form.docx")
    marks = [line.split()[1] for line in out.split("order-form")[0].splitlines() if line[:3] in ("  ●", "  ◐", "  ○")]
    assert marks == sorted(marks, key=["High", "Medium", "Low"].index) and marks
    assert "Opt-out windows" in out and "send by" in out
    assert "48,000" in out
    assert "No clause found in the" in out


def test_no_line_is_wider_than_the_terminal_and_none_steers_it(review, tmp_path, monkeypatch):
    path = tmp_path / "evil\x1b[2J.txt"
    path.write_text(GOOD.read_text() + "\n\nThis Agreement renews automatically for one year \x1b]0;owned\x07 unless notice is given.\n")
    for columns in (40, 60, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        _, out, _ = review(path)
        assert max(map(len, out.splitlines())) <= max(40, min(columns, 96))
        assert "\x1b" not in out and "\x07" not in out
    assert "\x1b[31m" in review("--force-color", path)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipe")
def test_from_the_shell_without_database_settings_or_a_reader_to_the_end(tmp_path):
    """One process for all that only a shell shows: no application is loaded, a broken pipe is quiet, the status is right."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" manage.py review --json "{GOOD}" "{GOOD}" "{GOOD}" | head -c 10; exit 0'],
        cwd=ROOT, env={"PATH": "/usr/bin:/bin", "DATABASE_URL": "postgres://nobody@nowhere.invalid/x", "SECRET_KEY": "x"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ('{"schema":'[:10], "")
