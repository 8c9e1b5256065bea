"""The agreement's own words, from preambles as they are written."""

import pytest

from contracts.analysis.clause import Names, opening, possessive
from contracts.analysis.kind import Setting
from contracts.analysis.names import names
from contracts.analysis.outline import Outline
from contracts.analysis.parties import read_parties
from contracts.text import AgreementText

BODY = (
    " {v} shall provide the Services. {c} shall pay the Fees. {v} warrants that the Services conform. "
    "{c} may use the Services. {v} invoices {c} monthly."
)


def read(text: str) -> Names:
    paper = AgreementText(text, "text/plain")

    def parse(start: int, end: int):  # type: ignore[no-untyped-def]
        raise AssertionError("names are read without the pipeline")

    return names(Setting(paper, Outline(text), parse, []), read_parties(text))


def test_plain_words_where_nothing_is_defined() -> None:
    assert read("").vendor == "the Provider"
    assert read("").agreement == "this Agreement"


@pytest.mark.parametrize(
    ("preamble", "vendor", "customer"),
    [
        (
            'This Agreement is made between Northgate Hosting Ltd ("Provider") and Brightwell Inc. ("Customer").',
            "Provider",
            "Customer",
        ),
        (
            'This Agreement is made between Brightwell Inc. ("Customer") and Northgate Hosting Ltd ("Provider").',
            "Provider",
            "Customer",
        ),
        (
            "Between Northgate Hosting Ltd (hereinafter “Supplier”) and Brightwell Inc. (hereinafter called “Client”).",
            "Supplier",
            "Client",
        ),
        (
            'Between Kestrel Systems LLC, a Delaware company ("Kestrel"), and Alder Foods Corp. ("Alder").',
            "Kestrel",
            "Alder",
        ),
        ('Between Alder Foods Corp. ("Alder") and Kestrel Systems LLC ("Kestrel").', "Kestrel", "Alder"),
        (
            'Northgate Ltd, hereinafter called the "Licensor", '
            'and Alder Foods Corp., hereinafter called the "Licensee".',
            "Licensor",
            "Licensee",
        ),
    ],
)
def test_defined_parties(preamble: str, vendor: str, customer: str) -> None:
    found = read(preamble + BODY.format(v=vendor, c=customer))
    assert (found.vendor, found.customer, found.first_person) == (vendor, customer, False)


def test_the_article_is_kept_where_the_agreement_writes_it() -> None:
    preamble = 'Between Northgate Hosting Ltd (the "Provider") and Brightwell Inc. (the "Customer").'
    found = read(preamble + BODY.format(v="The Provider", c="the Customer"))
    assert (found.vendor, found.customer) == ("the Provider", "the Customer")


def test_we_and_you() -> None:
    found = read(
        "These Terms govern your use of our Services. "
        "We provide the Services to you. You pay us what you owe. If you leave, we delete your data."
    )
    assert (found.vendor, found.customer, found.first_person, found.agreement) == ("we", "you", True, "these Terms")


def test_a_vendor_that_is_never_defined() -> None:
    found = read(
        "Your use of Kestrel is yours. Kestrel may bill you. "
        "Kestrel shall not owe you. Kestrel will write to you at your address."
    )
    assert (found.vendor, found.customer) == ("Kestrel", "you")


def test_defined_service_fees_and_term() -> None:
    found = read(
        'Provider offers a hosted platform (the "Platform"). The Platform is ours. Customer pays '
        'the "Subscription Fees". The Subscription Fees are due yearly. The Initial Term is one year.'
    )
    assert (found.service, found.fees, found.initial_term) == (
        "the Platform",
        "the Subscription Fees",
        "the Initial Term",
    )


def test_grammar() -> None:
    you = Names(vendor="we", customer="you", first_person=True)
    assert f"{opening(you.vendor)} {you.shall} keep {you.customer_possessive} data" == "We will keep your data"
    assert (you.vendor_has, you.vendor_possessive, you.vendor_object, you.customer_has) == (
        "we have",
        "our",
        "us",
        "you have",
    )
    they = Names()
    assert (
        f"{opening(they.vendor)} {they.shall} keep {they.customer_possessive} data"
        == "The Provider shall keep the Customer's data"
    )
    assert (they.vendor_has, they.vendor_object) == ("the Provider has", "the Provider")
    assert possessive("Kestrel Systems") == "Kestrel Systems'"
