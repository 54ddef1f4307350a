"""Which intent a session needs to hear of an event."""

from enum import IntFlag

from bot.playground.permissions import Bit


class Intent(IntFlag):
    """Source: Discord's documentation, "Gateway intents"."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_EXPRESSIONS = 1 << 3
    GUILD_INTEGRATIONS = 1 << 4
    GUILD_WEBHOOKS = 1 << 5
    GUILD_INVITES = 1 << 6
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16
    AUTO_MODERATION_CONFIGURATION = 1 << 20
    AUTO_MODERATION_EXECUTION = 1 << 21
    GUILD_MESSAGE_POLLS = 1 << 24
    DIRECT_MESSAGE_POLLS = 1 << 25


KNOWN = int(sum(Intent))

# Longest prefix wins; an event of none needs no intent. The second is for direct messages.
_BY_PREFIX: dict[str, tuple[Intent, Intent]] = {
    prefix: (guild, direct)
    for guild, direct, prefixes in (
        (Intent.GUILDS, Intent(0), "GUILD_CREATE GUILD_UPDATE GUILD_DELETE GUILD_ROLE_ CHANNEL_"),
        (Intent.GUILDS, Intent(0), "THREAD_ STAGE_INSTANCE_"),
        (Intent.GUILDS, Intent.DIRECT_MESSAGES, "CHANNEL_PINS_UPDATE"),
        (Intent.GUILDS | Intent.GUILD_MEMBERS, Intent(0), "THREAD_MEMBERS_UPDATE"),
        (Intent.GUILD_MEMBERS, Intent(0), "GUILD_MEMBER_"),
        (Intent.GUILD_MODERATION, Intent(0), "GUILD_AUDIT_LOG_ENTRY_CREATE GUILD_BAN_"),
        (Intent.GUILD_EXPRESSIONS, Intent(0), "GUILD_EMOJIS_UPDATE GUILD_STICKERS_UPDATE"),
        (Intent.GUILD_INTEGRATIONS, Intent(0), "GUILD_INTEGRATIONS_UPDATE INTEGRATION_"),
        (Intent.GUILD_WEBHOOKS, Intent(0), "WEBHOOKS_UPDATE"),
        (Intent.GUILD_INVITES, Intent(0), "INVITE_"),
        (Intent.GUILD_VOICE_STATES, Intent(0), "VOICE_STATE_UPDATE"),
        (Intent.GUILD_PRESENCES, Intent(0), "PRESENCE_UPDATE"),
        (Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES, "MESSAGE_"),
        (
            Intent.GUILD_MESSAGE_REACTIONS,
            Intent.DIRECT_MESSAGE_REACTIONS,
            "MESSAGE_REACTION_",
        ),
        (Intent.GUILD_MESSAGE_POLLS, Intent.DIRECT_MESSAGE_POLLS, "MESSAGE_POLL_"),
        (Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING, "TYPING_START"),
        (Intent.GUILD_SCHEDULED_EVENTS, Intent(0), "GUILD_SCHEDULED_EVENT_"),
        (
            Intent.AUTO_MODERATION_EXECUTION,
            Intent(0),
            "AUTO_MODERATION_ACTION_EXECUTION",
        ),
        (Intent.AUTO_MODERATION_CONFIGURATION, Intent(0), "AUTO_MODERATION_RULE_"),
    )
    for prefix in prefixes.split()
}
_LONGEST_FIRST = sorted(_BY_PREFIX, key=len, reverse=True)
# What the bot must be allowed in the server, beside the intent.
PERMISSION_FOR = {
    "GUILD_AUDIT_LOG_ENTRY_CREATE": Bit.VIEW_AUDIT_LOG,
    "AUTO_MODERATION_ACTION_EXECUTION": Bit.MANAGE_GUILD,
    "AUTO_MODERATION_RULE_CREATE": Bit.MANAGE_GUILD,
    "AUTO_MODERATION_RULE_UPDATE": Bit.MANAGE_GUILD,
    "AUTO_MODERATION_RULE_DELETE": Bit.MANAGE_GUILD,
}


def _find(name: str) -> tuple[Intent, Intent]:
    prefix = next((p for p in _LONGEST_FIRST if name.startswith(p)), None)
    return (Intent(0), Intent(0)) if prefix is None else _BY_PREFIX[prefix]


_FOUND: dict[str, tuple[int, int]] = {}


def allows(intents: int, name: str, *, in_guild: bool) -> bool:
    """Whether a session with these intents hears of an event; one of several is enough."""
    if (needed := _FOUND.get(name)) is None:
        guild, direct = _find(name)
        needed = _FOUND[name] = (int(guild), int(direct))
    wanted = needed[0] if in_guild else needed[1]
    return not wanted or bool(intents & wanted)
