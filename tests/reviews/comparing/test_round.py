from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.text import AgreementText, Tracked
from reviews.comparing.round import Round, insisting, judge_round
from reviews.comparing.units import TOKEN
from reviews.edits import apply_all
from reviews.rule import Redline
from tests.reviews.comparing.agreements import agreements, set_out


@dataclass(frozen=True)
class Talks:
    """A version, the redlines on it, and where in it the vendor may write something that no redline touches."""

    text: str
    redlines: tuple[Redline, ...]
    elsewhere: tuple[tuple[int, int], ...]


@st.composite
def talks(draw: st.DrawFn) -> Talks:
    """Up to four redlines, each on a clause of its own: words struck, replaced, written, or a sentence added."""
    text = set_out(draw(agreements(references=False)))
    clauses = [match.span() for match in re.finditer(r"(?m)(?<=^\d\.\d ).+$", text)]
    chosen = sorted(draw(st.lists(st.sampled_from(clauses), min_size=1, max_size=4, unique=True)))
    redlines = []
    for start, end in chosen:
        words = [match.span() for match in re.finditer(r"\S+", text[:end]) if match.start() >= start]
        at = draw(st.integers(1, len(words) - 2))
        upto = min(at + draw(st.integers(0, 2)), len(words) - 2)
        first, last = words[at][0], words[upto][1]
        match draw(st.sampled_from(["replace", "delete", "insert", "sentence"])):
            case "replace":
                redlines.append(Redline("preferred", "replace", first, last, text[first:last], "forty-five (45) hours of"))
            case "delete":
                redlines.append(Redline("preferred", "delete", first, last + 1, text[first : last + 1], ""))
            case "insert":
                redlines.append(Redline("preferred", "insert", first, first, "", "promptly and in full "))
            case _:
                redlines.append(Redline("preferred", "insert", end, end, "", " Nothing in this clause limits the right to leave."))
    elsewhere = [
        match.span()
        for match in re.finditer(r"(?<=\s)[a-z]{2,}(?=\s)", text)
        if not any(start - 1 <= match.end() and match.start() <= end + 1 for start, end in chosen)
    ]
    return Talks(text, tuple(redlines), tuple(elsewhere))


def judged(old: str, new: str, redlines: tuple[Redline, ...], tracked: tuple[Tracked, ...] = ()) -> Round:
    return judge_round(AgreementText(old, "text/plain"), AgreementText(new, "text/plain", tracked=tracked), redlines)


def words(text: str) -> list[str]:
    return TOKEN.findall(text)


@settings(max_examples=40)
@given(talks(), st.data())
def test_what_is_applied_is_taken_and_what_is_left_is_refused_and_nothing_was_slipped_in(talks: Talks, data: st.DataObject):
    taken = [redline for redline in talks.redlines if data.draw(st.booleans())]
    new = apply_all(talks.text, taken)
    found = judged(talks.text, new, talks.redlines)
    assert [answer.outcome for answer in found.answers] == ["taken" if r in taken else "refused" for r in talks.redlines]
    assert not found.slipped_in
    again = [insisting(new, answer) for answer in found.answers if answer.outcome == "refused"]
    assert words(apply_all(new, again)) == words(apply_all(talks.text, talks.redlines))


@settings(max_examples=40)
@given(talks(), st.data())
def test_a_silent_edit_is_listed_wherever_it_is_made(talks: Talks, data: st.DataObject):
    if not talks.elsewhere:
        return
    start, end = data.draw(st.sampled_from(talks.elsewhere))
    secret = Redline("preferred", "replace", start, end, talks.text[start:end], data.draw(st.sampled_from(["", "never", "hardly ever"])))
    taken = [redline for redline in talks.redlines if data.draw(st.booleans())]
    answer = apply_all(talks.text, [*taken, secret])
    found = judged(talks.text, answer, talks.redlines)
    assert [one.outcome for one in found.answers] == ["taken" if r in taken else "refused" for r in talks.redlines]
    assert found.slipped_in and all(one.mark.kind == "untracked" for one in found.slipped_in)
    assert any(one.old_start <= end and start - 1 <= one.old_end for one in found.slipped_in)
    back = apply_all(answer, [insisting(answer, one) for one in found.slipped_in])
    assert words(back) == words(apply_all(talks.text, taken))


def test_a_redline_that_comes_back_otherwise_is_taken_with_changes():
    old = "1. Notice\n\n1.1 Notice is given thirty (30) days before the end of the term, by letter.\n\n1.2 It is free."
    redline = Redline("preferred", "replace", old.index("thirty"), old.index(" days"), "thirty (30)", "five (5)")
    for theirs in ("ten (10)", "twenty (20)"):
        found = judged(old, old.replace("thirty (30)", theirs).replace("by letter", "by courier"), (redline,))
        (answer,), (slipped,) = found.answers, found.slipped_in
        assert (answer.outcome, answer.asked + ")", found.whole.new[answer.start : answer.end + 1]) == ("changed", "five (5)", theirs)
        assert (slipped.before, found.whole.new[slipped.start : slipped.end]) == ("letter", "courier")
    assert found.counts == {"taken": 0, "changed": 1, "refused": 0, "slipped_in": 1}


def test_a_change_that_is_not_tracked_stands_before_those_that_are():
    old = "Notice is given thirty days before. Fees are due at once. Credits are paid monthly."
    new = "Notice is given ninety days before. Fees are due in advance. Credits are paid yearly."
    at = new.index("ninety")
    marks = (Tracked(at, at, "thirty", "Vendor", "2026-11-20T09:00:00Z"), Tracked(at, at + 6, "", "Vendor", "2026-11-20T09:00:00Z"))
    found = judged(old, new, (), marks)
    assert [(new[one.start : one.end], one.mark.kind) for one in found.slipped_in] == [
        ("in advance", "silent"),
        ("yearly", "silent"),
        ("ninety", "tracked"),
    ]
    assert found.slipped_in[-1].mark.author == "Vendor"
