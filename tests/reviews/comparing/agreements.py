"""Agreements made up by hypothesis: sections, clauses and references that are numbered when they are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

_WHO = ("Provider", "Customer", "Each party", "The supplier", "Either party")
_DOES = ("shall pay", "may suspend", "will deliver", "must keep", "shall not disclose", "may renew", "agrees to repair", "will count")
_WHAT = ("the fees", "the service", "all records", "a credit of 10%", "written notice", "the term", "each failure", "its own costs")
_WHEN = (
    "within thirty (30) days", "at the end of the month", "before the renewal", "after 99.9% is missed", "on request", "without delay",
    "for twelve months", "in each calendar year", "unless the parties agree otherwise", "by registered mail", "for each full hour",
)  # fmt: skip
_HEADS = ("Fees", "Service level", "Renewal", "Notices", "Changes", "Confidentiality", "Termination", "General")


@dataclass(frozen=True)
class Section:
    """A heading and its clauses. In a clause ``{n}`` stands for the number of the n-th section."""

    heading: str
    clauses: tuple[str, ...]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    parts = [draw(st.sampled_from(words)) for words in (_WHO, _DOES, _WHAT)]
    parts += draw(st.lists(st.sampled_from(_WHEN), min_size=1, max_size=3, unique=True))
    return " ".join(parts) + "."


@st.composite
def agreements(draw: st.DrawFn, references: bool = True) -> list[Section]:
    """Two to six sections; no sentence stands twice, so that it is plain which one is which."""
    heads = draw(st.lists(st.sampled_from(_HEADS), min_size=2, max_size=6, unique=True))
    said = draw(st.lists(sentences(), min_size=2 * len(heads), max_size=4 * len(heads), unique=True))
    sections = []
    for number, head in enumerate(heads):
        clauses = said[number :: len(heads)]
        if references and draw(st.booleans()):
            clauses[0] += f" Section {{{draw(st.integers(0, len(heads) - 1))}}} applies to {head.lower()} as well."
        sections.append(Section(head, tuple(clauses)))
    return sections


def set_out(sections: Sequence[Section], first: int = 1, order: Sequence[int] | None = None) -> str:
    """The text, its sections numbered from ``first`` on in the order given; a reference says the number that its section has."""
    order = order if order is not None else range(len(sections))
    numbers = [str(first + order.index(n)) for n in range(len(sections))]
    blocks = []
    for n in order:
        blocks.append(f"{numbers[n]}. {sections[n].heading}")
        blocks += [f"{numbers[n]}.{k} {clause.format(*numbers)}" for k, clause in enumerate(sections[n].clauses, 1)]
    return "\n\n".join(blocks)
