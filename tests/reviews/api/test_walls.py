"""Every address of the API and every method, for a stranger, for each role, for a token that only reads, and for another organisation."""

from __future__ import annotations

import json
import re

import pytest

from contracts.models import ApiToken
from reviews.api.docs import schema
from reviews.models import Finding, Pulse, Redline, Window

# What each writing call needs; all others only read.
ACTS = {
    ("post", "/api/v1/agreements/"): "upload",
    ("patch", "/api/v1/agreements/{id}/"): "correct",
    ("post", "/api/v1/agreements/{id}/corrections/"): "correct",
    ("post", "/api/v1/findings/{id}/decide/"): "review",
    ("post", "/api/v1/windows/{id}/decide/"): "decide",
    ("post", "/api/v1/windows/{id}/answer/"): "decide",
    ("post", "/api/v1/windows/{id}/sent/"): "decide",
    # Reading, but what it gives away leaves for the vendor.
    ("get", "/api/v1/versions/{id}/redlined/"): "review",
    ("head", "/api/v1/versions/{id}/redlined/"): "review",
}
METHODS = ("get", "post", "put", "patch", "delete", "head")
CALLS = sorted({(method, path) for path in schema()["paths"] for method in METHODS})


def described(method: str, path: str) -> bool:
    return ("get" if method == "head" else method) in schema()["paths"][path]


@pytest.fixture
def send(client, reviewed):
    ids = {
        "agreements": reviewed.document.agreement_id,
        "documents": reviewed.document_id,
        "versions": reviewed.pk,
        "clauses": reviewed.clauses.first().pk,
        "findings": Finding.objects.first().pk,
        "redlines": Redline.objects.first().pk,
        "windows": Window.objects.first().pk,
        "pulses": Pulse.objects.create(window=Window.objects.first(), person=reviewed.document.agreement.owner, message_id="<p>").pk,
    }

    def to(person, method, path, scope="write"):
        address = re.sub(r"\{id\}", str(ids[path.split("/")[3]]), path)
        headers = {"Authorization": f"Bearer {ApiToken.issue(person, person.organisation, 't', scope)[1]}"} if person else {}
        return client.generic(method.upper(), address, json.dumps({}), content_type="application/json", headers=headers)

    return to


def test_the_writing_calls_are_those_of_the_table():
    assert {(m, p) for m, p in CALLS if described(m, p) and m not in {"get", "head"}} == {call for call in ACTS if call[0] not in {"get", "head"}}


def test_a_stranger_gets_nothing(send):
    for method, path in CALLS:
        assert send(None, method, path).status_code == 401, (method, path)


def test_another_organisations_row_is_not_there(send, cast):
    """Its admin, who may do everything at home, finds nothing here: 404 at every row, and empty lists."""
    for method, path in CALLS:
        answer = send(cast.outsider, method, path)
        if not described(method, path):
            assert answer.status_code == 405, (method, path)
        elif "{id}" in path:
            assert answer.status_code == 404, (method, path)
        elif method == "get":
            assert b"orthgate" not in answer.getvalue() and answer.status_code == 200, path


@pytest.mark.parametrize("person", ["owner", "reviewer", "reader", "admin"])
def test_roles_do_what_they_may_and_nothing_else(person, send, cast):
    user = getattr(cast, person)
    for method, path in CALLS:
        answer = send(user, method, path)
        if not described(method, path):
            assert answer.status_code == 405, (method, path)
        else:
            assert (answer.status_code == 403) is not user.may(ACTS.get((method, path), "read")), (method, path)


def test_a_token_that_reads_changes_nothing(send, cast):
    for method, path in CALLS:
        if described(method, path):
            assert (send(cast.admin, method, path, scope="read").status_code == 403) is ((method, path) in ACTS and method not in {"get", "head"}), (method, path)
