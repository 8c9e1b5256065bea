"""Where notices go, in the ways that agreements write it; and nothing where no address is written."""

from __future__ import annotations

import pytest

from contracts.analysis.addresses import Address, address_of

VENDOR = ("Harbour Relay, Inc.", "Provider")
QUAY = ("12 Quay Street", "Suite 4", "Portland, Maine 04101")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9.1 Notices. Notices are sent as follows.\n\nIf to the Provider:\nHarbour Relay, Inc.\n12 Quay Street\nSuite 4\nPortland, Maine 04101\nAttention: General Counsel\nEmail: legal@harbour.example\n\nIf to the Customer: ...", Address(QUAY, "legal@harbour.example", "General Counsel")),
        ("Notices. If to Provider: Harbour Relay, Inc., Attn: General Counsel, 12 Quay Street, Suite 4, Portland, Maine 04101. Email: legal@harbour.example.", Address(QUAY, "legal@harbour.example", "General Counsel")),
        ("Notices to Harbour Relay, Inc. must be in writing and be sent to Harbour Relay, Inc., Legal Department, 12 Quay Street, Suite 4, Portland, Maine 04101, or to legal@harbour.example. Notices to you", Address(QUAY, "legal@harbour.example", "Legal Department")),
        ("Formal notices to the Provider must be sent to legal@harbour.example with a copy to nobody.", Address((), "legal@harbour.example")),
        ("between Harbour Relay, Inc., a Maine corporation with its principal place of business at 12 Quay Street, Suite 4, Portland, Maine 04101 (the “Provider”), and Alder Foods LLC", Address(QUAY)),
        ("(1) Harbour Relay, Inc., registered in England with company number 01234, whose registered office is at 12 Quay Street, Suite 4, Portland, Maine 04101 (“Provider”); and", Address(QUAY)),
        ("with SATELLITE and HARBOUR RELAY, INC., a Maine company with offices located at 12 Quay Street, Suite 4, Portland, Maine 04101 (“Provider”)", Address(QUAY)),
        ("17. Notices\n\nIf to Provider:\n\nHarbour Relay, Inc.  \n12 Quay Street  \nSuite 4  \nPortland, Maine 04101  \nAttn: Ruth Ames  \nruth@harbour.example\n\n18.", Address(QUAY, "ruth@harbour.example", "Ruth Ames")),
        ("Notices go to the addresses below.\nIf to Provider:\nA/C: Ruth Ames\nAddress: 12 Quay Street, Suite 4, Portland, Maine 04101\nPhone: +1 207 555 0100\n", Address(QUAY, "", "Ruth Ames")),
        ("Signed by\n\nHarbour Relay, Inc.\n12 Quay Street\nSuite 4\nPortland, Maine 04101\nBy: ____\n", Address(QUAY)),
        ("Signed by\n\nHarbour Relay, Inc.\n12 Quay Street, Suite 4, Portland, Maine 04101\nBy: ____ Ruth Ames\n", Address(QUAY)),
        ("Harbour Relay, Inc.\n\nBy: __________\n\nName: Ruth Ames\n\nTitle: President\n\nDate: 3 March 2026\n", None),
        ("Notices to the Provider must be in writing and sent to the address on the signature page.", None),
        ("Notices to the Provider are effective three (3) business days after they are sent, and not before.", None),
        ("The Provider ships to 12 Quay Street, Portland, Maine 04101, and if to the Provider it seems fit, elsewhere.", None),
        ("between Harbour Relay, Inc., a corporation organized under the laws of Maine (the “Provider”), and Alder Foods LLC, 5 Hill Road, Bangor, Maine 04401", None),
    ],
)
def test_address(text, found):
    assert address_of(text, VENDOR) == found


def test_the_customer_s_is_not_taken_for_the_vendor_s():
    text = (
        "Notices. If to Provider: Harbour Relay, Inc., 12 Quay Street, Suite 4, Portland, Maine 04101. "
        "If to Customer: Alder Foods LLC, 5 Hill Road, Bangor, Maine 04401."
    )
    assert address_of(text, ("Alder Foods LLC", "Customer")) == Address(("5 Hill Road", "Bangor, Maine 04401"))
    assert address_of(text, ("", "")) is None
