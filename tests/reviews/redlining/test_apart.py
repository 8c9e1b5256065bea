"""Word files written in the child process: the same files, and what goes wrong costs one of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.reading.docx import read_docx
from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import Reader
from reviews.redlining import Change, apart, write_redlines
from reviews.redlining.apart import Writer
from reviews.redlining.certificate import certify
from reviews.redlining.change import Certificate, Claim
from reviews.redlining.fresh import rebuild_redlines
from reviews.rule import Redline
from tests.reviews.redlining.laws import AUTHOR, WHEN
from tests.reviews.redlining.revisions import parts

DATA = Path("fixtures/thornbury-payroll-uk.docx").read_bytes()


@pytest.fixture(scope="module")
def writer() -> Iterator[Writer]:
    with Writer() as one:
        yield one


def test_it_writes_rebuilds_and_certifies_as_is_done_here(writer: Writer) -> None:
    agreement = read_docx(DATA)
    at = agreement.text.index("reasonable endeavours")
    change = Change(Redline("preferred", "replace", at, at + 21, "reasonable endeavours", "its best efforts"), "Why.")
    lost = Change(Redline("preferred", "replace", 0, 4, "none", "some"), "Its place is gone.")
    there = writer.write(DATA, agreement, [change, lost], author=AUTHOR, when=WHEN)
    here = write_redlines(DATA, agreement, [change, lost], author=AUTHOR, when=WHEN)
    assert (there.marked, there.unmarked, there.notes) == (here.marked, here.unmarked, here.notes)
    assert there.certificate is not None and there.certificate.holds
    assert parts(there.data) == parts(here.data)
    assert writer.certify(DATA, there.data) == certify(DATA, there.data)
    again = writer.rebuild(agreement, [change], name="a.pdf", author=AUTHOR, when=WHEN)
    assert parts(again.data) == parts(rebuild_redlines(agreement, [change], name="a.pdf", author=AUTHOR, when=WHEN).data)


def test_what_does_not_pass_its_own_check_is_written_as_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = read_docx(DATA)
    change = Change(Redline("preferred", "delete", 0, 4, agreement.text[:4], ""), "Why.")

    def doubtful(original: bytes, redlined: bytes, **_: object) -> Certificate:
        return Certificate((Claim(not settled(redlined), "Nothing is marked."),))

    def settled(redlined: bytes) -> bool:
        return AUTHOR.encode() in parts(redlined)["word/document.xml"]

    monkeypatch.setattr(apart, "certify", doubtful)
    monkeypatch.setattr(Reader, "work", lambda self, function, data, name: getattr(apart, function.rpartition(":")[2])(data))
    written = Writer().write(DATA, agreement, [change], author=AUTHOR, when=WHEN)
    assert [one.code for one in written.unmarked] == ["check"] and written.marked == 0 and not settled(written.data)
    assert agreement.text[:4] in parts(written.data)["word/comments.xml"].decode()


def test_a_file_that_cannot_be_opened_is_named(writer: Writer) -> None:
    for data, code in ((b"PK\x03\x04 and no more", "corrupt"), (_bomb(), "too_large")):
        with pytest.raises(ReadingError) as raised:
            writer.write(data, read_docx(DATA), [], author=AUTHOR, when=WHEN)
        assert raised.value.code == code


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(210 * 2**20))
    return out.getvalue()


def test_one_that_takes_too_long_is_stopped() -> None:
    with Writer(seconds=0.001) as hasty, pytest.raises(ReadingError) as raised:
        hasty.write(DATA, read_docx(DATA), [], author=AUTHOR, when=WHEN)
    assert raised.value.code == "timeout"
