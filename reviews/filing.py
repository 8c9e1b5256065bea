"""Files what was uploaded where a person says that it belongs."""

from __future__ import annotations

from django.db import transaction

from contracts.models import Agreement, Document, Organisation, User, Vendor, Version
from contracts.models.audit import record_change
from reviews.receiving import record_upload


@transaction.atomic
def file_upload(
    user: User,
    organisation: Organisation,
    name: str,
    data: bytes,
    *,
    agreement: Agreement | None,
    document: Document | None = None,
    kind: str,
    vendor: str = "",
    tracked_changes: str = "",
) -> tuple[Version, bool]:
    """As ``record_upload``; a new agreement gets the vendor of that name, one that is there or a new one.

    An agreement that is there keeps its own vendor: ``vendor`` counts only where ``agreement`` is None. ``tracked_changes``:
    as what those in a Word file are read, ``accepted`` or ``rejected``.
    """
    kind = kind if kind in Document.Kind.values else Document.Kind.OTHER
    version, new = record_upload(user, organisation, name, data, agreement=agreement, kind=kind, document=document)
    if new and tracked_changes == Version.TrackedChanges.REJECTED:
        version.tracked_changes = Version.TrackedChanges.REJECTED
        version.save(update_fields=["tracked_changes"])
    vendor = " ".join(vendor.split())[:200]
    filed = version.document.agreement
    if new and agreement is None and vendor:
        filed.vendor = Vendor.objects.of(organisation).filter(name__iexact=vendor).first() or Vendor.objects.create(
            organisation=organisation, name=vendor
        )
        filed.save(update_fields=["vendor"])
        record_change(organisation, user, "vendor_named", filed, agreement=filed, after={"vendor": filed.vendor.name})
    return version, new
