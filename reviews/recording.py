"""Writes what was read and opined; each in one transaction, with its audit entry. What follows for dates: ``deadlines``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from contracts.analysis.clause import Analysis
from contracts.analysis.interchange import analysis_from_json, analysis_to_json, value_to_json
from contracts.models import Agreement, Clause, Vendor, Version
from contracts.models import Fact as FactRow
from contracts.models.audit import record_change
from contracts.text import AgreementText
from reviews.carrying import record_round, record_rounds_again
from reviews.deadlines import record_windows
from reviews.engine import engine
from reviews.judge import all_rules
from reviews.known import agreement_analysis, corrections_of
from reviews.models import Finding, Playbook, Redline, Review, Round, Upgrade
from reviews.playbook import newest_playbook, terms_of
from reviews.review import Brief, case_of, opine
from reviews.review import Review as Reviewed
from reviews.rule import SEVERITIES, Case, Money
from reviews.rule import Finding as Found


def brief_for(agreement: Agreement, today: date) -> Brief:
    """With what the agreement is reviewed: the organisation's playbook, the money, and what people have corrected."""
    organisation = agreement.organisation
    playbook = newest_playbook(organisation)
    terms = terms_of(playbook)
    return Brief(
        today=today,
        country=organisation.country,
        thresholds=terms.thresholds,
        rules_off=terms.rules_off,
        rewordings=terms.rewordings,
        playbook=playbook.number if playbook else None,
        money=Money(agreement.currency, agreement.yearly_fee, agreement.outage_cost_per_hour),
        corrections=corrections_of(agreement),
    )


@transaction.atomic
def record_review(version: Version, reviewed: Reviewed, timings_ms: Mapping[str, float], today: date) -> Review:
    """Writes all that was read and opined of a version, in the place of what an earlier reading left.

    1. The text and where it stands, 2. clauses and facts, 3. the vendor's name where nobody has given one, 4. findings,
    5. the agreement's windows, questions and reminders, 6. where it answers an earlier version: the round.
    """
    review, clauses, moved = record_reading(version, reviewed, timings_ms)
    agreement = version.document.agreement
    record_change(version.organisation, None, "version_read", version, agreement=agreement, after={"words": version.words})
    if Version.objects.filter(document__agreement=agreement, state=Version.State.READ).exclude(document=version.document).exists():
        record_opinion(agreement, today, moved={version.pk} if moved else ())  # what this document says may be what another one lacked
    else:
        _record_findings(review, reviewed, clauses, moved=moved)
        record_windows(agreement, today)
    record_round(version, review)
    if moved:
        record_rounds_again(Round.objects.filter(earlier=version))
    return review


def record_reading(version: Version, reviewed: Reviewed, timings_ms: Mapping[str, float]) -> tuple[Review, dict[str, Clause], bool]:
    """Writes the text, the clauses and the facts; the review, the clauses by their keys, and whether the text is another than before."""
    agreement_text = reviewed.agreement
    layout = agreement_text.to_json()
    before = version.text
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
    _name_vendor(version.document.agreement, reviewed.analysis)
    review, _ = Review.objects.update_or_create(
        version=version, defaults={"engine": engine()}, create_defaults={"organisation": version.organisation, "engine": engine()}
    )
    return review, clauses, bool(before) and before != version.text


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


def _record_findings(
    review: Review, reviewed: Reviewed, clauses: Mapping[str, Clause], *, held: Collection[str] = (), moved: bool = False
) -> None:
    """The findings as they now stand. Decisions of people stay with the rule that they were about, and so do the words decided.

    ``held``: the rules of which an earlier release's word stands, until somebody accepts what this one says. ``moved``: the
    text is not the one in which the places on file count.
    """
    if len(held) == len(all_rules()):
        return  # the two releases are compared first
    review.playbook = Playbook.objects.of(review.organisation).filter(number=reviewed.playbook).first()
    review.absent = analysis_to_json(reviewed.analysis)["absent"]
    review.save(update_fields=["playbook", "absent"])
    known = {finding.rule: finding for finding in review.findings.all() if finding.rule not in held}
    for position, found in enumerate(reviewed.findings):
        if found.rule in held:
            continue
        finding = known.pop(found.rule, None) or Finding(review=review, organisation=review.organisation, rule=found.rule)
        if review.state == Review.State.SIGNED_OFF and not finding.decided:
            _reopen(review, found.rule)
        finding.severity, finding.matter, finding.position = found.severity, found.matter, position
        finding.title, finding.why = found.title, found.why
        finding.clause = clauses.get(found.clause or "")
        finding.save()
        _record_ladder(finding, found, moved)
    # A finding that no longer follows goes, unless a person has decided or spoken about it.
    for finding in known.values():
        if not finding.decided and not finding.comments.exists():
            finding.delete()


def _record_ladder(finding: Finding, found: Found, moved: bool) -> None:
    """The redlines of each step. What somebody has decided about stays as it was decided; in a text that moved, its words do."""
    decided = {row.step: row.new for row in finding.ladder.all()} if finding.decided else {}
    if decided and not moved:
        return
    finding.ladder.all().delete()
    Redline.objects.bulk_create(
        Redline(
            finding=finding,
            step=r.step,
            position=n,
            action=r.action,
            start=r.start,
            end=r.end,
            old=r.old,
            new=decided[r.step] if r.step == finding.step and r.step in decided else r.new,
        )
        for n, r in enumerate(found.ladder)
    )


def _reopen(review: Review, rule: str) -> None:
    """A finding that nobody has decided opens a review that was signed off without it."""
    review.state, review.signed_off_by, review.signed_off_at = Review.State.OPEN, None, None
    review.save(update_fields=["state", "signed_off_by", "signed_off_at"])
    agreement = review.version.document.agreement
    record_change(review.organisation, None, "review_reopened", review, agreement=agreement, after={"finding": rule})


def recorded_review(version: Version, today: date) -> Reviewed:
    """The review of a version that was read, as of ``today`` and with what people have corrected, without reading it again."""
    brief = replace(brief_for(version.document.agreement, today), deal=agreement_analysis(version.document.agreement))
    text = version.agreement_text
    reviewed = opine(text, analysis_from_json(version.analysis), brief)
    review = Review.objects.filter(version=version).first()
    held = held_rules(review) if review else ()
    if review is None or not held:
        return reviewed
    rows = review.findings.filter(rule__in=held).select_related("clause").prefetch_related("ladder")
    kept = [one for one in reviewed.findings if one.rule not in held] + [_as_value(row) for row in rows]
    return replace(reviewed, findings=tuple(sorted(kept, key=lambda one: (SEVERITIES.index(one.severity), one.redline.start, one.rule))))


def _as_value(row: Finding) -> Found:
    ladder = tuple(step.as_value() for step in row.ladder.all())
    clause = row.clause.key if row.clause else None
    return Found(row.rule, row.severity, row.matter, clause, row.title, row.why, ladder)  # type: ignore[arg-type]


def case_for(version: Version, today: date) -> Case:
    """What the rules look at in a version that was read."""
    return case_of(version.text, analysis_from_json(version.analysis), brief_for(version.document.agreement, today))


def held_rules(review: Review) -> frozenset[str]:
    """The rules of which what an earlier release said still stands in the review: those that this one would judge otherwise.

    All of them as long as the two have not been compared; none once this release's opinion is accepted.
    """
    if review.engine == engine():
        return frozenset()
    upgrade = Upgrade.objects.filter(agreement__documents__versions=review.version_id, engine=engine()).first()
    if upgrade is None:
        return frozenset(rule.id for rule in all_rules())
    entries = [one for one in upgrade.differences["versions"] if one["version"] == review.version_id]
    return frozenset(rule for one in entries for name in ("new", "gone", "changed", "unsettled") for rule in one[name])


@transaction.atomic
def record_opinion(agreement: Agreement, today: date, *, windows: bool = True, moved: Collection[int] = ()) -> None:
    """Judges every version of the agreement that was read again: after a correction, a changed threshold, a new document.

    Where a release of Fineprint waits to be accepted, what it would say otherwise is left as it stands. ``windows``: they
    may move. ``moved``: the versions, by number, of which the text is another than before.
    """
    brief = replace(brief_for(agreement, today), deal=agreement_analysis(agreement))
    for version in Version.objects.filter(document__agreement=agreement, state=Version.State.READ):
        text = version.agreement_text
        reviewed = opine(text, analysis_from_json(version.analysis), brief)
        fresh = {"organisation": version.organisation, "engine": engine()}
        review, _ = Review.objects.get_or_create(version=version, defaults=fresh)
        clauses = {clause.key: clause for clause in version.clauses.all()}
        _record_findings(review, reviewed, clauses, held=held_rules(review), moved=version.pk in moved)
    if windows:
        record_windows(agreement, today)
