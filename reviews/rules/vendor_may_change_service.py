"""Features may be withdrawn at will."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.clause import Clause
from reviews.drafting import insert_after, ladder
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._change import clauses_over
from reviews.wording import worded

FIRES_ON = (
    Example("We may modify, suspend or discontinue any feature of the Service at any time without notice."),
    Example(
        "Brightwell may, in its sole discretion and without liability to Customer, modify, suspend or discontinue, temporarily or "
        "permanently, any feature or functionality of the Platform with or without notice."
    ),
    Example(
        "3.2 Supplier reserves the right to change the specifications of the Services and to withdraw functions from time to time, "
        "where Supplier considers this to be useful.\n\n3.3 Buyer shall provide the equipment that is needed."
    ),
    Example("Vendor reserves the right to make changes to these Terms and to the functionality of the Platform from time to time."),
    Example(
        "Our Services are evolving, and functions may be added to them or taken away. You pay the fees of your plan in advance."
    ),
    Example(
        "Vendor may alter the Modules at any time. Vendor shall use reasonable endeavours to ensure that an alteration does not materially reduce "
        "their functionality."
    ),
    Example(
        "5.7 (b) Harbourline may at any time and from time to time, with or without notice, temporarily or permanently, for "
        "all customers or for some of them only: modify, replace, restrict or discontinue the Programme, any Module, any "
        "integration with the products of third parties, or any portion of any of them; and Harbourline shall not be liable to "
        "Subscriber for having done so.\n\n5.8 Subscriber pays the fees without set-off."
    ),
    Example(
        "3.6 The Provider may, at any time and without liability to the Customer, add to, alter or withdraw any function or component of "
        "the Service, move it to other premises or another technical platform, or replace it by one that the Provider considers to be "
        "similar, and shall use reasonable endeavours to tell the Customer of a withdrawal, where that is practicable, before it takes "
        "place."
    ),
)
SILENT_ON = (
    Example(
        "Provider may change features of the Service from time to time, provided that no change shall materially reduce the "
        "functionality of the Service."
    ),
    Example("Customer may change the number of its users at any time. Provider shall maintain the Service."),
    Example("This Agreement may be amended only by a written instrument signed by both parties."),
    Example(
        "We may modify or end free trials at any time without notice. You pay the fees of your plan in advance."
    ),
    Example(
        "We may suspend your access to the Service if you breach these Terms, for as long as the breach lasts."
    ),
    Example(
        "We are always trying to improve your experience of the Service, and our app installs its updates by itself."
    ),
    Example(
        "2.3 Throughout the term the Provider shall maintain the functions of the Service which are described in Annex A, and shall not "
        "remove, limit or replace any of them without the Customer's prior written consent. The Provider may correct errors, and may add "
        "new functions whose use is voluntary and costs nothing, so long as they neither lessen the performance of the others nor change "
        "their interfaces."
    ),
)
_FUNCTIONS: Final = re.compile(r"\b(?:features?|functionalit(?:y|ies)|functions)\b", re.IGNORECASE)
# "for important reasons (new features, security)": why, not what.
_ASIDE: Final = re.compile(r"\([^()]*\)")
# What is given away for a while is not what you buy.
_ON_TRIAL: Final = re.compile(r"\b(?:free\s+trials?|trial\s+(?:offers?|periods?|accounts?)|beta\s+(?:features?|versions?|services?))\b", re.IGNORECASE)
_NO_LESS: Final = re.compile(
    r"\b(?:not|no\s+(?:such\s+)?(?:change|modification|update)|never|without)\b(?:(?!\b(?:cure|remed))[^.;]){0,60}\b(?:materially\s+|substantially\s+)?"
    r"(?:reduc|degrad|diminish|decreas|impair|worsen|adversely\s+affect)\w*",
    re.IGNORECASE,
)
# What is only tried is not promised, and what one sentence promises the next may take back.
_TRIED: Final = re.compile(r"\b(?:endeavou?rs?|efforts?|try|tries|aims?)\b[^.;]{0,80}$", re.IGNORECASE)
_TAKEN_BACK: Final = re.compile(r"\bmay\s+(?:\w+\s+)?(?:reduce|degrade|diminish|decrease|impair)\b", re.IGNORECASE)


def the_clause(case: Case) -> Clause | None:
    found = tuple(clause for clause in clauses_over(case, "service") if not _ON_TRIAL.search(clause.text))
    found += tuple(clause for clause in clauses_over(case, "terms") if _FUNCTIONS.search(_ASIDE.sub(" ", clause.text)))
    return min(found, key=lambda clause: clause.start, default=None)


def _kept_as_good(words: str) -> bool:
    """Whether the words promise that a change takes nothing away."""
    promised = _NO_LESS.search(words)
    return promised is not None and not _TRIED.search(words[: promised.start()]) and not _TAKEN_BACK.search(words)


def test(case: Case) -> Flag | None:
    clause = the_clause(case)
    if clause is None:
        return None
    last = max(c.end for c in case.analysis.of_kind("change_of_terms"))
    if _kept_as_good(" ".join(case.text[clause.start : last + 600].split())):
        return None
    names = case.analysis.names
    return Flag(
        clause,
        f"What you buy may be gone next month: {names.vendor} may take functions away, and the fees stay as they are.",
    )


_KEPT: Final = "A change shall not materially reduce the functionality of {service} during the then-current term."
_LEAVE: Final = "If a change nevertheless reduces it, {customer} may terminate {agreement} with a pro rata refund of {prepaid fees}."
WORDING = Wording(
    rule="vendor_may_change_service",
    preferred=f"{_KEPT} {_LEAVE} {{vendor shall}} notify {{customer}} in writing {{notice of change}} before a function is withdrawn.",
    acceptable=f"{_KEPT} {_LEAVE}",
    walk_away=_KEPT,
    actions=("insert",),
    place="are added after the sentence that lets the vendor change the service",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    assert flag.clause is not None
    return insert_after(case, step, flag.clause.end, worded(case, WORDING, step))


RULE = Rule(
    id="vendor_may_change_service",
    matter="change_of_terms",
    severity="medium",
    title="Features may be withdrawn at will",
    reason="The service is what is paid for; a right to remove parts of it at the full price empties the bargain.",
    source="Council Directive 93/13/EEC, Annex 1(k) (altering the characteristics of the service without a valid reason); Directive "
    "(EU) 2019/770, art. 19.",
    advice="Vendors must be able to improve their product. They can promise not to make it worse while you are paying for it.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
