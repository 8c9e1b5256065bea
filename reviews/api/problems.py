"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

from reviews.deciding import Outdated, Refused


class ProblemRenderer(JSONRenderer):
    media_type = "application/problem+json"


class Unacceptable(APIException):
    """A rule of the product refuses the act; the detail says why and what to do."""

    status_code = 409
    default_code = "refused"


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error raised by a view; None for a fault of our own, which Django answers with 500."""
    if isinstance(error, Refused):
        error = Unacceptable(str(error), code="outdated" if isinstance(error, Outdated) else "refused")
    response = exception_handler(error, context)
    if response is None:
        return None
    status = response.status_code
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if isinstance(error, ValidationError):
        body["detail"] = "Some values cannot be used; see errors."
        body["errors"] = response.data
    elif isinstance(error, Http404):
        body["detail"] = "There is no such thing here, or it belongs to another organisation."
    elif isinstance(error, PermissionDenied):
        body["detail"] = "Your role does not allow this."
    else:
        body["detail"] = str(response.data.get("detail", "")) if isinstance(response.data, dict) else str(response.data)
    response.data = body
    response.content_type = "application/problem+json"
    return response


def not_found(request: Any, exception: Any = None) -> JsonResponse:
    """For addresses under /api/ that do not exist."""
    body = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "There is no such address. See /api/v1/docs/."}
    return JsonResponse(body, status=404, content_type="application/problem+json")
