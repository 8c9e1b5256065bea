"""Holidays are loaded a country at a time."""

import pytest

from reviews.workdays import holidays_known


@pytest.mark.parametrize("place", ["US", "US-OH", "GB", "GB-ENG", "DE-BY", "AE", "HK", "GI", "PR"])
def test_countries_whose_calendars_stand_on_anothers_load_too(place):
    assert holidays_known(place, 2026)


@pytest.mark.parametrize("place", ["XX", "YY-ZZ"])
def test_a_place_that_nobody_knows_has_none(place):
    assert not holidays_known(place, 2026)
