"""Whether reminders reach people, for any outside monitor."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from reviews.health import Cause, health_at


def reminders_health(request: HttpRequest) -> JsonResponse:
    """200 while reminders reach people; else 503, with what is wrong, how many rows it is about, and since when."""
    now = timezone.now()
    health = health_at(now)
    answer = {
        "ok": health.ok,
        "why": " ".join(cause.says for cause in health.causes),
        "causes": [_said(cause, now) for cause in health.causes],
        "details": [_said(cause, now) for cause in health.details],
        "last": health.swept_at,
        "reconciled": health.reconciled_at,
    }
    return JsonResponse(answer, status=200 if health.ok else 503)


def _said(cause: Cause, now: datetime) -> dict[str, Any]:
    age = round((now - cause.since).total_seconds()) if cause.since else None
    return {**asdict(cause), "age_seconds": age}
