"""Who the parties are, and which of them is the vendor, from the places where agreements name them."""

from __future__ import annotations

import pytest

from contracts.analysis.analyse import analyse
from contracts.text import AgreementText

BODY = "\n\n1. Services. {v} shall provide the Services. {v} shall maintain them.\n\n2. Fees. {c} shall pay the Fees. {c} may use the Services."
HARBOUR, ALDER = "Harbour Hosting LLC", "Alder Foods, Inc."


def read(text: str) -> tuple[str, ...]:
    return analyse(AgreementText(text, "text/plain")).parties


@pytest.mark.parametrize(
    ("preamble", "vendor", "customer"),
    [
        ('This Agreement is made between Harbour Hosting LLC ("Provider") and Alder Foods, Inc. ("Customer").', "Provider", "Customer"),
        ('This Agreement is made between Alder Foods, Inc. ("Customer") and Harbour Hosting LLC ("Provider").', "Provider", "Customer"),
        ('by and between Alder Foods, Inc., a Delaware corporation ("Alder"), and Harbour Hosting LLC ("Harbour").', "Harbour", "Alder"),
        ('This SLA is entered into by Harbour Hosting LLC, a Washington company ("Harbour"), and Alder Foods, Inc. ("Subscriber").', "Harbour", "Subscriber"),
        ('Parties\n\n(1) Harbour Hosting LLC, registered under number 117, whose office is in Bristol ("Supplier"); and\n\n(2) Alder Foods, Inc. ("Customer").', "Supplier", "Customer"),
        ("Order Form\n\nCustomer | Vendor\nAlder Foods, Inc. | Harbour Hosting LLC\n1 Lake Street | 2 Quay", "Vendor", "Customer"),
        ('among Harbour Hosting LLC, a subsidiary of Sea Holdings Corp. ("Provider"), and Alder Foods, Inc. ("Customer").', "Provider", "Customer"),
        ('between Harbour Hosting LLC ("Provider"), with its office at 2 Quay, Boston, MA 02110 and Alder Foods, Inc. ("Customer").', "Provider", "Customer"),
    ],
)
def test_the_vendor_stands_first(preamble: str, vendor: str, customer: str) -> None:
    assert read(preamble + BODY.format(v=vendor, c=customer)) == (HARBOUR, ALDER)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Terms of Use\n\nThe service is provided as it is.", ()),
        ("Service Level Agreement\n\nHarbour Hosting LLC and Alder Foods, Inc.\n\nThe network is always on.", (HARBOUR, ALDER)),
        ('These Terms are an agreement between Harbour Hosting LLC ("we") and the organization that accepts them ("you").', (HARBOUR,)),
        ('by and between sea.com, inc. ("Sea") and Jane Marlow ("Consultant").', ("sea.com, inc.", "Jane Marlow")),
        ('between HARBOUR HOSTING LLC ("Harbour") and The University of Alder, a public body ("University").', ("HARBOUR HOSTING LLC", "The University of Alder")),
        ("Agreed.\n\nHarbour Hosting LLC\n\nBy: ______\n\nAlder Foods, Inc.\n\nBy: ______", (HARBOUR, ALDER)),
    ],
)
def test_where_the_names_stand(text: str, names: tuple[str, ...]) -> None:
    assert sorted(read(text)) == sorted(names)
