"""Decisions, approvals and sent notices, in every order: the alarm runs until a renewal holds or a notice is sent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from reviews import notice_sending, undoing, window_deciding
from reviews.deciding import Refused, WrongValue
from reviews.models import Decision, Notice, Reminder, Window

TODAY = date(2026, 11, 24)
IN_WINDOW = date(2027, 1, 18)


@pytest.fixture
def window(reviewed) -> Window:
    """Opens on 14 January 2027, to be sent by 26 January, closes on the 29th; the fee is not known."""
    return reviewed.document.agreement.windows.get(term=1)


@pytest.fixture
def careful(cast):
    cast.organisation.approval_above = Decimal(10_000)
    cast.organisation.save()


class Oracle:
    """What a person with a pencil would know after the acts: decisions with whether they hold, and whether a notice counts."""

    def __init__(self, needs_approval: bool) -> None:
        self.needs, self.stack, self.sent, self.counts = needs_approval, [], False, False

    def alarm_runs(self) -> bool:
        renewed = bool(self.stack) and self.stack[-1] == ("renew", "holds")
        return not renewed and not self.counts


def acts(window, cast):
    """Each act by its name: what is called, and what it does to the pencil's knowledge where it is not refused."""

    def decide(choice):
        def told(o):
            o.stack.append((choice, "proposed" if o.needs else "holds"))

        return lambda: window_deciding.record_window_decision(window, cast.owner, choice, "", IN_WINDOW), told

    def answered(state):
        def told(o):
            o.stack[-1] = (o.stack[-1][0], state)

        return told

    def send(kind, day):
        def told(o):
            o.sent, o.counts = True, day == IN_WINDOW

        how = {"how": "hand", "to": "Northgate", "today": IN_WINDOW, "sent_on": day}
        return lambda: notice_sending.record_sent(window, cast.owner, kind, **how), told

    def newest():
        found = window.notices.exclude(sent_on=None).first()
        if found is None:
            raise Refused("none")
        return found

    def unsent(o):
        o.sent = o.counts = False

    return {
        "renew": decide("renew"),
        "renegotiate": decide("renegotiate"),
        "opt out": decide("opt_out"),
        "approve": (lambda: window_deciding.record_approval(window, cast.admin, IN_WINDOW), answered("holds")),
        "return": (lambda: window_deciding.record_return(window, cast.admin, "No", IN_WINDOW), answered("returned")),
        "undo": (lambda: undoing.record_window_undo(window, cast.admin, IN_WINDOW), lambda o: o.stack.pop()),
        "send": send("opt_out", IN_WINDOW),
        "send too early": send("opt_out", IN_WINDOW - timedelta(days=30)),
        "send protective": send("protective", IN_WINDOW),
        "count": (lambda: notice_sending.record_counting(newest(), cast.admin, "They confirmed", IN_WINDOW), lambda o: setattr(o, "counts", True)),
        "take back": (lambda: notice_sending.record_sending_undone(newest(), cast.admin, IN_WINDOW), unsent),
    }


@pytest.mark.parametrize(("limit", "depth"), [(None, 3), (Decimal(10_000), 4)])
def test_in_every_order_of_four_acts_the_alarm_runs_until_a_renewal_holds_or_a_notice_counts(window, cast, limit, depth):
    cast.organisation.approval_above = limit
    cast.organisation.save()
    done: dict[str, int] = {}
    seen: dict[object, int] = {}

    def walk(path: tuple[str, ...], oracle: Oracle) -> None:
        window.refresh_from_db()
        waiting = window.reminders.filter(state=Reminder.State.WAITING).exists()
        assert (window.state == Window.State.OPEN) is waiting is oracle.alarm_runs(), path
        later = set(window.agreement.windows.filter(term__gt=1).values_list("state", flat=True))
        assert later == ({"withdrawn"} if oracle.counts else {"open"}), path
        stands = Decision.objects.filter(window=window).values_list("choice", "state").first()
        notices = tuple(window.notices.order_by("kind").values_list("kind", "sent_on", "counts"))
        known = (stands, notices, tuple(oracle.stack[len(path) - depth :]))
        if len(path) == depth or seen.get(known, depth) <= len(path):  # the same again, with no more acts to come, tells nothing new
            return
        seen[known] = len(path)
        for name, (act, told) in acts(window, cast).items():
            with transaction.atomic():
                try:
                    act()
                except Refused:
                    pass
                else:
                    after = Oracle(oracle.needs)
                    after.stack, after.sent, after.counts = list(oracle.stack), oracle.sent, oracle.counts
                    told(after)
                    done[name] = done.get(name, 0) + 1
                    walk((*path, name), after)
                transaction.set_rollback(True)

    walk((), Oracle(limit is not None))
    assert set(done) == set(acts(window, cast)) - (set() if limit else {"approve", "return"})


@pytest.mark.parametrize(
    ("fee", "currency", "waits"), [(None, "USD", True), (9_999, "USD", False), (10_000, "USD", False), (10_001, "USD", True), (1, "EUR", True)]
)
def test_more_than_the_amount_or_an_unknown_one_waits_for_a_second_person(window, cast, careful, fee, currency, waits):
    window.agreement.yearly_fee, window.agreement.currency = fee, currency
    window.agreement.save()
    decision = window_deciding.record_window_decision(window, cast.owner, "renew", "", TODAY)
    assert (decision.state == "proposed") is waits


def test_where_nobody_else_may_approve_it_says_what_to_do(window, cast, careful):
    proposed = window_deciding.record_window_decision(window, cast.owner, "opt_out", "", TODAY)
    assert window_deciding.who_may_answer(proposed) == "Ada may approve it."
    cast.admin.is_active = False
    cast.admin.save()
    with pytest.raises(Refused, match=r"somebody else has to answer. Nobody else here may approve: an admin has to give"):
        window_deciding.record_approval(window, cast.owner, TODAY)


def test_what_is_returned_says_why_and_may_be_proposed_again(window, cast, careful):
    window_deciding.record_window_decision(window, cast.owner, "opt_out", "Too dear", TODAY)
    with pytest.raises(WrongValue, match="Say why"):
        window_deciding.record_return(window, cast.admin, " ", TODAY)
    returned = window_deciding.record_return(window, cast.admin, "Ask finance first", TODAY)
    assert (returned.state, returned.answer, returned.answered_by) == ("returned", "Ask finance first", cast.admin)
    again = window_deciding.record_window_decision(window, cast.owner, "opt_out", "Finance agrees", TODAY)
    assert again.state == "proposed" and again.answer == "" and again.answered_by is None


def test_a_negotiation_that_begins_late_has_its_protective_notice_at_once(window, cast):
    window_deciding.record_window_decision(window, cast.owner, "renegotiate", "", date(2027, 1, 18))
    assert not window.notices.exists(), "the third-last step is that of the 19th"
    window_deciding.record_window_decision(window, cast.owner, "renegotiate", "", date(2027, 1, 20))
    assert [notice.kind for notice in window.notices.all()] == ["protective"]


def test_an_approved_decision_stands_again_with_its_approval(window, cast, careful):
    window_deciding.record_window_decision(window, cast.owner, "renew", "Good service", TODAY)
    window_deciding.record_approval(window, cast.admin, TODAY)
    window_deciding.record_window_decision(window, cast.owner, "renegotiate", "", TODAY, valid_until=date(2027, 1, 10))
    undoing.record_window_undo(window, cast.owner, TODAY)
    stands = Decision.objects.get(window=window)
    assert (stands.choice, stands.state, stands.answered_by, stands.valid_until) == ("renew", "holds", cast.admin, None)
    assert stands.answered_at is not None and Window.objects.get(pk=window.pk).state == "decided"


@pytest.mark.parametrize(
    ("choice", "until", "says"),
    [
        ("renegotiate", date(2027, 1, 26), ""),
        ("renegotiate", date(2027, 1, 27), "26 January 2027"),
        ("opt_out", TODAY, ""),
        ("opt_out", date(2026, 11, 23), "from today"),
        ("renew", date(2027, 1, 10), "needs no last day"),
    ],
)
def test_its_last_day_lies_between_today_and_the_send_by_day(window, cast, choice, until, says):
    if says:
        with pytest.raises(WrongValue, match=says):
            window_deciding.record_window_decision(window, cast.owner, choice, "", TODAY, valid_until=until)
        assert not Decision.objects.exists()
    else:
        assert window_deciding.record_window_decision(window, cast.owner, choice, "", TODAY, valid_until=until).valid_until == until


def test_a_window_that_has_closed_takes_no_decision_but_the_notice_that_was_sent_in_time(window, cast):
    after = window.closes_on + timedelta(days=3)
    with pytest.raises(Refused, match="closed on 29 January 2027"):
        window_deciding.record_window_decision(window, cast.owner, "opt_out", "", after)
    told = {"how": "hand", "to": "Northgate", "today": after}
    notice = notice_sending.record_sent(window, cast.owner, Notice.Kind.OPT_OUT, sent_on=IN_WINDOW, **told)
    window.refresh_from_db()
    assert notice.counts and window.state == Window.State.EXERCISED
