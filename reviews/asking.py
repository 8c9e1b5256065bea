"""What is asked for on a version: the redlines that people accepted or edited, and what the round asks for again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reviews.joining import Ask
from reviews.models import Finding, Review, RoundItem

ASKED: Final = (Finding.State.ACCEPTED, Finding.State.EDITED)


def asks_of(review: Review) -> list[Ask]:
    """The accepted and edited redlines, worst first, and before them what the round asks for again without a finding."""
    findings = review.findings.filter(state__in=ASKED).prefetch_related("ladder")
    asks = list(_insisted(review))
    for finding in findings:
        if (redline := finding.asked_for()) is not None:
            asks.append(Ask(finding.rule, redline, edited=finding.state == Finding.State.EDITED))
    return asks


def _insisted(review: Review) -> Iterator[Ask]:
    """Each with what the vendor is told of it."""
    text = review.version.text
    for item in RoundItem.objects.filter(round__review=review, finding=None, choice=RoundItem.Choice.INSIST):
        if (redline := item.insisted(text)) is None:
            continue
        if item.kind == RoundItem.Kind.SLIPPED_IN:
            told = "This change was not asked for" + (", and it is not tracked" if item.mark == RoundItem.Mark.SILENT else "")
            yield Ask("", redline, edited=True, reason=f"{told}. We ask for the words of the version before.")
        else:
            yield Ask("", redline, edited=True, reason="We ask for these words again.")
