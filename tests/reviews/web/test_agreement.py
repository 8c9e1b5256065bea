"""The agreement's page: what it shows to whom, what htmx gets back, and that it asks the database no more for more rows."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Clause, Correction, Document, Fact, Version
from contracts.models.audit import record_change
from reviews import deciding
from reviews.models import Comment, Finding, Redline

TODAY = date(2026, 11, 24)
TABS = ("findings", "facts", "windows", "discussion", "history")
HTMX = {"HTTP_HX_REQUEST": "true"}


def log_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(version, **query):
    pairs = "&".join(f"{name}={value}" for name, value in {"version": version.pk, **query}.items())
    return f"{reverse('agreement', args=[version.document.agreement_id])}?{pairs}"


def html(answer) -> str:
    return answer.content.decode()


# What it costs ----------------------------------------------------------------------------------------------------------


def grow(version, cast, count: int) -> None:
    """Adds rows of every kind that the page shows."""
    agreement = version.document.agreement
    clauses = Clause.objects.bulk_create(
        Clause(version=version, key=f"x{count}-{n}", kind="renewal", start=n, end=n + 20, text="words", highlights=[]) for n in range(count)
    )
    findings = Finding.objects.bulk_create(
        Finding(
            organisation=cast.organisation,
            review=version.review,
            rule=f"rule_{count}_{n}",
            severity="low",
            matter="renewal",
            title="T",
            why="W",
            clause=clause,
            position=100 + n,
            decided_by=cast.reviewer,
            state="accepted" if n % 2 else "open",
        )
        for n, clause in enumerate(clauses)
    )
    Redline.objects.bulk_create(
        Redline(finding=f, step=step, position=n, action="replace", start=5 * at, end=5 * at + 3, old=version.text[5 * at : 5 * at + 3], new="x")
        for at, f in enumerate(findings)
        for n, step in enumerate(("preferred", "acceptable", "walk_away"))
    )
    Comment.objects.bulk_create(Comment(review=version.review, finding=f, author=cast.owner, text="Hm.") for f in findings)
    document = Document.objects.create(agreement=agreement, kind="order_form")
    Version.objects.bulk_create(
        Version(
            organisation=cast.organisation,
            document=document,
            number=n + 1,
            name=f"{n}.txt",
            sha256=f"{count}-{n}",
            uploaded_by=cast.owner,
            state="read",
            text="T",
            layout={},
        )
        for n in range(count)
    )
    for n in range(count):
        record_change(cast.organisation, cast.owner, "fact_corrected", agreement, agreement=agreement, after={"renewal.notice_by": "P1D", "n": n})
    Correction.objects.bulk_create(
        Correction(agreement=agreement, field="renewal.notice_by", value="P30D", corrected_by=cast.owner) for _ in range(count)
    )


@pytest.mark.parametrize("tab", TABS)
def test_the_number_of_queries_is_the_same_at_1_50_and_200_rows(tab, reviewed, cast, client):
    log_in(client, cast.admin)
    grow(reviewed, cast, 1)
    client.get(address(reviewed, tab=tab))  # what is asked once a process
    counts = []
    for more in (0, 49, 150):
        if more:
            grow(reviewed, cast, more)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(reviewed, tab=tab)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]


# Who sees what ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", TABS)
def test_a_read_only_member_sees_no_control(tab, reviewed, cast, client):
    page = html(log_in(client, cast.reader).get(address(reviewed, tab=tab)))
    main = page[page.index('id="main"') : page.index("<dialog")]
    assert "<form" not in main and "<textarea" not in main
    assert not re.search(r"<(input|select)\b", main)
    assert not re.search(r'<button(?![^>]*type="button")', main)


def test_an_ops_lead_corrects_and_decides_windows_but_not_redlines(reviewed, cast, client):
    log_in(client, cast.owner)
    assert "Accept redline" not in html(client.get(address(reviewed)))
    assert "Record opt-out" in html(client.get(address(reviewed, tab="windows")))
    assert "Correct Notice at least" in html(client.get(address(reviewed, tab="facts")))


def test_a_legal_reviewer_decides_redlines_but_not_windows(reviewed, cast, client):
    log_in(client, cast.reviewer)
    assert "Accept redline" in html(client.get(address(reviewed)))
    assert "Record opt-out" not in html(client.get(address(reviewed, tab="windows")))


# A link opens at its place ----------------------------------------------------------------------------------------------


def test_the_address_chooses_the_finding_and_its_words_without_a_script(reviewed, cast, client):
    finding = reviewed.review.findings.exclude(clause=None).last()
    page = html(log_in(client, cast.reader).get(address(reviewed, finding=finding.pk)))
    assert re.search(rf'<article class="[^"]*chosen[^"]*" id="finding-{finding.pk}"', page)
    assert re.search(rf'<mark class="[^"]*chosen[^"]*" data-clauses="[^"]*\b{finding.clause.key}\b', page)


def test_an_agreement_opens_at_its_first_undecided_finding(reviewed, cast, client):
    page = html(log_in(client, cast.reader).get(address(reviewed)))
    first = reviewed.review.findings.exclude(clause=None).first()
    assert re.search(rf'<mark class="[^"]*opens[^"]*" data-clauses="[^"]*\b{first.clause.key}\b', page)
    assert "chosen" not in page[page.index('id="paper"') : page.index('id="margin"')]


@pytest.mark.parametrize("query", ["finding=x", "finding=999999", "version=999999", "tab=nonsense", "edit=nonsense&tab=facts", "show=%22%3E", "before=x&tab=history"])
def test_nonsense_in_the_address_shows_the_page(query, reviewed, cast, client):
    answer = log_in(client, cast.admin).get(f"{reverse('agreement', args=[reviewed.document.agreement_id])}?{query}")
    assert answer.status_code == 200


# Acts -------------------------------------------------------------------------------------------------------------------


def test_htmx_gets_the_finding_the_counts_and_what_is_said_and_nothing_else(reviewed, cast, client):
    first = reviewed.review.findings.first()
    sent = {"state": "accepted", "step": "acceptable", "revision": 0, "version": reviewed.pk}
    piece = html(log_in(client, cast.reviewer).post(reverse("decide_redline", args=[first.pk]), sent, **HTMX))
    undecided = reviewed.review.findings.filter(state="open").count()
    assert piece.lstrip().startswith("<article")
    assert f'id="finding-{first.pk}"' in piece and "Accepted" in piece and "acceptable by Rhea" in piece
    assert "<html" not in piece and 'id="paper"' not in piece
    for place in ("agreement-head", "sign-off", "count-findings"):
        assert re.search(rf'id="{place}"[^>]*hx-swap-oob="true"', piece), place
    # The live regions stay, and what is new in them is read out.
    assert '<div id="said" hx-swap-oob="innerHTML"></div>' in piece
    assert f'<div id="heard" hx-swap-oob="innerHTML">Accepted, acceptable wording: {first.title}. {undecided} of' in piece
    assert f"{undecided} undecided" in piece


def test_htmx_gets_the_margin_alone_for_a_tab(reviewed, cast, client):
    answer = log_in(client, cast.reader).get(address(reviewed, tab="facts"), HTTP_HX_TARGET="margin", **HTMX)
    assert html(answer).lstrip().startswith('<section class="margin"')
    assert "HX-Target" in answer["Vary"]
    back = client.get(address(reviewed, tab="facts"), HTTP_HX_TARGET="margin", HTTP_HX_HISTORY_RESTORE_REQUEST="true", **HTMX)
    assert "<html" in html(back)


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("state", "sent", "kept"),
    [
        ("edited", {"wording": "Mine, which took an hour to write."}, "Mine, which took an hour to write."),
        ("rejected", {"reason": "We were told they never agree."}, "We were told they never agree."),
        ("accepted", {}, "Save mine over it"),
    ],
)
def test_the_second_of_two_loses_nothing_and_may_save_over_it(headers, state, sent, kept, reviewed, cast, client):
    finding = reviewed.review.findings.first()
    deciding.record_redline_decision(finding, cast.admin, "edited", wording="Hers, which stands.", revision=0)
    log_in(client, cast.reviewer)
    post = {"state": state, "step": finding.step, "revision": 0, "version": reviewed.pk, **sent}
    answer = client.post(reverse("decide_redline", args=[finding.pk]), post, **headers)
    page = html(answer)
    assert answer.status_code == (200 if headers else 409)
    assert "Ada changed this redline" in page and "which stands" in page and kept in page
    finding.refresh_from_db()
    assert finding.wording == "Hers, which stands."
    revision = re.search(r'class="conflict".*?name="revision" value="(\d+)"', page, re.S)
    assert revision
    client.post(reverse("decide_redline", args=[finding.pk]), {**post, "revision": revision[1]}, **headers)
    finding.refresh_from_db()
    assert (finding.state, finding.decided_by) == (state, cast.reviewer)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_two_edits_of_the_same_words_are_offered_as_one(headers, reviewed, cast, client):
    finding = reviewed.review.findings.first()
    base = finding.ladder.get(step=finding.step).new.strip()
    deciding.record_redline_decision(finding, cast.admin, "edited", wording=f"Hers before it: {base}", revision=0)
    sent = {"state": "edited", "wording": f"{base} And mine after it.", "base": base, "base_step": finding.step}
    log_in(client, cast.reviewer)
    post = {**sent, "step": finding.step, "revision": 0, "version": reviewed.pk}
    page = html(client.post(reverse("decide_redline", args=[finding.pk]), post, **headers))
    offered = re.search(r'data-words="merge"[^>]*>([^<]*)</textarea>', page)
    assert offered and offered[1].startswith("Hers before it: ") and offered[1].endswith("And mine after it.")
    assert "Save both as one" in page and "Save mine over it" in page and "Keep Ada’s" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_second_to_correct_a_fact_sees_the_first_and_saves_knowingly(headers, reviewed, cast, client):
    agreement = reviewed.document.agreement
    first = deciding.record_correction(agreement, cast.admin, "renewal.notice_by", "P60D", "Amendment 1", TODAY)
    sent = {"field": "renewal.notice_by", "count": "45", "unit": "D", "reason": "Mine", "version": reviewed.pk, "seen": ""}
    log_in(client, cast.owner)
    page = html(client.post(reverse("correct_fact", args=[agreement.pk]), sent, **headers))
    assert "Ada corrected this fact meanwhile" in page and "Ada says 60 days" in page and 'value="45"' in page
    assert agreement.corrections.get() == first
    assert f'name="seen" value="{first.pk}"' in page and "Save mine over it" in page
    client.post(reverse("withdraw_correction", args=[agreement.pk]), {**sent, "seen": "999999"}, **headers)
    assert agreement.corrections.get() == first
    client.post(reverse("correct_fact", args=[agreement.pk]), {**sent, "seen": first.pk}, **headers)
    assert agreement.corrections.order_by("pk").last().value == "P45D"


def test_the_second_to_state_the_costs_overwrites_nothing_unseen(reviewed, cast, client):
    agreement = reviewed.document.agreement
    agreement.yearly_fee = 60000
    agreement.save()
    sent = {"yearly_fee": "70000", "outage_cost_per_hour": "", "seen_yearly_fee": "", "seen_outage_cost_per_hour": "", "version": reviewed.pk}
    page = html(log_in(client, cast.owner).post(reverse("state_money", args=[agreement.pk]), sent, **HTMX))
    assert "Somebody else stated the costs meanwhile" in page and 'value="70000"' in page
    agreement.refresh_from_db()
    assert agreement.yearly_fee == 60000


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_refused_is_shown_again(headers, reviewed, cast, client):
    finding = reviewed.review.findings.first()
    for other in reviewed.review.findings.all():
        deciding.record_redline_decision(other, cast.reviewer, "accepted")
    deciding.record_sign_off(reviewed.review, cast.reviewer)
    post = {"state": "edited", "wording": "Typed in vain?", "version": reviewed.pk}
    page = html(log_in(client, cast.reviewer).post(reverse("decide_redline", args=[finding.pk]), post, **headers))
    assert "signed off" in page and "Typed in vain?" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_correction_is_previewed_and_nothing_is_written(headers, reviewed, cast, client):
    agreement = reviewed.document.agreement
    sent = {"field": "renewal.notice_by", "count": "60", "unit": "D", "preview": "1", "version": reviewed.pk, "reason": "Amendment 1"}
    page = html(log_in(client, cast.owner).post(reverse("correct_fact", args=[agreement.pk]), sent, **headers))
    assert "29 Jan 2027" in page and "30 Dec 2026" in page
    assert 'value="60"' in page and 'value="Amendment 1"' in page
    assert not agreement.corrections.exists()


def test_a_doubtful_deadline_is_asked_and_the_answer_kept(reviewed, cast, client):
    agreement = reviewed.document.agreement
    Fact.objects.filter(version=reviewed, field="renewal.notice_by").update(confidence=0.6)
    log_in(client, cast.owner)
    assert "we read <strong>30 days</strong> here. Right?" in html(client.get(address(reviewed)))
    sent = {"field": "renewal.notice_by", "value": "P30D", "confirmed": "1", "reason": "Confirmed as read", "version": reviewed.pk}
    client.post(reverse("correct_fact", args=[agreement.pk]), sent)
    assert agreement.corrections.get().value == "P30D"
    page = html(client.get(address(reviewed, tab="facts")))
    assert "Right?" not in page and "confirmed by Olive" in page


def test_what_moves_no_deadline_is_not_asked(reviewed, cast, client):
    Fact.objects.filter(version=reviewed, field="service_level.uptime_percent").update(confidence=0.6)
    page = html(log_in(client, cast.owner).get(address(reviewed, tab="facts")))
    assert "Right?" not in page and "please check" in page


# Documents --------------------------------------------------------------------------------------------------------------


def test_a_document_and_a_version_are_added_to_this_agreement(reviewed, cast, client, django_capture_on_commit_callbacks):
    from django.core.files.uploadedfile import SimpleUploadedFile

    agreement = reviewed.document.agreement
    log_in(client, cast.owner)

    def send(name, **where):
        file = SimpleUploadedFile(name, f"{name}: this order form has words of its own.".encode())
        return client.post(reverse("upload"), {"files": [file], **where})

    for name in ("one.txt", "two.txt"):
        answer = send(name, agreement=agreement.pk, kind="order_form")
        assert answer["Location"].startswith(reverse("agreement", args=[agreement.pk]))
    forms = list(agreement.documents.filter(kind="order_form"))
    assert [form.versions.count() for form in forms] == [1, 1], "two order forms are two documents"
    send("one again.txt", document=forms[0].pk)
    assert list(forms[0].versions.values_list("number", flat=True).order_by("number")) == [1, 2]
    page = html(client.get(address(reviewed)))
    assert "one again.txt" in page and "two.txt" in page


def test_another_organisations_document_is_not_there(reviewed, cast, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("theirs.txt", b"Words.")
    answer = log_in(client, cast.outsider).post(reverse("upload"), {"files": [file], "document": reviewed.document_id})
    assert answer.status_code == 404 and reviewed.document.versions.count() == 1


def test_reading_swaps_itself_for_the_page_when_it_is_done(reviewed, cast, client):
    log_in(client, cast.reader)
    Version.objects.filter(pk=reviewed.pk).update(state="uploaded")
    assert 'http-equiv="refresh"' in html(client.get(address(reviewed)))
    waiting = client.get(address(reviewed), HTTP_HX_TARGET="reading", **HTMX)
    assert 'id="reading"' in html(waiting) and "HX-Retarget" not in waiting
    Version.objects.filter(pk=reviewed.pk).update(state="read")
    done = client.get(address(reviewed), HTTP_HX_TARGET="reading", **HTMX)
    assert done["HX-Retarget"] == "#main" and 'id="margin"' in html(done)


def test_an_unreadable_file_says_what_happened_what_was_kept_and_what_to_do(reviewed, cast, client):
    Version.objects.filter(pk=reviewed.pk).update(state="unreadable", error_message="The file is protected by a password. Save a copy without it.")
    page = html(log_in(client, cast.owner).get(address(reviewed)))
    assert "Save a copy without it." in page and "Kept" in page and "Upload readable copy" in page
    assert "Upload readable copy" not in html(log_in(client, cast.reader).get(address(reviewed)))


def test_whoever_is_logged_out_is_told_so_and_no_login_page_takes_the_place_of_what_is_typed(reviewed, client):
    finding = reviewed.review.findings.first()
    answer = client.post(reverse("decide_redline", args=[finding.pk]), {"state": "edited", "wording": "Mine."}, **HTMX)
    assert answer.status_code == 401 and "<html" not in html(answer)


def test_a_decided_finding_can_be_decided_otherwise_with_its_words(reviewed, cast, client):
    finding = reviewed.review.findings.first()
    deciding.record_redline_decision(finding, cast.admin, "edited", wording="Hers, which stands.", revision=0)
    page = html(log_in(client, cast.reviewer).get(address(reviewed)))
    piece = page[page.index(f'id="finding-{finding.pk}"') :]
    piece = piece[: piece.index("</article>")]
    assert "Hers, which stands.</textarea>" in piece and "Undo" in piece and "Accept redline" in piece


def test_the_history_says_what_was_and_what_is(reviewed, cast, client):
    agreement = reviewed.document.agreement
    finding = reviewed.review.findings.first()
    deciding.record_redline_decision(finding, cast.reviewer, "rejected", reason="Too small a deal")
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "Amendment 1", TODAY)
    page = html(log_in(client, cast.reader).get(address(reviewed, tab="history")))
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Rhea rejected a redline: " + finding.title in text and "Decision undecided rejected" in text and "Reason Too small a deal" in text
    assert "Olive corrected a fact" in text and "Notice at least 30 days 60 days" in text
    assert "A window moved" in text and "Closes 29 January 2027 30 December 2026" in text


def test_a_decision_that_comes_too_late_says_so_and_keeps_its_reason(reviewed, cast, client):
    window = reviewed.document.agreement.windows.get(term=1)
    window.closes_on = date(2020, 1, 1)
    window.save()
    sent = {"choice": "opt_out", "reason": "We move to another vendor.", "version": reviewed.pk}
    answer = log_in(client, cast.owner).post(reverse("decide_window", args=[window.pk]), sent)
    page = html(answer)
    assert answer.status_code == 422 and "closed on 1 January 2020" in page and "We move to another vendor." in page
