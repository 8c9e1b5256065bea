"""Spans of availability: the first look before the search for them loses none."""

import re
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.analysis import availability
from contracts.analysis.availability import spans_below


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_regex(availability._SPANS), st.text(max_size=20))
def test_the_first_look_loses_no_span(words: str, around: str) -> None:
    text = around + words + around
    with patch.object(availability, "_MAY_COUNT", re.compile("")):
        without = list(spans_below(text))
    assert list(spans_below(text)) == without


@pytest.mark.parametrize(
    ("text", "percents"),
    [
        ("less than 99.5 per cent", [99.5]),
        ("Uptime below 100", []),
        ("between 95 and 99", [99.0]),
        ("less than 99,9 %", [99.9]),
        ("less than 30 days", []),
        ("no number at all", []),
    ],
)
def test_spans_with_and_without_a_percent_sign(text: str, percents: list[float]) -> None:
    assert [level.percent for level in spans_below(text)] == percents
