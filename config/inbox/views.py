"""What would have been sent: the demo's mails, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.models import Membership

SHOWN = 100


@dataclass(frozen=True)
class Mail:
    """One kept mail; ``name`` is its file's, without the ending."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "(no subject)")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def address(self) -> str:
        return parseaddr(self.to)[1].lower()

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(int(self.name) / 1e9).astimezone()

    def body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""

    def attachments(self) -> list[str]:
        return [part.get_filename() or "attachment" for part in self.message.iter_attachments()]


def _mails(request: HttpRequest) -> Iterator[Mail]:
    """The newest mails to people of the reader's organisation."""
    files = sorted(settings.VAR.mail.glob("[0-9]*.eml"), reverse=True) if settings.VAR.mail.is_dir() else []
    colleagues = _colleagues(request)
    yield from (kept for path in files[:SHOWN] if (kept := _mail(path)).address in colleagues)


def _colleagues(request: HttpRequest) -> set[str]:
    return set(Membership.objects.for_member(request.user).values_list("user__email", flat=True))


def _mail(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(path.stem, message)


def _kept(request: HttpRequest, name: str) -> Mail:
    path = settings.VAR.mail / f"{name}.eml"
    if not name.isdecimal() or not path.is_file() or (kept := _mail(path)).address not in _colleagues(request):
        raise Http404
    return kept


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    return render(request, "inbox.html", {"mails": list(_mails(request))})


@login_required
def mail(request: HttpRequest, name: str) -> HttpResponse:
    kept = _kept(request, name)
    return render(request, "inbox_mail.html", {"mail": kept, "text": kept.body("plain")})


@login_required
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML alone, for a frame: nothing in it may run or load."""
    response = HttpResponse(_kept(request, name).body("html"))
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@login_required
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    parts = list(_kept(request, name).message.iter_attachments())
    if number >= len(parts):
        raise Http404
    content = parts[number].get_content()
    data = content.encode() if isinstance(content, str) else content
    response = HttpResponse(data, content_type=parts[number].get_content_type())
    response.headers["Content-Disposition"] = f'attachment; filename="{parts[number].get_filename()}"'
    return response
