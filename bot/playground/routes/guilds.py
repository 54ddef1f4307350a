"""Servers: reading them, and the little that is changed about them."""

from bot.playground import payloads
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import missing_access, missing_permissions
from bot.playground.permissions import NOTHING, Bit, top_position
from bot.playground.records import Guild, Json, Role
from bot.playground.routing import Call, route

GUILD = "/guilds/{guild_id}"


def guild_for(call: Call, bits: Bit = NOTHING) -> Guild:
    """The server of the path, where the bot is a member and holds `bits` in it."""
    guild = call.world.guild(call.params["guild_id"])
    if call.bot_id not in guild.members:
        raise missing_access()
    if bits & ~call.world.permissions_in_guild(guild.id, call.bot_id):
        raise missing_permissions()
    return guild


def require_above_role(call: Call, guild: Guild, role: Role) -> None:
    """Raise 50013 where a role is not below the bot's highest."""
    if role.position >= top_position(guild, call.bot_id):
        raise missing_permissions()


def require_above_member(call: Call, guild: Guild, user_id: int) -> None:
    """Raise 50013 where somebody is not below the bot."""
    if top_position(guild, user_id) >= top_position(guild, call.bot_id):
        raise missing_permissions()


@route("GET", GUILD)
async def one(call: Call) -> Json:
    """A server, with counts where asked."""
    counted = call.query.get("with_counts") in {"true", "1"}
    return payloads.guild(call.world, guild_for(call), with_counts=counted)


@route("PATCH", GUILD)
async def change(call: Call) -> Json:
    """Change name, description, locale, system and rules channel."""
    guild = guild_for(call, Bit.MANAGE_GUILD)
    form = body_form(call.body)
    name, locale = form.text("name", 2, 100), form.text("preferred_locale", 2, 5)
    description = form.text("description", 0, 300)
    system = _channel(form, guild, "system_channel_id")
    rules = _channel(form, guild, "rules_channel_id")
    form.finish()
    guild.name = name or guild.name
    guild.preferred_locale = locale or guild.preferred_locale
    if form.has("description"):
        guild.description = description
    if form.has("system_channel_id"):
        guild.system_channel_id = system
    if form.has("rules_channel_id"):
        guild.rules_channel_id = rules
    call.world.guild_changed(guild)
    return payloads.guild(call.world, guild)


def _channel(form: Form, guild: Guild, key: str) -> int | None:
    found = form.snowflake(key)
    if found is not None and found not in guild.channels:
        form.wrong(key, "CHANNEL_NOT_FOUND: There is no such channel in this server")
    return found
