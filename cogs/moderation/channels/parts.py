"""The part of channels, put together."""

from bot.feature import Keeps, Need
from bot.help import Audience, HelpLine
from bot.jobs.watching import Watching
from cogs.moderation.cases.records import Kind
from cogs.moderation.channels.cog import ChannelCommands
from cogs.moderation.channels.desk import ChannelDesk
from cogs.moderation.channels.planning import Planning
from cogs.moderation.channels.records import Outcome
from cogs.moderation.channels.store import Locks
from cogs.moderation.channels.tending import Tending
from cogs.moderation.channels.working import Working
from cogs.moderation.core import Core
from cogs.moderation.parts import Part


def part_of_channels(core: Core) -> Part:
    """Slow mode, topics, locks, archiving."""
    house, store = core.house, Locks(core.house.storage)
    watching = Watching[int, Outcome]()
    tending = Tending(core.acting)
    planning = Planning(house, store, core.acting.ledger)
    desk = ChannelDesk(core, store, planning, watching)
    core.lifts |= dict.fromkeys((Kind.LOCK, Kind.ARCHIVE), desk.lift)
    return Part(
        channel=ChannelCommands(house, desk, tending),
        actions=tending.actions,
        jobs=Working(core, store, planning, watching).jobs,
        listeners=(("on_guild_channel_delete", desk.let_go),),
        keeps=(
            Keeps(
                "The channels that you locked, when, and what you said of it",
                "as long as the server has Attune; the words until the channel is open again",
                store.export_member,
                store.forget_member,
            ),
        ),
        needs=(
            Need("manage_channels", "to set slow mode and topics, and to archive channels"),
            Need("manage_roles", "to lock channels and to open them as they were"),
            Need("manage_threads", "to close threads"),
        ),
        help=_help(),
    )


def _help() -> tuple[HelpLine, ...]:
    who = Audience.MODERATOR
    return (
        HelpLine("channel slowmode", "Let everybody wait between two messages", who),
        HelpLine("channel topic", "Change what stands at the top of a channel", who),
        HelpLine("channel lock", "Let nobody but the team write, for a time if you like", who),
        HelpLine("channel unlock", "Let everybody write again who could before", who),
        HelpLine("channel lockdown", "Lock many channels at once, or open them again", who),
        HelpLine("channel archive", "Put a channel or thread away, to be read only", who),
    )
