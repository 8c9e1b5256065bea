"""The Word file that leaves for the vendor: who may have it, what is in it, what the audit log says."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from django.urls import reverse
from docx import Document as open_word

from contracts.models import ApiToken, AuditEntry
from contracts.reading.docx import read_docx
from reviews import deciding
from reviews.filing import file_upload
from reviews.models import Finding
from reviews.tasks import read_version
from tests.contracts.reading.paper import docx as word_file
from tests.contracts.reading.paper import para, run
from tests.reviews.redlining.revisions import parts, resolved

SAMPLE = Path("fixtures/thornbury-payroll-uk.docx")


@pytest.fixture
def sample(cast):
    version, _ = file_upload(cast.owner, cast.organisation, SAMPLE.name, SAMPLE.read_bytes(), agreement=None, kind="master")
    read_version(version.pk)
    version.refresh_from_db()
    return version


def finding(version, rule: str) -> Finding:
    return version.review.findings.get(rule=rule)


def download(client, person, version, **sent):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(reverse("redlined_file", args=[version.review.pk]), sent)


def test_the_vendors_file_comes_back_with_what_was_accepted_and_edited(sample, cast, client):
    deciding.record_redline_decision(finding(sample, "uptime_below_target"), cast.reviewer, "accepted")
    deciding.record_redline_decision(finding(sample, "no_service_credits"), cast.reviewer, "edited", wording="Credits are agreed in Annex Z.")
    deciding.record_redline_decision(finding(sample, "renews_for_a_long_term"), cast.reviewer, "rejected", reason="We like it.")
    answer = download(client, cast.reviewer, sample)
    data = answer.getvalue()
    assert answer["Content-Disposition"] == 'attachment; filename="thornbury-payroll-uk redlined.docx"'
    assert read_docx(resolved(data, "reject")).text == sample.text
    agreed = read_docx(resolved(data, "accept")).text
    assert "99.9%" in agreed and "Credits are agreed in Annex Z." in agreed
    assert finding(sample, "renews_for_a_long_term").ladder.first().new not in agreed
    assert _authors(data) == {cast.organisation.name}  # nobody of ours is named
    assert _authors(download(client, cast.reviewer, sample, named="1").getvalue()) == {"Rhea"}
    assert "may be down" not in "".join(parts(data)["word/comments.xml"].decode())  # our own numbers stay here
    entry = AuditEntry.objects.filter(act="redlined_file_written").first()
    assert (entry.actor, entry.agreement) == (cast.reviewer, sample.document.agreement)
    assert entry.after["redlines"] == ["uptime_below_target", "no_service_credits"]


def _authors(data: bytes) -> set[str]:
    from lxml import etree

    comments = etree.fromstring(parts(data)["word/comments.xml"])
    return {comment.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}author") for comment in comments}


def test_a_certificate_goes_with_the_file(sample, cast, client):
    page = reverse("certificate", args=[sample.review.pk])
    client.force_login(cast.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    assert "nothing to certify" in client.get(page).content.decode()
    deciding.record_redline_decision(finding(sample, "uptime_below_target"), cast.reviewer, "accepted")
    data = download(client, cast.reviewer, sample).getvalue()
    said = client.get(page).content.decode()
    assert sha256(data).hexdigest() in said and sample.sha256 in said and "<strong>No.</strong>" not in said
    text = client.get(page, {"format": "txt"}).content.decode()
    for claim in ("Rejecting our changes gives your file back", "gives the text that was asked for", cast.organisation.name):
        assert f"{claim}" in text


def test_where_nothing_is_accepted_the_page_says_so(sample, cast, client):
    answer = download(client, cast.reviewer, sample)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "No redline is accepted yet" in page
    assert not AuditEntry.objects.filter(act="redlined_file_written").exists()


def test_the_page_offers_the_file_once_something_is_accepted_and_only_to_who_may_have_it(sample, cast, client):
    deciding.record_redline_decision(finding(sample, "uptime_below_target"), cast.reviewer, "accepted")
    seen = {}
    for person in (cast.reviewer, cast.reader):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        seen[person] = client.get(sample.document.agreement.get_absolute_url()).content.decode()
    assert "Word file with tracked changes" in seen[cast.reviewer]
    assert "Word file with tracked changes" not in seen[cast.reader]


def test_a_text_gets_a_word_file_with_the_passages_that_change(reviewed, cast, client, tmp_path):
    deciding.record_redline_decision(finding(reviewed, "narrow_notice_window"), cast.reviewer, "accepted")
    answer = download(client, cast.reviewer, reviewed)
    data = answer.getvalue()
    (tmp_path / "out.docx").write_bytes(data)
    said = [p.text for p in open_word(str(tmp_path / "out.docx")).paragraphs]
    assert said[0] == "Changes to northgate.txt"
    assert "more than forty-five" in read_docx(resolved(data, "reject")).text
    assert "more than forty-five" not in read_docx(resolved(data, "accept")).text


def test_the_api_gives_the_same_file(sample, cast, client):
    deciding.record_redline_decision(finding(sample, "uptime_below_target"), cast.reviewer, "accepted")
    address = f"/api/v1/versions/{sample.pk}/redlined/"
    headers = {"Authorization": f"Bearer {ApiToken.issue(cast.reviewer, cast.organisation, 't', 'read')[1]}"}
    answer = client.get(address, headers=headers)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert read_docx(resolved(answer.getvalue(), "reject")).text == sample.text
    deciding.record_redline_decision(finding(sample, "uptime_below_target"), cast.reviewer, "open")
    refused = client.get(address, headers=headers)
    assert refused.status_code == 409 and "No redline is accepted" in refused.json()["detail"]


def test_the_api_lists_the_changes_as_they_go_out(sample, cast, client):
    for rule in ("uptime_below_target", "uptime_only_an_aim"):
        deciding.record_redline_decision(finding(sample, rule), cast.reviewer, "accepted")
    headers = {"Authorization": f"Bearer {ApiToken.issue(cast.reviewer, cast.organisation, 't', 'read')[1]}"}
    (change,) = client.get(f"/api/v1/versions/{sample.pk}/changes/", headers=headers).json()
    assert change["rules"] == ["uptime_only_an_aim", "uptime_below_target"]  # one sentence, worst first
    assert "99.9" in change["redline"]["new"] and "endeavours" not in change["redline"]["new"]


def test_the_memo_is_a_page_and_a_word_file_of_what_was_accepted(sample, cast, client):
    client.force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    page, file = reverse("memo", args=[sample.review.pk]), reverse("memo_file", args=[sample.review.pk])
    assert "Nothing is accepted yet" in client.get(page).content.decode()
    assert client.get(file)["Location"] == page
    for rule in ("uptime_below_target", "uptime_only_an_aim"):
        deciding.record_redline_decision(finding(sample, rule), cast.reviewer, "accepted")
    said = client.get(page).content.decode()
    assert "1 change to ask for: 1 high" in said and finding(sample, "uptime_below_target").title in said
    answer = client.get(file)
    assert answer["Content-Disposition"] == 'attachment; filename="thornbury-payroll-uk memo.docx"'
    assert "99.9" in read_docx(answer.getvalue()).text


def with_their_changes() -> bytes:
    """The vendor made a month's term a year's, and wrote a comment on it."""
    by = 'w:author="Dana" w:date="2026-11-20T09:00:00Z"'
    gone = f'<w:del w:id="1" {by}><w:r><w:delText>one month</w:delText></w:r></w:del>'
    came = f'<w:ins w:id="2" {by}>{run("one year")}</w:ins>'
    mark = '<w:r><w:commentReference w:id="3"/></w:r>'
    renewal = para(
        run("This Agreement shall automatically renew for successive terms of "), gone, came, mark,
        run(" each unless either party gives written notice of non-renewal at least thirty days before the end of the then-current term."),
    )  # fmt: skip
    return word_file(renewal, comments=f'<w:comment w:id="3" {by}>{para("As we discussed.")}</w:comment>')


def test_their_tracked_changes_are_seen_and_the_review_may_be_of_the_text_without_them(cast, client):
    version, _ = file_upload(cast.owner, cast.organisation, "theirs.docx", with_their_changes(), agreement=None, kind="master")
    read_version(version.pk)
    version.refresh_from_db()
    client.force_login(cast.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    page = f"{version.document.agreement.get_absolute_url()}?tab=discussion"
    said = client.get(page).content.decode()
    assert "1 tracked insertion and 1 deletion by Dana" in said and "This is the text with them accepted." in said
    assert "As we discussed." in said and finding(version, "renews_for_a_long_term")

    assert client.post(reverse("tracked_changes", args=[version.pk]), {"read_as": "rejected"}).status_code == 302
    read_version(version.pk)
    version.refresh_from_db()
    assert "terms of one month each" in version.text and "This is the text with them rejected." in client.get(page).content.decode()
    assert not version.review.findings.filter(rule="renews_for_a_long_term").exists()
    headers = {"Authorization": f"Bearer {ApiToken.issue(cast.reviewer, cast.organisation, 't', 'read')[1]}"}
    review = client.get(f"/api/v1/versions/{version.pk}/review/", headers=headers).json()
    assert review["document"]["tracked_changes"] == {"read_as": "rejected", "insertions": 1, "deletions": 1, "authors": ["Dana"]}
    assert [comment["text"] for comment in review["vendor_comments"]] == ["As we discussed."]
    assert AuditEntry.objects.get(act="tracked_changes_read").after == {"tracked_changes": "rejected"}

    deciding.record_redline_decision(finding(version, "renews_automatically"), cast.reviewer, "accepted")
    data = download(client, cast.reviewer, version).getvalue()
    assert read_docx(resolved(data, "reject")).text == version.text
    assert "tracked changes are rejected in this file" in client.get(page).content.decode().replace("&#x27;", "'")
