"""Pages that show: today, the list of agreements, the calendar, the rules. They read rows and compute nothing but layout."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Agreement, Version
from reviews.judge import all_rules
from reviews.models import Finding, OpenQuestion, Review, Window
from reviews.rule import Thresholds
from reviews.web.access import member
from reviews.web.timeline import draw
from reviews.web.words import MATTERS

PAGE_SIZE = 50


def today_of(request: HttpRequest) -> date:
    return timezone.now().astimezone(request.user.organisation.zone).date()  # type: ignore[union-attr]


def open_windows(request: HttpRequest, today: date) -> QuerySet[Window]:
    windows = Window.objects.for_member(request.user).filter(state=Window.State.OPEN, closes_on__gte=today)
    return windows.filter(agreement__archived_at=None).select_related("agreement__vendor", "agreement__owner", "decision")


def next_windows(request: HttpRequest, today: date, limit: int) -> list[Window]:
    """The next window of each agreement, next deadline first."""
    firsts = open_windows(request, today).order_by("agreement_id", "closes_on").distinct("agreement_id")
    return list(open_windows(request, today).filter(pk__in=firsts.values("pk")).order_by("send_by", "pk")[:limit])


@member()
def today_page(request: HttpRequest) -> HttpResponse:
    """What must I do, and by when."""
    today = today_of(request)
    windows = next_windows(request, today, 40)
    soon = [w for w in windows if (w.closes_on - today).days <= 30]
    questions = OpenQuestion.objects.for_member(request.user).filter(answered_at=None).select_related("agreement", "owner")
    reviews = Review.objects.for_member(request.user).filter(state=Review.State.OPEN, findings__state=Finding.State.OPEN)
    reviews = reviews.annotate(waiting=Count("findings", filter=Q(findings__state=Finding.State.OPEN)))
    unread = Version.objects.for_member(request.user).filter(state=Version.State.UNREADABLE).select_related("document__agreement")
    return render(
        request,
        "today.html",
        {
            "today": today,
            "windows": windows,
            "timeline": draw(windows[:14], today),
            "soon": soon,
            "at_stake": _by_currency(soon),
            "questions": questions[:20],
            "question_count": questions.count(),
            "reviews": reviews.select_related("version__document__agreement__vendor").order_by("-pk")[:8],
            "unread": unread.order_by("-pk")[:5],
            "empty": not Agreement.objects.for_member(request.user).exists(),
        },
    )


def _by_currency(windows: list[Window]) -> list[tuple[str, Any]]:
    sums: dict[str, Any] = {}
    for window in windows:
        if window.agreement.yearly_fee:
            sums[window.agreement.currency] = sums.get(window.agreement.currency, 0) + window.agreement.yearly_fee
    return list(sums.items())


@member()
def agreement_list(request: HttpRequest) -> HttpResponse:
    """All agreements, newest first, by keyset; ``q`` searches title and vendor."""
    rows = Agreement.objects.for_member(request.user).filter(archived_at=None).select_related("vendor", "owner")
    query = request.GET.get("q", "").strip()
    if query:
        rows = rows.filter(Q(title__icontains=query) | Q(vendor__name__icontains=query))
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    page = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    today = today_of(request)
    nearest: dict[int, Window] = {}
    for window in open_windows(request, today).filter(agreement__in=shown).order_by("-closes_on"):
        nearest[window.agreement_id] = window
    counts = Finding.objects.for_member(request.user).filter(review__version__document__agreement__in=shown, state="open")
    open_counts = dict(counts.values_list("review__version__document__agreement").annotate(Count("pk")))
    states = {}
    for version in Version.objects.filter(document__agreement__in=shown).only("state", "document__agreement_id").select_related("document"):
        states[version.document.agreement_id] = version
    return render(
        request,
        "agreements.html",
        {
            "rows": [(a, nearest.get(a.pk), open_counts.get(a.pk, 0), states.get(a.pk)) for a in shown],
            "query": query,
            "older": shown[-1].pk if len(page) > PAGE_SIZE else None,
            "today": today,
        },
    )


@member()
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Every window that counts, as a picture and as a list that filters."""
    today = today_of(request)
    windows = next_windows(request, today, 200)
    return render(
        request,
        "calendar.html",
        {
            "today": today,
            "windows": windows,
            "timeline": draw(windows[:40], today),
            "past": Window.objects.for_member(request.user)
            .filter(state__in=["passed", "decided"])
            .select_related("agreement", "decision__decided_by")
            .order_by("-closes_on")[:20],
        },
    )


@member()
def rules_page(request: HttpRequest) -> HttpResponse:
    """The catalogue: each rule with its reason, source, advice and examples."""
    return render(request, "rules.html", {"rules": all_rules(), "matters": MATTERS, "thresholds": Thresholds()})
