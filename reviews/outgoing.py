"""What leaves for the vendor: the Word file with the redlines that people have accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Any, Final

from contracts.models import AuditEntry, User
from contracts.models.audit import record_change
from contracts.reading.docx.document import MEDIA_TYPE
from contracts.reading.errors import ReadingError
from reviews.asking import ASKED, asks_of
from reviews.deciding import Refused
from reviews.models import Finding, Review
from reviews.redlining.apart import Writer
from reviews.redlining.asked import changes_for
from reviews.redlining.change import Claim
from reviews.redlining.memo import Row, Topic, memo_rows

WORD: Final = MEDIA_TYPE
# One child for each process, started for the first file; the threads take turns at it.
_WRITER: Final = Writer()
_OF_WORD: Final = frozenset({".docm", ".dotx", ".dotm"})
_WITHOUT_THEIRS: Final = "The vendor's own tracked changes are rejected in this file, for the review is of the text without them."


@dataclass(frozen=True)
class OutgoingFile:
    """A Word file for the vendor, by the name of theirs. ``notes`` are for the person who sends it."""

    name: str
    data: bytes
    notes: tuple[str, ...]


def memo_of(review: Review) -> tuple[Row, ...]:
    """The rows of the negotiation memo: what the accepted and edited redlines come to, worst first."""
    topics = []
    for finding in review.findings.filter(state__in=ASKED).select_related("clause").prefetch_related("ladder"):
        ladder = list(finding.ladder.all())
        step = next((number for number, row in enumerate(ladder) if row.step == finding.step), None)
        if step is None:
            continue
        clause = finding.clause
        topics.append(
            Topic(
                rule=finding.rule,
                severity=finding.severity,  # type: ignore[arg-type]
                title=finding.title,
                why=finding.why,
                ladder=tuple(row.as_value() for row in ladder),
                place=f"{clause.heading}{f', page {clause.page}' if clause.page else ''}".strip(", ") if clause else "",
                quoted=clause.text if clause else "",
                step=step,
                edited=finding.asked_for() if finding.state == Finding.State.EDITED else None,
            )
        )
    return memo_rows(review.version.text, topics)


@dataclass(frozen=True)
class CertificatePage:
    """The certificate of the Word file that was made last: of which two files, by their hashes, when, and what holds."""

    original: str
    original_sha256: str
    name: str
    sha256: str
    made_at: datetime
    read_as: str
    claims: tuple[Claim, ...]


def certificate_of(review: Review) -> CertificatePage | None:
    """None where no Word file was made yet of a DOCX."""
    written = AuditEntry.objects.filter(subject=f"review:{review.pk}", act="redlined_file_written").order_by("-pk")
    entry = next((entry for entry in written[:1] if "certificate" in entry.after), None)
    if entry is None:
        return None
    version, after = review.version, entry.after
    claims = tuple(Claim(holds, says) for holds, says in after["certificate"])
    return CertificatePage(version.name, version.sha256, after["name"], after["sha256"], entry.at, version.tracked_changes, claims)


def record_redlined_file(review: Review, user: User, now: datetime, *, named: bool = False) -> OutgoingFile:
    """Writes the accepted and edited redlines as tracked changes, and that this was done, with the certificate, into the audit log.

    Into the vendor's own file where that is a DOCX, else into one with the passages that change. In the organisation's name;
    ``named``: in the person's. Raises Refused where nothing is accepted yet or the file cannot be opened.
    """
    version = review.version
    asks = asks_of(review)
    if not asks:
        raise Refused("No redline is accepted yet. Accept or edit those that you want to ask for; then there is a Word file to send.")
    agreement = version.agreement_text
    changes = changes_for(agreement.text, asks)
    author = (named and user.name) or review.organisation.name
    try:
        if version.media_type == WORD:
            with version.file.open("rb") as kept:
                written = _WRITER.write(kept.read(), agreement, changes, author=author, when=now)
        else:
            written = _WRITER.rebuild(agreement, changes, name=version.name, author=author, when=now)
    except ReadingError as error:
        raise Refused(f"The Word file could not be written. {error.message}") from error
    kept_as = PurePath(version.name).suffix.lower()
    # Word opens a file with macros, or a template, by no other name.
    name = f"{PurePath(version.name).stem} redlined{kept_as if version.media_type == WORD and kept_as in _OF_WORD else '.docx'}"
    theirs = agreement.tracked_changes
    notes = (
        *([_WITHOUT_THEIRS] if theirs and theirs.read_as == "rejected" else []),
        *(f"In a comment only, because {one.because}: {(one.redline.old or one.redline.new).strip()[:80]}" for one in written.unmarked),
        *written.notes,
    )
    after: dict[str, Any] = {"name": name, "redlines": [ask.rule for ask in asks], **({"notes": list(notes)} if notes else {})}
    if written.certificate is not None:
        after["sha256"] = sha256(written.data).hexdigest()
        after["certificate"] = [[claim.holds, claim.says] for claim in written.certificate.claims]
    record_change(review.organisation, user, "redlined_file_written", review, agreement=version.document.agreement, after=after)
    return OutgoingFile(name, written.data, notes)
