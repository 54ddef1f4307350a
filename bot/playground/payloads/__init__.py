"""The playground's records as Discord's JSON, as somebody sees them who may see everything."""

from bot.playground.payloads.auditing import audit_entry, ban
from bot.playground.payloads.guilds import guild, guild_create
from bot.playground.payloads.happenings import interested_user, scheduled_event
from bot.playground.payloads.links import attachment
from bot.playground.payloads.messages import message, reaction_emoji, redacted
from bot.playground.payloads.people import member, partial_member, role, user
from bot.playground.payloads.places import channel, overwrite, thread_member
from bot.playground.payloads.texts import timestamp

__all__ = [
    "attachment",
    "audit_entry",
    "ban",
    "channel",
    "guild",
    "guild_create",
    "interested_user",
    "member",
    "message",
    "overwrite",
    "partial_member",
    "reaction_emoji",
    "redacted",
    "role",
    "scheduled_event",
    "thread_member",
    "timestamp",
    "user",
]
