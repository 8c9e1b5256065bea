"""Callers of the API."""

from __future__ import annotations

import json

import pytest

from contracts.models import ApiToken


@pytest.fixture
def bearer(cast):
    """The head of a request that a person's token sends."""

    def headers(person, scope="write"):
        _, token = ApiToken.issue(person, person.organisation, "procurement", scope)
        return {"Authorization": f"Bearer {token}"}

    return headers


@pytest.fixture
def call(client, bearer):
    """``call(person, "GET", "windows/", ...)``: JSON goes in; the answer comes out."""

    def send(person, method, address, body=None, scope="write", **headers):
        data = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        head = {**(bearer(person, scope) if person else {}), **headers}
        return client.generic(method, f"/api/v1/{address}", headers=head, **data)

    return send
