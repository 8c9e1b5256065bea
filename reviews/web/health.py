"""Whether reminders are being sent, for any outside monitor."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from reviews.models import Heartbeat

LONGEST_SILENCE: Final = timedelta(minutes=15)


def reminders_health(request: HttpRequest) -> JsonResponse:
    """200 while the last sweep is younger than a quarter of an hour; else 503 with the reason."""
    beat = Heartbeat.objects.filter(name="reminders").first()
    now = timezone.now()
    if beat is None:
        return JsonResponse({"ok": False, "why": "No sweep has run yet."}, status=503)
    if now - beat.at > LONGEST_SILENCE:
        return JsonResponse({"ok": False, "why": "The last sweep is older than 15 minutes.", "last": beat.at}, status=503)
    return JsonResponse({"ok": True, "last": beat.at})
