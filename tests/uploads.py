"""A document that is uploaded, read, reviewed and recorded, without a worker."""

from __future__ import annotations

from datetime import date

from contracts.models import Version
from contracts.reading.formats import read_document
from reviews.receiving import record_upload
from reviews.recording import brief_for, record_review
from reviews.review import review_agreement

TODAY = date(2026, 11, 24)


def record_document(cast, name: str, content: str | bytes, *, agreement=None, kind: str = "master", today: date = TODAY) -> Version:
    """By the owner; a document of a new agreement unless one is named."""
    data = content.encode() if isinstance(content, str) else content
    version, _ = record_upload(cast.owner, cast.organisation, name, data, agreement=agreement, kind=kind)
    read_again(version, content, today)
    return version


def read_again(version: Version, content: str | bytes, today: date = TODAY) -> None:
    """Records the version as if this were what its file says."""
    data = content.encode() if isinstance(content, str) else content
    result = review_agreement(read_document(data, version.name), brief_for(version.document.agreement, today))
    record_review(version, result, result.timings_ms, today)
    version.refresh_from_db()
