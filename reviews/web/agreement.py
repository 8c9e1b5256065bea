"""The agreement's page: the paper on the left, the margin on the right; the address keeps version, tab and choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from contracts.models import Agreement, AuditEntry, Document, Membership, User, Vendor, Version
from contracts.models.document import heavy
from contracts.text import Remark
from reviews import notes
from reviews.asking import ASKED
from reviews.models import Finding, Review, Window
from reviews.outgoing import WORD
from reviews.rule import SEVERITIES
from reviews.schedule import STEPS
from reviews.web.access import acts_of, member
from reviews.web.clash import clash_of
from reviews.web.costs import drawn_outages, finding_that_asks
from reviews.web.fact_fields import inputs_for, resent
from reviews.web.facts import doubts, fact_rows, unread_fields
from reviews.web.hearing import hearing_of
from reviews.web.history import events
from reviews.web.moods import panel_of
from reviews.web.pages import today_of
from reviews.web.paper import paper_of
from reviews.web.round_page import places_of, round_of
from reviews.web.talk import talk_of
from reviews.web.versions import documents_of
from reviews.web.window_panel import panels_of
from reviews.web.wording import asked_for, in_context, redline_of, together
from reviews.web.words import FACT_FIELDS

TABS: Final = ("findings", "facts", "windows", "discussion", "history")
ROUND: Final = "round"  # the first tab of a version that answers an earlier one
EVENTS: Final = 40  # of the history on one page
VENDORS: Final = 200  # offered while a vendor's name is typed


@dataclass(frozen=True)
class Attempt:
    """What a person sent that was not done: shown again beside the reason, so that nothing typed is lost.

    ``conflict``: somebody else was faster. ``form`` names it: ``redline``, ``comment``, ``fact``, ``window``, ``snooze`` and so on.
    """

    form: str
    refusal: str
    sent: Mapping[str, Any] = field(default_factory=dict)
    finding: int | None = None
    window: int | None = None
    conflict: bool = False
    preview: Any = None


@member()
def agreement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page; for htmx only the margin, or the progress of a reading that swaps itself for the page."""
    agreement = agreement_of(request, pk)
    context = context_of(request, agreement, request.GET)
    template = "agreement.html"
    htmx = request.htmx  # type: ignore[attr-defined]
    headers = {}
    if htmx and not htmx.history_restore_request:
        if htmx.target == "margin":
            template = "partials/margin.html"
        elif htmx.target == "reading":
            template = "partials/reading.html"
            if context["version"].finished:
                template, headers = "partials/agreement_main.html", {"HX-Retarget": "#main", "HX-Reswap": "innerHTML"}
    response = shown(request, template, context)
    _looked(request, context)
    for name, value in headers.items():
        response[name] = value
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _looked(request: HttpRequest, context: Mapping[str, Any]) -> None:
    """What the page has shown the reader for the first time is new to them no more."""
    review, chosen, user = context["review"], context["chosen"], request.user
    if review and (chosen or context["tab"] == "discussion"):
        notes.looked(user, review, chosen if context["tab"] != "discussion" else None)  # type: ignore[arg-type]


def shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The template with moments in the organisation's zone."""
    with timezone.override(context["agreement"].organisation.zone):
        return render(request, template, context, status=status)


def redlines_of(agreement: Agreement) -> str:
    """Where the findings of the newest review stand; empty where nothing was reviewed."""
    newest = Version.objects.filter(document__agreement=agreement, review__isnull=False).order_by("-pk").values_list("pk", flat=True).first()
    return f"{agreement.get_absolute_url()}?version={newest}&tab=findings" if newest else ""


def agreement_of(request: HttpRequest, pk: int) -> Agreement:
    rows = Agreement.objects.for_member(request.user).select_related("vendor", "owner", "organisation")
    agreement: Agreement = get_object_or_404(rows, pk=pk)
    return agreement


def context_of(request: HttpRequest, agreement: Agreement, asked: Mapping[str, Any], attempt: Attempt | None = None) -> dict[str, Any]:
    """All that the page's templates read. ``asked`` says version, tab, finding, view and the fact to edit, as an address does.

    The number of queries does not grow with clauses, findings, facts or documents.
    """
    user: Any = request.user
    today = today_of(request)
    documents, version = documents_of(agreement, str(asked.get("version", "")))
    review = Review.objects.filter(version=version).select_related("signed_off_by", "playbook").first()
    findings = _findings(review)
    clauses = list(version.clauses.all())
    facts = list(version.facts.select_related("clause"))
    round_ = round_of(review, version, shown=asked.get("tab", ROUND) not in TABS and not asked.get("finding"))
    tabs = (ROUND, *TABS) if round_ else TABS
    tab = asked.get("tab") if asked.get("tab") in tabs else "findings" if asked.get("finding") else tabs[0]
    chosen = next((f for f in findings if str(f.pk) == str(asked.get("finding", ""))), None)
    place = str(asked.get("show") or "") or (chosen.clause.key if chosen and chosen.clause else "")
    as_text = not version.pages or asked.get("view") == "text"
    here = urlencode({"version": version.pk, **({"view": "text"} if as_text and version.pages else {})})
    edit = attempt.sent.get("field", "") if attempt and attempt.form == "fact" else str(asked.get("edit", ""))
    edit = edit if edit in FACT_FIELDS and user.may("correct") else ""
    log = list(
        AuditEntry.objects.filter(agreement=agreement, act__in=["fact_corrected", "correction_withdrawn"]).select_related("actor")[:200]
    )
    corrections = agreement.corrections.select_related("corrected_by").order_by("pk")
    rows = fact_rows(version, facts, corrections, log, also=edit)
    windows = _windows(agreement, user, today)
    next_window = next((w for w in windows if w.state == "open" and w.closes_on >= today), None)
    values = {row.field: row.value for row in rows}
    edited = next((row for row in rows if row.field == edit), None)
    return {
        "agreement": agreement,
        "documents": documents,
        "version": version,
        "newest": version == documents[[d.pk for d in documents].index(version.document_id)].shown[0],
        "document_kinds": Document.Kind.choices,
        "review": review,
        "findings": _dressed(version, findings),
        "severities": [(s, n) for s in SEVERITIES if (n := sum(f.severity == s for f in findings))],
        "undecided": sum(not f.decided for f in findings),
        "for_memo": any(f.state in ASKED for f in findings),  # it tells of findings; what a round asks for again has none
        "asked_for": sum(f.state in ASKED for f in findings) + (round_.insisted if round_ else 0),
        "round": round_,
        "word": WORD,
        "chosen": chosen,
        # Only the whole page sets the paper; an answer to an act needs the margin alone.
        "paper": SimpleLazyObject(
            lambda: paper_of(
                version,
                clauses,
                findings,
                review.absent if review else [],
                facts,
                as_text=as_text,
                query=f"{here}&",
                chosen=place,
                others=places_of(round_, place),
            )
        ),
        "as_text": as_text,
        "here": here,
        "notes": version.layout.get("notes", []),
        "facts": rows,
        "doubts": doubts(rows, agreement),
        "unread_fields": unread_fields(rows),
        "edit": edit,
        "inputs": _inputs(edit, edited.value if edited else None, attempt),
        "windows": windows,
        "next_window": next_window,
        "pulse": panel_of(agreement, next_window, user) if tab == "windows" and next_window else None,
        "ended": next((w for w in windows if w.state == "exercised"), None),
        "redlines": redlines_of(agreement) if tab == "windows" else "",
        "questions": list(agreement.open_questions.filter(answered_at=None).select_related("owner")),
        "comments": list(review.comments.select_related("author", "finding")) if review and tab == "discussion" else [],
        "remarks": _remarks(version) if tab == "discussion" else [],
        "absent": review.absent if review else [],
        "tab": tab,
        "tabs": tabs,
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "schedule": agreement.reminder_steps or agreement.organisation.reminder_steps or STEPS,
        "outages": drawn_outages(agreement, values),
        "ask_costs": finding_that_asks(agreement, findings),
        "may": acts_of(user),
        "attempt": attempt,
        **(clash_of(version, findings, attempt.finding, attempt.sent) if attempt and attempt.form == "redline" else {}),
        **talk_of(user, agreement, review, findings if tab == "findings" else []),
        **(_history(agreement, findings, str(asked.get("before", ""))) if tab == "history" else {}),
        **(_people(agreement) if user.may("correct") else {}),
    }


def _inputs(edit: str, value: Any, attempt: Attempt | None) -> dict[str, Any]:
    if not edit:
        return {}
    shown = inputs_for(edit, value)
    return resent(shown, attempt.sent) if attempt and attempt.form == "fact" else shown


def _findings(review: Review | None) -> list[Finding]:
    if review is None:
        return []
    rows = review.findings.select_related("clause", "decided_by", "assigned_to", "carried_from__decided_by", "carried_from__review__version")
    return list(rows.defer(*heavy("carried_from__review__version__")).prefetch_related("ladder", "comments__author"))


def _dressed(version: Version, findings: list[Finding]) -> list[dict[str, Any]]:
    """Each finding with its ladder's redlines in their sentences, and what else touches the same words."""
    beside = together(version.text, findings)
    return [dressed(version, finding, beside.get(finding.pk)) for finding in findings]


def dressed(version: Version, finding: Finding, beside: Any = None) -> dict[str, Any]:
    steps = []
    covered = False
    for row in finding.ladder.all():
        redline = asked_for(finding, row) if row.step == finding.step else redline_of(row)
        steps.append({"row": row, "new": redline.new.strip(), "parts": in_context(version.text, [redline])})
        if row.step == finding.step and finding.clause:
            covered = finding.clause.start <= redline.end and redline.start <= finding.clause.end
    chosen = next((s for s in steps if s["row"].step == finding.step), steps[0] if steps else None)
    return {"row": finding, "steps": steps, "step": chosen, "covered": covered, "together": beside}


def _remarks(version: Version) -> list[dict[str, str]]:
    """The comments in the vendor's file, each with the words on which it hangs."""
    remarks = [Remark(*remark) for remark in version.layout.get("remarks", [])]
    return [{**remark._asdict(), "quoted": version.text[remark.start : remark.end].strip()} for remark in remarks]


HEARD = ("reminders__recipient", "reminders__instead_of", "acknowledgements__person", "snoozes")  # what hearing_of wants prefetched


def _windows(agreement: Agreement, user: User, today: date) -> list[Any]:
    counted = agreement.windows.exclude(state=Window.State.WITHDRAWN).select_related("decision__decided_by", "decision__answered_by")
    windows: list[Any] = list(counted.prefetch_related(*HEARD, "notices__recorded_by").order_by("closes_on"))
    panels = panels_of(windows, user, today)
    now = timezone.now()
    for window in windows:
        window.panel = panels[window.pk]
        window.agreement, window.organisation = agreement, agreement.organisation
        window.picture = picture_of(window, today)
        window.hearing = hearing_of(window, user, today, now)
    return windows


def picture_of(window: Window, today: date) -> dict[str, Any] | None:
    """Where the window's days stand, in percent of the line's width, from today (or its opening) to when it closes.

    ``near``: today is so close to the end that their names would meet; ``turned``: the name of today stands left of it.
    """
    if window.closes_on < today:
        return None
    first = max(min(today, window.opens_on), today - timedelta(days=365))
    scale = 96 / max((window.closes_on - first).days, 1)

    def x(day: date) -> float:
        return round(1 + max((day - first).days, 0) * scale, 2)

    opens = x(window.opens_on)
    return {
        "today": x(today),
        "opens": opens,
        "width": round(x(window.closes_on) - opens + 0.6, 2),
        "send_by": x(window.send_by),
        "closes": x(window.closes_on),
        "near": x(window.closes_on) - x(today) < 30,
        "turned": x(today) > 50,
    }


def _history(agreement: Agreement, findings: list[Finding], before: str) -> dict[str, Any]:
    rows = AuditEntry.objects.filter(agreement=agreement).select_related("actor")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    entries = list(rows[: EVENTS + 1])
    shown = entries[:EVENTS]
    return {"history": events(shown, {f.pk: f.title for f in findings}), "older": shown[-1].pk if len(entries) > EVENTS else None}


def _people(agreement: Agreement) -> dict[str, Any]:
    """Whom the agreement may be handed to, and the vendors whose names are offered."""
    members = Membership.objects.of(agreement.organisation).filter(user__is_active=True).select_related("user")
    return {
        "people": [membership.user for membership in members.order_by("user__name", "pk")],
        "vendors": list(Vendor.objects.of(agreement.organisation).order_by("name").values_list("name", flat=True)[:VENDORS]),
    }
