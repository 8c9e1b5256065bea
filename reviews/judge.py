"""Case -> findings: every rule has its say."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from functools import lru_cache

from reviews import rules
from reviews.rule import SEVERITIES, Case, Finding, Rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule: each module of ``reviews.rules`` whose name has no underscore before it makes one."""
    modules = sorted(module.name for module in pkgutil.iter_modules(rules.__path__) if not module.name.startswith("_"))
    return tuple(importlib.import_module(f"{rules.__name__}.{name}").RULE for name in modules)


def judge(case: Case, without: Collection[str] = ()) -> list[Finding]:
    """The findings, worst first, then in the order of the paper. ``without``: ids of rules that are switched off."""
    findings = []
    for rule in all_rules():
        if rule.id in without:
            continue
        flag = rule.judges.test(case)
        if flag is None:
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
