"""The OpenAPI description is valid and complete, the page shows it, and the API keeps to it whatever it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings

from contracts.models import ApiToken
from reviews.api.docs import schema as described

OPERATIONS = [(method, path, call) for path, calls in described()["paths"].items() for method, call in calls.items()]


def test_it_is_valid_openapi_3_1(client, db):
    from openapi_spec_validator import validate

    served = yaml.safe_load(client.get("/api/v1/schema").content)
    assert served["openapi"].startswith("3.1")
    validate(served)
    assert client.get("/api/v1/schema", {"format": "json"}).json()["paths"].keys() == served["paths"].keys()


@pytest.mark.parametrize(("method", "path", "call"), OPERATIONS, ids=[f"{m} {p}" for m, p, _ in OPERATIONS])
def test_every_operation_is_complete(method, path, call):
    assert call["summary"] and call["security"]
    assert {"401", "403", "406", "429", "500"} <= set(call["responses"])
    if "{id}" in path:
        assert "404" in call["responses"]
    for content in call.get("requestBody", {}).get("content", {}).values():
        assert content.get("examples") or "multipart" in str(call["requestBody"])
    for status, answer in call["responses"].items():
        assert answer["description"] or status < "300"
        assert answer["content"]


def test_the_page_shows_every_call_and_loads_nothing_from_elsewhere(client, db):
    page = client.get("/api/v1/docs/").content.decode()
    for method, path, call in OPERATIONS:
        assert f'id="{call["operationId"]}"' in page and path in page and method.upper() in page
    for address in re.findall(r'(?:src|href|action)="([^"]+)"', page):
        assert address.startswith(("/", "#")), address


def test_the_index_leads_to_what_there_is(client, db):
    index = client.get("/api/v1/").json()
    assert "/api/v1/windows/" in index["resources"]
    assert client.get(index["schema"]).status_code == client.get(index["docs"]).status_code == 200


@pytest.fixture(scope="module")
def api() -> Any:
    """Schemathesis takes seconds to import, so a process pays for it when it sends something, and not when it collects tests."""
    import schemathesis

    api = schemathesis.openapi.from_dict(described())
    api.app = get_wsgi_application()
    api.config.generation.update(allow_x00=False)  # refused everywhere, which the schema does not say of each field
    return api


@pytest.fixture
def token(reviewed, cast) -> Iterator[str]:
    """As Django's own test client does: a request must not close the connection that the test's transaction is on."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield ApiToken.issue(cast.admin, cast.organisation, "fuzz", "write")[1]
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.mark.parametrize("mode", ["positive", "negative"], ids=["as described", "otherwise"])
@pytest.mark.parametrize("label", [f"{method.upper()} {path}" for method, path, _ in OPERATIONS])
def test_whatever_is_sent_the_answer_is_as_described(label, mode, api, token, monkeypatch):
    """No 5xx, and every answer's status, media type and body are those of the description."""
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    operation = api.find_operation_by_label(label)
    monkeypatch.setattr("reviews.tasks.read_version.delay_on_commit", lambda pk: None)
    # What a correction's value may be hangs on its field, and a file that is uploaded on its being one: the schema cannot say so.
    loose = label in {"POST /api/v1/agreements/", "POST /api/v1/agreements/{id}/corrections/"}

    @settings(max_examples=8, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=GenerationMode(mode)))
    def sent(case):
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=[positive_data_acceptance] if loose else [])

    sent()
