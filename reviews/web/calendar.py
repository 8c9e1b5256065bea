"""The calendar: every window as a picture of the year or of a month, and as a list, those ahead and those behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, DecimalField, F, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.models import User
from reviews.models import Decision, Window
from reviews.web.access import member
from reviews.web.keyset import Order, count_of, number, order_of, page_of, words
from reviews.web.month import day_events, month_of, month_page
from reviews.web.pages import firsts, open_windows, today_of
from reviews.web.stakes import AT_STAKE, year_ahead
from reviews.web.timeline import LANES, draw_year, month_after

ORDERS: Final = {
    # Walks the index window_calendar; the others sort what the same index finds.
    "send_by": Order("Send by", "send_by", date.fromisoformat),
    "closes": Order("Closes", "closes_on", date.fromisoformat),
    "opens": Order("Opens", "opens_on", date.fromisoformat),
    "vendor": Order("Agreement", "vendor_name", words),
    "money": Order("At stake", "money", number, descending=True),
}
BACKWARDS: Final = {**ORDERS, "send_by": Order("Send by", "send_by", date.fromisoformat, descending=True)}
STATES: Final = {
    "next": "Next of each agreement",
    "ahead": "Of later terms too",
    "undecided": "Next, nothing decided",
    "approval": "Waiting for approval",
    "negotiated": "Being renegotiated",
    "unsent": "Opt-out to be sent",
    "decided": "Renewal decided",
    "exercised": "Notice sent",
    "passed": "Closed without a decision",
    "all": "All",
}
_AHEAD: Final = frozenset({"next", "ahead", "undecided", "approval", "negotiated", "unsent"})
_LARGEST: Final = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; ``month`` None is any, ``least`` is the smallest amount at stake."""

    view: str
    state: str
    owner: str
    query: str
    least: str
    month: date | None

    @property
    def narrows(self) -> bool:
        return bool(self.owner or self.query or self.least)


@member()
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The picture of a year or, with ``view=month``, of a month; and a list, filtered, sorted and paged by the address."""
    today = today_of(request)
    asked = _asked(request, today)
    rows = _filtered(_rows(request, today, asked.state), asked)
    ahead = rows if asked.state in _AHEAD else _filtered(_rows(request, today, "next"), asked)
    context: dict[str, Any] = {"today": today, "asked": asked, "states": STATES}
    context["people"] = User.objects.filter(memberships__organisation=request.user.organisation).order_by("name", "email")[:200]  # type: ignore[union-attr]
    if asked.view == "month":
        return render(request, "calendar_month.html", context | _month(request, rows, asked, today))
    return render(request, "calendar.html", context | _year(request, rows, ahead, asked, today))


def _year(request: HttpRequest, rows: QuerySet[Window], ahead: QuerySet[Window], asked: Asked, today: date) -> dict[str, Any]:
    orders = ORDERS if asked.state in _AHEAD else BACKWARDS  # what lies behind is told latest first
    sort, order = order_of(orders, request.GET.get("sort", ""))
    if asked.month:
        rows = rows.filter(send_by__range=_span(asked.month, today))
    page = page_of(rows, order, request.GET.get("after", ""))
    lanes = list(ahead.order_by("send_by", "pk")[: LANES + 1])
    past, every = Q(send_by__lt=today), open_windows(request, today).filter(pk__in=firsts(request, today))
    return {
        **every.aggregate(next=Min("send_by", filter=~past), overdue=Count("pk", filter=past)),
        "year": year_ahead(ahead, today),
        "timeline": draw_year(lanes[:LANES], today),
        "more_windows": len(lanes) > LANES,
        "rows": page.rows,
        "after": page.after,
        "first": "after" in request.GET,
        "count": count_of(rows),
        "sort": sort,
        "orders": orders,
        "csv_state": asked.state if asked.state in Window.State else "" if asked.state == "all" else "open",
    }


def _month(request: HttpRequest, rows: QuerySet[Window], asked: Asked, today: date) -> dict[str, Any]:
    first = asked.month or today.replace(day=1)
    page = month_page(rows, first, today, request.user.organisation.country)  # type: ignore[union-attr]
    chosen = next((day.day for day in page.days if day.day.isoformat() == request.GET.get("day")), None)
    events, more = day_events(rows, chosen) if chosen else ((), 0)
    return {"page": page, "chosen": chosen, "chosen_events": events, "chosen_more": more}


def _asked(request: HttpRequest, today: date) -> Asked:
    get = request.GET.get
    view = "month" if get("view") == "month" else "year"
    state, month = get("state", ""), get("month", "")
    owner, least = get("owner", ""), get("least", "").strip()
    return Asked(
        view=view,
        state=state if state in STATES else "all" if view == "month" else "next",
        owner=owner if owner.isdecimal() and len(owner) < 19 else "",
        query=get("q", "").strip().replace("\x00", "")[:200],
        least=least if least.isdecimal() and Decimal(least) < _LARGEST else "",
        month=month_of(month, today) if month or view == "month" else None,
    )


def _span(month: date, today: date) -> tuple[date, date]:
    """The month's first and last day; this month holds what should have left before, as the picture counts it."""
    first = date.min if month == today.replace(day=1) else month
    return first, month_after(month, 1) - date.resolution


def _filtered(rows: QuerySet[Window], asked: Asked) -> QuerySet[Window]:
    if asked.owner:
        rows = rows.filter(agreement__owner=int(asked.owner))
    if asked.query:
        rows = rows.filter(Q(agreement__title__icontains=asked.query) | Q(agreement__vendor__name__icontains=asked.query))
    if asked.least:
        rows = rows.filter(money__gte=Decimal(asked.least))
    return rows


def _rows(request: HttpRequest, today: date, state: str) -> QuerySet[Window]:
    rows: QuerySet[Window] = Window.objects.for_member(request.user).select_related("agreement__vendor", "agreement__owner")
    rows = rows.select_related("decision__decided_by").annotate(
        vendor_name=Lower(Coalesce(F("agreement__vendor__name"), F("agreement__title"))),
        money=Coalesce(AT_STAKE, Value(Decimal(0)), output_field=DecimalField()),
    )
    ahead = Q(state=Window.State.OPEN, closes_on__gte=today, agreement__archived_at=None)
    match state:
        case "next":
            return rows.filter(pk__in=firsts(request, today))
        case "ahead":
            return rows.filter(ahead)
        case "undecided":
            return rows.filter(Q(decision=None) | Q(decision__state=Decision.State.RETURNED), pk__in=firsts(request, today))
        case "approval":
            return rows.filter(ahead, decision__state=Decision.State.PROPOSED)
        case "negotiated":
            return rows.filter(ahead, decision__choice=Decision.Choice.RENEGOTIATE, decision__state=Decision.State.HOLDS)
        case "unsent":
            return rows.filter(ahead, decision__choice=Decision.Choice.OPT_OUT, decision__state=Decision.State.HOLDS)
        case "decided" | "exercised":
            return rows.filter(state=state)
        case "all":
            return rows.exclude(state=Window.State.WITHDRAWN).filter(agreement__archived_at=None)
    # A window that has closed and that the nightly round has not marked yet is behind us too.
    return rows.filter(Q(state=Window.State.PASSED) | Q(state=Window.State.OPEN, closes_on__lt=today))
