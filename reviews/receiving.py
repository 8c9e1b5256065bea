"""Takes files in, and follows their reading: uploaded, claimed by a worker, or not to be read and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Final

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from contracts.models import Agreement, Document, Organisation, User, Version
from contracts.models.audit import record_change
from contracts.reading.errors import ReadingError

# A worker that claimed a version and has not finished within this is taken for dead. Reading is stopped after a minute.
DROPPED_AFTER: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 3
_ONE_A_DEAL: Final = frozenset({Document.Kind.MASTER, Document.Kind.SLA})


def record_upload(
    user: User,
    organisation: Organisation,
    name: str,
    data: bytes,
    *,
    agreement: Agreement | None = None,
    kind: str = "master",
    document: Document | None = None,
) -> tuple[Version, bool]:
    """Keeps a file as a new version, to be read. The same bytes again give the version that is there, and False.

    ``document`` takes it as its next version. Without it the file is a document of ``agreement`` (None: of a new one); a
    deal has one master agreement and one SLA, of which another file is the next version, but any number of the others.
    """
    name = PurePath("".join(c for c in name if c.isprintable()).replace("\\", "/")).name[:300] or "agreement"
    digest = sha256(data).hexdigest()
    known = Version.objects.of(organisation).filter(sha256=digest).first()
    if known:
        return known, False
    try:
        with transaction.atomic():
            if document is not None:
                agreement = document.agreement
            if agreement is None:
                title = PurePath(name).stem.replace("_", " ").replace("-", " ").strip()[:300] or name
                agreement = Agreement.objects.create(
                    organisation=organisation, title=title[:1].upper() + title[1:], owner=user, currency=organisation.currency
                )
            else:
                Agreement.objects.select_for_update().get(pk=agreement.pk)  # two uploads to it at once take their turns at a number
            if document is None and kind in _ONE_A_DEAL:
                document = Document.objects.filter(agreement=agreement, kind=kind).order_by("pk").first()
            if document is None:
                document = Document.objects.create(agreement=agreement, kind=kind)
            number = document.versions.count() + 1
            version = Version(
                organisation=organisation, document=document, number=number, name=name, size=len(data), sha256=digest, uploaded_by=user
            )
            version.file.save(name, ContentFile(data), save=False)
            version.save()
            record_change(
                organisation, user, "version_uploaded", version, agreement=agreement, after={"name": name, "size": len(data)}
            )
    except IntegrityError:  # somebody uploaded the same file at the same moment
        return Version.objects.of(organisation).get(sha256=digest), False
    return version, True


def claim_version(version_id: int, now: datetime) -> bool:
    """Takes the version for reading; True for exactly one caller. A dropped claim may be taken again."""
    free = Q(state=Version.State.UPLOADED) | Q(state=Version.State.READING, claimed_at__lt=now - DROPPED_AFTER)
    claimed = Version.objects.filter(free, pk=version_id).update(
        state=Version.State.READING, claimed_at=now, attempts=F("attempts") + 1
    )
    return claimed == 1


def record_error(version: Version, error: ReadingError) -> None:
    """Keeps why the version could not be read; what another try may mend goes back to be read again, a few times."""
    again = not error.permanent and version.attempts < MOST_ATTEMPTS
    version.state = Version.State.UPLOADED if again else Version.State.UNREADABLE
    version.error_code, version.error_message = error.code, error.message
    with transaction.atomic():
        version.save(update_fields=["state", "error_code", "error_message"])
        record_change(
            version.organisation,
            None,
            "version_not_read",
            version,
            agreement=version.document.agreement,
            after={"code": error.code, "again": again},
        )
