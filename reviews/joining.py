"""Redlines that meet in one sentence, joined into one change that reads as one sentence: for the page, the memo and the Word file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reviews.edits import overlaps, same_edit
from reviews.judge import all_rules
from reviews.least_change import least_change
from reviews.rule import Redline, Rule

# Between two changes: a sentence ends there, or a paragraph, or a cell of a table.
_APART: Final = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘(]?[A-Z\d])|\n\s*\n|\n|\|")
_ENDS: Final = re.compile(r"[.!?][\"”’')\]]*\s*\Z")


@dataclass(frozen=True)
class Ask:
    """A finding's rule, and the redline that is asked for; ``edited``: a person wrote its words.

    ``reason`` is said where no rule stands behind it.
    """

    rule: str
    redline: Redline
    edited: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Joint:
    """One change, and the asks that it answers, worst first."""

    redline: Redline
    asks: tuple[Ask, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ask.rule for ask in self.asks if ask.rule))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each rule's complaint and its general reason. A finding's own words name the customer's money and plans."""
        known = rules_by_id()
        own = dict.fromkeys(ask.reason for ask in self.asks if ask.reason)
        return (*(f"{known[name].title}. {known[name].reason}" for name in self.rules if name in known), *own)


@lru_cache(maxsize=1)
def rules_by_id() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in all_rules()}


def joined(text: str, asks: Sequence[Ask]) -> tuple[Joint, ...]:
    """The changes that the asks, worst first, come to together, in order of place; none overlaps another, and no ask is left out.

    1. Asks that meet in one sentence are one change. 2. Of these, one that answers the complaint of another and strikes what
    that one strikes stands for both (``Rule.settles``). 3. What is left is woven into one wording. 4. A sentence to insert
    that another change writes anyway is not inserted again.
    """
    order = {id(ask): place for place, ask in enumerate(asks)}
    joints = []
    for group in _sentences(text, asks):
        group.sort(key=lambda ask: order[id(ask)])
        joints.append((_woven(text, _standing(group)), group))
    kept: list[tuple[Redline, list[Ask]]] = []
    for redline, group in sorted(joints, key=lambda joint: (-len(joint[0].new), order[id(joint[1][0])])):
        whole = next((one for one in kept if _writes_anyway(one[0], redline)), None)
        if whole is None:
            kept.append((redline, list(group)))
        else:
            whole[1].extend(group)
    found = [Joint(redline, tuple(sorted(group, key=lambda ask: order[id(ask)]))) for redline, group in kept]
    return tuple(sorted(found, key=lambda joint: (joint.redline.start, joint.redline.end, order[id(joint.asks[0])])))


def _sentences(text: str, asks: Sequence[Ask]) -> list[list[Ask]]:
    """The asks in groups, each of which meets in one sentence."""
    groups: list[list[Ask]] = []
    spans: list[tuple[int, int]] = []
    for ask in sorted(asks, key=lambda ask: (ask.redline.start, ask.redline.end)):
        redline = ask.redline
        for index in range(len(groups) - 1, -1, -1):
            if _meets(text, spans[index], groups[index], redline):
                groups[index].append(ask)
                spans[index] = (spans[index][0], max(spans[index][1], redline.end))
                break
            if spans[index][1] < redline.start:
                index = -1
                break
        else:
            index = -1
        if index < 0:
            groups.append([ask])
            spans.append((redline.start, redline.end))
    return groups


def _meets(text: str, span: tuple[int, int], group: Sequence[Ask], redline: Redline) -> bool:
    """True where the redline changes the sentence that the group changes; a sentence written beside it is another's."""
    if any(same_edit(ask.redline, redline) or overlaps(ask.redline, redline) for ask in group):
        return True
    if redline.start < span[1]:
        return True
    if any(_is_sentence(text, one) for one in (redline, *(ask.redline for ask in group if ask.redline.end == span[1]))):
        return False
    return _APART.search(text, max(span[1] - 2, span[0]), redline.start + 1) is None


def _is_sentence(text: str, redline: Redline) -> bool:
    """True where whole sentences are inserted: after one that is at its end."""
    return redline.action == "insert" and bool(_ENDS.search(text[max(redline.start - 4, 0) : redline.start]) or _ENDS.search(redline.new))


def _standing(group: Sequence[Ask]) -> list[Ask]:
    """The asks without those that another of them settles; what a person wrote always stands."""
    return [ask for ask in group if ask.edited or not any(_settles(other, ask) for other in group if other is not ask)]


def _settles(ask: Ask, other: Ask) -> bool:
    one, two = ask.redline, other.redline
    rule = rules_by_id().get(ask.rule)
    return rule is not None and other.rule in rule.settles and one.start <= two.start and two.end <= one.end and one.start < one.end


def _woven(text: str, asks: Sequence[Ask]) -> Redline:
    """One redline out of several: the one that strikes most, with the others' changes in it."""
    first, *others = sorted((ask.redline for ask in asks), key=lambda redline: redline.start - redline.end)
    for other in others:
        first = _two(text, first, other)
    return first


def _two(text: str, whole: Redline, part: Redline) -> Redline:
    if same_edit(whole, part) or _writes_anyway(whole, part):
        return whole
    start, end = min(whole.start, part.start), max(whole.end, part.end)
    ours, theirs = _edits(whole), _edits(part)
    if not any(_clash(one, other) for one in ours for other in theirs if one != other):
        edits = sorted({*ours, *theirs})
        new, at = "", start
        for first, last, words in edits:
            new += text[at:first] + words
            at = last
        return _redline(text, whole, start, end, new + text[at:end])
    if whole.start <= part.start and part.end <= whole.end:
        carried = _carried(text, whole, part, theirs)
        if carried is not None:
            return _redline(text, whole, start, end, carried)
    left, right = sorted((whole, part), key=lambda redline: (redline.start, -redline.end))
    before, after = text[start : left.start] + left.new, right.new + text[right.end : end] if right.end > left.end else right.new
    if not after.strip() or not before.strip():
        return _redline(text, whole, start, end, before if before.strip() else after)
    return _redline(text, whole, start, end, _said_after(before, after))


def _said_after(before: str, after: str) -> str:
    """Two wordings of one passage, one behind the other."""
    after = re.sub(r"^[\s.,;]+", "", after)
    if not _ENDS.search(before):
        return f"{before.rstrip(' ,;')}; {after}"
    return f"{before.rstrip()} {after[:1].upper()}{after[1:]}"


_Edit = tuple[int, int, str]  # from where to where of the agreement's text, and what stands there instead


def _edits(redline: Redline) -> list[_Edit]:
    """The least edits that a redline comes to."""
    found: list[_Edit] = []
    at = redline.start
    for piece in least_change(redline.old, redline.new):
        if piece.kind == "added":
            if found and found[-1][1] == at and not found[-1][2]:
                found[-1] = (found[-1][0], at, piece.text)
            else:
                found.append((at, at, piece.text))
            continue
        if piece.kind == "struck":
            found.append((at, at + len(piece.text), ""))
        at += len(piece.text)
    return found


def _clash(one: _Edit, other: _Edit) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _carried(text: str, whole: Redline, part: Redline, edits: Sequence[_Edit]) -> str | None:
    """The new words of the whole with the part's changes in them; those of words that are gone have nothing left to change.

    None where something that the part writes would be lost: whole sentences, or words that stand for no others.
    """
    new = whole.new
    if _is_rewriting(part):
        return None
    for start, end, words in edits:
        struck = text[start:end].strip()
        if not struck:
            if words.strip() and words.strip() not in new:
                return None
            continue
        found = list(re.finditer(rf"(?<![\w.]){re.escape(struck)}(?!\w|\.\w)", new))
        if len(found) == 1:
            new = new[: found[0].start()] + words.strip() + new[found[0].end() :]
    return new


def _is_rewriting(redline: Redline) -> bool:
    """True where whole sentences are written anew."""
    return len(redline.new.split()) > 2 and redline.new.lstrip(" .;,")[:1].isupper() and bool(_ENDS.search(redline.new))


def _writes_anyway(redline: Redline, other: Redline) -> bool:
    """True where a redline writes the sentence that another one only adds."""
    return other.action == "insert" and bool(other.new.strip()) and other.new.strip() in redline.new


def _redline(text: str, like: Redline, start: int, end: int, new: str) -> Redline:
    old = text[start:end]
    return Redline(like.step, "insert" if not old else "delete" if not new else "replace", start, end, old, new)
