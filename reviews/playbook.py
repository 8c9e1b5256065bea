"""By what an organisation has its agreements judged: its numbers, its words, the rules that are off; out of their row and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from contracts.analysis.interchange import value_to_json
from contracts.models import Organisation
from contracts.periods import Period
from reviews.judge import all_rules
from reviews.models import Playbook
from reviews.rule import STEPS, Rewordings, StepName, Thresholds
from reviews.wording import tidied


@dataclass(frozen=True)
class Terms:
    """What a playbook says: the numbers, the ids of the rules that are switched off, and the words that are not Fineprint's own."""

    thresholds: Thresholds = field(default_factory=Thresholds)
    rules_off: frozenset[str] = frozenset()
    rewordings: Rewordings = field(default_factory=dict)


def newest_playbook(organisation: Organisation) -> Playbook | None:
    """The version that holds; None where Fineprint's own numbers and every rule do."""
    return Playbook.objects.of(organisation).order_by("-number").first()


def terms_of(playbook: Playbook | None) -> Terms:
    if playbook is None:
        return Terms()
    return Terms(thresholds_from_json(playbook.thresholds), frozenset(playbook.rules_off), playbook.wording)


def own_words(words: Mapping[tuple[str, StepName], str]) -> Rewordings:
    """Tidied, by rule and step, without those that say what Fineprint says itself."""
    kept: dict[str, dict[StepName, str]] = {}
    for rule in all_rules():
        for step in STEPS:
            said = tidied(words.get((rule.id, step), ""))
            if said and said != rule.wording.at(step):
                kept.setdefault(rule.id, {})[step] = said
    return kept


def thresholds_from_json(values: Mapping[str, Any]) -> Thresholds:
    """The thresholds with the given ones changed. Raises ValueError for a period that is none; unknown names are ignored."""
    defaults = Thresholds()
    changed = {}
    for one in fields(Thresholds):
        if one.name in values:
            own, value = getattr(defaults, one.name), values[one.name]
            changed[one.name] = Period.parse(value) if isinstance(own, Period) else type(own)(value)
    return Thresholds(**{**{f.name: getattr(defaults, f.name) for f in fields(Thresholds)}, **changed})


def thresholds_to_json(thresholds: Thresholds) -> dict[str, Any]:
    return {name: value_to_json(getattr(thresholds, name)) for name in asdict(thresholds)}


def own_thresholds(thresholds: Thresholds) -> dict[str, Any]:
    """Those that differ from Fineprint's own, as they are kept."""
    defaults = thresholds_to_json(Thresholds())
    return {name: value for name, value in thresholds_to_json(thresholds).items() if value != defaults[name]}
