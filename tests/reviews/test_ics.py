"""Calendar entries: lines as RFC 5545 wants them, and each state of a window as the calendar program sees it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from contracts.models import Agreement, User, Vendor
from reviews.ics import feed_ics, window_ics
from reviews.models import Decision, Window

CHANGED = datetime(2026, 11, 24, 8, tzinfo=UTC)


def window(state: str = "open", choice: str = "", decision: str = "holds", *, title: str = "Hosting", archived: bool = False, changed=CHANGED) -> Window:
    """Not saved."""
    owner = User(email="olive@brightwater.example", name="Olive")
    deal = Agreement(
        pk=7, title=title, vendor=Vendor(name="Northgate"), owner=owner, yearly_fee=Decimal(60000), updated_at=CHANGED, archived_at=CHANGED if archived else None
    )
    days = {"opens_on": date(2027, 1, 14), "send_by": date(2027, 1, 22), "closes_on": date(2027, 1, 29), "renews_on": date(2027, 3, 1)}
    row = Window(agreement=deal, term=1, state=state, renews_until=date(2028, 2, 29), silence="term", updated_at=changed, **days)
    if choice:
        row.decision = Decision(choice=choice, state=decision)
    return row


def entry(row: Window):
    return Calendar.from_ical(window_ics(row)).walk("VEVENT")[0]


def unfolded(ics: bytes) -> dict[str, str]:
    """The lines by name, read by the words of RFC 5545 (3.1, 3.3.11) and by no library."""
    assert ics.endswith(b"\r\n") and b"\n" not in ics.replace(b"\r\n", b"") and b"\r" not in ics.replace(b"\r\n", b"")
    assert all(len(line) <= 75 and line for line in ics[:-2].split(b"\r\n"))
    lines = ics.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode().split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


def plain(text: str) -> str:
    said, rest = "", iter(text)
    for c in rest:
        said += {"n": "\n", "N": "\n"}.get(after := next(rest), after) if c == "\\" else c
    return said


@given(st.text(st.characters(codec="utf-8"), max_size=200))
@example("Terms; of \\service, and\r\nmore " + "Ffordd ü 😀 " * 20)
@settings(max_examples=60)
def test_any_title_comes_through_lines_that_any_program_reads(title):
    row = window(title=title)
    found = unfolded(window_ics(row))
    kept = "".join(" " if ord(c) < 32 or ord(c) == 127 else c for c in title)
    assert plain(found["SUMMARY"]) == f"Send notice: Northgate, {kept}"
    assert found["DTSTART;VALUE=DATE"] == "20270122" and found["DTEND;VALUE=DATE"] == "20270123"
    assert str(entry(row)["SUMMARY"]) == f"Send notice: Northgate, {kept}"


@pytest.mark.parametrize(
    ("row", "status", "alarms", "says"),
    [
        (window(), "CONFIRMED", 2, "If nobody acts it renews on 1 March 2027 and binds $60,000 until 29 February 2028."),
        (window(choice="renegotiate"), "CONFIRMED", 2, "It is being renegotiated; the window closes all the same."),
        (window(choice="opt_out"), "CONFIRMED", 2, "the notice is not recorded as sent yet."),
        (window(choice="opt_out", decision="proposed"), "CONFIRMED", 2, "To opt out waits for approval."),
        (window(choice="renew", decision="proposed"), "CONFIRMED", 2, "To renew waits for approval."),
        (window(choice="renew", decision="returned"), "CONFIRMED", 2, "If nobody acts"),
        (window("decided", "renew"), "CANCELLED", 0, "It is decided to renew."),
        (window("exercised", "opt_out"), "CANCELLED", 0, "The notice is recorded as sent."),
        (window("withdrawn"), "CANCELLED", 0, "Its renewal is that of 1 March 2027."),
        (window("passed"), "CONFIRMED", 0, "Its renewal is that of 1 March 2027."),
        (window(archived=True), "CANCELLED", 0, ""),
    ],
)
def test_an_entry_lives_as_long_as_somebody_has_to_act(row, status, alarms, says):
    event = entry(row)
    assert (event["STATUS"], len(event.walk("VALARM"))) == (status, alarms)
    assert says in event["DESCRIPTION"] and "\n" not in event["DESCRIPTION"]


@given(st.integers(0, 10**8), st.integers(1, 10**6))
def test_a_later_change_has_a_higher_sequence_and_the_same_uid(first, later):
    before, after = (entry(window(changed=CHANGED + timedelta(seconds=s))) for s in (first, first + later))
    assert after["SEQUENCE"] > before["SEQUENCE"] >= 0 and after["UID"] == before["UID"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt and after["SEQUENCE"] < 2**31


def test_the_same_windows_are_the_same_bytes():
    assert feed_ics([window()], "Notice: Brightwater, Foods") == feed_ics([window()], "Notice: Brightwater, Foods")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in feed_ics([], "x")
