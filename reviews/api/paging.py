"""Lists by keyset: newest first, and the thousandth page costs what the first does."""

from __future__ import annotations

from typing import Any, Final

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

MOST: Final = 200
USUAL: Final = 50
_LARGEST_ID: Final = 2**63 - 1


class NewestFirst(BasePagination):
    """``cursor`` is the id of the last row that the caller has: the rows below it follow. ``next`` has it filled in."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        size = _number(request, "page_size", USUAL, MOST)
        cursor = _number(request, "cursor", _LARGEST_ID, _LARGEST_ID)
        rows = list(queryset.filter(pk__lt=cursor).order_by("-pk")[: size + 1])
        self.last = rows[size - 1].pk if len(rows) > size else None
        return rows[:size]

    def get_paginated_response(self, data: Any) -> Response:
        following = replace_query_param(self.request.build_absolute_uri(), "cursor", self.last) if self.last else None
        return Response({"next": following, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        following = {
            "type": ["string", "null"],
            "format": "uri",
            "description": "The address of the next page; null on the last.",
            "examples": ["https://fineprint.example/api/v1/windows/?cursor=812&page_size=50"],
        }
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": following, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        def parameter(name: str, most: int, says: str) -> dict[str, Any]:
            schema = {"type": "integer", "minimum": 1, "maximum": most}
            return {"name": name, "in": "query", "required": False, "description": says, "schema": schema}

        return [
            parameter("cursor", _LARGEST_ID, "Rows below this id: `next` has it filled in."),
            parameter("page_size", MOST, f"How many rows, {USUAL} unless told."),
        ]


def _number(request: Request, name: str, usual: int, most: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and 1 <= int(text) <= most):
        raise ValidationError({name: [f"Write a whole number from 1 to {most}."]})
    return int(text)
