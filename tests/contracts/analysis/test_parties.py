"""Who the parties are, and which of them is the vendor, from the places where agreements name them."""

from __future__ import annotations

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.parties import read_parties
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
        ('among Harbour Hosting LLC (hereinafter "Provider"), a Texas company having its office at 2 Quay, and, Alder Foods, Inc. (hereinafter "Customer").', "Provider", "Customer"),
        ("between Harbour Hosting LLC (the Provider) and Alder Foods, Inc., (hereinafter the Customer).", "Provider", "Customer"),
        ("between: (1) Alder Foods, Inc. of (the ''Customer\"); and (2) Harbour Hosting LLC, of 2 Quay (the 'Supplier').", "Supplier", "Customer"),
        ('is between the following Parties: Harbour Hosting LLC ("HARBOUR"), having an office at 2 Quay, and Alder Foods, Inc. ("LICENSEE").', "HARBOUR", "LICENSEE"),
        ('by and between Alder Foods, Inc. ("Alder") and its Provider, Harbour Hosting LLC, a Texas company ("Harbour").', "Harbour", "Alder"),
        ('between, on the one hand, Alder Foods, Inc. ("Alder"), and, on the other hand, Harbour Hosting LLC ("Harbour").', "Harbour", "Alder"),
        ("Order Form\n\nCustomer Name: Alder Foods, Inc.\nAddress: 1 Lake Street\nVendor: Harbour Hosting LLC\n", "Vendor", "Customer"),
        ("Order Form\n\nCUSTOMER INFORMATION\nLegal Name: Alder Foods, Inc.\n\nPROVIDER INFORMATION\nLegal Name: Harbour Hosting LLC\n", "Provider", "Customer"),
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
        ('by and between Harbour Hosting LLC ("Provider") and the customer named on the Order Form ("Customer").', (HARBOUR,)),
        ('between Harbour Hosting LLC ("Provider") and [Customer Name], a [State] company ("Customer").', (HARBOUR,)),
        ('Accepted by the City of Alder (the "City"), and made between the City of Alder (the "City") and Harbour Hosting LLC ("Contractor").', (HARBOUR, "City of Alder")),
        ("This agreement is between us, Harbour Hosting LLC, and you, the customer in the order form.", (HARBOUR,)),
        ('1.1 "Fees" means what is due. 1.2 "Company" means Harbour Hosting LLC, a Texas company. Customer pays Company.', (HARBOUR,)),
        ('These Terms of Service of Harbour Hosting LLC (the "Company") bind the customer ("Customer").', (HARBOUR,)),
        ('made by and between Leo Alder A/S ("LEO") and Galen (Chemicals) Limited of 4 Adelaide Street, Co. Dublin ("GALEN").', ("Leo Alder A/S", "Galen (Chemicals) Limited")),
        ('between Harbour Hosting LLC ("Harbour") and i-on alder, a Florida corporation ("i-on"). Harbour and i-on are the "Parties".', (HARBOUR, "i-on alder")),
        ("GOVERNS YOUR USE OF THE SERVICES PROVIDED BY Harbour Hosting LLC (THE “PROVIDER”).", (HARBOUR,)),
        ('Harbour Hosting LLC d/b/a HARBOR (“Company”, “us”, or “we”) will provide to the undersigned client (“Client” or “you”) the Services.', (HARBOUR,)),
        ("Colocation Agreement\n\nBetween\n\nHarbour Hosting LLC\n\nas Grantor\n\nand\n\nAlder – Foods, Inc.\n\nas Grantee\n\nDated May 2, 2026", (HARBOUR, "Alder – Foods, Inc.")),
        ("is made by and between Open Harbour, Inc., a Texas company (OHI), and [______] (the \"Licensee\").\n\nOHI provides. OHI bills.", ("Open Harbour, Inc.",)),
        ('entered into the 1st day of July, 2026, by Harbour Hosting LLC ("Harbour") and Alder & Foods Corporation. For value received', (HARBOUR, "Alder & Foods Corporation")),
        ("This Agreement is between Harbour and Company (as set forth on the Order Form). Harbour and Company agree.", ("Harbour",)),
        ('WHICH ARE MADE AVAILABLE TO YOU BY HARBOUR, INC., A TEXAS CORPORATION (“HARBOUR”, “WE” OR “OUR”).', ("HARBOUR, INC.",)),
        ('BETWEEN THE COUNTY OF Alder AND Harbour Hosting LLC\n\nThis Extension ("Renewal") is made between the Board of Alder Commissioners, hereinafter referred to as the "Department", and Harbour Hosting LLC, hereinafter referred to as the "Contractor".', (HARBOUR, "Board of Alder Commissioners")),
        ('by and between Region 7 Cooperative ("Cooperative") and Alder Independent School District ("District") for the period', ("Region 7 Cooperative", "Alder Independent School District")),
        ("Prepared for: City of Alder\n1 Lake Street\nPrepared by: Harbour Hosting LLC\n\nSoftware | 25", (HARBOUR, "City of Alder")),
        ("Signed for the Customer\nCompany: Alder Foods, Inc.\nName: Ann Dell\n\nSigned for Harbour\nCompany: Harbour Hosting LLC\nName: Joe Marr\n", (HARBOUR, ALDER)),
        ("Agreed.\n\nHarbour Hosting LLC\n\nBy: ______\n\nAlder Foods, Inc.\n\nBy: ______", (HARBOUR, ALDER)),
    ],
)
def test_where_the_names_stand(text: str, names: tuple[str, ...]) -> None:
    assert sorted(read(text)) == sorted(names)


def test_a_head_of_blank_lines_is_looked_through_once():
    """A pattern that begins at each of them and takes in all that follow would not end within the test's limit of time."""
    assert read_parties("AGREEMENT" + "\n" * 7000 + "1. Services. The services are provided.") == []
