"""Every field's value goes to JSON and comes back the same; what is no value of a field is refused with what to write."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Credit, Receipt, RepeatedFailureExit
from contracts.analysis.interchange import (
    CHOICES,
    DATE_FIELDS,
    FIELD_TYPES,
    PERIOD_FIELDS,
    part_to_json,
    supplied_value,
    value_from_json,
    value_to_json,
)
from contracts.periods import Period
from contracts.reading.plain import read_plain

SAMPLES = {
    **dict.fromkeys(DATE_FIELDS, date(2027, 1, 29)),
    **dict.fromkeys(PERIOD_FIELDS, Period(10, "day", business=True)),
    **{field: choices[0] for field, choices in CHOICES.items()},
    "service_level.credits": (Credit(99.9, 5.0), Credit(99.0, 10.0)),
    "service_level.repeated_failure_exit": RepeatedFailureExit(3, Period(1, "month")),
    "change_of_terms.linked_terms": ("https://vendor.example/aup",),
    "service_level.uptime_percent": 99.95,
    "service_level.credit_cap_percent": 50.0,
    "renewal.price_rise_cap_percent": 5.0,
    "renewal.renewals": 2,
    "renewal.notice_day": "by the 15th of the month before",
    "renewal.term_counts_from": "the date of the first invoice",
    "renewal.notice_time": "5:00 p.m. Pacific Time",
    "renewal.ends_with": "the Master Services Agreement",
    "renewal.amended": ("2: sixty (60) days → ninety (90) days",),
    "renewal.amendment_unread": "The initial term is extended by twelve months.",
    "notices.address": "to the address above",
    "notices.forms": ("courier", "registered_post"),
    "notices.not_by": ("email",),
    "notices.deemed_receipt": (Receipt("post", Period(3, "day", business=True)), Receipt("", None)),
    "governing_law": "US-OH",
    "business_days": "GB-ENG",
}
IN_WORDS = {"renewal.notice_day", "renewal.notice_time", "renewal.term_counts_from", "renewal.ends_with", "renewal.amendment_unread", "notices.address"}


def test_the_words_of_the_contract_are_the_fields():
    assert {"effective_date", "term_start", "renewal.notice_by", "service_level.binding"} <= set(FIELD_TYPES)


@pytest.mark.parametrize("field", sorted(FIELD_TYPES))
def test_there_and_back(field):
    value = SAMPLES.get(field, True)
    assert value_from_json(field, json.loads(json.dumps(value_to_json(value)))) == value
    assert value_from_json(field, None) is None


NONSENSE = (object(), {}, {"a": 1}, [{"below": "x"}], "soon", "P0", "9999-12-31", "P999999999Y", -1, 10**400, float("nan"), float("inf"))


@pytest.mark.parametrize("field", sorted(FIELD_TYPES))
def test_nonsense_is_a_value_of_no_field(field):
    for value in NONSENSE:
        if field == "service_level.repeated_failure_exit" and value == {}:
            continue
        if field in IN_WORDS and isinstance(value, str):
            continue
        with pytest.raises(ValueError):
            supplied_value(field, value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x), max_leaves=6
)


@given(st.sampled_from(sorted(FIELD_TYPES)), JSON)
def test_any_json_is_a_value_or_a_value_error(field, value):
    try:
        read = value_from_json(field, value)
    except ValueError:
        return
    assert value_from_json(field, value_to_json(read)) == read


def test_a_term_without_length_would_never_end():
    for field in ("renewal.initial_term", "renewal.renewal_term"):
        with pytest.raises(ValueError, match="no length of time"):
            supplied_value(field, "P0M")
    assert supplied_value("renewal.notice_by", "P0D") == Period(0, "day")


def test_a_term_that_only_runs_until_notice_is_no_renewal():
    analysis = analyse(read_plain(b"The contract is agreed for an indefinite time period, and both parties have the right to terminate the contract."))
    assert analysis.of_kind("term") and part_to_json(analysis, "renewal") is None
    renews = analyse(read_plain(b"The term is one year. It renews automatically for one-year terms unless a party gives notice 30 days before the end of the term."))
    assert part_to_json(renews, "renewal") is not None
