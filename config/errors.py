"""What goes wrong outside a view: a page for people, problem details (RFC 9457) for those who call the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from reviews.api import problems

_PLAIN = "<!doctype html><meta charset=utf-8><title>{0}</title><p>{0}</p>"


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return problems.malformed(request) if _is_api(request) else HttpResponse(_PLAIN.format("This request cannot be read."), status=400)


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return problems.forbidden(request) if _is_api(request) else defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return problems.no_such_address(request) if _is_api(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return problems.fault(request) if _is_api(request) else defaults.server_error(request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: sent from elsewhere, or from a page that was open since before a log-in."""
    if _is_api(request):
        return problems.forbidden(request)
    return render(request, "403_csrf.html", status=403)


def too_large(request: HttpRequest, detail: str) -> HttpResponse:
    if _is_api(request):
        return problems.too_large(request, detail)
    return render(request, "413.html", {"detail": detail}, status=413)
