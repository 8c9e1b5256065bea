"""Which redlines go into the vendor's file, and what their comments say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.edits import merged, overlaps, same_edit, writes_anyway
from reviews.judge import all_rules
from reviews.redlining.change import Change
from reviews.rule import Redline


@dataclass(frozen=True)
class Ask:
    """A finding's rule, and the redline at the step that is asked for."""

    rule: str
    redline: Redline


@dataclass(frozen=True)
class Asked:
    """The changes in order of place; ``left_out`` strike words that a worse finding's redline strikes already."""

    changes: tuple[Change, ...]
    left_out: tuple[Ask, ...]


def asked(asks: Sequence[Ask]) -> Asked:
    """The changes that the asks, worst first, come to together.

    A comment gives the rule's complaint and its general reason. A finding's own words stay here: they name the customer's
    money and plans, which are not the vendor's to know.
    """
    kept = merged(ask.redline for ask in asks)
    rules = {rule.id: rule for rule in all_rules()}
    changes = []
    for redline in kept:
        behind = dict.fromkeys(ask.rule for ask in asks if same_edit(ask.redline, redline) or writes_anyway(redline, ask.redline))
        reasons = [f"{rules[name].title}. {rules[name].reason}" for name in behind if name in rules]
        changes.append(Change(redline, "\n".join(reasons)))
    left_out = tuple(ask for ask in asks if any(overlaps(ask.redline, redline) and not writes_anyway(redline, ask.redline) for redline in kept))
    return Asked(tuple(changes), left_out)
