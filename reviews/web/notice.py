"""The page of a window's notice: the letter filled in and shown as it will read, its files, and the record that it was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_GET, require_POST

from contracts.models import Clause
from contracts.models.document import heavy
from reviews import notice_sending, notices
from reviews.deciding import Refused, WrongValue
from reviews.delivery import forms_in_words
from reviews.known import newest_versions
from reviews.letter import FORM_OF, TITLES, Kind, Letter, blocks, kept, letter_from, missing
from reviews.models import Notice, Window
from reviews.models.notice import WAYS
from reviews.outgoing import WORD
from reviews.redlining.notice_letter import write_letter
from reviews.redlining.notice_letter_pdf import NotSet, write_letter_pdf
from reviews.web.access import acts_of, member
from reviews.web.forms import LetterForm
from reviews.web.pages import today_of
from reviews.web.window_acts import day_of, window_of
from reviews.web.window_panel import panels_of

_PROOF_LIMIT: Final = "10 MB"


@require_GET
@member()
def notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it is kept, or as far as the agreement's own facts fill it in."""
    return _page(request, pk, _kind(request.GET.get("kind")))


@require_POST
@member("decide")
def keep_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the fields; where one is missing the form comes back with everything that was typed."""
    window, kind = window_of(request, pk), _kind(request.POST.get("kind"))
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, kind, form=form)
    try:
        notice_sending.record_letter(window, request.user, kind, kept(form.letter(kind)))  # type: ignore[arg-type]
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, pk, kind, form=form)
    messages.success(request, "The letter is kept. Take the file, have it signed, send it, and record here that it was sent.")
    return redirect(_address(window, kind, "files"))


@require_POST
@member("decide")
def preview_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of what is being typed; nothing is written."""
    window_of(request, pk)
    letter = LetterForm(request.POST).letter(_kind(request.POST.get("kind")))
    return render(request, "partials/letter.html", {"blocks": blocks(letter)})


@require_GET
@member()
def letter_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The letter as a Word file or a PDF; back to its page where something is missing or the PDF cannot be set."""
    notice = _notice(request, pk)
    letter, country = letter_from(notice.fields | {"kind": notice.kind}), notice.window.organisation.country
    if form not in ("docx", "pdf"):
        raise Http404
    if missing(letter):
        messages.error(request, "The letter is not complete yet: fill in what is marked, then take the file.")
        return redirect(_address(notice.window, notice.kind))
    try:
        data = write_letter(letter, country=country) if form == "docx" else write_letter_pdf(letter, country=country)
    except NotSet as error:
        messages.error(request, f"{error} Take the Word file and print that, or write these names in other letters.")
        return redirect(_address(notice.window, notice.kind, "files"))
    name = get_valid_filename(f"{TITLES[letter.kind]} {letter.recipient}").replace("_", " ").rstrip(".")
    media_type = WORD if form == "docx" else "application/pdf"
    return FileResponse(BytesIO(data), as_attachment=True, filename=f"{name}.{form}", content_type=media_type)


@require_POST
@member("decide")
def notice_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Records that the notice has left, with its proof where one is at hand."""
    window, kind = window_of(request, pk), _kind(request.POST.get("kind"))
    user: Any = request.user
    try:
        sent_on = day_of(request, "sent_on")
        if sent_on is None:
            raise WrongValue("sent_on", "Say on which day it was sent.")
        how, to = request.POST.get("how", ""), request.POST.get("to", "")
        notice = notice_sending.record_sent(window, user, kind, sent_on=sent_on, how=how, to=to, today=today_of(request))
    except Refused as refusal:
        return _page(request, pk, kind, refused=("sent", str(refusal)))
    if notice.counts:
        messages.success(request, f"Recorded. The agreement ends on {window.ends_on:%-d %B %Y}; the reminders end.")
    else:
        messages.warning(request, "Recorded, but it may not stop the renewal: see below. The reminders go on.")
    if request.FILES.get("proof"):
        return _add_proof(request, notice)
    return redirect(_address(window, kind, "sent"))


@require_POST
@member("decide")
def add_proof(request: HttpRequest, pk: int) -> HttpResponse:
    return _add_proof(request, _notice(request, pk))


@require_GET
@member()
def notice_proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The proof, to be saved and never shown by the browser."""
    notice = _notice(request, pk)
    if not notice.proof:
        raise Http404
    answer = FileResponse(notice.proof.open("rb"), as_attachment=True, filename=notice.proof_name, content_type=notice.proof_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
@member("decide")
def notice_counts(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says why a notice with doubts about it counts."""
    because = request.POST.get("because", "")
    said = "It counts. The reminders end."
    return _act(request, pk, "counts", said, lambda notice, user, today: notice_sending.record_counting(notice, user, because, today))


@require_POST
@member("decide")
def undo_sent(request: HttpRequest, pk: int) -> HttpResponse:
    said = "Taken back: the notice is not recorded as sent. Its letter and its proof are kept."
    return _act(request, pk, "sent", said, notice_sending.record_sending_undone)


def _act(request: HttpRequest, pk: int, form: str, said: str, act: Callable[[Notice, Any, date], Notice]) -> HttpResponse:
    notice = _notice(request, pk)
    try:
        act(notice, request.user, today_of(request))
    except Refused as refusal:
        return _page(request, notice.window_id, _kind(notice.kind), refused=(form, str(refusal)))
    messages.success(request, said)
    return redirect(_address(notice.window, notice.kind, "sent"))


def _add_proof(request: HttpRequest, notice: Notice) -> HttpResponse:
    file = request.FILES.get("proof")
    try:
        if file is None:
            raise WrongValue("proof", "Choose the file first.")
        notice_sending.record_proof(notice, request.user, file.name or "proof", file.read())  # type: ignore[arg-type]
    except Refused as refusal:
        return _page(request, notice.window_id, _kind(notice.kind), refused=("proof", str(refusal)))
    messages.success(request, "The proof is kept.")
    return redirect(_address(notice.window, notice.kind, "sent"))


def _notice(request: HttpRequest, pk: int) -> Notice:
    rows = Notice.objects.for_member(request.user).select_related("window__agreement__vendor", "window__organisation", "recorded_by")
    notice: Notice = get_object_or_404(rows, pk=pk)
    return notice


def _kind(asked: str | None) -> Kind:
    return "protective" if asked == "protective" else "opt_out"


def _address(window: Window, kind: str, place: str = "") -> str:
    query = "?kind=protective" if kind == Notice.Kind.PROTECTIVE else ""
    return f"{reverse('notice', args=[window.pk])}{query}{f'#{place}' if place else ''}"


def _page(
    request: HttpRequest, pk: int, kind: Kind, *, form: LetterForm | None = None, refused: tuple[str, str] = ("", "")
) -> HttpResponse:
    user: Any = request.user
    today = today_of(request)
    rows = Window.objects.for_member(user).select_related("decision__decided_by", "agreement__vendor", "agreement__owner")
    rows = rows.select_related("agreement__organisation").prefetch_related("notices__recorded_by", "notices__made_by")
    window: Window = get_object_or_404(rows, pk=pk)
    panel = panels_of([window], user, today)[window.pk]
    notice = panel.protective if kind == "protective" else panel.letter
    filled = _filled(window, kind, notice, user)
    form = form or LetterForm(initial=kept(filled))
    wanted = notices.wanted_of(window.agreement)
    sent_form = {"sent_on": today.isoformat(), "how": FORM_OF.get(filled.how, ""), "to": ", ".join(_envelope(filled))}
    context = {
        "w": window,
        "agreement": window.agreement,
        "kind": kind,
        "title": TITLES[kind],
        "notice": notice,
        "sent": panel.sent,
        "panel": panel,
        "form": form,
        "blocks": blocks(form.letter(kind) if form.is_bound else filled),
        "complete": notice is not None and not missing(letter_from(notice.fields)),
        "wanted": forms_in_words(wanted.forms),
        "not_by": forms_in_words(wanted.not_by),
        "address": wanted.address or "",
        "clauses": _clauses(window),
        "ways": WAYS,
        "sent_form": {**sent_form, **{name: request.POST[name] for name in sent_form if refused[0] == "sent" and name in request.POST}},
        "refused_form": refused[0],
        "refusal": refused[1],
        "because": request.POST.get("because", ""),
        "proof_limit": _PROOF_LIMIT,
        "today": today,
        "may": acts_of(user),
    }
    with timezone.override(window.agreement.organisation.zone):
        return render(request, "notice.html", context, status=422 if refused[1] or form.is_bound else 200)


def _filled(window: Window, kind: Kind, notice: Notice | None, user: Any) -> Letter:
    if notice is not None and notice.fields:
        return letter_from(notice.fields | {"kind": kind})
    return notices.letter_for(window, kind, signatory=str(window.agreement.owner.name))


def _envelope(letter: Letter) -> list[str]:
    return [part for part in (letter.recipient, letter.attention, *letter.recipient_address.splitlines()) if part.strip()]


def _clauses(window: Window) -> list[Clause]:
    """The words on notices, of the newest versions."""
    versions = [version.pk for version in newest_versions(window.agreement, without=heavy())]
    return list(Clause.objects.filter(version__in=versions, kind="notices").order_by("version_id", "start")[:3])
