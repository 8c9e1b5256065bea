"""The main path in a real browser: log in, upload, decide each finding, sign off, correct a fact, see the window move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = Path("/usr/bin/chromium")
WORDING = "Either party may stop a renewal by written notice at any time before the term ends."
REASON = "The vendor will not move on this."

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing")]


@pytest.fixture
def page(live_server: Any, cast: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A page of a fresh browser. At the end nothing was thrown or logged as an error, and no other host was asked."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in this thread
    here = urlsplit(live_server.url).netloc
    wrong: list[str] = []
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}).new_page()
        page.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)
        page.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)

        def asked(request: Any) -> None:
            address = urlsplit(request.url)
            if address.scheme not in {"data", "blob"} and address.netloc != here:
                wrong.append(f"asked elsewhere: {request.url}")

        page.on("request", asked)
        yield page
        browser.close()
    assert wrong == []


def log_in(page: Any, person: Any) -> None:
    page.goto("/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Upload agreement")).to_be_visible()


def upload(page: Any, text: str) -> None:
    """Uploads the text through the form, which sends itself once a file is chosen, and opens its review."""
    page.goto("/upload/")
    page.locator("#files").set_input_files({"name": "northgate.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.get_by_role("link", name="Open the review").click(timeout=60_000)
    expect(page.locator(".finding").first).to_be_visible()
    page.wait_for_load_state()  # the whole list is there, and so is the script that listens to the keys


def finding_ids(page: Any) -> list[str]:
    return [finding.get_attribute("id") for finding in page.locator(".finding").all()]


def test_agreement_is_reviewed_signed_off_and_corrected(page: Any, cast: Any, agreement_text: str) -> None:
    log_in(page, cast.admin)
    upload(page, agreement_text)

    first, second, *rest = finding_ids(page)
    assert rest, "the agreement has findings to accept, to edit and to reject"
    page.locator(f"#{first}").get_by_role("button", name="Accept redline").click()
    expect(page.locator(f"#{first} > details > summary")).to_contain_text("accepted by Ada")

    edited = page.locator(f"#{second}")
    edited.locator("summary", has_text=re.compile("^Edit$")).click()
    edited.get_by_label("The words to ask for").fill(WORDING)
    edited.get_by_role("button", name="Save edited redline").click()
    expect(page.locator(f"#{second} > details > summary")).to_contain_text("edited by Ada")
    expect(edited.get_by_label("The words to ask for")).to_have_value(WORDING)

    for each in rest:
        rejected = page.locator(f"#{each}")
        rejected.locator("summary", has_text=re.compile("^Reject$")).click()
        rejected.get_by_label("Why").fill(REASON)
        rejected.get_by_role("button", name="Reject redline").click()
        expect(page.locator(f"#{each} > details > summary")).to_contain_text("rejected by Ada")
        expect(rejected.get_by_text(f"Reason: {REASON}")).to_be_visible()

    page.get_by_role("button", name="Sign review off").click()
    expect(page.get_by_role("status")).to_contain_text("The review is signed off.")
    expect(page.locator(".agreement-head")).to_contain_text("signed off by Ada")
    expect(page.get_by_role("button", name="Accept redline")).to_have_count(0)


def test_corrected_notice_moves_the_window(page: Any, cast: Any, agreement_text: str) -> None:
    log_in(page, cast.admin)
    upload(page, agreement_text.replace(" and not more than forty-five (45) days", ""))
    deadline = page.locator(".deadline strong")
    expect(deadline).to_be_visible()
    before = deadline.inner_text()

    page.get_by_role("navigation", name="Margin").get_by_role("link", name="Facts").click()
    row = page.locator("tr", has=page.locator("input[name=field][value='renewal.notice_by']"))
    row.get_by_label("Correct Notice at least").click()
    row.get_by_label("Value").fill("60 days")
    row.get_by_label("Why").fill("Amendment 1 says so.")
    row.get_by_role("button", name="Correct fact").click()

    expect(page.get_by_role("status")).to_contain_text("Corrected. The windows follow: the next closes on")
    expect(row).to_contain_text("60 days")
    expect(row).to_contain_text("says Ada: Amendment 1 says so.")
    expect(deadline).not_to_have_text(before)
    after = deadline.inner_text()
    page.get_by_role("navigation", name="Margin").get_by_role("link", name="Windows").click()
    expect(page.locator(".window.open h3").first).to_contain_text(f"closes {after}")


def test_keys_choose_findings_and_list_themselves(page: Any, cast: Any, agreement_text: str) -> None:
    log_in(page, cast.admin)
    upload(page, agreement_text)
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
    page.keyboard.press("a")
    expect(page.locator(f"#{first} > details > summary")).to_contain_text("accepted by Ada")


def test_nothing_overflows_a_narrow_screen(page: Any, cast: Any, agreement_text: str) -> None:
    log_in(page, cast.admin)
    upload(page, agreement_text)
    agreement = urlsplit(page.url).path
    page.set_viewport_size({"width": 360, "height": 740})
    tabs = [f"{agreement}?tab={tab}" for tab in ("findings", "facts", "windows", "discussion", "history")]
    wide = {}
    for address in ["/", "/agreements/", "/calendar/", "/rules/", "/settings/", "/upload/", *tabs]:
        answer = page.goto(address)
        assert answer.ok, address
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[address] = width
    assert wide == {}
