"""Who hears of what."""

from bot.playground.gateway.intents import PERMISSION_FOR, allows
from bot.playground.gateway.session import Session
from bot.playground.world import Event, World


def wants(world: World, session: Session, event: Event) -> bool:
    """Whether a session hears of an event: by its servers, what its bot sees, its intents."""
    if event.name == "INTERACTION_CREATE":
        return session.bot_id in event.to_users
    if not _may_hear(world, session, event):
        return False
    if event.name.startswith("GUILD_MEMBER_") and _is_about(session, event):
        # It comes and goes by GUILD_CREATE and GUILD_DELETE; its changes need no intent.
        return event.name == "GUILD_MEMBER_UPDATE"
    return allows(session.intents, event.name, in_guild=_in_guild(event))


def _may_hear(world: World, session: Session, event: Event) -> bool:
    bot = session.bot_id
    if event.guild_id is not None:
        guild = world.guilds.get(event.guild_id)
        if guild is None or bot not in guild.members:
            # The last news of a server that is gone, or that it was removed from.
            return bot in event.to_users
        needed = PERMISSION_FOR.get(event.name)
        if needed and needed not in world.permissions_in_guild(guild.id, bot):
            return False
    if event.channel_id is not None:
        channel = world.channels.get(event.channel_id)
        return event.guild_id is not None if channel is None else world.sees(channel, bot)
    return event.guild_id is not None or bot in event.to_users


def _is_about(session: Session, event: Event) -> bool:
    return event.data.get("user", {}).get("id") == str(session.bot_id)


def _in_guild(event: Event) -> bool:
    return event.guild_id is not None or event.name.startswith("GUILD_")
