"""What every answer carries, and whose address a request came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.errors import too_large

Handler = Callable[[HttpRequest], HttpResponse]
MEGABYTE: Final = 1024 * 1024
ENVELOPE: Final = 3 * MEGABYTE  # what a form may have around its files


def content_security_policy(handler: Handler) -> Handler:
    """Nothing from another host and no inline script or style; a view may set a stricter policy of its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = handler(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response

    return answer


def body_limit(handler: Handler) -> Handler:
    """Refuses a body that is too large before a byte of it is read: by the length that the request states for the whole of it.

    A body that states none is not read at all, by Django's own rule.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        most, what = _most(request)
        allowed = most + (ENVELOPE if most > ENVELOPE else 0)
        if length.isdecimal() and int(length) > allowed:
            detail = f"{what} may have {most / MEGABYTE:.0f} MB; this is {int(length) / MEGABYTE:,.0f} MB."
            response = too_large(request, detail)
            response.headers["Connection"] = "close"
            return response
        return handler(request)

    return answer


def _most(request: HttpRequest) -> tuple[int, str]:
    if not request.META.get("CONTENT_TYPE", "").startswith("multipart/form-data"):
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE, "The body of a request"
    if request.path.startswith("/api/"):
        return settings.UPLOAD_LIMIT_BYTES, "A document"
    return settings.UPLOAD_TOTAL_BYTES, "The files of one upload together"


def trusted_address(handler: Handler) -> Handler:
    """Takes the client's address from ``X-Forwarded-For`` where the request came from one of our own proxies.

    Of the addresses listed, the last one that is not a trusted proxy counts: what stands before it the client could have
    written itself.
    """
    trusted = frozenset(settings.TRUSTED_PROXIES)

    def answer(request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        if not peer or peer in trusted:
            listed = [a.strip() for a in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if a.strip()]
            outside = [address for address in listed if address not in trusted]
            if outside:
                request.META["REMOTE_ADDR"] = outside[-1]
        return handler(request)

    return answer
