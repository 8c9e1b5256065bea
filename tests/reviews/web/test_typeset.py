"""Set text: every word of the agreement once, in order; headings, tables and lists as such; marks that overlap."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.web.typeset import Place, set_text

FIXTURES = Path(__file__).parents[3] / "fixtures"


def plain(html: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def bare(text: str) -> str:
    return "".join(text.split()).replace("|", "")


@pytest.mark.parametrize(
    "name", ["northgate-master-agreement.docx", "harbourline-dns-sla.pdf", "quarry-analytics-click-through.html", "plain-terms.txt", "kestrel-cloud-terms.md"]
)
def test_every_word_stands_once_and_in_order(name):
    from contracts.reading.formats import read_document

    text = read_document((FIXTURES / name).read_bytes(), name)
    html = set_text(text.text, text.headings, [Place("c1", 10, 400, "renewal"), Place("c2", 200, 900, "service_level")])
    assert plain(html).replace("|", "") == bare(text.text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab1. (|)\n\t<&", max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)), max_size=4))
def test_any_text_and_any_places_lose_no_character(text, spans):
    places = [Place(f"c{n}", start, start + length, "renewal") for n, (start, length) in enumerate(spans)]
    html = set_text(text, [], places)
    assert plain(html).replace("|", "") == re.sub(r"[.]{5,}", "", bare(text)) or "....." in text
    assert html.count("<mark") == html.count("</mark>")


def test_overlapping_clauses_are_both_marked():
    html = set_text("It renews for a year and the price may change.", [], [Place("a", 0, 20, "renewal"), Place("b", 10, 45, "change_of_terms")])
    assert 'data-clauses="a"' in html and 'data-clauses="a b"' in html and 'data-clauses="b"' in html
    assert "also-change_of_terms" in html
    assert html.count('id="clause-a"') == html.count('id="clause-b"') == 1


def test_a_table_is_a_table_and_a_short_row_spans_it():
    html = set_text("Credits\n\nBelow | Credit\n99.9 % | 5 %\nIn no case more than the fee |", [(0, 7)], [])
    assert "<h2>Credits</h2>" in html
    assert html.count("<tr>") == 3 and html.count('<th scope="col">') == 2 and 'colspan="2"' in html


def test_a_table_of_contents_is_a_list_and_its_pages_stand_apart():
    html = set_text("Contents\n\n1.\tDefinitions\t3\n\n2.\tFees\t12\n\nThe text begins here.", [(0, 8)], [])
    assert html.count("<li>") == 2 and "<span>12</span>" in html


def test_headings_never_skip_a_level():
    html = set_text("Terms\n\n1. Scope\n\n1.1 Detail\n\n2. Fees", [(0, 5), (7, 15), (17, 27), (29, 36)], [])
    assert re.findall(r"<h(\d)", html) == ["2", "3", "3", "3"]


def test_lines_that_were_broken_on_purpose_stay_broken_and_wrapped_ones_flow():
    address = set_text("Northgate Hosting\n1180 Foundry Street\nBoise", [], [])
    assert '<pre class="lines">' in address
    wrapped = set_text("word " * 14 + "\n" + "word " * 14, [], [])
    assert "<pre" not in wrapped


def test_nothing_of_the_text_becomes_a_tag():
    html = set_text('<script>alert("x")</script> & more', [], [Place("a", 0, 20, "renewal", '"><b>')])
    assert "<script" not in html and "<b>" not in html


def test_the_chosen_place_is_ringed_and_only_its_beginning_opens():
    html = set_text("One two.\n\nThree four.", [], [Place("a", 0, 19, "renewal", chosen=True)])
    assert html.count("chosen") == 2 and html.count("opens") == 1


def test_a_cover_page_is_centred_and_a_word_alone_is_no_number():
    text = "Services Agreement\n\nbetween\n\nNorthgate\n\nand\n\nBrightwater\n\n" + "The parties agree as follows, at some length and with care. " * 4
    html = set_text(text, [(0, 18)], [])
    assert '<h2 class="cover">Services Agreement</h2>' in html and '<p class="cover">and</p>' in html
    assert 'class="number"' not in html
