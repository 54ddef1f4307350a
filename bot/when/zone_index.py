"""Every name of a time zone that can be typed, and what it stands for."""

import functools
import importlib.resources
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from bot.when.places import (
    ABBREVIATIONS,
    CITIES,
    GENERAL,
    LONG_NAMES,
    REGIONS,
    TWELVE_HOUR_CLOCK,
)
from bot.when.words import TIME_WORDS, plain
from bot.when.zones import place_of, zone_names

# Their places are words such as "Eastern" or "West", and of each there is another name.
OLD_NAMES = ("US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "Australia/")
CURATED_COUNTRIES = frozenset({"US", "CA", "AU", "DE", "ES", "PT", "CN", "NZ"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name may stand for: a zone, or the fixed offset that an abbreviation says."""

    zone: str
    offset: timedelta | None = None


Index = dict[str, tuple[Meaning, ...]]
_Names = Mapping[str, Mapping[str, str]]


@functools.cache
def zone_index() -> Index:
    """From name, in plain words, to what it means; the first use takes some 50 ms."""
    found: defaultdict[str, dict[Meaning, None]] = defaultdict(dict)
    for name, meaning in (*_geographic(), *_curated(), *_abbreviated(), *_long_names()):
        found[plain(name)][meaning] = None
    # A whole name means one zone, whatever places are called like it.
    found |= {plain(name): {Meaning(_current(name)): None} for name in zone_names()}
    return {name: tuple(found[name]) for name in found.keys() - TIME_WORDS}


@functools.cache
def counts_24_hours(zone: str) -> bool:
    """Whether clocks there count to 24, so that "9:30" is in the morning; False if unknown."""
    territory = next((code for code, name in _zone_table() if name == zone), None)
    return zone == "UTC" or (territory is not None and territory not in TWELVE_HOUR_CLOCK)


@functools.cache
def _zone_table() -> tuple[tuple[str, str], ...]:
    text = importlib.resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1].isalpha()]
    return tuple((row[0], row[2]) for row in rows)


def _geographic() -> Iterator[tuple[str, Meaning]]:
    for zone in zone_names():
        if zone in _listed() or not zone.startswith(OLD_NAMES):
            yield place_of(zone), Meaning(_current(zone))
    yield from _countries()


def _countries() -> Iterator[tuple[str, Meaning]]:
    from babel import Locale

    names = Locale("en").territories
    zones: defaultdict[str, list[str]] = defaultdict(list)
    for code, zone in _zone_table():
        zones[code].append(zone)
    for code, here in zones.items():
        if code not in CURATED_COUNTRIES and code in names:
            yield from ((names[code], Meaning(zone)) for zone in here)


def _curated() -> Iterator[tuple[str, Meaning]]:
    for line in f"{CITIES}{REGIONS}{GENERAL}".split("\n"):
        zone, _, names = line.partition(": ")
        yield from ((name, Meaning(zone)) for name in names.split(", ") if name)


def _abbreviated() -> Iterator[tuple[str, Meaning]]:
    for line in ABBREVIATIONS.strip().split("\n"):
        zone, _, entries = line.partition(": ")
        for entry in entries.split(", "):
            name, hours = entry.split()
            yield name, Meaning(zone, None if zone == "UTC" else timedelta(hours=float(hours)))


def _long_names() -> Iterator[tuple[str, Meaning]]:
    from babel import Locale

    english = Locale("en")
    metazones: Mapping[str, _Names] = english.meta_zones
    for zone, names in cast("Mapping[str, _Names]", english.time_zones).items():
        meaning = Meaning("UTC" if zone == "Etc/UTC" else zone)
        yield from ((name, meaning) for name in names.get("long", {}).values())
    for metazone, zone in LONG_NAMES.items():
        yield from ((name, Meaning(zone)) for name in metazones[metazone]["long"].values())


@functools.cache
def _current(zone: str) -> str:
    """The zone's present name: Asia/Kolkata for Asia/Calcutta."""
    from babel.core import get_global

    if zone in _listed():
        return zone
    named: str = get_global("zone_aliases").get(zone, zone)
    return named if named in _listed() else zone


@functools.cache
def _listed() -> frozenset[str]:
    return frozenset(zone for _, zone in _zone_table())
