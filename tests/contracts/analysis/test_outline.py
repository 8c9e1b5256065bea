"""Paragraphs that a page break cut in two."""

import pytest

from contracts.analysis.outline import Outline

BEGINS = "This Agreement shall be renewed for one (1) year at a time unless a party gives notice of its intention not to renew"


@pytest.mark.parametrize("between", ["\n\n", "\n\n\n\n", "\n\n- 2 -\n\n", "\n\n17\n\n"])
def test_a_sentence_goes_on_overleaf(between: str) -> None:
    text = f"{BEGINS} this{between}agreement before the end of the term.\n\nAnother paragraph stands here."
    assert [text[p.start : p.end] for p in Outline(text).paragraphs] == text.rsplit("\n\n", 1)


@pytest.mark.parametrize("next_one", ["(b) the next item, in lower case.", "New sentences begin with a capital.", "3. Fees"])
def test_what_begins_anew_is_a_paragraph_of_its_own(next_one: str) -> None:
    text = f"{BEGINS}.\n\n{next_one}"
    assert len(Outline(text).paragraphs) == 2
