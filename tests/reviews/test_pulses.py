"""Before a window opens the people who use the service are asked, once, and their answers stand beside the decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from contracts.models import Agreement, AuditEntry
from reviews import pulses
from reviews.deciding import Refused
from reviews.models import Pulse, Window

OPENS = date(2027, 1, 14)  # the window of ``reviewed``; it closes on 29 January


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def on(days: int) -> datetime:
    """So many days from the day on which the window opens."""
    return at(OPENS + timedelta(days=days))


@pytest.fixture
def agreement(reviewed) -> Agreement:
    return reviewed.document.agreement


def test_the_users_are_asked_once_thirty_days_before_it_opens_and_the_owner_where_none_is_named(agreement, cast):
    assert [pulses.ask(cast.organisation, on(days)) for days in (-31, -30, -30, -1, 3)] == [0, 1, 0, 0, 0]
    assert Pulse.objects.get().person == cast.owner
    pulses.record_users(agreement, cast.owner, [cast.reader.pk, cast.reviewer.pk], on(-20))
    assert set(Pulse.objects.values_list("person__name", flat=True)) == {"Rex", "Rhea"}  # the owner is asked no more
    assert AuditEntry.objects.filter(act="service_users_named").count() == 1
    assert pulses.ask(cast.organisation, on(40)) == 0  # closed; the next window opens in a year
    assert pulses.ask_all(on(340)) == 2 and Pulse.objects.filter(window__term=2).count() == 2


@pytest.mark.parametrize("quiet", [{"state": "decided"}, {"state": "exercised"}, {"state": "withdrawn"}, {"archived": True}])
def test_nobody_is_asked_where_nobody_decides_any_more(agreement, cast, quiet):
    if "state" in quiet:
        agreement.windows.update(**quiet)
    else:
        Agreement.objects.update(archived_at=on(-60))
    assert pulses.ask(cast.organisation, on(0)) == 0


def test_a_person_gets_one_mail_a_day_that_asks_for_a_log_in_and_votes_nothing(agreement, cast):
    other = Agreement.objects.create(organisation=cast.organisation, title="Second", owner=cast.owner)
    first = agreement.windows.get(term=1)
    days = {name: getattr(first, name) for name in ("opens_on", "closes_on", "send_by", "renews_on")}
    Window.objects.create(organisation=cast.organisation, agreement=other, term=1, because="", **days)
    assert pulses.ask(cast.organisation, on(0)) == 2
    assert [pulses.sweep(on(0)), pulses.sweep(on(0))] == [1, 0]
    (sent,) = mail.outbox
    assert sent.subject == "How happy are you with Northgate Hosting Inc.?"
    assert "/#pulse" in sent.body and "1 other service that you use waits" in sent.body and "score" not in sent.body
    assert sent.extra_headers["Message-ID"] == Pulse.objects.get(state="sent").message_id


def test_what_was_answered_before_its_mail_left_sends_none(agreement, cast):
    pulses.ask(cast.organisation, on(0))
    pulses.record_answer(Pulse.objects.get(), 2, "", OPENS)
    assert pulses.sweep(on(0)) == 0 and mail.outbox == []


def test_an_answer_may_change_until_the_window_closes_and_each_is_in_the_log(agreement, cast):
    pulses.ask(cast.organisation, on(0))
    pulse = Pulse.objects.get()
    for score, comment in ((2, " Slow support. "), (4, ""), (4, "")):
        pulses.record_answer(pulse, score, comment, OPENS)
    entries = AuditEntry.objects.filter(act="pulse_answered").order_by("pk")
    assert [(e.actor, e.before.get("score"), e.after["score"]) for e in entries] == [(cast.owner, None, "Unhappy"), (cast.owner, "Unhappy", "Happy")]
    for score, comment, day in ((None, "", OPENS), (6, "", OPENS), (3, "x" * 2001, OPENS), (3, "", date(2027, 1, 30))):
        with pytest.raises(Refused):
            pulses.record_answer(pulse, score, comment, day)
    assert Pulse.objects.get().score == 4


def test_moods_are_those_of_each_window_the_oldest_first(agreement, cast):
    people = [cast.owner, cast.reader, cast.admin]
    for term, scores in ((1, (5, 4, None)), (2, (2, 2, 1))):
        for person, score in zip(people, scores, strict=True):
            answered = on(0) if score else None
            window = agreement.windows.get(term=term)
            Pulse.objects.create(window=window, person=person, score=score, answered_at=answered, message_id=f"{term}{person.pk}")
    assert [(m.answered, m.asked, m.words) for m in pulses.moods(agreement)] == [(2, 3, "Very happy"), (3, 3, "Unhappy")]


def test_strangers_cannot_be_named(agreement, cast):
    with pytest.raises(Refused):
        pulses.record_users(agreement, cast.owner, [cast.outsider.pk], on(0))
    assert not agreement.users.exists()


@time_machine.travel(on(0), tick=False)
def test_a_reader_answers_on_today_with_one_click_and_sees_it_beside_the_decision(agreement, cast, client):
    pulses.record_users(agreement, cast.owner, [cast.reader.pk, cast.owner.pk], on(-40))
    pulses.ask(cast.organisation, on(0))
    window = agreement.windows.get(term=1)
    client.force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/").content.decode()
    assert page.count('name="score"') == 5 and "How happy are you?" in page
    answer = client.post(reverse("answer_pulse", args=[window.pk]), {"score": "4", "from": "today", "comment": "Quick answers."})
    assert answer.status_code == 302 and answer["Location"] == "/#pulse"
    assert client.get("/").content.decode().count('name="score"') == 0
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    seen = client.get(f"{agreement.get_absolute_url()}?tab=windows").content.decode()
    assert "4.0 of 5, 1 of 2 answered" in seen and "Quick answers." in seen
    client.force_login(cast.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("answer_pulse", args=[window.pk]), {"score": "1"}).status_code == 404  # was not asked
