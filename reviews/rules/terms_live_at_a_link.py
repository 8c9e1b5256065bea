"""Part of the agreement lives at a link."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from reviews.drafting import insert_after, ladder
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.wording import worded

FIRES_ON = (
    Example(
        "Customer shall comply with the Acceptable Use Policy available at https://brightwell.example/aup, which is incorporated "
        "herein by reference."
    ),
    Example("Support is provided as set out in the Support Terms at www.kestrel.example/support-terms."),
    Example(
        "12.1 The Fees are those stated in the price list published on https://alder.example/pricing on the day on which an Order "
        "is placed.\n\n12.2 Use of the API is subject to the Developer Guidelines located at "
        "https://alder.example/guidelines, and a breach of them is a breach of this Agreement."
    ),
    Example(
        "SCHEDULE 2 - SUPPORT\n\n2.1 The Provider gives support (a) by telephone, between 9 a.m. and 5 p.m. on working days, "
        "and (b) by e-mail, in each case as described in the Support Handbook and subject to the Fair Use Policy at "
        "https://support.northgate.example/policies/fair-use?v=latest, and the Customer shall make its staff familiar with "
        "them.\n\n2.2 Requests outside those hours are charged by the hour."
    ),
    Example(
        "This Order Form is governed by the Master Subscription Agreement found at https://thornbury.example/legal/msa, the "
        "Service Level Agreement found at https://thornbury.example/legal/sla and the Data Processing Addendum found at "
        "https://thornbury.example/legal/dpa, each of which may be updated by Thornbury from time to time."
    ),
    Example(
        "By clicking on the button you accept the Terms of Service (https://alder.example/legal/tos), which you may print for "
        "your records."
    ),
)
SILENT_ON = (
    Example("For more information about our company visit https://brightwell.example."),
    Example(
        "Customer shall comply with the Acceptable Use Policy available at https://brightwell.example/aup. The policy applies in the "
        "version of the Effective Date, a copy of which is attached as Exhibit C."
    ),
    Example("Exhibit A (Statement of Work) is attached hereto and incorporated herein by reference."),
    Example(
        "You may log in to your account at https://app.alder.example to see your invoices. Notices are sent to "
        "legal@alder.example."
    ),
    Example(
        "The Service Levels in Schedule 2 form part of this Agreement. Their results are shown on the status page at "
        "https://status.kestrel.example."
    ),
    Example(
        "The Documentation is available at https://docs.lintel.example/manual for the convenience of users, and the Supplier's news at "
        "https://lintel.example/news. This Agreement with its Annexes A to D, which are attached to it and initialled on every page, is "
        "the whole of the agreement between the parties; nothing that the Supplier publishes on any web page is part of it or can change "
        "it."
    ),
)
_FROZEN: Final = re.compile(
    r"\b(?:version|form|text|wording|as\s+(?:they|it)\s+(?:stand|read)s?|stood)\b[^.;]{0,80}\b(?:effective\s+date|date\s+of\s+signature|signature|attached|today)\b",
    re.IGNORECASE,
)


def test(case: Case) -> Flag | None:
    links: tuple[str, ...] = case.analysis.value("change_of_terms.linked_terms") or ()
    clause = case.analysis.evidence("change_of_terms.linked_terms")
    if not links or clause is None:
        return None
    clauses = case.analysis.of_kind("linked_terms")
    after = " ".join(case.text[clauses[0].start : clauses[-1].end + 600].split())
    if _FROZEN.search(after):
        return None
    site = urlsplit(links[0] if "//" in links[0] else f"//{links[0]}").netloc or links[0]
    pages = "A page" if len(links) == 1 else f"{len(links)} pages"
    stands = "is" if len(links) == 1 else "are"
    return Flag(
        clause,
        f"{pages} at {site} {stands} part of what you sign, and whoever edits {'it' if len(links) == 1 else 'them'} edits the agreement; nobody keeps the "
        "version that you read.",
    )


WORDING = Wording(
    rule="terms_live_at_a_link",
    preferred="The documents to which {agreement links} apply as they stand on the date of signature, copies of which are attached to it; a "
    "later version applies only once {customer has} accepted it in writing.",
    acceptable="The documents to which {agreement links} apply as they stand on the date of signature; a later version applies only where it "
    "is more favourable to {customer}.",
    walk_away="The documents to which {agreement links} apply as they stand on the date of signature until the end of the then-current term.",
    actions=("insert",),
    place="are added after the last sentence that makes a linked page part of the agreement",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    return insert_after(case, step, case.analysis.of_kind("linked_terms")[-1].end, worded(case, WORDING, step))


RULE = Rule(
    id="terms_live_at_a_link",
    matter="change_of_terms",
    severity="medium",
    title="Part of the agreement lives at a link",
    reason="Terms at an address can be changed without leaving a trace, and nobody can prove later what was agreed.",
    source="Council Directive 93/13/EEC, Annex 1(i) (binding to terms with which there was no real opportunity to become acquainted); "
    "UK Consumer Rights Act 2015, Sch. 2 para. 10.",
    advice="Print the pages, attach them, and sign them with the rest. It takes ten minutes and needs nobody's permission.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
