"""A million windows in the table, some of them due: how the sweep finds its work, how fast it goes, and what it costs when idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.faults.portfolio import clear, due, multiply, plant
from bench.faults.postbox import Postbox
from bench.faults.proof import Proof
from reviews import outbox, reminders
from reviews.models import Reminder, Window

IDLE_MS = 5.0  # of database time, of a sweep that finds nothing
IDLES = 50


def million(postbox: Postbox, table: int, count: int) -> Iterator[Proof]:
    """So many windows in the table, each with a chain, and so many due."""
    began = perf_counter()
    plant_table(table, count)
    rows = Reminder.objects.count()
    made = f"{table:,} windows, {rows:,} reminders, made in {perf_counter() - began:.0f} s"
    now = timezone.now()
    plan = claim_plan(now)
    by_index = "reminder_due" in plan and "Seq Scan on reviews_reminder" not in plan
    yield Proof(f"the sweep finds its work by index, {count:,} of {table:,} due", by_index, f"index reminder_due: {'yes' if by_index else plan}; {made}")
    wanted = due(now).count()
    began = perf_counter()
    sent = sweep_all(now)
    took = perf_counter() - began
    holds = sent == wanted == postbox.count and wanted >= count and not postbox.repeats
    yield Proof(f"one sweep at a time sends {wanted:,}", holds, f"{sent / took:,.0f} reminders a second to a real SMTP server, {took:.0f} s")
    usual, least = idle_ms()
    found = f"{least:.2f} ms of database time by the server's account, {usual:.2f} ms in the median of {IDLES}"
    yield Proof(f"an idle sweep over {table:,} windows", least < IDLE_MS, found)


def plant_table(table: int, count: int) -> None:
    """``count`` windows have a step due now; the others' chains lie in the years ahead."""
    clear()
    pattern = plant(1)
    window = pattern.windows.get()
    # Three rows a window: those due next. What is done is left out: the index does not have it either.
    keep = list(window.reminders.filter(state="waiting").order_by("due_at").values_list("pk", flat=True)[:3])
    window.reminders.exclude(pk__in=keep).delete()
    multiply(pattern, count - 1)
    ahead = "t.{} + make_interval(days => 40 + ((n %% 700) * 7919) %% 700)"
    later = {"reminder_due_at": ahead.format("due_at")}
    days = {f"window_{day}": f"({ahead.format(day)})::date" for day in ("opens_on", "closes_on", "send_by", "renews_on")}
    multiply_windows(pattern, count, table - count, {**later, **days, "reminder_deadline": f"({ahead.format('deadline')})::date"})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def multiply_windows(pattern: Any, first: int, count: int, changes: dict[str, str]) -> None:
    """Copies of the window and its reminders alone, all of the pattern's agreement: terms tell them apart."""
    changes = {**changes, "window_term": "1 + n", "window_agreement_id": "t.agreement_id"}
    multiply(pattern, count, first=first, only=(Window, Reminder), **changes)


def claim_plan(now: datetime) -> str:
    """How PostgreSQL finds what is due, as it says itself of the very query that claims it."""
    seen: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(keep):
            outbox.claim(Reminder, now, ("deadline", "-due_at"))
        transaction.set_rollback(True)
    sql, params = next((sql, params) for sql, params in seen if "SKIP LOCKED" in sql)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def sweep_all(now: datetime) -> int:
    """Sweeps until nothing is due; how many were sent."""
    sent = 0
    while more := reminders.sweep(now).sent:
        sent += more
    return sent


def idle_ms() -> tuple[float, float]:
    """Milliseconds that the server itself is busy with a sweep that finds nothing, by its own account: the median, and the least.

    The least tells what the work is; whatever else runs on the machine only adds to it.
    """
    asking = min(_busy_ms(lambda: None) for _ in range(IDLES))
    spent = [_busy_ms(lambda: reminders.sweep(timezone.now())) - asking for _ in range(IDLES)]
    return median(spent), max(min(spent), 0.0)


def _busy_ms(work: Callable[[], object]) -> float:
    def busy() -> float:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_force_next_flush()")
            cursor.execute("SELECT active_time FROM pg_stat_database WHERE datname = current_database()")
            return float(cursor.fetchone()[0])

    before = busy()
    work()
    return busy() - before
