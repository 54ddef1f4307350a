"""The tables of zone names hold what the zone database and CLDR say."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.when.places import LONG_NAMES, TWELVE_HOUR_CLOCK
from bot.when.words import FILLERS, MONTHS, NUMBERS, WEEKDAYS, plain
from bot.when.zone_index import Meaning, counts_24_hours, zone_index
from bot.when.zone_words import meant_here, zone_words_in
from bot.when.zones import zone_names

YEAR = 2026
# Known to those who live there; to everybody else they are the American ones.
LESS_KNOWN = {("PST", "Asia/Manila"), ("CST", "America/Havana"), ("CDT", "America/Havana")}


def abbreviations_in_use() -> set[tuple[str, str, timedelta]]:
    found = set[tuple[str, str, timedelta]]()
    for zone in zone_names():
        for month in (1, 7):
            there = datetime(YEAR, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone))
            name, offset = there.tzname(), there.utcoffset()
            if name and offset is not None and name.isalpha():
                found.add((name, zone, offset))
    return found


def test_every_abbreviation_in_use_means_all_that_it_stands_for():
    index = zone_index()

    for name, zone, offset in abbreviations_in_use():
        if (name, zone) in LESS_KNOWN or zone == "UTC" or name == "GMT":
            continue
        offsets = {meaning.offset for meaning in index[name.casefold()]}
        assert offset in offsets, (name, zone)


def test_every_place_of_the_tables_is_a_zone():
    assert {m.zone for meanings in zone_index().values() for m in meanings} <= set(zone_names())


def test_no_place_is_called_like_a_word_of_time():
    assert not zone_index().keys() & (WEEKDAYS.keys() | MONTHS.keys() | FILLERS | NUMBERS.keys())


def test_every_zone_is_named_whole():
    for zone in zone_names():
        words = zone_words_in(f"tomorrow 6pm {plain(zone)}")
        assert words.rest == "tomorrow 6pm"
        assert len(words.meanings) == 1


def test_the_long_names_are_those_of_cldr():
    assert LONG_NAMES.keys() <= Locale("en").meta_zones.keys()
    assert zone_index()["eastern daylight time"] == (Meaning("America/New_York"),)
    assert zone_index()["british summer time"] == (Meaning("Europe/London"),)


def test_the_territories_with_am_and_pm_are_those_of_cldr():
    found = set[str]()
    for territory in set(get_global("zone_territories").values()) - {"001", "ZZ"}:
        try:
            pattern = Locale.parse(f"und_{territory}").time_formats["short"].pattern
        except UnknownLocaleError:
            continue
        if "a" in pattern:
            found.add(territory)

    assert found - TWELVE_HOUR_CLOCK == set()
    assert counts_24_hours("Europe/London")
    assert counts_24_hours("UTC")
    assert not counts_24_hours("America/New_York")
    assert not counts_24_hours("US/Eastern")


def test_old_names_mean_the_present_ones():
    assert zone_index()["asia/calcutta"] == (Meaning("Asia/Kolkata"),)
    assert zone_index()["us/eastern"] == (Meaning("America/New_York"),)


@pytest.mark.parametrize(
    ("text", "rest", "zone"),
    [
        ("28 nov 9:30 london", "28 nov 9:30", "Europe/London"),
        ("6pm in new york tomorrow", "6pm tomorrow", "America/New_York"),
        ("6pm new york time zone", "6pm", "America/New_York"),
        ("6pm toronto, canada", "6pm", "America/Toronto"),
        ("6pm london uk", "6pm", "Europe/London"),
        ("6pm boston et", "6pm", "America/New_York"),
        ("6pm phoenix mst", "6pm", "America/Phoenix"),
        ("6pm est toronto", "6pm", "America/Toronto"),
        ("6pm cet madrid", "6pm", "Europe/Madrid"),
        ("6pm west virginia", "6pm", "America/New_York"),
        ("6pm western australia", "6pm", "Australia/Perth"),
    ],
)
def test_words_for_a_zone_come_off_wherever_they_stand(text: str, rest: str, zone: str):
    words = zone_words_in(text)

    assert words.rest == rest
    assert [meaning.zone for meaning in words.meanings] == [zone]


@pytest.mark.parametrize(
    "text", ["6pm est pst", "6pm london est", "6pm cst est", "6pm paris berlin"]
)
def test_two_zones_clash(text: str):
    assert zone_words_in(text).clash


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("18:00 utc+2", 2),
        ("18:00 gmt-5", -5),
        ("18:00+05:30", 5.5),
        ("18:00 -05:00", -5),
        ("18:00-0500", -5),
    ],
)
def test_an_offset_from_utc_is_a_zone(text: str, hours: float):
    assert zone_words_in(text).meanings == (Meaning("", timedelta(hours=hours)),)


@pytest.mark.parametrize("text", ["2026-12-01", "18-12-2026", "6-7pm", "18:00 utc+99", "18:00-5"])
def test_dates_and_ranges_are_no_offsets(text: str):
    assert not any(meaning.zone == "" for meaning in zone_words_in(text).meanings)


@pytest.mark.parametrize(
    ("name", "zone", "hours"),
    [
        ("cst", "America/Chicago", -6),
        ("cst", "Asia/Shanghai", 8),
        ("pst", "Asia/Manila", 8),
        ("ist", "Asia/Kolkata", 5.5),
    ],
)
def test_where_an_abbreviation_is_used_it_means_the_own_one(name: str, zone: str, hours: float):
    words = zone_words_in(f"6pm {name}")

    assert meant_here(words, [zone], YEAR) == (Meaning(zone, timedelta(hours=hours)),)


def test_elsewhere_an_abbreviation_keeps_all_its_meanings():
    words = zone_words_in("6pm ist")

    assert len(meant_here(words, ["America/New_York"], YEAR)) == 3
    assert meant_here(zone_words_in("6pm et"), ["Asia/Kolkata"], YEAR) == (
        Meaning("America/New_York"),
    )
