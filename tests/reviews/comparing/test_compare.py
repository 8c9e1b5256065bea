from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.comparing.compare import compare
from reviews.comparing.edit import Comparison
from reviews.web.side_by_side import Fold, folded, pairs_of
from tests.reviews.comparing.agreements import Section, agreements, set_out

_SOUP = st.lists(
    st.sampled_from(["7.2", "(a)", "Fees", "shall", "renew.", "\n\n", "\n", "“thirty”", '"thirty"', "§ 4", " | ", "\t", "-", "–", "Section 2"]),
    max_size=30,
).map(" ".join)
TEXTS = agreements().map(set_out) | _SOUP | st.text(max_size=60)


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_the_edits_make_the_new_text_of_the_old_one_and_swap_with_the_texts(old: str, new: str):
    there, back = compare(old, new), compare(new, old)
    assert there.applied() == new and back.applied() == old
    assert _in_both_directions(there) == _in_both_directions(back.swapped())
    assert "".join(old[row.old_start : row.old_end] for row in sorted(there.rows, key=lambda row: (row.old_start, row.old_end))) == old
    assert "".join(new[row.new_start : row.new_end] for row in there.rows) == new


def _in_both_directions(comparison: Comparison) -> tuple[object, ...]:
    return sorted(comparison.edits, key=repr), sorted(comparison.moves, key=repr), sorted(comparison.stale, key=repr)  # type: ignore[return-value]


@settings(max_examples=20)
@given(TEXTS)
def test_a_text_is_what_it_is(text: str):
    comparison = compare(text, text)
    assert not list(comparison.edits) and not comparison.moves and not comparison.stale


@settings(max_examples=40)
@given(agreements(), st.data())
def test_no_edit_escapes_wherever_it_is_made(sections: list[Section], data: st.DataObject):
    text = set_out(sections)
    words = [match.span() for match in re.finditer(r"(?<=\s)[\w%()-]*[a-z0-9%)](?![\w.])", text)]
    start, end = data.draw(st.sampled_from(words))
    kind = data.draw(st.sampled_from(["strike", "write", "replace"]))
    new = text[:start] + {"strike": "", "write": f"not {text[start:end]}", "replace": "otherwise"}[kind] + text[end:]
    changes = compare(text, new).changes
    assert any(change.old_start <= end and start - 1 <= change.old_end for change in changes)
    assert sum(change.old_end - change.old_start for change in changes) <= 60  # and it is not lost in a crowd


@settings(max_examples=30)
@given(agreements(), st.integers(2, 9), st.randoms(use_true_random=False))
def test_renumbering_and_moving_alone_change_nothing(sections: list[Section], first: int, random):
    old = set_out(sections)
    renumbered = compare(old, set_out(sections, first))
    assert not renumbered.changes and not renumbered.stale and not renumbered.moves
    order = list(range(len(sections)))
    random.shuffle(order)
    moved = compare(old, set_out(sections, first, order))
    assert not moved.changes and not moved.stale
    assert bool(moved.moves) == (order != sorted(order))


def test_a_reference_that_names_another_section_now_is_told():
    old = "1. Fees\n\n1.1 Customer pays monthly.\n\n2. Credits\n\n2.1 Provider owes a credit.\n\n3. General\n\n3.1 Section 2 survives the end."
    dropped = "1. Credits\n\n1.1 Provider owes a credit.\n\n2. General\n\n2.1 Section {} survives the end."
    assert [old[c.old_start : c.old_end] for c in compare(old, dropped.format(1)).changes] == ["1. Fees", "1.1 Customer pays monthly."]
    (stale,) = compare(old, dropped.format(2)).stale
    assert (stale.now, stale.was, dropped.format(2)[stale.new_start : stale.new_end]) == ("1", "3", "2")
    elsewhere = compare(old, old.replace("Section 2 survives", "Section 1 survives"))
    assert [elsewhere.new[c.new_start : c.new_end] for c in elsewhere.changes] == ["1"]


@settings(max_examples=30)
@given(agreements().map(set_out), agreements().map(set_out))
def test_side_by_side_stands_all_that_both_say_in_order(old: str, new: str):
    pairs = pairs_of(compare(old, new))
    shown = [pair for row in folded(pairs) for pair in (row.pairs if isinstance(row, Fold) else (row,))]
    assert shown == pairs
    assert "".join(piece.text for pair in pairs for piece in pair.after).split() == new.split()
    assert sorted(word for pair in pairs for word in "".join(piece.text for piece in pair.before).split()) == sorted(old.split())
    assert all(bool(pair.number) == (pair.loud or pair.moved) for pair in pairs)


def test_numbers_that_are_no_labels_are_words():
    old = "1. Uptime\n\n99.9 Percent of each month.\n\n30 days suffice.\n\nTier | Credit\n99.5 | 10 %\n99.0 | 25 %"
    for was, now in (("99.9 P", "99.5 P"), ("30 d", "45 d"), ("99.0 |", "98.0 |"), ("25 %", "20 %")):
        assert len(compare(old, old.replace(was, now)).changes) == 1


def test_what_programs_write_differently_is_no_change():
    old = "1. “Service” means the Provider’s\nnon-transferable service – all of it.\n\n2. Fees are due at once. They are final. By: ______"
    new = "1.  \"Service\" means the Provider's non-\ntransferable service - all of it.\n\n2. Fees are due at once.\n\nThey are final. By: ______"
    assert compare(old, new).applied() == new and not compare(old, new).changes
