"""How a letter cites an agreement."""

from __future__ import annotations

import pytest

from contracts.analysis.citing import number_of, section_of, title_of


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("MASTER SERVICES AGREEMENT\n\nNo. NGH-MSA-0147\n\nbetween", "Master Services Agreement", "NGH-MSA-0147"),
        ("Alder Foods\n\nTerms of Service for Delivery\n\nThese Terms", "Terms of Service for Delivery", ""),
        ("This Software License Agreement (this “Agreement”) is entered into on 1 May 2026 by\n\n1. License\n", "Software License Agreement", ""),
        ("Contract number: 2026/44\nPAYROLL BUREAU CONTRACT\nPage 1", "Payroll Bureau Contract", "2026/44"),
        ("Dear Sir,\nplease find enclosed the agreement between us, dated today.\n", "", ""),
    ],
)
def test_title_and_number(text, title, number):
    assert (title_of(text), number_of(text)) == (title, number)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("5. TERM\n\n5.2 Renewal. It @renews.", "Section 5.2"),
        ("Section 7. Renewal. It @renews.", "Section 7"),
        ("See clause 9 of it and clause 4.\n\n4.1 It @renews.", "Clause 4.1"),
        ("3. Term\n\n(a) It begins.\n\n(b) It @renews.", "Section 3(b)"),
        ("ARTICLE IV. Term. It @renews.", "Article IV"),
        ("It @renews.", ""),
        ("2026 was a good year.\n\nIt @renews.", ""),
    ],
)
def test_section(text, section):
    assert section_of(text.replace("@", ""), text.index("@")) == section
