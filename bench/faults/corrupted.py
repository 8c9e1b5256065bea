"""Rows spoilt behind the application's back, each to be found by the reconciler, and nothing else to be reported."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from time import perf_counter

from django.utils import timezone

from bench.faults import corruptions
from bench.faults.portfolio import ALWAYS, agreement, clear, house, person
from bench.faults.proof import Proof
from reviews import reminders
from reviews.models import Difference
from reviews.reconciling.run import reconcile

CONTROLS = 20  # agreements that are left alone


def corrupted(count: int, seed: int) -> Proof:
    """Each of so many corruptions, drawn at random over all kinds, each in an agreement of its own."""
    clear()
    random, now = Random(seed), timezone.now()
    organisation, _ = house()
    agreements = []
    drawn = [random.choice(corruptions.ALL) for _ in range(count)]
    for number, one in enumerate([*drawn, *[None] * CONTROLS]):
        owner = person(organisation, f"owner-{number}@brightwater.example", "ops_lead")
        dated = one is None or one.name != "question_deleted"
        agreements.append(agreement(owner, number, now.date() + timedelta(days=random.randrange(10, 200)), now.date(), ALWAYS, dated=dated))
    reminders.sweep(now + timedelta(seconds=5))
    now += timedelta(minutes=1)
    reconcile(now)
    false = Difference.objects.count()
    for one, spoilt in zip(drawn, agreements, strict=False):
        one.apply(spoilt, now, random)
    began = perf_counter()
    reconcile(now + timedelta(minutes=11))
    took = perf_counter() - began
    said = {(pk, kind) for pk, kind in Difference.objects.filter(gone_at=None).values_list("agreement_id", "kind")}
    found = [any((spoilt.pk, kind) in said for kind in one.kinds) for one, spoilt in zip(drawn, agreements, strict=False)]
    false += len({pk for pk, _ in said} & {control.pk for control in agreements[count:]})
    missed = Counter(one.name for one, is_found in zip(drawn, found, strict=True) if not is_found)
    return Proof(
        f"{count} corruptions of {len({one.name for one in drawn})} kinds",
        all(found) and not false,
        f"found {sum(found)}, reported without cause {false}, in {took:.1f} s" + (f"; missed: {dict(missed)}" if missed else ""),
    )
