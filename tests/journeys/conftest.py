"""A real browser that notices whatever goes wrong, and the first steps that every journey takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.uploads import record_document

# Debian's; the one without a window starts in half the time.
BROWSERS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM = next((path for path in BROWSERS if path.exists()), BROWSERS[-1])
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """One browser for all journeys that follow each other; each visits in contexts of its own."""
    connections.close_all()  # one from before would be out of sight: playwright keeps an event loop in this thread from here on
    with pytest.MonkeyPatch.context() as environment, playwright.sync_playwright() as p:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = p.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def chromium(transactional_db: None, browser: Any) -> Iterator[Any]:
    """The browser, its pages closed before the tables are emptied: one that asks again and again would lock them meanwhile."""
    yield browser
    for context in browser.contexts:
        context.close()


@pytest.fixture
def browse(chromium: Any, live_server: Any, cast: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page in a context of its own, as another person's browser would.

    At the end nothing was thrown or logged as an error in any of them, and no other host was asked.
    """
    here = urlsplit(live_server.url).netloc
    wrong: list[str] = []
    expect.set_options(timeout=30_000)

    def asked(request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != here:
            wrong.append(f"asked elsewhere: {request.url}")

    def opened(width: int = 1280, height: int = 900, **options: Any) -> Any:
        page = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": height}, **options).new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("request", asked)
        return page

    yield opened
    assert wrong == []


@pytest.fixture
def page(browse: Callable[..., Any]) -> Any:
    return browse()


def know(page: Any, person: Any) -> None:
    """The page's browser is the person's, as after a log-in; nothing is loaded for it."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}])


def log_in(page: Any, person: Any) -> None:
    page.goto("/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Upload agreement")).to_be_visible()


def open_review(page: Any, cast: Any, text: str) -> None:
    """The admin opens the review of a text that was uploaded by the owner and read today."""
    version = record_document(cast, "northgate.txt", text, today=timezone.localdate(timezone=cast.organisation.zone))
    know(page, cast.admin)
    page.goto(version.document.agreement.get_absolute_url())
    expect(page.locator(".finding").first).to_be_visible()
    page.wait_for_load_state()  # the whole list is there, and so is the script that listens to the keys


def finding_ids(page: Any) -> list[str]:
    return [finding.get_attribute("id") for finding in page.locator(".finding").all()]
