"""The words before a guarded pattern only save time: wherever it matches, one of them stands."""

import importlib
import json
import pkgutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts import analysis
from contracts.analysis.absence import CUES
from contracts.analysis.analyse import all_kinds
from contracts.analysis.change_words import plain
from contracts.analysis.guarded import Guarded, holds
from contracts.analysis.kind import Kind

ACCURACY = Path(__file__).parents[2] / "accuracy"


@cache
def all_guarded() -> dict[str, Guarded]:
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(analysis.__path__, f"{analysis.__name__}.")]
    named = {f"{module.__name__}.{name}": value for module in modules for name, value in vars(module).items() if isinstance(value, Guarded)}
    cues = {f"cue for {matter}: {'|'.join(cue.words)}": cue for matter, of in CUES.items() for cue, _ in of.weights}
    return named | cues


@cache
def sentences() -> list[str]:
    kinds = [text for kind in all_kinds() for text in (*kind.found_in, *kind.not_in)]
    labelled = [json.loads(line)["text"] for path in sorted(ACCURACY.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [plain(text) for text in kinds + labelled]


@pytest.mark.parametrize("name", sorted(all_guarded()))
def test_no_example_is_lost_to_the_words(name: str) -> None:
    guarded = all_guarded()[name]
    lost = [text for text in sentences() if guarded.pattern.search(text) and not guarded.search(text)]
    assert not lost


@pytest.mark.parametrize("name", sorted(all_guarded()))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_pattern_matches_holds_one_of_the_words(name: str, data: st.DataObject) -> None:
    guarded = all_guarded()[name]
    low = plain(data.draw(st.from_regex(guarded.pattern)))
    if guarded.pattern.search(low):  # it is written for words with one space between them
        assert holds(low, guarded.words)


@pytest.mark.parametrize("kind", [kind for kind in all_kinds() if kind.first_words], ids=lambda kind: kind.name)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_first_look_matches_holds_one_of_the_first_words(kind: Kind, data: st.DataObject) -> None:
    look = kind._looks[-1]
    low = data.draw(st.from_regex(look)).lower()
    if look.search(low):
        assert holds(low, kind.first_words)


def test_a_pattern_is_not_looked_for_where_no_word_stands() -> None:
    guarded = Guarded("right|may", r"\b\w+")
    assert guarded.search("we might") is None
    assert list(guarded.finditer("we might")) == []
    assert [m[0] for m in guarded.finditer("we may")] == ["we", "may"]
