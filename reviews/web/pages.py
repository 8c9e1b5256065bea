"""What several pages ask alike, and the catalogue of rules."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from reviews.models import Window


def today_of(request: HttpRequest) -> date:
    return timezone.now().astimezone(request.user.organisation.zone).date()  # type: ignore[union-attr]


def open_windows(request: HttpRequest, today: date) -> QuerySet[Window]:
    windows = Window.objects.for_member(request.user).filter(state=Window.State.OPEN, closes_on__gte=today)
    return windows.filter(agreement__archived_at=None).select_related("agreement__vendor", "agreement__owner", "decision")


def firsts(request: HttpRequest, today: date, closes_by: date = date.max) -> QuerySet[Window, dict[str, int]]:
    """The primary keys of each agreement's next window, where that closes by the day."""
    rows = open_windows(request, today).filter(closes_on__lte=closes_by)
    return rows.order_by("agreement_id", "closes_on").distinct("agreement_id").values("pk")


def next_windows(request: HttpRequest, today: date, limit: int, closes_by: date = date.max) -> list[Window]:
    """The next window of each agreement, next deadline first."""
    rows = open_windows(request, today).filter(pk__in=firsts(request, today, closes_by))
    return list(rows.order_by("send_by", "pk")[:limit])
