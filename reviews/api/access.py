"""Who may call: a bearer token, or the session of somebody who is logged in; roles and scopes decide what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from contracts.models import ApiToken
from contracts.models.token import token_hash


class BearerToken(BaseAuthentication):
    """``Authorization: Bearer fp_...``"""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Send the header as: Authorization: Bearer TOKEN")
        row = ApiToken.objects.filter(hash=token_hash(words[1].decode("latin-1")), revoked_at=None).select_related("user").first()
        if row is None or not row.user.is_active:
            raise AuthenticationFailed("This token is unknown or was revoked. Make another under Settings.")
        now = timezone.now()
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - timedelta(minutes=1))
        ApiToken.objects.filter(stale, pk=row.pk).update(last_used_at=now)
        return row.user, row

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class Pace(SimpleRateThrottle):
    """So many calls a minute for each token or person (API_RATE), counted by each web process for itself."""

    scope = "api"
    THROTTLE_RATES: ClassVar = {"api": settings.API_RATE}

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if isinstance(request.auth, ApiToken):
            return f"pace-token-{request.auth.pk}"
        return f"pace-user-{request.user.pk}" if request.user.is_authenticated else None


class MayAct(BasePermission):
    """A view names in ``acts`` what each of its actions needs; a token of scope ``read`` only reads."""

    def has_permission(self, request: Request, view: Any) -> bool:
        user = request.user
        if not user.is_authenticated or not user.may("read"):
            return False
        if isinstance(request.auth, ApiToken) and request.auth.scope == ApiToken.Scope.READ and request.method not in SAFE_METHODS:
            self.message = "This token only reads. Make one that may write under Settings."
            return False
        return bool(user.may(getattr(view, "acts", {}).get(getattr(view, "action", ""), "read")))
