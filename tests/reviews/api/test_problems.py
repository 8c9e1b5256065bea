"""Every error of the API is problem details (RFC 9457), with a type that the API's page explains."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from contracts.models import ApiToken, Version
from reviews.api.problems import PROBLEMS
from reviews.models import Finding, Window


def check(answer, status: int, name: str) -> dict:
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"], problem["status"]) == (status, "application/problem+json", status)
    assert problem["type"].endswith(f"/api/v1/docs/#{name}") and problem["type"].startswith("http")
    assert problem["title"] == PROBLEMS[name].title and problem["detail"]
    return problem


def test_the_page_explains_every_type(client, db):
    page = client.get("/api/v1/docs/").content.decode()
    for name in PROBLEMS:
        assert f'id="{name}"' in page


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("cursor=abc", "cursor"), ("cursor=-1", "cursor"), ("cursor=99999999999999999999", "cursor"), ("cursor=", "cursor"), ("cursor=%C2%B2", "cursor"),
        ("page_size=0", "page_size"), ("page_size=201", "page_size"), ("state=perhaps", "state"), ("agreement=x", "agreement"),
        ("agreement=99999999999999999999", "agreement"), ("closes_after=yesterday", "closes_after"), ("updated_since=now", "updated_since"),
        ("close_after=2026-01-01", "close_after"),
    ],
)  # fmt: skip
def test_400_names_the_parameter(query, field, cast, call):
    problem = check(call(cast.owner, "GET", f"windows/?{query}"), 400, "invalid")
    assert list(problem["errors"]) == [field]


@pytest.mark.parametrize("resource", ["findings", "windows"])
def test_a_misspelt_filter_is_refused_for_csv_too(resource, cast, call):
    assert "serverity" in check(call(cast.owner, "GET", f"{resource}/csv/?serverity=high"), 400, "invalid")["errors"]


def test_400_names_the_field(reviewed, cast, call):
    finding, agreement = Finding.objects.first(), reviewed.document.agreement
    for address, body, field in (
        (f"findings/{finding.pk}/decide/", {"state": "perhaps"}, "state"),
        (f"findings/{finding.pk}/decide/", {"state": "accepted", "setp": "preferred"}, "setp"),
        (f"findings/{finding.pk}/decide/", {}, "state"),
        (f"agreements/{agreement.pk}/corrections/", {"field": "renewal.colour", "value": 1}, "field"),
        (f"agreements/{agreement.pk}/corrections/", {"field": "renewal.notice_by", "value": "soon"}, "value"),
        (f"agreements/{agreement.pk}/corrections/", {"field": "renewal.notice_by", "value": "P999999999Y"}, "value"),
        (f"agreements/{agreement.pk}/corrections/", {"field": "change_of_terms.linked_terms", "value": ["\x00"]}, "value"),
    ):
        assert field in check(call(cast.admin, "POST", address, body), 400, "invalid")["errors"]
    assert "yearly_fee" in check(call(cast.admin, "PATCH", f"agreements/{agreement.pk}/", {"yearly_fee": -1}), 400, "invalid")["errors"]
    check(call(cast.admin, "PATCH", f"agreements/{agreement.pk}/", [1]), 400, "invalid")


def test_400_of_a_body_that_is_no_json(reviewed, cast, client, bearer):
    address = f"/api/v1/findings/{Finding.objects.first().pk}/decide/"
    check(client.post(address, "{", content_type="application/json", headers=bearer(cast.reviewer)), 400, "malformed")


def test_400_of_a_host_that_is_not_ours(client, db):
    check(client.get("/api/v1/windows/", headers={"Host": "evil.example"}), 400, "malformed")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nope", "Bearer a b", "Basic YTpi", "Bearer \xff"])
def test_401_says_how_to_send_a_token(header, client, db):
    answer = client.get("/api/v1/windows/", headers={"Authorization": header} if header else {})
    assert "Bearer" in check(answer, 401, "unauthenticated")["detail"] + answer["WWW-Authenticate"]


def test_401_of_a_token_whose_person_has_left(cast, client, bearer):
    headers = bearer(cast.owner)
    cast.owner.is_active = False
    cast.owner.save()
    check(client.get("/api/v1/windows/", headers=headers), 401, "unauthenticated")


def test_403_of_a_scope_and_of_a_role(reviewed, cast, call):
    address = f"findings/{Finding.objects.first().pk}/decide/"
    assert "only reads" in check(call(cast.reviewer, "POST", address, {"state": "accepted"}, scope="read"), 403, "forbidden")["detail"]
    assert "role" in check(call(cast.reader, "POST", address, {"state": "accepted"}), 403, "forbidden")["detail"]


def test_403_of_a_session_without_its_form_token(cast):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    check(client.post("/api/v1/agreements/", {}), 403, "forbidden")


@pytest.mark.parametrize("address", ["nothing", "agreements", "agreements/abc/", "agreements/1/", "agreements/999999999999999999999/", "windows/1/decide/"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_404_of_what_is_not_there(address, method, cast):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).generic(method, f"/api/v1/{address}", headers=token(cast.owner))
    if answer.status_code != 405:
        check(answer, 404, "not-found")


def token(person) -> dict[str, str]:
    return {"Authorization": f"Bearer {ApiToken.issue(person, person.organisation, 't', 'write')[1]}"}


@pytest.mark.parametrize(
    ("method", "address"),
    [("DELETE", "agreements/"), ("PUT", "windows/1/"), ("POST", "findings/"), ("OPTIONS", "agreements/"), ("POST", "findings/csv/"), ("GET", "windows/1/decide/")],
)  # fmt: skip
def test_405_lists_what_there_is(method, address, cast, call):
    answer = call(cast.owner, method, address)
    check(answer, 405, "method")
    assert answer["Allow"]


@pytest.mark.parametrize(("address", "accept"), [("windows/", "application/xml"), ("windows/", "text/csv"), ("windows/csv/", "image/png")])
def test_406_of_a_media_type(address, accept, cast, call):
    check(call(cast.owner, "GET", address, Accept=accept), 406, "not-acceptable")


def test_409_of_what_a_rule_forbids_and_of_what_another_changed(reviewed, cast, call):
    finding = Finding.objects.first()
    address = f"findings/{finding.pk}/decide/"
    assert "Say why" in check(call(cast.reviewer, "POST", address, {"state": "rejected"}), 409, "refused")["detail"]
    assert call(cast.reviewer, "POST", address, {"state": "accepted", "revision": 0}).status_code == 200
    stale = check(call(cast.admin, "POST", address, {"state": "open", "revision": 0}), 409, "outdated")
    assert (stale["current"]["revision"], stale["current"]["state"]) == (1, "accepted")
    Window.objects.update(closes_on="2020-01-01")
    window = Window.objects.first()
    assert "closed" in check(call(cast.owner, "POST", f"windows/{window.pk}/decide/", {"choice": "opt_out"}), 409, "refused")["detail"]


def upload(client, headers, data=b"This Agreement.", name="a.txt", **fields):
    return client.post("/api/v1/agreements/", {"file": SimpleUploadedFile(name, data), **fields}, headers=headers)


def test_413_before_a_byte_is_read(settings, cast, client, bearer):
    settings.UPLOAD_LIMIT_BYTES = 10
    check(upload(client, bearer(cast.owner)), 413, "too-large")  # by the file
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.patch("/api/v1/agreements/1/", " " * 101, content_type="application/json", headers=bearer(cast.owner))
    check(answer, 413, "too-large")
    settings.UPLOAD_LIMIT_BYTES = 50 * 2**20
    answer = client.generic("POST", "/api/v1/agreements/", headers=bearer(cast.owner), CONTENT_TYPE="multipart/form-data; boundary=x", CONTENT_LENGTH="60000000")
    assert "A document may have 50 MB; this is 57 MB" in check(answer, 413, "too-large")["detail"]
    assert not Version.objects.exists()


def test_415_of_a_body_in_another_form(reviewed, cast, client, bearer):
    address = f"/api/v1/findings/{Finding.objects.first().pk}/decide/"
    check(client.post(address, "state=accepted", content_type="text/plain", headers=bearer(cast.reviewer)), 415, "media-type")
    check(client.post("/api/v1/agreements/", "{}", content_type="application/json", headers=bearer(cast.owner)), 415, "media-type")


def test_429_says_how_long_to_wait(monkeypatch, cast, client, bearer):
    from reviews.api.access import Pace

    monkeypatch.setattr(Pace, "THROTTLE_RATES", {"api": "2/min"})
    headers, others = bearer(cast.owner), bearer(cast.admin)
    answers = [client.get("/api/v1/windows/", headers=headers) for _ in range(3)]
    check(answers[2], 429, "too-many")
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert client.get("/api/v1/windows/", headers=others).status_code == 200


def test_500_and_503(monkeypatch, cast, client, bearer):
    from reviews.api.windows import Windows

    client.raise_request_exception = False
    headers = bearer(cast.owner)

    def fails(error):
        def get_queryset(self):
            raise error

        return get_queryset

    monkeypatch.setattr(Windows, "get_queryset", fails(ZeroDivisionError("the vendor's secret")))
    assert "secret" not in str(check(client.get("/api/v1/windows/", headers=headers), 500, "fault"))
    monkeypatch.setattr(Windows, "get_queryset", fails(OperationalError()))
    check(client.get("/api/v1/windows/", headers=headers), 503, "unavailable")
