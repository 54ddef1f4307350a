"""What the playground's communities are built from: roles, rights, and the bot's place in them."""

from bot.playground.permissions import DEFAULT, Bit
from bot.playground.records import Application, Channel, Guild, Overwrite, Role, User
from bot.playground.world import World

MEMBER_BITS = DEFAULT & ~(Bit.MENTION_EVERYONE | Bit.CREATE_INVITE | Bit.USE_EXTERNAL_APPS)
MODERATOR_BITS = (
    Bit.KICK_MEMBERS
    | Bit.BAN_MEMBERS
    | Bit.MODERATE_MEMBERS
    | Bit.MANAGE_MESSAGES
    | Bit.PIN_MESSAGES
    | Bit.MANAGE_THREADS
    | Bit.MANAGE_CHANNELS
    | Bit.MANAGE_NICKNAMES
    | Bit.VIEW_AUDIT_LOG
    | Bit.MANAGE_GUILD
    | Bit.BYPASS_SLOWMODE
    | Bit.MENTION_EVERYONE
)
NOTHING = Bit(0)
ORGANISER_BITS = Bit.CREATE_EVENTS | Bit.MANAGE_EVENTS | Bit.MENTION_EVERYONE | Bit.PIN_MESSAGES


def new_guild(world: World, name: str, owner: User) -> Guild:
    """A server in which everybody may do what members of the hub may."""
    guild = world.add_guild(name, owner)
    guild.roles[guild.id].permissions = int(MEMBER_BITS)
    return guild


def add_roles(world: World, guild: Guild) -> dict[str, Role]:
    """The roles of the hub, the lowest first."""
    settings = (
        ("Professional", NOTHING, 0x3498DB),
        ("Reviewer", NOTHING, 0x9B59B6),
        ("Organiser", ORGANISER_BITS, 0xE67E22),
        ("Moderator", MODERATOR_BITS, 0x3BA55D),
    )
    return {
        name: world.add_role(
            guild,
            name,
            permissions=bits,
            position=position,
            color=color,
            hoist=True,
            mentionable=name != "Professional",
        )
        for position, (name, bits, color) in enumerate(settings, start=1)
    }


def install(world: World, application: Application, guild: Guild, permissions: Bit) -> None:
    """Add the bot, and drag its role to the top, as whoever sets it up is told to."""
    world.install(application, guild, permissions)
    for role in guild.roles.values():
        own = role.bot_id == application.bot_id
        if role.position:
            role.position = len(guild.roles) - 1 if own else role.position - 1
            world.role_changed(role)


def only_for(guild: Guild, *roles: Role) -> list[Overwrite]:
    """Overwrites of a channel that only these roles see."""
    view = int(Bit.VIEW_CHANNEL)
    hidden = Overwrite(guild.id, is_member=False, deny=view)
    return [hidden, *(Overwrite(r.id, is_member=False, allow=view) for r in roles)]


def read_only(guild: Guild, *writers: Role) -> list[Overwrite]:
    """Overwrites of a channel that everybody reads and only these roles write in."""
    write = Bit.SEND_MESSAGES | Bit.CREATE_PUBLIC_THREADS | Bit.CREATE_PRIVATE_THREADS
    quiet = Overwrite(guild.id, is_member=False, deny=int(write))
    return [quiet, *(Overwrite(r.id, is_member=False, allow=int(write)) for r in writers)]


def let_in(application: Application, channel: Channel) -> None:
    """Let the bot see and write where its role alone would not."""
    bits = int(Bit.VIEW_CHANNEL | Bit.SEND_MESSAGES)
    own = Overwrite(application.bot_id, is_member=True, allow=bits)
    channel.overwrites[application.bot_id] = own
