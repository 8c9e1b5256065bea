"""The main path in a real browser: upload, choose, edit with a live diff, accept, reject, undo, sign off."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.journeys.conftest import expect, finding_ids, log_in, open_review

WORDING = "Either party may stop a renewal by written notice at any time before the term ends."
REASON = "The vendor will not move on this."


def upload(page: Any, text: str) -> None:
    """Uploads the text through the form, which sends itself once a file is chosen, and opens its review."""
    page.goto("/upload/")
    page.locator("#files").set_input_files({"name": "northgate.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.get_by_role("link", name="Open the review").click(timeout=60_000)
    expect(page.locator(".finding").first).to_be_visible()
    page.wait_for_load_state()  # the whole list is there, and so is the script that listens to the keys


def stays(page: Any) -> None:
    """From here on the page is not loaded again: a mark on its window would be gone."""
    page.evaluate("window.stayed = true")


def test_agreement_is_reviewed_and_signed_off_without_a_reload(page: Any, cast: Any, agreement_text: str) -> None:
    log_in(page, cast.admin)
    upload(page, agreement_text)
    stays(page)
    first, second, *rest = finding_ids(page)
    assert rest, "the agreement has findings to accept, to edit and to reject"
    undecided = page.locator("#count-findings")
    before = len(rest) + 2
    expect(undecided).to_have_text(f"{before} undecided")

    page.locator(f"#{first}").get_by_role("button", name="Accept redline").click()
    expect(page.locator(f"#{first} .decided-line")).to_contain_text("Accepted, preferred by Ada")
    expect(undecided).to_have_text(f"{before - 1} undecided")
    expect(page.locator(".agreement-head")).to_contain_text(f"{before - 1} undecided")

    edited = page.locator(f"#{second}")
    edited.locator("summary", has_text="Edit").click()
    edited.get_by_label("The words to ask for").fill(WORDING)
    expect(edited.locator(".live ins")).to_contain_text("stop a renewal by written notice")
    edited.get_by_role("button", name="Save edited redline").click()
    expect(page.locator(f"#{second} .decided-line")).to_contain_text("Edited, preferred by Ada")

    page.locator(f"#{second}").get_by_role("button", name="Undo").click()
    expect(page.locator(f"#{second}").get_by_role("button", name="Accept redline")).to_be_visible()
    page.locator(f"#{second}").get_by_role("button", name="Accept redline").click()
    expect(page.locator(f"#{second} .decided-line")).to_contain_text("Accepted")

    for each in rest:
        rejected = page.locator(f"#{each}")
        rejected.locator("summary", has_text="Reject").click()
        rejected.get_by_label("Why it is not asked for").fill(REASON)
        rejected.get_by_role("button", name="Reject redline").click()
        expect(page.locator(f"#{each} .decided-line")).to_contain_text("Rejected by Ada")

    expect(page.locator(".agreement-head")).to_contain_text("all decided")
    page.get_by_role("button", name="Sign review off").click()
    expect(page.locator("#said")).to_contain_text("The review is signed off.")
    expect(page.locator(".agreement-head")).to_contain_text("signed off by Ada")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert page.evaluate("window.stayed"), "the page was loaded again"


def test_a_rejection_without_a_reason_keeps_its_place_and_asks_for_one(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text)
    finding = page.locator(f"#{finding_ids(page)[0]}")
    finding.locator("summary", has_text="Reject").click()
    finding.get_by_role("button", name="Reject redline").click()
    expect(finding.get_by_role("alert")).to_contain_text("Say why")
    finding.get_by_label("Your reason").fill(REASON)
    finding.get_by_role("alert").get_by_role("button", name="Reject redline").click()
    expect(finding.locator(".decided-line")).to_contain_text("Rejected by Ada")


def test_keys_choose_findings_act_on_them_and_list_themselves(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text)
    first, second, *_ = finding_ids(page)
    keys = page.get_by_role("dialog", name="Keys")

    page.keyboard.press("?")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.wait_for_function("!document.activeElement.closest('dialog')")  # a key in the dialog is not for the page
    page.keyboard.press("j")
    expect(page.locator(".finding.chosen")).to_have_id(first)
    page.keyboard.press("j")
    expect(page.locator(".finding.chosen")).to_have_id(second)
    page.keyboard.press("k")
    expect(page.locator(".finding.chosen")).to_have_id(first)
    page.locator(f"#{first}").get_by_label("Walk-away").click()  # after the mouse the keys go on
    page.keyboard.press("1")
    page.keyboard.press("f")
    expect(page.locator(f"#{first} .step[data-step=acceptable]")).to_be_visible()
    expect(page.locator("#heard")).to_contain_text("Acceptable wording")
    page.keyboard.press("e")
    expect(page.locator(f"#{first} textarea[name=wording]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{first}")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(f"#{first} .decided-line")).to_contain_text("Accepted, acceptable by Ada")
    page.keyboard.press("j")  # the keyboard has stayed where it was
    expect(page.locator(".finding.chosen")).to_have_id(second)
    page.keyboard.press("u")  # where the chosen finding is undecided, the last decision is meant
    expect(page.locator("#said")).to_contain_text("Undone: accepted, acceptable wording by Ada. Undecided again")
    expect(page.locator(f"#{first}")).to_be_focused()
    expect(page.locator(f"#{first}").get_by_role("button", name="Accept redline")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("naj?")  # no key acts while words are typed
    expect(page.locator(f"#{first} textarea[name=text]")).to_have_value("naj?")
    expect(page.locator(".finding.decided")).to_have_count(0)


def test_choosing_on_either_side_moves_the_other_and_the_address_keeps_it(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text + "\n\n" + "\n\n".join(f"{n}. General. Nothing in this section matters much." for n in range(5, 60)))
    marks = page.locator("#paper mark[data-clauses]")
    marks.last.click()
    chosen = page.locator(".finding.chosen")
    expect(chosen).to_have_count(1)
    finding, clause = chosen.get_attribute("id"), chosen.get_attribute("data-clause")
    assert f"finding={finding.removeprefix('finding-')}" in page.url
    page.reload()
    expect(page.locator(".finding.chosen")).to_have_id(finding)
    expect(page.locator(f"#paper mark.chosen[data-clauses~='{clause}']").first).to_be_in_viewport()
    expect(page.locator(f"#{finding}")).to_be_in_viewport()


def test_what_is_typed_survives_another_tab_of_the_margin(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text)
    first, *_ = finding_ids(page)
    page.locator(f"#{first}").locator("summary", has_text="Edit").click()
    page.locator(f"#{first}").get_by_label("The words to ask for").fill(WORDING)
    page.locator("#tab-facts").click()
    expect(page.locator("table.facts")).to_be_visible()
    page.locator("#tab-findings").click()
    expect(page.locator(f"#{first} textarea[name=wording]")).to_have_value(WORDING)
    expect(page.locator(f"#{first} textarea[name=wording]")).to_be_visible()


def test_without_a_script_everything_posts_and_a_link_opens_at_its_finding(browse: Any, cast: Any, agreement_text: str) -> None:
    page = browse(java_script_enabled=False)
    log_in(page, cast.admin)
    page.goto("/upload/")
    page.locator("#files").set_input_files({"name": "northgate.txt", "mimeType": "text/plain", "buffer": agreement_text.encode()})
    page.get_by_role("button", name="Upload agreements").click()
    page.get_by_role("link", name="Open the review").click()
    expect(page.locator(".finding").first).to_be_visible()
    page.wait_for_load_state()  # on a busy machine the list is longer than what has come yet
    first, second, *_ = finding_ids(page)
    page.locator(f"#{first}").locator(".ladder input[value=walk_away]").check(force=True)
    expect(page.locator(f"#{first} .step[data-step=walk_away]")).to_be_visible()
    page.locator(f"#{first}").get_by_role("button", name="Accept redline").click()
    expect(page.locator(f"#{first} .decided-line")).to_contain_text("Accepted, walk-away by Ada")
    page.locator(f"#{second}").locator("summary", has_text="Edit").click()
    page.locator(f"#{second}").get_by_label("The words to ask for").fill(WORDING)
    page.locator(f"#{second}").get_by_role("button", name="Save edited redline").click()
    expect(page.locator(f"#{second}.chosen .diff ins").first).to_be_visible()
    page.locator("#paper mark a").last.click()
    expect(page.locator(".finding.chosen")).to_be_in_viewport()


def test_nothing_overflows_a_narrow_screen_and_the_margin_is_a_sheet(page: Any, cast: Any, agreement_text: str) -> None:
    open_review(page, cast, agreement_text)
    agreement = urlsplit(page.url).path
    page.set_viewport_size({"width": 360, "height": 740})
    tabs = [f"{agreement}?tab={tab}" for tab in ("findings", "facts", "windows", "discussion", "history")]
    tabs.append(f"{agreement}?tab=facts&edit=service_level.credits")
    wide = {}
    for address in ["/", "/agreements/", "/calendar/", "/rules/", "/settings/", "/upload/", *tabs]:
        answer = page.goto(address)
        assert answer.ok, address
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[address] = width
    assert wide == {}

    page.goto(agreement)
    sheet = page.locator("#margin")
    handle = sheet.locator(".handle")
    for height in ("full", "peek"):
        handle.click()
        expect(sheet).to_have_class(f"margin {height}")
    page.locator("#paper mark a").first.click()
    expect(page.locator(".finding.chosen")).to_be_in_viewport()
