"""Files in: filed where they belong, told in words what came of them, never twice, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts.models import Agreement, Version

SCRIPT = {"X-Fineprint-Upload": "1"}


@pytest.fixture
def browse(client, cast, monkeypatch):
    """Logged in as the owner; files wait to be read."""
    monkeypatch.setattr("reviews.web.uploading.read_version.delay_on_commit", lambda pk: None)
    monkeypatch.setattr("reviews.web.first_run.read_version.delay_on_commit", lambda pk: None)
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def file(name: str = "terms.txt", data: bytes = b"Some terms.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_scripts_file_is_answered_with_its_row_that_asks_again(browse):
    answer = browse.post("/upload/", {"files": file()}, headers=SCRIPT)
    version = Version.objects.get()
    page = answer.content.decode()
    assert f'id="upload-{version.pk}"' in page and 'hx-trigger="every 1s"' in page and "Waiting to be read" in page


def test_a_row_is_silent_until_something_has_changed_and_stops_asking_when_it_is_read(browse, reviewed):
    row = f"/upload/{reviewed.pk}/"
    Version.objects.filter(pk=reviewed.pk).update(state="reading")
    assert browse.get(f"{row}?state=reading").status_code == 204
    assert "Reading" in browse.get(f"{row}?state=uploaded").content.decode()
    Version.objects.filter(pk=reviewed.pk).update(state="read")
    page = browse.get(f"{row}?state=reading").content.decode()
    assert "hx-get" not in page
    assert "findings" in page and "The next window closes" in page and "Northgate Hosting Inc." in page


def test_a_file_that_nobody_begins_to_read_says_so(browse):
    browse.post("/upload/", {"files": file()})
    Version.objects.update(uploaded_at=timezone.now() - timedelta(minutes=2))
    version = Version.objects.get()
    assert "no worker answers" in browse.get(f"/upload/{version.pk}/?state=uploaded").content.decode()
    assert browse.get(f"/upload/{version.pk}/?state=stuck").status_code == 204


def test_the_same_file_again_leads_to_the_one_that_is_there(browse):
    browse.post("/upload/", {"files": file()})
    version = Version.objects.get()
    assert browse.post("/upload/", {"files": file("other name.txt")})["Location"] == f"{version.document.agreement.get_absolute_url()}?version={version.pk}"
    assert "here already" in browse.post("/upload/", {"files": file()}, headers=SCRIPT).content.decode()
    assert Version.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"x" * 2000])
def test_a_file_that_is_refused_says_why_and_what_was_kept(data, browse, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    for headers in ({}, SCRIPT):
        page = browse.post("/upload/", {"files": file(data=data)}, headers=headers, follow=True).content.decode()
        assert "terms.txt" in page and "of it was kept" in page
    assert not Version.objects.exists() and not Agreement.objects.exists()


def test_files_go_to_the_agreement_and_the_vendor_that_were_chosen(browse, cast):
    browse.post("/upload/", {"files": [file(), file("b.txt", b"B")], "vendor": "  Northgate   Hosting "})
    first, second = Agreement.objects.order_by("pk")
    assert first.vendor == second.vendor and first.vendor.name == "Northgate Hosting"
    browse.post("/upload/", {"files": file("c.txt", b"C"), "vendor": "northgate hosting"})
    assert Agreement.objects.last().vendor == first.vendor
    browse.post("/upload/", {"files": file("d.txt", b"D"), "agreement": first.pk, "kind": "amendment", "vendor": "Somebody else"})
    added = Version.objects.get(name="d.txt")
    assert added.document.agreement == first and added.document.kind == "amendment"
    first.refresh_from_db()
    assert first.vendor.name == "Northgate Hosting"


def test_a_new_organisation_may_try_the_sample(browse, settings):
    page = browse.get("/").content.decode()
    assert "Try the sample agreement" in page and "data-upload" in page
    browse.post("/upload/sample/")
    version = Version.objects.get()
    assert version.file.read() == settings.SAMPLE_AGREEMENT.read_bytes()
    assert "being read" in browse.get("/").content.decode()
    browse.post("/upload/sample/")
    assert Version.objects.count() == 1


def test_without_a_sample_none_is_offered(browse, settings):
    settings.SAMPLE_AGREEMENT = None
    assert "sample" not in browse.get("/").content.decode()
    assert browse.post("/upload/sample/").status_code == 404


def test_who_may_only_read_sees_no_controls(client, cast, reviewed):
    client.force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/", "/agreements/", "/calendar/", "/rules/", "/account/"):
        page = client.get(address).content.decode()
        assert "/upload/" not in page and "Record decision" not in page and "Answer question" not in page, address
        assert "/settings/" not in page
    assert client.get("/upload/").status_code == 403
