"""The playground's records as Discord's JSON, as somebody sees them who may see everything."""

from bot.playground.payloads.guilds import guild, guild_create
from bot.playground.payloads.links import attachment
from bot.playground.payloads.messages import message, reaction_emoji, redacted
from bot.playground.payloads.people import member, partial_member, role, user
from bot.playground.payloads.places import channel, overwrite, thread_member
from bot.playground.payloads.texts import timestamp

__all__ = [
    "attachment",
    "channel",
    "guild",
    "guild_create",
    "member",
    "message",
    "overwrite",
    "partial_member",
    "reaction_emoji",
    "redacted",
    "role",
    "thread_member",
    "timestamp",
    "user",
]
