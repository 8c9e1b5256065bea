"""Reading in a child process: what goes wrong costs one document and nothing else."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.reading import sandbox
from contracts.reading.confinement import UNCONFINED, can_confine
from contracts.reading.errors import ReadingError
from contracts.reading.process import Child
from contracts.reading.sandbox import Reader
from tests.contracts.reading.paper import CREDITS, NOTICE, docx, endless_pdf, page, para, pdf

MISBEHAVING = "tests.contracts.reading.misbehaving:read"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as shared:
        yield shared


@pytest.fixture
def misbehaving() -> Iterator[Reader]:
    with Reader(seconds=30, memory=300 * 2**20, entry=MISBEHAVING) as one:
        yield one


def ask(reader: Reader, what: str) -> str:
    return reader.read_bytes(what.encode(), "a.txt").text


def code(reader: Reader, what: str) -> str:
    with pytest.raises(ReadingError) as raised:
        ask(reader, what)
    return raised.value.code


class TestReading:
    def test_files_of_every_kind_by_one_child(self, reader: Reader, tmp_path: Path) -> None:
        for name, data in {
            "a.pdf": pdf(page(NOTICE)),
            "a.docx": docx(para(NOTICE)),
            "a.html": f"<html><p>{NOTICE}".encode(),
            "a.md": NOTICE.encode(),
            "a.txt": NOTICE.encode(),
        }.items():
            (tmp_path / name).write_bytes(data)
            assert reader.read(tmp_path / name).text == NOTICE

    def test_what_comes_back_is_the_whole_reading(self, reader: Reader) -> None:
        from contracts.reading.pdf import read_pdf

        data = pdf(page(NOTICE), page(CREDITS))
        assert reader.read_bytes(data, "a.pdf") == read_pdf(data)

    def test_errors_keep_their_code_and_sentence(self, reader: Reader, tmp_path: Path) -> None:
        with pytest.raises(ReadingError) as raised:
            reader.read(tmp_path / "nowhere.pdf")
        assert raised.value.code == "not_found"
        with pytest.raises(ReadingError) as raised:
            reader.read(tmp_path)
        assert raised.value.code == "not_found"
        with pytest.raises(ReadingError) as raised:
            reader.read_bytes(b"{\\rtf1}", "a.rtf")
        assert raised.value.code == "unsupported"
        assert "save it as DOCX" in raised.value.message

    def test_a_pipe_is_no_file(self, reader: Reader, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(ReadingError) as raised:
            reader.read(tmp_path / "pipe")
        assert raised.value.code == "not_found"

    def test_too_large_is_told_without_reading(self, reader: Reader, tmp_path: Path) -> None:
        with open(tmp_path / "large.pdf", "wb") as file:
            file.truncate(sandbox.MOST_BYTES + 1)
        with pytest.raises(ReadingError) as raised:
            reader.read(tmp_path / "large.pdf")
        assert raised.value.code == "too_large"

    def test_several_files_in_order_with_their_errors(self, reader: Reader, tmp_path: Path) -> None:
        paths = []
        for number in range(6):
            paths.append(tmp_path / f"{number}.txt")
            paths[-1].write_text(f"agreement {number}" if number != 3 else "")
        read = list(reader.read_each(paths))
        assert [path for path, _ in read] == paths
        assert [r.code if isinstance(r, ReadingError) else r.text[-1] for _, r in read] == ["0", "1", "2", "empty", "4", "5"]

    def test_several_threads_take_turns(self, reader: Reader) -> None:
        found: dict[int, str] = {}

        def work(number: int) -> None:
            found[number] = reader.read_bytes(f"agreement {number}".encode() * 500, "a.txt").text[:12]

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == {number: f"agreement {number}a"[:12] for number in range(8)}

    def test_pages_are_shown(self, reader: Reader, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(pdf(page(NOTICE)))
        assert reader.render_page(tmp_path / "a.pdf", 1, 300).startswith(b"\x89PNG")
        with pytest.raises(IndexError):
            reader.render_page(tmp_path / "a.pdf", 2, 300)
        with pytest.raises(ReadingError) as raised:
            reader.render_page_of(b"words", "a.txt", 1, 300)
        assert raised.value.code == "unsupported"


class TestMisbehaviour:
    @pytest.mark.parametrize(
        ("what", "expected"),
        [
            ("abort", "crashed"),
            ("fault", "crashed"),
            ("exit", "crashed"),
            ("raise", "crashed"),
            ("lie", "crashed"),
            ("hog", "out_of_memory"),
            ("kill", "out_of_memory"),
            ("refuse", "corrupt"),
        ],
    )
    def test_it_costs_that_document_alone(self, misbehaving: Reader, what: str, expected: str) -> None:
        assert ask(misbehaving, "before").startswith("a.txt: before")
        assert code(misbehaving, what) == expected
        assert ask(misbehaving, "after").startswith("a.txt: after")

    @pytest.mark.parametrize("what", ["hang", "spin"])
    def test_time_is_limited(self, what: str) -> None:
        with Reader(seconds=1.5, entry=MISBEHAVING) as reader:
            first = ask(reader, "before")
            assert code(reader, what) == "timeout"
            assert ask(reader, "after").split()[-1] != first.split()[-1]

    def test_a_refusal_keeps_the_child(self, misbehaving: Reader) -> None:
        first = ask(misbehaving, "x")
        assert code(misbehaving, "refuse") == "corrupt"
        assert ask(misbehaving, "x") == first

    def test_what_a_library_prints_is_no_answer(self, misbehaving: Reader) -> None:
        assert ask(misbehaving, "print").startswith("a.txt: print")
        assert ask(misbehaving, "next").startswith("a.txt: next")

    def test_a_child_that_died_between_documents_is_replaced(self, misbehaving: Reader) -> None:
        pid = int(ask(misbehaving, "x").split()[-1])
        os.kill(pid, 9)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        assert int(ask(misbehaving, "x").split()[-1]) != pid

    def test_a_closed_reader_opens_again(self, misbehaving: Reader) -> None:
        first = ask(misbehaving, "x")
        misbehaving.close()
        misbehaving.close()
        assert ask(misbehaving, "x") != first


class TestDeadlyPages:
    @pytest.mark.parametrize(
        ("deadly", "read"),
        [("", "[1, 2, 3, 4, 5, 6, 7, 8, 9]"), ("a2", "[1, 3, 4, 5, 6, 7, 8, 9]"), ("r9", "[1, 2, 3, 4, 5, 6, 7, 8]"), ("r1 a5 a9", "[2, 3, 4, 6, 7, 8]")],
    )
    def test_a_page_that_the_child_dies_on_costs_that_page(self, misbehaving: Reader, deadly: str, read: str) -> None:
        assert ask(misbehaving, f"pages {deadly}") == f"read {read}"

    def test_too_many_cost_the_document(self, misbehaving: Reader) -> None:
        assert code(misbehaving, "pages a1 a2 a3 a4") == "crashed"
        assert ask(misbehaving, "pages none") == "read [1, 2, 3, 4, 5, 6, 7, 8, 9]"

    @pytest.mark.skipif(sys.platform != "linux", reason="the kernel sets no limit to memory")
    def test_a_page_drawn_out_of_itself_is_left_out_with_a_note(self, reader: Reader) -> None:
        read = reader.read_bytes(endless_pdf(NOTICE), "a.pdf")
        assert read.text == NOTICE
        assert [page.state for page in read.pages] == ["no_text", "text"]
        assert len(read.notes) == 1
        assert read.notes[0].startswith("Reading stopped at page 1")

    @pytest.mark.skipif(sys.platform != "linux", reason="the kernel sets no limit to memory")
    def test_where_nothing_is_left_the_error_names_the_page(self, reader: Reader) -> None:
        with pytest.raises(ReadingError) as raised:
            reader.read_bytes(endless_pdf(), "a.pdf")
        assert (raised.value.code, raised.value.detail) == ("crashed", "at page 1")


class TestConfinement:
    def test_no_secret_reaches_the_child(self, misbehaving: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_KEY", "secret")
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        assert ask(misbehaving, "environment") == "None None"

    def test_the_child_writes_no_file(self, misbehaving: Reader) -> None:
        assert ask(misbehaving, "write") == "could not write"

    @pytest.mark.skipif(sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"), reason="the kernel's filter is not there")
    @pytest.mark.parametrize("what", ["socket", "program"])
    def test_the_child_connects_to_nothing_and_starts_nothing(self, misbehaving: Reader, what: str) -> None:
        assert ask(misbehaving, what) == "not permitted"

    @pytest.mark.parametrize("confined", [True, False, None])
    def test_a_system_that_does_not_confine_the_child_is_named_once(
        self, confined: bool | None, misbehaving: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        exchange = Child.exchange

        def told(child: Child, request: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
            head, payload = exchange(child, request, data, seconds)
            assert head["confined"] is can_confine()
            return {**head, "confined": confined}, payload

        monkeypatch.setattr(Child, "exchange", told)
        sandbox._say_once.cache_clear()
        for _ in range(3):
            ask(misbehaving, "x")
        assert [record.getMessage() for record in caplog.records] == ([] if confined else [UNCONFINED])

    def test_the_child_knows_no_more_than_reading(self, misbehaving: Reader) -> None:
        modules = ask(misbehaving, "modules").split()
        assert not {"django", "celery", "spacy", "docx", "pdfplumber", "lxml", "pypdfium2"} & set(modules)

    def test_a_child_does_not_outlive_its_parent(self) -> None:
        script = (
            "import os; from contracts.reading.sandbox import Reader; "
            f"r = Reader(entry='{MISBEHAVING}'); print(r.read_bytes(b'x', 'a').text.split()[-1], flush=True); os._exit(0)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
        pid = int(done.stdout)
        ended = threading.Event()
        for _ in range(200):
            try:
                os.kill(pid, 0)
                state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            except (ProcessLookupError, FileNotFoundError):
                return
            if state == "Z":
                return
            ended.wait(0.02)
        pytest.fail("the child is still alive")

    def test_the_parent_needs_no_library_that_reads(self) -> None:
        script = "import sys, contracts.reading.sandbox; print(*sys.modules)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
        assert not {"pypdfium2", "pdfplumber", "lxml", "selectolax", "docx", "markdown_it", "django"} & set(done.stdout.split())
