"""PDF -> AgreementText: tables as agreements print them, with lines of every kind and cells of several lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from contracts.reading.pdf import read_pdf
from tests.contracts.reading.paper import CREDITS, LEFT, NOTICE, PITCH, TOP, pdf, print_lines, wrapped
from tests.contracts.reading.test_pdf import assert_origins_hold, paragraphs

EDGES = [LEFT, LEFT + 130, LEFT + 210, LEFT + 420]
ROWS: list[tuple[list[str], ...]] = [
    (["Severity"], ["Response"], ["What we do"]),
    (["One"], ["15 min"], ["Engineers work around the clock until", "the service answers again or a way", "around the failure is found"]),
    (["Two: a part of the", "service is gone"], ["4 h"], ["Engineers work on business days until", "the failure is mended"]),
    (["Three"], ["2 days"], ["The failure is mended in a release"]),
]
SAID = "\n".join(" | ".join(" ".join(cell) for cell in row) for row in ROWS)


def draw_table(canvas: Canvas, rows: list[tuple[list[str], ...]], top: float, verticals: bool, horizontals: bool = True) -> float:
    """Rows whose cells stand in the middle of their height; the height at which the table ends."""
    levels = [top]
    for row in rows:
        high = max(len(cell) for cell in row) * 11 + 4
        for left, cell in zip(EDGES, row, strict=False):
            print_lines_at(canvas, cell, left + 3, levels[-1] - (high - len(cell) * 11) / 2 - 9)
        levels.append(levels[-1] - high)
    edges = EDGES[: len(rows[0]) + 1]
    if verticals:
        canvas.grid(edges, levels)
    elif horizontals:
        for level in levels:
            canvas.line(edges[0], level, edges[-1], level)
    return levels[-1]


def print_lines_at(canvas: Canvas, lines: list[str], left: float, top: float) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(left, top - number * 11, line)


def sheet(draw: Callable[[Canvas, float], float]) -> Callable[[Canvas], None]:
    """A page with a paragraph, what ``draw`` draws from a height down to another, and a paragraph."""

    def whole(canvas: Canvas) -> None:
        top = print_lines(canvas, wrapped(NOTICE)) - 12
        print_lines(canvas, wrapped(CREDITS), top=draw(canvas, top) - 30)

    return whole


@pytest.mark.parametrize("verticals", [True, False], ids=["ruled", "banded"])
@pytest.mark.parametrize("form", [False, True], ids=["on the page", "in a form"])
def test_cells_of_several_lines_are_read_cell_by_cell(verticals: bool, form: bool) -> None:
    """A printer of whole documents draws everything in one form, of which each page shows a part."""

    def draw(canvas: Canvas, top: float) -> float:
        return draw_table(canvas, ROWS, top, verticals)

    def printed(canvas: Canvas) -> None:
        canvas.beginForm("document", 0, -3000, 595, 842)
        canvas.setFont("Times-Roman", 10)
        sheet(draw)(canvas)
        for number in range(30):  # of other pages
            canvas.line(LEFT, -100 - 40 * number, 500, -100 - 40 * number)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(5, -15)
        canvas.doForm("document")
        canvas.restoreState()

    data = pdf(printed if form else sheet(draw))
    assert paragraphs(data) == [NOTICE, SAID, CREDITS]
    assert_origins_hold(data, read_pdf(data))


def test_entries_between_two_lines_stay_rows() -> None:
    prices = ["Lists, each name", "Labels, each label", "Analyses", "Letters, each letter and enclosure"], ["$0.05", "$0.05", "by appraisal", "$0.68"]

    def draw(canvas: Canvas, top: float) -> float:
        for number in range(4):
            canvas.line(LEFT, top - number * 56, EDGES[3], top - number * 56)
            for left, lines in zip((LEFT, LEFT + 300), prices, strict=True):
                print_lines_at(canvas, lines if number < 3 else [], left, top - number * 56 - 12)
        return top - 168

    data = pdf(sheet(draw))
    entries = [" | ".join(pair) for pair in zip(*prices, strict=True)]
    assert [line for part in paragraphs(data)[1:-1] for line in part.split("\n")] == entries * 3


def test_shades_make_no_cells() -> None:
    """What is filled behind rows may reach over columns that it does not part."""

    def draw(canvas: Canvas, top: float) -> float:
        canvas.setFillColorRGB(0.8, 0.9, 1)
        for number in range(0, 6, 2):
            canvas.rect(LEFT - 3, top - number * 14 - 4, 90, 14, stroke=0, fill=1)
            canvas.rect(LEFT + 200, top - number * 14 - 4, 90, 14, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for number in range(6):
            print_lines_at(canvas, [f"{number + 1} vehicles"], LEFT, top - number * 14)
            print_lines_at(canvas, ["each a month"], LEFT + 110, top - number * 14)
            print_lines_at(canvas, [f"${number + 2}00"], LEFT + 220, top - number * 14)
        return top - 84

    data = pdf(sheet(draw))
    assert paragraphs(data)[1] == "\n".join(f"{number + 1} vehicles | each a month | ${number + 2}00" for number in range(6))


def test_the_number_of_a_row_stands_before_its_words() -> None:
    rows = [([f"{number}."], [word], ["page"]) for number, word in enumerate(("Term", "Fees", "Notices", "Law"), start=1)]
    said = "\n".join(f"{number[0]} {word[0]} | page" for number, word, _ in rows)
    for verticals in (True, False):
        data = pdf(sheet(lambda canvas, top, verticals=verticals: draw_table(canvas, rows, top, verticals)))  # type: ignore[misc]
        assert paragraphs(data)[1] == said
        assert_origins_hold(data, read_pdf(data))


def test_parties_that_sign_in_the_cells_of_a_table_are_read_line_by_line() -> None:
    ours, theirs = ["Fernhill Ltd", "By: ______", "Name: Ann Reed"], ["Oakdale Inc.", "By: ______", "Name: Joe Hale"]
    data = pdf(sheet(lambda canvas, top: draw_table(canvas, [(["FOR THE PROVIDER"], ["CUSTOMER"]), (ours, theirs)], top, True)))
    text = read_pdf(data).text
    assert " ".join(ours + theirs) in " ".join(text.split())
    assert "Name: Ann Reed\n" in text
    assert "Name: Ann Reed |" not in text


def test_a_word_broken_in_a_cell_is_whole() -> None:
    rows = [(["Test"], ["What is done"]), (["Load"], ["the manu-", "facturing line", "runs for a day"]), (["Trial"], ["one two-", "year trial"])]
    data = pdf(sheet(lambda canvas, top: draw_table(canvas, rows, top, True)))
    assert paragraphs(data)[1] == "Test | What is done\nLoad | the manufacturing line runs for a day\nTrial | one two-year trial"
    assert_origins_hold(data, read_pdf(data))


def test_an_address_at_the_foot_of_a_column_ends_there() -> None:
    left = [*wrapped(NOTICE, 220), "", "With a copy to:", "Fernhill Ltd", "Attention: the lawyers"]
    right = ["If to the customer:", "Oakdale Inc.", "", *wrapped(CREDITS, 220)]

    def draw(canvas: Canvas) -> None:
        print_lines(canvas, left)
        print_lines(canvas, right, 320)

    said = paragraphs(pdf(draw))
    assert "Attention: the lawyers" in said
    assert said[said.index("Attention: the lawyers") + 1].startswith("If to the customer:")


def test_the_last_words_of_a_legend_go_with_it() -> None:
    """A legend of two lines under each page's text, wherever that ends."""
    legend = wrapped("* Confidential treatment was asked for parts of this exhibit, which were left out and filed with the office under seal.", 420)
    assert len(legend) == 2 and len(legend[1]) < 20
    texts = [f"{number}. {NOTICE}" for number in (3, 5, 8, 11, 14, 17, 21)]

    def draw(number: int) -> Callable[[Canvas], None]:
        def whole(canvas: Canvas) -> None:
            top = TOP
            for part in range(number % 4 + 2):
                top = print_lines(canvas, wrapped(f"{texts[number]} Part {part} of it."), top=top) - PITCH
            print_lines(canvas, legend, top=top - 10)

        return whole

    text = read_pdf(pdf(*(draw(number) for number in range(7)))).text
    assert text.count(legend[1]) <= 1
    assert text.count("Confidential treatment") <= 1
