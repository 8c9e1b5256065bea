"""The API as a procurement system calls it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Agreement, ApiToken, Vendor
from reviews.api.urls import router
from reviews.models import Finding, Pulse, Window
from reviews.tasks import read_version

RESOURCES = ["agreements", "documents", "versions", "clauses", "findings", "redlines", "windows", "pulses"]


def test_every_resource_is_walked():
    assert sorted(prefix for prefix, _, _ in router.registry) == sorted(RESOURCES)


@pytest.mark.parametrize("resource", RESOURCES)
def test_own_rows_are_there_and_another_organisations_are_not(resource, reviewed, cast, bearer, client):
    Pulse.objects.create(window=Window.objects.first(), person=cast.owner, message_id="<p>")
    mine = client.get(f"/api/v1/{resource}/", headers=bearer(cast.owner)).json()["results"]
    assert mine
    theirs = bearer(cast.outsider)
    assert client.get(f"/api/v1/{resource}/", headers=theirs).json()["results"] == []
    answer = client.get(f"/api/v1/{resource}/{mine[0]['id']}/", headers=theirs)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json" and answer.json()["status"] == 404
    assert client.get(f"/api/v1/{resource}/").status_code == 401
    if resource == "pulses":
        found = {said: client.get(f"/api/v1/pulses/?answered={said}", headers=bearer(cast.owner)).json()["results"] for said in ("yes", "no")}
        assert found == {"yes": [], "no": mine}


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


def test_upload_to_an_agreement_and_as_the_next_version_of_a_document(reviewed, cast, bearer, client):
    agreement, headers = reviewed.document.agreement, bearer(cast.owner)

    def upload(data, **fields):
        return client.post("/api/v1/agreements/", {"file": SimpleUploadedFile("b.txt", data), **fields}, headers=headers)

    form = upload(b"Order form.", agreement=agreement.pk, kind="order_form")
    assert (form.status_code, form.json()["agreement"], form.json()["number"]) == (201, agreement.pk, 1)
    assert form["Location"].endswith(f"/api/v1/versions/{form.json()['id']}/")
    again = upload(b"Order form, second round.", document=form.json()["document"])
    assert (again.json()["document"], again.json()["number"]) == (form.json()["document"], 2)
    assert upload(b"x", agreement=10**9).status_code == upload(b"x", document=10**9).status_code == 404
    theirs = bearer(cast.outsider)
    assert client.post("/api/v1/agreements/", {"file": SimpleUploadedFile("b.txt", b"y"), "agreement": agreement.pk}, headers=theirs).status_code == 404
    assert client.post("/api/v1/agreements/", {"file": SimpleUploadedFile("b.txt", b"y"), "document": reviewed.document_id}, headers=theirs).status_code == 404


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


def test_a_page_past_the_last_is_empty(reviewed, cast, call):
    assert call(cast.owner, "GET", "agreements/?cursor=1").json() == {"next": None, "results": []}


def test_updated_since_follows_every_change(reviewed, cast, call):
    """However a row is changed, also past Django: the database keeps the time. A save that changes nothing does not count."""

    def changed(resource, since):
        return [row["id"] for row in call(cast.owner, "GET", f"{resource}/?updated_since={since}").json()["results"]]

    def now():
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0].strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    assert changed("findings", "0001-01-01T00:00:00%2B23:59") and not changed("findings", "9999-12-31T23:59:59-23:59")
    since = now()
    assert changed("findings", since) == changed("windows", since) == changed("agreements", since) == changed("versions", since) == []
    finding, window = Finding.objects.first(), Window.objects.order_by("term").first()
    finding.save()
    assert changed("findings", since) == []
    Finding.objects.filter(pk=finding.pk).update(reason="Because")
    assert changed("findings", since) == [finding.pk]
    call(cast.owner, "POST", f"windows/{window.pk}/decide/", {"choice": "renegotiate"})
    assert changed("windows", since) == [window.pk]
    Agreement.objects.update(title="Another")
    assert len(changed("agreements", since)) == 1


def test_what_the_caller_has_already_is_not_sent_again(reviewed, cast, client, bearer):
    headers = bearer(cast.owner)
    for address in ("/api/v1/findings/", f"/api/v1/versions/{reviewed.pk}/review/"):
        first = client.get(address, headers=headers)
        again = client.get(address, headers={**headers, "If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert "private" in first["Cache-Control"] and "Authorization" in first["Vary"]
    Finding.objects.update(reason="changed")
    assert client.get("/api/v1/findings/", headers={**headers, "If-None-Match": first["ETag"]}).status_code == 200


def test_csv_has_every_row_and_no_formula(reviewed, cast, bearer, client):
    agreement = reviewed.document.agreement
    Agreement.objects.filter(pk=agreement.pk).update(title="=HYPERLINK(1)", yearly_fee="48000.00")
    Vendor.objects.update(name=" +Müller & Söhne")
    answer = client.get("/api/v1/windows/csv/", headers={**bearer(cast.owner), "Accept": "text/csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and 'filename="windows.csv"' in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8"))))
    assert len(rows) == Window.objects.count() and rows[0]["agreement"] == "'=HYPERLINK(1)" and rows[0]["vendor"] == "' +Müller & Söhne"
    assert (rows[0]["currency"], rows[0]["yearly_fee"], rows[0]["owner"]) == ("USD", "48000.00", cast.owner.email)
    Finding.objects.filter(severity="high").update(reason="\tcmd", wording="@SUM(1)")
    high = client.get("/api/v1/findings/csv/?severity=high", headers=bearer(cast.owner)).getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(high)))
    assert len(rows) == Finding.objects.filter(severity="high").count()
    assert {(row["severity"], row["new"], row["reason"]) for row in rows} == {("high", "'@SUM(1)", "'\tcmd")}


def test_money_and_title_may_be_changed_and_are_in_the_history(reviewed, cast, call):
    agreement = reviewed.document.agreement
    changed = call(cast.owner, "PATCH", f"agreements/{agreement.pk}/", {"title": "Hosting", "yearly_fee": "1200.50"}).json()
    assert (changed["title"], changed["yearly_fee"], changed["outage_cost_per_hour"]) == ("Hosting", "1200.50", None)
    assert set(agreement.audit_entries.values_list("act", flat=True)) >= {"agreement_renamed", "money_stated"}


@pytest.mark.parametrize("sample", ["northgate-master-agreement.docx", "kestrel-cloud-terms.md", "pinecrest-colocation-customer-option.pdf", "encrypted.pdf"])
def test_the_review_is_the_commands_own(sample, cast, call, client, bearer, monkeypatch, capsys):
    """The same file through the command and through an upload: one object, but for the time that each took."""
    path = Path(__file__).resolve().parents[3] / "fixtures" / sample
    with contextlib.suppress(SystemExit):
        call_command("review", str(path), json=True)
    command = json.loads(capsys.readouterr().out)
    version = client.post("/api/v1/agreements/", {"file": SimpleUploadedFile(sample, path.read_bytes())}, headers=bearer(cast.owner)).json()
    read_version(version["id"])
    served = call(cast.owner, "GET", f"versions/{version['id']}/review/").json()
    if "error" in command:
        assert served["error"] == command["error"] and served["document"]["name"] == command["document"]["name"]
        return
    assert command.pop("timings_ms").keys() == served.pop("timings_ms").keys()
    assert served == command
    call(cast.owner, "POST", f"agreements/{version['agreement']}/corrections/", {"field": "renewal.notice_by", "value": "P77D"})
    renewal = call(cast.owner, "GET", f"versions/{version['id']}/review/").json()["renewal"]
    assert renewal["notice_by"] == "P77D"
