"""The first page: an agreement that renews has a window or an open question, and the page counts each of them once."""

from __future__ import annotations

from contracts.models import Agreement
from reviews import deciding, window_deciding
from reviews.known import agreement_analysis
from reviews.particulars import record_archiving
from reviews.templatetags.pages import in_words
from reviews.web.today import renewing
from reviews.windows import outlook
from tests.conftest import AGREEMENT
from tests.uploads import TODAY, record_document

TEXTS = {
    "dated": AGREEMENT,
    "dated otherwise": AGREEMENT.replace("1 March 2026", "1 April 2026"),
    "undated": AGREEMENT.replace("made on 1 March 2026", "made"),
    "no notice": AGREEMENT.replace(" unless either party gives written notice of non-renewal at least thirty (30) days and not more than forty-five (45) days before the end of the then-current term", ""),
    "ends": AGREEMENT.replace("2. Renewal. This Agreement shall automatically renew", "2. End. This Agreement shall not renew, neither automatically nor").replace("for successive one-year terms unless", "otherwise, and"),
    "endless": AGREEMENT.replace("renew for successive one-year terms", "renew and continue until terminated"),
    "no length": AGREEMENT.replace("renew for successive one-year terms", "renew"),
}


def sums(cast) -> tuple[int, int, int]:
    """What the page counts, and how many agreements have an outlook, computed from what they say."""
    counted = renewing(cast.reader, TODAY)
    rows = Agreement.objects.filter(archived_at=None, organisation=cast.organisation)
    outlooks = [outlook(agreement_analysis(a), today=TODAY) for a in rows]
    renews = sum(bool(days.windows or days.questions) for days in outlooks)
    assert counted.total == renews == counted.windows + counted.waiting
    return counted.windows, counted.waiting, len(rows) - renews


def test_windows_and_questions_add_up_to_what_renews_whatever_people_do(cast, client):
    made = {name: record_document(cast, f"{name}.txt", text).document.agreement for name, text in TEXTS.items()}
    windows, waiting, others = sums(cast)
    assert windows >= 2 and waiting >= 2 and others >= 1
    client.force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    said = f"Of {in_words(windows + waiting)} agreements that renew by themselves {in_words(windows)} have their window and"
    assert said in client.get("/").content.decode()
    deciding.record_correction(made["undated"], cast.owner, "effective_date", "2026-03-01", "", TODAY)
    assert sums(cast) == (windows + 1, waiting - 1, others)
    window = made["dated"].windows.order_by("closes_on").first()
    window_deciding.record_window_decision(window, cast.owner, "renew", "", TODAY)
    assert sums(cast) == (windows + 1, waiting - 1, others)
    record_archiving(made["endless"], cast.admin)
    assert sums(cast)[0] + sums(cast)[1] == windows + waiting - 1
    assert renewing(cast.outsider, TODAY).total == 0
