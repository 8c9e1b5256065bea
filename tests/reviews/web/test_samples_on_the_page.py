"""Every sample on the agreement's page, whatever format it comes in: each tab, the paper as text and as pictures, the Word file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from contracts.reading.docx.document import MEDIA_TYPE
from reviews import deciding
from reviews.models import Finding
from tests.test_fixtures import HERE, READABLE
from tests.uploads import record_document

FILES = [path for name in READABLE for path in sorted(HERE.glob(f"{name}.*")) if not path.name.endswith(".json")]
TABS = ("findings", "facts", "windows", "discussion", "history")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_shown_and_its_redlines_handed_out(path: Path, client, cast) -> None:
    version = record_document(cast, path.name, path.read_bytes())
    client.force_login(cast.admin, backend="django.contrib.auth.backends.ModelBackend")
    address = version.document.agreement.get_absolute_url()
    clauses = set(version.clauses.values_list("key", flat=True))
    for query in (*(f"?tab={tab}" for tab in TABS), "?view=text"):
        page = client.get(f"{address}{query}")
        assert page.status_code == 200, query
        marked = set(" ".join(re.findall(r'data-clauses="([^"]+)"', page.content.decode())).split())
        assert clauses and clauses <= marked, (query, clauses - marked)
    pictures = re.findall(rf"/versions/{version.pk}/pages/(\d+)\.png", client.get(address).content.decode())
    assert len(set(pictures)) == (version.pages if path.suffix == ".pdf" else 0)
    if pictures:
        assert client.get(reverse("page_image", args=[version.pk, 1])).content.startswith(b"\x89PNG")
    for finding in version.review.findings.all():
        deciding.record_redline_decision(finding, cast.reviewer, Finding.State.ACCEPTED, step="preferred")
    file = client.post(reverse("redlined_file", args=[version.review.pk]))
    if version.review.findings.exists():
        assert (file.status_code, file["Content-Type"]) == (200, MEDIA_TYPE)
    else:
        assert file.status_code == 302
