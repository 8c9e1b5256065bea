"""The list of agreements: searched, filtered, sorted and paged, all of it in the address."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, DateField, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Lower, StrIndex, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.models import Agreement, Vendor, Version
from contracts.models.document import SEARCHED
from reviews.models import Finding, OpenQuestion, Review, Window
from reviews.web.access import member
from reviews.web.keyset import Order, Page, count_of, number, order_of, page_of, words
from reviews.web.pages import today_of
from reviews.web.words import MATTERS

NEVER: Final = date(9999, 12, 31)
SOON: Final = 30  # days
VENDORS: Final = 500  # offered by name; more are found by searching
AROUND: Final = 70  # characters before a word found in the text

ORDERS: Final = {
    # Walks the index agreement_list.
    "newest": Order("Newest first", "pk", int, descending=True),
    # The others sort the organisation's agreements, found by the same index; `deadline` asks window_once_a_term for each.
    "deadline": Order("Next deadline first", "deadline", date.fromisoformat),
    "money": Order("Most money first", "money", number, descending=True),
    "vendor": Order("By vendor", "vendor_name", words),
}
STATES: Final = {
    "in_review": "In review",
    "signed_off": "Signed off",
    "reading": "Being read",
    "unreadable": "Could not be read",
    "archived": "Archived",
}
DUE: Final = {
    "soon": "Closes within 30 days",
    "quarter": "Closes within 90 days",
    "risk": "At risk: a question is open",
    "none": "No window ahead",
}


@member()
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Every agreement of the organisation; the filters are ``q``, ``state``, ``due``, ``vendor``, ``matter``, ``severity``."""
    today = today_of(request)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "state", "due", "vendor", "matter", "severity")}
    asked["q"] = asked["q"].replace("\x00", "")[:200]
    sort, order = order_of(ORDERS, request.GET.get("sort", ""))
    rows = _rows(request, today, asked)
    page = page_of(rows, order, request.GET.get("after", ""))
    return render(
        request,
        "agreements.html",
        {
            "rows": _with_details(request, page, today, asked["q"]),
            "after": page.after,
            "first": "after" in request.GET,
            "count": count_of(rows),
            "at_risk": count_of(_rows(request, today, {**asked, "due": "risk"})) if asked["due"] != "risk" else 0,
            "asked": asked,
            "filtered": any(asked.values()),
            "narrowed": any(value for name, value in asked.items() if name != "q"),
            "sort": sort,
            "today": today,
            "choices": {
                "state": STATES,
                "due": DUE,
                "matter": MATTERS,
                "severity": dict(Finding.Severity.choices),
            },
            "orders": {name: each.label for name, each in ORDERS.items()},
            "vendors": Vendor.objects.for_member(request.user).order_by(Lower("name"))[:VENDORS],
        },
    )


def _rows(request: HttpRequest, today: date, asked: dict[str, str]) -> QuerySet[Agreement]:
    """The agreements that the filters leave, with what they are sorted by and the state of the version that they open with."""
    ahead = Window.objects.filter(agreement=OuterRef("pk"), state=Window.State.OPEN, closes_on__gte=today).order_by("term")
    shown = Version.objects.filter(document__agreement=OuterRef("pk")).order_by("document_id", "-number")
    rows: QuerySet[Agreement] = Agreement.objects.for_member(request.user).select_related("vendor", "owner")
    rows = rows.filter(archived_at__isnull=asked["state"] != "archived").annotate(
        deadline=Coalesce(Subquery(ahead.values("send_by")[:1]), Value(NEVER), output_field=DateField()),
        money=Coalesce(F("yearly_fee"), Value(Decimal(0)), output_field=DecimalField()),
        vendor_name=Lower(Coalesce(F("vendor__name"), F("title"))),
        version_state=Subquery(shown.values("state")[:1]),
        version_id=Subquery(shown.values("pk")[:1]),
        review_state=Subquery(shown.values("review__state")[:1]),
    )
    return _filtered(rows, today, asked, ahead)


def _filtered(rows: QuerySet[Agreement], today: date, asked: dict[str, str], ahead: QuerySet[Window]) -> QuerySet[Agreement]:
    if asked["q"]:
        rows = rows.filter(_says(asked["q"]))
    if asked["vendor"].isdecimal() and len(asked["vendor"]) < 19:
        rows = rows.filter(vendor=int(asked["vendor"]))
    match asked["state"]:
        case "in_review" | "signed_off":
            rows = rows.filter(review_state={"in_review": "open"}.get(asked["state"], "signed_off"), version_state="read")
        case "reading":
            rows = rows.filter(version_state__in=[Version.State.UPLOADED, Version.State.READING])
        case "unreadable":
            rows = rows.filter(version_state=Version.State.UNREADABLE)
    match asked["due"]:
        case "soon" | "quarter":
            days = timedelta(days=SOON if asked["due"] == "soon" else 90)
            rows = rows.filter(Exists(ahead.filter(closes_on__lte=today + days)))
        case "risk":
            rows = rows.filter(Exists(OpenQuestion.objects.filter(agreement=OuterRef("pk"), answered_at=None)))
        case "none":
            rows = rows.filter(deadline=NEVER)
    said: dict[str, Any] = {}
    if asked["matter"] in MATTERS:
        said["matter"] = asked["matter"]
    if asked["severity"] in Finding.Severity.values:
        said["severity"] = asked["severity"]
    if said:
        rows = rows.filter(Exists(Finding.objects.filter(review__version__document__agreement=OuterRef("pk"), **said)))
    return rows


def _says(query: str) -> Q:
    """Title or vendor holds the query, or the text says its words: that looks into the index version_text."""
    return Q(title__icontains=query) | Q(vendor__name__icontains=query) | Q(pk__in=texts_saying(query).values("document__agreement"))


def texts_saying(query: str) -> QuerySet[Version]:
    """The versions whose text says the query's words, whoever they belong to: the index knows no organisations."""
    rows: QuerySet[Version] = Version.objects.annotate(said=SEARCHED)
    return rows.filter(said=SearchQuery(query, config="english", search_type="websearch"))


def _with_details(request: HttpRequest, page: Page, today: date, query: str) -> list[dict[str, Any]]:
    """Each agreement with its next window, its version's findings by severity, and where its text says what was searched."""
    shown = [a.pk for a in page.rows]
    windows: dict[int, Window] = {}
    ahead = Window.objects.for_member(request.user).filter(agreement__in=shown, state=Window.State.OPEN, closes_on__gte=today)
    for window in ahead.order_by("-term"):
        windows[window.agreement_id] = window
    of_versions = [a.version_id for a in page.rows if a.version_id]
    counted: dict[int, dict[str, int]] = {}
    undecided: dict[int, int] = {}
    findings = Finding.objects.for_member(request.user).filter(review__version__in=of_versions)
    tallies = findings.values_list("review__version", "severity").annotate(
        every=Count("pk"), waiting=Count("pk", filter=Q(state=Finding.State.OPEN))
    )
    for version, severity, every, waiting in tallies.order_by():
        counted.setdefault(version, {})[severity] = every
        undecided[version] = undecided.get(version, 0) + waiting
    questions = OpenQuestion.objects.for_member(request.user).filter(agreement__in=shown, answered_at=None)
    asked = dict(questions.order_by("-pk").values_list("agreement", "question"))
    reviews = Review.objects.for_member(request.user).filter(version__in=of_versions, state=Review.State.SIGNED_OFF)
    signed = {review.version_id: review for review in reviews.select_related("signed_off_by")}
    texts = _versions(request, of_versions, query)
    return [
        {
            "agreement": a,
            "window": windows.get(a.pk),
            "severities": [(s, counted[a.version_id][s]) for s in ("high", "medium", "low") if s in counted.get(a.version_id, {})],
            "undecided": undecided.get(a.version_id, 0),
            "question": asked.get(a.pk, ""),
            "signed": signed.get(a.version_id),
            "version": texts.get(a.version_id),
            "excerpt": _excerpt(texts.get(a.version_id), query),
        }
        for a in page.rows
    ]


def _versions(request: HttpRequest, ids: list[int], query: str) -> dict[int, Version]:
    rows = Version.objects.for_member(request.user).filter(pk__in=ids).only("state", "name", "error_message")
    word = query.split()[0].strip('"').lower() if query.split() else ""
    if word:
        at = StrIndex(Lower("text"), Value(word))
        rows = rows.annotate(found_at=at, around=Substr("text", Greatest(at - AROUND, Value(1)), 3 * AROUND))
    return {version.pk: version for version in rows}


def _excerpt(version: Version | None, query: str) -> tuple[str, str, str] | None:
    """The words around the first word that was searched, in three: before, the word, after. None where the text has it not."""
    if version is None or not getattr(version, "found_at", 0):
        return None
    around = " ".join(version.around.split())  # type: ignore[attr-defined]
    word = query.split()[0].strip('"')
    at = around.lower().find(word.lower())
    if at < 0:
        return None
    before, after = around[:at], around[at + len(word) :]
    return before.partition(" ")[2] or before, around[at : at + len(word)], after.rpartition(" ")[0] or after
