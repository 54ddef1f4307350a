"""Time zones by the names that people use: "new york", "London", "America/Chicago"."""

import functools
import importlib.resources
import unicodedata
from zoneinfo import ZoneInfo, reset_tzpath

from bot.errors import InvalidInputError

# The machine's own zone data may be years behind the pinned tzdata; two machines must agree.
reset_tzpath(to=())
# Zones without a place of their own; nobody lives in them.
PLACELESS = ("Etc/", "SystemV/", "posix/", "right/")


@functools.cache
def zone_names() -> tuple[str, ...]:
    """All IANA zones with a place, and UTC, in alphabetical order."""
    names = importlib.resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    return tuple(
        sorted(n for n in names if ("/" in n and not n.startswith(PLACELESS)) or n == "UTC")
    )


def place_of(zone: str) -> str:
    """How a zone is called for people: "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def zones_like(typed: str, *, limit: int = 25) -> list[str]:
    """Zones whose place or name begins with or holds what was typed, the best first."""
    wanted = _plain(typed)
    ranked = ((_rank(wanted, place, name), zone) for zone, place, name in _plain_names())
    found = [(rank, len(zone), zone) for rank, zone in ranked if rank is not None]
    return [zone for *_, zone in sorted(found)[:limit]]


def zone_named(typed: str) -> ZoneInfo:
    """The one zone that was meant.

    Raises:
        InvalidInputError: Nothing has that name, or several have.
    """
    wanted = _plain(typed)
    same = [(zone, name) for zone, place, name in _plain_names() if wanted in (place, name)]
    exact = [z for z, name in same if name == wanted] or [z for z, _ in same]
    if len(exact) == 1:
        return ZoneInfo(exact[0])
    near = zones_like(typed, limit=3) if wanted else []
    if not near:
        raise InvalidInputError(
            "I don't know that time zone. Type a large city in it, such as `New York` or `London`."
        )
    raise InvalidInputError(
        "I can't tell which time zone you mean. Please pick one: "
        + ", ".join(f"`{z}`" for z in near)
        + "."
    )


@functools.cache
def _plain_names() -> tuple[tuple[str, str, str], ...]:
    """Each zone with its place and its name as they are compared."""
    return tuple((zone, _plain(place_of(zone)), _plain(zone)) for zone in zone_names())


def _rank(wanted: str, place: str, name: str) -> int | None:
    if place == wanted or name == wanted:
        return 0
    if place.startswith(wanted):
        return 1
    if name.startswith(wanted):
        return 2
    return 3 if wanted in name else None


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().strip())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("_", " ")
