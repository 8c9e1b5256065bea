"""The letter's words: every field stands in it, what is empty is a line or left out, and dates are words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reviews.letter import FIELDS, NEEDED, WAYS, Letter, blocks, kept, letter_from, missing, text_of

FULL = Letter(
    our_name="Müller & Søn, Łódź",
    our_role="Customer",
    our_address="77 Lakeshore Parkway\nDuluth",
    recipient="Northgate Hosting, Inc.",
    recipient_role="Northgate",
    attention="General Counsel",
    recipient_address="1180 Foundry Street\nColumbus, Ohio 43215",
    how="courier",
    place="Duluth",
    dated="2027-01-18",
    agreement_title="Master Services Agreement",
    agreement_number="NGH-0147",
    agreement_date="2026-03-01",
    section="Section 5.2",
    notice_section="Section 16.1",
    ends_on="2027-02-28",
    signatory="Dana Whitlock",
    signatory_title="Head of Operations",
)


@pytest.mark.parametrize("kind", ["opt_out", "protective"])
def test_every_field_stands_in_the_letter_and_no_date_in_figures(kind):
    letter = replace(FULL, kind=kind)
    said = text_of(letter)
    words = {"dated": "18 January 2027", "agreement_date": "1 March 2026", "ends_on": "28 February 2027", "how": "By courier"}
    for name in set(FIELDS) - {"kind"}:
        for line in words.get(name, getattr(letter, name)).splitlines():
            assert line in said, name
    assert "hereby gives notice of non-renewal" in said and not re.search(r"\d{4}-\d\d-\d\d|\{|None", said)
    assert ("without prejudice" in said and "unconditional" in said) is (kind == "protective")
    assert letter_from(kept(letter)) == letter


def test_whatever_is_left_empty_the_letter_reads_on():
    for name in FIELDS[1:]:
        letter = replace(FULL, **{name: ""})
        assert missing(letter) == ((name,) if name in NEEDED else ())
        said = text_of(letter)
        assert not re.search(r"\(\)|“”|\s,|  |\bof \.|No\. of|, as required by of|\n\n\n", said), (name, said)
    blank = replace(FULL, dated="", signatory="", signatory_title="")
    assert text_of(blank).count("_" * 20) == 5, "the letter's date, signature, name, title, date"
    assert missing(Letter()) == NEEDED and blocks(Letter())


def test_each_way_of_sending_is_named():
    assert all(f"sent {said.lower()}, as" in text_of(replace(FULL, how=way)) for way, said in WAYS.items())
