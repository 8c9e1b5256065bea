"""What is to be done to which paragraph for one redline, or why it cannot be marked safely. Nothing is changed here."""

from __future__ import annotations

import re
from typing import Final

from contracts.reading.docx.package import Element, W
from contracts.reading.docx.tables import lays_out, rows_of
from contracts.text import Origin
from reviews.least_change import least_change
from reviews.redlining.change import Refused
from reviews.redlining.place import Places, Spot
from reviews.redlining.safe import around, check_strike, check_write
from reviews.redlining.steps import SILENT, WORDS, Break, Join, Step, Strike, Write
from reviews.rule import Redline

_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")
_LABEL: Final = re.compile(r"(?:(?:section|clause|article)\s+)?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\([a-z\d]{1,4}\))\s+(?=[A-Z\"“])", re.IGNORECASE)


def plan(places: Places, redline: Redline) -> list[Step]:
    """The steps for a redline, in reading order. Raises Refused."""
    if places.agreement.text[redline.start : redline.end] != redline.old:
        raise Refused("nowhere")
    steps: list[Step] = []
    at = redline.start
    struck: Strike | None = None
    for piece in least_change(redline.old, redline.new):
        if piece.kind == "added":
            steps += _written(places, at, piece.text, struck)
            continue
        struck = None
        if piece.kind == "struck":
            strikes = _struck(places, at, at + len(piece.text))
            struck = next((step for step in reversed(strikes) if isinstance(step, Strike)), None)
            steps += strikes
        at += len(piece.text)
    steps = _settled(places, steps)
    strikes_alone = [step for step in steps if isinstance(step, Strike)]
    for step in steps:
        if isinstance(step, Strike):
            check_strike(places, step)
        elif not isinstance(step, Join):
            check_write(places, step, strikes_alone)
    return steps


def _struck(places: Places, start: int, end: int) -> list[Step]:
    text = places.agreement.text
    origins = places.within(start, end)
    # What lies between two paragraphs goes too where it is struck to its end.
    if not origins or origins[0].start > start:
        before = places.near(start, after=True)
        if before.end <= start and before not in origins:
            origins = [before, *origins]
    if text[origins[-1].end : end]:
        behind = places.near(end, after=False)
        if behind.start >= end:
            origins = [*origins, behind]
    steps: list[Step] = []
    last: Origin | None = None
    for origin in origins:
        if last is not None:
            steps += _joined(places, last, origin, max(start, last.end), min(end, origin.start))
        first, final = max(start, origin.start), min(end, origin.end)
        if first < final:
            steps.append(Strike(places.paragraph(origin), origin.at + first - origin.start, origin.at + final - origin.start))
        last = origin
    return steps


def _joined(places: Places, left: Origin, right: Origin, start: int, end: int) -> list[Step]:
    """What striking the characters between two paragraphs, which are the reader's own, comes to in Word."""
    gap = places.agreement.text[start:end]
    if not gap:
        return []
    one, other = places.paragraph(left), places.paragraph(right)
    if one is other:
        return [Strike(one, left.at + left.end - left.start, right.at)]
    if "|" in gap:
        raise Refused("cells")
    if "\n" not in gap and "\n" in places.agreement.text[left.end : right.start]:
        return []  # only the paragraph's number: Word counts by itself
    marks: list[Step] = [Join(one)]
    following = one.getnext()
    while following is not None and following is not other and following.tag == W + "p" and _blank(following):
        marks.append(Join(following))
        following = following.getnext()
    if following is not other:
        raise Refused("cells" if around(one, W + "tc") is not None or around(other, W + "tc") is not None else "stories")
    # White space at the two ends, which the reader left out.
    ending, beginning = places.said(one), places.said(other)
    if len(ending) > (last := left.at + left.end - left.start):
        marks.append(Strike(one, last, len(ending)))
    return [*marks, Strike(other, 0, right.at)] if right.at and not beginning[: right.at].strip() else marks


def _blank(paragraph: Element) -> bool:
    """True for a paragraph in which nothing stands, no picture and no mark of a note either."""
    return all(child.tag in (W + "rPr", W + "t") and not (child.text or "").strip() for run in paragraph.iter(W + "r") for child in run)


def _settled(places: Places, steps: list[Step]) -> list[Step]:
    """Which marks really go: of paragraphs that are joined, the properties of one that keeps words must stay.

    A paragraph without a number of its own that loses all its words, and gets none, goes whole.
    """
    busy = {step.paragraph for step in steps if isinstance(step, Write | Break)}
    strikes: dict[Element, list[Strike]] = {}
    for step in steps:
        if isinstance(step, Strike):
            strikes.setdefault(step.paragraph, []).append(step)
    joins = [step.paragraph for step in steps if isinstance(step, Join)]

    def gone(paragraph: Element) -> bool:
        if paragraph in busy or paragraph not in strikes:
            return False
        said = list(places.said(paragraph))
        for strike in strikes[paragraph]:
            said[strike.start : strike.end] = " " * (strike.end - strike.start)
        return not "".join(said).strip() and all(_speaks(run) for run in paragraph.iter(W + "r"))

    ending = None
    for paragraph in reversed(joins):
        following = paragraph.getnext()
        if following not in joins:
            ending = following
        free = ending is not None and ending not in joins and _followed(ending) and not _joined_already(ending)
        if free and gone(ending) and not gone(paragraph) and not _blank(paragraph):
            joins[joins.index(paragraph)] = ending
    for paragraph in strikes:
        alone = _followed(paragraph) and not _goes_on(paragraph) and places.styles.numbering(paragraph)[0] is None
        if alone and paragraph not in joins and gone(paragraph):
            joins.append(paragraph)
    if any(not _followed(paragraph) and not gone(paragraph) for paragraph in joins):
        raise Refused("section")
    return [step for step in steps if not isinstance(step, Join)] + [Join(paragraph) for paragraph in joins if _followed(paragraph)]


def _speaks(run: Element) -> bool:
    """True where nothing but words stands in the run."""
    return all(child.tag in WORDS or child.tag in SILENT or child.tag == W + "rPr" for child in run)


def _goes_on(paragraph: Element) -> bool:
    """True where somebody has deleted the mark of the paragraph before, so that this one holds what is left of both."""
    before = paragraph.getprevious()
    return before is not None and _joined_already(before)


def _joined_already(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _followed(paragraph: Element) -> bool:
    """True where the paragraph's mark may go: one follows that takes up what is left, and no section ends in it."""
    following = paragraph.getnext()
    return following is not None and following.tag == W + "p" and paragraph.find(f"{W}pPr/{W}sectPr") is None


def _written(places: Places, at: int, text: str, struck: Strike | None) -> list[Step]:
    first, *others = _PARAGRAPHS.split(text)
    if others and struck is None and not first:
        at = _before_heads(places, at)
    if struck is not None:
        spot, after = Spot(struck.paragraph, struck.end), True
    else:
        origin = places.near(at, after=True)
        # What is added in front of a word, with a space behind it, belongs to that word.
        after = at > origin.start and not (text[-1].isspace() and not text[0].isspace())
        spot = places.spot(at, after=after)
    instead = (struck.start, struck.end) if struck else None
    if not others:
        return [Write(spot.paragraph, spot.at, text, after, instead)]
    outside = _outside(spot.paragraph)
    said = places.said(spot.paragraph)
    numbered = places.styles.numbering(spot.paragraph)[0] is not None
    texts = [_LABEL.sub("", t, count=1) if numbered and _LABEL.match(t) else t for t in others]
    lead: list[Step] = [Write(spot.paragraph, spot.at, first, after, instead)] if first else []
    if said[spot.at :].strip():
        if outside is not spot.paragraph:
            raise Refused("table")
        *whole, rest = texts
        tail: list[Step] = [Write(spot.paragraph, spot.at, rest, False, instead)] if rest else []
        if not said[: spot.at].strip():
            return [Break(spot.paragraph, 0, tuple(t for t in [first, *whole] if t)), *tail]
        return [*lead, Break(spot.paragraph, spot.at, tuple(whole)), *tail]
    if _joined_already(spot.paragraph):
        raise Refused("joined")
    return [*lead, Break(spot.paragraph, spot.at, tuple(t for t in texts if t), outside)]


def _before_heads(places: Places, at: int) -> int:
    """A clause at the end of the text stands before what only heads and feet say, or notes under the last page."""
    if at < len(places.agreement.text.rstrip()):
        return at
    main = places.parts.main + "#"
    for origin in reversed(places.agreement.origins):
        if origin.part.startswith(main) and around(places.paragraph(origin), W + "txbxContent") is None:
            return origin.end
    return at


def _outside(paragraph: Element) -> Element:
    """After which element new paragraphs stand: the paragraph, or its table where that is one of rows and columns."""
    cell = around(paragraph, W + "tc")
    table = around(paragraph, W + "tbl")
    if cell is None or table is None:
        return paragraph
    rows = rows_of(table)
    if lays_out(rows):
        return paragraph
    following = table.getnext()
    if not rows or not rows[-1] or cell is not rows[-1][-1] or following is None or following.tag != W + "p":
        raise Refused("table")
    return table
