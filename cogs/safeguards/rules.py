"""Whose crisis lines come first."""

from collections.abc import Iterable, Sequence

from bot.catalog.records import CrisisLine

# Discord languages that do not name their country.
SPOKEN_IN = {"ja": "JP", "da": "DK", "el": "GR", "hi": "IN"}


def countries_first(
    chosen: Sequence[str], locale: str, available: Iterable[str]
) -> tuple[str, ...]:
    """Which countries to show at once: the server's, else the one of the member's Discord language.

    Args:
        chosen: The countries that the server chose; empty outside a server.
        locale: The member's Discord language, such as "en-GB".
        available: Countries with lines.

    Returns:
        Country codes, perhaps none: then a select of all has to do.
    """
    there = set(available)
    if wanted := tuple(code for code in chosen if code in there):
        return wanted
    spoken = SPOKEN_IN.get(locale, locale.rpartition("-")[2].upper())
    return (spoken,) if spoken in there else ()


def lines_of(country: str, lines: Iterable[CrisisLine]) -> tuple[CrisisLine, ...]:
    """The lines of one country, in the catalogue's order."""
    return tuple(line for line in lines if line.country_code == country)
