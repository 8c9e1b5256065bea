"""Pages that show: today, agreements, the calendar, the rules. They read rows and compute nothing but layout."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from contracts.models import Agreement, AuditEntry, Correction, Version
from reviews.judge import all_rules
from reviews.models import Finding, OpenQuestion, Review, Window
from reviews.rule import SEVERITIES, Thresholds
from reviews.web.access import member
from reviews.web.timeline import draw
from reviews.web.words import FACT_FIELDS, MATTER_OF_KIND, MATTERS

PAGE_SIZE = 50
TABS = ("findings", "facts", "windows", "discussion", "history")


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
def agreement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper on the left, the margin on the right; the address keeps the tab, the finding and the version."""
    agreement = get_object_or_404(
        Agreement.objects.for_member(request.user).select_related("vendor", "owner", "organisation"), pk=pk
    )
    versions = list(Version.objects.filter(document__agreement=agreement).select_related("document").order_by("document_id", "-number"))
    if not versions:
        raise Http404
    wanted = request.GET.get("version", "")
    version = next((v for v in versions if str(v.pk) == wanted), versions[0])
    review = Review.objects.filter(version=version).select_related("signed_off_by").first()
    findings = list(
        review.findings.select_related("clause", "decided_by").prefetch_related("ladder", "comments__author") if review else []
    )
    clauses = list(version.clauses.all())
    for clause in clauses:
        clause.matter = MATTER_OF_KIND.get(clause.kind, "")  # type: ignore[attr-defined]
    today = today_of(request)
    tab = request.GET.get("tab", "findings")
    chosen = request.GET.get("finding", "")
    counted = agreement.windows.exclude(state=Window.State.WITHDRAWN).select_related("decision__decided_by")
    windows = list(counted.prefetch_related("reminders__recipient", "acknowledgements__person").order_by("closes_on"))
    context = {
        "agreement": agreement,
        "versions": versions,
        "version": version,
        "review": review,
        "findings": findings,
        "severities": [(s, n) for s in SEVERITIES if (n := sum(f.severity == s for f in findings))],
        "undecided": sum(not f.decided for f in findings),
        "chosen": next((f for f in findings if str(f.pk) == chosen), None),
        "clauses": clauses,
        "paper": _paper(version, clauses),
        "pieces": _pieces(version, clauses) if not version.pages or request.GET.get("view") == "text" else [],
        "as_text": not version.pages or request.GET.get("view") == "text",
        "facts": _facts(version, agreement),
        "windows": windows,
        "next_window": next((w for w in windows if w.state == "open" and w.closes_on >= today), None),
        "questions": agreement.open_questions.filter(answered_at=None),
        "history": AuditEntry.objects.for_member(request.user).filter(agreement=agreement).select_related("actor")[:60],
        "comments": review.comments.filter(finding=None).select_related("author") if review else [],
        "absent": review.absent if review else [],
        "tab": tab if tab in TABS else "findings",
        "tabs": TABS,
        "today": today,
        "exposure": _exposure(agreement, version),
        "may": {act: request.user.may(act) for act in ("upload", "correct", "review", "decide", "discuss")},  # type: ignore[union-attr]
    }
    return render(request, "agreement.html", context)


def _paper(version: Version, clauses: list[Any]) -> list[dict[str, Any]]:
    """The pages with their highlights: ``marks`` are rectangles in points."""
    pages = []
    for number, _start, _end, width, height, state in version.layout.get("pages", []):
        marks = [
            {"clause": c, "x": m[1], "y": m[2], "width": round(m[3] - m[1], 1), "height": round(m[4] - m[2], 1)}
            for c in clauses
            for m in c.highlights
            if m[0] == number
        ]
        pages.append({"number": number, "width": width, "height": height, "state": state, "marks": marks})
    return pages


def _pieces(version: Version, clauses: list[Any]) -> list[dict[str, Any]]:
    """The set text cut at the clauses; where clauses overlap, the first keeps the words."""
    pieces, at = [], 0
    for clause in clauses:
        if clause.start < at:
            continue
        pieces.append({"text": version.text[at : clause.start], "clause": None})
        pieces.append({"text": version.text[clause.start : clause.end], "clause": clause})
        at = clause.end
    pieces.append({"text": version.text[at:], "clause": None})
    return pieces


def _facts(version: Version, agreement: Agreement) -> list[dict[str, Any]]:
    """Every field that was read or corrected, in the order of the facts, with both values."""
    read = {fact.field: fact for fact in version.facts.select_related("clause")}
    corrected: dict[str, Correction] = {}
    for correction in agreement.corrections.select_related("corrected_by").order_by("pk"):
        corrected[correction.field] = correction
    return [
        {"field": field, "read": read.get(field), "correction": corrected.get(field), "group": MATTERS.get(field.split(".")[0], "Dates")}
        for field in FACT_FIELDS
        if field in read or field in corrected
    ]


def _exposure(agreement: Agreement, version: Version) -> list[dict[str, Any]]:
    """The credit beside the loss for an hour, a day and a week of outage; empty where nobody has said what one costs."""
    loss, fee = agreement.outage_cost_per_hour, agreement.yearly_fee
    if not loss or not fee:
        return []
    facts = {fact.field: fact.value for fact in version.facts.all()}
    credits = facts.get("service_level.credits") or []
    cap = facts.get("service_level.credit_cap_percent")
    month = float(fee) / 12
    rows = []
    for name, hours in (("an hour", 1), ("a day", 24), ("a week", 168)):
        available = 100 * (1 - hours / 720)
        percent = max((c["percent"] for c in credits if available < c["below"]), default=0)
        credit = month * hours / 720 if facts.get("service_level.pro_rata") and not credits else month * percent / 100
        if cap is not None:
            credit = min(credit, month * cap / 100)
        lost = float(loss) * hours
        rows.append({"name": name, "credit": round(credit, 2), "loss": lost, "share": max(round(300 * min(credit / lost, 1), 1), 0.6)})
    return rows


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
