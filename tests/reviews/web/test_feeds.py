"""A calendar program subscribes to an address, fetches again, and sees what changed: with icalendar as the program."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from contracts.models import AuditEntry
from reviews import deciding, particulars, staffing, window_deciding
from reviews.models import CalendarFeed, Decision

TODAY = date(2026, 11, 24)


class Program:
    """Keeps entries by UID, and takes one only where its SEQUENCE is not older: as RFC 5545 wants it."""

    def __init__(self, client, address: str) -> None:
        self.client, self.address, self.entries, self.etag = client, address, {}, ""

    def fetch(self) -> int:
        answer = self.client.get(self.address, HTTP_IF_NONE_MATCH=self.etag)
        if answer.status_code == 200:
            self.etag = answer["ETag"]
            for event in Calendar.from_ical(answer.content).walk("VEVENT"):
                known = self.entries.get(event["UID"])
                assert known is None or event["SEQUENCE"] >= known["SEQUENCE"]
                self.entries[str(event["UID"])] = event
        return answer.status_code

    def days(self) -> list[date]:
        return sorted(event["DTSTART"].dt for event in self.entries.values() if event["STATUS"] == "CONFIRMED")


@pytest.fixture
def made(client, cast, reviewed):
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(reverse("make_feed"), {"scope": "mine"}, follow=True).content.decode()
    address = page.split('<code class="address">')[1].split("<")[0]
    assert address not in client.get(reverse("account")).content.decode()  # shown once
    client.logout()
    return Program(client, address), reviewed.document.agreement


def test_it_shows_each_window_and_follows_a_moved_date_a_decision_and_the_archive(made, cast):
    program, agreement = made
    assert program.fetch() == 200
    rows = list(agreement.windows.order_by("send_by"))
    assert program.days() == [row.send_by for row in rows]
    for event in program.entries.values():
        assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
        assert "clause" not in str(event["DESCRIPTION"]).lower()
    assert program.fetch() == 304
    known = set(program.entries)
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "", TODAY)
    assert program.fetch() == 200 and set(program.entries) == known
    assert program.days() == [row.send_by for row in agreement.windows.order_by("send_by")] != [row.send_by for row in rows]
    first = agreement.windows.order_by("send_by").first()
    window_deciding.record_window_decision(first, cast.owner, Decision.Choice.RENEW, "", TODAY)
    program.fetch()
    assert first.send_by not in program.days() and len(program.days()) == len(rows) - 1
    particulars.record_archiving(agreement, cast.owner)
    program.fetch()
    assert program.days() == [] and set(program.entries) == known


def test_it_dies_when_it_is_revoked_when_its_person_leaves_and_for_a_guess(made, client, cast):
    program, _ = made
    feed = CalendarFeed.objects.get()
    _, of_reader = CalendarFeed.issue(cast.reader, cast.organisation, "all")
    assert client.get(reverse("calendar_feed", args=[of_reader])).status_code == 200
    assert program.address.endswith(".ics") and feed.hash not in program.address
    assert client.get(reverse("calendar_feed", args=["guess"])).status_code == 404
    cast.owner.is_active = False
    cast.owner.save()
    assert program.fetch() == 404
    cast.owner.is_active = True
    cast.owner.save()
    assert program.fetch() == 200
    staffing.record_leaving(cast.reader.membership, cast.admin, cast.owner, TODAY)
    staffing.record_return(cast.reader.membership, cast.admin)  # whoever comes back makes a new one
    assert client.get(reverse("calendar_feed", args=[of_reader])).status_code == 404
    client.force_login(cast.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("revoke_feed", args=[feed.pk])).status_code == 404  # each person's own
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("revoke_feed", args=[feed.pk]))
    assert program.fetch() == 404
    assert list(AuditEntry.objects.filter(act__startswith="calendar_feed").order_by("pk").values_list("act", flat=True)) == [
        "calendar_feed_made", "calendar_feed_revoked",
    ]  # fmt: skip


def test_all_agreements_are_those_of_the_organisation(client, cast, reviewed):
    _, secret = CalendarFeed.issue(cast.reader, cast.organisation, "all")
    _, elsewhere = CalendarFeed.issue(cast.outsider, cast.elsewhere, "all")
    _, none = CalendarFeed.issue(cast.reader, cast.organisation, "mine")
    assert client.get(reverse("calendar_feed", args=[secret])).content.count(b"BEGIN:VEVENT") == reviewed.document.agreement.windows.count() > 0
    for other in (elsewhere, none):
        assert b"VEVENT" not in client.get(reverse("calendar_feed", args=[other])).content
