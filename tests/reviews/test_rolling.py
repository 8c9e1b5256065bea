"""Years go by: each term gets its window before the one before it closes, from the new end, and what is idle costs nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from django.db import connection
from django.utils import timezone

from reviews import rolling, window_deciding
from reviews.models import Decision, Reminder, Window
from tests.uploads import TODAY, record_document

MONTHLY = "successive one-month terms unless either party gives written notice of non-renewal at least 10 days before the end of the term"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def standing(agreement) -> list[tuple[int, date, str]]:
    return list(agreement.windows.order_by("term").values_list("term", "closes_on", "state"))


def written(start: str, words: str) -> str:
    return (
        f'AGREEMENT\n\nThis Agreement is made on {start} (the "Effective Date") between Northgate Hosting Inc. (the "Provider") and Brightwater '
        f'Foods LLC (the "Customer").\n\n1. Term. The initial term is one (1) month from the Effective Date. This Agreement shall automatically '
        f"renew for {words}.\n"
    )


def test_month_after_month_goes_by(cast):
    """Law: the next window is always there, counted from the last end; none is lost, moved or made twice at a month's end.

    That nothing changes on the days between, tests/reviews/test_windows.py holds without a database.
    """
    agreement = record_document(cast, "monthly.txt", written("31 October 2026", MONTHLY)).document.agreement
    rolled = 0
    for _ in range(14):
        closes = agreement.windows.filter(state=Window.State.OPEN).earliest("closes_on").closes_on
        assert rolling.roll(at(closes)) == rolling.Rolled()
        rolled += rolling.roll(at(closes + timedelta(days=1))).agreements
        ahead = [day for _, day, state in standing(agreement) if state == Window.State.OPEN]
        assert len(ahead) == 3 and ahead[0] > closes
    rows = list(agreement.windows.order_by("term"))
    assert [row.term for row in rows] == list(range(rows[0].term, rows[0].term + len(rows)))
    for one, after in pairwise(rows):
        assert 28 <= (after.renews_on - one.renews_on).days <= 31 and one.closes_on < one.renews_on <= after.renews_on
        assert after.closes_on > one.closes_on
    assert {row.state for row in rows[:-3]} == {Window.State.PASSED} and rolled == len(rows) - 3
    assert not Reminder.objects.filter(window__in=rows[:-3], state=Reminder.State.WAITING).exists()
    assert Reminder.objects.filter(window=rows[-1], state=Reminder.State.WAITING, deadline=rows[-1].send_by).exists()


def test_what_was_decided_rolls_on_too_and_idle_agreements_are_not_looked_at(reviewed, cast, django_assert_num_queries):
    agreement = reviewed.document.agreement
    first = agreement.windows.get(term=1)
    window_deciding.record_window_decision(first, cast.owner, Decision.Choice.RENEW, "", TODAY)
    with django_assert_num_queries(1):
        assert rolling.roll(at(first.closes_on)) == rolling.Rolled()
    assert rolling.roll(at(first.closes_on + timedelta(days=1))).agreements == 1
    assert [term for term, *_ in standing(agreement)] == [1, 2, 3, 4]
    first.refresh_from_db()
    assert first.state == Window.State.DECIDED
    with django_assert_num_queries(1):
        assert rolling.roll(at(first.closes_on + timedelta(days=1))) == rolling.Rolled()


def test_one_that_fails_stops_no_other_and_is_tried_again(reviewed, cast, agreement_text, monkeypatch):
    other = record_document(cast, "other.txt", agreement_text + "\nAnother.").document.agreement
    closed, record = reviewed.document.agreement.windows.get(term=1).closes_on + timedelta(days=1), rolling.record_windows

    def fails(agreement, today, **options):
        if agreement == other:
            raise ZeroDivisionError
        record(agreement, today, **options)

    monkeypatch.setattr(rolling, "record_windows", fails)
    assert rolling.roll(at(closed)) == rolling.Rolled(agreements=1, failed=1)
    monkeypatch.undo()
    assert rolling.roll(at(closed)) == rolling.Rolled(agreements=1)


def test_an_archived_one_is_computed_when_it_comes_back(reviewed):
    agreement = reviewed.document.agreement
    agreement.archived_at = timezone.now()
    agreement.save()
    before, closed = standing(agreement), agreement.windows.get(term=1).closes_on + timedelta(days=1)
    rolling.roll(at(closed))
    assert standing(agreement) == before and not Window.objects.filter(rolling.NOT_ROLLED, closes_on__lt=closed).exists()


def test_a_window_that_moves_is_found_again(reviewed):
    window = reviewed.document.agreement.windows.get(term=1)
    Window.objects.filter(pk=window.pk).update(rolled=window.closes_on)
    assert not list(Window.objects.filter(rolling.NOT_ROLLED, pk=window.pk))
    Window.objects.filter(pk=window.pk).update(closes_on=window.closes_on + timedelta(days=30))
    assert list(Window.objects.filter(rolling.NOT_ROLLED, pk=window.pk)) == [window]


def test_what_is_to_be_rolled_is_found_by_its_index(db):
    rows = Window.objects.filter(rolling.NOT_ROLLED, closes_on__lt=TODAY).order_by("closes_on", "id")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "window_to_roll" in rows.explain()
