"""Levels in tables and lists, on rows written as vendors write them."""

from __future__ import annotations

import pytest

from contracts.analysis.level_table import highest_step, lead_of_list, level_held, lowest_level


@pytest.mark.parametrize("nothing", ["None", "no credit", "N/A", "0%", "Guaranteed", "nil"])
@pytest.mark.parametrize(("levels", "held"), [("99.9% or higher", 99.9), ("99.5% – 100%", 99.5), ("≥ 98%", 98), ("| 97%", 97)])
def test_the_row_that_costs_no_credit_holds_the_level(levels: str, held: float, nothing: str) -> None:
    assert level_held(f"Uptime | Credit\n{levels} | {nothing}\n90% | 10%") == held


def test_a_scale_alone_holds_no_level() -> None:
    assert level_held("Uptime | Credit\nless than 99% | 10%\nless than 95% | 30%") is None


def test_the_highest_step_counts_whatever_it_gives() -> None:
    assert highest_step("Availability | Extension\nless than 95% | 3 days\nless than 99.8% | 6 hours") == 99.8
    assert highest_step("Less than 99% of the time, in words") is None


def test_the_lowest_level_of_several_services() -> None:
    assert lowest_level("Service | Availability\nStorage | 99.9%\nSearch | 99.5%\nAnswers within | 4 hours") == 99.5


def test_the_lead_of_the_list_in_which_a_clause_stands() -> None:
    before = "Brackwater endeavours to reach these:\n\n- purge in ten seconds\n- "
    assert lead_of_list(before) == "Brackwater endeavours to reach these"
    assert lead_of_list("Brackwater endeavours to reach these. ") == ""
