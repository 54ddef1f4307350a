"""Whether somebody may act on a server, a role or a member, else Discord's refusal."""

from bot.playground.errors import missing_access, missing_permissions
from bot.playground.permissions import Bit, top_position
from bot.playground.records import Guild, Role
from bot.playground.state import State


def require(world: State, guild: Guild, by: int, bits: Bit) -> None:
    """Raise 50001 for a stranger to the server, 50013 where a bit is missing."""
    if by not in guild.members:
        raise missing_access()
    if bits & ~world.permissions_in_guild(guild.id, by):
        raise missing_permissions()


def require_above_role(guild: Guild, by: int, role: Role) -> None:
    """Raise 50013 where a role is not below somebody's highest."""
    if role.position >= top_position(guild, by):
        raise missing_permissions()


def require_above_member(guild: Guild, by: int, user_id: int) -> None:
    """Raise 50013 where a member is not below somebody; the owner never is."""
    if top_position(guild, user_id) >= top_position(guild, by):
        raise missing_permissions()
