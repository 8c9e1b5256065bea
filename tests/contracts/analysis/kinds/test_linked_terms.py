"""The addresses of terms that an agreement makes part of itself."""

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Analysis
from contracts.text import AgreementText, Link


def read(text: str, *links: Link) -> Analysis:
    return analyse(AgreementText(text, "text/plain", links=links))


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (
            "Customer shall comply with the Usage Policy at https://kestrel.example/aup.",
            ("https://kestrel.example/aup",),
        ),
        ("The SLA forms part of this Agreement (see https://kestrel.example/sla/).", ("https://kestrel.example/sla/",)),
        (
            "Support is provided in accordance with the Support Policy at www.kestrel.example/support, as amended.",
            ("www.kestrel.example/support",),
        ),
        (
            "You agree to the [Privacy Policy](https://kestrel.example/privacy) and the [Terms of "
            "Use](https://kestrel.example/use).",
            ("https://kestrel.example/privacy", "https://kestrel.example/use"),
        ),
    ],
)
def test_addresses_in_the_text(text: str, addresses: tuple[str, ...]) -> None:
    change = read(text).change_of_terms
    assert change is not None and change.linked_terms == addresses


def test_address_behind_the_words() -> None:
    text = "You agree to our Privacy Policy, which is incorporated into these Terms by this reference."
    start = text.index("Privacy")
    change = read(text, Link(start, start + 14, "https://kestrel.example/privacy")).change_of_terms
    assert change is not None and change.linked_terms == ("https://kestrel.example/privacy",)


def test_each_address_once_and_in_order() -> None:
    text = (
        "Customer shall comply with the Usage Policy at https://kestrel.example/aup.\n\n"
        "Fees are as stated in the price list at https://kestrel.example/prices.\n\n"
        "Breach of the rules described in the Usage Policy at https://kestrel.example/aup is subject to suspension."
    )
    assert read(text).value("change_of_terms.linked_terms") == (
        "https://kestrel.example/aup",
        "https://kestrel.example/prices",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Notices are sent to legal@kestrel.example.",
        "For more information see the Terms page at https://kestrel.example.",
        "You may log in at https://app.kestrel.example to view your invoices.",
        "Exhibit B is incorporated herein by reference.",
    ],
)
def test_addresses_that_bind_nobody(text: str) -> None:
    assert read(text).value("change_of_terms.linked_terms") is None
