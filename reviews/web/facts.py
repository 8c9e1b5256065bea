"""The rows of the Facts tab: what was read, what people say instead, and what should be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from contracts.models import Agreement, AuditEntry, Correction, Fact, Version
from reviews.web.words import FACT_FIELDS, MATTERS

# Below this a value is shown as "please check", and one that moves a deadline is asked about.
SURE: Final = 0.85
DATES: Final = "Dates"
# What the date arithmetic looks at, in the order in which a person is asked.
MOVE_A_DEADLINE: Final = (
    "renewal.automatic",
    "effective_date",
    "term_start",
    "expiration_date",
    "renewal.initial_term",
    "renewal.renewal_term",
    "renewal.notice_by",
    "renewal.notice_not_before",
    "renewal.renewals",
)


@dataclass(frozen=True)
class FactRow:
    """One field. ``read`` is the machine's value, ``correction`` the person's that holds, ``earlier`` the other steps."""

    field: str
    group: str
    read: Fact | None
    correction: Correction | None
    words: str
    shows: str  # the key of the place on the paper where it was read, '' for none
    again: bool  # the row before it rests on the same words
    earlier: tuple[AuditEntry, ...]

    @property
    def value(self) -> Any:
        return self.correction.value if self.correction else self.read.value if self.read else None

    @property
    def check(self) -> bool:
        return self.correction is None and self.read is not None and self.read.confidence < SURE

    @property
    def confirmed(self) -> bool:
        """A person says the same as was read."""
        return bool(self.correction and self.read and self.correction.value == self.read.value)

    @property
    def changes(self) -> list[tuple[AuditEntry, Any, Any]]:
        return [(entry, entry.before.get(self.field), entry.after.get(self.field)) for entry in self.earlier]


def fact_rows(
    version: Version, facts: Sequence[Fact], corrections: Iterable[Correction], log: Iterable[AuditEntry], *, also: str = ""
) -> list[FactRow]:
    """Every field that was read or corrected, in the order of FACT_FIELDS; ``also`` adds one that was not.

    ``corrections`` oldest first; ``log`` holds the audit entries of corrections and withdrawals, newest first.
    """
    read = {fact.field: fact for fact in facts}
    held = {correction.field: correction for correction in corrections}
    entries = [entry for entry in log if entry.act in {"fact_corrected", "correction_withdrawn"}]
    rows: list[FactRow] = []
    for field in FACT_FIELDS:
        fact = read.get(field)
        if fact is None and field not in held and field != also:
            continue
        steps = tuple(entry for entry in entries if field in entry.after or field in entry.before)
        place = _place(fact)
        words = version.text[fact.start : fact.end] if fact and fact.start is not None and fact.end is not None else ""
        if fact and fact.clause and (not words or len(words) < 12):
            words = fact.clause.text
        group = _group(field)
        again = bool(rows and words and rows[-1].words == words and rows[-1].group == group)
        rows.append(FactRow(field, group, fact, held.get(field), words, place, again, steps))
    return rows


def _group(field: str) -> str:
    """The heading under which the field stands; how notice is given belongs to how the renewal is stopped."""
    first = field.split(".")[0]
    return MATTERS.get("renewal" if first == "notices" else first, DATES)


def _place(fact: Fact | None) -> str:
    if fact is None:
        return ""
    if fact.clause:
        return fact.clause.key
    return f"fact-{fact.field}" if fact.start is not None else ""


def unread_fields(rows: Iterable[FactRow]) -> list[tuple[str, list[str]]]:
    """The fields that nobody has given a value yet, by group, to be added."""
    known = {row.field for row in rows}
    groups: dict[str, list[str]] = {}
    for field in FACT_FIELDS:
        if field not in known:
            groups.setdefault(_group(field), []).append(field)
    return list(groups.items())


def doubts(rows: Sequence[FactRow], agreement: Agreement) -> list[FactRow]:
    """What was read with little certainty, moves a deadline, and nobody has confirmed.

    An agreement that surely does not renew by itself has no deadline to move.
    """
    by_field = {row.field: row for row in rows}
    automatic = by_field.get("renewal.automatic")
    if agreement.archived_at or automatic is None or (not automatic.check and automatic.value is not True):
        return []
    return [row for field in MOVE_A_DEADLINE if (row := by_field.get(field)) and row.check and row.value is not None]
