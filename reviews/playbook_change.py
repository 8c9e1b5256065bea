"""A change of the playbook: tried on the organisation's own agreements first, then put to use and every review judged by it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction

from contracts.analysis.corrected import with_corrections
from contracts.analysis.deal import Part, deal_analysis
from contracts.analysis.interchange import analysis_from_json
from contracts.models import Agreement, Organisation, User, Version
from contracts.models.audit import record_change
from reviews.judge import all_rules, judge
from reviews.known import corrections_of, newest_versions
from reviews.models import Playbook, Review
from reviews.playbook import Terms, newest_playbook, own_thresholds, terms_of
from reviews.recording import record_opinion
from reviews.rule import Case, Money, Redline, Rule

Asked = tuple[Redline, ...]  # what a finding asks for, at each step

MOST_TRIED: Final = 200  # agreements, the newest: what a person waits for


@dataclass(slots=True)
class Difference:
    """A rule that would fire on other agreements than now, or ask for other words there."""

    rule: Rule
    fires: list[Agreement] = field(default_factory=list)
    falls_silent: list[Agreement] = field(default_factory=list)
    asks_otherwise: list[Agreement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a playbook would change: ``tried`` of the ``count`` agreements that were read."""

    differences: tuple[Difference, ...]
    tried: int
    count: int


def try_terms(organisation: Organisation, terms: Terms, today: date) -> Trial:
    """Judges the newest agreements by the playbook that holds and by these terms. Nothing is written."""
    now = terms_of(newest_playbook(organisation))
    read = Agreement.objects.of(organisation).filter(archived_at=None, documents__versions__state=Version.State.READ).distinct()
    count = read.count()
    found = {rule.id: Difference(rule) for rule in all_rules()}
    agreements = list(read.order_by("-pk")[:MOST_TRIED])
    for agreement in agreements:
        before: set[tuple[str, Asked]] = set()
        after: set[tuple[str, Asked]] = set()
        for old, new in _judged(agreement, now, terms, today):
            before |= old
            after |= new
        fired, fires = {rule for rule, _ in before}, {rule for rule, _ in after}
        for rule in fires - fired:
            found[rule].fires.append(agreement)
        for rule in fired - fires:
            found[rule].falls_silent.append(agreement)
        for rule in {rule for rule, _ in after - before} & fired:
            found[rule].asks_otherwise.append(agreement)
    differences = tuple(one for one in found.values() if one.fires or one.falls_silent or one.asks_otherwise)
    return Trial(differences, len(agreements), count)


def _judged(
    agreement: Agreement, now: Terms, then: Terms, today: date
) -> Iterator[tuple[set[tuple[str, Asked]], set[tuple[str, Asked]]]]:
    """The rules that fire on the newest version of each of its documents and what they ask for, by either playbook."""
    held = corrections_of(agreement)
    money = Money(agreement.currency, agreement.yearly_fee, agreement.outage_cost_per_hour)
    read = [(version, analysis_from_json(version.analysis)) for version in newest_versions(agreement)]
    deal = with_corrections(deal_analysis([Part(version.document.kind, analysis) for version, analysis in read]), held)
    for version, analysis in read:
        corrected = with_corrections(analysis, held)
        old, new = (
            {
                (found.rule, found.ladder)
                for found in judge(Case(version.text, corrected, by.thresholds, money, today, by.rewordings), by.rules_off, deal)
            }
            for by in (now, then)
        )
        yield old, new


@transaction.atomic
def record_playbook(organisation: Organisation, user: User, terms: Terms) -> Playbook | None:
    """Makes the terms the organisation's next playbook; None where the one that holds says the same.

    The reviews are judged by it afterwards: ``judge_again``.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two people at once take their turns at a number
    newest = newest_playbook(organisation)
    held = terms_of(newest)
    if held == terms:
        return None
    made = Playbook.objects.create(
        organisation=organisation,
        number=newest.number + 1 if newest else 1,
        thresholds=own_thresholds(terms.thresholds),
        rules_off=sorted(terms.rules_off),
        wording={rule: dict(steps) for rule, steps in terms.rewordings.items()},
        made_by=user,
    )
    before, after = _said(held), _said(terms)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    record_change(
        organisation,
        user,
        "playbook_changed",
        made,
        before={name: before[name] for name in sorted(changed) if name in before},
        after={name: after[name] for name in sorted(changed) if name in after},
    )
    return made


def _said(terms: Terms) -> dict[str, object]:
    words = {f"{rule}.{step}": said for rule, steps in terms.rewordings.items() for step, said in steps.items()}
    return {**own_thresholds(terms.thresholds), **dict.fromkeys(terms.rules_off, "off"), **words}


def judged_otherwise(organisation: Organisation) -> list[int]:
    """The agreements, by their numbers, with a review that an earlier playbook judged."""
    newest = newest_playbook(organisation)
    if newest is None:
        return []
    stale = Review.objects.of(organisation).filter(version__state=Version.State.READ).exclude(playbook=newest)
    return list(stale.order_by("version__document__agreement").values_list("version__document__agreement", flat=True).distinct())


def judge_again(organisation: Organisation, today: date) -> int:
    """Judges what an earlier playbook judged, an agreement a transaction; how many there were. What people decided stays."""
    numbers = judged_otherwise(organisation)
    for number in numbers:
        record_opinion(Agreement.objects.select_related("organisation").get(pk=number), today, windows=False)
    return len(numbers)
