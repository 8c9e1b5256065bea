"""The vendor may change the terms, the service or its prices by itself.

A clause is a sentence that gives the power ("may modify these Terms at any time"), not the sentences that only tell
how a change is made known: those supply facts, and count as the clause only where no other gives the power. A sentence
that leaves amendment to both parties ("only in writing signed by both parties") is no such clause; one that binds the
vendor's power (only with consent, only upon notice) is, and its facts say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.change_effect import effects
from contracts.analysis.change_object import Power, overs
from contracts.analysis.change_power import power_in
from contracts.analysis.change_presupposed import TO_BE_LOOKED_FOR, USE_ACCEPTS, change_in, presupposed_in
from contracts.analysis.change_words import AT_RENEWAL, CONSENT, plain
from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.passage import sentences

FOUND_IN: Final = (
    "We reserve the right to amend these Terms at any time.",
    (
        "Brightwell may, in its sole discretion and without liability to Customer, modify, suspend or discontinue, "
        "temporarily or "
        "permanently, any feature or functionality of the Platform with or without notice."
    ),
    (
        "9.4 Supplier may revise the Acceptable Use Policy, the Support Policy and any other policy referred to in "
        "this Agreement from "
        "time to time by publishing the revised version on the Supplier Portal, and such revised version shall take "
        "effect upon "
        "publication."
    ),
    "The Fees set out in the Price List may be changed by the Provider at any time upon thirty (30) days' notice.",
    "Storage limits and the regions in which the Service is offered can change from time to time.",
    "From time to time we may need to make changes to our Service Level Agreement, for instance because the law requires it.",
    (
        "Vendor shall be entitled to adjust the subscription charges with effect from the first day of any calendar "
        "quarter, provided "
        "that it informs Client of the adjustment."
    ),
    "Any modification of these Conditions will be posted on the Kestrel website.",
    "These Terms of Use may be updated from time to time without prior notice to you, and you should review them regularly.",
    "The up-to-date price list applies at all times.",
    (
        "No change to this Agreement made by the Provider binds the Customer unless the Provider has given the "
        "Customer at least thirty "
        "days' written notice of it."
    ),
    "The Provider may change this Agreement only with the Customer's written consent.",
)

NOT_IN: Final = (
    "This Agreement may be amended only by a written instrument signed by both parties.",
    "You may not modify, translate or reverse engineer the Software or any part of the Service.",
    "You agree to update your registration data and to tell us of any changes to it.",
    "We may suspend your account if you breach these Terms or if an invoice remains unpaid for thirty days.",
    "The arbitrator may not alter the terms of this Agreement and may only award damages that it permits.",
    (
        "Any waiver, modification or amendment of any provision of this Agreement shall be effective only if in "
        "writing and signed by "
        "the parties hereto."
    ),
    "If any provision is held to be invalid, the court may modify the provision of this Agreement to the minimum extent necessary.",
    "Customer may increase the number of users or change its subscription plan under this Agreement at any time.",
    "Either party may change its address for notices under this Agreement by giving notice to the other.",
    "By submitting Content you grant us the right to use, copy, modify and adapt that Content to operate the Service.",
    "The parties may agree to change the Specifications under the Agreement by a change order.",
)


def _find(doc: Doc) -> Iterator[Span]:
    for span in sentences(doc):
        power = change_in(span.text)
        if power:
            span._.confidence = power.confidence
            span._.why = f"{' and '.join(overs(power))}: {power.form}"
            yield span


_AFTERWARDS: Final = (USE_ACCEPTS, TO_BE_LOOKED_FOR)


def _settle(found: Sequence[Found]) -> Sequence[Found]:
    """A sentence that takes a power for granted is a clause where no other gives it; else it only tells how it is used.

    Of several such sentences those that speak of the change stand before those that only bind whoever goes on.
    """
    given = {over for one in found if (power := power_in(one.clause.text)) for over in overs(power)}
    taken = {id(one): presupposed(one) for one in found if not power_in(one.clause.text)}
    said = {power.over for power in taken.values() if power.form not in _AFTERWARDS}

    def stands(one: Found) -> bool:
        power = taken.get(id(one))
        return power is None or (power.over not in given and (power.form not in _AFTERWARDS or power.over not in said))

    return [one for one in found if stands(one)]


def presupposed(one: Found) -> Power:
    power = presupposed_in(one.clause.text)
    assert power is not None, "found as no power and as nothing that takes one for granted"
    return power


def _facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    about = [(one, power) for one in found if (power := change_in(one.clause.text))]
    for what, name in (("service", "service_may_change"), ("prices", "price_may_change")):
        clauses = [one for one, power in about if power.covers(what) and not (what == "prices" and AT_RENEWAL.search(plain(one.clause.text)))]
        if clauses:
            yield fact(f"change_of_terms.{name}", True, max(clauses, key=lambda one: one.clause.confidence))
    about_terms = [one for one, power in about if power.covers("terms")]
    if about_terms:
        best = max(about_terms, key=lambda one: one.clause.confidence)
        consent = [one for one in about_terms if CONSENT.search(plain(one.clause.text))]
        yield from effects(about_terms, setting, alone=len(consent) < len(about_terms), best=best)


KIND: Final = Kind(
    name="change_of_terms",
    matter="change_of_terms",
    stems=(
        "chang",
        "modif",
        "amend",
        "revis",
        "updat",
        "alter ",
        "vary",
        "discontinu",
        "adjust",
        "limits",
        "price list",
        "withdraw",
        "evolving",
        "reserve the",
        "reserves the",
        "variation",
        "suspend",
        "subject to",
        "improving",
        "continu",
        "periodically",
        "regularly",
        "stop ",
        "cease ",
        "increas",
        "charging",
        "introduc",
        "supersed",
        "issue ",
        "impos",
        "additions",
        "upgrad",
        "replac",
        "degrad",
        "add or",
        "remov",
        "raise ",
        "reduc",
        "reserved",
        "determined by",
        "fixed by",
        "established by",
        "set by",
    ),
    first_look=re.compile(
        r"\b(?:may|might|can|could|will|shall|rights?|entitled|free|liberty|subject\s+to|sometimes|constantly|always|evolving|changing|if|when\w*|where|after|before"
        r"|continu\w+|periodically|regularly|from\s+time|appl\w+|permitted|authori[sz]ed|allowed|unless|until|we)\b",
        re.IGNORECASE,
    ),
    last_look=lambda sentence: change_in(sentence) is not None,
    settle=_settle,
    find=_find,
    facts=_facts,
    establishes=True,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
