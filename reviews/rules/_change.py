"""What the rules on changes of the terms share: the sentences to ask for, and where they go."""

from __future__ import annotations

from typing import Final

from contracts.analysis.change_presupposed import change_in
from contracts.analysis.clause import Clause
from reviews.drafting import insert_after, place_of, replace_sentence
from reviews.rule import Case, Redline, StepName, Wording
from reviews.wording import worded


def clauses_over(case: Case, what: str) -> tuple[Clause, ...]:
    """The clauses that let the vendor change ``terms``, ``service`` or ``prices``, in the order of the paper."""
    found = case.analysis.of_kind("change_of_terms")
    return tuple(clause for clause in found if (power := change_in(clause.text)) and power.covers(what))


def the_power(case: Case) -> Clause | None:
    """The clause that lets the vendor change the terms."""
    evidence = case.analysis.evidence("change_of_terms.unilateral")
    return evidence or next(iter(clauses_over(case, "terms")), None)


def unilateral(case: Case) -> bool:
    return case.analysis.value("change_of_terms.unilateral") is True


# What the ladders on changes share. No change without notice, the way out, and who pays for a forgotten notice:
ONLY_ON_NOTICE: Final = (
    "No change to {agreement} made by {vendor} binds {customer} unless {vendor has} given {customer} written notice of it at least "
    "{notice of change} before it takes effect."
)
ONLY_ON_NOTICE_BY_EMAIL: Final = ONLY_ON_NOTICE.replace("written notice of it", "notice of it in writing or by e-mail")
LEAVE_OR_STAY: Final = (
    "{customer} may, within {notice of change} after receiving notice of a change to {agreement}, terminate {agreement} without penalty "
    "and with a pro rata refund of {prepaid fees}, or keep the original terms until the end of the then-current term."
)
STAY: Final = (
    "{customer} may, by objecting within {notice of change} after receiving notice of a change to {agreement}, keep the original terms "
    "until the end of the then-current term."
)
VOID: Final = (
    "A change to {agreement} of which {vendor has} not notified {customer} in writing at least {notice of change} before it takes effect "
    "has no effect."
)
# What stands instead of the vendor's power to change the terms alone.
BOUND: Final = Wording(
    rule="vendor_may_change_terms_alone",
    preferred=f"{ONLY_ON_NOTICE} {LEAVE_OR_STAY} {VOID}",
    acceptable=f"{ONLY_ON_NOTICE} {STAY} {VOID}",
    walk_away=f"{ONLY_ON_NOTICE_BY_EMAIL} {STAY}",
    actions=("replace",),
    place="take the place of the sentence that lets the vendor change the terms; where several do, they begin with \"Despite any other "
    "provision\"",
)
AS_ONE: Final = "where that sentence also lets the vendor change the terms, those of \"The vendor may rewrite the agreement alone\" stand for both"


def despite(case: Case) -> str:
    """How a sentence begins that is to stand above the others."""
    return f"Despite any other provision of {case.analysis.names.agreement}, "


def overriding(case: Case, wording: Wording, step: StepName) -> str:
    """The step's words; above the others where the vendor takes its power from several clauses."""
    return worded(case, wording, step, lead=despite(case) if len(clauses_over(case, "terms")) > 1 else "")


def bound(case: Case, step: StepName) -> Redline:
    """The redline that binds the power itself."""
    power = the_power(case)
    assert power is not None
    return replace_sentence(case, step, power.start, power.end, overriding(case, BOUND, step))


def is_the_power(case: Case, place: tuple[int, int]) -> bool:
    """True where the sentence is, or holds, the clause that gives the power: then both rules ask for one and the same."""
    power = the_power(case)
    return power is not None and place[0] < power.end and power.start < place[1]


def instead_of(case: Case, step: StepName, fact: str, sentence: str) -> Redline:
    """Replaces the sentence that states the fact; the bound power where it is the sentence that gives it."""
    place = place_of(case, fact)
    assert place is not None
    if is_the_power(case, place):
        return bound(case, step)
    return replace_sentence(case, step, *place, sentence)


def after_the_power(case: Case, step: StepName, sentence: str) -> Redline:
    power = the_power(case)
    assert power is not None
    return insert_after(case, step, power.end, sentence)
