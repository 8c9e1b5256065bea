"""The API as a page out of the same schema, and the index of its addresses."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from reviews.api.problems import PROBLEMS


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The OpenAPI description; the same for everybody, so made once a process."""
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    described = schema()
    resources: dict[str, list[dict[str, Any]]] = {}
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            resources.setdefault(path.split("/")[3], []).append(_call(path, method, call, described))
    return render(request, "api_docs.html", {"resources": resources, "problems": PROBLEMS.values(), "site": settings.SITE_URL})


def _call(path: str, method: str, call: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    bodies = call.get("requestBody", {}).get("content", {})
    media_type, body = next(iter(bodies.items()), ("", {}))
    answers = [
        {"status": status, "description": answer.get("description", ""), "media_type": next(iter(answer.get("content", {})), "")}
        for status, answer in call["responses"].items()
    ]
    return {
        "id": call["operationId"],
        "path": path,
        "method": method.upper(),
        "summary": call.get("summary", ""),
        "description": call.get("description", ""),
        "parameters": call.get("parameters", []),
        "media_type": media_type,
        "fields": _fields(body.get("schema", {}), described),
        "examples": [
            {"name": example.get("summary", name), "body": json.dumps(example["value"], indent=2)}
            for name, example in body.get("examples", {}).items()
        ],
        "answers": [answer for answer in answers if answer["status"] < "400"],
        "errors": [status for status in call["responses"] if status >= "400"],
        "gives": _fields(_content(call), described),
    }


def _content(call: dict[str, Any]) -> dict[str, Any]:
    for status in ("200", "201"):
        for content in call["responses"].get(status, {}).get("content", {}).values():
            return dict(content.get("schema", {}))
    return {}


def _fields(found: dict[str, Any], described: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a body: name, type in words, whether it is needed. Of a page the fields of its rows."""
    found = _resolved(found, described)
    if found.get("type") == "array":
        return _fields(found["items"], described)
    if "results" in found.get("properties", {}):
        return _fields(found["properties"]["results"], described)
    if "anyOf" in found:
        return _fields(found["anyOf"][0], described)
    needed = found.get("required", [])
    return [
        {"name": name, "type": _type(schema, described), "needed": name in needed, "says": schema.get("description", "")}
        for name, schema in found.get("properties", {}).items()
    ]


def _resolved(found: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in found:
        found = described["components"]["schemas"][found["$ref"].rsplit("/", 1)[-1]]
    return found


def _type(found: dict[str, Any], described: dict[str, Any]) -> str:
    """A schema in a few words: ``one of open, decided``, ``date or null``, ``list of text``."""
    choices = found.get("oneOf") or found.get("anyOf") or found.get("allOf")
    if choices:
        return " or ".join(dict.fromkeys(_type(choice, described) for choice in choices))
    found = _resolved(found, described)
    if "enum" in found:
        return "one of " + ", ".join(f"“{value}”" if value == "" else str(value) for value in found["enum"])
    if "const" in found:
        return str(found["const"])
    kinds = found.get("type", "any value")
    words = [{"string": found.get("format", "text"), "object": "object", "array": "list"}.get(k, k) for k in ([kinds] if isinstance(kinds, str) else kinds)]
    if "array" in kinds and "items" in found:
        words[0] = f"list of {_type(found['items'], described)}"
    return " or ".join(words)


@require_safe
def index(request: HttpRequest) -> JsonResponse:
    """Where everything is."""
    lists = sorted({path for path in schema()["paths"] if path.count("/") == 4})
    return JsonResponse({"schema": "/api/v1/schema", "docs": "/api/v1/docs/", "resources": lists})
