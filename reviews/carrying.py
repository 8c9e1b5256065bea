"""What a document's next version brings along from the version before: the round, decisions, comments, corrections to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from contracts.analysis.outline import Outline
from contracts.models import Correction, Version
from contracts.models import Fact as FactRow
from contracts.models.audit import record_change
from reviews.asking import ASKED, asks_of
from reviews.comparing.edit import Comparison
from reviews.comparing.place import place_of, stands
from reviews.comparing.round import Answered, SlippedIn, insisting, judge_round
from reviews.comparing.round import Round as Judged
from reviews.joining import Joint, joined, rules_by_id
from reviews.models import Comment, Finding, Review, Round, RoundItem

_LONGEST: Final = 80  # characters of a heading
_LISTED: Final = 150  # changes that nobody asked for, each to be answered


def version_before(version: Version) -> Version | None:
    """The version of the same document that was read and reviewed last before it."""
    rows = Version.objects.filter(document=version.document_id, number__lt=version.number, state=Version.State.READ, review__isnull=False)
    return rows.select_related("review").order_by("-number").first()


@transaction.atomic
def record_round(version: Version, review: Review) -> Round | None:
    """Holds a version that was read against the one before it; None where it is the document's first.

    1. What became of each redline that was asked for, and what changed besides. 2. Decisions and comments go with the clauses
    that stand; where a clause changed, a person is asked. 3. Corrections whose words changed are asked about. 4. What a person
    chose before, where the same version is read again, stands.
    """
    earlier = version_before(version)
    if earlier is None:
        return None
    joints = joined(earlier.text, asks_of(earlier.review))
    judged = judge_round(earlier.agreement_text, version.agreement_text, [joint.redline for joint in joints])
    _carry_findings(earlier.review, review, judged.whole)
    row, _ = Round.objects.update_or_create(review=review, defaults={"earlier": earlier, "moves": len(judged.whole.moves)})
    kept: dict[tuple[object, ...], list[RoundItem]] = {}
    for item in row.items.all():
        kept.setdefault(_same(item), []).append(item)
    row.items.all().delete()
    findings = {finding.rule: finding for finding in review.findings.all()}
    items = [*_slipped_in(judged), *_answers(judged, joints), *_corrections(version, earlier, judged.whole)]
    for position, item in enumerate(sorted(items, key=lambda item: _ORDER[item.kind])):
        item.organisation, item.round, item.position = review.organisation, row, position
        if item.kind in (RoundItem.Kind.REFUSED, RoundItem.Kind.CHANGED):
            item.finding = next((findings[rule] for rule in item.rules if rule in findings), None)
            if item.finding and item.finding.decided:  # the decision came along: it is still asked for until somebody gives way
                item.choice = RoundItem.Choice.INSIST if item.finding.state in ASKED else RoundItem.Choice.THEIRS
                item.chosen_by, item.chosen_at = item.finding.decided_by, item.finding.decided_at
        if (alike := kept.get(_same(item))) and (before := alike.pop(0)).choice != RoundItem.Choice.OPEN:
            item.choice, item.chosen_by, item.chosen_at, item.revision = before.choice, before.chosen_by, before.chosen_at, before.revision + 1
    RoundItem.objects.bulk_create(items)
    agreement = version.document.agreement
    after = {**judged.counts, "earlier": earlier.number, "version": version.number}
    record_change(review.organisation, None, "round_judged", review, agreement=agreement, after=after)
    return row


def record_rounds_again(rows: QuerySet[Round]) -> None:
    """Judges rounds anew, one of whose texts is another than before: their places count in it."""
    for row in rows.select_related("review__version__document__agreement"):
        record_round(row.review.version, row.review)


_ORDER: Final = {kind: place for place, kind in enumerate(RoundItem.Kind)}


def _same(item: RoundItem) -> tuple[object, ...]:
    """By its words: where they stand is another place once a text was read again."""
    return item.kind, item.title, item.field, item.wanted


def _slipped_in(judged: Judged) -> Iterator[RoundItem]:
    new = judged.whole.new
    outline = Outline(new)
    for one in judged.slipped_in[:_LISTED]:
        act = "Names another section" if one.names else "Struck" if one.start == one.end else "Added" if not one.before else "Changed"
        under = outline.heading_of(one.start)
        item = _item(RoundItem.Kind.SLIPPED_IN, f"{act} in “{under[:_LONGEST]}”" if under else f"{act}: nobody asked for it", one, new)
        item.old_start, item.old_end, item.wanted, item.note = one.old_start, one.old_end, one.before, one.names
        yield item
    if (more := len(judged.slipped_in) - _LISTED) > 0:  # that is another text rather than an answer to this one
        title = f"{more} more change{'s' if more > 1 else ''} that nobody asked for: compare the two versions side by side"
        yield RoundItem(kind=RoundItem.Kind.SLIPPED_IN, title=title, start=0, end=0, old_start=0, old_end=0)


def _answers(judged: Judged, joints: Iterable[Joint]) -> Iterator[RoundItem]:
    new, known = judged.whole.new, rules_by_id()
    for answer, joint in zip(judged.answers, joints, strict=True):
        title = "; ".join(known[rule].title for rule in joint.rules if rule in known) or "What was asked for again"
        item = _item(RoundItem.Kind(answer.outcome), title[:300], answer, new)
        item.rules = list(joint.rules)
        item.old_start, item.old_end, item.wanted = answer.old_start, answer.old_end, answer.asked
        yield item


def _item(kind: RoundItem.Kind, title: str, one: Answered | SlippedIn, new: str) -> RoundItem:
    again = insisting(new, one)
    return RoundItem(
        kind=kind,
        title=title,
        mark=one.mark.kind,
        author=one.mark.author[:200],
        marked_at=one.mark.at[:40],
        start=one.start,
        end=one.end,
        redline_start=again.start,
        redline_end=again.end,
        redline_new=again.new,
    )


def _corrections(version: Version, earlier: Version, whole: Comparison) -> Iterator[RoundItem]:
    """The corrections of facts that stood on words which have changed."""
    corrected = set(Correction.objects.filter(agreement=version.document.agreement_id).values_list("field", flat=True))
    if not corrected:
        return
    now = {fact.field: fact for fact in version.facts.select_related("clause")}
    for fact in earlier.facts.filter(field__in=corrected).select_related("clause"):
        place = _place(fact)
        if place is None or stands(whole, *place):
            continue
        there = _place(now[fact.field]) if fact.field in now else None
        start, end = there or place_of(whole, *place)
        yield RoundItem(
            kind=RoundItem.Kind.CORRECTION,
            title=fact.field,
            field=fact.field,
            start=start,
            end=end,
            old_start=place[0],
            old_end=place[1],
            wanted=whole.old[place[0] : place[1]],
        )


def _place(fact: FactRow) -> tuple[int, int] | None:
    if fact.clause is not None:
        return fact.clause.start, fact.clause.end
    return (fact.start, fact.end) if fact.start is not None and fact.end is not None else None


@dataclass(frozen=True)
class _Pair:
    before: Finding
    now: Finding
    stands: bool


def _carry_findings(earlier: Review, review: Review, whole: Comparison) -> None:
    now = {finding.rule: finding for finding in review.findings.select_related("clause")}
    for before in earlier.findings.select_related("clause").prefetch_related("comments"):
        finding = now.get(before.rule)
        spoken = list(before.comments.all())
        if finding is None or finding.carried_from_id or not (before.decided or spoken or before.assigned_to_id):
            continue
        _carry(_Pair(before, finding, _same_clause(before, finding, whole)), spoken)


def _same_clause(before: Finding, now: Finding, whole: Comparison) -> bool:
    """True where both complain of one clause that stands as it was, or of the same thing that is missing."""
    if before.clause is None or now.clause is None:
        return before.clause is None and now.clause is None
    start, end = place_of(whole, before.clause.start, before.clause.end)
    touches = start < now.clause.end and now.clause.start < max(end, start + 1)
    return touches and stands(whole, before.clause.start, before.clause.end)


def _carry(pair: _Pair, spoken: Iterable[Comment]) -> None:
    before, finding = pair.before, pair.now
    finding.carried_from = before
    fields = ["carried_from", "clause_changed"]
    steps = {row.step for row in finding.ladder.all()}
    if finding.assigned_to_id is None:
        finding.assigned_to_id, finding.due_on = before.assigned_to_id, before.due_on
        fields += ["assigned_to", "due_on"]
    stood = finding.decision()
    if before.decided and finding.state == Finding.State.OPEN and not finding.revision:
        finding.clause_changed = not pair.stands
        if pair.stands and before.step in steps:
            finding.state, finding.step, finding.wording, finding.reason = before.state, before.step, before.wording, before.reason
            finding.decided_by, finding.decided_at = before.decided_by, before.decided_at
            fields += ["state", "step", "wording", "reason", "decided_by", "decided_at"]
    finding.save(update_fields=fields)
    if finding.decision() != stood:
        agreement, after = finding.review.version.document.agreement, finding.decision()
        record_change(finding.organisation, finding.decided_by, "redline_carried", finding, agreement=agreement, before=stood, after=after)
    if pair.stands:
        for one in spoken:
            copy = Comment.objects.create(review=finding.review, finding=finding, author=one.author, text=one.text, carried_from=one)
            Comment.objects.filter(pk=copy.pk).update(created_at=one.created_at, edited_at=one.edited_at)
