"""What the inputs of a fact mean, and that every fact has an input whose answer is a value of it."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from contracts.analysis.interchange import FIELD_TYPES, supplied_value
from reviews.web.fact_fields import inputs_for, kind_of, value_from
from reviews.web.words import FACT_FIELDS

ANSWERS = {
    "date": ("value=2026-03-01", "2026-03-01"),
    "period": ("count=45&unit=BD", "P45BD"),
    "number": ("value=12", 12),
    "choice": ("", None),
    "yes_no": ("value=no", False),
    "credits": ("below=99&percent=10&below=99.5&percent=5&below=&percent=", [{"below": 99.5, "percent": 5.0}, {"below": 99.0, "percent": 10.0}]),
    "exit": ("failures=3&count=1&unit=M", {"failures": 3, "within": "P1M"}),
    "words": ("value=US-OH", "US-OH"),
    "receipts": (
        "value=post: 3 business days%0Acourier: when it arrives",
        [{"form": "post", "after": "P3BD"}, {"form": "courier", "after": None}],
    ),
    "forms": ("value=courier%0Aemail", ["courier", "email"]),
    "links": ("value=https://a.example%0Ahttps://b.example", ["https://a.example", "https://b.example"]),
}


def test_every_fact_has_a_name_and_every_name_is_a_fact():
    assert set(FACT_FIELDS) == set(FIELD_TYPES)


@pytest.mark.parametrize("field", sorted(FACT_FIELDS))
def test_an_answer_is_a_value_of_its_field_and_the_form_shows_it_again(field):
    kind = kind_of(field)
    query, expected = ANSWERS["forms" if field in {"notices.forms", "notices.not_by"} else kind]
    if kind == "choice":
        expected = inputs_for(field, None)["choices"][0][0]
        query = f"value={expected}"
    value = value_from(field, QueryDict(query))
    assert value == expected
    supplied_value(field, value)
    shown = inputs_for(field, value)
    if kind == "credits":
        assert [(row["below"], row["percent"]) for row in shown["rows"][:2]] == [("99.5", "5"), ("99", "10")]
    elif kind in {"period", "exit"}:
        assert (shown["count"], shown["unit"]) in {(45, "BD"), (1, "M")}
    assert not shown["unstated"]


@pytest.mark.parametrize("field", sorted(FACT_FIELDS))
def test_the_agreement_may_not_say(field):
    value = value_from(field, QueryDict("unstated=1"))
    assert value in (None, [])


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("effective_date", "value=01/03/2026"),
        ("effective_date", "value="),
        ("renewal.notice_by", "count=0&unit=D"),
        ("renewal.notice_by", "count=30&unit=fortnights"),
        ("renewal.notice_by", "value=soon"),
        ("renewal.renewals", "value=1.5"),
        ("service_level.uptime_percent", "value=101"),
        ("service_level.credits", "below=99&percent="),
        ("service_level.credits", "below=99&percent=5&below=99&percent=6"),
        ("service_level.failure_starts", "value=whenever"),
        ("service_level.sole_remedy", "value=perhaps"),
        ("service_level.repeated_failure_exit", "failures=often"),
    ],
)
def test_what_is_no_value_is_refused_with_what_to_write(field, query):
    with pytest.raises(ValueError) as refused:
        value_from(field, QueryDict(query))
    assert str(refused.value).endswith(".")


def test_a_persons_own_words_do_too():
    assert value_from("renewal.notice_by", QueryDict("value=sixty (60) days")) == "P60D"
    assert value_from("renewal.renewal_term", QueryDict("value=perpetual")) == "perpetual"


def test_an_unknown_field_is_none_of_ours():
    with pytest.raises(KeyError):
        value_from("renewal.mood", QueryDict("value=good"))
