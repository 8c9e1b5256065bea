"""What Word lets one mark without harm: every step is asked before anything is changed."""

from __future__ import annotations

from typing import Final

from contracts.reading.docx.package import Element, W, value
from reviews.redlining.change import Refused
from reviews.redlining.place import Field, Places, Stretch
from reviews.redlining.steps import Break, Strike, Write

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Inside these a run may be struck, and a change may stand.
_OPEN: Final = frozenset(W + n for n in ("hyperlink", "ins", "sdtContent", "sdt", "smartTag", "customXml", "dir", "bdo", "fldSimple"))
# Word fills such content controls by itself, from a list, a calendar or the document's data.
_FILLED: Final = tuple(W + n for n in ("dataBinding", "dropDownList", "comboBox", "date", "picture", "citation", "equation", "showingPlcHdr"))


def check_strike(places: Places, strike: Strike) -> None:
    """Raises Refused where a stretch of it cannot be struck."""
    stretches = places.stretches(strike.paragraph)
    for stretch in stretches:
        if stretch.start < strike.end and strike.start < stretch.end:
            _check_place(stretch, strike.paragraph)
            if stretch.field is not None and not _covers(strike, stretch.field, stretches):
                raise Refused("field")


def _covers(strike: Strike, field: Field, stretches: list[Stretch]) -> bool:
    """True where the field lies in the paragraph from its beginning to its end and all that it shows is struck."""
    if field.end is None or any(around(mark, W + "p") is not strike.paragraph for mark in (field.begin, field.end)):
        return False
    return all(strike.start <= s.start and s.end <= strike.end for s in stretches if field in s.fields)


def check_write(places: Places, step: Write | Break, strikes: list[Strike]) -> None:
    """Raises Refused where nothing can be written there, or the paragraph cannot be parted there."""
    paragraph, at = step.paragraph, step.at
    stretches = places.stretches(paragraph)
    left = next((s for s in reversed(stretches) if s.start < at), None)
    right = next((s for s in stretches if s.end > at), None)
    beside = (left or right) if isinstance(step, Break) or step.after else (right or left)
    if beside is None:
        raise Refused("nowhere")
    _check_place(beside, paragraph)
    shared = [f for f in left.fields if f in right.fields] if left and right else []
    covered = [f for f in shared if any(s.paragraph is paragraph and _covers(s, f, stretches) for s in strikes)]
    if any(f not in covered and (not f.is_link or isinstance(step, Break)) for f in shared):
        raise Refused("field")
    if beside.field is not None and beside.field.end is None:
        raise Refused("field")
    if beside.field is not None and around(beside.field.end if step.at else beside.field.begin, W + "p") is not paragraph:
        raise Refused("field")
    if isinstance(step, Break) and step.outside is None and left and right:
        both = set(left.element.iterancestors()) & set(right.element.iterancestors(*_OPEN))
        if any(e.tag != W + "ins" and around(e, W + "p") is paragraph for e in both):
            raise Refused("container")


def _check_place(stretch: Stretch, paragraph: Element) -> None:
    run = stretch.run
    if run.tag != W + "r":
        raise Refused("formula" if run.tag.startswith(_MATH) else "alternate")
    for element in run.iterancestors():
        if element is paragraph:
            break
        if element.tag == W + "moveTo":
            raise Refused("moved")
        if element.tag not in _OPEN:
            raise Refused("ruby" if around(run, W + "ruby") is not None else "alternate")
    for control in run.iterancestors(W + "sdt"):
        properties = control.find(W + "sdtPr")
        if properties is None:
            continue
        lock = value(properties.find(W + "lock")) or ""
        if lock in ("contentLocked", "sdtContentLocked") or any(properties.find(tag) is not None for tag in _FILLED):
            raise Refused("control")


def around(element: Element, tag: str) -> Element | None:
    return next(element.iterancestors(tag), None)
