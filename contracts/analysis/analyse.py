"""AgreementText -> Analysis: what the paper says."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from spacy.tokens import Doc

from contracts.analysis import kinds
from contracts.analysis.absence import absences
from contracts.analysis.amending import amending_facts
from contracts.analysis.certainty import weighed
from contracts.analysis.clause import Analysis, Clause, Fact
from contracts.analysis.cover import cover_facts
from contracts.analysis.ending_together import ending_together_facts
from contracts.analysis.governing_law import law_facts
from contracts.analysis.kind import Found, Kind, Setting
from contracts.analysis.language import language
from contracts.analysis.names import names
from contracts.analysis.notice_counting import notice_facts
from contracts.analysis.outline import LONGEST_PASSAGE, Outline, Stretch
from contracts.analysis.parties import parties, read_parties
from contracts.analysis.term_counting import term_counting_facts
from contracts.text import AgreementText


@lru_cache(maxsize=1)
def all_kinds() -> tuple[Kind, ...]:
    """Every clause kind: each module under ``kinds/`` makes one and names it KIND."""
    modules = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))
    return tuple(importlib.import_module(f"{kinds.__name__}.{name}").KIND for name in modules)


@dataclass(frozen=True)
class Candidate:
    """A passage that may hold clauses of these kinds."""

    stretch: Stretch
    kinds: tuple[Kind, ...]


def analyse(agreement: AgreementText) -> Analysis:
    """What the agreement says.

    1. A cheap first look: which passages contain words without which there is no clause of a kind.
    2. The pipeline runs on these passages alone, and each kind finds its clauses in them.
    3. Clauses that others make idle fall away; the rest are put in order of place and numbered.
    4. Each kind reads its facts out of its clauses; the cover gives dates and parties.
    5. What was not found is said with its evidence.
    6. Where letters were recognised on a picture of the page, confidence falls by how sure they are.
    """
    outline = Outline(agreement.text, agreement.headings, agreement.links)
    if not agreement.text.strip():
        return Analysis(absent=absences(agreement, outline, (), all_kinds()))
    candidates = list(first_look(outline))
    found = _numbered(_settled(list(_clauses(agreement, outline, candidates))))
    setting = Setting(agreement, outline, lambda start, end: parse(outline, Stretch(start, end)), found)
    facts: dict[str, Fact] = {}
    for kind in all_kinds():
        for fact in kind.facts([f for f in found if f.clause.kind == kind.name], setting):
            facts.setdefault(fact.field, fact)
    clauses = tuple(f.clause for f in found)
    for fact in chain(
        cover_facts(setting),
        law_facts(setting),
        notice_facts(facts, clauses),
        term_counting_facts(facts, clauses, setting),
        ending_together_facts(setting),
        amending_facts(facts, clauses, setting),
    ):
        facts.setdefault(fact.field, fact)
    bound = read_parties(agreement.text)
    called = names(setting, bound)
    analysis = Analysis(
        clauses=clauses,
        facts=facts,
        absent=absences(agreement, outline, clauses, all_kinds()),
        names=called,
        parties=parties(bound, called),
    )
    return weighed(analysis, agreement)


def first_look(outline: Outline) -> Iterator[Candidate]:
    """The passages worth running the pipeline on, in order of place."""
    wanted: dict[Stretch, list[Kind]] = {}
    for kind in all_kinds():
        seen: set[int] = set()
        for stem in kind.stems:
            at = outline.find(stem)
            while at >= 0:
                index = outline.paragraph_index(at)
                index = outline.leading(index) if kind.with_list else index
                stretch = outline.with_list(index) if kind.with_list else outline.paragraphs[index]
                if index not in seen:
                    seen.add(index)
                    if kind.looks(outline.lower, stretch.start, stretch.end) and _last_look(outline, stretch, kind):
                        wanted.setdefault(stretch, []).append(kind)
                at = outline.find(stem, max(stretch.end, at + 1))
        if kind.link_look:
            for link in outline.links:
                index = outline.paragraph_index(link.start)
                stretch = outline.paragraphs[index]
                if index not in seen:
                    seen.add(index)
                    if kind.link_look.search(outline.lower, stretch.start, stretch.end):
                        wanted.setdefault(stretch, []).append(kind)
    for stretch in sorted(wanted, key=lambda stretch: (stretch.start, stretch.end)):
        for piece in _pieces(outline, stretch):
            yield Candidate(piece, tuple(wanted[stretch]))


def _last_look(outline: Outline, stretch: Stretch, kind: Kind) -> bool:
    look = kind.last_look
    return look is None or any(look(outline.text[one.start : one.end]) for one in outline.sentences(stretch.start, stretch.end))


def _pieces(outline: Outline, stretch: Stretch) -> Iterator[Stretch]:
    """The stretch itself, or, where it is endless, runs of its sentences."""
    if stretch.end - stretch.start <= LONGEST_PASSAGE:
        yield stretch
        return
    start = end = stretch.start
    for sentence in outline.sentences(stretch.start, stretch.end):
        if sentence.end - start > LONGEST_PASSAGE and end > start:
            yield Stretch(start, end)
            start = sentence.start
        end = sentence.end
    yield Stretch(start, end)


def parse(outline: Outline, stretch: Stretch) -> Doc:
    """The pipeline's Doc of a stretch of the agreement."""
    words = outline.text[stretch.start : stretch.end]
    doc = language().make_doc(words)
    doc._.passage = words
    doc = language()(doc)
    doc._.offset = stretch.start
    doc._.heading = outline.heading_of(stretch.start)
    doc._.links = tuple(
        (link.start - stretch.start, link.end - stretch.start, link.url) for link in outline.links_within(stretch.start, stretch.end)
    )
    return doc


def _clauses(agreement: AgreementText, outline: Outline, candidates: list[Candidate]) -> Iterator[Found]:
    found = list(_found_in(agreement, outline, candidates))
    yield from found
    yield from _found_in(agreement, outline, list(_beside(outline, found)), near=True)


def _beside(outline: Outline, found: list[Found]) -> Iterator[Candidate]:
    """Paragraphs beside the clauses that establish a matter, for the kinds of it that found nothing there yet."""
    near = [kind for kind in all_kinds() if kind.near_look]
    establishing = [kind for kind in all_kinds() if kind.establishes]
    taken = {(outline.paragraph_index(f.clause.start), f.clause.kind) for f in found}
    places: dict[int, set[str]] = {}
    for one in found:
        matter = next((kind.matter for kind in establishing if kind.deals(one.clause)), None)
        if any(kind.matter == matter for kind in near):
            for index in outline.section_around(one.clause.start):
                places.setdefault(index, set()).add(str(matter))
    for index in sorted(places):
        stretch = outline.paragraphs[index]
        kinds = tuple(
            kind
            for kind in near
            if kind.matter in places[index] and kind.looks_near(outline.lower, stretch.start, stretch.end) and (index, kind.name) not in taken
        )
        if kinds and stretch.end - stretch.start <= LONGEST_PASSAGE:
            yield Candidate(stretch, kinds)


def _found_in(agreement: AgreementText, outline: Outline, candidates: list[Candidate], near: bool = False) -> Iterator[Found]:
    for candidate in candidates:
        doc = parse(outline, candidate.stretch)
        doc._.near = near
        for kind in candidate.kinds:
            for span in kind.find(doc):
                start, end = doc._.offset + span.start_char, doc._.offset + span.end_char
                clause = Clause(
                    id="",
                    kind=kind.name,
                    start=start,
                    end=end,
                    text=agreement.text[start:end],
                    page=agreement.page_at(start),
                    heading=outline.heading_of(start),
                    confidence=span._.confidence,
                    why=span._.why,
                )
                yield Found(clause, span)


def _settled(found: list[Found]) -> Iterator[Found]:
    """The clauses that stand, now that those of the whole agreement are known."""
    for kind in all_kinds():
        yield from kind.settle([one for one in found if one.clause.kind == kind.name])


def _numbered(found: Iterator[Found]) -> list[Found]:
    ordered = sorted(found, key=lambda f: (f.clause.start, f.clause.end, f.clause.kind))
    return [replace(f, clause=replace(f.clause, id=f"c{n}")) for n, f in enumerate(ordered, 1)]
