from __future__ import annotations

from decimal import Decimal

from contracts.analysis.clause import Analysis
from reviews.figures import owed
from reviews.judge import all_rules, judge
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


def test_every_reason_about_the_service_level_has_the_money_in_it_where_it_is_known_and_none_where_it_is_not():
    money = Money("USD", Decimal(372), Decimal(4200))
    rules = [rule for rule in all_rules() if rule.matter == "service_level"]
    assert len(rules) > 10
    for rule in rules:
        for example in rule.fires_on:
            analysis = read(example.text)
            flags = [rule.judges.test(Case(example.text, analysis, example.thresholds, money=m)) for m in (money, Money())]
            if None not in flags:
                known, unknown = (flag.why for flag in flags)
                assert "$" in known and "$" not in unknown, (rule.id, known)
                for why in (known, unknown):
                    assert why[0].isupper() or why[0].isdigit(), why
                    assert why.endswith((".", ".)")) and "  " not in why and ".." not in why and " ." not in why, why


def test_a_day_down_is_told_as_what_they_owe_of_the_month_s_fee():
    text = next(rule for rule in all_rules() if rule.id == "credits_only_pro_rata").fires_on[0].text
    case = Case(text, read(text), money=Money("USD", Decimal(372), Decimal(4200)))
    assert owed(case, 24) == "$1.03 of your $31"
    assert owed(Case(text, read(text)), 24) is None


def test_a_clause_that_is_missing_has_none():
    clauses = {f.rule: f.clause for f in judge(case_of(TEXT, Thresholds()))}
    assert clauses["no_exit_for_repeated_failure"] is None
    assert clauses["changes_by_posting"] is not None


def test_nothing_is_found_where_nothing_was_read():
    assert judge(Case("", Analysis())) == []
