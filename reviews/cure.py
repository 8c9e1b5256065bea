"""Whether words cure: put into a rule's own examples and read again, they leave the rule silent and raise nothing new."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from contracts.analysis.analyse import all_kinds, analyse
from contracts.analysis.clause import Analysis
from contracts.text import AgreementText
from reviews.judge import all_rules
from reviews.rule import STEPS, Case, Redline, Rewordings, Rule, StepName, Thresholds

_NONE: Final[Rewordings] = {}


@dataclass(frozen=True)
class Tried:
    """Words at a step, tried on one of the rule's examples: the redline, the text that it leaves, and what is wrong with it.

    ``number`` counts the rule's ``fires_on`` from 1; ``wrong`` is empty where the words cure.
    """

    number: int
    text: str
    redline: Redline
    wrong: str

    @property
    def after(self) -> str:
        return self.redline.applied_to(self.text)


def tried(rule: Rule, step: StepName, words: str | None, thresholds: Thresholds) -> tuple[Tried, ...]:
    """The words (None: ours) on each example on which the rule fires, by these numbers (by the example's own where it is silent by these)."""
    results = []
    for number, example in enumerate(rule.fires_on, 1):
        for numbers in dict.fromkeys((thresholds, example.thresholds)):
            case = _case(example.text, numbers, {rule.id: {step: words}} if words else _NONE)
            flag = rule.judges.test(case)
            if flag:
                redline = rule.ladder[STEPS.index(step)](case, flag)
                results.append(Tried(number, example.text, redline, _wrong(rule, case, redline)))
                break
    return tuple(results)


def _wrong(rule: Rule, case: Case, redline: Redline) -> str:
    after = _case(redline.applied_to(case.text), case.thresholds)
    raised = _raised(after.text, after.thresholds)
    if rule.id in raised:
        return "read again, the agreement would still be told the same"
    new = raised - _raised(case.text, case.thresholds)
    if new:
        titles = [other.title for other in all_rules() if other.id in new]
        return f'it would be told something new: "{titles[0]}"'
    kinds = {kind.name for kind in all_kinds() if kind.matter == rule.matter}
    if not any(clause.kind in kinds for clause in after.analysis.clauses):
        return "nothing on the matter would be left for Fineprint to read"
    return ""


def _case(text: str, thresholds: Thresholds, rewordings: Rewordings = _NONE) -> Case:
    return Case(text, _read(text), thresholds, rewordings=rewordings)


@lru_cache(maxsize=512)
def _read(text: str) -> Analysis:
    return analyse(AgreementText(text, "text/plain"))


@lru_cache(maxsize=1024)
def _raised(text: str, thresholds: Thresholds) -> frozenset[str]:
    case = _case(text, thresholds)
    return frozenset(rule.id for rule in all_rules() if rule.judges.test(case))
