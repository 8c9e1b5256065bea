"""The calendar: every window as a picture and as a list, those ahead and those behind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import DecimalField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.models import User
from reviews.models import Window
from reviews.web.access import member
from reviews.web.keyset import Order, count_of, number, order_of, page_of, words
from reviews.web.pages import next_windows, open_windows, today_of
from reviews.web.timeline import draw

LANES: Final = 24
ORDERS: Final = {
    # Walks the index window_calendar; the others sort what the same index finds.
    "send_by": Order("Send by", "send_by", date.fromisoformat),
    "closes": Order("Closes", "closes_on", date.fromisoformat),
    "opens": Order("Opens", "opens_on", date.fromisoformat),
    "vendor": Order("Agreement", "vendor_name", words),
    "money": Order("A year", "money", number, descending=True),
}
BACKWARDS: Final = {**ORDERS, "send_by": Order("Send by", "send_by", date.fromisoformat, descending=True)}
STATES: Final = {
    "next": "Next of each agreement",
    "ahead": "Of later terms too",
    "negotiated": "Being renegotiated",
    "decided": "Decided",
    "passed": "Closed without a decision",
}


@member()
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The picture of what is ahead, and a list by ``state``, ``owner`` and ``q``, sorted and paged by the address."""
    today = today_of(request)
    state = request.GET.get("state", "")
    state = state if state in STATES else "next"
    owner, query = request.GET.get("owner", ""), request.GET.get("q", "").strip().replace("\x00", "")[:200]
    rows = _rows(request, today, state)
    if owner.isdecimal() and len(owner) < 19:
        rows = rows.filter(agreement__owner=int(owner))
    if query:
        rows = rows.filter(Q(agreement__title__icontains=query) | Q(agreement__vendor__name__icontains=query))
    orders = ORDERS if state in {"next", "ahead", "negotiated"} else BACKWARDS  # what lies behind is told latest first
    sort, order = order_of(orders, request.GET.get("sort", ""))
    page = page_of(rows, order, request.GET.get("after", ""))
    ahead = next_windows(request, today, LANES + 1)
    return render(
        request,
        "calendar.html",
        {
            "today": today,
            "next": next((w for w in ahead if w.send_by >= today), None),
            "overdue": [w for w in ahead if w.send_by < today],
            "timeline": draw(ahead[:LANES], today),
            "more_windows": len(ahead) > LANES,
            "rows": page.rows,
            "after": page.after,
            "first": "after" in request.GET,
            "count": count_of(rows),
            "state": state,
            "states": STATES,
            "sort": sort,
            "orders": orders,
            "owner": owner,
            "query": query,
            "people": User.objects.filter(memberships__organisation=request.user.organisation).order_by("name", "email")[:200],  # type: ignore[union-attr]
            "csv_state": {"decided": "decided", "passed": "passed"}.get(state, "open"),
        },
    )


def _rows(request: HttpRequest, today: date, state: str) -> QuerySet[Window]:
    rows: QuerySet[Window] = Window.objects.for_member(request.user).select_related("agreement__vendor", "agreement__owner")
    rows = rows.select_related("decision__decided_by").annotate(
        vendor_name=Lower(Coalesce(F("agreement__vendor__name"), F("agreement__title"))),
        money=Coalesce(F("agreement__yearly_fee"), Value(Decimal(0)), output_field=DecimalField()),
    )
    ahead = Q(state=Window.State.OPEN, closes_on__gte=today, agreement__archived_at=None)
    match state:
        case "next":
            return rows.filter(pk__in=open_windows(request, today).order_by("agreement_id", "closes_on").distinct("agreement_id").values("pk"))
        case "ahead":
            return rows.filter(ahead)
        case "negotiated":
            return rows.filter(ahead, decision__isnull=False)
        case "decided":
            return rows.filter(state=Window.State.DECIDED)
    # A window that has closed and that the nightly round has not marked yet is behind us too.
    return rows.filter(Q(state=Window.State.PASSED) | Q(state=Window.State.OPEN, closes_on__lt=today))
