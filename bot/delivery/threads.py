"""Whether a forum post was made already: threads of Attune's own, looked through for its mark."""

from datetime import datetime
from typing import Any

from bot.delivery.asking import Asking, RefusedError
from bot.delivery.looking import CLOCKS_DIFFER, SECONDS_EACH, mark_on, snowflake_at
from bot.delivery.refusals import UNKNOWN_MESSAGE

ARCHIVED = "/channels/{channel_id}/threads/archived/public"


async def find_forum_post(
    discord: Asking, forum_id: int, mark: int, *, first_try: datetime
) -> int | None:
    """The id of the thread whose first message has this mark; None where none is seen.

    Raises:
        RefusedError: The forum is not there, or can't be seen.
        LimitedError, NobodyKnowsError: Ask again later.
    """
    since = snowflake_at(first_try - CLOCKS_DIFFER)
    for thread in await _threads(discord, forum_id):
        mine = int(thread.get("owner_id") or 0) == discord.me
        if mine and int(thread["id"]) >= since and await _begins_with(discord, thread, mark):
            return int(thread["id"])
    return None


async def _threads(discord: Asking, forum_id: int) -> list[dict[str, Any]]:
    forum = await discord.ask(
        "GET", "/channels/{channel_id}", {"channel_id": forum_id}, seconds=SECONDS_EACH
    )
    active = await discord.ask(
        "GET",
        "/guilds/{guild_id}/threads/active",
        {"guild_id": int(forum["guild_id"])},
        seconds=SECONDS_EACH,
    )
    # Newest first: one that was made just now and archived at once is on the first page.
    archived = await discord.ask(
        "GET", ARCHIVED, {"channel_id": forum_id}, query={"limit": 100}, seconds=SECONDS_EACH
    )
    found: list[dict[str, Any]] = [*active["threads"], *archived["threads"]]
    return [thread for thread in found if int(thread["parent_id"]) == forum_id]


async def _begins_with(discord: Asking, thread: dict[str, Any], mark: int) -> bool:
    thread_id = int(thread["id"])
    try:
        first = await discord.ask(
            "GET",
            "/channels/{channel_id}/messages/{message_id}",
            {"channel_id": thread_id, "message_id": thread_id},
            seconds=SECONDS_EACH,
        )
    except RefusedError as refused:
        if refused.code != UNKNOWN_MESSAGE:
            raise
        return False
    return mark_on(first) == mark
