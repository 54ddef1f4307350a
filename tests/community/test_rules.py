"""What help shows to whom, and how often a message is answered."""

from datetime import UTC, datetime, timedelta

from bot.help import Audience, HelpLine
from cogs.community.rules import POINT_OUT_EVERY, help_for, may_point_out

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_help_shows_somebody_only_what_they_may_use():
    lines = [HelpLine("help", "x"), HelpLine("settings set", "y", Audience.MANAGER)]

    assert help_for(lines, {Audience.MEMBER}) == (lines[0],)
    assert help_for(lines, {Audience.MEMBER, Audience.MANAGER}) == tuple(lines)


def test_a_message_is_answered_once_in_ten_minutes():
    assert may_point_out(None, NOW)
    assert not may_point_out(NOW - POINT_OUT_EVERY + timedelta(seconds=1), NOW)
    assert may_point_out(NOW - POINT_OUT_EVERY, NOW)
