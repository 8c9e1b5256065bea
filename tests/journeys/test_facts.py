"""Facts in a real browser: see what a correction moves before it is saved, correct, withdraw, add, confirm."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import expect, open_review


def test_a_correction_shows_what_it_moves_then_moves_it_and_can_be_withdrawn(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text.replace(" and not more than forty-five (45) days", ""))
    deadline = page.locator(".deadline strong")
    before = deadline.inner_text()

    page.locator("#tab-facts").click()
    page.get_by_role("link", name="Correct Notice at least").click()
    form = page.locator(".fact-form")
    expect(form.get_by_label("How many")).to_be_focused()
    form.get_by_label("How many").fill("60")
    expect(page.locator("#foresight del").first).to_be_visible()
    expect(page.locator("#foresight ins").first).to_be_visible()
    expect(deadline).to_have_text(before)  # nothing is saved yet
    form.get_by_label("Why, for the next reader").fill("Amendment 1 says so.")
    form.get_by_role("button", name="Save correction").click()

    expect(page.locator("#said")).to_contain_text("Corrected. The windows follow: term 1 closes on")
    row = page.locator("[id='fact-renewal.notice_by']")
    expect(row).to_contain_text("60 days")
    expect(row).to_contain_text("Ada says so: Amendment 1 says so.; read was 30 days")
    expect(deadline).not_to_have_text(before)
    after = deadline.inner_text()
    page.locator("#tab-windows").click()
    expect(page.locator(".window.first")).to_contain_text(after)

    page.locator("#tab-facts").click()
    row.locator("summary").click()
    row.get_by_role("button", name="Withdraw correction").click()
    expect(page.locator("#said")).to_contain_text("What was read holds again. The windows follow")
    expect(deadline).to_have_text(before)


def test_the_table_of_credits_is_corrected_line_by_line(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text)
    page.locator("#tab-facts").click()
    page.get_by_role("link", name="Correct Credits", exact=True).click()
    page.get_by_label("Below, line 1").fill("99.5")
    page.get_by_label("Credit, line 1").fill("10")
    page.get_by_label("Below, line 2").fill("99")
    page.get_by_role("button", name="Save correction").click()
    expect(page.get_by_role("alert")).to_contain_text("Each line of the table needs both numbers")
    expect(page.get_by_label("Below, line 2")).to_have_value("99")
    page.get_by_label("Credit, line 2").fill("25")
    page.get_by_role("button", name="Save correction").click()
    expect(page.locator("[id='fact-service_level.credits']")).to_contain_text("below 99.5 %: 10 %, below 99 %: 25 %")


def test_a_fact_that_was_not_read_is_added_and_makes_a_window(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text.replace("made on 1 March 2026", "made"))
    expect(page.locator(".deadline")).to_contain_text("At risk")
    page.locator("#tab-facts").click()
    page.get_by_label("A fact that was not read").select_option(label="Effective date")
    page.get_by_role("button", name="Add fact").click()
    page.get_by_label("Date", exact=True).fill("2026-03-01")
    expect(page.locator("#foresight ins").first).to_be_visible()
    page.get_by_role("button", name="Save correction").click()
    expect(page.locator(".deadline")).to_contain_text("closes")
