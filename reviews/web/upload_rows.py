"""What a list of uploads says of each file: that it waits, what was read in it, or why it could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone

from contracts.models import Version
from contracts.reading.errors import TEMPORARY
from reviews.models import Finding, OpenQuestion, Window
from reviews.web.pages import open_windows, today_of

# A worker takes a file up at once, or within ten seconds. After this long somebody should look whether one runs.
LONG: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One upload as its row in the database has it. ``known``: the same file was here already."""

    version: Version
    findings: int
    high: int
    window: Window | None
    question: str
    stuck: bool
    may_end_better: bool
    known: bool


def upload_rows(request: HttpRequest, versions: Iterable[Version], now: datetime | None = None, known: bool = False) -> list[UploadRow]:
    """The rows, in the order given; three queries however many there are."""
    now = now or timezone.now()
    versions = list(versions)
    counts: dict[int, dict[str, int]] = {}
    found = Finding.objects.for_member(request.user).filter(review__version__in=[v.pk for v in versions])
    for version, severity, count in found.order_by().values_list("review__version", "severity").annotate(Count("pk")):
        counts.setdefault(version, {})[severity] = count
    agreements = [v.document.agreement_id for v in versions]
    windows: dict[int, Window] = {}
    for window in open_windows(request, today_of(request)).filter(agreement__in=agreements).order_by("-term"):
        windows[window.agreement_id] = window
    asked = OpenQuestion.objects.for_member(request.user).filter(agreement__in=agreements, answered_at=None).order_by("-pk")
    questions = dict(asked.values_list("agreement", "question"))
    return [
        UploadRow(
            version=v,
            findings=sum(counts.get(v.pk, {}).values()),
            high=counts.get(v.pk, {}).get(Finding.Severity.HIGH, 0),
            window=windows.get(v.document.agreement_id),
            question=questions.get(v.document.agreement_id, ""),
            stuck=v.state == Version.State.UPLOADED and now - v.uploaded_at > LONG,
            may_end_better=v.error_code in TEMPORARY,
            known=known,
        )
        for v in versions
    ]
