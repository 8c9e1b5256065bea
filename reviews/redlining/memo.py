"""The negotiation memo, for our own side: what matters first, what to ask for, what to settle for, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reviews.diff import Piece
from reviews.joining import Ask, joined, rules_by_id
from reviews.least_change import least_change
from reviews.rule import SEVERITIES, STEPS, Redline, Severity

# What a fallback is called, by its step.
_SETTLE: Final = {"acceptable": "Acceptable", "walk_away": "At the least"}


@dataclass(frozen=True)
class Topic:
    """A finding that is asked about. ``place`` is where its clause stands (``5.2 Renewal, page 3``), ``quoted`` the clause's words;
    both empty for what is missing. ``ladder`` from preferred to walk-away; ``step`` is the one asked for, in the words of
    ``edited`` where a person wrote some."""

    rule: str
    severity: Severity
    title: str
    why: str
    ladder: tuple[Redline, ...]
    place: str = ""
    quoted: str = ""
    step: int = 0
    edited: Redline | None = None

    @property
    def ask(self) -> Ask:
        return Ask(self.rule, self.edited or self.ladder[self.step], edited=self.edited is not None)

    @property
    def advice(self) -> str:
        rule = rules_by_id().get(self.rule)
        return rule.advice if rule else ""


@dataclass(frozen=True)
class Fallback:
    """What to settle for: the name of the step, and the changes it comes to."""

    name: str
    redlines: tuple[Redline, ...]


@dataclass(frozen=True)
class Row:
    """One change to ask for, with all the findings that it answers, worst first, and the steps below it."""

    redline: Redline
    topics: tuple[Topic, ...]
    fallbacks: tuple[Fallback, ...]

    @property
    def severity(self) -> Severity:
        return min((topic.severity for topic in self.topics), key=SEVERITIES.index)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The change as it is marked in the Word file."""
        return least_change(self.redline.old, self.redline.new)

    @property
    def quoted(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(" ".join(topic.quoted.split()) for topic in self.topics if topic.quoted.strip()))


def memo_rows(text: str, topics: Sequence[Topic]) -> tuple[Row, ...]:
    """The rows of the memo on an agreement's text: the worst first, then in the order of the topics, which are worst first too."""
    by_ask = {topic.rule: topic for topic in topics}
    place = {topic.rule: number for number, topic in enumerate(topics)}
    rows = []
    for joint in joined(text, [topic.ask for topic in topics]):
        behind = tuple(by_ask[name] for name in joint.rules)
        rows.append(Row(joint.redline, behind, _fallbacks(text, behind)))
    return tuple(sorted(rows, key=lambda row: (SEVERITIES.index(row.severity), place[row.topics[0].rule])))


def _fallbacks(text: str, topics: Sequence[Topic]) -> tuple[Fallback, ...]:
    """The steps below those asked for, all topics of the row going down together."""
    found = []
    before = {topic.ladder[topic.step].new for topic in topics}
    for number in range(min(topic.step for topic in topics) + 1, len(STEPS)):
        asks = [Ask(topic.rule, topic.ladder[max(number, topic.step)]) for topic in topics if number < len(topic.ladder)]
        redlines = tuple(joint.redline for joint in joined(text, asks))
        if redlines and (said := {redline.new for redline in redlines}) != before:
            found.append(Fallback(_SETTLE[STEPS[number]], redlines))
            before = said
    return tuple(found)


def counted(rows: Sequence[Row]) -> str:
    """``3 changes to ask for: 2 high, 1 medium``."""
    levels = [(level, sum(row.severity == level for row in rows)) for level in SEVERITIES]
    return f"{len(rows)} change{'' if len(rows) == 1 else 's'} to ask for: {', '.join(f'{count} {level}' for level, count in levels if count)}"


def lead(redline: Redline) -> str:
    """What is to be done, before the words with which."""
    return {"insert": "Add: ", "delete": "Strike: ", "replace": "Reword: "}[redline.action]
