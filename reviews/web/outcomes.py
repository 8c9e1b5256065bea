"""What an act did, in a sentence: said on the page, or heard by whoever does not see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.models import AuditEntry
from reviews.models import Decision, Finding
from reviews.undoing import Undone
from reviews.web.words import FACT_VALUES
from reviews.window_deciding import who_may_answer


def decided(finding: Finding, findings: list[Finding]) -> str:
    """``Accepted, preferred wording: Credits are the only remedy. 5 of 6 findings undecided.``"""
    left = sum(not other.decided for other in findings)
    rest = f"{left} of {len(findings)} findings undecided." if left else "Every finding is decided; the review can be signed off."
    return f"{_of_redline(vars(finding)).capitalize()}: {finding.title}. {rest}"


def redline_undone(finding: Finding, undone: Undone) -> str:
    """``Undone: rejected by Ada. Accepted, preferred wording, by Rhea, stands again: Credits are the only remedy.``"""
    was = f"Undone: {_of_redline(undone.taken.after)} by {_who(undone.taken)}."
    if undone.stands is None:
        return f"{was} Undecided again: {finding.title}."
    return f"{was} {_of_redline(undone.taken.before).capitalize()} by {_who(undone.stands)}, stands again: {finding.title}."


def window_decided(decision: Decision) -> str:
    """What follows from a decision that was made or approved: whether it holds, and what is to be done next."""
    if decision.state == Decision.State.PROPOSED:
        said = f"Proposed: {_to(decision.choice)}. Somebody else has to approve it; the window stays open and the reminders go on."
        return f"{said} {who_may_answer(decision)}"
    return {
        Decision.Choice.OPT_OUT: "The opt-out is recorded. The reminders go on until the notice is recorded as sent: write the letter next.",
        Decision.Choice.RENEW: "The renewal is recorded and the reminders end.",
    }.get(Decision.Choice(decision.choice), "The renegotiation is recorded. The reminders go on, because the window still closes.")


def window_undone(undone: Undone) -> str:
    was = f"Undone: the decision {_to(undone.taken.act.removeprefix('window_'))}, by {_who(undone.taken)}."
    if undone.stands is None:
        return f"{was} Nothing is decided; the reminders run again."
    return f"{was} The one {_to(undone.stands.act.removeprefix('window_'))}, by {_who(undone.stands)}, stands again."


def _to(choice: str) -> str:
    """``to opt out``"""
    return f"to {Decision.Choice(choice).label.lower()}"


def told(people: int) -> str:
    """`` 2 people are told by mail.``; nothing where nobody is."""
    return f" {people} {'person is' if people == 1 else 'people are'} told by mail." if people else ""


def _of_redline(values: Mapping[str, Any]) -> str:
    step = FACT_VALUES.get(values["step"], values["step"].replace("_", " "))
    return {"rejected": "rejected", "open": "undecided", "edited": f"edited, on the {step} step"}.get(
        values["state"], f"accepted, {step} wording"
    )


def _who(entry: AuditEntry) -> str:
    return str(entry.actor or "somebody who left")
