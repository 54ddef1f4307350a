"""What is plain about jobs and delivery: marks, permissions, waits, sentences."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import refusals
from bot.delivery.asking import Discord
from bot.delivery.looking import may_read_history, snowflake_at
from bot.delivery.marks import FIRST_MARK, LAST_MARK, NONCE_CHARACTERS, mark_of, nonce_of
from bot.delivery.permissions import (
    ADMINISTRATOR,
    ALL,
    READ_MESSAGE_HISTORY,
    VIEW_CHANNEL,
    held_in_channel,
    held_in_guild,
)
from bot.jobs.rules import LONGEST_WAIT, first_of_each, wait_after
from bot.playground.communities import let_in
from bot.playground.permissions import Bit
from bot.when.zone_index import zone_index
from tests.jobs.house import Place

CODES = [value for value in vars(refusals).values() if isinstance(value, int)]


@given(st.integers(0, 2**63 - 1), st.text(max_size=100))
def test_nonces_and_marks_are_what_discord_takes_and_always_the_same(tag: int, step: str):
    assert 0 < len(nonce_of(tag, step)) <= NONCE_CHARACTERS <= 25
    assert FIRST_MARK <= mark_of(tag, step) <= LAST_MARK < 2**31
    assert (nonce_of(tag, step), mark_of(tag, step)) == (nonce_of(tag, step), mark_of(tag, step))


@given(st.integers(0, 2**63 - 1), st.text(max_size=100), st.text(max_size=100))
def test_parts_differ(tag: int, one: str, two: str):
    assert (one == two) == (nonce_of(tag, one) == nonce_of(tag, two))


def test_snowflakes_follow_the_time_and_never_are_negative():
    assert snowflake_at(datetime(2010, 1, 1, tzinfo=UTC)) == 0
    assert snowflake_at(datetime(2015, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1000 << 22


def test_waits_double_up_to_five_minutes():
    waits = [wait_after(attempt) for attempt in (1, 2, 3, 9, 10, 10_000)]

    assert waits[:3] == [timedelta(seconds=n) for n in (1, 2, 4)]
    assert waits[3:] == [timedelta(seconds=256), LONGEST_WAIT, LONGEST_WAIT]


@given(st.lists(st.tuples(st.integers(), st.none() | st.integers(0, 3))), st.integers(1, 5))
def test_one_of_each_channel_is_chosen_and_no_more_than_there_is_room_for(
    candidates: list[tuple[int, int | None]], room: int
):
    numbered = [(n, channel) for n, (_, channel) in enumerate(candidates)]
    chosen = first_of_each(numbered, room)

    channels = [channel for n, channel in numbered if n in chosen and channel is not None]
    assert len(chosen) <= room
    assert len(channels) == len(set(channels))
    assert all(min(n for n, c in numbered if c == channel) in chosen for channel in channels)


def member(*roles: int, user: int = 5) -> dict[str, Any]:
    return {"user": {"id": str(user)}, "roles": [str(role) for role in roles]}


def guild(**permissions: int) -> dict[str, Any]:
    """Server 1, owned by 9, with roles named by `_id`."""
    roles = [{"id": name[1:], "permissions": str(bits)} for name, bits in permissions.items()]
    return {"id": "1", "owner_id": "9", "roles": roles}


def test_owners_and_administrators_may_everything():
    assert held_in_guild(guild(_1=0), member(user=9)) == ALL
    everything = guild(_1=0, _2=ADMINISTRATOR)
    hidden = [{"id": "1", "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}]
    assert held_in_channel(everything, member(2), hidden) == ALL


def test_overwrites_count_in_discords_order():
    everyone = guild(_1=VIEW_CHANNEL | READ_MESSAGE_HISTORY, _2=0, _3=0)
    deny_all = {"id": "1", "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
    deny_role = {"id": "2", "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
    allow_role = {"id": "3", "type": 0, "allow": str(VIEW_CHANNEL), "deny": "0"}
    deny_me = {"id": "5", "type": 1, "allow": "0", "deny": str(VIEW_CHANNEL)}

    def sees(*overwrites: dict[str, Any]) -> bool:
        return bool(held_in_channel(everyone, member(2, 3), overwrites) & VIEW_CHANNEL)

    assert sees()
    assert not sees(deny_all)
    assert sees(deny_all, deny_role, allow_role)
    assert not sees(allow_role, deny_me)


@pytest.mark.parametrize("bits", [Bit.VIEW_CHANNEL, Bit.READ_MESSAGE_HISTORY, Bit.SEND_MESSAGES])
async def test_permissions_by_rest_are_those_of_the_playground(here: Place, bits: Bit):
    rest = Discord(here.app, here.playground.clock)
    general = here.server.general
    assert await may_read_history(rest, general.id)

    bot = here.application.bot_id
    if bits is Bit.VIEW_CHANNEL:
        # Hidden for everyone, and shown to Attune again.
        here.mute(bits)
        let_in(here.application, general)
    else:
        here.mute(bits)

    held = here.playground.world.permissions_in(general, bot)
    expected = Bit.VIEW_CHANNEL | Bit.READ_MESSAGE_HISTORY in held
    assert await may_read_history(rest, general.id) is expected


@pytest.mark.parametrize("code", [*CODES, 0, 50035])
def test_every_refusal_is_a_sentence_that_says_what_to_do(code: int):
    sentence = refusals.sentence_for(code, 123)

    assert sentence.endswith(".")
    assert sentence[0].isupper() or sentence.startswith("<#123>")


async def test_the_first_typed_time_finds_what_it_needs_loaded(here: Place):
    zone_index.cache_clear()

    await here.app.on_ready()

    assert zone_index.cache_info().currsize == 1
