"""Pages without text: what Tesseract's tables become, and what it reads itself where it is installed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from contracts.reading.errors import ReadingError
from contracts.reading.pdf import read_pdf, render_page
from contracts.reading.pdf.ocr import by_word, recognised
from contracts.reading.sandbox import Reader
from contracts.reading.tesseract import INSTALL, installed, start_lanes
from contracts.text import AgreementText, Origin
from tests.contracts.reading.paper import CREDITS, LEFT, NOTICE, SIZE, page, pdf, wrapped

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
SCALE = 200 / 72  # pixels a point
needs_tesseract = pytest.mark.skipif(installed() is None, reason="Tesseract is not installed (apt-get install tesseract-ocr)")


def table(*lines: str, sure: float = 92.0, top: int = 200, left: int = 160) -> str:
    """What Tesseract prints for lines below each other, letters 10 pixels wide."""
    rows = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    for number, line in enumerate(lines, 1):
        x = left
        for place, word in enumerate(line.split(" "), 1):
            height = 28 if any(c in "gjpqy," for c in word) else 22
            rows.append(f"5\t1\t1\t1\t{number}\t{place}\t{x}\t{top + 34 * number}\t{10 * len(word)}\t{height}\t{sure}\t{word}")
            x += 10 * (len(word) + 1)
    return "\n".join(rows) + "\n"


def picture(text: str) -> bytes:
    """A PDF of one page that is a picture of the text."""
    import io

    from PIL import Image

    drawn = Image.open(io.BytesIO(render_page(pdf(page(text)), 1, 1654)))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(drawn), 0, 0, 595.27, 841.89)

    return pdf(draw)


def scan(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (230, 230, 220))), 0, 0, 595, 842)


def reading(*tables: str | None):  # type: ignore[no-untyped-def]
    """A recogniser that answers with these and has no time for more."""

    def recognise(pictures: Iterator[bytes]) -> Iterator[str | None]:
        for answer in tables:
            if next(pictures, None) is None:
                return
            yield answer

    return recognise


def assert_origins_hold(read: AgreementText) -> None:
    """Every character but joining ones has a place on its page, in order."""
    mine = set(range(len(read.text)))
    last = 0
    for origin in read.origins:
        assert last <= origin.start < origin.end
        last = origin.end
        mine -= set(range(origin.start, origin.end))
        sheet = read.pages[int(origin.part) - 1]
        assert origin.box is not None and 0 <= origin.box.left <= origin.box.right <= sheet.width + 1
    assert set("".join(read.text[i] for i in mine)) <= set(" \n|")


class TestTables:
    def test_lines_become_paragraphs_of_a_page_that_is_marked(self) -> None:
        data = pdf(page(CREDITS), scan)
        read = read_pdf(data, reading(table(*wrapped(NOTICE))))
        assert read.text == f"{CREDITS}\n\n{NOTICE}"
        assert [(p.state, p.certainty) for p in read.pages] == [("text", 1.0), ("ocr", 0.92)]
        assert read.ocr and not read.unread_pages
        assert "page 2" in read.notes[0]
        assert_origins_hold(read)

    def test_the_place_of_a_word_is_its_own(self) -> None:
        read = read_pdf(pdf(scan), reading(table("The term ends early", "unless renewed")))
        at = read.text.index("renewed")
        (mark,) = read.highlights(at, at + len("renewed"))
        assert mark.page == 1
        assert mark.box.left == pytest.approx((160 + 10 * 7) / SCALE, abs=0.1)
        assert mark.box.right == pytest.approx((160 + 10 * 14) / SCALE, abs=0.1)
        assert mark.box.top == pytest.approx((200 + 34 * 2) / SCALE, abs=0.1)

    def test_words_far_apart_are_cells(self) -> None:
        rows = table("Uptime", "99.5%") + table("Credit", "10%", left=700).partition("\n")[2].replace("5\t1\t1\t", "5\t1\t2\t")
        assert read_pdf(pdf(scan), reading(rows)).text == "Uptime | Credit\n99.5% | 10%"

    def test_specks_and_signatures_are_no_text(self) -> None:
        noise = table("~ | .", "Wq lhX", sure=12.0, top=900).partition("\n")[2].replace("5\t1\t1\t", "5\t1\t9\t")
        assert read_pdf(pdf(scan), reading(table("Signed today") + noise)).text == "Signed today"

    @pytest.mark.parametrize("answer", [None, "", "no table", table("qZx Wv", sure=20.0), "5\t1\tx\n" * 3])
    def test_a_page_on_which_nothing_is_recognised_stays_unread(self, answer: str | None) -> None:
        read = read_pdf(pdf(page(NOTICE), scan), reading(answer))
        assert read.unread_pages == (2,) and not read.ocr
        assert read.text == NOTICE
        with pytest.raises(ReadingError) as raised:
            read_pdf(pdf(scan), reading(answer))
        assert raised.value.code == "no_text" and INSTALL not in raised.value.message

    def test_without_it_the_message_says_what_to_install(self) -> None:
        with pytest.raises(ReadingError) as raised:
            read_pdf(pdf(scan))
        assert "apt-get install tesseract-ocr" in raised.value.message
        assert "apt-get install tesseract-ocr" in read_pdf(pdf(page(NOTICE), scan)).notes[0]

    def test_pages_for_which_there_was_no_time_are_named(self) -> None:
        read = read_pdf(pdf(*[scan] * 5), reading(table("First page"), table("Second page")))
        assert [p.state for p in read.pages] == ["ocr", "ocr", "no_text", "no_text", "no_text"]
        assert any("pages 3-5" in note and "split the file" in note for note in read.notes)

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.lists(st.text("abcdefgh.,-()12%", min_size=1, max_size=9), min_size=1, max_size=8), min_size=1, max_size=12))
    def test_whatever_the_words_each_has_its_place(self, lines: list[Sequence[str]]) -> None:
        lines = [["word", *line] for line in lines]
        read = read_pdf(pdf(scan), reading(table(*(" ".join(line) for line in lines))))
        assert_origins_hold(read)
        kept = "".join("".join(line) for line in lines).replace("-", "")
        assert "".join(read.text.replace("|", "").split()).replace("-", "") == kept

    def test_origins_of_other_pages_are_left_alone(self) -> None:
        page_ = recognised(table("One word"), SCALE)
        assert page_ is not None
        other = Origin(0, 4, "7", 0)
        assert list(by_word([other], {"1": page_})) == [other]


@needs_tesseract
class TestTesseract:
    def test_a_scan_gives_its_words_where_they_stand(self) -> None:
        with Reader(seconds=300) as reader:
            read = reader.read_bytes(picture(NOTICE), "scan.pdf")
        assert [p.state for p in read.pages] == ["ocr"]
        assert read.pages[0].certainty > 0.8
        expected, found = NOTICE.split(), read.text.split()
        assert sum(word in found for word in expected) > 0.95 * len(expected)
        assert_origins_hold(read)
        at = read.text.index("Either")
        (mark,) = read.highlights(at, at + 6)
        assert mark.box.left == pytest.approx(LEFT, abs=3)
        assert mark.box.bottom - mark.box.top == pytest.approx(SIZE, abs=4)

    def test_the_samples(self) -> None:
        with Reader(seconds=300) as reader:
            lease = reader.read(FIXTURES / "scanned-lease.pdf")
            mixed = reader.read(FIXTURES / "mixed-scan.pdf")
        assert [p.state for p in lease.pages] == ["ocr", "ocr"]
        assert "not less than ninety (90) days before the end of the term" in lease.text
        assert [p.state for p in mixed.pages] == ["text", "ocr", "text"]
        assert "This Agreement renews automatically for further terms of one (1) year" in mixed.text

    def test_it_is_off_where_it_is_not_wanted(self) -> None:
        with Reader(ocr="off") as reader, pytest.raises(ReadingError) as raised:
            reader.read(FIXTURES / "scanned-lease.pdf")
        assert raised.value.code == "no_text"

    def test_a_picture_that_breaks_it_costs_that_page_alone(self) -> None:
        binary = installed()
        assert binary is not None
        lanes = start_lanes(binary, "eng", 1 << 30)
        good = b"P5 400 80 255\n" + bytes([255]) * 32_000
        answers = list(lanes.read(iter([b"no picture", good, b"P5 9 9 255\n", good]), time.monotonic() + 300))
        for lane in lanes.lanes:
            lane.give_up()
        assert [bool(answer) for answer in answers] == [False, True, False, True]

    def test_when_the_time_is_up_it_stops(self) -> None:
        binary = installed()
        assert binary is not None
        lanes = start_lanes(binary, "eng", 1 << 30)
        assert list(lanes.read(iter([b"never asked for"]), time.monotonic() - 1)) == []
        for lane in lanes.lanes:
            lane.give_up()
