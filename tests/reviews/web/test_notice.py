"""The notice's page and what stands beside a window: from a proposal to a proved notice, by the buttons that the pages show."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.models import Notice, Window
from tests.reviews.test_notices import EML

NOW = "2027-01-18 12:00:00+00:00"


@pytest.fixture
def window(reviewed) -> Window:
    """Open from 14 to 29 January 2027."""
    return reviewed.document.agreement.windows.get(term=1)


@pytest.fixture
def ask(client, window):
    """Posts as a person to an address of the window or its notice, and gives the text of the page that follows."""

    def to(person, name: str, pk: int | None = None, **sent):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(reverse(name, args=[pk or window.pk]), sent, follow=True)
        return answer.status_code, text_of(answer)

    return to


def text_of(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def tab(client, person, window) -> str:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return text_of(client.get(f"/agreements/{window.agreement_id}/?tab=windows"))


@time_machine.travel(NOW, tick=False)
def test_from_a_proposal_to_a_proved_notice(ask, client, cast, window):
    cast.organisation.approval_above = Decimal(100)
    cast.organisation.save()
    _, page = ask(cast.owner, "decide_window", choice="opt_out", reason="Too dear")
    assert "Opt-out proposed: it waits for approval." in page and "Ada may approve it." in page and "Approve opt-out" not in page
    assert "Ada may approve it." in ask(cast.owner, "keep_letter", **letter())[1], "no letter goes out before"
    client.force_login(cast.admin, backend="django.contrib.auth.backends.ModelBackend")
    assert "Olive proposes: opt out" in text_of(client.get("/"))
    assert "Approve opt-out" in tab(client, cast.admin, window)
    status, page = ask(cast.admin, "answer_window", **{"return": "1", "reason": ""})
    assert status == 422 and "Say why it is returned" in page
    _, page = ask(cast.admin, "answer_window")
    status, late = ask(cast.admin, "answer_window", **{"return": "1", "reason": "Wait for finance"})
    assert status == 422 and late.count("Nothing waits for approval") == 1 and "Your reason was: Wait for finance" in late
    assert "Opt-out decided. Its notice is not recorded as sent." in page and "Write notice letter" in page
    status, page = ask(cast.owner, "keep_letter", **{**letter(), "recipient_address": ""})
    assert status == 422 and "The letter is not complete" in page and "Quayside Hosting" in page and not Notice.objects.exists()
    _, page = ask(cast.owner, "keep_letter", **letter())
    assert "The letter is kept." in page
    notice = Notice.objects.get()
    for form, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        file = client.get(reverse("letter_file", args=[notice.pk, form]))
        assert file.getvalue().startswith(start) and f".{form}" in file["Content-Disposition"]
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert "Opted out, and no notice is recorded as sent." in text_of(client.get("/"))
    status, page = ask(cast.owner, "notice_sent", sent_on="2027-01-19", how="hand", to="Them")
    assert status == 422 and "still ahead" in page
    proof = SimpleUploadedFile("receipt.html", EML, content_type="text/html")
    _, page = ask(cast.owner, "notice_sent", sent_on="2027-01-18", how="hand", to="Them", proof=proof)
    assert "the agreement does not renew on 1 March 2027" in page and "receipt.eml" in page
    file = client.get(reverse("notice_proof", args=[notice.pk]))
    assert file.getvalue() == EML and file["Content-Type"] == "message/rfc822" and file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Disposition"].startswith("attachment")
    page = tab(client, cast.owner, window)
    assert "ends Sunday 28 February 2027" in page and "Record opt-out" not in page
    assert "recorded as sent" not in text_of(client.get("/"))
    _, page = ask(cast.owner, "undo_sent", pk=notice.pk)
    assert "Taken back" in page and "Record notice as sent" in tab(client, cast.owner, window)


def letter() -> dict[str, str]:
    return {
        "our_name": "Brightwater Foods LLC", "recipient": "Quayside Hosting", "recipient_address": "12 Quay Street\nPortland", "how": "hand",
        "agreement_title": "Master Services Agreement", "ends_on": "2027-02-28",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "until", "says"), [("2026-12-01", "2028-01-01", "A snooze must end"), ("2026-12-01", "soon", "Choose the day"), ("2027-01-28", "2027-01-29", "too soon to snooze")]
)
def test_a_snooze_that_is_refused_says_so_once(now, until, says, ask, cast, window):
    with time_machine.travel(now, tick=False):
        for person in (cast.owner, cast.reviewer):  # who may decide, and who may only discuss
            status, page = ask(person, "snooze", until=until)
            assert status == 422 and page.count(says) == 1


@time_machine.travel(NOW, tick=False)
def test_a_notice_that_is_doubtful_says_so_and_asks_for_a_reason(ask, client, cast, window):
    ask(cast.owner, "decide_window", choice="opt_out")
    _, page = ask(cast.owner, "notice_sent", sent_on="2027-01-02", how="hand", to="Them")
    assert "it may not stop the renewal" in page and "before the window opens on 14 January 2027" in page
    assert "Say why it counts" in tab(client, cast.owner, window) and Window.objects.get(pk=window.pk).state == "open"
    notice = Notice.objects.get()
    status, page = ask(cast.owner, "notice_counts", pk=notice.pk, because="")
    assert status == 422 and "the alarm ends on your word" in page
    ask(cast.owner, "notice_counts", pk=notice.pk, because="They confirmed it in writing")
    assert Window.objects.get(pk=window.pk).state == "exercised"
    status, page = ask(cast.owner, "add_proof", pk=notice.pk, proof=SimpleUploadedFile("x.pdf", b"no pdf"))
    assert status == 422 and "A proof is a PDF" in page


@time_machine.travel(NOW, tick=False)
def test_to_renegotiate_opens_the_redlines_and_its_last_day_is_kept_in_sight(ask, client, cast, window, reviewed):
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("decide_window", args=[window.pk]), {"choice": "renegotiate", "valid_until": "2027-01-20"})
    assert answer["Location"].endswith(f"?version={reviewed.pk}&tab=findings")
    assert "Until Wednesday 20 January 2027" in tab(client, cast.owner, window)
    status, page = ask(cast.owner, "decide_window", choice="renegotiate", valid_until="someday")
    assert status == 422 and "“someday” is no day" in page
    with time_machine.travel("2027-01-21 12:00:00+00:00", tick=False):
        assert "Its last day, Wednesday 20 January 2027 , is past." in tab(client, cast.owner, window)
    page = text_of(client.get(reverse("notice", args=[window.pk]) + "?kind=protective"))
    assert "Protective notice of non-renewal" in page and "This notice is unconditional" in page
