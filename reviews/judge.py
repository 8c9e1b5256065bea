"""Case -> findings: every rule has its say."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from contracts.analysis.clause import Analysis
from reviews import rules
from reviews.rule import SEVERITIES, Case, Finding, Missing, Rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule: each module of ``reviews.rules`` whose name has no underscore before it makes one."""
    modules = sorted(module.name for module in pkgutil.iter_modules(rules.__path__) if not module.name.startswith("_"))
    return tuple(importlib.import_module(f"{rules.__name__}.{name}").RULE for name in modules)


def judge(case: Case, without: Collection[str] = (), deal: Analysis | None = None) -> list[Finding]:
    """The findings, worst first, then in the order of the paper.

    ``without``: ids of rules that are switched off. ``deal``: what the whole deal says, where the case is one of its
    several documents; what another of them has is not missing in this one.
    """
    findings = []
    for rule in all_rules():
        if rule.id in without:
            continue
        flag = rule.judges.test(case)
        if flag is None:
            continue
        if deal and isinstance(rule.judges, Missing) and rule.judges.test(_with_facts_of(case, deal)) is None:
            continue
        findings.append(
            Finding(
                rule=rule.id,
                severity=rule.severity,
                matter=rule.matter,
                clause=flag.clause.id if flag.clause else None,
                title=rule.title,
                why=flag.why,
                ladder=tuple(write(case, flag) for write in rule.ladder),
            )
        )
    return sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.redline.start, f.rule))


def _with_facts_of(case: Case, deal: Analysis) -> Case:
    """The document as it would stand if it said itself what the deal says elsewhere."""
    return replace(case, analysis=replace(case.analysis, facts=deal.facts, absent=deal.absent))
