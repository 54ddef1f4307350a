"""Roles: making, changing, ordering and deleting them, below one's own."""

from bot.playground import auditing, payloads
from bot.playground.audit_log import Action
from bot.playground.checks.forms import Form, body_form, body_forms
from bot.playground.errors import DiscordError, missing_permissions
from bot.playground.membership import role_in
from bot.playground.permissions import Bit
from bot.playground.ranking import require_above_role
from bot.playground.records import Guild, Json, Role
from bot.playground.routes.guilds import guild_for
from bot.playground.routing import Call, route

ROLES = "/guilds/{guild_id}/roles"
ROLE = ROLES + "/{role_id}"
MOST = 250


@route("GET", ROLES)
async def all_roles(call: Call) -> list[Json]:
    """All roles of a server."""
    return [payloads.role(r) for r in guild_for(call).roles.values()]


@route("GET", ROLE)
async def one(call: Call) -> Json:
    """One role."""
    return payloads.role(role_in(guild_for(call), call.params["role_id"]))


@route("GET", ROLES + "/member-counts")
async def counts(call: Call) -> Json:
    """How many members have each role, @everyone apart."""
    guild = guild_for(call)
    return {
        str(r): sum(r in m.roles for m in guild.members.values())
        for r in guild.roles
        if r != guild.id
    }


@route("POST", ROLES)
async def create(call: Call) -> Json:
    """Make a role, lowest of all; nobody can grant what they don't have."""
    guild = guild_for(call, Bit.MANAGE_ROLES)
    form = body_form(call.body if call.body is not None else {})
    changes = _changes(form)
    form.finish()
    if len(guild.roles) >= MOST:
        raise DiscordError(400, 30005, f"Maximum number of guild roles reached ({MOST})")
    # A new role starts with what @everyone may.
    bits = Bit(changes.pop("permissions", guild.roles[guild.id].permissions))
    _require_held(call, guild, Bit(0), bits)
    name = changes.pop("name", "new role")
    role = call.world.add_role(guild, name, permissions=bits, **changes)
    _note(call, Action.ROLE_CREATE, role, {}, _logged(role))
    return payloads.role(role)


@route("PATCH", ROLE)
async def change(call: Call) -> Json:
    """Change a role below one's own; @everyone's permissions too."""
    guild = guild_for(call, Bit.MANAGE_ROLES)
    role = role_in(guild, call.params["role_id"])
    require_above_role(guild, call.bot_id, role)
    form = body_form(call.body)
    changes = _changes(form)
    form.finish()
    if "permissions" in changes:
        _require_held(call, guild, Bit(role.permissions), Bit(changes["permissions"]))
    before = _logged(role)
    for key, value in changes.items():
        if role.id != guild.id or key == "permissions":
            setattr(role, key, value)
    call.world.role_changed(role)
    _note(call, Action.ROLE_UPDATE, role, before, _logged(role))
    return payloads.role(role)


def _changes(form: Form) -> Json:
    colors = form.form("colors")
    color = form.integer("color", 0, 0xFFFFFF)
    if colors is not None:
        color = colors.integer("primary_color", 0, 0xFFFFFF, required=True)
    found: Json = {
        "name": form.text("name", 1, 100),
        "permissions": form.bits("permissions"),
        "color": color,
        "hoist": form.boolean("hoist"),
        "mentionable": form.boolean("mentionable"),
    }
    return {k: v for k, v in found.items() if v is not None}


def _require_held(call: Call, guild: Guild, before: Bit, after: Bit) -> None:
    """Raise 50013 where a change grants or takes what the bot does not hold."""
    if (before ^ after) & ~call.world.permissions_in_guild(guild.id, call.bot_id):
        raise missing_permissions()


@route("PATCH", ROLES)
async def reorder(call: Call) -> list[Json]:
    """Move roles; all that move, and where they move to, are below one's own."""
    guild = guild_for(call, Bit.MANAGE_ROLES)
    moved: list[tuple[Role, int]] = []
    for form in body_forms(call.body):
        role_id, position = form.snowflake("id", required=True), form.integer("position", 1)
        form.finish()
        if role_id is None or position is None:
            continue
        role = role_in(guild, role_id)
        require_above_role(guild, call.bot_id, role)
        require_above_role(guild, call.bot_id, Role(0, guild.id, "", position=position))
        moved.append((role, position))
    for role, position in moved:
        role.position = position
        call.world.role_changed(role)
    return [payloads.role(r) for r in guild.roles.values()]


@route("DELETE", ROLE)
async def delete(call: Call) -> None:
    """Delete a role below one's own; neither @everyone nor a managed one."""
    guild = guild_for(call, Bit.MANAGE_ROLES)
    role = role_in(guild, call.params["role_id"])
    if role.id == guild.id or role.managed:
        raise DiscordError(400, 50028, "Invalid role")
    require_above_role(guild, call.bot_id, role)
    call.world.delete_role(role)
    _note(call, Action.ROLE_DELETE, role, _logged(role), {})


def _logged(role: Role) -> Json:
    bits = str(role.permissions)
    return {
        "name": role.name,
        "permissions": bits,
        "color": role.color,
        "hoist": role.hoist,
        "mentionable": role.mentionable,
    }


def _note(call: Call, action: Action, role: Role, before: Json, after: Json) -> None:
    guild = call.world.guild(role.guild_id)
    changes = auditing.changed(before, after)
    auditing.note(
        call.world, guild, call.bot_id, action, role.id, changes=changes, reason=call.reason
    )
