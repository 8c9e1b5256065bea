"""The round: what the vendor's answer made of each redline that was asked for, and what changed besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contracts.text import AgreementText
from reviews.comparing.compare import compare
from reviews.comparing.edit import Comparison, Edit
from reviews.comparing.place import place_of, stands
from reviews.comparing.tracked import Ledger, Mark
from reviews.comparing.units import SIGNS, TOKEN
from reviews.diff import word_diff
from reviews.edits import apply_all
from reviews.rule import Redline

Outcome = Literal["taken", "changed", "refused"]
# Where less of what was asked stands in the answer, and most of what was to be struck, it is refused, and what else was
# written there was slipped in.
_A_LITTLE: Final = 0.34


@dataclass(frozen=True)
class Answered:
    """What became of one redline. ``start`` and ``end``: where its words, or those instead of them, stand in the answer.

    ``asked`` is what should stand there; for a redline that was taken it is what stands there. ``old_start`` and ``old_end``
    count in the earlier version.
    """

    redline: Redline
    outcome: Outcome
    old_start: int
    old_end: int
    start: int
    end: int
    asked: str
    mark: Mark


@dataclass(frozen=True)
class SlippedIn:
    """A change that nobody asked for: ``old[old_start:old_end]`` of the earlier version became ``new[start:end]`` of the answer.

    ``before`` are the words that would stand there without it; ``old_start`` and ``old_end`` count in the earlier version.
    ``gap`` is the white space before
    them. ``names`` is said of a reference whose own words stand while it names another paragraph now.
    """

    old_start: int
    old_end: int
    start: int
    end: int
    before: str
    gap: str
    mark: Mark
    names: str = ""


@dataclass(frozen=True)
class Round:
    """The answers in the order of the redlines; what was slipped in, silent changes first, signs behind words, then in order of place.

    ``whole`` compares the two versions as they are.
    """

    answers: tuple[Answered, ...]
    slipped_in: tuple[SlippedIn, ...]
    whole: Comparison

    @property
    def counts(self) -> dict[str, int]:
        """How many were taken, changed, refused and slipped in."""
        counted = Counter(answer.outcome for answer in self.answers)
        return {"taken": counted["taken"], "changed": counted["changed"], "refused": counted["refused"], "slipped_in": len(self.slipped_in)}


@dataclass(frozen=True)
class _Spot:
    """One of the places that a redline changes: in the earlier version, and in the version that was asked for."""

    old_start: int
    old_end: int
    start: int
    end: int


def judge_round(old: AgreementText, new: AgreementText, redlines: Sequence[Redline]) -> Round:
    """The vendor's answer to the redlines on ``old``, which must not overlap.

    1. Compare the answer with what was asked: a redline whose places stand there is taken.
    2. Compare it with the earlier version: one whose places stand as they were is refused.
    3. The rest is taken with changes, or refused where next to nothing of it was taken.
    4. Compare it with the earlier version and what was taken of the redlines: all other differences were slipped in.
    """
    redlines = sorted(redlines, key=lambda redline: (redline.start, redline.end))
    ledger = Ledger(new)
    whole = compare(old.text, new.text, old.headings, new.headings)
    wanted, spots = _asked(old.text, redlines)
    asked = compare(wanted, new.text, (), new.headings) if redlines else whole
    outcomes: list[Outcome] = []
    for redline, places in zip(redlines, spots, strict=True):
        # Words to be struck may be compared one word further on ("at the end of the month"): where they all stand, none was taken.
        kept = any(spot.old_start < spot.old_end and stands(whole, spot.old_start, spot.old_end) for spot in places)
        if not kept and all(stands(asked, spot.start, spot.end) for spot in places):
            outcomes.append("taken")
        elif all(stands(whole, spot.old_start, spot.old_end) for spot in places) or _little(asked, redline, places):
            outcomes.append("refused")
        else:
            outcomes.append("changed")
    granted = [redline for redline, outcome in zip(redlines, outcomes, strict=True) if outcome != "refused"]
    if not granted:
        base, settled, places_of = old.text, whole, {}
    elif len(granted) == len(redlines):
        base, settled = wanted, asked
        places_of = dict(zip(map(id, granted), spots, strict=True))
    else:
        base, granted_spots = _asked(old.text, granted)
        settled = compare(base, new.text, (), new.headings)
        places_of = dict(zip(map(id, granted), granted_spots, strict=True))
    answers = tuple(
        _answered(redline, outcome, settled if id(redline) in places_of else whole, places_of.get(id(redline)), ledger)
        for redline, outcome in zip(redlines, outcomes, strict=True)
    )
    theirs = [spot for redline, outcome in zip(redlines, outcomes, strict=True) if outcome == "changed" for spot in places_of[id(redline)]]
    slipped = [*_slipped(base, settled, theirs, granted, ledger), *_renamed(whole, ledger)]
    slipped.sort(key=lambda one: (one.mark.kind != "silent", not _words(one.before + new.text[one.start : one.end]), one.start, one.end))
    return Round(answers, tuple(slipped), whole)


def _asked(text: str, redlines: Sequence[Redline]) -> tuple[str, list[list[_Spot]]]:
    """The text with the redlines, and for each of them the places that it changes: words that it strikes only to write them again are none."""
    spots: list[list[_Spot]] = []
    shift = 0
    for redline in redlines:
        places: list[_Spot] = []
        a, b = redline.start, redline.start + shift
        pieces = word_diff(redline.old, redline.new)
        at = 0
        while at < len(pieces):
            begun = a, b
            while at < len(pieces) and pieces[at].kind != "same":
                if pieces[at].kind == "struck":
                    a += len(pieces[at].text)
                else:
                    b += len(pieces[at].text)
                at += 1
            if (a, b) != begun:
                places.append(_Spot(begun[0], a, begun[1], b))
            if at < len(pieces):
                a, b, at = a + len(pieces[at].text), b + len(pieces[at].text), at + 1
        spots.append(places)
        shift += len(redline.new) - len(redline.old)
    return apply_all(text, redlines), spots


def _little(asked: Comparison, redline: Redline, places: Sequence[_Spot]) -> bool:
    """True where next to nothing of the redline was taken: its new words are not there, and what it strikes is."""
    theirs = Counter(_words(" ".join(asked.new[a:b] for a, b in [place_of(asked, spot.start, spot.end) for spot in places])))
    came = Counter(word for spot in places for word in _words(asked.old[spot.start : spot.end]))
    went = Counter(_words(redline.old)) - Counter(_words(redline.new))
    kept = (came & theirs).total() / came.total() if came else 0.0
    back = (went & theirs).total() / went.total() if went else 1.0
    return kept < _A_LITTLE and back > 1 - _A_LITTLE


def _words(text: str) -> list[str]:
    return [token for token in TOKEN.findall(text.translate(SIGNS)) if token[0].isalnum()]


def _answered(redline: Redline, outcome: Outcome, comparison: Comparison, places: Sequence[_Spot] | None, ledger: Ledger) -> Answered:
    if places is None:  # refused: its words are the earlier version's
        start, end = place_of(comparison, redline.start, redline.end)
        return Answered(redline, outcome, redline.start, redline.end, start, end, redline.new, ledger.mark(start, start, ""))
    first = min((spot.start for spot in places), default=0)
    last = max((spot.end for spot in places), default=0)
    start, end = place_of(comparison, first, last)
    old_start = min((spot.old_start for spot in places), default=redline.start)
    old_end = max((spot.old_end for spot in places), default=redline.start)
    asked = comparison.old[first:last]
    return Answered(redline, outcome, old_start, old_end, start, end, asked, ledger.mark(start, end, ""))


def _slipped(base: str, settled: Comparison, theirs: Sequence[_Spot], granted: Sequence[Redline], ledger: Ledger) -> Iterator[SlippedIn]:
    for edit in _together(settled):
        if any(edit.old_start < max(spot.end, spot.start + 1) and edit.old_end > min(spot.start, spot.end - 1) for spot in theirs):
            continue
        if any(spot.start <= edit.old_start <= spot.end and edit.old_start == edit.old_end for spot in theirs):
            continue
        old_start, old_end = _earlier(edit.old_start, granted), _earlier(edit.old_end, granted)
        before = base[edit.old_start : edit.old_end]
        near = base[max(edit.old_start - 80, 0) : edit.old_start]
        gap = near[len(near.rstrip()) :]
        mark = ledger.mark(edit.new_start, edit.new_end, before)
        yield SlippedIn(old_start, max(old_end, old_start), edit.new_start, edit.new_end, before, gap, mark)


def _together(comparison: Comparison) -> Iterator[Edit]:
    """The changes, those of one passage as one: sentences that were written or struck whole one behind the other."""
    held: Edit | None = None
    for row in comparison.rows:
        if (row.added or row.struck) and row.loud:
            edit = next(edit for edit in row.edits if edit.loud)
            if held and _next(comparison.old, held.old_end, edit.old_start) and _next(comparison.new, held.new_end, edit.new_start):
                held = Edit(edit.kind, held.old_start, edit.old_end, held.new_start, edit.new_end)
                continue
            if held:
                yield held
            held = edit
            continue
        if held:
            yield held
            held = None
        yield from (edit for edit in row.edits if edit.loud)
    if held:
        yield held


def _next(text: str, start: int, end: int) -> bool:
    return start <= end and not text[start:end].strip()


def _earlier(at: int, granted: Sequence[Redline]) -> int:
    """Where in the earlier version the character stands that is ``at`` in the version with the redlines."""
    shift = 0
    for redline in granted:
        start = redline.start + shift
        if at <= start:
            break
        if at < start + len(redline.new):
            return min(redline.start + (at - start), redline.end)
        shift += len(redline.new) - len(redline.old)
    return at - shift


def _renamed(whole: Comparison, ledger: Ledger) -> Iterator[SlippedIn]:
    for stale in whole.stale:
        number = whole.new[stale.new_start : stale.new_end]
        meant = f"what was {number} is {stale.now} now" if stale.now else f"what was {number} is gone"
        names = f"{number} is another section now: {meant}" + (f", and {number} was {stale.was} before." if stale.was else ".")
        mark = Mark("silent" if ledger.tracks else "untracked")
        yield SlippedIn(stale.old_start, stale.old_end, stale.new_start, stale.new_end, number, "", mark, names)


def insisting(new: str, point: Answered | SlippedIn) -> Redline:
    """The redline on the answer that asks for the words again: those that were asked for, or that stood there before."""
    start, end = point.start, point.end
    if isinstance(point, Answered):
        if point.outcome == "refused":
            lead = point.redline.old
            return _redline(start, end, new[start:end], point.redline.new if new[start:end] == lead or not lead else point.redline.new.strip())
        wanted, gap = point.asked, ""
    else:
        wanted, gap = point.before, point.gap
    if start == end and wanted:
        at = len(new[:start].rstrip())
        return _redline(at, at, "", (gap or " ") + wanted.strip() if not wanted[:1].isspace() else wanted.rstrip())
    return _redline(start, end, new[start:end], wanted)


def _redline(start: int, end: int, old: str, new: str) -> Redline:
    return Redline("preferred", "insert" if not old else "delete" if not new else "replace", start, end, old, new)
