"""Whose crisis lines come first."""

from datetime import date

from bot.catalog.records import CrisisLine
from cogs.safeguards.rules import countries_first, lines_of

AVAILABLE = ("US", "CA", "GB", "JP", "DE")


def line(code: str, name: str) -> CrisisLine:
    return CrisisLine(
        id=name,
        country=code,
        country_code=code,
        name=name,
        phone="1",
        text=None,
        url="https://example.org/",
        hours="24/7",
        languages=("English",),
        notes="",
        verified_on=date(2026, 11, 23),
    )


def test_the_servers_countries_come_first():
    assert countries_first(("CA", "US"), "en-GB", AVAILABLE) == ("CA", "US")


def test_without_a_server_the_language_tells_the_country():
    assert countries_first((), "en-GB", AVAILABLE) == ("GB",)
    assert countries_first((), "de", AVAILABLE) == ("DE",)
    assert countries_first((), "ja", AVAILABLE) == ("JP",)


def test_where_nothing_is_known_nothing_is_guessed():
    assert countries_first((), "ko", AVAILABLE) == ()
    assert countries_first(("KR",), "ko", AVAILABLE) == ()


def test_a_country_without_lines_falls_back_to_the_language():
    assert countries_first(("KR",), "en-US", AVAILABLE) == ("US",)


def test_lines_keep_the_catalogues_order():
    lines = [line("US", "b"), line("CA", "c"), line("US", "a")]

    assert [found.name for found in lines_of("US", lines)] == ["b", "a"]
