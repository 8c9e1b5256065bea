"""Who may open a page, and who may act on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from contracts.models import Membership

View = Callable[..., HttpResponse]


def acts_of(user: Any) -> dict[str, bool]:
    """Each act, and whether the reader's role allows it: for templates that ask more than once."""
    return {act: user.may(act) for act in Membership.ACTS["admin"]}


def member(act: str = "read") -> Callable[[View], View]:
    """For people of an organisation whose role allows the act; anybody else is asked to log in, or told 403.

    Moments on the page are those of the organisation's zone.
    """

    def wrap(view: View) -> View:
        @login_required
        def admitted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.may(act):  # type: ignore[union-attr]
                raise PermissionDenied
            with timezone.override(request.user.organisation.zone):  # type: ignore[union-attr]
                return view(request, *args, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # htmx would follow the way to the login page, and put that in the place of what somebody is typing.
            if getattr(request, "htmx", False) and not request.user.is_authenticated:
                return HttpResponse("You are logged out.", status=401, content_type="text/plain")
            return admitted(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    return wrap
