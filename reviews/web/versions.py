"""An agreement's documents with their versions, and the version that a page shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from contracts.models import Agreement, Version
from contracts.models.document import heavy


def documents_of(agreement: Agreement, wanted: str) -> tuple[list[Any], Version]:
    """The agreement's documents, each with its versions as ``shown``, newest first; and the version that the page shows."""
    rows = Version.objects.filter(document__agreement=agreement).select_related("document", "uploaded_by")
    versions = list(rows.defer(*heavy()).order_by("document_id", "-number"))
    if not versions:
        raise Http404
    documents: dict[int, Any] = {}
    for version in versions:
        document = documents.setdefault(version.document_id, version.document)
        document.shown = [*getattr(document, "shown", []), version]
    pk = next((v.pk for v in versions if str(v.pk) == wanted), versions[0].pk)
    return list(documents.values()), rows.defer("analysis").get(pk=pk)
