"""The words for a time zone in a typed time, taken off the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.zone_index import Index, Meaning, zone_index

LONGEST_NAME_WORDS = 5
TRAILING = frozenset({"time", "timezone", "tz", "zone"})
LEADING = frozenset({"in", "at"})
OFFSET = re.compile(
    r"(?:\b(?:utc|gmt)\s?|(?<=:\d\d)|(?<=:\d\d )(?=[+-]\d\d:))"
    r"(?P<sign>[+-])(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?(?![\d:-])"
)


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """What is left of the text, and what its words for a zone may stand for.

    No meanings: it has no such words. Several: it cannot be told. `clash` names two that differ.
    """

    rest: str
    meanings: tuple[Meaning, ...] = ()
    name: str = ""
    clash: str = ""

    @property
    def title(self) -> str:
        """The name as people write it: "CST", "Portland"."""
        abbreviated = any(meaning.offset is not None for meaning in self.meanings)
        return self.name.upper() if abbreviated else self.name.title()


def zone_words_in(text: str) -> ZoneWords:
    """Take the words for a zone off a text of plain words."""
    if (offset := OFFSET.search(text)) and (meaning := _offset_meaning(offset)):
        rest = f"{text[: offset.start()]} {text[offset.end() :]}"
        return ZoneWords(" ".join(rest.split()), (meaning,), offset[0])
    found = ZoneWords(text)
    while another := _first_name(found.rest.split(), zone_index()):
        found = _together(found, another)
        if found.clash:
            break
    return found


def in_use(name: str, zone: str, year: int) -> timedelta | None:
    """The offset from UTC for which clocks in `zone` are called `name` that year, if they are."""
    for month in (1, 7):
        there = datetime(year, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone))
        if (there.tzname() or "").casefold() == name:
            return there.utcoffset()
    return None


def meant_here(words: ZoneWords, zones: Sequence[str], year: int) -> tuple[Meaning, ...]:
    """The meanings, but where `zones` (whose they are) use the abbreviation, that one alone."""
    if not any(meaning.offset is not None for meaning in words.meanings):
        return words.meanings
    for zone in zones:
        if (offset := in_use(words.name, zone, year)) is not None:
            return (Meaning(zone, offset),)
    return words.meanings


def _offset_meaning(offset: re.Match[str]) -> Meaning | None:
    hours, minutes = int(offset["h"]), int(offset["m"] or 0)
    if hours > 14 or minutes > 59 or (not offset["m"] and offset[0][0] in "+-"):
        return None
    length = timedelta(hours=hours, minutes=minutes)
    return Meaning("", -length if offset["sign"] == "-" else length)


def _first_name(words: list[str], index: Index) -> ZoneWords | None:
    bare = [word.strip(".,'") for word in words]
    for at in range(len(words)):
        for end in range(min(at + LONGEST_NAME_WORDS, len(words)), at, -1):
            name = " ".join(bare[at:end])
            if name in index:
                start, end = _with_neighbours(bare, at, end)
                return ZoneWords(" ".join(words[:start] + words[end:]), index[name], name)
    return None


def _with_neighbours(words: list[str], start: int, end: int) -> tuple[int, int]:
    if start and words[start - 1] in LEADING:
        start -= 1
    while end < len(words) and words[end] in TRAILING:
        end += 1
    return start, end


def _together(before: ZoneWords, another: ZoneWords) -> ZoneWords:
    """Both names, as "Portland, Oregon" or "London BST"; a clash where they name two zones."""
    if not before.meanings:
        return another
    both = [m for one in before.meanings for other in another.meanings if (m := _both(one, other))]
    name = before.name if any(m.offset is not None for m in before.meanings) else another.name
    clash = "" if both else f"{before.title} and {another.title}"
    return ZoneWords(another.rest, tuple(dict.fromkeys(both)), name, clash)


def _both(one: Meaning, other: Meaning) -> Meaning | None:
    if one.zone == other.zone:
        return one if one.offset is not None else other
    if one.offset is None and other.offset is None:
        return None
    if one.offset is not None and other.offset is not None:
        return None
    place, offset = (one, other.offset) if one.offset is None else (other, one.offset)
    there = ZoneInfo(place.zone)
    months = (datetime(2026, month, 1, tzinfo=UTC).astimezone(there) for month in (1, 7))
    return Meaning(place.zone, offset) if any(m.utcoffset() == offset for m in months) else None
