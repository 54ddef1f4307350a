"""A refused form is held for its author, for a while, and not without end."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotFoundError
from cogs.prompts.submitting.held import HELD_FOR, MOST_HELD, Held, Typed

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TYPED = Typed("basics", (), {"title": "A secret"})


async def test_it_is_given_back_until_its_time_is_over():
    held = Held()
    token = held.put(1, TYPED, now=NOW)

    assert held.get(1, token, now=NOW + HELD_FOR - timedelta(seconds=1)) is TYPED
    with pytest.raises(NotFoundError, match="15 minutes"):
        held.get(1, token, now=NOW + HELD_FOR)


async def test_nobody_else_gets_it():
    held = Held()
    token = held.put(1, TYPED, now=NOW)

    with pytest.raises(NotFoundError):
        held.get(2, token, now=NOW)
    with pytest.raises(NotFoundError):
        held.get(1, "something else", now=NOW)


async def test_the_oldest_go_when_there_are_too_many():
    held = Held()
    tokens = [held.put(1, TYPED, now=NOW) for _ in range(MOST_HELD + 1)]

    assert held.get(1, tokens[1], now=NOW) is TYPED
    with pytest.raises(NotFoundError):
        held.get(1, tokens[0], now=NOW)


async def test_what_was_typed_does_not_show_in_a_trace():
    assert "secret" not in repr(TYPED)
