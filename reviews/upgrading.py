"""A new release of Fineprint: what it reads or judges otherwise, agreement by agreement, until somebody accepts it.

1. Reviews that another release judged are found by its mark. 2. Their agreements are read and judged again, and compared with
what stands; nothing is written but the differences. 3. Where there are none the reviews take this release's mark, and nobody
hears of it. 4. Where there are, they wait on a page; what stands there stands. 5. Accepted, they are recorded like any reading:
what a person decided, corrected or said is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from contracts.analysis.clause import Analysis
from contracts.analysis.corrected import with_corrections
from contracts.analysis.deal import Part, deal_analysis
from contracts.analysis.interchange import analysis_from_json, value_to_json
from contracts.models import Agreement, Organisation, User, Version
from contracts.models.audit import record_change
from contracts.reading.errors import ReadingError
from contracts.text import AgreementText
from reviews.carrying import record_rounds_again
from reviews.deadlines import record_windows
from reviews.engine import engine, reads_alike
from reviews.known import agreement_analysis, newest_versions
from reviews.models import Finding, Review, Round, Upgrade, Window
from reviews.recording import brief_for, record_opinion, record_reading
from reviews.review import Brief, opine, review_agreement
from reviews.review import Review as Reviewed
from reviews.windows import outlook

Read = Callable[[Version], AgreementText]


@dataclass(frozen=True)
class VersionDifference:
    """What would be said otherwise of one version: facts by field, and rules by their ids. ``unread``: why it cannot be read now."""

    version: int
    name: str
    facts: tuple[tuple[str, Any, Any], ...]  # the field, its value on file and its value now, as JSON
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]  # other words or another severity
    unsettled: tuple[str, ...]  # of which this release says something else from the facts on file: left alone until then
    unread: str = ""

    def __bool__(self) -> bool:
        return bool(self.facts or self.new or self.gone or self.changed)


@dataclass(frozen=True)
class Differences:
    """What would be said otherwise of an agreement; ``windows``: the term, and its days on file and now (ISO; None: no window)."""

    versions: tuple[VersionDifference, ...]
    windows: tuple[tuple[int, dict[str, str] | None, dict[str, str] | None], ...]
    questions: tuple[str, ...]  # that would be asked anew

    def __bool__(self) -> bool:
        return any(self.versions) or bool(self.windows or self.questions)


def to_compare() -> QuerySet[Agreement]:
    """The agreements with a review of another release that have not been compared with this one."""
    stale = Review.objects.exclude(engine=engine()).filter(version__state=Version.State.READ)
    rows = Agreement.objects.filter(pk__in=stale.values("version__document__agreement")).exclude(upgrade__engine=engine())
    return rows.select_related("organisation").order_by("pk")


def _read_again(agreement: Agreement, read: Read, today: date) -> dict[int, tuple[Version, Reviewed, str]]:
    """Each version that was read, as this release reviews it; and why not, where it can no longer be read (its old text stands)."""
    brief = brief_for(agreement, today)
    versions = Version.objects.filter(document__agreement=agreement, state=Version.State.READ).select_related("document", "review")
    found = {}
    for version in versions:
        kept, why = version.agreement_text, ""
        review = Review.objects.filter(version=version).first()
        if review is None or not reads_alike(review.engine, engine()):
            try:
                kept = read(version)
            except ReadingError as error:
                why = str(error)
        found[version.pk] = (version, review_agreement(kept, brief), why)
    newest = [version.pk for version in newest_versions(agreement)]
    parts = [Part(version.document.kind, reviewed.analysis) for version, reviewed, _ in found.values() if version.pk in newest]
    if len(parts) > 1:
        whole = replace(brief, deal=deal_analysis(parts))
        found = {pk: (version, review_agreement(reviewed.agreement, whole), why) for pk, (version, reviewed, why) in found.items()}
    return found


def compare(agreement: Agreement, read: Read, today: date) -> Differences:
    """What this release would say otherwise of the agreement. Nothing is written."""
    found = _read_again(agreement, read, today)
    brief = replace(brief_for(agreement, today), deal=agreement_analysis(agreement))
    versions = tuple(_version_difference(version, reviewed, why, brief) for version, reviewed, why in found.values())
    newest = [version.pk for version in newest_versions(agreement)]
    parts = [Part(version.document.kind, reviewed.analysis) for version, reviewed, _ in found.values() if version.pk in newest]
    windows, questions = _window_differences(agreement, deal_analysis(parts), today) if parts else ((), ())
    return Differences(tuple(one for one in versions if one), windows, questions)


def _version_difference(version: Version, reviewed: Reviewed, why: str, brief: Brief) -> VersionDifference:
    analysis = analysis_from_json(version.analysis)
    before, after = _facts(analysis), _facts(reviewed.analysis)
    facts = tuple((name, before.get(name), after.get(name)) for name in sorted({*before, *after}) if before.get(name) != after.get(name))
    review = Review.objects.filter(version=version).prefetch_related("findings__ladder", "findings__comments").first()
    rows = {row.rule: row for row in review.findings.all()} if review else {}
    new, gone, changed = _otherwise(rows, reviewed)
    # From the facts on file this release may say a third thing; a correction meanwhile must not bring that in.
    on_file = version.agreement_text
    between = _otherwise(rows, opine(on_file, analysis, brief))
    return VersionDifference(version.pk, version.name, facts, new, gone, changed, tuple(sorted({*between[0], *between[1], *between[2]})), why)


def _otherwise(rows: Mapping[str, Finding], reviewed: Reviewed) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The rules that are raised anew, no more, or with other words or another severity. What people decided or discuss stays."""
    told = {one.rule: one for one in reviewed.findings}
    new = tuple(rule for rule in told if rule not in rows)
    gone = tuple(rule for rule, row in rows.items() if rule not in told and not row.decided and not row.comments.all())
    both = {rule: row for rule, row in rows.items() if rule in told and not row.decided}
    changed = (rule for rule, row in both.items() if _asks(row.severity, row.ladder.all()) != _asks(told[rule].severity, told[rule].ladder))
    return new, gone, tuple(changed)


def _asks(severity: str, ladder: Iterable[Any]) -> tuple[str, list[tuple[str, str, str]]]:
    return severity, [(redline.step, redline.old, redline.new) for redline in ladder]


def _facts(analysis: Analysis) -> dict[str, Any]:
    return {name: value_to_json(fact.value) for name, fact in analysis.facts.items()}


def _window_differences(agreement: Agreement, deal: Analysis, today: date) -> tuple[Any, tuple[str, ...]]:
    brief = brief_for(agreement, today)
    ahead = outlook(with_corrections(deal, brief.corrections), today=today, country=brief.country)
    rows = Window.objects.filter(agreement=agreement, closes_on__gte=today).exclude(state=Window.State.WITHDRAWN)
    before = {row.term: _days(row) for row in rows}
    after = {window.term: _days(window) for window in ahead.windows if window.closes_on >= today}
    asked = set(agreement.open_questions.filter(answered_at=None).values_list("field", flat=True))
    questions = tuple(question.question for question in ahead.questions if question.field not in asked)
    terms = sorted({*before, *after})
    return tuple((term, before.get(term), after.get(term)) for term in terms if before.get(term) != after.get(term)), questions


def _days(window: Any) -> dict[str, str]:
    return {name: getattr(window, name).isoformat() for name in ("opens_on", "send_by", "closes_on", "renews_on")}


@transaction.atomic
def record_comparison(agreement: Agreement, differences: Differences, today: date) -> Upgrade | None:
    """Keeps the differences until somebody accepts them; where there are none, the reviews are this release's from now on.

    Nothing is kept where they were accepted or recorded while this was comparing.
    """
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not to_compare().filter(pk=agreement.pk).exists():
        return None
    if not differences:
        Upgrade.objects.filter(agreement=agreement).delete()
        Review.objects.filter(version__document__agreement=agreement).update(engine=engine())
        record_windows(agreement, today)  # no day moves, but the release may say more of them than the one before
        return None
    upgrade, _ = Upgrade.objects.update_or_create(
        agreement=agreement,
        defaults={
            "organisation": agreement.organisation,
            "engine": engine(),
            "differences": asdict(differences),
            "accepted_by": None,  # what an earlier release said was accepted, not this
            "accepted_at": None,
        },
    )
    record_change(agreement.organisation, None, "upgrade_noticed", upgrade, agreement=agreement, after={"release": engine()})
    return upgrade


@transaction.atomic
def record_acceptance(organisation: Organisation, user: User, now: datetime, agreement: int | None = None) -> list[Upgrade]:
    """Accepts what this release says: of one agreement, or of all that wait. It is recorded afterwards: ``record_upgrade``."""
    rows = Upgrade.objects.of(organisation).select_for_update().filter(accepted_at=None, engine=engine()).select_related("agreement")
    accepted = list(rows.filter(agreement=agreement) if agreement is not None else rows)
    for upgrade in accepted:
        upgrade.accepted_by, upgrade.accepted_at = user, now
        upgrade.save(update_fields=["accepted_by", "accepted_at"])
        record_change(organisation, user, "upgrade_accepted", upgrade, agreement=upgrade.agreement, after={"release": upgrade.engine})
    return accepted


def record_upgrade(agreement: Agreement, read: Read, today: date) -> bool:
    """Records what was accepted, as the release that runs says it; False where nothing is accepted, or somebody else has just done it."""
    accepted = Upgrade.objects.filter(agreement=agreement, accepted_at__isnull=False, engine=engine())
    if not accepted.exists():
        return False
    found = _read_again(agreement, read, today)  # before anything is locked: a scan takes its time
    with transaction.atomic():
        Agreement.objects.select_for_update().get(pk=agreement.pk)
        upgrade = accepted.first()
        if upgrade is None:
            return False
        moved = set()
        for version, reviewed, _ in found.values():
            _, _, other = record_reading(version, reviewed, {**version.timings_ms, **reviewed.timings_ms})
            moved |= {version.pk} if other else set()
        upgrade.delete()
        record_opinion(agreement, today, windows=False, moved=moved)
        record_rounds_again(Round.objects.filter(Q(review__version__in=moved) | Q(earlier__in=moved)))
        record_windows(agreement, today)
        record_change(agreement.organisation, None, "upgrade_recorded", agreement, agreement=agreement, after={"release": engine()})
    return True


def release_state(organisation: Organisation) -> Mapping[str, int]:
    """How many agreements wait to be accepted, and how many are being brought up to date."""
    rows = Upgrade.objects.of(organisation)
    return {"waiting": rows.filter(accepted_at=None, engine=engine()).count(), "at_work": rows.filter(accepted_at__isnull=False).count()}


