"""What the laws over rules share: an example read by the real analysis, once."""

from __future__ import annotations

from functools import cache

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Analysis
from contracts.text import AgreementText
from reviews.judge import all_rules
from reviews.rule import Case, Flag, Rule, Thresholds


@cache
def read(text: str) -> Analysis:
    return analyse(AgreementText(text, "text/plain"))


def case_of(text: str, thresholds: Thresholds) -> Case:
    return Case(text, read(text), thresholds)


def fired(text: str, thresholds: Thresholds) -> frozenset[str]:
    case = case_of(text, thresholds)
    return frozenset(rule.id for rule in all_rules() if flag_of(rule, case))


def flag_of(rule: Rule, case: Case) -> Flag | None:
    return rule.judges.test(case)
