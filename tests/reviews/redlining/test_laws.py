"""The laws of the Word file on documents that hold everything at once."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from contracts.reading.docx import read_docx
from reviews.redlining.change import REFUSALS
from tests.reviews.redlining.generated import Maker, redlines_on
from tests.reviews.redlining.laws import assert_laws

DOCUMENTS = 60  # a batch


@pytest.mark.parametrize("batch", range(3))
def test_the_laws_hold_on_generated_documents(batch: int) -> None:
    marked = 0
    refused = Counter[str]()
    for seed in range(batch * DOCUMENTS, (batch + 1) * DOCUMENTS):
        chance = random.Random(seed)
        data = Maker(chance).document()
        redlines = redlines_on(read_docx(data), chance)
        result = assert_laws(data, redlines)
        marked += result.marked
        refused.update(one.code for one in result.unmarked)
    assert set(refused) <= set(REFUSALS)
    assert marked > 2 * sum(refused.values()), refused


def test_the_generated_documents_hold_everything() -> None:
    kinds: set[str] = set()
    for seed in range(DOCUMENTS):
        maker = Maker(random.Random(seed))
        maker.document()
        kinds |= maker.kinds
    assert len(kinds) >= 20
