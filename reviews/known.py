"""What is known of an agreement as a whole: what its newest versions say, and what people corrected."""

from __future__ import annotations

from collections.abc import Collection

from contracts.analysis.clause import Analysis, Fact
from contracts.analysis.corrected import with_corrections
from contracts.analysis.deal import Part, deal_analysis
from contracts.analysis.interchange import analysis_from_json, value_from_json
from contracts.models import Agreement, Correction, Version


def corrections_of(agreement: Agreement) -> dict[str, Fact]:
    """The newest correction of each field."""
    rows = Correction.objects.filter(agreement=agreement).order_by("field", "-pk").distinct("field")
    return {
        row.field: Fact(row.field, value_from_json(row.field, row.value), None, 1.0, row.reason, corrected=True) for row in rows
    }


def newest_versions(agreement: Agreement, *, without: Collection[str] = ()) -> list[Version]:
    """The newest version that was read of each of the agreement's documents, ``without`` the columns that nobody will read."""
    rows = Version.objects.filter(document__agreement=agreement, state=Version.State.READ).select_related("document")
    return list(rows.defer(*without).order_by("document_id", "-number").distinct("document_id"))


def agreement_analysis(agreement: Agreement) -> Analysis | None:
    """What the whole deal says: the newest version of each document; None where nothing was read."""
    versions = newest_versions(agreement, without=("text", "layout"))
    parts = [Part(version.document.kind, analysis_from_json(version.analysis)) for version in versions]
    return deal_analysis(parts) if parts else None


def corrected_analysis(agreement: Agreement) -> Analysis | None:
    """The same with what people corrected; None where nothing was read."""
    analysis = agreement_analysis(agreement)
    return with_corrections(analysis, corrections_of(agreement)) if analysis else None
