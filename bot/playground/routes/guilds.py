"""Servers: reading them, and the little that is changed about them."""

from bot.playground import auditing, payloads
from bot.playground.audit_log import Action
from bot.playground.checks.forms import Form, body_form
from bot.playground.permissions import NOTHING, Bit
from bot.playground.ranking import require
from bot.playground.records import Guild, Json
from bot.playground.routing import Call, route

GUILD = "/guilds/{guild_id}"


def guild_for(call: Call, bits: Bit = NOTHING) -> Guild:
    """The server of the path, where the bot is a member and holds `bits` in it."""
    guild = call.world.guild(call.params["guild_id"])
    require(call.world, guild, call.bot_id, bits)
    return guild


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
    before = _logged(guild)
    guild.name = name or guild.name
    guild.preferred_locale = locale or guild.preferred_locale
    if form.has("description"):
        guild.description = description
    if form.has("system_channel_id"):
        guild.system_channel_id = system
    if form.has("rules_channel_id"):
        guild.rules_channel_id = rules
    call.world.guild_changed(guild)
    changes = auditing.changed(before, _logged(guild))
    auditing.note(
        call.world,
        guild,
        call.bot_id,
        Action.GUILD_UPDATE,
        guild.id,
        changes=changes,
        reason=call.reason,
    )
    return payloads.guild(call.world, guild)


def _logged(guild: Guild) -> Json:
    return {
        "name": guild.name,
        "description": guild.description,
        "preferred_locale": guild.preferred_locale,
        "system_channel_id": guild.system_channel_id and str(guild.system_channel_id),
        "rules_channel_id": guild.rules_channel_id and str(guild.rules_channel_id),
    }


def _channel(form: Form, guild: Guild, key: str) -> int | None:
    found = form.snowflake(key)
    if found is not None and found not in guild.channels:
        form.wrong(key, "CHANNEL_NOT_FOUND: There is no such channel in this server")
    return found
