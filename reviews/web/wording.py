"""A redline as a person reads it: in its sentence, folded where it is long, and with the others that touch the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from reviews.diff import word_diff
from reviews.joining import Ask, joined
from reviews.models import Finding
from reviews.models import Redline as Row
from reviews.rule import Redline

PartKind = Literal["same", "struck", "added", "folded"]

# Around a change so many characters of its paragraph are shown; a longer unchanged stretch is folded.
AROUND: Final = 220
FOLDS: Final = 520


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a redline. ``folded`` is unchanged too, but shown only on demand; ``words`` says how much it hides."""

    kind: PartKind
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Together:
    """Several redlines of one clause, read as one; so many ``changes`` go to the vendor for them."""

    key: str
    findings: tuple[Finding, ...]
    changes: int
    parts: tuple[Part, ...]


def redline_of(row: Row, wording: str = "") -> Redline:
    """The row as a value, in the words of a person where they wrote some."""
    return row.as_value(wording)


def step_of(finding: Finding) -> Row | None:
    """The chosen step of the finding's ladder."""
    return next((row for row in finding.ladder.all() if row.step == finding.step), None)


def in_context(text: str, redlines: Sequence[Redline]) -> tuple[Part, ...]:
    """The redlines, in order of place and none overlapping another, within the paragraphs that they touch."""
    start = _paragraph_start(text, redlines[0].start)
    end = _paragraph_end(text, redlines[-1].end)
    parts: list[Part] = []
    at = start
    for redline in redlines:
        _same(parts, text[at : redline.start])
        parts += [Part(piece.kind, piece.text) for piece in word_diff(redline.old, redline.new)]
        at = redline.end
    _same(parts, text[at:end])
    return tuple(_folded(_joined(parts)))


def passage(text: str, start: int, end: int, was: str) -> tuple[Part, ...]:
    """What stood there (``was``) against what stands there, within the paragraphs that ``text[start:end]`` touches."""
    first, last = _paragraph_start(text, start), _paragraph_end(text, end)
    parts: list[Part] = []
    _same(parts, text[first:start])
    parts += [Part(piece.kind, piece.text) for piece in word_diff(was, text[start:end])]
    _same(parts, text[end:last])
    return tuple(_folded(_joined(parts)))


def _same(parts: list[Part], text: str) -> None:
    if text:
        parts.append(Part("same", text))


def _joined(parts: list[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].kind == part.kind:
            joined[-1] = Part(part.kind, joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined


def _folded(parts: list[Part]) -> list[Part]:
    shown: list[Part] = []
    for place, part in enumerate(parts):
        if part.kind != "same" or len(part.text) <= FOLDS:
            shown.append(part)
            continue
        head = 0 if place == 0 else _word_end(part.text, AROUND)
        tail = len(part.text) if place == len(parts) - 1 else _word_start(part.text, len(part.text) - AROUND)
        _same(shown, part.text[:head])
        shown.append(Part("folded", part.text[head:tail]))
        _same(shown, part.text[tail:])
    return shown


def _word_end(text: str, at: int) -> int:
    space = text.find(" ", at)
    return space if space >= 0 else len(text)


def _word_start(text: str, at: int) -> int:
    return text.rfind(" ", 0, at) + 1


def _paragraph_start(text: str, at: int) -> int:
    """Where the paragraph begins; at a paragraph's end (something is added after it) that paragraph is meant."""
    found = text.rfind("\n\n", 0, at)
    return found + 2 if found >= 0 else 0


def _paragraph_end(text: str, at: int) -> int:
    found = text.find("\n\n", at)
    return found if found >= 0 else len(text)


def together(text: str, findings: Sequence[Finding]) -> dict[int, Together]:
    """For each finding whose redline touches a clause that others touch too: all of them, read as one, as they go to the vendor.

    Rejected redlines are not asked for, so they do not count.
    """
    asked = [(finding, row) for finding in findings if finding.state != Finding.State.REJECTED and (row := step_of(finding))]
    reach = {f.pk: _reach(f, row) for f, row in asked}
    groups: list[list[tuple[Finding, Row]]] = []
    upto = -1
    for finding, row in sorted(asked, key=lambda pair: reach[pair[0].pk]):
        start, end = reach[finding.pk]
        if groups and start <= upto:
            groups[-1].append((finding, row))
        else:
            groups.append([(finding, row)])
            upto = -1
        upto = max(upto, end)
    found: dict[int, Together] = {}
    for group in groups:
        if len(group) > 1:
            one = _together(text, sorted(group, key=lambda pair: pair[0].position))
            found.update({finding.pk: one for finding, _ in group})
    return found


def _together(text: str, group: list[tuple[Finding, Row]]) -> Together:
    asks = [Ask(f.rule, asked_for(f, row), edited=f.state == Finding.State.EDITED) for f, row in group]
    joints = joined(text, asks)
    key = "-".join(str(pk) for pk in sorted(f.pk for f, _ in group))
    return Together(key, tuple(f for f, _ in group), len(joints), in_context(text, [joint.redline for joint in joints]))


def asked_for(finding: Finding, row: Row) -> Redline:
    return redline_of(row, finding.wording if finding.state == Finding.State.EDITED else "")


def _reach(finding: Finding, row: Row) -> tuple[int, int]:
    """From where to where the redline speaks: its own place, and its clause if that is the same sentence."""
    start, end = row.start, row.end
    clause = finding.clause
    if clause and clause.start <= end and start <= clause.end:
        start, end = min(start, clause.start), max(end, clause.end)
    return start, end


def quoted(clause_text: str, longest: int = 420) -> str:
    """The clause, cut at a word's end where it is long."""
    text = re.sub(r"\s*\n\s*", " ", clause_text)
    return text if len(text) <= longest else text[: _word_start(text, longest)].rstrip(" ,;") + " …"
