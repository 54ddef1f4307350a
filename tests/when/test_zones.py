"""Time zones as people type them."""

import contextlib
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInputError
from bot.when.zones import place_of, zone_named, zone_names, zones_like


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("New York", "America/New_York"),
        ("  new york ", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("LONDON", "Europe/London"),
        ("são paulo", "America/Sao_Paulo"),
        ("utc", "UTC"),
    ],
)
def test_a_city_or_a_name_is_enough(typed: str, meant: str):
    assert zone_named(typed) == ZoneInfo(meant)


def test_a_part_of_a_name_gets_the_zones_it_may_mean():
    with pytest.raises(InvalidInputError, match="`America/New_York`"):
        zone_named("new yo")


@pytest.mark.parametrize("typed", ["", "Springfield", "+05:00"])
def test_an_unknown_city_gets_an_example(typed: str):
    with pytest.raises(InvalidInputError, match="large city"):
        zone_named(typed)


def test_suggestions_begin_with_the_place_that_was_typed():
    assert zones_like("lon")[0] == "Europe/London"
    assert len(zones_like("a")) == 25


@given(st.text(max_size=60))
def test_any_text_is_answered_with_a_zone_or_a_sentence(typed: str):
    with contextlib.suppress(InvalidInputError):
        assert zone_named(typed).key in zone_names()
    assert len(zones_like(typed)) <= 25


def test_every_zone_is_found_by_its_own_name_and_shown_by_its_place():
    for name in zone_names():
        assert zone_named(name).key == name
        assert "_" not in place_of(name)
