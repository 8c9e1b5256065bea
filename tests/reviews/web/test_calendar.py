"""The calendar's pictures: what they count is what is there, however many windows there are."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Max
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contracts.models import Agreement
from reviews.figures import brief
from reviews.models import Decision, Window
from reviews.rule import Money
from reviews.web.month import KINDS, SHOWN, month_of
from reviews.web.timeline import LANES, YEAR, draw_year, month_after
from reviews.workdays import holiday_names, is_working_day
from tests.many import make_agreements


@pytest.fixture
def browse(client, cast):
    client.force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    return lambda address: client.get(address).context


def test_the_year_adds_up_what_silence_binds_by_month_and_by_currency(browse, cast):
    make_agreements(cast, 60)
    Agreement.objects.filter(pk__in=Agreement.objects.order_by("pk")[:20]).update(currency="EUR")
    today = timezone.now().date()
    counted, money = Counter(), Counter()
    for window in Window.objects.filter(state="open").order_by("agreement", "closes_on").distinct("agreement").select_related("agreement"):
        month = max(window.send_by, today).replace(day=1)
        counted[month] += 1
        money[month, window.agreement.currency] += window.agreement.yearly_fee or 0
    year = browse("/calendar/")["year"]
    assert {m.first: m.windows for m in year.months if m.windows} == dict(counted)
    assert {(m.first, one.currency): one.money for m in year.months for one in m.sums} == {key: sum_ for key, sum_ in money.items() if sum_}
    assert year.windows == sum(counted.values()) and year.later == 0
    for month in year.months[:4]:  # the bar leads to just those windows
        rows = browse(f"/calendar/?month={month.first:%Y-%m}")["rows"]
        assert len(rows) == month.windows and all(w.send_by.replace(day=1) == month.first or w.send_by < today for w in rows)


def test_the_answer_counts_every_send_by_day_that_passed_and_names_the_next(client, browse, cast):
    made = make_agreements(cast, 60)
    today = timezone.now().date()
    late = Window.objects.filter(state="open", term=2, agreement__in=made[:40])
    count = late.update(send_by=today - timedelta(days=1), opens_on=today - timedelta(days=9), closes_on=today + timedelta(days=2))
    ahead = Window.objects.filter(state="open", send_by__gte=today, term=2).earliest("send_by")
    said = client.get("/calendar/?q=nothing").content.decode()
    assert count > LANES and f"{count} send-by days have passed" in said
    assert f'The next notice must leave by <time datetime="{ahead.send_by}"' in said


@pytest.mark.parametrize("state", ["all", "ahead"])
def test_a_month_tells_every_event_on_its_day(state, browse, cast):
    make_agreements(cast, 40)
    first = month_after(timezone.now().date(), 1)
    last = month_after(first, 1) - timedelta(days=1)
    Window.objects.filter(term__in=[1, 2]).update(opens_on=first.replace(day=9))
    page = browse(f"/calendar/?view=month&state={state}&month={first:%Y-%m}")["page"]
    rows = list(Window.objects.filter(state="open") if state == "ahead" else Window.objects.all())
    expected = Counter(day for w in rows for day in (getattr(w, kind) for kind in KINDS) if first <= day <= last)
    assert {d.day: len(d.events) + d.more for d in page.days if d.events} == dict(expected)
    assert all(len(d.events) <= SHOWN for d in page.days) and max(expected.values()) > SHOWN
    busiest = max(expected, key=expected.__getitem__)
    told = browse(f"/calendar/?view=month&state={state}&month={first:%Y-%m}&day={busiest}")["chosen_events"]
    assert len(told) == expected[busiest]


def test_filters_leave_exactly_what_they_name(browse, cast):
    made = make_agreements(cast, 30)
    dearest = Agreement.objects.aggregate(Max("yearly_fee"))["yearly_fee__max"]
    rows = browse(f"/calendar/?state=ahead&least={int(dearest)}")["rows"]
    assert rows and {w.agreement.yearly_fee for w in rows} == {dearest}
    first = Window.objects.filter(state="open", agreement=next(a for a in made if a.windows.exists())).order_by("closes_on").first()
    before = len(browse("/calendar/?state=undecided")["rows"])
    decision = Decision.objects.create(window=first, choice="renegotiate", decided_by=cast.owner)
    states = {"negotiated": ("renegotiate", "holds"), "unsent": ("opt_out", "holds"), "approval": ("renew", "proposed"), "undecided": ("renew", "returned")}
    for shown_in, (decision.choice, decision.state) in states.items():
        decision.save()
        for state in states:
            expected = [first.pk] if state == shown_in else []
            rows = browse(f"/calendar/?state={state}")["rows"]
            if state == "undecided":
                assert len(rows) == before - 1 + len(expected)
            else:
                assert [w.pk for w in rows] == expected
    Window.objects.filter(pk=first.pk).update(state="exercised")
    assert [w.pk for w in browse("/calendar/?state=exercised")["rows"]] == [first.pk]


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 400), st.integers(0, 90))
def test_the_years_bars_stand_in_their_months(today, ahead, length):
    closes = today + timedelta(days=ahead)
    window = Window(
        agreement=Agreement(yearly_fee=Decimal(10)), opens_on=closes - timedelta(days=length), send_by=closes, closes_on=closes, renews_on=closes
    )
    picture = draw_year([window], today)
    for lane in picture.lanes:
        assert 0 <= lane.x <= lane.notch <= lane.closes <= 100
        month = (closes.year - today.year) * 12 + closes.month - today.month
        assert min(month, YEAR) * 100 / YEAR - 0.01 <= lane.notch <= min(month + 1, YEAR) * 100 / YEAR
    assert len(picture.months) == YEAR and picture.months[0].x == 0


@given(st.text(max_size=8))
def test_any_words_for_a_month_give_a_month(text):
    assert month_of(text, date(2026, 11, 26)).day == 1


def test_a_month_is_read_as_it_is_written():
    assert month_of("2027-02", date(2026, 11, 26)) == date(2027, 2, 1)
    assert month_of("2027-13", date(2026, 11, 26)) == month_of("0000-01", date(2026, 11, 26)) == date(2026, 11, 1)


@pytest.mark.parametrize("place", ["US", "GB", "DE", "IL", "AE", "XX"])
def test_every_holiday_that_is_named_is_no_working_day(place):
    names = holiday_names(place, date(2026, 12, 1), date(2027, 12, 31))
    assert all(name and not is_working_day(day, place) for day, name in names.items())
    assert bool(names) == (place != "XX")


@pytest.mark.parametrize(
    ("value", "says"),
    [("0", "$0.00"), ("940", "$940"), ("999.6", "$1k"), ("1000", "$1k"), ("84200", "$84k"), ("9940", "$9.9k"), ("999600", "$1M"), ("1230000", "$1.2M"), ("2500000000", "$2.5B")],
)
def test_money_in_short(value, says):
    assert brief(Money(currency="USD"), Decimal(value)) == says
    assert brief(Money(currency="CHF"), Decimal(84200)) == "84k CHF"
