"""The straight line from a vendor's Word file and the redlines to the file that goes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from contracts.reading.docx.package import Element, W
from contracts.text import AgreementText
from reviews.redlining.change import REFUSALS, Change, Redlined, Refused, Unmarked
from reviews.redlining.comments import Comments
from reviews.redlining.marks import Pen, sayable
from reviews.redlining.paragraphs import break_paragraph, drop_mark, parts_it
from reviews.redlining.parts import Parts
from reviews.redlining.place import Places, Stretch
from reviews.redlining.plan import plan
from reviews.redlining.runs import mark_paragraph
from reviews.redlining.safe import check_strike, check_write
from reviews.redlining.steps import Break, Join, Step, Strike, Write

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNED: Final = "The document was signed digitally; with changes in it the signature no longer holds."
_PROTECTED: Final = "The document is protected against editing: the vendor must lift the protection before it can accept the changes."


@dataclass
class _Planned:
    change: Change
    steps: list[Step]
    touched: list[Element] = field(default_factory=list)


def write_redlines(
    data: bytes, agreement: AgreementText, changes: Sequence[Change], *, author: str, when: datetime, marked: bool = True
) -> Redlined:
    """The Word file ``data``, of which ``agreement`` was read, with the changes tracked and a comment at each.

    1. Plan each change: which characters of which paragraphs go, what comes in where. One that cannot be marked safely
       becomes a comment that carries its words.
    2. Mark the paragraphs: runs are split, struck and written.
    3. Part and add paragraphs, and let marks of paragraphs go.
    4. Hang a comment with the reason on each change.
    5. Write the package: parts that were not touched keep their bytes.

    The redlines must not overlap. ``when`` has a time zone. Where not ``marked``, every change is a comment only. Raises ReadingError
    where the file cannot be opened.
    """
    parts = Parts(data)
    try:
        places = Places(agreement, parts)
        pen = Pen(parts, sayable(author), when)
        comments = Comments(places, pen)
        planned, unmarked = _plan(places, changes) if marked else ([], [(change, "check") for change in changes])
        for change, code in unmarked:
            _only_comment(places, comments, change, code)
        _mark(places, planned, pen)
        for one in planned:
            comments.add(one.change.comment, one.touched[0], one.touched[-1])
        if changes:
            parts.change(parts.main)
        return Redlined(parts.written(), len(planned), tuple(Unmarked(c.redline, code) for c, code in unmarked), _notes(parts))
    finally:
        parts.close()


def _plan(places: Places, changes: Sequence[Change]) -> tuple[list[_Planned], list[tuple[Change, str]]]:
    planned: list[_Planned] = []
    unmarked: list[tuple[Change, str]] = []
    for change in sorted(changes, key=lambda change: (change.redline.start, change.redline.end)):
        try:
            steps = plan(places, change.redline)
            if not any(isinstance(step, Strike | Write | Break) for step in steps):
                raise Refused("nowhere")
            planned.append(_Planned(change, steps))
        except Refused as refusal:
            unmarked.append((change, refusal.code))
    return planned, unmarked


def _mark(places: Places, planned: list[_Planned], pen: Pen) -> None:
    """Steps 2 and 3, a paragraph at a time; a text box that is stored twice is marked in both forms."""
    by_paragraph: dict[Element, list[tuple[_Planned, Step]]] = {}
    for one in planned:
        for step in one.steps:
            by_paragraph.setdefault(step.paragraph, []).append((one, step))
    twins = {paragraph: _twins(places, paragraph, [step for _, step in steps]) for paragraph, steps in by_paragraph.items()}
    drops: list[Element] = []
    for paragraph, steps in by_paragraph.items():
        places.parts.change(places.story_with(paragraph).name)
        for other in twins[paragraph]:
            again = [_on(other, step) for _, step in steps]
            _mark_one(places, other, again, pen)
            drops += [other for step in again if isinstance(step, Join)]
        touched = _mark_one(places, paragraph, [step for _, step in steps], pen)
        for one, step in steps:
            one.touched += touched.get(step, [])
        drops += [paragraph for _, step in steps if isinstance(step, Join)]
    for paragraph in dict.fromkeys(drops):
        drop_mark(paragraph, pen)


def _mark_one(places: Places, paragraph: Element, steps: list[Step], pen: Pen) -> dict[Step, list[Element]]:
    story = places.story_with(paragraph)
    stretches = story.stretches(paragraph)
    look = _look(stretches)
    strikes = [step for step in steps if isinstance(step, Strike)]
    writes = [step for step in steps if isinstance(step, Write) or (isinstance(step, Break) and parts_it(step))]
    touched: dict[Step, list[Element]] = {}
    touched.update(mark_paragraph(story, paragraph, strikes, writes, pen))
    last: dict[Element, Element] = {}
    for step in steps:
        if isinstance(step, Break):
            split = touched[step][0] if step in touched else None
            touched[step] = break_paragraph(step, split, look, pen, last)
    return touched


def _look(stretches: list[Stretch]) -> Element | None:
    """The run whose formatting a new paragraph takes: the longest that is no link and no field."""
    plain = [s for s in stretches if not s.fields and next(s.run.iterancestors(W + "hyperlink"), None) is None]
    longest = max(plain or stretches, key=lambda s: s.end - s.start, default=None)
    return longest.run if longest is not None else None


def _on(paragraph: Element, step: Step) -> Step:
    match step:
        case Strike():
            return Strike(paragraph, step.start, step.end)
        case Write():
            return Write(paragraph, step.at, step.text, step.after, step.instead)
        case Break():
            return Break(paragraph, step.at, step.texts, paragraph if step.outside is not None else None)
        case Join():
            return Join(paragraph)


def _twins(places: Places, paragraph: Element, steps: list[Step]) -> list[Element]:
    """The same paragraph in the other form in which Word stores a text box, where the same can be done there."""
    box = next(paragraph.iterancestors(W + "txbxContent"), None)
    if box is None or (alternate := next(box.iterancestors(_MC + "AlternateContent"), None)) is None:
        return []
    here = next(form for form in alternate if box in form.iter(W + "txbxContent"))
    index = list(here.iter(W + "p")).index(paragraph)
    said = places.said(paragraph)
    found = []
    for form in alternate:
        others = list(form.iter(W + "p")) if form is not here else []
        if index < len(others) and places.said(others[index]) == said:
            try:
                strikes = [s for step in steps if isinstance(s := _on(others[index], step), Strike)]
                for strike in strikes:
                    check_strike(places, strike)
                for step in steps:
                    if isinstance(step, Write | Break):
                        write = _on(others[index], step)
                        assert isinstance(write, Write | Break)
                        check_write(places, write, strikes)
            except Refused:
                continue
            found.append(others[index])
    return found


def _only_comment(places: Places, comments: Comments, change: Change, code: str) -> None:
    redline = change.redline
    asked = {
        "insert": f"Please add:\n“{redline.new.strip()}”",
        "delete": f"Please strike:\n“{redline.old}”",
        "replace": f"Please strike:\n“{redline.old}”\nand write:\n“{redline.new.strip()}”",
    }[redline.action]
    text = f"{change.comment}\n{asked}\n(This change is not marked in the text: {REFUSALS[code]}.)"
    first, last = _around(places, redline.start, redline.end)
    comments.add(text, first, last)
    places.parts.change(places.parts.main)


def _around(places: Places, start: int, end: int) -> tuple[Element, Element]:
    """The runs from the one to the other offset, or the nearest paragraph that can be found."""
    found: list[Element] = []
    for offset, after in ((start, False), (max(end, start), True)):
        try:
            spot = places.spot(offset, after=after)
        except Refused:
            continue
        stretches = places.stretches(spot.paragraph)
        if after:
            at = next(s for s in reversed(stretches) if s.start < max(spot.at, 1))
        else:
            at = next((s for s in stretches if s.end > spot.at), stretches[-1])
        found.append(at.element)
    if not found:
        first = next(places.story(places.parts.main).root.iter(W + "p"))
        return first, first
    return found[0], found[-1]


def _notes(parts: Parts) -> tuple[str, ...]:
    notes = []
    if any(name.startswith("_xmlsignatures/") for name in parts.names()):
        notes.append(_SIGNED)
    settings = parts.package.part_of_kind("settings")
    protection = parts.root(settings).find(W + "documentProtection") if settings else None
    if protection is not None and protection.get(W + "enforcement") in ("1", "true", "on"):
        notes.append(_PROTECTED)
    return tuple(notes)
