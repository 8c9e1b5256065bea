"""Calendar addresses: making one, revoking it, and what a calendar program gets that fetches it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from contracts.models import Membership
from contracts.models.audit import record_change
from contracts.models.token import token_hash
from reviews.ics import feed_ics
from reviews.models import CalendarFeed, Window
from reviews.web.access import member

# A program that was off for so long still hears that an entry is cancelled.
KEPT: Final = timedelta(days=120)


@require_POST
@member()
def make_feed(request: HttpRequest) -> HttpResponse:
    """The address is shown on the next page, once."""
    scope = request.POST.get("scope", "")
    if scope not in CalendarFeed.Scope:
        messages.error(request, "Nothing was made. Choose which agreements the calendar is to show.")
        return redirect("account")
    organisation = request.user.organisation  # type: ignore[union-attr]
    with transaction.atomic():
        feed, secret = CalendarFeed.issue(request.user, organisation, scope)
        record_change(organisation, request.user, "calendar_feed_made", feed, after={"scope": scope})
    request.session["feed"] = urljoin(settings.SITE_URL, reverse("calendar_feed", args=[secret]))
    return redirect("account")


@require_POST
@member()
def revoke_feed(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.for_member(request.user).filter(user=request.user), pk=pk)
    with transaction.atomic():
        CalendarFeed.objects.filter(pk=feed.pk).update(revoked_at=timezone.now())
        record_change(feed.organisation, request.user, "calendar_feed_revoked", feed)
    messages.success(request, "The calendar address is revoked: whatever fetches it finds nothing from now on.")
    return redirect("account")


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The windows as a calendar. No login: the address is the secret, and it dies with its user's access."""
    rows = CalendarFeed.objects.filter(hash=token_hash(secret), revoked_at=None, user__is_active=True).select_related("organisation", "user")
    feed = rows.first()
    if feed is None or not Membership.objects.filter(user=feed.user, organisation=feed.organisation).exists():
        raise Http404
    CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=timezone.now())
    ics = feed_ics(_windows(feed), f"Notice: {feed.organisation}" if feed.scope == CalendarFeed.Scope.ALL else f"Notice: {feed.user}")
    response = HttpResponse(ics, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    etag = f'"{sha256(ics).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response  # type: ignore[return-value]


def _windows(feed: CalendarFeed) -> QuerySet[Window]:
    today = timezone.now().astimezone(feed.organisation.zone).date()
    rows = Window.objects.of(feed.organisation).filter(closes_on__gte=today - KEPT)
    if feed.scope == CalendarFeed.Scope.MINE:
        rows = rows.filter(agreement__owner=feed.user)
    return rows.select_related("agreement__vendor", "agreement__owner", "decision").order_by("send_by", "pk")
