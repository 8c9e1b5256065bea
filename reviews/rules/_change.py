"""What the rules on changes of the terms share: the sentences to ask for, and where they go."""

from __future__ import annotations

from contracts.analysis.change_presupposed import change_in
from contracts.analysis.clause import Clause, opening
from reviews.drafting import insert_after, length, place_of, prepaid, replace_sentence, says
from reviews.rule import Case, Redline, StepName


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


def notice_wanted(case: Case) -> str:
    return length(case, case.thresholds.notice_of_change)


def only_on_notice(case: Case, form: str = "written notice of it") -> str:
    """No change without notice, from whichever clause the vendor takes its power."""
    names = case.analysis.names
    no_change = f"change to {names.agreement} made by {names.vendor_object}"
    several = len(clauses_over(case, "terms")) > 1
    no_change = f"Despite any other provision of {names.agreement}, no {no_change}" if several else f"No {no_change}"
    return (
        f"{no_change} binds {names.customer} unless {names.vendor_has} given {names.customer} {form} at least "
        f"{notice_wanted(case)} before it takes effect."
    )


def way_out(case: Case) -> str:
    """The customer may leave with its money, or stay on the terms that it signed."""
    names = case.analysis.names
    return opening(
        f"{names.customer} may, within {notice_wanted(case)} after receiving notice of a change to {names.agreement}, "
        f"terminate {names.agreement} without penalty and with a pro rata refund of {prepaid(case)}, or keep the original "
        "terms until the end of the then-current term."
    )


def old_terms(case: Case) -> str:
    """The customer may stay on the terms that it signed, and no more."""
    names = case.analysis.names
    return opening(
        f"{names.customer} may, by objecting within {notice_wanted(case)} after receiving notice of a change to "
        f"{names.agreement}, keep the original terms until the end of the then-current term."
    )


def leave(case: Case) -> str:
    """The customer may leave with its money, and no more."""
    names = case.analysis.names
    return opening(
        f"{names.customer} may, within {notice_wanted(case)} after receiving notice of a change to {names.agreement}, "
        f"terminate {names.agreement} without penalty and with a pro rata refund of {prepaid(case)}."
    )


def leave_unpaid(case: Case) -> str:
    names = case.analysis.names
    return opening(
        f"{names.customer} may, within {notice_wanted(case)} after receiving notice of a change to {names.agreement}, "
        f"terminate {names.agreement} without penalty where the change is to {names.customer_possessive} disadvantage."
    )


def void_without_notice(case: Case, form: str = "in writing", days: bool = True) -> str:
    """A forgotten notice costs the vendor, not the customer."""
    names = case.analysis.names
    ahead = f"at least {notice_wanted(case)} before it takes effect" if days else "before it takes effect"
    return f"A change to {names.agreement} of which {names.vendor_has} not notified {names.customer} {form} {ahead} has no effect."


def bound_change(case: Case, step: StepName) -> str:
    """What stands instead of the vendor's power to change the terms alone."""
    email = "notice of it in writing or by e-mail"
    match step:
        case "preferred":
            return says(only_on_notice(case), way_out(case), void_without_notice(case))
        case "acceptable":
            return says(only_on_notice(case), old_terms(case), void_without_notice(case))
        case _:
            return says(only_on_notice(case, email), old_terms(case))


def bound(case: Case, step: StepName) -> Redline:
    """The redline that binds the power itself."""
    power = the_power(case)
    assert power is not None
    return replace_sentence(case, step, power.start, power.end, bound_change(case, step))


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
