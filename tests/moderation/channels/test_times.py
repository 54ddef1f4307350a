"""How long a lock lasts and how slow a channel is, as people type it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InvalidInputError
from cogs.moderation.channels.times import end_of, slowmode_of, suggested_ends

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("2 hours", timedelta(hours=2)),
        ("1h", timedelta(hours=1)),
        ("until tomorrow 9:00 am London", timedelta(hours=21)),
        ("1 minute", timedelta(minutes=1)),
    ],
)
def test_a_lock_lasts_as_long_as_was_typed(typed: str, length: timedelta):
    assert end_of(typed, now=NOW) == NOW + length


def test_a_moment_is_read_in_the_members_zone():
    ends = end_of("tomorrow 9 am", now=NOW, member_zone="America/New_York")
    assert ends == datetime(2026, 11, 26, 14, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["a while", "", "30 seconds", "2 years"])
def test_what_is_no_length_is_refused(typed: str):
    with pytest.raises(InvalidInputError):
        end_of(typed, now=NOW)


def test_a_moment_that_can_mean_two_is_asked_about():
    with pytest.raises(InvalidInputError, match=r"\n- .*09:00.*\n- .*21:00"):
        end_of("tomorrow at 9", now=NOW, server_zone="Europe/London")


def test_what_is_picked_from_suggestions_is_read_as_it_was_shown():
    offered = suggested_ends("90 min", now=NOW, server_zone="Europe/London")
    assert offered[0][0].startswith("1 hour 30 minutes: Wed 25 Nov 2026, 13:30 London, in ")
    assert end_of(offered[0][1], now=NOW) == NOW + timedelta(minutes=90)
    assert [end_of(value, now=NOW) - NOW for _, value in suggested_ends("", now=NOW)] == [
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(days=1),
    ]
    assert suggested_ends("tomorrow 9:00", now=NOW, server_zone="Europe/London")


@pytest.mark.parametrize(
    ("typed", "pause"),
    [("30", 30), ("10s", 10), ("5 min", 300), ("6h", 21600), ("off", 0), ("0", 0), ("None", 0)],
)
def test_a_pause_is_read(typed: str, pause: int):
    assert slowmode_of(typed) == timedelta(seconds=pause)


@pytest.mark.parametrize("typed", ["6h 1s", "slow", "-1"])
def test_a_pause_that_discord_does_not_have_is_refused(typed: str):
    with pytest.raises(InvalidInputError):
        slowmode_of(typed)
