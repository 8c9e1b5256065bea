"""What the agreement's page shows of people: who may be mentioned, what is new to the reader, who decided what and when."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from contracts.models import Agreement, AuditEntry, User
from reviews.discussing import colleagues
from reviews.mentions import handles
from reviews.models import Finding, Note, Review
from reviews.web.history import Event, events

ENTRIES: Final = 1000  # of all findings' histories together; older ones are on the History tab


def talk_of(user: User, agreement: Agreement, review: Review | None, findings: list[Finding]) -> dict[str, Any]:
    """Three queries, however many findings and people there are."""
    people = colleagues(agreement.organisation)
    unread = Note.objects.filter(recipient=user, review=review, read_at=None) if review else Note.objects.none()
    return {
        "colleagues": people,
        "handles": handles(people),
        "unread": set(unread.values_list("comment_id", flat=True)),
        "told": _told(agreement, findings),
    }


def _told(agreement: Agreement, findings: list[Finding]) -> dict[int, list[Event]]:
    """By finding, newest first: what was decided about it, and whose it became."""
    rows = AuditEntry.objects.filter(agreement=agreement, subject__in=[f"finding:{finding.pk}" for finding in findings])
    found: dict[int, list[Event]] = defaultdict(list)
    for event in events(rows.select_related("actor")[:ENTRIES], {finding.pk: finding.title for finding in findings}):
        if event.finding:
            found[event.finding].append(event)
    return found
