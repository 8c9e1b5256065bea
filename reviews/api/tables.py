"""Findings and windows as CSV, for spreadsheets and for procurement systems that import them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.http import StreamingHttpResponse

from reviews.bound import bound_by_silence
from reviews.models import Finding, Window

FINDING_COLUMNS: Final = (
    "id", "agreement_id", "agreement", "vendor", "version_id", "rule", "matter", "severity", "title", "why", "state", "step",
    "old", "new", "reason", "decided_at",
)  # fmt: skip
WINDOW_COLUMNS: Final = (
    "id", "agreement_id", "agreement", "vendor", "owner", "term", "opens_on", "send_by", "closes_on", "renews_on", "renews_until", "state", "decision",
    "currency", "yearly_fee", "bound", "because",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # Excel reads the wide ones too


def finding_row(finding: Finding) -> list[Any]:
    agreement = finding.review.version.document.agreement
    asked = next((redline for redline in finding.ladder.all() if redline.step == finding.step), None)
    return [
        finding.pk, agreement.pk, agreement.title, str(agreement.vendor or ""), finding.review.version_id, finding.rule, finding.matter,
        finding.severity, finding.title, finding.why, finding.state, finding.step, asked.old if asked else "",
        finding.wording or (asked.new if asked else ""), finding.reason, finding.decided_at.isoformat() if finding.decided_at else "",
    ]  # fmt: skip


def window_row(window: Window) -> list[Any]:
    agreement = window.agreement
    decision, bound = getattr(window, "decision", None), bound_by_silence(window)
    return [
        window.pk, agreement.pk, agreement.title, str(agreement.vendor or ""), agreement.owner.email, window.term, window.opens_on,
        window.send_by, window.closes_on, window.renews_on, window.renews_until or "", window.state, decision.choice if decision else "", agreement.currency,
        "" if agreement.yearly_fee is None else agreement.yearly_fee,
        bound.money if bound and bound.money is not None else "", window.because,
    ]  # fmt: skip


def csv_response(name: str, columns: Iterable[str], rows: Iterable[list[Any]]) -> StreamingHttpResponse:
    """A CSV file in UTF-8, sent row by row. Words that a spreadsheet would take for a formula get an apostrophe before them."""
    response = StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(columns: Iterable[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_harmless(value) for value in row])


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value
