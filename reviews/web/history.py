"""The History tab: each change of state as a sentence, with what it was before and what it is after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.models import AuditEntry
from reviews.web.words import FACT_FIELDS

_LABELS = {
    "state": "Decision",
    "choice": "Decision",
    "valid_until": "Until",
    "approval": "Approval",
    "answer": "Answer",
    "sent_on": "Sent",
    "sent_how": "How",
    "sent_to": "To",
    "doubts": "Doubts",
    "step": "Asked for",
    "wording": "Wording",
    "reason": "Reason",
    "opens_on": "Opens",
    "closes_on": "Closes",
    "send_by": "Send by",
    "renews_on": "Renews",
    "yearly_fee": "A year",
    "outage_cost_per_hour": "An hour of outage",
    "title": "Title",
    "vendor": "Vendor",
    "owner": "Owner",
    "name": "File",
    "words": "Words",
    "text": "Said",
    "assigned_to": "For",
    "due_on": "By",
    "renews_until": "Binds until",
    "silence": "If nobody acts",
    "rise": "Price at the renewal",
    "rise_percent": "Rise at most, %",
    "recipient": "To",
    "people": "People",
    "score": "Happy",
    "comment": "Comment",
    "error": "Answer",
    "tracked_changes": "Their tracked changes",
}
# Of no use to a reader: sizes in bytes, codes, flags of our own.
_SILENT = frozenset({"size", "new", "again", "code", "revision", "sha256", "certificate", "answered_by", "answered_at"})


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: Any
    after: Any
    prose: bool  # long words, shown as a word-level diff


@dataclass(frozen=True, slots=True)
class Event:
    entry: AuditEntry
    subject: str  # the finding's title, where it is about one
    finding: int | None
    changes: tuple[Change, ...]


def events(entries: Iterable[AuditEntry], titles: Mapping[int, str]) -> list[Event]:
    """``titles`` are the findings' by primary key."""
    return [_event(entry, titles) for entry in entries]


def _event(entry: AuditEntry, titles: Mapping[int, str]) -> Event:
    model, _, pk = entry.subject.partition(":")
    finding = int(pk) if model == "finding" and pk.isdecimal() else None
    if finding is None and str(entry.after.get("finding") or "").isdecimal():
        finding = int(entry.after["finding"])
    changes = []
    for name in dict.fromkeys([*entry.before, *entry.after]):
        before, after = entry.before.get(name), entry.after.get(name)
        if name in _SILENT or name == "finding" or _empty(before) == _empty(after):
            continue
        label = _LABELS.get(name) or FACT_FIELDS.get(name) or name.split(".")[-1].replace("_", " ").capitalize()
        changes.append(Change(label, _empty(before), _empty(after), name in {"wording", "text"}))
    return Event(entry, titles.get(finding, "") if finding else "", finding if finding in titles else None, tuple(changes))


def _empty(value: Any) -> Any:
    return None if value in ("", "None", None) else value
