"""The API as a procurement system calls it."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import validate

from contracts.models import Agreement, ApiToken
from reviews.api.urls import router
from reviews.models import Finding, Window

RESOURCES = ["agreements", "documents", "versions", "clauses", "findings", "redlines", "windows"]


@pytest.fixture
def bearer(cast):
    def headers(person, scope="write"):
        _, token = ApiToken.issue(person, person.organisation, "procurement", scope)
        return {"Authorization": f"Bearer {token}"}

    return headers


def test_every_resource_is_walked():
    assert sorted(prefix for prefix, _, _ in router.registry) == sorted(RESOURCES)


@pytest.mark.parametrize("resource", RESOURCES)
def test_own_rows_are_there_and_another_organisations_are_not(resource, reviewed, cast, bearer, client):
    mine = client.get(f"/api/v1/{resource}/", headers=bearer(cast.owner)).json()["results"]
    assert mine
    theirs = bearer(cast.outsider)
    assert client.get(f"/api/v1/{resource}/", headers=theirs).json()["results"] == []
    answer = client.get(f"/api/v1/{resource}/{mine[0]['id']}/", headers=theirs)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json" and answer.json()["status"] == 404
    assert client.get(f"/api/v1/{resource}/").status_code == 401


def test_the_review_has_the_shape_of_the_command(reviewed, cast, bearer, client):
    review = client.get(f"/api/v1/versions/{reviewed.pk}/review/", headers=bearer(cast.reader, "read")).json()
    assert review["schema"] == "fineprint.review/1"
    assert review["renewal"]["notice_by"] == "P30D" and review["renewal"]["notice_not_before"] == "P45D"
    for clause in review["clauses"]:
        assert reviewed.text[clause["start"] : clause["end"]] == clause["text"]
    assert {"rule", "severity", "clause", "title", "why", "redline"} == set(review["findings"][0])


def test_upload_and_upload_again(cast, bearer, client):
    headers = bearer(cast.owner)
    answers = [
        client.post("/api/v1/agreements/", {"file": SimpleUploadedFile("a.txt", b"This Agreement.")}, headers=headers) for _ in range(2)
    ]
    assert [a.status_code for a in answers] == [201, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Agreement.objects.get().owner == cast.owner


def test_scopes_and_roles(reviewed, cast, bearer, client):
    finding = Finding.objects.first()
    body = {"state": "accepted"}

    def decide(headers):
        return client.post(f"/api/v1/findings/{finding.pk}/decide/", body, content_type="application/json", headers=headers)

    assert decide(bearer(cast.reviewer, "read")).status_code == 403
    assert decide(bearer(cast.reader)).status_code == 403
    assert decide(bearer(cast.outsider)).status_code == 404
    assert decide(bearer(cast.reviewer)).json()["state"] == "accepted"


def test_a_revoked_token_and_a_stale_revision_are_refused(reviewed, cast, bearer, client):
    headers = bearer(cast.reviewer)
    finding = Finding.objects.first()
    address = f"/api/v1/findings/{finding.pk}/decide/"
    client.post(address, {"state": "accepted", "revision": 0}, content_type="application/json", headers=headers)
    stale = client.post(address, {"state": "open", "revision": 0}, content_type="application/json", headers=headers)
    assert stale.status_code == 409 and "changed this redline" in stale.json()["detail"]
    ApiToken.objects.update(revoked_at="2026-01-01T00:00:00Z")
    assert client.get("/api/v1/findings/", headers=headers).status_code == 401


def test_a_correction_answers_with_the_windows_that_follow(reviewed, cast, bearer, client):
    agreement = reviewed.document.agreement
    body = {"field": "renewal.notice_by", "value": "P90D"}
    address = f"/api/v1/agreements/{agreement.pk}/corrections/"
    windows = client.post(address, body, content_type="application/json", headers=bearer(cast.owner)).json()
    assert windows and all(w["agreement"] == agreement.pk for w in windows)
    wrong = client.post(address, {**body, "value": "soon"}, content_type="application/json", headers=bearer(cast.owner))
    assert wrong.status_code == 409 and "not a value" in wrong.json()["detail"]


def test_filters(reviewed, cast, bearer, client):
    headers = bearer(cast.owner)
    high = client.get("/api/v1/findings/?severity=high", headers=headers).json()["results"]
    assert high and {f["severity"] for f in high} == {"high"}
    assert client.get("/api/v1/windows/?closes_before=2026-01-01", headers=headers).json()["results"] == []
    assert client.get("/api/v1/windows/?closes_after=2026-01-01", headers=headers).json()["results"]
    wrong = client.get("/api/v1/windows/?closes_after=yesterday", headers=headers)
    assert wrong.status_code == 400 and "closes_after" in wrong.json()["errors"]


def test_pages_follow_each_other_by_keyset_at_a_constant_cost(reviewed, cast, bearer, client):
    headers = bearer(cast.owner)
    address = "/api/v1/agreements/?page_size=20"
    client.get(address, headers=headers)
    with CaptureQueriesContext(connection, ) as one:
        client.get(address, headers=headers)
    Agreement.objects.bulk_create(Agreement(organisation=cast.organisation, title=f"A {n}", owner=cast.owner) for n in range(50))
    with CaptureQueriesContext(connection) as fifty:
        page = client.get(address, headers=headers).json()
    assert len(one) == len(fifty)
    seen = [a["id"] for a in page["results"]]
    while page["next"]:
        page = client.get(page["next"], headers=headers).json()
        seen += [a["id"] for a in page["results"]]
    assert seen == sorted(seen, reverse=True) and len(seen) == 51


def test_csv_holds_no_formula(reviewed, cast, bearer, client):
    Agreement.objects.filter(pk=reviewed.document.agreement_id).update(title="=HYPERLINK(1)")
    text = client.get("/api/v1/windows/csv/", headers=bearer(cast.owner)).content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == Window.objects.count() and rows[0]["agreement"] == "'=HYPERLINK(1)"


def test_the_schema_is_valid_openapi_and_the_page_loads_nothing_from_elsewhere(client, db):
    import yaml

    schema = yaml.safe_load(client.get("/api/v1/schema").content)
    assert schema["openapi"].startswith("3.1")
    validate(schema)
    page = client.get("/api/v1/docs/").content.decode()
    assert "/api/v1/findings/{id}/decide/" in page and "https://" not in page


def test_unknown_addresses_and_methods_are_problems(cast, bearer, client):
    answer = client.get("/api/v1/nothing", headers=bearer(cast.owner))
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
    answer = client.delete("/api/v1/agreements/", headers=bearer(cast.owner))
    assert answer.status_code == 405 and answer["Content-Type"] == "application/problem+json"
    answer = client.post("/api/v1/agreements/", "{", content_type="application/json", headers=bearer(cast.owner))
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
