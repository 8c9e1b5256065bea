"""What the OpenAPI description says beyond what the views say themselves: the errors of each operation, and its name."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from reviews.api.problems import MEDIA_TYPE, PROBLEMS, Problem
from reviews.api.serializers import Known

_PROBLEM: Final = {
    "type": "object",
    "description": "Problem details, RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Names the kind of error, and where it is explained."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What happened, and what to do."},
        "errors": {"type": "object", "additionalProperties": True, "description": "Of each field or parameter what is wrong with it."},
        "current": {"type": "object", "description": "Where somebody changed the row in between: what stands now."},
    },
}


class Described(AutoSchema):
    """Operations with their errors. ``ALWAYS`` may come from any; the others from those that ``_errors`` names."""

    ALWAYS: ClassVar = ("unauthenticated", "forbidden", "not-acceptable", "too-many", "fault", "unavailable")

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        component = ResolvedComponent(name="Problem", type=ResolvedComponent.SCHEMA, schema=_PROBLEM, object="Problem")
        self.registry.register_on_missing(component)
        by_status: dict[int, list[Problem]] = {}
        for name in (*self.ALWAYS, *self._errors()):
            by_status.setdefault(PROBLEMS[name].status, []).append(PROBLEMS[name])
        for status, problems in sorted(by_status.items()):
            examples = {p.name: {"value": {"type": p.type, "title": p.title, "status": p.status, "detail": p.meaning}} for p in problems}
            operation["responses"][str(status)] = {
                "description": " ".join(f"{p.title}. {p.meaning}" for p in problems),
                "content": {MEDIA_TYPE: {"schema": component.ref, "examples": examples}},
            }
        return operation

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        schema = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, Known):
            schema["additionalProperties"] = False
        return schema

    def _errors(self) -> tuple[str, ...]:
        found: list[str] = []
        if self.method in ("POST", "PATCH"):
            found += ["invalid", "malformed", "refused", "outdated", "too-large", "media-type"]
        elif self._is_list_view() or self.view.action == "csv":
            found.append("invalid")
        if self.view.detail or self.view.action == "create":
            found.append("not-found")
        return tuple(found)
