"""Members: listing, names, roles, timeouts, kicks."""

from bot.playground import membership, moderating, payloads
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import missing_access
from bot.playground.membership import NICK
from bot.playground.permissions import Bit
from bot.playground.records import Guild, Json, Member
from bot.playground.routes.guilds import guild_for
from bot.playground.routing import Call, route

MEMBERS = "/guilds/{guild_id}/members"
MEMBER = MEMBERS + "/{user_id}"
ROLE = MEMBER + "/roles/{role_id}"


def _shown(call: Call, guild: Guild, member: Member) -> Json:
    return payloads.member(call.world, guild, member)


@route("GET", MEMBERS)
async def all_members(call: Call) -> list[Json]:
    """Members by id, page by page; needs the members intent."""
    guild = guild_for(call)
    if call.application is None or not call.application.members_intent:
        raise missing_access()
    query = Form(dict(call.query))
    limit, after = query.integer("limit", 1, 1000) or 1, query.integer("after", 0, 1 << 64) or 0
    query.finish()
    found = [guild.members[u] for u in sorted(guild.members) if u > after]
    return [_shown(call, guild, m) for m in found[:limit]]


@route("GET", MEMBERS + "/search")
async def search(call: Call) -> list[Json]:
    """Members whose name or nickname starts with a text."""
    guild = guild_for(call)
    query = Form(dict(call.query))
    limit = query.integer("limit", 1, 1000) or 1
    text = (query.text("query", 1, 100, required=True) or "").casefold()
    query.finish()
    found = [m for m in guild.members.values() if _starts(call, m, text)]
    return [_shown(call, guild, m) for m in found[:limit]]


def _starts(call: Call, member: Member, text: str) -> bool:
    user = call.world.users[member.user_id]
    names = (user.name, user.global_name, member.nick)
    return any(n is not None and n.casefold().startswith(text) for n in names)


@route("GET", MEMBER)
async def one(call: Call) -> Json:
    """One member."""
    guild = guild_for(call)
    return _shown(call, guild, call.world.member(guild.id, call.params["user_id"]))


@route("PATCH", MEMBERS + "/@me")
async def change_me(call: Call) -> Json:
    """Change the bot's own nickname."""
    guild = guild_for(call)
    form = body_form(call.body)
    nick = form.text("nick", 0, NICK)
    form.finish()
    member = call.world.member(guild.id, call.bot_id)
    if form.has("nick"):
        guild_for(call, Bit.CHANGE_NICKNAME)
        member.nick = nick or None
        call.world.member_changed(guild, member)
    return _shown(call, guild, member)


@route("PATCH", MEMBER)
async def change(call: Call) -> Json:
    """Change a member's nickname, roles or timeout."""
    guild = guild_for(call)
    member = call.world.member(guild.id, call.params["user_id"])
    membership.change(call.world, guild, call.bot_id, member, call.body, reason=call.reason)
    return _shown(call, guild, member)


async def _set_role(call: Call, *, held: bool) -> None:
    guild = guild_for(call, Bit.MANAGE_ROLES)
    member = call.world.member(guild.id, call.params["user_id"])
    role = membership.role_in(guild, call.params["role_id"])
    membership.set_role(call.world, guild, call.bot_id, member, role, held=held, reason=call.reason)


@route("PUT", ROLE)
async def give_role(call: Call) -> None:
    """Give a member a role below the bot's own; once more does nothing."""
    await _set_role(call, held=True)


@route("DELETE", ROLE)
async def take_role(call: Call) -> None:
    """Take a role from a member."""
    await _set_role(call, held=False)


@route("DELETE", MEMBER)
async def kick(call: Call) -> None:
    """Remove a member who is below the bot."""
    guild = guild_for(call)
    moderating.kick(call.world, guild, call.bot_id, call.params["user_id"], reason=call.reason)
