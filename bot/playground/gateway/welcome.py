"""What a session is told first: itself, and its servers."""

from typing import TYPE_CHECKING

from bot.playground import payloads
from bot.playground.gateway import identify
from bot.playground.gateway.intents import Intent
from bot.playground.gateway.session import Session
from bot.playground.records import Guild, Json
from bot.playground.world import World

if TYPE_CHECKING:
    from bot.playground.server import Playground


def ready(playground: "Playground", session: Session, guild_ids: list[int]) -> Json:
    """The payload of READY."""
    bot = payloads.user(playground.world, session.bot_id)
    bot |= {"verified": True, "mfa_enabled": False, "email": None, "flags": 0}
    application = session.application
    return {
        "v": 10,
        "user": bot,
        "guilds": [{"id": str(g), "unavailable": True} for g in guild_ids],
        "private_channels": [],
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": playground.gateway_url,
        "shard": [session.shard_id, session.shard_count],
        "application": {
            "id": str(application.id),
            "flags": identify.application_flags(application),
        },
    }


def guild(world: World, session: Session, guild: Guild, *, joined: bool) -> Json:
    """The payload of GUILD_CREATE for one session.

    Args:
        world: Where it is.
        session: Who is told.
        guild: The server.
        joined: Whether the bot was just added; else the session had it as unavailable.
    """
    payload = payloads.guild_create(world, guild, session.bot_id)
    payload["large"] = len(guild.members) > session.large_threshold
    if Intent.GUILD_PRESENCES not in session.intents:
        # Without presences Discord sends the bot's own member only; the others come in chunks.
        own = guild.members[session.bot_id]
        payload["members"] = [payloads.member(world, guild, own)]
        payload["presences"] = []
    if joined:
        # By that clients tell a new server from one that comes back.
        payload.pop("unavailable", None)
    return payload
