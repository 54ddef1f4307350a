"""From what was said, days and times and a place, to the instants that can be meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from bot.when.clocks import Clocks
from bot.when.instants import instant_of, instants_of, wall_time
from bot.when.wording import clock_wording, day_wording
from bot.when.zone_index import Meaning
from bot.when.zones import place_of


@dataclass(frozen=True, slots=True)
class Place:
    """Whose clocks are meant: those of `zone`, or what an abbreviation says beside them.

    `zone` is what the answer is shown in; with `fixed`, the offset alone counts.
    """

    zone: str
    offset: timedelta | None = None
    abbreviation: str = ""
    fixed: bool = False

    @property
    def clocks(self) -> tzinfo:
        """By which today is today, and a wall time is an instant."""
        if self.fixed and self.offset is not None:
            return timezone(self.offset)
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One instant (UTC) that can be meant. `doubt` is what must be asked even if it is alone."""

    instant: datetime
    zone: str
    doubt: str = ""


def place_for(meaning: Meaning, abbreviation: str, shown_in: str) -> Place:
    """The place that a meaning stands for; a bare offset is shown in `shown_in`."""
    if not meaning.zone:
        return Place(shown_in, meaning.offset, fixed=True)
    return Place(meaning.zone, meaning.offset, abbreviation.upper())


def candidates(
    days: Iterable[date], clocks: Clocks, place: Place, now: datetime
) -> list[Candidate]:
    """What lies ahead of `now` of all that can be meant, earliest first, each instant once."""
    found = {
        candidate.instant: candidate
        for day in days
        for clock in clocks.options
        for candidate in _shown_at(datetime.combine(day, time()) + clock, place)
        if candidate.instant > now
    }
    return sorted(found.values(), key=lambda candidate: candidate.instant)


def _shown_at(local: datetime, place: Place) -> Sequence[Candidate]:
    if place.offset is not None and not place.fixed:
        return _by_abbreviation(local, place, place.offset)
    shown = instants_of(local, place.clocks)
    if not shown:
        return _at_a_gap(local, place)
    return [Candidate(instant, place.zone) for instant in shown]


def _by_abbreviation(local: datetime, place: Place, offset: timedelta) -> Sequence[Candidate]:
    """For "18:00 EST": in summer, when nobody has EST, the place's own 18:00 may be meant."""
    literal = local.replace(tzinfo=timezone(offset)).astimezone(UTC)
    there = literal.astimezone(ZoneInfo(place.zone))
    if there.utcoffset() == offset:
        return [Candidate(literal, place.zone)]
    doubt = (
        f"{place_of(place.zone)} is not on {place.abbreviation} on {day_wording(local)}."
        " Which time do you mean?"
    )
    instants = (*instants_of(local, ZoneInfo(place.zone)), literal)
    return [Candidate(instant, place.zone, doubt) for instant in instants]


def _at_a_gap(local: datetime, place: Place) -> Sequence[Candidate]:
    """Clocks skip that time: the next that exists, and the time that has passed as many hours."""
    first = instant_of(local, place.clocks)
    resumes = wall_time(first, place.clocks)
    as_far = local.replace(tzinfo=place.clocks, fold=0).astimezone(UTC)
    doubt = (
        f"{clock_wording(local)} does not exist on {day_wording(local)} in"
        f" {place_of(place.zone)}: clocks go forward to {clock_wording(resumes)}."
        " Which time do you mean?"
    )
    return [Candidate(instant, place.zone, doubt) for instant in sorted({first, as_far})]
