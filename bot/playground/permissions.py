"""Who may do what where: Discord's permission bits, roles and overwrites."""

from enum import IntFlag

from bot.playground.records import Channel, Guild


class Bit(IntFlag):
    """Permission bits, as split in 2026. Source: Discord's documentation, "Permissions"."""

    CREATE_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    VIEW_MONETIZATION = 1 << 41
    USE_SOUNDBOARD = 1 << 42
    CREATE_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    USE_EXTERNAL_SOUNDS = 1 << 45
    SEND_VOICE_MESSAGES = 1 << 46
    SET_VOICE_CHANNEL_STATUS = 1 << 48
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


NOTHING = Bit(0)
EVERYTHING = Bit(sum(Bit))
# What Discord gives @everyone in a new server.
DEFAULT = (
    Bit.CREATE_INVITE
    | Bit.ADD_REACTIONS
    | Bit.STREAM
    | Bit.VIEW_CHANNEL
    | Bit.SEND_MESSAGES
    | Bit.EMBED_LINKS
    | Bit.ATTACH_FILES
    | Bit.READ_MESSAGE_HISTORY
    | Bit.MENTION_EVERYONE
    | Bit.USE_EXTERNAL_EMOJIS
    | Bit.CONNECT
    | Bit.SPEAK
    | Bit.USE_VAD
    | Bit.CHANGE_NICKNAME
    | Bit.USE_APPLICATION_COMMANDS
    | Bit.REQUEST_TO_SPEAK
    | Bit.CREATE_PUBLIC_THREADS
    | Bit.CREATE_PRIVATE_THREADS
    | Bit.USE_EXTERNAL_STICKERS
    | Bit.SEND_MESSAGES_IN_THREADS
    | Bit.USE_EMBEDDED_ACTIVITIES
    | Bit.USE_SOUNDBOARD
    | Bit.SEND_VOICE_MESSAGES
    | Bit.SEND_POLLS
    | Bit.USE_EXTERNAL_APPS
)
# All that somebody in timeout keeps.
LEFT_IN_TIMEOUT = Bit.VIEW_CHANNEL | Bit.READ_MESSAGE_HISTORY


def in_guild(guild: Guild, user_id: int, *, timed_out: bool = False) -> Bit:
    """What a member may do where no channel says otherwise; nothing for a stranger."""
    bits = _in_guild(guild, user_id)
    return _left(bits, timed_out=timed_out and not bits & _ADMINISTRATOR)


def in_channel(guild: Guild, channel: Channel, user_id: int, *, timed_out: bool = False) -> Bit:
    """What a member may do in a channel; a thread asks its parent, which the caller passes."""
    bits = _in_guild(guild, user_id)
    if bits & _ADMINISTRATOR or not bits:
        return Bit(bits)
    if (everyone := channel.overwrites.get(guild.id)) is not None:
        bits = (bits & ~everyone.deny) | everyone.allow
    allow = deny = 0
    for role_id in guild.members[user_id].roles:
        if (overwrite := channel.overwrites.get(role_id)) is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    bits = (bits & ~deny) | allow
    if (own := channel.overwrites.get(user_id)) is not None:
        bits = (bits & ~own.deny) | own.allow
    if not bits & _VIEW_CHANNEL:
        return NOTHING
    return _left(bits, timed_out=timed_out)


# Numbers here: every message and event asks, and flags are several times slower.
_ADMINISTRATOR = int(Bit.ADMINISTRATOR)
_VIEW_CHANNEL = int(Bit.VIEW_CHANNEL)
_EVERYTHING = int(EVERYTHING)
_LEFT_IN_TIMEOUT = int(LEFT_IN_TIMEOUT)


def _in_guild(guild: Guild, user_id: int) -> int:
    member = guild.members.get(user_id)
    if member is None:
        return 0
    if user_id == guild.owner_id:
        return _EVERYTHING
    bits = guild.roles[guild.id].permissions
    for role_id in member.roles:
        bits |= guild.roles[role_id].permissions
    return _EVERYTHING if bits & _ADMINISTRATOR else bits


def _left(bits: int, *, timed_out: bool) -> Bit:
    return Bit(bits & _LEFT_IN_TIMEOUT if timed_out else bits)


def top_position(guild: Guild, user_id: int) -> int:
    """Where somebody stands in the role hierarchy; the owner above all."""
    if user_id == guild.owner_id:
        return 1_000_000
    return max((guild.roles[r].position for r in guild.members[user_id].roles), default=0)
