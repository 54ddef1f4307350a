"""What a moderator was asked about: theirs alone, for a while, begun once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotFoundError
from cogs.moderation.purging.held import ASKED_FOR, MOST_ASKED, AskedPurges
from cogs.moderation.purging.records import Filter

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
MEI, NOOR = 30, 31
ALL = Filter(most=9)


def asked(held: AskedPurges) -> str:
    return held.put(20, MEI, (1, 2, 3), ALL, "Spam", at=NOW)


def test_only_who_was_asked_can_begin_or_stop_it():
    held = AskedPurges()
    token = asked(held)

    with pytest.raises(NotFoundError):
        held.take(token, NOOR, at=NOW)
    assert not held.stop(token, NOOR)
    found = held.take(token, MEI, at=NOW)
    assert not found.is_stopped
    assert held.stop(token, MEI)
    assert found.is_stopped


def test_it_begins_once_and_in_time():
    held = AskedPurges()
    first, late = asked(held), asked(held)
    held.take(first, MEI, at=NOW)

    with pytest.raises(NotFoundError, match="asks you before anything goes"):
        held.take(first, MEI, at=NOW)
    with pytest.raises(NotFoundError):
        held.take(late, MEI, at=NOW + ASKED_FOR + timedelta(seconds=1))


def test_the_oldest_gives_way_and_what_is_over_cannot_be_stopped():
    held = AskedPurges()
    tokens = [asked(held) for _ in range(MOST_ASKED + 1)]

    assert not held.stop(tokens[0], MEI)
    assert held.stop(tokens[-1], MEI)
    held.drop(tokens[-1])
    held.drop(tokens[-1])
    assert not held.stop(tokens[-1], MEI)
