from __future__ import annotations

from decimal import Decimal

from contracts.analysis.clause import Analysis
from reviews.judge import judge
from reviews.rule import SEVERITIES, STEPS, Case, Money, Thresholds
from tests.reviews.laws import case_of, read

TEXT = (
    "1. Service. Provider guarantees 99.5% uptime of the Service in each calendar month. Service Credits are Customer's sole and "
    "exclusive remedy for downtime.\n\n"
    "2. Term. This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
    "non-renewal at least sixty (60) days before the end of the then-current term.\n\n"
    "3. Changes. Provider may change this Agreement at any time by posting the changed version on its website."
)


def test_worst_first_then_in_the_order_of_the_paper():
    findings = judge(case_of(TEXT, Thresholds()))
    order = [(SEVERITIES.index(f.severity), f.redline.start) for f in findings]
    assert order == sorted(order)
    assert {f.matter for f in findings} == {"service_level", "renewal", "change_of_terms"}


def test_each_finding_has_the_whole_ladder_at_its_place():
    for finding in judge(case_of(TEXT, Thresholds())):
        assert tuple(redline.step for redline in finding.ladder) == STEPS
        assert finding.redline.step == "preferred"
        for redline in finding.ladder:
            assert TEXT[redline.start : redline.end] == redline.old


def test_a_rule_that_is_switched_off_says_nothing():
    case = case_of(TEXT, Thresholds())
    rules = {f.rule for f in judge(case)}
    assert "renews_automatically" in rules
    assert {f.rule for f in judge(case, without={"renews_automatically"})} == rules - {"renews_automatically"}


def test_the_organisations_numbers_decide():
    rules = {f.rule for f in judge(case_of(TEXT, Thresholds(uptime_percent=99.0)))}
    assert "uptime_below_target" not in rules
    assert "uptime_below_target" in {f.rule for f in judge(case_of(TEXT, Thresholds()))}


def test_the_reasons_name_the_money():
    case = Case(TEXT, read(TEXT), money=Money("USD", Decimal(60000), Decimal(1000)))
    why = {f.rule: f.why for f in judge(case)}
    assert "$60,000" in why["renews_for_a_long_term"]
    assert "60 days" in why["renews_automatically"]
    assert "$24,000" in why["credits_are_sole_remedy"]
    assert "$43,800" in why["uptime_below_target"]


def test_a_clause_that_is_missing_has_none():
    clauses = {f.rule: f.clause for f in judge(case_of(TEXT, Thresholds()))}
    assert clauses["no_exit_for_repeated_failure"] is None
    assert clauses["changes_by_posting"] is not None


def test_nothing_is_found_where_nothing_was_read():
    assert judge(Case("", Analysis())) == []
