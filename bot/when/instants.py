"""From what clocks show in a place to the instant, also on the days when clocks change."""

from datetime import UTC, datetime, timedelta, tzinfo

SECOND = timedelta(seconds=1)


def instants_of(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The instants (UTC) at which clocks in `zone` show `local`: one, or two, or none.

    Args:
        local: Naive wall time.
        zone: Where it is shown.
    """
    both = (_taken_as(local, zone, fold=fold) for fold in (0, 1))
    shown = {instant for instant in both if wall_time(instant, zone) == local}
    return tuple(sorted(shown))


def instant_of(local: datetime, zone: tzinfo) -> datetime:
    """The first instant (UTC) at which clocks in `zone` show `local` or later.

    So a time that is skipped moves to the next that exists, and one that comes twice is the first.
    """
    if shown := instants_of(local, zone):
        return shown[0]
    return _change_between(_taken_as(local, zone, fold=1), _taken_as(local, zone, fold=0), zone)


def wall_time(instant: datetime, zone: tzinfo) -> datetime:
    """What clocks in `zone` show at an aware `instant`, naive."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _taken_as(local: datetime, zone: tzinfo, *, fold: int) -> datetime:
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _change_between(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The second at which the clocks go forward, known to lie in the span given."""
    new_offset = after.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // (2 * SECOND) * SECOND
        if middle.astimezone(zone).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after
