"""Brings an agreement's windows, open questions and reminders in line with what is known of it; each in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from contracts.analysis.clause import Analysis
from contracts.models import Agreement
from contracts.models.audit import record_change
from reviews import notices, reminders
from reviews.bound import years_bound
from reviews.engine import engine
from reviews.known import corrected_analysis
from reviews.models import OpenQuestion, Review, Window
from reviews.review import steps_json
from reviews.windows import answer_by, outlook


@transaction.atomic
def record_windows(agreement: Agreement, today: date, *, rolling: bool = False) -> None:
    """Brings the agreement's windows, open questions and reminders in line with its facts.

    ``rolling``: only because days have passed. Where a release of Fineprint waits to be accepted, that moves no window: those
    that have closed are passed, and those of later terms are added.
    """
    corrected = corrected_analysis(agreement)
    if corrected is None:
        return
    days = outlook(corrected, today=today, country=agreement.organisation.country)
    rows = {row.term: row for row in agreement.windows.select_for_update(of=("self",)).select_related("agreement", "organisation")}
    ended = min((row.term for row in rows.values() if row.state == Window.State.EXERCISED), default=None)
    if ended is not None and rows[ended].closes_on >= today and notices.lapse(rows[ended], days.windows):
        ended = None
    still = rolling and Review.objects.filter(version__document__agreement=agreement).exclude(engine=engine()).exists()
    if not still:
        asked = {} if ended else {q.field: q.question for q in days.questions}
        _record_questions(agreement, asked, answer_by(corrected, days, today))
    rise = _rise(corrected)
    last = max(rows, default=None)
    recounted = False
    for window in days.windows:
        if ended is not None and window.term > ended:  # the notice is sent: nothing renews after that term
            continue
        dates: dict[str, Any] = {
            "opens_on": window.opens_on,
            "closes_on": window.closes_on,
            "send_by": window.send_by,
            "renews_on": window.renews_on,
        }
        costs: dict[str, Any] = {"renews_until": window.renews_until, "silence": window.silence, **rise}
        costs["years_bound"] = years_bound(Window(**dates, **costs))
        _say_silence(rows.get(window.term), dates, costs)
        if still and (last is None or window.term <= last):
            continue
        row = rows.pop(window.term, None)
        if row is None:
            row = Window.objects.create(
                organisation=agreement.organisation,
                agreement=agreement,
                term=window.term,
                because=window.because,
                steps=steps_json(window),
                **dates,
                **costs,
            )
            record_change(agreement.organisation, None, "window_computed", row, agreement=agreement, after=_plain(dates | costs))
            reminders.arm(row, today)
            continue
        before = {name: getattr(row, name) for name in dates}
        moved = before != dates
        before_costs = {name: getattr(row, name) for name in costs}
        returns = row.state == Window.State.WITHDRAWN or (moved and row.state == Window.State.PASSED)
        if moved or returns or before_costs != costs or row.steps != steps_json(window):
            for name, value in (dates | costs).items():
                setattr(row, name, value)
            row.because, row.steps = window.because, steps_json(window)
            if returns:
                row.state = Window.State.OPEN
            if moved and notices.recount(row, corrected):
                recounted = True
            row.save()
        if moved or before_costs != costs:
            stood, stands = _plain(before | before_costs), _plain(dates | costs)
            record_change(agreement.organisation, None, "window_moved", row, agreement=agreement, before=stood, after=stands)
        if row.state != Window.State.OPEN:
            reminders.disarm(row)
        elif moved or returns:
            reminders.arm(row, today)
    if recounted:  # whether the agreement ends with that term has changed, and with it the later windows
        record_windows(agreement, today, rolling=rolling)
        return
    for row in rows.values():
        passed = row.closes_on < today
        if row.state != Window.State.OPEN or (still and not passed):
            continue
        row.state = Window.State.PASSED if passed else Window.State.WITHDRAWN
        row.save(update_fields=["state"])
        record_change(agreement.organisation, None, f"window_{row.state}", row, agreement=agreement)
        reminders.disarm(row)


def _say_silence(row: Window | None, dates: Mapping[str, Any], costs: Mapping[str, Any]) -> None:
    """Fills in what silence does where the row does not know it, being older than its column: its days stand as they are."""
    if row is None or any(getattr(row, name) != value for name, value in dates.items()):
        return
    if row.silence == Window.Silence.UNKNOWN != costs["silence"] or (row.years_bound is None and costs["years_bound"] is not None):
        for name, value in costs.items():
            setattr(row, name, value)
        row.save(update_fields=list(costs))


def _rise(analysis: Analysis) -> dict[str, Any]:
    """What may happen to the price at a renewal."""
    renewal = analysis.renewal
    limit = renewal.price_rise_cap_percent if renewal else None
    return {"rise": (renewal.price_rise if renewal else None) or "", "rise_percent": None if limit is None else round(Decimal(str(limit)), 3)}


def _plain(dates: Mapping[str, Any]) -> dict[str, str]:
    known = {name: value for name, value in dates.items() if value not in (None, "") and name != "years_bound"}
    return {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in known.items()}


def _record_questions(agreement: Agreement, asked: Mapping[str, str], due_on: date) -> None:
    """Open questions to the owner: those that still stand stay, or are due sooner; answered ones are closed, new ones asked."""
    open_rows = {row.field: row for row in agreement.open_questions.filter(answered_at=None)}
    for field, row in open_rows.items():
        if field not in asked:
            row.answered_at = timezone.now()
            row.save(update_fields=["answered_at"])
    for field, question in asked.items():
        row = open_rows.get(field)
        if row is None:
            OpenQuestion.objects.create(
                organisation=agreement.organisation, agreement=agreement, field=field, question=question, owner=agreement.owner, due_on=due_on
            )
        elif row.question != question or row.due_on is None or due_on < row.due_on:
            row.question, row.due_on = question, min(row.due_on or due_on, due_on)
            row.save(update_fields=["question", "due_on"])
