"""In what form notice is given, and when it counts as received."""

from __future__ import annotations

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Receipt
from contracts.periods import Period
from contracts.text import AgreementText


def notices(text: str):
    return analyse(AgreementText(text, "text/plain")).notices


@pytest.mark.parametrize(
    ("text", "forms", "not_by"),
    [
        ("All notices shall be in writing and delivered by hand or by certified mail, return receipt requested.", ("hand", "registered_post"), ()),
        ("Notices shall be mailed by registered or certified mail, postage prepaid, to the address above.", ("registered_post",), ()),
        ("Notices shall be mailed, postage prepaid, to the address above.", ("post",), ()),
        ("Any notice must be sent by overnight courier. Email does not suffice for such notices.", ("courier",), ("email",)),
        ("Notices must be delivered by courier, and shall not be given by e-mail.", ("courier",), ("email",)),
        ("All notices shall be sent by courier to the address above, with a copy by email to legal@vendor.example.", ("courier",), ()),
        ("Notices to us are sent to legal@vendor.example. Notices to you are sent by courier.", ("email",), ()),
        ("We may give notice by courier. You give notice to us at legal@vendor.example.", ("email",), ()),
        ("Notices of breach must be delivered by hand. All other communications may be sent by email.", ("hand",), ()),
    ],
)
def test_forms(text, forms, not_by):
    found = notices(text)
    assert (found.forms, found.not_by) == (forms, not_by)


def bd(count: int) -> Period:
    return Period(count, "day", business=True)


def days(count: int) -> Period:
    return Period(count, "day")


@pytest.mark.parametrize(
    ("text", "receipts"),
    [
        ("A notice by mail is deemed received three (3) business days after it was mailed.", {"post": bd(3)}),
        ("A notice sent by first-class post shall be deemed received at 9.00 am on the second Business Day after posting, and a notice sent by "
         "email at the time of transmission.", {"post": bd(2), "email": days(0)}),
        ("A notice is deemed received on delivery if delivered by hand, on the first (1st) Business Day after dispatch if sent by overnight "
         "courier, and on the third (3rd) Business Day after mailing if sent by certified mail.",
         {"hand": None, "courier": bd(1), "registered_post": bd(3)}),
        ("A notice by email is received when it is sent, or on the next business day if it was sent after 5 p.m.", {"email": bd(1)}),
        ("Notices sent by courier are deemed given forty-eight (48) hours after dispatch.", {"courier": days(2)}),
        ("Notices must be sent by certified mail or delivered by hand, and are deemed received five days after mailing.", {"registered_post": days(5)}),
        ("Notices shall be sent by post and are effective when received.", {"post": None}),
    ],
)  # fmt: skip
def test_deemed_receipt(text, receipts):
    assert {receipt.form: receipt.after for receipt in notices(text).deemed_receipt} == receipts


def test_what_the_notice_against_renewal_demands_outranks_the_general_clause():
    text = (
        "This Agreement shall automatically renew for successive one-year terms unless Customer notifies Provider by registered mail at least "
        "ninety (90) days before the end of the then-current term.\n\nAll other notices may be sent by email to the address above."
    )
    assert notices(text).forms == ("registered_post",)


def test_the_address_is_in_its_own_words():
    assert notices("Notices to us are sent to legal@vendor.example.").address == "to legal@vendor.example"
    assert notices("Notices shall be sent by courier to the address in the signature block.").address == "to the address in the signature block"


def test_a_receipt_survives_its_json():
    from contracts.analysis.interchange import value_from_json, value_to_json

    value = (Receipt("post", bd(3)), Receipt("hand", None))
    assert value_from_json("notices.deemed_receipt", value_to_json(value)) == value
