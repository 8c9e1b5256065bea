"""What the cover, the preamble and the signature block say: parties, effective date, expiration date."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Setting


def cover_facts(setting: Setting) -> Iterable[Fact]:
    """``effective_date`` and ``expiration_date`` (values are dates) where the agreement states them."""
    return ()


def parties(setting: Setting) -> tuple[str, ...]:
    """The parties' names as the preamble gives them."""
    return ()
