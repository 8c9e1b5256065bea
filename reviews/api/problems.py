"""Errors as problem details (RFC 9457), each with a type that the API's page explains."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from reviews.deciding import Outdated, Refused, WrongValue

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of error: its name in ``type`` (the anchor on the API's page), its title, what it means and what to do."""

    name: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        return f"{settings.SITE_URL}/api/v1/docs/#{self.name}"


PROBLEMS: Final = {
    p.name: p
    for p in (
        Problem("invalid", 400, "Some values cannot be used", "`errors` says of each field or parameter what is wrong with it."),
        Problem("malformed", 400, "The request cannot be read", "The body is no JSON or no form, or the address names no server of ours."),
        Problem("unauthenticated", 401, "Who is calling?", "Send `Authorization: Bearer TOKEN`. An admin makes tokens under Settings."),
        Problem("forbidden", 403, "Not allowed", "The token only reads, or the role of the person whose token it is does not allow the act."),
        Problem("not-found", 404, "There is no such thing here", "It was never there, or it belongs to another organisation."),
        Problem("method", 405, "This address has no such method", "`Allow` in the answer's head lists those that it has."),
        Problem("not-acceptable", 406, "Not in that media type", "Answers are `application/json`; the two CSV addresses answer `text/csv`."),
        Problem("refused", 409, "A rule of the product forbids it", "`detail` says which, and what to do first."),
        Problem("outdated", 409, "Somebody changed it in between", "`current` holds what stands now: compare, and send again with its `revision`."),
        Problem("too-large", 413, "Too large", "A document may have 50 MB, any other body 2 MB."),
        Problem("media-type", 415, "The body's media type is not read here", "Send JSON; documents are uploaded as `multipart/form-data`."),
        Problem("too-many", 429, "Too many requests", "Wait for as many seconds as `Retry-After` says."),
        Problem("fault", 500, "Something went wrong here", "The fault is ours; it is in the server's log under the time of the request."),
        Problem("unavailable", 503, "Not just now", "The database does not answer, or the change met another. Try again in a moment."),
    )
}  # fmt: skip
_OF_STATUS: Final = {p.status: p for p in reversed(PROBLEMS.values())}
_UNAUTHENTICATED: Final = "Send the header Authorization: Bearer TOKEN. An admin makes tokens under Settings."


class TooLarge(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = PROBLEMS["too-large"].meaning


def body(problem: Problem, detail: str = "", **more: Any) -> dict[str, Any]:
    return {"type": problem.type, "title": problem.title, "status": problem.status, "detail": detail or problem.meaning, **more}


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error that a view raised; None for a fault of our own, which ``fault`` answers."""
    if isinstance(error, Refused):
        found = _refusal(error)
        return Response(found, status=found["status"], content_type=MEDIA_TYPE)
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    if isinstance(error, OperationalError):  # no connection, or two changes that waited for each other
        return Response(body(PROBLEMS["unavailable"]), status=503, headers={"Retry-After": "2"}, content_type=MEDIA_TYPE)
    response = exception_handler(error, context)
    if response is None:
        return None
    found = _known(error, response)
    response.data, response.status_code, response.content_type = found, found["status"], MEDIA_TYPE
    return response


def _refusal(error: Refused) -> dict[str, Any]:
    if isinstance(error, WrongValue):
        return body(PROBLEMS["invalid"], str(error), errors={error.name: [str(error)]})
    if isinstance(error, Outdated):
        from reviews.api.serializers import FindingSerializer

        return body(PROBLEMS["outdated"], str(error), current=FindingSerializer(error.finding).data)
    return body(PROBLEMS["refused"], str(error))


def _known(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        errors = response.data if isinstance(response.data, dict) else {"non_field_errors": response.data}
        return body(PROBLEMS["invalid"], "See errors.", errors=errors)
    if isinstance(error, Http404 | exceptions.NotFound):
        return body(PROBLEMS["not-found"])
    if isinstance(error, exceptions.NotAuthenticated):
        return body(PROBLEMS["unauthenticated"], _UNAUTHENTICATED)
    if isinstance(error, PermissionDenied) or str(getattr(error, "detail", "")) == exceptions.PermissionDenied.default_detail:
        return body(PROBLEMS["forbidden"], "The role of the person whose token this is does not allow it.")
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    problem = PROBLEMS["malformed"] if isinstance(error, exceptions.ParseError) else _OF_STATUS.get(response.status_code)
    return body(problem or PROBLEMS["malformed"], str(detail))


# For what goes wrong outside a view. ------------------------------------------------------------------------------------


def _json(name: str, detail: str = "") -> JsonResponse:
    problem = PROBLEMS[name]
    return JsonResponse(body(problem, detail), status=problem.status, content_type=MEDIA_TYPE)


@csrf_exempt
def no_such_address(request: HttpRequest, exception: Any = None) -> JsonResponse:
    """For addresses under /api/ that do not exist."""
    slash = "" if request.path.endswith("/") else " Every address but the schema's ends with a slash."
    return _json("not-found", f"There is no such address.{slash} /api/v1/docs/ lists those that there are.")


def malformed(request: HttpRequest, exception: Any = None) -> JsonResponse:
    return _json("malformed")


def forbidden(request: HttpRequest, exception: Any = None) -> JsonResponse:
    return _json("forbidden")


def too_large(request: HttpRequest, detail: str = "") -> JsonResponse:
    return _json("too-large", detail)


def fault(request: HttpRequest, exception: Any = None) -> JsonResponse:
    return _json("fault")
