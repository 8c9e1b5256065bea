"""What is said of a matter that no clause establishes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.analysis.absence import CUES, MOST, absences, nearest
from contracts.analysis.analyse import all_kinds
from contracts.analysis.clause import MATTERS, Clause
from contracts.analysis.outline import Outline
from contracts.text import AgreementText, Page

TERM = "This Agreement commences on the Effective Date and remains in full force and effect for two years."
END = "Either party may terminate this Agreement upon sixty days' notice."
LAW = "The laws of Freedonia govern everything that is written here."


def agreement(*paragraphs: str, pages: tuple[Page, ...] = ()) -> AgreementText:
    return AgreementText("\n\n".join(paragraphs), "text/plain", pages=pages)


def absent(paper: AgreementText, *clauses: Clause) -> dict[str, object]:
    return {a.matter: a for a in absences(paper, Outline(paper.text), clauses, all_kinds())}


def test_every_matter_is_absent_from_an_empty_paper() -> None:
    assert set(absent(agreement(""))) == set(MATTERS)


@pytest.mark.parametrize("matter", MATTERS)
def test_a_clause_establishes_its_matter(matter: str) -> None:
    kind = next(kind for kind in all_kinds() if kind.matter == matter and kind.establishes)
    assert matter not in absent(agreement(LAW), Clause("c1", kind.name, 0, len(LAW), LAW))


def test_pages_read_and_unread() -> None:
    pages = (Page(1, 0, 20, 612, 792), Page(2, 20, 20, 612, 792, "no_text"), Page(3, 20, 60, 612, 792, "ocr"))
    found = absences(agreement(LAW, pages=pages), Outline(LAW), (), all_kinds())
    assert {(a.pages_read, a.pages_unread) for a in found} == {(2, (2,))}


def test_without_pages_none_are_counted() -> None:
    assert {a.pages_read for a in absences(agreement(LAW), Outline(LAW), (), all_kinds())} == {None}


def test_nearest_are_whole_sentences_the_best_first() -> None:
    paper = agreement(LAW, END, TERM)
    passages = nearest(paper, Outline(paper.text), CUES["renewal"])
    assert [passage.text for passage in passages] == [TERM, END]


def test_of_a_very_long_sentence_the_beginning_is_shown() -> None:
    long = "The provider may terminate this Agreement upon thirty days' notice, provided that it may not do so " + "while the customer uses it " * 80
    paper = agreement(LAW, long.strip() + ".")
    (passage,) = nearest(paper, Outline(paper.text), CUES["renewal"])
    assert passage.text.startswith("The provider may terminate this Agreement upon thirty days' notice")
    assert long.startswith(passage.text)
    assert 1000 < len(passage.text) <= 1200


def test_a_line_of_an_order_form_says_the_term() -> None:
    line = "Licence Term: perpetual, or 2 years commencing 15 November 2012"
    paper = agreement(LAW, line)
    assert [passage.text for passage in nearest(paper, Outline(paper.text), CUES["renewal"])] == [line]


def test_nothing_near_is_nothing() -> None:
    paper = agreement(LAW)
    assert all(nearest(paper, Outline(paper.text), cues) == () for cues in CUES.values())


def test_no_more_than_the_most() -> None:
    paper = agreement(*[f"This Agreement number {n} may be terminated by notice of {n} months." for n in range(9)])
    assert len(nearest(paper, Outline(paper.text), CUES["renewal"])) == MOST


def test_a_heading_is_no_passage() -> None:
    paper = agreement("TERM AND RENEWAL", LAW)
    assert nearest(paper, Outline(paper.text), CUES["renewal"]) == ()


@given(st.lists(st.sampled_from([TERM, END, LAW, "Service levels.", "é İ ß notice", ""]), max_size=8))
def test_passages_are_exactly_their_place(paragraphs: list[str]) -> None:
    paper = agreement(*paragraphs)
    outline = Outline(paper.text)
    for cues in CUES.values():
        for passage in nearest(paper, outline, cues):
            assert paper.text[passage.start : passage.end] == passage.text
