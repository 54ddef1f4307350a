"""Whether something was posted already: Attune's own messages, read for its own mark."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.delivery.asking import Asking
from bot.delivery.permissions import (
    READ_MESSAGE_HISTORY,
    VIEW_CHANNEL,
    held_in_channel,
)

# How far this machine's clock and Discord's may differ.
CLOCKS_DIFFER = timedelta(minutes=10)
# A send ends before its lease does, and a lease is a minute.
A_SEND_TAKES = timedelta(minutes=2)
PAGE = 100
SECONDS_EACH = 15.0
DISCORDS_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def snowflake_at(moment: datetime) -> int:
    """The smallest id that Discord gives at this moment; at least 0."""
    return max(int((moment - DISCORDS_EPOCH) / timedelta(milliseconds=1)) << 22, 0)


async def find_marked(
    discord: Asking, channel_id: int, mark: int, *, first_try: datetime, last_try: datetime
) -> int | None:
    """The id of Attune's own message with this mark; None where none is seen.

    Only what can have come of a try between the two is read. None proves nothing where the history
    can't be read; see `may_read_history`.

    Raises:
        RefusedError: The channel is not there, or can't be seen.
        LimitedError, NobodyKnowsError: Ask again later.
    """
    async for message in _messages(discord, channel_id, first_try, last_try):
        if int(message["author"]["id"]) == discord.me and mark_on(message) == mark:
            return int(message["id"])
    return None


async def _messages(
    discord: Asking, channel_id: int, first_try: datetime, last_try: datetime
) -> AsyncIterator[dict[str, Any]]:
    after = snowflake_at(first_try - CLOCKS_DIFFER)
    end = snowflake_at(last_try + A_SEND_TAKES + CLOCKS_DIFFER)
    while True:
        page: list[dict[str, Any]] = await discord.ask(
            "GET",
            "/channels/{channel_id}/messages",
            {"channel_id": channel_id},
            query={"after": after, "limit": PAGE},
            seconds=SECONDS_EACH,
        )
        page.sort(key=lambda message: int(message["id"]))
        for message in page:
            if int(message["id"]) >= end:
                return
            yield message
        if len(page) < PAGE:
            return
        after = int(page[-1]["id"])


def mark_on(message: dict[str, Any]) -> int | None:
    """The mark on a message; None where it has none."""
    components = message.get("components") or ()
    return components[0].get("id") if components else None


async def may_read_history(discord: Asking, channel_id: int) -> bool:
    """Whether an empty history means that nothing was posted, by Attune's permissions now.

    Raises:
        RefusedError: The channel or the server is not there, or can't be seen.
        LimitedError, NobodyKnowsError: Ask again later.
    """
    channel = await _get(discord, "/channels/{channel_id}", channel_id=channel_id)
    if (guild_id := channel.get("guild_id")) is None:
        return True
    if "thread_metadata" in channel:
        channel = await _get(
            discord, "/channels/{channel_id}", channel_id=int(channel["parent_id"])
        )
    guild = await _get(discord, "/guilds/{guild_id}", guild_id=int(guild_id))
    member = await _get(
        discord, "/guilds/{guild_id}/members/{user_id}", guild_id=int(guild_id), user_id=discord.me
    )
    held = held_in_channel(guild, member, channel.get("permission_overwrites") or ())
    needed = VIEW_CHANNEL | READ_MESSAGE_HISTORY
    return held & needed == needed


async def _get(discord: Asking, path: str, **ids: int) -> dict[str, Any]:
    found: dict[str, Any] = await discord.ask("GET", path, ids, seconds=SECONDS_EACH)
    return found
