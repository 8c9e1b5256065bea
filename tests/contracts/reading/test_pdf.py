"""PDF -> AgreementText."""

from __future__ import annotations

import io
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from contracts.reading.errors import ReadingError
from contracts.reading.pdf import document, read_pdf, render_page
from contracts.text import AgreementText
from tests.contracts.reading.paper import (
    CHANGES,
    CREDITS,
    LEFT,
    NOTICE,
    PITCH,
    TOP,
    WIDTH,
    page,
    pdf,
    print_lines,
    wrapped,
)


def paragraphs(data: bytes) -> list[str]:
    return read_pdf(data).text.split("\n\n")


def assert_origins_hold(data: bytes, read: AgreementText) -> None:
    """Every character that is said to come from a page stands there, and inside the page."""
    with pdfium.PdfDocument(data) as opened:
        texts = [opened[i].get_textpage().get_text_range().replace("\ufffe", "-") for i in range(len(opened))]
    for a, b in pairwise(read.origins):
        assert a.end <= b.start
    for origin in read.origins:
        assert read.text[origin.start : origin.end] == texts[int(origin.part) - 1][origin.at :][: origin.end - origin.start]
        sheet = read.pages[int(origin.part) - 1]
        assert origin.box is not None
        assert 0 <= origin.box.left <= origin.box.right <= sheet.width + 1
        assert 0 <= origin.box.top <= origin.box.bottom <= sheet.height + 1
    mine = set(range(len(read.text)))
    for origin in read.origins:
        mine -= set(range(origin.start, origin.end))
    assert set("".join(read.text[i] for i in mine)) <= set(" \n|")


class TestParagraphs:
    def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart(self) -> None:
        data = pdf(page(NOTICE, CREDITS))
        assert paragraphs(data) == [NOTICE, CREDITS]
        assert_origins_hold(data, read_pdf(data))

    def test_a_paragraph_goes_on_overleaf(self) -> None:
        lines = wrapped(NOTICE + " " + CREDITS)
        data = pdf(lambda c: print_lines(c, lines[:4]) and None, lambda c: print_lines(c, lines[4:]) and None)
        read = read_pdf(data)
        assert read.text == NOTICE + " " + CREDITS
        assert [p.number for p in read.pages] == [1, 2]
        assert read.pages[0].end == read.pages[1].start
        assert read.page_at(0) == 1
        assert read.page_at(len(read.text) - 1) == 2

    def test_numbered_items_are_paragraphs_and_references_are_not(self) -> None:
        data = pdf(
            lambda c: (
                print_lines(
                    c,
                    [
                        "The subscription ends early only where one of the following is so, as described in full in clause",
                        "4.2 of the order form, and not otherwise:",
                        "(a) the provider has failed three times in a row;",
                        "(b) the customer pays for the rest of the term.",
                        "7.1 Notices are written.",
                    ],
                )
                and None
            )
        )
        assert paragraphs(data) == [
            "The subscription ends early only where one of the following is so, as described in full in clause 4.2 of the "
            "order form, and not otherwise:",
            "(a) the provider has failed three times in a row;",
            "(b) the customer pays for the rest of the term.",
            "7.1 Notices are written.",
        ]

    def test_a_number_in_figures_after_its_word_is_no_item(self) -> None:
        lines = wrapped("Notice of termination is given in writing and must arrive by registered letter no later than thirty")
        assert len(lines) == 1
        data = pdf(lambda c: print_lines(c, [*lines, "(30) days before the last day of the term, and not otherwise."]) and None)
        assert paragraphs(data) == [f"{lines[0]} (30) days before the last day of the term, and not otherwise."]

    def test_columns_have_a_margin_each(self) -> None:
        left, right = wrapped(CHANGES.replace("The provider", "Provider"), 190), wrapped(f"{NOTICE} {CREDITS}", 250)

        def draw(canvas: Canvas) -> None:
            print_lines(canvas, wrapped(CREDITS), top=TOP + 40)
            print_lines(canvas, [*left, "", *left], LEFT, TOP - 20)
            print_lines(canvas, right, 280, TOP - 20)

        spoken = " ".join(left)
        assert paragraphs(pdf(draw)) == [CREDITS, spoken, spoken, f"{NOTICE} {CREDITS}"]

    def test_a_heading_is_no_part_of_what_follows(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Times-Bold", 14)
            canvas.drawString(LEFT, TOP, "Term and renewal")
            canvas.setFont("Times-Roman", 10)
            print_lines(canvas, wrapped(NOTICE), top=TOP - 20)

        assert paragraphs(pdf(draw)) == ["Term and renewal", NOTICE]

    @pytest.mark.parametrize(
        ("lines", "joined"),
        [
            (
                ["The provider keeps the data of the agree-", "ment, and this agreement stays in force."],
                "of the agreement, and",
            ),
            (["The customer may use the right to opt-", "out at any time of the year."], "right to opt-out at any"),
            (["It is a non-", "exclusive licence."], "a non-exclusive licence"),
            (["A long-term promise stands. A long-", "term lease ends."], "A long-term lease"),
            (["Reports follow the ISO-", "27001 standard."], "ISO-27001 standard"),
            (["A change is told by e-", "mail alone."], "by e-mail alone"),
            (["It covers all continuations-", "in-part of a patent."], "continuations-in-part of"),
            (["Notices go by first-", "class mail."], "first-class mail"),
            (["They meet at a mutually-", "agreed place and by a family-", "like rule."], "mutually-agreed place"),
            (["It may end by liquidation, a winding-", "up or a sale."], "a winding-up or"),
            (["The fees at any time are paid as a one-", "time fee."], "a one-time fee"),
            (["The other party is post-", "ing the terms and front-", "ing the costs."], "is posting the terms and fronting the"),
        ],
    )
    def test_a_broken_word_is_made_whole_and_a_hyphenated_one_stays_so(self, lines: list[str], joined: str) -> None:
        data = pdf(lambda c: print_lines(c, lines) and None)
        read = read_pdf(data)
        assert joined in read.text
        assert_origins_hold(data, read)

    def test_an_address_that_is_broken_over_two_lines_stays_one(self) -> None:
        lines = [
            "The rules are those that the provider publishes at https://provider.example/legal/",
            "rules and may change.",
        ]
        assert "https://provider.example/legal/rules and" in read_pdf(pdf(lambda c: print_lines(c, lines) and None)).text

    @pytest.mark.parametrize(
        ("printed", "read_as"),
        [("4.2Insurance. The provider", "4.2 Insurance. The provider"), ("12.10.Notices go", "12.10. Notices go"), ("3.5GB are free", "3.5GB are free")],
    )
    def test_a_number_set_too_near_to_its_heading_stands_apart(self, printed: str, read_as: str) -> None:
        data = pdf(lambda c: print_lines(c, [printed, "and so on."]) and None)
        read = read_pdf(data)
        assert read.text == f"{read_as} and so on."
        assert_origins_hold(data, read)

    def test_letters_set_apart_are_a_word(self) -> None:
        def draw(canvas: Canvas) -> None:
            left = LEFT
            for word in ("MASTER", "TERMS"):
                for letter in word:
                    canvas.drawString(left, TOP, letter)
                    left += 16
                left += 14
            print_lines(canvas, wrapped(NOTICE), top=TOP - 30)

        data = pdf(draw)
        assert paragraphs(data) == ["MASTER TERMS", NOTICE]
        assert_origins_hold(data, read_pdf(data))


class TestRunningLines:
    def test_heads_feet_and_page_numbers_are_left_out(self) -> None:
        pages = [page(text, head="Hosted Records Ltd - Confidential", foot=f"Page {n} of 4")
                 for n, text in enumerate([NOTICE, CREDITS, CHANGES, NOTICE], start=1)]  # fmt: skip
        assert paragraphs(pdf(*pages)) == [NOTICE, CREDITS, CHANGES, NOTICE]

    def test_bare_numbers_that_count_the_pages_are_left_out(self) -> None:
        pages = [page(text, foot=f"- {n} -") for n, text in enumerate([NOTICE, CREDITS, CHANGES], start=7)]
        assert paragraphs(pdf(*pages)) == [NOTICE, CREDITS, CHANGES]

    def test_a_foot_that_says_something_is_read_once(self) -> None:
        foot = "Terms at www.provider.example/terms apply"
        data = pdf(*(page(text, foot=foot) for text in (NOTICE, CREDITS, CHANGES)))
        assert paragraphs(data) == [NOTICE, foot, CREDITS, CHANGES]
        assert_origins_hold(data, read_pdf(data))

    def test_the_number_of_the_order_is_read_once(self) -> None:
        data = pdf(*(page(text, head="Order Form No. 2231") for text in (NOTICE, CREDITS, CHANGES)))
        assert paragraphs(data) == [NOTICE, "Order Form No. 2231", CREDITS, CHANGES]

    def test_a_foot_that_follows_the_text_up_and_down_is_left_out(self) -> None:
        foot = "© 2026, Hosted Records Limited"
        texts = [[NOTICE], [CREDITS, NOTICE, CHANGES], [CHANGES, CREDITS]]
        data = pdf(*(page(*text, foot) for text in texts))
        assert paragraphs(data) == [paragraph for text in texts for paragraph in text]

    def test_a_head_in_two_parts_is_left_out(self) -> None:
        def sheet(text: str):  # type: ignore[no-untyped-def]
            def draw(canvas: Canvas) -> None:
                for height, (left, right) in {815: ("Hosted Records", "Draft of May"), 803: ("Master terms", "Confidential")}.items():
                    canvas.drawString(LEFT, height, left)
                    canvas.drawString(450, height, right)
                print_lines(canvas, wrapped(text))

            return draw

        assert paragraphs(pdf(*map(sheet, (NOTICE, CREDITS, CHANGES)))) == [NOTICE, CREDITS, CHANGES]

    def test_signatures_that_look_alike_on_several_pages_stay(self) -> None:
        signed = ["By: Alder Partners, its general partner", "Name: Ada Byron of Alder", "Title: General Counsel and more"]

        def sheet(number: int):  # type: ignore[no-untyped-def]
            def draw(canvas: Canvas) -> None:
                print_lines(canvas, [f"Dated as of day {number}", f"ALDER FUND {number * 'I'} LP", *signed])

            return draw

        assert read_pdf(pdf(page(NOTICE), *(sheet(number) for number in range(1, 5)))).text.count(signed[1]) == 4

    def test_a_document_of_nothing_else_is_read(self) -> None:
        assert "Certificate 3 of service" in read_pdf(pdf(*(page(f"Certificate {number} of service") for number in range(1, 6)))).text

    def test_a_line_that_stands_once_stays(self) -> None:
        data = pdf(page(NOTICE, head="Signed copy of 3 May", foot="14"), page(CREDITS), page(CHANGES))
        assert paragraphs(data) == ["Signed copy of 3 May", NOTICE, "14", CREDITS, CHANGES]

    def test_numbered_annexes_at_the_top_of_their_pages_stay(self) -> None:
        data = pdf(*(page(f"Annex {n}", text) for n, text in enumerate([NOTICE, CREDITS, CHANGES], start=1)))
        assert paragraphs(data) == ["Annex 1", NOTICE, "Annex 2", CREDITS, "Annex 3", CHANGES]

    def test_a_paragraph_goes_on_past_foot_and_head(self) -> None:
        lines = wrapped(f"{NOTICE} {CREDITS} {CHANGES}")

        def sheet(part: list[str], number: int):  # type: ignore[no-untyped-def]
            def draw(canvas: Canvas) -> None:
                canvas.drawString(LEFT, 815, "Hosted Records Ltd")
                print_lines(canvas, part)
                canvas.drawString(WIDTH / 2, 30, str(number))

            return draw

        data = pdf(sheet(lines[:3], 1), sheet(lines[3:6], 2), sheet(lines[6:], 3))
        assert read_pdf(data).text == f"{NOTICE} {CREDITS} {CHANGES}"

    def test_numbers_of_lines_in_the_margin_are_left_out(self) -> None:
        lines = wrapped(f"{NOTICE} {CREDITS} {CHANGES}", 400)
        assert len(lines) >= 8

        def draw(canvas: Canvas) -> None:
            for number, line in enumerate(lines, start=1):
                canvas.drawString(30, TOP - number * PITCH, str(number))
                canvas.drawString(LEFT, TOP - number * PITCH, line)

        data = pdf(draw)
        assert read_pdf(data).text == f"{NOTICE} {CREDITS} {CHANGES}"
        assert_origins_hold(data, read_pdf(data))


class TestColumnsAndTables:
    left, right = wrapped(f"{NOTICE} {CHANGES}", 220), wrapped(f"{CREDITS} {NOTICE}", 220)

    def both(self) -> list[str]:
        return [f"{NOTICE} {CHANGES}", f"{CREDITS} {NOTICE}"]

    def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other(self) -> None:
        def draw(canvas: Canvas) -> None:
            for number, (a, b) in enumerate(zip(self.left, self.right, strict=False)):
                canvas.drawString(LEFT, TOP - number * PITCH, a)
                canvas.drawString(310, TOP - number * PITCH, b)
            rest = min(len(self.left), len(self.right))
            print_lines(canvas, self.left[rest:], LEFT, TOP - rest * PITCH)
            print_lines(canvas, self.right[rest:], 310, TOP - rest * PITCH)

        data = pdf(draw)
        assert paragraphs(data) == self.both()
        assert_origins_hold(data, read_pdf(data))

    def test_columns_that_are_drawn_one_by_one_keep_their_order_under_a_common_title(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, TOP + 30, "Terms on which the hosted service is sold to customers of every size in all countries")
            print_lines(canvas, self.left)
            print_lines(canvas, self.right, 310)

        title, *rest = paragraphs(pdf(draw))
        assert title.startswith("Terms on which")
        assert rest == self.both()

    rows = (
        ("Monthly uptime", "Service credit"),
        ("99.0% to 99.9%", "10% of the fee"),
        ("under 99.0%", "25% of the fee"),
    )

    @pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "open"])
    def test_the_rows_of_a_table_are_lines_of_cells(self, ruled: bool) -> None:
        def draw(canvas: Canvas) -> None:
            top = print_lines(canvas, wrapped(NOTICE)) - 30
            for number, (a, b) in enumerate(self.rows):
                canvas.drawString(LEFT + 5, top - number * 18, a)
                canvas.drawString(LEFT + 150, top - number * 18, b)
            if ruled:
                canvas.grid([LEFT, LEFT + 145, LEFT + 280], [top + 12 - number * 18 for number in range(4)])
            print_lines(canvas, wrapped(CREDITS), top=top - 80)

        data = pdf(draw)
        assert paragraphs(data) == [NOTICE, "\n".join(" | ".join(row) for row in self.rows), CREDITS]
        assert_origins_hold(data, read_pdf(data))

    def test_a_cell_of_several_lines_is_one_cell(self) -> None:
        def draw(canvas: Canvas) -> None:
            print_lines(canvas, ["Severity", "One: nobody", "can work"], LEFT + 5, TOP)
            print_lines(canvas, ["Response", "fifteen", "minutes"], LEFT + 150, TOP)
            canvas.grid([LEFT, LEFT + 145, LEFT + 280], [TOP + 10, TOP - 3, TOP - 30])

        data = pdf(draw)
        assert paragraphs(data) == ["Severity | Response\nOne: nobody can work | fifteen minutes"]
        assert_origins_hold(data, read_pdf(data))

    def test_signatures_beside_each_other_are_read_one_after_the_other(self) -> None:
        ours, theirs = ["PROVIDER", "By: Ada Byron", "Title: Director"], ["CUSTOMER", "By: Max Weber", "Title: Buyer"]

        def draw(canvas: Canvas) -> None:
            top = print_lines(canvas, wrapped(NOTICE)) - 30
            print_lines(canvas, ours, LEFT, top)
            print_lines(canvas, theirs, 320, top)

        data = pdf(draw)
        assert read_pdf(data).text.split()[-len(" ".join(ours + theirs).split()) :] == " ".join(ours + theirs).split()
        assert_origins_hold(data, read_pdf(data))

    def test_a_raised_figure_belongs_to_its_word(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, TOP, "The provider sits on the 2")
            left = LEFT + canvas.stringWidth("The provider sits on the 2", "Times-Roman", 10)
            canvas.setFont("Times-Roman", 6)
            canvas.drawString(left, TOP + 4, "nd")
            left += canvas.stringWidth("nd", "Times-Roman", 6)
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(left, TOP, " floor.")

        assert read_pdf(pdf(draw)).text == "The provider sits on the 2nd floor."

    def test_footnotes_follow_the_text_of_their_page(self) -> None:
        lines = wrapped(f"{NOTICE} {CREDITS} {CHANGES}")

        def first(canvas: Canvas) -> None:
            print_lines(canvas, [*lines[:-1]])
            canvas.setFont("Times-Roman", 7)
            canvas.drawString(LEFT, 60, "1 A month is a calendar month.")

        def second(canvas: Canvas) -> None:
            print_lines(canvas, [lines[-1], *[""] * 3])

        text = read_pdf(pdf(first, second)).text
        assert "1 A month is a calendar month." in text.split("\n\n")


class TestPlaces:
    @pytest.mark.parametrize("turns", [0, 90, 180, 270])
    def test_boxes_are_where_a_reader_sees_the_words(self, turns: int) -> None:
        data = pdf(page(NOTICE))
        opened = pdfium.PdfDocument(data)
        opened[0].set_rotation(turns)
        opened[0].set_cropbox(20, 40, 560, 820)
        out = io.BytesIO()
        opened.save(out)
        opened.close()
        read = read_pdf(out.getvalue())
        assert read.text.split() == NOTICE.split()
        sheet = read.pages[0]
        assert (sheet.width, sheet.height) == ((540, 780) if turns % 180 == 0 else (780, 540))
        picture = Image.open(io.BytesIO(render_page(out.getvalue(), 1, round(sheet.width)))).convert("L")
        for origin in read.origins:
            assert origin.box is not None
            left, top, right, bottom = origin.box
            inked = picture.crop((int(left), int(top), int(right) + 1, int(bottom) + 1)).getextrema()
            assert inked[0] < 128, origin

    def test_a_highlight_covers_the_words_and_not_the_line(self) -> None:
        read = read_pdf(pdf(page(NOTICE)))
        start = read.text.index("written notice")
        (mark,) = read.highlights(start, start + len("written notice"))
        whole = next(read.origins_of(start, start + 1)).box
        assert whole is not None
        assert whole.left < mark.box.left < mark.box.right < whole.right

    def test_links_lie_over_their_words(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, TOP, "These terms include the usage policy as it stands.")
            left = LEFT + canvas.stringWidth("These terms include the ", "Times-Roman", 10)
            right = left + canvas.stringWidth("usage policy", "Times-Roman", 10)
            canvas.linkURL("https://provider.example/usage", (left, TOP - 2, right, TOP + 9))

        read = read_pdf(pdf(draw))
        (link,) = read.links
        assert (read.text[link.start : link.end], link.url) == ("usage policy", "https://provider.example/usage")

    def test_a_page_is_rendered_at_the_width_asked_for(self) -> None:
        picture = Image.open(io.BytesIO(render_page(pdf(page(NOTICE)), 1, 320)))
        assert picture.format == "PNG"
        assert abs(picture.width - 320) <= 1
        with pytest.raises(IndexError):
            render_page(pdf(page(NOTICE)), 2, 320)

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.text("abcdefgh ABC,.;-()12%", min_size=1, max_size=70), min_size=1, max_size=25))
    def test_whatever_the_lines_nothing_is_invented_or_lost(self, lines: list[str]) -> None:
        lines = [line for line in lines if line.strip() and line.strip(" -")]
        data = pdf(lambda c: print_lines(c, [*lines, "closing words"]) and None)
        read = read_pdf(data)
        assert_origins_hold(data, read)
        assert "closing words" in read.text


class TestRefusals:
    def code(self, data: bytes) -> str:
        with pytest.raises(ReadingError) as raised:
            read_pdf(data)
        return raised.value.code

    def test_a_password_that_is_needed_and_one_that_is_not(self) -> None:
        assert self.code(pdf(page(NOTICE), encrypt=StandardEncryption("secret", "owner"))) == "encrypted"
        assert read_pdf(pdf(page(NOTICE), encrypt=StandardEncryption("", "owner"))).text == NOTICE

    def test_damage(self) -> None:
        data = pdf(page(NOTICE))
        assert self.code(b"%PDF-1.7\nnothing of the kind") == "corrupt"
        assert self.code(data[: len(data) // 3]) == "corrupt"

    def test_too_many_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(document, "MOST_PAGES", 2)
        assert read_pdf(pdf(page(NOTICE), page(NOTICE))).words
        assert self.code(pdf(page(NOTICE), page(NOTICE), page(NOTICE))) == "too_large"

    @staticmethod
    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (230, 230, 220))), 0, 0, WIDTH, 842)

    def test_pages_that_are_pictures(self) -> None:
        assert self.code(pdf(self.scan, self.scan)) == "no_text"
        assert self.code(pdf(lambda c: None)) == "no_text"

    def test_some_pages_that_are_pictures_are_marked(self) -> None:
        read = read_pdf(pdf(page(NOTICE), self.scan, page(CREDITS), lambda c: None))
        assert [p.state for p in read.pages] == ["text", "no_text", "text", "text"]
        assert read.unread_pages == (2,)
        assert read.text.split("\n\n") == [NOTICE, CREDITS]
        assert "page 2" in read.notes[0]

    def test_a_stamp_on_a_picture_is_not_its_text(self) -> None:
        def stamped(canvas: Canvas) -> None:
            self.scan(canvas)
            canvas.drawString(LEFT, 830, "Envelope 5C1F-22A0")

        assert self.code(pdf(stamped)) == "no_text"
        assert read_pdf(pdf(page(NOTICE), stamped)).unread_pages == (2,)

    def test_letters_that_are_only_glyphs(self) -> None:
        shifted = "".join(chr(ord(c) + 3) if c.isalpha() else c for c in f"{NOTICE} {CREDITS} {CHANGES}" * 2)
        assert self.code(pdf(page(shifted))) == "no_text"
