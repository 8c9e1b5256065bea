"""What every resource has in common: who may call, where its rows come from, its errors, and answers that need not be sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar, Final

from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import renderers, viewsets
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from reviews.api import problems
from reviews.api.access import BearerToken, MayAct, Pace
from reviews.api.describing import Described
from reviews.api.filters import StrictFilters
from reviews.api.paging import NewestFirst
from reviews.outgoing import WORD

CSV: Final[dict[Any, Any]] = {(200, "text/csv"): OpenApiResponse({"type": "string"}, description="A line a row, in UTF-8, with a head.")}


def reads(what: str) -> Any:
    """Describes the list and the single row of a resource."""
    return extend_schema_view(
        list=extend_schema(summary=f"List {what}s", description=f"The organisation's {what}s, newest first."),
        retrieve=extend_schema(summary=f"Get one {what}", description=""),
    )


def in_batches(rows: Any) -> Iterator[Any]:
    return iter(rows.iterator(chunk_size=500))


class CsvRenderer(renderers.JSONRenderer):
    """Stands for ``text/csv`` when the answer's media type is chosen; what it renders itself are errors."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"


class WordRenderer(renderers.JSONRenderer):
    """Stands for a Word file when the answer's media type is chosen; what it renders itself are errors."""

    media_type = WORD
    format = "docx"
    charset = None


class Resource(viewsets.GenericViewSet[Any]):
    """Rows of the caller's organisation; another's are not there. ``acts`` names what each action needs."""

    authentication_classes: ClassVar = [BearerToken, SessionAuthentication]
    permission_classes: ClassVar = [MayAct]
    throttle_classes: ClassVar = [Pace]
    filter_backends: ClassVar = [StrictFilters]
    renderer_classes: ClassVar = [renderers.JSONRenderer]
    pagination_class = NewestFirst
    metadata_class = None
    lookup_value_regex = r"[0-9]{1,18}"
    schema = Described()
    acts: ClassVar[dict[str, str]] = {}

    def get_queryset(self) -> Any:
        assert self.queryset is not None
        if getattr(self, "swagger_fake_view", False):
            return self.queryset.none()
        return self.queryset.model.objects.for_member(self.request.user)

    def get_exception_handler(self) -> Any:
        return problems.answer

    @property
    def today(self) -> date:
        return timezone.now().astimezone(self.request.user.organisation.zone).date()  # type: ignore[union-attr]

    def asked(self, body: Any, **options: Any) -> dict[str, Any]:
        """What the caller sent, as the serializer ``body`` takes it. Raises its errors."""
        sent = body(data=self.request.data, **options)
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)

    def now(self) -> Response:
        """Answers with the row as it stands after the act."""
        return Response(self.get_serializer(self.get_object()).data)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Adds an ETag to what is read, and answers 304 where the caller has it already."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        if request.method in SAFE_METHODS and response.status_code == 200 and isinstance(response, Response):

            def conditional(rendered: Any) -> Any:
                etag = quote_etag(sha256(rendered.content).hexdigest()[:32])
                rendered.headers["ETag"] = etag
                return get_conditional_response(request._request, etag=etag, response=rendered)

            response.add_post_render_callback(conditional)
        return response
