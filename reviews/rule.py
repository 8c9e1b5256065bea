"""What a rule is: one complaint that may be raised about an agreement, and the words to ask for instead.

Each module of ``reviews.rules`` makes one ``Rule`` and names it RULE; the module's name is the rule's id, for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from contracts.analysis.clause import Analysis, Clause, Matter
from contracts.periods import Period

Severity = Literal["high", "medium", "low"]
Action = Literal["replace", "insert", "delete"]
StepName = Literal["preferred", "acceptable", "walk_away"]

SEVERITIES: Final[tuple[Severity, ...]] = ("high", "medium", "low")
STEPS: Final[tuple[StepName, ...]] = ("preferred", "acceptable", "walk_away")

# An organisation's own words: rule -> step -> words with placeholders, as in ``Wording``.
Rewordings = Mapping[str, Mapping[StepName, str]]


@dataclass(frozen=True)
class Thresholds:
    """What the organisation wants of its agreements: the numbers that its playbook may change."""

    uptime_percent: float = 99.9
    longest_renewal: Period = Period(1, "month")
    failures_per_month: int = 3
    narrowest_notice_window: Period = Period(30, "day")
    earliest_notice: Period = Period(60, "day")
    notice_of_change: Period = Period(30, "day")
    price_rise_percent: float = 5.0
    credit_cap_percent: float = 50.0
    claim_within: Period = Period(30, "day")


@dataclass(frozen=True)
class Money:
    """What the agreement costs a year and what an hour of outage costs us; None where nobody has said."""

    currency: str = "USD"
    yearly_fee: Decimal | None = None
    outage_cost_per_hour: Decimal | None = None


@dataclass(frozen=True)
class Case:
    """All that a rule may look at: the agreement's text, what it says, and what the organisation wants, in which words."""

    text: str
    analysis: Analysis
    thresholds: Thresholds = field(default_factory=Thresholds)
    money: Money = field(default_factory=Money)
    today: date | None = None
    rewordings: Rewordings = field(default_factory=dict)


@dataclass(frozen=True)
class Flag:
    """A rule fired. ``clause`` is what it complains of, None where something is missing; ``why`` names this agreement's
    own numbers, days and money."""

    clause: Clause | None
    why: str


@dataclass(frozen=True)
class Redline:
    """The change asked for, at one step of the ladder: ``text[start:end]`` is ``old`` and becomes ``new``.

    ``insert`` has an empty ``old`` and ``start == end``; ``delete`` an empty ``new``.
    """

    step: StepName
    action: Action
    start: int
    end: int
    old: str
    new: str

    def applied_to(self, text: str) -> str:
        if text[self.start : self.end] != self.old:
            raise ValueError(f"The text at {self.start} to {self.end} is not what the redline strikes")
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True)
class Present:
    """Judges something that stands in the agreement: the test gives a Flag with its clause, or None."""

    test: Callable[[Case], Flag | None]


@dataclass(frozen=True)
class Missing:
    """Judges that something is not there: the test gives a Flag without a clause, or None."""

    test: Callable[[Case], Flag | None]


@dataclass(frozen=True)
class Example:
    """An agreement, or enough of one, for the laws over all rules: ``text`` is read by the real analysis."""

    text: str
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True)
class Wording:
    """What a rule asks for at each step, in whole sentences with placeholders (``reviews.wording`` lists and fills them).

    An organisation may put its own in their place. ``rule`` is the rule's id; ``actions`` what the words may become in an
    agreement; ``place`` says to a person what becomes of them, after "Our words" or "Your words"; ``shorter`` what
    Fineprint's own wording does instead where less than a sentence is enough; ``own`` are the rule's own placeholders, each
    with what stands for it.
    """

    rule: str
    preferred: str
    acceptable: str
    walk_away: str
    actions: tuple[Action, ...]
    place: str
    shorter: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

    def at(self, step: StepName) -> str:
        return {"preferred": self.preferred, "acceptable": self.acceptable, "walk_away": self.walk_away}[step]


@dataclass(frozen=True)
class Rule:
    """One complaint.

    ``title`` is the complaint in a customer's words; ``source`` cites where the rule comes from (a statute, a guide, a
    practice); ``advice`` is what to say at the table. ``wording`` holds the words of each step, *preferred*, *acceptable*
    and *walk_away*; ``ladder`` writes them into an agreement. ``fires_on`` and ``silent_on`` are examples, each checked by a
    law. ``settles``: ids of rules whose complaint is answered too by its redline, where that strikes the words of which they
    complain.
    """

    id: str
    matter: Matter
    severity: Severity
    title: str
    reason: str
    source: str
    advice: str
    judges: Present | Missing
    wording: Wording
    ladder: tuple[Callable[[Case, Flag], Redline], Callable[[Case, Flag], Redline], Callable[[Case, Flag], Redline]]
    fires_on: tuple[Example, ...]
    silent_on: tuple[Example, ...]
    settles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A rule that fired on a version, with the ladder of redlines that it asks for, preferred first."""

    rule: str
    severity: Severity
    matter: Matter
    clause: str | None
    title: str
    why: str
    ladder: tuple[Redline, ...]

    @property
    def redline(self) -> Redline:
        return self.ladder[0]
