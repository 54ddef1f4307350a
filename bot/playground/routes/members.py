"""Members: listing, names, roles, timeouts, kicks."""

from datetime import datetime, timedelta

from bot.playground import payloads
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError, missing_access, missing_permissions
from bot.playground.permissions import Bit
from bot.playground.records import Guild, Json, Member
from bot.playground.routes.guilds import guild_for, require_above_member, require_above_role
from bot.playground.routes.roles import role_in
from bot.playground.routing import Call, route

MEMBERS = "/guilds/{guild_id}/members"
MEMBER = MEMBERS + "/{user_id}"
ROLE = MEMBER + "/roles/{role_id}"
NICK = 32
LONGEST_TIMEOUT = timedelta(days=28)


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
    form = body_form(call.body)
    nick, roles = form.text("nick", 0, NICK), form.snowflakes("roles", 250)
    until = _timeout(call, form)
    form.finish()
    if form.has("nick"):
        guild_for(call, Bit.MANAGE_NICKNAMES)
        require_above_member(call, guild, member.user_id)
    wanted = member.roles if roles is None else set(roles)
    _require_may_change_roles(call, guild, member, wanted)
    if form.has("communication_disabled_until"):
        _require_may_time_out(call, guild, member)
        member.timed_out_until = until
    if form.has("nick"):
        member.nick = nick or None
    member.roles = wanted
    call.world.member_changed(guild, member)
    return _shown(call, guild, member)


def _timeout(call: Call, form: Form) -> datetime | None:
    until = form.time("communication_disabled_until")
    # Discord leaves a little room for clocks that differ.
    if until is not None and until > call.world.clock.now() + LONGEST_TIMEOUT + timedelta(
        minutes=1
    ):
        form.wrong(
            "communication_disabled_until",
            "GUILD_MEMBER_TIMEOUT_TOO_LONG: At most 28 days from now.",
        )
    return until


def _require_may_time_out(call: Call, guild: Guild, member: Member) -> None:
    guild_for(call, Bit.MODERATE_MEMBERS)
    require_above_member(call, guild, member.user_id)
    theirs = call.world.permissions_in_guild(guild.id, member.user_id)
    if member.user_id == guild.owner_id or Bit.ADMINISTRATOR in theirs:
        raise missing_permissions()


def _require_may_change_roles(call: Call, guild: Guild, member: Member, wanted: set[int]) -> None:
    for role_id in wanted ^ member.roles:
        guild_for(call, Bit.MANAGE_ROLES)
        role = role_in(guild, role_id)
        if role.id == guild.id or role.managed:
            raise DiscordError(400, 50028, "Invalid role")
        require_above_role(call, guild, role)


async def _set_role(call: Call, *, held: bool) -> None:
    guild = guild_for(call, Bit.MANAGE_ROLES)
    member = call.world.member(guild.id, call.params["user_id"])
    role = role_in(guild, call.params["role_id"])
    wanted = member.roles | {role.id} if held else member.roles - {role.id}
    require_above_role(call, guild, role)
    _require_may_change_roles(call, guild, member, wanted)
    if wanted != member.roles:
        member.roles = wanted
        call.world.member_changed(guild, member)


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
    guild = guild_for(call, Bit.KICK_MEMBERS)
    member = call.world.member(guild.id, call.params["user_id"])
    if member.user_id == guild.owner_id:
        raise missing_permissions()
    require_above_member(call, guild, member.user_id)
    call.world.leave(guild, member.user_id)
