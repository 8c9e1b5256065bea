"""Evidence of absence: nothing is called clear that was not read."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.analysis.clause import MATTERS, Absence, Clause
from contracts.analysis.kind import Kind
from contracts.analysis.outline import Outline
from contracts.text import AgreementText


def absences(
    agreement: AgreementText, outline: Outline, clauses: Sequence[Clause], kinds: Sequence[Kind]
) -> tuple[Absence, ...]:
    """One Absence for each matter that no clause establishes."""
    established = {kind.matter for kind in kinds if kind.establishes and any(c.kind == kind.name for c in clauses)}
    unread = agreement.unread_pages
    read = len(agreement.pages) - len(unread) if agreement.pages else None
    return tuple(Absence(matter, read, unread, ()) for matter in MATTERS if matter not in established)
