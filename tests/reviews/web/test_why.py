"""Why a window has its days: the steps, the words of the paper, who corrected what, and which document gives way."""

from __future__ import annotations

import re
from datetime import date

from django.urls import reverse

from reviews import deciding

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
