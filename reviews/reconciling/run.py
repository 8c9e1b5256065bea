"""Walks the portfolio in slices, and keeps what it finds: what is due soon every few minutes, all the rest many times a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic
from typing import Final

from django.db import connection, transaction
from django.db.models import Q

from contracts.models import Agreement
from contracts.models.audit import record_change
from reviews.models import Difference, Heartbeat, Watch, Window
from reviews.reconciling.compared import Found, asked_otherwise, differences
from reviews.reconciling.expected import Expected, expected_of
from reviews.reconciling.standing import Standing, analyses, one_snapshot, standing_of

NEAR: Final = timedelta(days=100)  # windows whose notice must leave sooner are due soon
NEAR_EVERY: Final = timedelta(minutes=10)
SLICES: Final = 60  # calls, of one a minute, in which the whole portfolio is looked at
WORK_OUT_EVERY: Final = timedelta(hours=20)
CHUNK: Final = 200
LONGEST: Final = 45.0  # seconds of one call; what is left over comes first in the next
_LOCK: Final = 6_115_001  # of PostgreSQL's advisory locks: one reconciler at a time is enough


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many agreements were compared, and how many differences began and ended; ``complete``: within the time of one call."""

    compared: int = 0
    began: int = 0
    ended: int = 0
    complete: bool = True


def reconcile(now: datetime) -> Reconciled:
    """One slice, as the timetable calls it.

    1. Choose: agreements never looked at, those with an open difference, those due soon, and a share of the rest, oldest first.
    2. Read what is there in one snapshot, some agreements at a time.
    3. Work out what must be there, where that rests on something new or is a day old.
    4. Compare, and keep what differs and what no longer does.
    """
    if not _alone():
        return Reconciled()
    try:
        until, done, began, ended = monotonic() + LONGEST, 0, 0, 0
        chosen = iter(_chosen(now))
        while (some := list(islice(chosen, CHUNK))) and monotonic() < until:
            new, gone = reconcile_agreements(some, now)
            done, began, ended = done + len(some), began + new, ended + gone
        result = Reconciled(done, began, ended, complete=not some)
    finally:
        _release()
    note = f"{done} agreements compared" + ("" if result.complete else "; more wait than one call can look at")
    Heartbeat.objects.update_or_create(name="reconciler", defaults={"at": now, "note": note})
    return result


def reconcile_agreements(pks: Collection[int], now: datetime) -> tuple[int, int]:
    """Compares these agreements now; how many differences began and how many ended."""
    with one_snapshot():
        standing = standing_of(pks)
        fresh = _worked_out(standing, now)
    found = {one.pk: differences(one, fresh[one.pk], now) for one in standing}
    return _keep(standing, fresh, found, now)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _release() -> None:
    if connection.connection is not None and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _chosen(now: datetime) -> Iterable[int]:
    """The agreements of this call, each once, the most urgent first."""
    soon, stale = (now + NEAR).date(), Q(compared_at__lt=now - NEAR_EVERY)
    near = Watch.objects.filter(stale, near_on__lte=soon).order_by("compared_at").values_list("agreement_id", flat=True)
    alive = Window.objects.filter(state=Window.State.OPEN, send_by__range=(now.date() - timedelta(days=2), soon))
    rows = alive.filter(agreement__watch__compared_at__lt=now - NEAR_EVERY).values_list("agreement_id", flat=True)
    share = Watch.objects.count() // SLICES + CHUNK
    rest = Watch.objects.filter(stale).order_by("compared_at").values_list("agreement_id", flat=True)[:share]
    queries = (
        Agreement.objects.filter(watch=None).order_by("pk").values_list("pk", flat=True),
        Difference.objects.filter(gone_at=None).values_list("agreement_id", flat=True),
        near,
        rows,
        rest,
    )
    seen: set[int] = set()
    for query in queries:
        for pk in query:
            if pk not in seen:
                seen.add(pk)
                yield pk


# Working out ------------------------------------------------------------------------------------------------------------


def _worked_out(standing: Sequence[Standing], now: datetime) -> dict[int, Expected]:
    """What must be there, for each agreement. As kept where nothing has changed since, and all rows are as that says."""
    known = {one.pk: Expected.from_json(one.watch.expects) for one in standing if one.watch and _still_holds(one, now)}
    doubtful = [one for one in standing if one.pk not in known or (one.settled and not one.archived and _differs(one, known[one.pk], now))]
    read = analyses([version for one in doubtful for version, _ in one.newest])
    for one in doubtful:
        parts = [(kind, read[version]) for version, kind in one.newest]
        today = now.astimezone(one.house.zone).date()
        as_of_today = expected_of(parts, one.corrections, one.house.country, today)
        there = {row.term for row in one.windows}
        if set(as_of_today.windows) - there:
            # What only today's beginning adds is made within the hour; what was asked for yesterday must be there.
            yesterday = expected_of(parts, one.corrections, one.house.country, today - timedelta(days=1))
            windows = {term: days for term, days in as_of_today.windows.items() if term in there or term in yesterday.windows}
            as_of_today = Expected(windows, as_of_today.questions & yesterday.questions)
        known[one.pk] = as_of_today
        one.watch = None  # to be kept anew
    return known


def _still_holds(one: Standing, now: datetime) -> bool:
    return one.watch is not None and one.watch.basis == one.basis and one.watch.worked_out_at > now - WORK_OUT_EVERY


def _differs(one: Standing, expected: Expected, now: datetime) -> bool:
    """Whether windows or questions are other than kept: a day may simply have passed."""
    today = now.astimezone(one.house.zone).date()
    return any(True for _ in asked_otherwise(one, expected, today))


# Keeping ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def _keep(standing: Sequence[Standing], fresh: dict[int, Expected], found: dict[int, list[Found]], now: datetime) -> tuple[int, int]:
    """Differences that are new, those still there, those gone; and when each agreement was looked at."""
    pks = [one.pk for one in standing]
    _keep_watches(standing, fresh, now)
    open_rows = Difference.objects.filter(agreement__in=pks, gone_at=None).select_related("agreement__organisation")
    rows = {(row.agreement_id, row.key): row for row in open_rows}
    now_there = {(pk, one.key): one for pk, all_ in found.items() for one in all_}
    for place, row in rows.items():
        still = now_there.get(place)
        if still is None:
            row.gone_at = now
            row.save(update_fields=["gone_at"])
            _audit("difference_gone", row)
        elif (row.says, row.window_id) != (still.says, still.window):  # it is looked at each minute, and mostly the same
            row.says, row.window_id = still.says, still.window
            row.save(update_fields=["says", "window"])
    new = {place: one for place, one in now_there.items() if place not in rows}
    homes = {row.pk: row for row in Agreement.objects.filter(pk__in={pk for pk, _ in new}).select_related("organisation")}
    for (pk, key), one in new.items():
        agreement = homes[pk]
        row = Difference.objects.create(
            organisation=agreement.organisation,
            agreement=agreement,
            window_id=one.window,
            kind=one.kind,
            key=key,
            says=one.says,
            first_seen=now,
        )
        _audit("difference_found", row)
    return len(new), len(set(rows) - set(now_there))


def _audit(act: str, row: Difference) -> None:
    record_change(row.agreement.organisation, None, act, row, agreement=row.agreement, after={"kind": row.kind, "says": row.says})


def _keep_watches(standing: Sequence[Standing], fresh: dict[int, Expected], now: datetime) -> None:
    kept = [one.watch.pk for one in standing if one.watch is not None]
    Watch.objects.filter(pk__in=kept).update(compared_at=now)
    rows = list(_new_watches([one for one in standing if one.watch is None], fresh, now))
    fields = ["basis", "expects", "near_on", "worked_out_at", "compared_at"]
    Watch.objects.bulk_create(rows, update_conflicts=True, unique_fields=["agreement"], update_fields=fields)


def _new_watches(standing: Sequence[Standing], fresh: dict[int, Expected], now: datetime) -> Iterator[Watch]:
    for one in standing:
        expected = fresh[one.pk]
        ahead = [days[2] for days in expected.windows.values() if days[1] >= now.date()]
        yield Watch(
            organisation_id=one.organisation,
            agreement_id=one.pk,
            basis=one.basis,
            expects=expected.to_json(),
            near_on=min(ahead, default=None),
            worked_out_at=now,
            compared_at=now,
        )
