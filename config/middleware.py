"""What every answer carries, and whose address a request came from."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def content_security_policy(handler: Handler) -> Handler:
    """Nothing from another host and no inline script or style; a view may set a stricter policy of its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = handler(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response

    return answer


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
