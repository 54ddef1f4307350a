"""An interaction as its bot gets it."""

from typing import TYPE_CHECKING

from bot.playground import payloads
from bot.playground.interactions.records import Interaction, Kind
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Json
from bot.playground.world import World

if TYPE_CHECKING:
    from bot.playground.server import Playground

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
# What a bot may do in its direct messages, and elsewhere where it is not a member.
IN_DMS = Bit.ATTACH_FILES | Bit.EMBED_LINKS | Bit.MENTION_EVERYONE | Bit.USE_EXTERNAL_EMOJIS


def interaction_json(playground: "Playground", interaction: Interaction) -> Json:
    """The payload of INTERACTION_CREATE."""
    channel, application = interaction.channel, interaction.application
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(application.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_json(playground, channel, interaction.user_id),
        "app_permissions": str(int(_app_permissions(playground, application, channel))),
        "locale": playground.world.users[interaction.user_id].locale,
        "entitlements": [],
        "authorizing_integration_owners": owners(
            playground.world, application, channel, interaction.user_id
        ),
        "context": context(application, channel),
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    }
    payload |= _who(playground, interaction)
    if interaction.source is not None and interaction.kind in (Kind.COMPONENT, Kind.MODAL):
        payload["message"] = payloads.message(
            playground.world, interaction.source, cdn_url=playground.cdn_url
        )
    return payload


def context(application: Application, channel: Channel) -> int:
    """Where it happened: 0 a server, 1 the bot's direct messages, 2 others' private channels."""
    if channel.guild_id is not None:
        return GUILD
    return BOT_DM if application.bot_id in channel.recipients else PRIVATE_CHANNEL


def owners(world: World, application: Application, channel: Channel, user_id: int) -> Json:
    """Who installed what is used here: "0" a server ("0" in direct messages), "1" the user."""
    found: Json = {}
    if is_installed(world, application, channel):
        found["0"] = str(channel.guild_id)
    elif context(application, channel) == BOT_DM:
        found["0"] = "0"
    if user_id in application.installed_by:
        found["1"] = str(user_id)
    return found


def is_installed(world: World, application: Application, channel: Channel) -> bool:
    """Whether the bot is in the server that the channel is in."""
    guild_id = channel.guild_id
    return guild_id is not None and application.bot_id in world.guild(guild_id).members


def channel_json(playground: "Playground", channel: Channel, user_id: int) -> Json:
    """A channel as interactions show it: with what the person may do there."""
    payload = payloads.channel(playground.world, channel)
    payload.pop("permission_overwrites", None)
    if channel.type is not ChannelType.DM:
        bits = playground.world.permissions_in(channel, user_id)
        payload["permissions"] = str(int(bits))
    else:
        payload["recipients"] = [r for r in payload["recipients"] if r["id"] != str(user_id)]
    return payload


def _app_permissions(playground: "Playground", application: Application, channel: Channel) -> Bit:
    if channel.guild_id is None:
        return IN_DMS
    return playground.world.permissions_in(channel, application.bot_id) or IN_DMS


def _who(playground: "Playground", interaction: Interaction) -> Json:
    world, user_id = playground.world, interaction.user_id
    guild_id = interaction.channel.guild_id
    if guild_id is None:
        return {"user": payloads.user(world, user_id)}
    guild = world.guild(guild_id)
    member = payloads.member(world, guild, world.member(guild_id, user_id))
    member["permissions"] = str(int(world.permissions_in(interaction.channel, user_id)))
    return {
        "guild_id": str(guild_id),
        "guild_locale": guild.preferred_locale,
        "guild": {
            "id": str(guild_id),
            "locale": guild.preferred_locale,
            "features": list(guild.features),
        },
        "member": member,
    }
