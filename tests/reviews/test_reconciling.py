"""The reconciler: silent where the product did its work, and never where rows are spoilt behind its back."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
import time_machine
from django.db import transaction

from bench.faults import corruptions
from contracts.models import AuditEntry, Membership, User
from reviews import deciding, notice_sending, quieting, reminders, staffing, window_deciding
from reviews.deadlines import record_windows
from reviews.mending import mend
from reviews.models import Difference, Heartbeat, OpenQuestion, Reminder, Watch, Window
from reviews.reconciling.expected import Person, chain
from reviews.reconciling.run import reconcile, reconcile_agreements
from reviews.schedule import chain as sending_chain
from tests.uploads import TODAY, record_document

NOW = datetime.combine(TODAY, time(12), tzinfo=UTC)


@pytest.fixture
def swept(reviewed, agreement_text, cast):
    """Two agreements, one that renews and one that lacks a date; what is due was sent at noon."""
    undated = record_document(cast, "undated.txt", agreement_text.replace("made on 1 March 2026", "made"))
    Reminder.objects.update(made_at=NOW - timedelta(hours=1))
    reminders.sweep(NOW)
    return {"dated": reviewed.document.agreement, "undated": undated.document.agreement}


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found(agreement, now: datetime = NOW) -> dict[str, str]:
    reconcile_agreements([agreement.pk], now)
    return dict(Difference.objects.filter(agreement=agreement, gone_at=None).values_list("kind", "says"))


def test_it_is_silent_about_whatever_people_do(swept, cast):
    agreement, window = swept["dated"], swept["dated"].windows.get(term=1)
    later = datetime.combine(window.send_by - timedelta(days=14), time(20), tzinfo=UTC)

    def swept_at(moment: datetime) -> None:
        record_windows(agreement, moment.date(), rolling=True)
        reminders.sweep(moment)

    acts = {
        "nothing": lambda: None,
        "a correction": lambda: deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "So it says", TODAY),
        "no renewal": lambda: deciding.record_correction(agreement, cast.owner, "renewal.automatic", False, "", TODAY),
        "a renewal": lambda: window_deciding.record_window_decision(window, cast.owner, "renew", "", TODAY),
        "a negotiation": lambda: window_deciding.record_window_decision(window, cast.owner, "renegotiate", "", TODAY),
        "a notice that was sent": lambda: (
            window_deciding.record_window_decision(window, cast.owner, "opt_out", "", TODAY),
            notice_sending.record_sent(window, cast.owner, "opt_out", sent_on=date(2027, 1, 18), how="hand", to="Them", today=date(2027, 1, 18)),
        ),
        "a snooze": lambda: quieting.record_snooze(window, cast.owner, date(2026, 12, 20), TODAY),
        "other steps": lambda: quieting.record_schedule(agreement, cast.owner, [45, 15, 10, 5, 1], TODAY),
        "fewer wishes": lambda: quieting.record_wishes(cast.owner.membership, cast.owner, 20, True, TODAY),
        "an amendment": lambda: record_document(
            cast, "a.txt", "AMENDMENT\n\nThis Amendment is made on 2 November 2026.\n\nExpiration Date: 31 December 2027\n", agreement=agreement, kind="amendment"
        ),
        "an heir": lambda: staffing.record_leaving(cast.owner.membership, cast.admin, cast.admin, TODAY),
        "a step that went out": lambda: swept_at(later),
        "the next term": lambda: swept_at(datetime(2027, 3, 2, 12, tzinfo=UTC)),
    }
    for name, act in acts.items():
        with undone():
            for row in (agreement, window, cast.owner.membership):
                row.refresh_from_db()
            assert not found(agreement), name
            act()
            moment = {"a step that went out": later, "the next term": datetime(2027, 3, 2, 12, tzinfo=UTC)}.get(name, NOW)
            Reminder.objects.filter(made_at__gt=NOW).update(made_at=NOW)
            assert not found(agreement, moment), name
    assert not found(swept["undated"]), "it has its question"


def test_every_kind_of_corruption_is_found_is_told_and_can_be_mended(swept, cast):
    reconcile(NOW)
    assert not Difference.objects.exists() and Heartbeat.objects.get(name="reconciler").at == NOW
    beyond_mending = {"owner_gone", "owner_of_another_house"}  # an agreement wants another owner: a person's choice
    for seed, one in enumerate(corruptions.ALL * 2):
        agreement = swept["undated" if one.name == "question_deleted" else "dated"]
        with undone():
            one.apply(agreement, NOW, Random(seed))
            kinds = found(agreement, NOW + timedelta(minutes=1))
            assert one.kinds & set(kinds), (one.name, kinds)
            assert AuditEntry.objects.filter(act="difference_found", agreement=agreement).exists()
            agreement.refresh_from_db()
            left = mend(agreement, cast.admin, NOW + timedelta(minutes=2)).left
            assert bool(left) is (one.name in beyond_mending), (one.name, found(agreement))
            assert left or AuditEntry.objects.filter(act="difference_gone", agreement=agreement).exists()


def test_a_slice_takes_what_is_new_what_differs_and_what_is_due_soon_first(swept, django_assert_max_num_queries):
    reconcile(NOW)
    assert Watch.objects.count() == 2 and Watch.objects.get(agreement=swept["dated"]).near_on == date(2027, 1, 26)
    assert reconcile(NOW + timedelta(minutes=1)).compared == 0, "nothing is ten minutes old"
    Window.objects.filter(agreement=swept["dated"], term=1).update(send_by=date(2027, 1, 2))
    assert reconcile(NOW + timedelta(minutes=11)).began > 0
    assert reconcile(NOW + timedelta(minutes=12)).compared == 1, "what differs is looked at until it no longer does"
    Window.objects.filter(agreement=swept["dated"], term=1).update(send_by=date(2027, 1, 26))
    assert reconcile(NOW + timedelta(minutes=13)).ended > 0
    with django_assert_max_num_queries(34):
        reconcile(NOW + timedelta(minutes=30))


def test_the_chain_is_the_senders_though_written_by_another(cast):
    """The two share the working days and nothing else: over many windows, places and schedules they name the same days."""
    random = Random(6)
    for _ in range(1500):
        send_by = date(2026, 1, 1) + timedelta(days=random.randrange(1200))
        opens_on = send_by - timedelta(days=random.choice([-3, 0, 1, 2, 14, 15, 30, 45, 90, 365]))
        place = random.choice(["US", "GB-ENG", "DE", "AE", "IL", "XX"])
        steps = random.choice([(), (90, 60, 30, 14, 7, 3, 2, 1), (45, 20, 13, 12, 11, 0), (365, 15, 14, 2, 1)])
        ours = chain(opens_on, send_by, place, steps, 1, {1: Person(1, True), 2: Person(2, True, is_contact=True)})
        theirs = {one.step: one for one in sending_chain(opens_on, send_by, place, *([steps] if steps else []))}
        assert {name: step.day for name, step in ours.items()} == {name: step.day for name, step in theirs.items()}
        assert all((2 in ours[name].people) is step.together for name, step in theirs.items())


def test_a_second_person_is_wanted_where_there_is_one(swept, cast):
    agreement, window = swept["dated"], swept["dated"].windows.get(term=1)
    cast.organisation.escalation.clear()
    reminders.arm(window, TODAY)
    reminders.arm(agreement.windows.get(term=2), TODAY)
    reminders.arm(agreement.windows.get(term=3), TODAY)
    assert not found(agreement), "an admin hears in the contacts' place"
    window.reminders.filter(step="7").exclude(recipient=cast.owner).delete()
    assert "to a second person" in found(agreement)["reminder_missing"]
    Membership.objects.exclude(user=cast.owner).update(role="read_only")
    User.objects.exclude(pk=cast.owner.pk).update(is_active=False)
    window.reminders.exclude(recipient=cast.owner).delete()
    assert "to a second person" not in found(agreement).get("reminder_missing", ""), "nobody else may decide"


@time_machine.travel(NOW, tick=False)
def test_the_page_tells_an_admin_and_sets_right(swept, cast, client):
    client.force_login(cast.admin, backend="django.contrib.auth.backends.ModelBackend")
    reconcile(NOW)
    assert "Differences" not in client.get("/settings/watch/").content.decode()
    Window.objects.filter(agreement=swept["dated"], term=1).update(closes_on=date(2027, 1, 31))
    OpenQuestion.objects.all().delete()
    reconcile(NOW + timedelta(minutes=11))
    page = client.get("/settings/watch/").content.decode()
    assert "Two windows or reminders are not" in page and "the closing day is 31 January 2027, not 29 January 2027" in page
    client.post(f"/settings/watch/{swept['dated'].pk}/")
    assert swept["dated"].windows.get(term=1).closes_on == date(2027, 1, 29)
