"""Why a window has its days: the steps, the words of the paper, who corrected what, and which document gives way."""

from __future__ import annotations

import re
from datetime import date

from django.urls import reverse

from reviews import deciding
from reviews.models import OpenQuestion
from tests.uploads import record_document

TODAY = date(2026, 11, 24)


def page(client, person, window) -> str:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(reverse("why", args=[window.pk])).content.decode()).split())


def test_each_step_is_there_with_its_words_and_a_correction_shows_by_whom_and_what_it_moved(client, cast, reviewed):
    agreement = reviewed.document.agreement
    window = agreement.windows.order_by("term").first()
    shown = page(client, cast.owner, window)
    assert len(window.steps) > 2 and all(step["says"].split("“")[0] in shown for step in window.steps)
    notice = reviewed.facts.get(field="renewal.notice_by")
    assert " ".join(notice.clause.text.split())[:40].replace("'", "&#x27;") in shown
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "The side letter says sixty.", TODAY)
    window.refresh_from_db()
    shown = page(client, cast.owner, window)
    assert "The side letter says sixty." in shown and "(read was 30 days)" in shown
    assert "Moved: closes" in shown and "Olive corrected a fact" in shown


def test_the_amendment_that_moved_it_is_quoted_with_before_and_after(client, cast, reviewed):
    agreement = reviewed.document.agreement
    words = 'AMENDMENT NO. 1\n\nThis Amendment is made on 2 November 2026.\n\n1. Section 2 is amended by replacing "thirty (30) days" with "sixty (60) days".\n'
    record_document(cast, "first-amendment.txt", words, agreement=agreement, kind="amendment")
    window = agreement.windows.order_by("term").first()
    assert window.closes_on == date(2026, 12, 30)
    shown = page(client, cast.owner, window)
    assert "Notice at least: 60 days" in shown and "is amended by replacing" in shown
    assert "says 30 days and gives way" in shown
    assert "Moved: closes 29 January 2027 30 December 2026" in shown and "after the amendment first-amendment.txt was read" in shown


def test_what_no_paper_says_can_be_stated_by_a_person_and_a_question_is_shown(client, cast, agreement_text):
    text = re.sub(r"[^\n]*governed by[^\n]*\n", "", agreement_text).replace("thirty (30) days", "ten (10) business days")
    window = record_document(cast, "lawless.txt", text).document.agreement.windows.earliest("term")
    OpenQuestion.objects.create(
        organisation=cast.organisation, agreement=window.agreement, owner=cast.owner, field="expiration_date", question="Until when?", due_on=date(2026, 1, 1)
    )
    shown = page(client, cast.owner, window)
    assert "The paper says nothing of it. State" in shown and "Business days leave out weekends" in shown
    assert "Until when?" in shown and "Overdue:" in shown and "Asked of Olive" in shown
