"""An organisation's numbers and rules, out of their row and back."""

from __future__ import annotations

from contracts.periods import Period
from reviews.models import Playbook
from reviews.playbook import Terms, newest_playbook, own_thresholds, terms_of, thresholds_from_json, thresholds_to_json
from reviews.rule import Thresholds

WANTED = Thresholds(uptime_percent=99.95, longest_renewal=Period(12, "month"), failures_per_month=1)


def test_numbers_come_back_as_they_were():
    assert thresholds_from_json(thresholds_to_json(WANTED)) == WANTED
    assert thresholds_from_json(own_thresholds(WANTED)) == WANTED
    assert own_thresholds(WANTED) == {"uptime_percent": 99.95, "longest_renewal": "P12M", "failures_per_month": 1}
    assert own_thresholds(Thresholds()) == {}


def test_the_newest_holds_and_an_organisation_without_any_has_our_own(cast):
    assert newest_playbook(cast.organisation) is None and terms_of(None) == Terms()
    for number, off in ((1, ["renews_automatically"]), (2, [])):
        Playbook.objects.create(organisation=cast.organisation, number=number, thresholds=own_thresholds(WANTED), rules_off=off)
    assert terms_of(newest_playbook(cast.organisation)) == Terms(WANTED)
    assert newest_playbook(cast.elsewhere) is None
