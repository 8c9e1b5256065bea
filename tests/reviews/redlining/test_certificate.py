"""The certificate: true of every file that we write, and false of one that was tampered with."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from django.core.management import call_command

from contracts.reading.docx import read_docx
from reviews.redlining.certificate import certify
from tests.reviews.redlining.generated import Maker, redlines_on
from tests.reviews.redlining.laws import redlined
from tests.reviews.redlining.revisions import parts, resolved, zipped


def test_it_holds_of_every_file_that_we_write() -> None:
    for seed in range(900, 940):
        chance = random.Random(seed)
        data = Maker(chance).document()
        agreement = read_docx(data)
        redlines = redlines_on(agreement, chance)
        result = redlined(data, agreement, redlines)
        unmarked = [one.redline for one in result.unmarked]
        asked = (agreement, [redline for redline in redlines if redline not in unmarked])
        certificate = certify(data, result.data, agreed=read_docx(resolved(result.data, "accept")).text, asked=asked)
        assert certificate.holds, [claim.says for claim in certificate.claims if not claim.holds]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    output = tmp_path_factory.mktemp("certificate") / "out.docx"
    call_command("redline", "fixtures/northgate-master-agreement.docx", "--output", str(output), stdout=io.StringIO())
    return Path("fixtures/northgate-master-agreement.docx").read_bytes(), output.read_bytes()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    files = parts(data)
    text = files[part].decode()
    assert old in text
    return zipped({**files, part: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        ("word/document.xml", "Commitment.", "Commitments.", "does not give your file back"),
        ("word/document.xml", "<w:b/>", "<w:i/>", "does not give your file back"),
        ("word/document.xml", 'w:author="Dana Whitlock"', 'w:author="Somebody Else"', "were touched"),
        ("docProps/core.xml", "Legal Operations", "Ines Calder", "properties of your file"),
    ],
)
def test_a_silent_edit_is_seen(pair: tuple[bytes, bytes], part: str, old: str, new: str, says: str) -> None:
    original, ours = pair
    assert certify(original, ours).holds
    certificate = certify(original, changed(ours, part, old, new))
    assert any(says in claim.says for claim in certificate.claims if not claim.holds)


def test_a_missing_part_another_text_and_a_broken_file_are_seen(pair: tuple[bytes, bytes]) -> None:
    original, ours = pair
    without = {name: data for name, data in parts(ours).items() if name != "word/footnotes.xml"}
    assert not certify(original, zipped(without)).holds
    assert not certify(original, ours, agreed="Something else.").holds
    assert not certify(original, ours, asked=(read_docx(original), [])).holds
    assert not certify(original, zipped({**parts(ours), "docProps/custom.xml": b"<x/>"})).holds
    assert not certify(original, ours[:-200]).holds


def test_the_command_says_it_and_its_exit_status_tells(pair: tuple[bytes, bytes], tmp_path: Path) -> None:
    names = []
    for name, data in zip(("original.docx", "redlined.docx"), pair, strict=True):
        (tmp_path / name).write_bytes(data)
        names.append(str(tmp_path / name))
    out = io.StringIO()
    call_command("certify", *names, stdout=out)
    assert "Rejecting our changes gives your file back" in out.getvalue() and "NO " not in out.getvalue()
    with pytest.raises(SystemExit):
        call_command("certify", names[0], "fixtures/order-form.docx", stdout=io.StringIO())
