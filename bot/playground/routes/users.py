"""Users, the bot's own account and servers, and direct messages."""

from bot.playground import payloads
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError, unknown
from bot.playground.payloads.places import recipients_without
from bot.playground.records import Guild, Json
from bot.playground.routing import Call, route
from bot.playground.state import Event


def _own(call: Call) -> Json:
    user = payloads.user(call.world, call.bot_id)
    return user | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


@route("GET", "/users/@me")
async def me(call: Call) -> Json:
    """The bot's account."""
    return _own(call)


@route("PATCH", "/users/@me")
async def change_me(call: Call) -> Json:
    """Change the bot's name; pictures are accepted and not kept."""
    form = body_form(call.body)
    name = form.text("username", 2, 32)
    form.finish()
    if name is not None:
        call.world.user(call.bot_id).name = name
        call.world.emit(Event("USER_UPDATE", _own(call), to_users=frozenset({call.bot_id})))
    return _own(call)


@route("GET", "/users/{user_id}")
async def one(call: Call) -> Json:
    """Anybody's account."""
    call.world.user(call.params["user_id"])
    return payloads.user(call.world, call.params["user_id"])


@route("GET", "/users/@me/guilds")
async def guilds(call: Call) -> list[Json]:
    """The bot's servers, by id."""
    query = Form(dict(call.query))
    limit = query.integer("limit", 1, 200) or 200
    before, after = query.snowflake("before"), query.snowflake("after")
    query.finish()
    found = sorted(
        (g for g in call.world.guilds.values() if call.bot_id in g.members), key=lambda g: g.id
    )
    found = [g for g in found if after is None or g.id > after]
    if before is not None:
        found = [g for g in found if g.id < before][-limit:]
    counted = call.query.get("with_counts") in {"true", "1"}
    return [_mine(call, g, with_counts=counted) for g in found[:limit]]


def _mine(call: Call, guild: Guild, *, with_counts: bool) -> Json:
    payload: Json = {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": guild.owner_id == call.bot_id,
        "permissions": str(int(call.world.permissions_in_guild(guild.id, call.bot_id))),
        "features": list(guild.features),
    }
    if with_counts:
        payload["approximate_member_count"] = len(guild.members)
        payload["approximate_presence_count"] = len(guild.members)
    return payload


@route("DELETE", "/users/@me/guilds/{guild_id}")
async def leave(call: Call) -> None:
    """Leave a server."""
    guild = call.world.guild(call.params["guild_id"])
    if call.bot_id not in guild.members:
        raise unknown("Guild")
    call.world.leave(guild, call.bot_id)


@route("POST", "/users/@me/channels")
async def open_direct_messages(call: Call) -> Json:
    """The direct messages with somebody; opening is always allowed, sending may not be."""
    form = body_form(call.body)
    user_id = form.snowflake("recipient_id", required=True)
    form.finish()
    if user_id is None or user_id == call.bot_id:
        raise DiscordError(400, 50007, "Cannot send messages to this user")
    call.world.user(user_id)
    channel = call.world.direct_messages(call.bot_id, user_id)
    return recipients_without(payloads.channel(call.world, channel), call.bot_id)


@route("GET", "/users/@me/guilds/{guild_id}/member")
async def my_member(call: Call) -> Json:
    """The bot as a member of a server."""
    guild = call.world.guild(call.params["guild_id"])
    member = call.world.member(guild.id, call.bot_id)
    bits = call.world.permissions_in_guild(guild.id, call.bot_id)
    return payloads.member(call.world, guild, member) | {"permissions": str(int(bits))}
