"""The letter's files: the same words in both, in any name that the font can set, and never a character lost."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pypdfium2
import pytest

from reviews.letter import text_of
from reviews.redlining.notice_letter import write_letter
from reviews.redlining.notice_letter_pdf import NotSet, write_letter_pdf
from tests.reviews.test_letter import FULL


def words(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def pdf_text(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return " ".join(page.get_textpage().get_text_range() for page in pages)


@pytest.mark.parametrize(("kind", "country", "width"), [("opt_out", "US", 612), ("protective", "DE", 595)])
def test_both_files_hold_the_letter_s_words_in_order(kind, country, width):
    letter = replace(FULL, kind=kind, recipient="Ørsted Größe & Ţărușe <b>A/S</b>", signatory="")
    document = docx.Document(io.BytesIO(write_letter(letter, country=country)))
    assert words("\n".join(p.text for p in document.paragraphs)) == words(text_of(letter))
    data = write_letter_pdf(letter, country=country)
    assert data == write_letter_pdf(letter, country=country), "the same letter gives the same bytes"
    said = words(pdf_text(data))
    for line in words(text_of(letter)).split(". "):
        assert line.split(" Signature")[0][:60] in said
    assert "Müller & Søn, Łódź" in said and "Page 1 of " in said
    assert round(pypdfium2.PdfDocument(data)[0].get_width()) == width and b"/FontFile2" in data
    assert round(document.sections[0].page_width.pt) == width


def test_what_the_font_cannot_set_is_named_and_no_black_box_is_printed():
    with pytest.raises(NotSet, match="no shapes for 京 東"):
        write_letter_pdf(replace(FULL, recipient="東京 Hosting"), country="US")
    assert "東京 Hosting" in "".join(p.text for p in docx.Document(io.BytesIO(write_letter(replace(FULL, recipient="東京 Hosting"), country="US"))).paragraphs)


def test_a_long_letter_goes_on_overleaf_with_its_signature_in_one_piece():
    letter = replace(FULL, kind="protective", recipient_address="\n".join(f"Line {n}" for n in range(14)))
    pages = pypdfium2.PdfDocument(write_letter_pdf(letter, country="US"))
    last = pages[len(pages) - 1].get_textpage().get_text_range()
    assert len(pages) == 2 and "Yours faithfully" in last and "Page 2 of 2" in last
