"""Every page in a real browser: axe finds nothing, nothing scrolls sideways, no other host is asked, little is loaded."""

from __future__ import annotations

import gzip
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import know
from tests.many import make_agreements

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
MOST_SCRIPT = 40_000  # bytes, as they are sent

PAGES = (
    "/",
    "/agreements/",
    "/agreements/?q=terms&state=in_review&sort=deadline",
    "/agreements/?q=nothing+says+this",
    "/calendar/",
    "/calendar/?view=month",
    "/upload/",
    "/rules/",
    "/settings/",
    "/account/",
    "/api/v1/docs/",
    "/mail/",
    "/there/is/no/such/page/",
)
TABS = ("findings", "facts", "windows", "discussion", "history")


# Leaves out what comes after eight siblings of the same name and class.
FIRST_EIGHT = """document.querySelectorAll('main *').forEach((parent) => {
  const seen = {};
  [...parent.children].forEach((child) => {
    const kind = child.tagName + child.className;
    seen[kind] = (seen[kind] || 0) + 1;
    if (seen[kind] > 8 && !['OPTION', 'TD', 'TH', 'P', 'LABEL', 'INPUT', 'BUTTON', 'DT', 'DD'].includes(child.tagName)) child.remove();
  });
})"""

# Marks two of all texts that look alike: contrast follows from what a text and everything around it is and how that is painted.
# Looking for it at each of a thousand texts took most of the suite's time.
MARK = """() => {
  const known = new Map(), seen = {};
  const look = (element) => {
    if (!element) return '';
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      known.set(element, look(element.parentElement) + '>' + [
        element.tagName, element.getAttribute('class'), element.matches(':disabled'), element.getAttribute('aria-disabled'),
        element.control && element.control.disabled, style.color, style.backgroundColor, style.backgroundImage, style.opacity,
        style.textShadow, style.fontSize, style.fontWeight, style.position, style.visibility, style.clipPath,
      ]);
    }
    return known.get(element);
  };
  for (const element of document.querySelectorAll('body *')) {
    element.removeAttribute('data-marked');
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!element.checkVisibility() || !says && !element.matches('input, select, textarea')) continue;
    const kind = look(element);
    seen[kind] = (seen[kind] || 0) + 1;
    if (seen[kind] <= 2) element.setAttribute('data-marked', '');
  }
}"""

# Takes out texts that are like the marked ones; what has no text, as a bar behind one, stays.
TAKE_OUT = """() => {
  window.takenOut = [];
  for (const element of document.querySelectorAll('body :not(style, script)')) {
    if (!element.isConnected || !element.textContent.trim() || element.querySelector('[data-marked]') || element.closest('[data-marked]')) continue;
    const hole = document.createComment('');
    element.replaceWith(hole);
    window.takenOut.push([hole, element]);
  }
}"""
PUT_BACK = "window.takenOut.forEach(([hole, element]) => hole.replaceWith(element))"

CONTRAST_OF_MARKED = "axe.configure({rules: [{id: 'color-contrast', selector: '[data-marked]'}]})"

# What is asked at a width in a theme, in this order: everything, what a narrow screen changes, the other theme's colours.
LOOKS = (
    (WIDE, "light", {}),
    (NARROW, "light", {"rules": {"color-contrast": {"enabled": False}}}),
    (WIDE, "dark", {"runOnly": ["color-contrast"]}),
)


def axe_source() -> str:
    spec = find_spec("axe_playwright_python")
    assert spec and spec.origin, "axe-playwright-python is not installed: make install"
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


class Visitor:
    """A browser that collects what is wrong with each page that it is sent to."""

    def __init__(self, browser: Any, here: str, **options: Any) -> None:
        self.context = browser.new_context(base_url=here, viewport=WIDE, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.wrong: list[str] = []
        self.axe = axe_source()
        host = urlsplit(here).netloc

        def asked(request: Any) -> None:
            address = urlsplit(request.url)
            if address.scheme not in {"data", "blob"} and address.netloc != host:
                self.wrong.append(f"{self.page.url} asked {request.url}")

        self.page.on("request", asked)
        self.loaded: list[Any] = []
        self.page.on("response", lambda answer: self.loaded.append(answer))
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url} threw {error}"))

    def look_at(self, address: str) -> None:
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(WIDE)
        self.page.goto(address)
        self.look(address)

    def look(self, name: str) -> None:
        """The page at both widths in both themes. What does not depend on the theme is asked once a width."""
        twice = self.page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, n, all) => all.indexOf(id) !== n)")
        if twice:  # axe no longer says so: a label would lead to another field than its own
            self.wrong.append(f"{name} has ids twice: {twice}")
        # Of a page that repeats itself, as the API's does, the first eight of a kind are enough.
        self.page.evaluate(FIRST_EIGHT)
        self.page.evaluate("[...document.querySelectorAll('details')].slice(0, 12).forEach((d) => { if (!d.closest('header')) d.open = true; })")
        self.page.evaluate(self.axe)
        self.page.evaluate(CONTRAST_OF_MARKED)
        for size, theme, asked in LOOKS:
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme=theme)
            self.page.evaluate(MARK)
            if theme == "dark":
                self.page.evaluate(TAKE_OUT)
            found = self.page.evaluate("(asked) => axe.run(document, {resultTypes: ['violations'], preload: false, ...asked})", asked)
            for violation in found["violations"]:
                where = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
                self.wrong.append(f"{name} at {size['width']}, {theme}: {violation['id']}, {violation['help']}: {where}")
            width = self.page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                self.wrong.append(f"{name} is {width} wide at {size['width']}")
        self.page.evaluate(PUT_BACK)


# The breaks of one page, and all that is to be said of them: at which width and in which theme, what, and at which elements.
WRONGS = """
<input type=text id=unlabelled>
<p>Plain.</p><p>Plain.</p><p>Plain.</p><div><p id=pale style='color: #bbb; background: #ccc'>Pale on pale.</p></div>
<style>@media (prefers-color-scheme: dark) { p + p.hard { color: #333; background: #222 } }</style>
<div><p class=hard>One.</p><p>Two.</p><p class=hard id=three>Three.</p><p class=hard id=four>Four.</p></div>
<style>@media (min-width: 400px) { .small-only { display: none } }</style><button class=small-only id=nameless></button>
<div style='width: 361px'>Wide.</div>
<p id=main>Another.</p>
"""
SAID = {
    "has ids twice: ['main']",
    "at 1280, light: label: #unlabelled",
    "at 1280, light: color-contrast: #pale",
    "at 360, light: label: #unlabelled",
    "at 360, light: button-name: #nameless",
    "is wide at 360",
    "at 1280, dark: color-contrast: #pale; #three; #four",
}


def test_what_is_wrong_is_seen(chromium, live_server) -> None:
    """Nothing but what was put in: in one theme or at one width alone, and after texts that nearly look alike."""
    visitor = Visitor(chromium, live_server.url, bypass_csp=True)
    visitor.page.goto("/login/")
    visitor.page.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", WRONGS)
    visitor.look("the log-in")
    said = [re.sub(r"^the log-in |(?<=is )\d+ (?=wide)", "", said) for said in visitor.wrong]
    said = [re.sub(r"^(at \d+, \w+: [\w-]+), .*(: .*)", r"\1\2", each) for each in said]
    assert sorted(said) == sorted(SAID)


@pytest.mark.parametrize("addresses", [PAGES[at : at + 3] for at in range(0, len(PAGES), 3)], ids=lambda addresses: addresses[0])
def test_axe_finds_nothing_on_the_pages_of_an_organisation_with_agreements(addresses, chromium, live_server, cast, reviewed) -> None:
    make_agreements(cast, 20, first=1)  # with a vendor and a title of 200 characters, unreadable ones, and two being read
    visitor = Visitor(chromium, live_server.url)
    know(visitor.page, cast.admin)
    for address in addresses:
        visitor.look_at(address)
    assert visitor.wrong == []


@pytest.mark.parametrize("tabs", [TABS[:2], TABS[2:]], ids=lambda tabs: tabs[0])
def test_axe_finds_nothing_on_the_agreements_own_page(tabs, chromium, live_server, cast, reviewed) -> None:
    agreement = reviewed.document.agreement.get_absolute_url()
    visitor = Visitor(chromium, live_server.url)
    know(visitor.page, cast.admin)
    for tab in tabs:
        visitor.look_at(f"{agreement}?tab={tab}")
    if "findings" in tabs:
        reviewed.review.findings.update(state="accepted")
        visitor.look_at(f"/reviews/{reviewed.review.pk}/memo/")
    assert visitor.wrong == []


def test_axe_finds_nothing_on_the_page_of_an_agreement_that_cannot_be_read(chromium, live_server, cast) -> None:
    (unreadable,) = make_agreements(cast, 1, first=3)
    visitor = Visitor(chromium, live_server.url)
    know(visitor.page, cast.admin)
    visitor.look_at(unreadable.get_absolute_url())
    assert visitor.wrong == []


def test_axe_finds_nothing_before_there_is_anything(chromium, live_server, transactional_db, settings) -> None:
    visitor = Visitor(chromium, live_server.url)
    visitor.look_at("/welcome/")
    page = visitor.page
    page.set_viewport_size(WIDE)
    for label, value in (
        ("Your organisation's name", "Brightwater Foods"),
        ("Your name", "Olive Marsh"),
        ("Your e-mail address", "olive@brightwater.example"),
        ("Password", "short"),
    ):
        page.get_by_label(label).fill(value)
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Make the account").click()
    page.locator(".error").first.wait_for()
    visitor.look("the first account, refused")
    page.get_by_label("Password").fill("a long and unheard-of password")
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("heading", name="Nothing is watched yet.").wait_for()
    for address in ("/", "/agreements/", "/calendar/", "/upload/", "/settings/"):
        visitor.look_at(address)
    page.context.clear_cookies()
    visitor.look_at("/login/")
    page.get_by_label("E-mail address").fill("olive@brightwater.example")
    page.get_by_label("Password").fill("not it")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").wait_for()
    visitor.look("the log-in, refused")
    assert visitor.wrong == []


def test_a_page_needs_little(chromium, live_server, cast, reviewed) -> None:
    """At most two style sheets, 40 kB of script as it is sent, and no font."""
    visitor = Visitor(chromium, live_server.url)
    know(visitor.page, cast.admin)
    for address in ("/", "/upload/", reviewed.document.agreement.get_absolute_url()):
        visitor.loaded.clear()
        visitor.page.goto(address)
        loaded = list(visitor.loaded)
        of = {kind: [r for r in loaded if r.request.resource_type == kind] for kind in ("stylesheet", "script", "font")}
        assert 1 <= len(of["stylesheet"]) <= 2 and of["font"] == [], address
        assert sum(len(gzip.compress(script.body())) for script in of["script"]) < MOST_SCRIPT, address


def test_without_script_the_pages_read_and_the_forms_post(chromium, live_server, cast, agreement_text) -> None:
    visitor = Visitor(chromium, live_server.url, java_script_enabled=False)
    know(visitor.page, cast.admin)
    page = visitor.page
    page.goto("/upload/")
    page.locator("#files").set_input_files({"name": "northgate.txt", "mimeType": "text/plain", "buffer": agreement_text.encode()})
    page.get_by_role("button", name="Upload agreements").click()
    page.goto("/upload/")  # as a person reloads until it is read
    page.get_by_text("The next window closes").wait_for()
    for address in ("/", "/calendar/", "/agreements/?q=posting"):
        page.goto(address)
        assert page.get_by_role("link", name="Northgate Hosting Inc.").first.is_visible(), address
    page.get_by_role("link", name="Northgate Hosting Inc.").first.click()
    assert page.locator(".finding").count() > 3
    assert visitor.wrong == []
