"""Writes what was uploaded, read and opined; each in one transaction, with its audit entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from contracts.analysis.clause import Analysis, Fact
from contracts.analysis.deal import Part, deal_analysis
from contracts.analysis.interchange import analysis_from_json, analysis_to_json, value_from_json, value_to_json
from contracts.models import Agreement, Clause, Correction, Document, Organisation, User, Vendor, Version
from contracts.models import Fact as FactRow
from contracts.models.audit import record_change
from contracts.reading.errors import ReadingError
from contracts.text import AgreementText
from reviews import reminders
from reviews.models import Finding, OpenQuestion, Redline, Review, Window
from reviews.playbook import thresholds_from_json, thresholds_to_json
from reviews.review import Brief, opine
from reviews.review import Review as Reviewed
from reviews.rule import Money
from reviews.windows import outlook

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


def brief_for(agreement: Agreement, today: date) -> Brief:
    """With what the agreement is reviewed: the organisation's thresholds, the money, and what people have corrected."""
    organisation = agreement.organisation
    return Brief(
        today=today,
        country=organisation.country,
        thresholds=thresholds_from_json(organisation.thresholds),
        rules_off=tuple(organisation.rules_off),
        money=Money(agreement.currency, agreement.yearly_fee, agreement.outage_cost_per_hour),
        corrections=corrections_of(agreement),
    )


def corrections_of(agreement: Agreement) -> dict[str, Fact]:
    """The newest correction of each field."""
    rows = Correction.objects.filter(agreement=agreement).order_by("field", "-pk").distinct("field")
    return {
        row.field: Fact(row.field, value_from_json(row.field, row.value), None, 1.0, row.reason, corrected=True) for row in rows
    }


@transaction.atomic
def record_review(version: Version, reviewed: Reviewed, timings_ms: Mapping[str, float], today: date) -> Review:
    """Writes all that was read and opined of a version, in the place of what an earlier reading left.

    1. The text and where it stands, 2. clauses and facts, 3. the vendor's name where nobody has given one, 4. findings,
    5. the agreement's windows, questions and reminders.
    """
    agreement_text = reviewed.agreement
    layout = agreement_text.to_json()
    version.text = layout.pop("text").replace("\x00", "\N{REPLACEMENT CHARACTER}")
    version.layout = layout
    version.analysis = analysis_to_json(reviewed.analysis)
    version.media_type, version.words = agreement_text.media_type, agreement_text.words
    version.pages = len(agreement_text.pages) or None
    version.timings_ms = dict(timings_ms)
    version.state, version.read_at = Version.State.READ, timezone.now()
    version.error_code = version.error_message = ""
    version.save()
    clauses = _record_clauses(version, reviewed.analysis, agreement_text)
    _record_facts(version, reviewed.analysis, clauses)
    agreement = version.document.agreement
    _name_vendor(agreement, reviewed.analysis)
    review, _ = Review.objects.get_or_create(version=version, defaults={"organisation": version.organisation})
    record_change(version.organisation, None, "version_read", version, agreement=agreement, after={"words": version.words})
    if Version.objects.filter(document__agreement=agreement, state=Version.State.READ).exclude(document=version.document).exists():
        record_opinion(agreement, today)  # what this document says may be what another one lacked
    else:
        _record_findings(review, reviewed, clauses)
        record_windows(agreement, today)
    return review


def _record_clauses(version: Version, analysis: Analysis, text: AgreementText) -> dict[str, Clause]:
    version.clauses.all().delete()
    rows = Clause.objects.bulk_create(
        Clause(
            version=version,
            key=clause.id,
            kind=clause.kind,
            start=clause.start,
            end=clause.end,
            page=clause.page,
            heading=clause.heading[:300],
            text=clause.text,
            confidence=clause.confidence,
            why=clause.why,
            highlights=[[mark.page, *(round(x, 1) for x in mark.box)] for mark in text.highlights(clause.start, clause.end)],
        )
        for clause in analysis.clauses
    )
    return {row.key: row for row in rows}


def _record_facts(version: Version, analysis: Analysis, clauses: Mapping[str, Clause]) -> None:
    version.facts.all().delete()
    FactRow.objects.bulk_create(
        FactRow(
            version=version,
            field=fact.field,
            value=value_to_json(fact.value),
            clause=clauses.get(fact.clause or ""),
            start=fact.start,
            end=fact.end,
            confidence=fact.confidence,
            why=fact.why,
        )
        for fact in analysis.facts.values()
    )


def _name_vendor(agreement: Agreement, analysis: Analysis) -> None:
    """The first party that is not the organisation itself is taken for the vendor until a person says otherwise."""
    if agreement.vendor_id or not analysis.parties:
        return
    own = agreement.organisation.name.casefold()
    name = next((p for p in analysis.parties if own not in p.casefold() and p.casefold() not in own), None)
    if name:
        vendor = Vendor.objects.of(agreement.organisation).filter(name__iexact=name[:200]).first()
        agreement.vendor = vendor or Vendor.objects.create(organisation=agreement.organisation, name=name[:200])
        agreement.save(update_fields=["vendor"])


def _record_findings(review: Review, reviewed: Reviewed, clauses: Mapping[str, Clause]) -> None:
    """The findings as they now stand. Decisions of people stay with the rule that they were about."""
    review.thresholds = thresholds_to_json(thresholds_from_json(review.organisation.thresholds))
    review.absent = analysis_to_json(reviewed.analysis)["absent"]
    review.save(update_fields=["thresholds", "absent"])
    known = {finding.rule: finding for finding in review.findings.all()}
    for position, found in enumerate(reviewed.findings):
        finding = known.pop(found.rule, None) or Finding(review=review, organisation=review.organisation, rule=found.rule)
        if review.state == Review.State.SIGNED_OFF and not finding.decided:
            _reopen(review, found.rule)
        finding.severity, finding.matter, finding.position = found.severity, found.matter, position
        finding.title, finding.why = found.title, found.why
        finding.clause = clauses.get(found.clause or "")
        finding.save()
        finding.ladder.all().delete()
        Redline.objects.bulk_create(
            Redline(
                finding=finding, step=r.step, position=n, action=r.action, start=r.start, end=r.end, old=r.old, new=r.new
            )
            for n, r in enumerate(found.ladder)
        )
    # A finding that no longer follows goes, unless a person has decided or spoken about it.
    for finding in known.values():
        if not finding.decided and not finding.comments.exists():
            finding.delete()


def _reopen(review: Review, rule: str) -> None:
    """A finding that nobody has decided opens a review that was signed off without it."""
    review.state, review.signed_off_by, review.signed_off_at = Review.State.OPEN, None, None
    review.save(update_fields=["state", "signed_off_by", "signed_off_at"])
    agreement = review.version.document.agreement
    record_change(review.organisation, None, "review_reopened", review, agreement=agreement, after={"finding": rule})


def recorded_review(version: Version, today: date) -> Reviewed:
    """The review of a version that was read, as of ``today`` and with what people have corrected, without reading it again."""
    brief = replace(brief_for(version.document.agreement, today), deal=agreement_analysis(version.document.agreement))
    return opine(AgreementText.from_json({**version.layout, "text": version.text}), analysis_from_json(version.analysis), brief)


@transaction.atomic
def record_opinion(agreement: Agreement, today: date) -> None:
    """Judges every version of the agreement that was read again: after a correction, a changed threshold, a new document."""
    brief = replace(brief_for(agreement, today), deal=agreement_analysis(agreement))
    for version in Version.objects.filter(document__agreement=agreement, state=Version.State.READ):
        text = AgreementText.from_json({**version.layout, "text": version.text})
        reviewed = opine(text, analysis_from_json(version.analysis), brief)
        review, _ = Review.objects.get_or_create(version=version, defaults={"organisation": version.organisation})
        _record_findings(review, reviewed, {clause.key: clause for clause in version.clauses.all()})
    record_windows(agreement, today)


def agreement_analysis(agreement: Agreement) -> Analysis | None:
    """What the whole deal says: the newest version of each document; None where nothing was read."""
    newest: dict[int, Version] = {}
    rows = Version.objects.filter(document__agreement=agreement, state=Version.State.READ).select_related("document")
    for version in rows.order_by("document_id", "number"):
        newest[version.document_id] = version
    parts = [Part(version.document.kind, analysis_from_json(version.analysis)) for version in newest.values()]
    return deal_analysis(parts) if parts else None


@transaction.atomic
def record_windows(agreement: Agreement, today: date) -> None:
    """Brings the agreement's windows, open questions and reminders in line with its facts."""
    analysis = agreement_analysis(agreement)
    if analysis is None:
        return
    from reviews.review import with_corrections

    corrected = with_corrections(analysis, corrections_of(agreement))
    days = outlook(corrected, today=today, country=agreement.organisation.country)
    _record_questions(agreement, {q.field: q.question for q in days.questions})
    rows = {row.term: row for row in agreement.windows.select_for_update()}
    for window in days.windows:
        row = rows.pop(window.term, None)
        dates: dict[str, Any] = {
            "opens_on": window.opens_on,
            "closes_on": window.closes_on,
            "send_by": window.send_by,
            "renews_on": window.renews_on,
        }
        if row is None:
            row = Window.objects.create(
                organisation=agreement.organisation, agreement=agreement, term=window.term, because=window.because, **dates
            )
            record_change(agreement.organisation, None, "window_computed", row, agreement=agreement, after=_plain(dates))
            reminders.arm(row, today)
            continue
        before = {name: getattr(row, name) for name in dates}
        moved = before != dates
        if moved or row.because != window.because or row.state == Window.State.WITHDRAWN:
            for name, value in dates.items():
                setattr(row, name, value)
            row.because = window.because
            if row.state == Window.State.WITHDRAWN or (moved and row.state == Window.State.PASSED):
                row.state = Window.State.OPEN
            row.save()
        if moved:
            record_change(
                agreement.organisation, None, "window_moved", row, agreement=agreement, before=_plain(before), after=_plain(dates)
            )
            reminders.arm(row, today)
    for row in rows.values():
        if row.state == Window.State.OPEN and row.closes_on >= today:
            row.state = Window.State.WITHDRAWN
            row.save(update_fields=["state"])
            record_change(agreement.organisation, None, "window_withdrawn", row, agreement=agreement)
            reminders.disarm(row)
        elif row.state == Window.State.OPEN:
            row.state = Window.State.PASSED
            row.save(update_fields=["state"])
            record_change(agreement.organisation, None, "window_passed", row, agreement=agreement)
            reminders.disarm(row)


def _plain(dates: Mapping[str, Any]) -> dict[str, str]:
    return {name: value.isoformat() for name, value in dates.items()}


def _record_questions(agreement: Agreement, asked: Mapping[str, str]) -> None:
    """Open questions to the owner: those that still stand stay, answered ones are closed, new ones asked."""
    open_rows = {row.field: row for row in agreement.open_questions.filter(answered_at=None)}
    for field, row in open_rows.items():
        if field not in asked:
            row.answered_at = timezone.now()
            row.save(update_fields=["answered_at"])
    for field, question in asked.items():
        if field not in open_rows:
            OpenQuestion.objects.create(
                organisation=agreement.organisation, agreement=agreement, field=field, question=question, owner=agreement.owner
            )
