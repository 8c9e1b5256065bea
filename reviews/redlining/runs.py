"""Within one paragraph: runs are split where a change begins or ends, what goes is struck, what comes is written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lxml import etree

from contracts.reading.docx.package import Element, W, value
from contracts.reading.docx.paragraph import UNSEEN
from reviews.redlining.marks import Pen, properties_of, set_text
from reviews.redlining.place import Field, Story, Stretch
from reviews.redlining.steps import SILENT, Break, Step, Strike, Write

# Where a paragraph is to be parted; it is gone before the file is written.
SPLIT: Final = "{urn:fineprint}split"
_Key = tuple[int, Strike | None]  # of a group of children: between which cuts they stand, and what strikes them
_DELETED: Final = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}
_CONTENT: Final = frozenset(
    W + n for n in ("r", "ins", "del", "moveTo", "moveFrom", "hyperlink", "sdt", "smartTag", "customXml", "fldSimple", "dir", "bdo")
)


@dataclass
class _Sheet:
    """A paragraph being marked: what it said, run by run, before anything was struck."""

    story: Story
    paragraph: Element
    pen: Pen
    stretches: list[Stretch] = field(default_factory=list)
    written: dict[int, Element] = field(default_factory=dict)  # by place: what was written there last


def mark_paragraph(
    story: Story, paragraph: Element, strikes: Iterable[Strike], writes: Iterable[Write | Break], pen: Pen
) -> dict[Step, list[Element]]:
    """Strikes and writes, each in the order given; for each the elements in which it stands now.

    A Break leaves a SPLIT between the children of the paragraph.
    """
    strikes, writes = list(strikes), list(writes)
    whole = _whole_fields(story, paragraph, strikes)
    if whole:
        story.changed(paragraph)
    cuts = sorted({at for s in strikes for at in (s.start, s.end)} | {write.at for write in writes})
    stretches = []
    for stretch in story.stretches(paragraph):
        stretches += _cut_text(stretch, [cut for cut in cuts[bisect_right(cuts, stretch.start) :] if cut < stretch.end])
    story.changed(paragraph)
    sheet = _Sheet(story, paragraph, pen, stretches)
    struck = _part_runs(sheet, strikes, whole, cuts)
    touched: dict[Step, list[Element]] = {}
    for strike in strikes:
        touched[strike] = _wrap(struck[strike], pen)
    for write in writes:
        touched[write] = [_place(sheet, write)]
    return touched


def _cut_text(stretch: Stretch, cuts: list[int]) -> list[Stretch]:
    """Parts a ``w:t`` into several in its run, so that each cut lies between two."""
    if not cuts or stretch.element.tag != W + "t":
        return [stretch]
    raw = stretch.element.text or ""
    seen = [i for i, c in enumerate(raw) if not UNSEEN.match(c)]  # the reader left the others out
    places = [stretch.start, *cuts, stretch.end]
    edges = [0, *(seen[cut - stretch.start] for cut in cuts), len(raw)]
    found: list[Stretch] = []
    last = stretch.element
    for (first, end), (a, b) in zip(pairwise(places), pairwise(edges), strict=True):
        element = last
        if found:
            element = etree.Element(W + "t")
            last.addnext(element)
        set_text(element, raw[a:b])
        found.append(Stretch(first, end, stretch.text[first - stretch.start : end - stretch.start], element, stretch.fields))
        last = element
    return found


def _whole_fields(story: Story, paragraph: Element, strikes: list[Strike]) -> dict[Field, Strike]:
    """The fields of which everything that they show is struck, links apart; simple ones are written out for it."""
    stretches = story.stretches(paragraph)
    found: dict[Field, Strike] = {}
    for strike in strikes:
        for stretch in stretches:
            owner = stretch.field
            if owner is not None and owner not in found and strike.start < stretch.end and stretch.start < strike.end:
                found[owner] = strike
    for owner in found:
        if owner.begin.tag == W + "fldSimple":
            write_out(owner)
    return found


def write_out(simple: Field) -> None:
    """A ``w:fldSimple`` as the runs that mean the same: only runs can be struck."""
    old = simple.begin
    marks = []
    for kind in ("begin", "separate", "end"):
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "fldChar").set(W + "fldCharType", kind)
        marks.append(run)
    code = etree.Element(W + "r")
    set_text(etree.SubElement(code, W + "instrText"), simple.code)
    for run in (marks[0], code, marks[1], *[child for child in old if child.tag != W + "fldData"], marks[2]):
        old.addprevious(run)
    old.getparent().remove(old)
    simple.begin, simple.end = marks[0][0], marks[2][0]


def _part_runs(sheet: _Sheet, strikes: list[Strike], whole: dict[Field, Strike], cuts: list[int]) -> dict[Strike, list[Element]]:
    """Splits the runs so that each is struck or kept as a whole; for each strike its runs in order."""
    at = {stretch.element: stretch for stretch in sheet.stretches}
    of_field = _parts_of(whole, sheet.paragraph)
    struck: dict[Strike, list[Element]] = {strike: [] for strike in strikes}
    for run in dict.fromkeys(element.getparent() for element in sheet.paragraph.iter() if element in at or element in of_field):
        if run.tag != W + "r":
            continue
        part = run
        for place, ((_, strike), children) in enumerate(_groups(run, at, of_field, strikes, cuts)):
            part = part if place == 0 else _run_like(run, children, sheet.pen, after=part)
            if strike is not None:
                struck[strike].append(part)
    return struck


def _parts_of(whole: dict[Field, Strike], paragraph: Element) -> dict[Element, Strike]:
    """What stands in the runs of the fields that are struck, from their beginning to their end."""
    found: dict[Element, Strike] = {}
    for owner, strike in whole.items():
        inside = False
        for element in paragraph.iter():
            inside = inside or element is owner.begin
            if inside and element.getparent().tag == W + "r" and element.tag != W + "rPr":
                found[element] = strike
            if element is owner.end:
                break
    return found


def _groups(
    run: Element, at: dict[Element, Stretch], of_field: dict[Element, Strike], strikes: list[Strike], cuts: list[int]
) -> list[tuple[_Key, list[Element]]]:
    """The children of a run in groups, each of which is struck or kept as a whole."""
    groups: list[tuple[_Key, list[Element]]] = []
    leading: list[Element] = []
    for child in run:
        stretch = at.get(child)
        key: _Key
        if child in of_field:
            key = (-1, of_field[child])
        elif stretch is not None:
            key = (bisect_right(cuts, stretch.start), next((s for s in strikes if s.start <= stretch.start and stretch.end <= s.end), None))
        elif child.tag == W + "rPr":
            continue
        elif not groups:
            leading.append(child)
            continue
        else:  # marks of notes, pictures and the like stay; what says nothing goes with what stands before it
            key = groups[-1][0] if child.tag in SILENT else (groups[-1][0][0], None)
        if groups and groups[-1][0] == key:
            groups[-1][1].append(child)
        else:
            groups.append((key, [child]))
    if leading and (groups[0][0][1] is None or all(child.tag in SILENT for child in leading)):
        groups[0][1][:0] = leading
    elif leading:
        groups.insert(0, ((groups[0][0][0], None), leading))
    return groups


def _run_like(run: Element, children: list[Element], pen: Pen, after: Element) -> Element:
    """A run with the properties of another, and these of its children."""
    copy = etree.Element(W + "r", dict(run.attrib))
    if (own := run.find(W + "rPr")) is not None:
        copy.append(pen.again(own))
    copy.extend(children)
    after.addnext(copy)
    return copy


def _wrap(runs: list[Element], pen: Pen) -> list[Element]:
    """The runs struck: neighbours in one ``w:del``."""
    marks: list[Element] = []
    for run in runs:
        for child in run:
            if child.tag in _DELETED:
                child.tag = _DELETED[child.tag]
                set_text(child, child.text or "")
        if marks and run.getprevious() is marks[-1]:
            marks[-1].append(run)
            continue
        mark = pen.mark("del")
        run.addprevious(mark)
        mark.append(run)
        marks.append(mark)
    return marks


def _place(sheet: _Sheet, write: Write | Break) -> Element:
    """Puts in what is written, and returns the ``w:ins`` (or the SPLIT) in which it stands."""
    left = next((s for s in reversed(sheet.stretches) if s.end <= write.at), None)
    right = next((s for s in sheet.stretches if s.start >= write.at), None)
    after = isinstance(write, Break) or write.after
    beside = (left or right) if after else (right or left)
    assert beside is not None
    after = beside is left
    before = sheet.written.get(write.at)
    after = after or before is not None
    node, in_link = (before, False) if before is not None and not isinstance(write, Break) else _beside(sheet, before, beside, write, after)
    if isinstance(write, Break):
        new = etree.Element(SPLIT)
    else:
        source = _formatting(sheet, write, beside)
        linked = source is not None and next(source.iterancestors(W + "hyperlink"), None) is not None
        new = sheet.pen.inserted(write.text, properties_of(source, outside_link=linked and not in_link))
    if after:
        node.addnext(new)
    else:
        node.addprevious(new)
    sheet.written[write.at] = new
    return new


def _formatting(sheet: _Sheet, write: Write, beside: Stretch) -> Element | None:
    """The run whose looks new words take: of what they stand for the longest, else their neighbour; no raised figure."""
    if write.instead is not None:
        start, end = write.instead
        replaced = [s for s in sheet.stretches if s.start < end and start < s.end]
        if replaced:
            return max(replaced, key=lambda s: s.end - s.start).run
    order = [beside, *(s for s in reversed(sheet.stretches) if s.end <= write.at), *sheet.stretches]
    return next((s.run for s in order if value(s.run.find(f"{W}rPr/{W}vertAlign")) in (None, "baseline")), beside.run)


def _beside(sheet: _Sheet, before: Element | None, beside: Stretch, write: Write | Break, after: bool) -> tuple[Element, bool]:
    """The element beside which a change may stand, and whether that is inside a link.

    ``before``: what was written at the place already. Out of other people's insertions always; out of links and content
    controls at their edge, unless words in them are replaced; a Break out of everything.
    """
    keeps = isinstance(write, Write) and write.instead is not None
    node = beside.run if before is None else before
    outermost = next((f for f in beside.fields if not keeps or not f.is_link), None)
    if before is None and outermost is not None and _at_edge(sheet, outermost, write.at):
        edge: Element = outermost.end if after else outermost.begin
        node = edge if edge.tag == W + "fldSimple" else edge.getparent()
    while (around := node.getparent()) is not sheet.paragraph:
        tag = around.tag
        if tag == W + "ins":
            if not _is_last(node, after):
                _split(around, node, sheet.pen, after)
            node = around
        elif tag in (W + "del", W + "sdt", W + "fldSimple") or isinstance(write, Break):
            node = around
        elif not keeps and _is_last(node, after):
            node = around
        else:
            return node, True
    return node, False


def _at_edge(sheet: _Sheet, owner: Field, at: int) -> bool:
    inside = [s for s in sheet.stretches if owner in s.fields]
    return bool(inside) and (at <= inside[0].start or inside[-1].end <= at)


def _is_last(node: Element, after: bool) -> bool:
    """True where no content stands beyond the node in its parent, in the one direction or the other."""
    return not any(sibling.tag in _CONTENT for sibling in node.itersiblings(preceding=not after))


def _split(around: Element, node: Element, pen: Pen, after: bool) -> None:
    """Parts somebody's insertion beside the node; what lies beyond it becomes an insertion of the same person."""
    other = etree.Element(around.tag, dict(around.attrib))
    other.set(W + "id", str(pen.parts.new_id()))
    beyond = list(node.itersiblings(preceding=not after))
    if after:
        other.extend(beyond)
        around.addnext(other)
    else:
        other.extend(reversed(beyond))
        around.addprevious(other)
