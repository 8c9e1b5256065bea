"""The paper: page images or set text, with the places that the margin speaks of marked on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contracts.models import Clause, Fact, Version
from contracts.text import Page
from reviews.models import Finding
from reviews.web.typeset import Place, set_text
from reviews.web.words import CLAUSE_KINDS, FACT_FIELDS, MATTER_OF_KIND, MATTERS


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on a page image, in points.

    ``keys`` are all clauses that it marks, ``first`` is the clause's first, ``opens`` where the paper opens.
    """

    key: str
    matter: str
    title: str
    link: str
    x: float
    y: float
    width: float
    height: float
    chosen: bool
    first: bool
    opens: bool
    keys: str = ""
    also: bool = False  # a line beneath the words of another matter's mark


@dataclass(frozen=True, slots=True)
class PageImage:
    number: int
    width: int
    height: int
    unread: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """``text`` is HTML, '' where page images are shown; ``legend`` names the matters that are marked."""

    text: str
    pages: tuple[PageImage, ...]
    legend: tuple[tuple[str, str], ...]


def paper_of(
    version: Version,
    clauses: Sequence[Clause],
    findings: Sequence[Finding],
    absent: Iterable[Mapping[str, Any]],
    facts: Iterable[Fact],
    *,
    as_text: bool,
    query: str,
    chosen: str,
    others: Iterable[Place] = (),
) -> Paper:
    """The version's paper. ``query`` is what a link from a clause to its finding keeps; ``chosen`` the key of the chosen place,
    ``others`` are places that are no clause of the version.
    """
    finding_of: dict[str, Finding] = {}
    for finding in findings:
        if finding.clause:
            finding_of.setdefault(finding.clause.key, finding)
    first = next((f.clause.key for f in sorted(findings, key=lambda f: f.decided) if f.clause), "")
    places = [
        Place(
            clause.key,
            clause.start,
            clause.end,
            MATTER_OF_KIND.get(clause.kind, ""),
            CLAUSE_KINDS.get(clause.kind, clause.kind.replace("_", " ")),
            f"?{query}finding={finding_of[clause.key].pk}#finding-{finding_of[clause.key].pk}" if clause.key in finding_of else "",
            clause.key == chosen,
            clause.key == first,
        )
        for clause in clauses
    ]
    places += [*_quiet(absent, facts, chosen), *others]
    matters = {place.matter for place in places}
    legend = tuple((matter, name) for matter, name in MATTERS.items() if matter in matters)
    if as_text:
        return Paper(set_text(version.text, [(s, e) for s, e in version.layout.get("headings", [])], places), (), legend)
    return Paper("", _pages(version, clauses, places, chosen), legend)


def _quiet(absent: Iterable[Mapping[str, Any]], facts: Iterable[Fact], chosen: str) -> list[Place]:
    """Places that are no clause: where a fact without one was read, and what came nearest to a matter that is not there."""
    places = [
        Place(f"fact-{fact.field}", fact.start, fact.end, "", FACT_FIELDS.get(fact.field, fact.field), chosen=f"fact-{fact.field}" == chosen)
        for fact in facts
        if fact.clause is None and fact.start is not None and fact.end is not None and fact.end - fact.start < 1200
    ]
    for absence in absent:
        for number, passage in enumerate(absence["nearest"]):
            key = f"near-{absence['matter']}-{number}"
            title = f"Nearest to: {MATTERS[absence['matter']].lower()}"
            places.append(Place(key, passage["start"], passage["end"], "", title, chosen=key == chosen))
    return places


def _pages(version: Version, clauses: Sequence[Clause], places: Sequence[Place], chosen: str) -> tuple[PageImage, ...]:
    boxes: dict[str, list[list[float]]] = {clause.key: clause.highlights for clause in clauses}
    others = [place for place in places if place.key not in boxes]
    if others:
        text = version.agreement_text
        for place in others:
            boxes[place.key] = [[mark.page, *mark.box] for mark in text.highlights(place.start, place.end)]
    opens = chosen if boxes.get(chosen) else next((place.key for place in places if place.opens), "")
    marks: dict[int, dict[tuple[float, ...], list[Mark]]] = {}
    for place in places:
        for number, (page, *sides) in enumerate(boxes[place.key]):
            first = number == 0
            x, y, right, bottom = (round(side, 1) for side in sides)
            here = marks.setdefault(int(page), {}).setdefault((x, y, right, bottom), [])
            mark = Mark(
                place.key,
                place.matter or "quiet",
                place.title,
                place.link,
                x,
                y,
                round(right - x, 1),
                round(bottom - y, 1),
                place.key == chosen,
                first,
                first and place.key == opens,
            )
            same = next((at for at, other in enumerate(here) if other.matter == mark.matter), None)
            if same is not None:
                here[same] = _one(here[same], mark)
            elif here:  # the second matter of the same words: a line at their foot
                here.append(replace(mark, y=round(bottom - 2.5, 1), height=2.5, also=True))
            else:
                here.append(mark)
    on = {page: tuple(mark for here in rows.values() for mark in here) for page, rows in marks.items()}
    return tuple(
        PageImage(page.number, round(page.width), round(page.height), page.state == "no_text", on.get(page.number, ()))
        for page in (Page(*values) for values in version.layout.get("pages", []))
    )


def _one(mark: Mark, other: Mark) -> Mark:
    """Two clauses of the same words and matter: one rectangle that answers for both."""
    return replace(
        mark,
        keys=f"{mark.keys or mark.key} {other.key}",
        title=mark.title if other.title in mark.title else f"{mark.title}, {other.title}",
        link=other.link if other.chosen or not mark.link else mark.link,
        chosen=mark.chosen or other.chosen,
        opens=mark.opens or other.opens,
    )
