"""The part of purging, put together."""

from bot.feature import Need
from bot.help import Audience, HelpLine
from cogs.moderation.core import Core
from cogs.moderation.parts import Part
from cogs.moderation.purging.cog import PurgeCommand
from cogs.moderation.purging.desk import PurgeDesk


def part_of_purging(core: Core) -> Part:
    """`/mod purge` and its buttons."""
    desk = PurgeDesk(core.acting)
    return Part(
        actions=desk.actions,
        help=(HelpLine("mod purge", "Delete many messages at once", Audience.MODERATOR),),
        needs=(
            Need("manage_messages", "to delete many messages at once"),
            Need("read_message_history", "to find the messages that are to be deleted"),
        ),
        mod=PurgeCommand(core.house, desk),
    )
