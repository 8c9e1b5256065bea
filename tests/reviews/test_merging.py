"""What two people did to the same words, as one text."""

from __future__ import annotations

import pytest

from reviews.merging import Clash, merged

BASE = "Provider shall give sixty (60) days' notice by e-mail, and Customer may terminate."
MINE = "Provider shall give ninety (90) days' notice by e-mail, and Customer may terminate."
THEIRS = "Provider shall give sixty (60) days' written notice by e-mail, and Customer may terminate without penalty."


@pytest.mark.parametrize("changed", [MINE, THEIRS, "", "Something else altogether."])
def test_what_only_one_changed_is_taken_from_that_one(changed):
    for both in (merged(BASE, changed, BASE), merged(BASE, BASE, changed), merged(BASE, changed, changed)):
        assert (both.text, both.clashes) == (changed, ())


def test_changes_of_other_words_stand_beside_each_other():
    wanted = "Provider shall give ninety (90) days' written notice by e-mail, and Customer may terminate without penalty."
    assert merged(BASE, MINE, THEIRS).text == merged(BASE, THEIRS, MINE).text == wanted
    assert not merged(BASE, MINE, THEIRS).clashes


def test_where_both_changed_the_same_words_mine_stand_and_theirs_are_told():
    both = merged("Notice of 30 days is due.", "Notice of 60 days is due.", "Notice of 90 days falls due.")
    assert both.text == "Notice of 60 days falls due." and both.clashes == (Clash("60", "90"),)
    struck = merged("Notice of 30 days is due.", "Notice is due.", "Notice of 90 days is due.")
    assert struck.text == "Notice is due." and [clash.mine for clash in struck.clashes] == [""]
