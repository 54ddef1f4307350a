"""Bans: reading, making and lifting them."""

from bot.playground import moderating, payloads
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import unknown
from bot.playground.permissions import Bit
from bot.playground.records import Json
from bot.playground.routes.guilds import guild_for
from bot.playground.routing import Call, route

BANS = "/guilds/{guild_id}/bans"
BAN = BANS + "/{user_id}"
MOST_AT_ONCE = 200
WEEK_SECONDS = 604_800
DAY_SECONDS = 86_400


@route("GET", BANS)
async def all_bans(call: Call) -> list[Json]:
    """Bans by user id, page by page."""
    guild = guild_for(call, Bit.BAN_MEMBERS)
    query = Form(dict(call.query))
    limit = query.integer("limit", 1, 1000) or 1000
    before, after = query.snowflake("before"), query.snowflake("after")
    query.finish()
    found = sorted(guild.bans)
    if before is not None:
        # Where both are given, Discord looks at `before` alone.
        found = [u for u in found if u < before][-limit:]
    else:
        found = [u for u in found if u > (after or 0)][:limit]
    return [payloads.ban(call.world, u, guild.bans[u]) for u in found]


@route("GET", BAN)
async def one(call: Call) -> Json:
    """One ban."""
    guild, user_id = guild_for(call, Bit.BAN_MEMBERS), call.params["user_id"]
    if user_id not in guild.bans:
        raise unknown("Ban")
    return payloads.ban(call.world, user_id, guild.bans[user_id])


@route("PUT", BAN)
async def ban(call: Call) -> None:
    """Ban somebody; with `delete_message_seconds`, what they wrote lately goes too."""
    guild = guild_for(call)
    form = body_form({} if call.body is None else call.body)
    seconds = form.integer("delete_message_seconds", 0, WEEK_SECONDS)
    # The older name; the newer goes before it.
    days = form.integer("delete_message_days", 0, 7)
    form.finish()
    delete = (days or 0) * DAY_SECONDS if seconds is None else seconds
    who: int = call.params["user_id"]
    moderating.ban(call.world, guild, call.bot_id, who, delete_seconds=delete, reason=call.reason)


@route("DELETE", BAN)
async def unban(call: Call) -> None:
    """Lift a ban."""
    guild, user_id = guild_for(call), call.params["user_id"]
    moderating.unban(call.world, guild, call.bot_id, user_id, reason=call.reason)


@route("POST", "/guilds/{guild_id}/bulk-ban")
async def bulk_ban(call: Call) -> Json:
    """Ban up to 200 at once, with Ban Members and Manage Server."""
    guild = guild_for(call)
    form = body_form(call.body)
    form.items("user_ids", 1, MOST_AT_ONCE, required=True)
    asked = form.snowflakes("user_ids", MOST_AT_ONCE) or []
    seconds = form.integer("delete_message_seconds", 0, WEEK_SECONDS) or 0
    form.finish()
    banned, failed = moderating.bulk_ban(
        call.world,
        guild,
        call.bot_id,
        list(dict.fromkeys(asked)),
        delete_seconds=seconds,
        reason=call.reason,
    )
    return {
        "banned_users": [str(u) for u in banned],
        "failed_users": [str(u) for u in failed],
    }
