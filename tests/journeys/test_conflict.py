"""Two people edit the same redline: the second sees the first's words beside their own, and chooses."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import expect, finding_ids, know, open_review

FIRST = "This Agreement ends with its term unless both parties sign an extension."
SECOND = "This Agreement continues from month to month, and either party may end it at any time."


def edit(page: Any, finding: str, wording: str) -> None:
    each = page.locator(f"#{finding}")
    each.locator("summary", has_text="Edit").click()
    each.get_by_label("The words to ask for").fill(wording)


def test_the_second_of_two_editors_sees_both_texts_and_chooses(browse: Any, cast: Any, agreement_text: str) -> None:
    ada, rhea = browse(), browse()
    open_review(ada, cast, agreement_text)
    know(rhea, cast.reviewer)
    rhea.goto(ada.url)
    first, second, *_ = finding_ids(ada)
    for finding in (first, second):
        edit(rhea, finding, SECOND)
        edit(ada, finding, FIRST)
        ada.locator(f"#{finding}").get_by_role("button", name="Save edited redline").click()
        expect(ada.locator(f"#{finding} .decided-line")).to_contain_text("Edited")
        rhea.locator(f"#{finding}").get_by_role("button", name="Save edited redline").click()
        conflict = rhea.locator(f"#{finding}").get_by_role("alert")
        expect(conflict).to_contain_text("Ada changed this redline while you were editing")
        expect(conflict).to_contain_text("unless both parties sign an extension")
        expect(conflict.get_by_label("Your words")).to_have_value(SECOND)

    rhea.locator(f"#{first}").get_by_role("button", name="Save mine over it").click()
    expect(rhea.locator(f"#{first} .decided-line")).to_contain_text("Edited, preferred by Rhea")
    rhea.locator(f"#{second}").get_by_role("link", name="Keep Ada’s").click()
    expect(rhea.locator(f"#{second}").get_by_role("alert")).to_have_count(0)
    expect(rhea.locator(f"#{second} .decided-line")).to_contain_text("by Ada")

    ada.reload()
    expect(ada.locator(f"#{first} .decided-line")).to_contain_text("by Rhea")
    expect(ada.locator(f"#{second} .decided-line")).to_contain_text("by Ada")
