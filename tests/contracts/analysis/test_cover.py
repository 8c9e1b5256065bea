"""The effective date: from the statement that outranks the others."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.analysis.analyse import analyse
from contracts.text import AgreementText

MADE = "This Agreement is made as of March 3, 2026 between Alder Ltd and Harbour Inc."
SIGNED = "\n\nAlder Ltd\nBy: ____ Name: A. Reed\nDate: {}\n\nHarbour Inc.\nBy: ____ Name: B. Holt\nDate: {}"


def effective(text: str) -> date | None:
    return analyse(AgreementText(text, "text/plain")).effective_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("This Agreement has no date.", None),
        ("The insurance shall be effective until 3 May 2026.", None),
        ("Effective Date: 1 March 2026", date(2026, 3, 1)),
        ("Effective Date | 1 March 2026 | signed 4 March 2026", date(2026, 3, 1)),
        (MADE, date(2026, 3, 3)),
        (MADE.replace("March 3, 2026", 'March 3, 2026 (the "Effective Date")'), date(2026, 3, 3)),
        (MADE + ' "Effective Date" means 1 April 2026.', date(2026, 4, 1)),
        (MADE + " It is to be effective April 1, 2026.", date(2026, 4, 1)),
        (MADE + "\n\n3. Term. The term of this Agreement shall commence on May 1, 2026 and continue for two years.", date(2026, 5, 1)),
        (MADE + "\n\nThis Agreement shall commence upon the 1st of May, 2026.", date(2026, 5, 1)),
        (MADE + ' "Effective Date" means the date first written above.\n\n4. The term of the lease commences on June 1, 2027.', date(2026, 3, 3)),
        ('"Effective Date" means the date of the last signature below.' + SIGNED.format("3/14/2026", "March 20, 2026"), date(2026, 3, 20)),
        ('This Agreement is effective on the date last signed.' + SIGNED.format("4/25/26", "4/18/26"), date(2026, 4, 25)),
        ("Date: June 1, 2026\n\nSERVICES CONTRACT\n\nThis contract is entered into by Alder Ltd and Harbour Inc.", date(2026, 6, 1)),
        ("The parties agree." + SIGNED.format("19 Jan. 2026", "21 Jan. 2026"), date(2026, 1, 21)),
        ("This amendment to the Supply Agreement dated January 5, 2020 is made as of March 3, 2026.", date(2026, 3, 3)),
        ("Effective Date: 03/04/2026", None),
        ("Start Date: 04/01/2026\nEnd Date: 03/31/2027" + SIGNED.format("3/14/2026", "3/20/2026"), date(2026, 4, 1)),
        ('This Order is entered into under the Master Agreement dated June 4, 2024 (the "MSA").\n\nCommencement Date: 1 February 2026', date(2026, 2, 1)),
        ("Statement of Work\nMaster Agreement: MSA 44, dated 3 March 2021", None),
        (MADE.replace("as of", "as of March 1, 2026, effective as of") + " Effective Date: 03/04/2026", None),
        (MADE.replace("March 3, 2026", '03/04/2026 (the "Effective Date")'), None),
        ('"Effective Date" means the date of last signature.\n\n' + MADE, None),
        ("AGREEMENT, dated for reference purposes only as March 3, 2026, is effective as of the last date signed by both parties.", None),
        ("TERMS - REVISED MARCH 3, 2026\n\nThis Agreement is effective as of the date of acceptance by you.", None),
        ("ADDENDUM TO LICENCE AGREEMENT DATED March 3, 2020\n\nAlder Ltd has licensed software to Harbour Inc.", None),
        ('This Addendum to the Licence between Alder Ltd ("Customer") and Harbour Inc. ("HARBOUR") dated March 3, 2020 is made on signature.', None),
        ('This Amendment dated as of March 3, 2026 to the Licence Agreement (the "Licence") of April 15, 2020 is made by Alder Ltd.', date(2026, 3, 3)),
        ('"Effective Date" means the later of the dates of the signatures below.' + SIGNED.format("3-14-26", "3-7-26"), date(2026, 3, 14)),
        ('"Effective Date" means the later of the dates of the signatures below.' + SIGNED.format("3-4-26", "March 7, 2026"), None),
        ('"Effective Date" means the later of the dates of the signatures below.' + SIGNED.format("3-24-26", "3-17-26"), date(2026, 3, 24)),
        ("Effective Date: 03/04/2026. The price list of 31/01/2026 applies.", date(2026, 4, 3)),
    ],
)
def test_effective_date(text: str, day: date | None) -> None:
    assert effective(text) == day


def test_a_guess_is_said_to_be_one() -> None:
    found = analyse(AgreementText("The parties agree." + SIGNED.format("19 Jan. 2026", "21 Jan. 2026"), "text/plain"))
    assert found.facts["effective_date"].confidence < 0.8
