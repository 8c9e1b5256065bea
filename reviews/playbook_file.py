"""A playbook as one YAML file: what an organisation keeps beside its other documents, or hands to another installation.

    schema: fineprint.playbook/1
    thresholds:
      uptime_percent: 99.9
      longest_renewal: P1M
    rules:
      renews_automatically: off
    wording:
      no_renewal_reminder:
        walk_away: "{vendor shall} remind {customer} of each renewal by telephone."

What a file leaves out is Fineprint's own. A file that is wrong is refused with the line and the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import yaml

from contracts.periods import Period
from reviews.judge import all_rules
from reviews.playbook import Terms, own_words, thresholds_from_json, thresholds_to_json
from reviews.rule import STEPS, StepName, Thresholds
from reviews.wording import WrongWording, check, tidied

SCHEMA: Final = "fineprint.playbook/1"
MOST_BYTES: Final = 400_000
# What each number must lie in; lengths of time are given in days, roughly.
LIMITS: Final[dict[str, tuple[float, float]]] = {
    "uptime_percent": (50, 100),
    "longest_renewal": (28, 3660),
    "failures_per_month": (1, 100),
    "narrowest_notice_window": (1, 366),
    "earliest_notice": (1, 366),
    "notice_of_change": (1, 366),
    "price_rise_percent": (0, 100),
    "credit_cap_percent": (0, 100),
    "claim_within": (1, 366),
}


class WrongFile(ValueError):
    """The file is no playbook; the message says in which line, why, and what to write."""


def to_yaml(terms: Terms) -> str:
    """The whole playbook, with every number, every rule and, where they are not changed, our words as comments.

    So it can be edited without a manual, and a later Fineprint's better words are not held back by a copy of today's.
    """
    lines = [f"schema: {SCHEMA}", "thresholds:"]
    for name, value in thresholds_to_json(terms.thresholds).items():
        lines.append(f"  {name}: {value:g}" if isinstance(value, float) else f"  {name}: {value}")
    lines.append("rules:")
    for rule in all_rules():
        lines += [f"  # {rule.title}", f"  {rule.id}: {'off' if rule.id in terms.rules_off else 'on'}"]
    lines += ["# Our words stand behind a #. To write your own, take it away before the rule and before the step.", "wording:"]
    for rule in all_rules():
        own = terms.rewordings.get(rule.id, {})
        lines.append(f"  {rule.id}:" if own else f"  # {rule.id}:")
        lines += [f"    {'' if step in own else '# '}{step}: {_quoted(own.get(step, rule.wording.at(step)))}" for step in STEPS]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def from_yaml(data: bytes) -> Terms:
    """The playbook that the file says. Raises WrongFile."""
    if len(data) > MOST_BYTES:
        raise WrongFile("The file is larger than a playbook can be (400 kB).")
    try:
        root = yaml.compose(data.decode("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise WrongFile("The file is not UTF-8 text. Save it as plain text, encoded as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WrongFile(f"Line {line}: this is not YAML: {error.problem or 'it cannot be read'}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise WrongFile("The file is not YAML text.") from error
    if root is None:
        raise WrongFile(f"The file is empty. Its first line must be: schema: {SCHEMA}")
    parts = dict(_entries(root, "the file"))
    known = {"schema", "thresholds", "rules", "wording"}
    for name, (key, _) in parts.items():
        if name not in known:
            raise _wrong(key, f"there is no {name!r} in a playbook; there are schema, thresholds, rules and wording")
    schema = parts["schema"][1].value if "schema" in parts else None
    if schema != SCHEMA:
        raise _wrong(parts["schema"][1] if "schema" in parts else root, f"the schema must be given as: schema: {SCHEMA}")
    thresholds = dict(_thresholds(parts["thresholds"][1])) if "thresholds" in parts else {}
    off = frozenset(_off(parts["rules"][1])) if "rules" in parts else frozenset()
    words = dict(_words(parts["wording"][1])) if "wording" in parts else {}
    return Terms(thresholds_from_json(thresholds), off, own_words(words))


def _thresholds(node: yaml.Node) -> Iterator[tuple[str, Any]]:
    own = Thresholds()
    for name, (key, value) in _entries(node, "thresholds"):
        if name not in LIMITS:
            raise _wrong(key, f"there is no number {name!r}; there are {', '.join(LIMITS)}")
        try:
            yield name, checked(name, _scalar(value, name), isinstance(getattr(own, name), int))
        except ValueError as error:
            raise _wrong(value, str(error)) from error


def checked(name: str, words: str, whole: bool = False) -> Any:
    """The number or length of time as it is kept. Raises ValueError, saying what to write."""
    least, most = LIMITS[name]
    if isinstance(getattr(Thresholds(), name), Period):
        try:
            period = Period.parse(words)
        except ValueError as error:
            raise ValueError(f"{name} must be a length of time like P30D (30 days) or P1M (a month), not {words!r}") from error
        if period.perpetual or not least <= period.rough_days() <= most:
            raise ValueError(f"{name} must be from {least:g} to {most:g} days, not {words!r}")
        return period.iso()
    try:
        number = int(words) if whole else float(words)
    except ValueError as error:
        raise ValueError(f"{name} must be a {'whole ' if whole else ''}number, not {words!r}") from error
    if not least <= number <= most:
        raise ValueError(f"{name} must be from {least:g} to {most:g}, not {words!r}")
    return number


def _off(node: yaml.Node) -> Iterator[str]:
    ids = {rule.id for rule in all_rules()}
    for name, (key, value) in _entries(node, "rules"):
        if name not in ids:
            raise _wrong(key, f"there is no rule {name!r}; the page of rules lists them")
        match _scalar(value, name).lower():
            case "off" | "false" | "no":
                yield name
            case "on" | "true" | "yes":
                pass
            case other:
                raise _wrong(value, f"a rule is on or off, not {other!r}")


def _words(node: yaml.Node) -> Iterator[tuple[tuple[str, StepName], str]]:
    known = {rule.id: rule for rule in all_rules()}
    steps = {step: step for step in STEPS}
    for name, (key, value) in () if _nothing(node) else _entries(node, "wording"):
        if name not in known:
            raise _wrong(key, f"there is no rule {name!r}; the page of rules lists them")
        for said, (step_key, words) in () if _nothing(value) else _entries(value, name):
            step = steps.get(said)  # type: ignore[call-overload]
            if step is None:
                raise _wrong(step_key, f"there is no step {said!r}; there are {', '.join(STEPS)}")
            tidy = tidied(_scalar(words, said))
            try:
                check(tidy, known[name].wording)
            except WrongWording as error:
                raise _wrong(words, f"{name}, {step}: {error}") from error
            yield (name, step), tidy


def _nothing(node: yaml.Node) -> bool:
    """True where nothing but comments stands behind the colon."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _entries(node: yaml.Node, what: str) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(node, f"{what} must hold lines like `name: value`")
    seen: set[str] = set()
    for key, value in node.value:
        name = _scalar(key, what)
        if name in seen:
            raise _wrong(key, f"{name!r} stands there twice")
        seen.add(name)
        yield name, (key, value)


def _scalar(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(node, f"{name} must be a single value")
    return str(node.value)


def _wrong(node: yaml.Node, reason: str) -> WrongFile:
    return WrongFile(f"Line {node.start_mark.line + 1}: {reason}.")
