"""Changing members: their name, roles and timeout. Bots and people meet here."""

from datetime import datetime, timedelta
from typing import Any

from bot.playground import auditing, payloads
from bot.playground.audit_log import Action
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError, missing_permissions, unknown
from bot.playground.permissions import Bit
from bot.playground.ranking import require, require_above_member, require_above_role
from bot.playground.records import Guild, Json, Member, Role
from bot.playground.world import World

NICK = 32
MOST_ROLES = 250
LONGEST_TIMEOUT = timedelta(days=28)
# Discord leaves a little room for clocks that differ.
ROOM = timedelta(minutes=1)


def role_in(guild: Guild, role_id: int) -> Role:
    """The role, or Discord's 10011."""
    if (role := guild.roles.get(role_id)) is None:
        raise unknown("Role")
    return role


def change(
    world: World,
    guild: Guild,
    by: int,
    member: Member,
    body: Any,  # noqa: ANN401 - any JSON
    *,
    reason: str | None,
) -> None:
    """Change a member's nickname, roles or timeout, and tell it.

    Raises:
        DiscordError: It is refused; nothing changes.
    """
    form = body_form(body)
    nick, roles = form.text("nick", 0, NICK), form.snowflakes("roles", MOST_ROLES)
    until = _timeout(form, world.clock.now())
    form.finish()
    wanted = member.roles if roles is None else set(roles)
    if form.has("nick"):
        require(world, guild, by, Bit.MANAGE_NICKNAMES)
        require_above_member(guild, by, member.user_id)
    _require_may_change_roles(world, guild, by, wanted ^ member.roles)
    if form.has("communication_disabled_until"):
        _require_may_time_out(world, guild, by, member)
    before, held = _logged(member), member.roles
    if form.has("nick"):
        member.nick = nick or None
    if form.has("communication_disabled_until"):
        member.timed_out_until = until
    member.roles = wanted
    world.member_changed(guild, member)
    if changes := auditing.changed(before, _logged(member)):
        auditing.note(
            world, guild, by, Action.MEMBER_UPDATE, member.user_id, changes=changes, reason=reason
        )
    _note_roles(world, guild, by, member, held, reason)


def set_role(
    world: World,
    guild: Guild,
    by: int,
    member: Member,
    role: Role,
    *,
    held: bool,
    reason: str | None,
) -> None:
    """Give a member a role, or take it; once more does nothing.

    Raises:
        DiscordError: 50013 where it is not allowed, 50028 for @everyone and managed roles.
    """
    require(world, guild, by, Bit.MANAGE_ROLES)
    require_above_role(guild, by, role)
    before = member.roles
    wanted = before | {role.id} if held else before - {role.id}
    _require_may_change_roles(world, guild, by, wanted ^ before)
    if wanted == before:
        return
    member.roles = wanted
    world.member_changed(guild, member)
    _note_roles(world, guild, by, member, before, reason)


# --- how it is put together -------------------------------------------------------------------


def _timeout(form: Form, now: datetime) -> datetime | None:
    until = form.time("communication_disabled_until")
    if until is not None and until > now + LONGEST_TIMEOUT + ROOM:
        form.wrong(
            "communication_disabled_until",
            "GUILD_MEMBER_TIMEOUT_TOO_LONG: At most 28 days from now.",
        )
    return until


def _require_may_time_out(world: World, guild: Guild, by: int, member: Member) -> None:
    require(world, guild, by, Bit.MODERATE_MEMBERS)
    require_above_member(guild, by, member.user_id)
    theirs = world.permissions_in_guild(guild.id, member.user_id)
    if member.user_id == guild.owner_id or Bit.ADMINISTRATOR in theirs:
        raise missing_permissions()


def _require_may_change_roles(world: World, guild: Guild, by: int, changed: set[int]) -> None:
    for role_id in changed:
        require(world, guild, by, Bit.MANAGE_ROLES)
        role = role_in(guild, role_id)
        if role.id == guild.id or role.managed:
            raise DiscordError(400, 50028, "Invalid role")
        require_above_role(guild, by, role)


def _logged(member: Member) -> Json:
    until = payloads.timestamp(member.timed_out_until)
    return {"nick": member.nick, "communication_disabled_until": until}


def _note_roles(
    world: World, guild: Guild, by: int, member: Member, before: set[int], reason: str | None
) -> None:
    changes: list[Json] = []
    for key, ids in (("$add", member.roles - before), ("$remove", before - member.roles)):
        if ids:
            named = [{"id": str(r), "name": guild.roles[r].name} for r in sorted(ids)]
            changes.append({"key": key, "new_value": named})
    if changes:
        who = member.user_id
        auditing.note(
            world, guild, by, Action.MEMBER_ROLE_UPDATE, who, changes=changes, reason=reason
        )
