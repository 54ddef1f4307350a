"""The part of appeals, put together."""

from bot.feature import Keeps
from bot.help import Audience, HelpLine
from cogs.moderation.appeals.cog import AppealCommands
from cogs.moderation.appeals.desk import AppealDesk
from cogs.moderation.appeals.following import Following
from cogs.moderation.appeals.store import Appeals
from cogs.moderation.core import Core
from cogs.moderation.parts import Part


def part_of_appeals(core: Core) -> Part:
    """*Appeal* on notices and records, its card and `/case appeals`."""
    store = Appeals(core.house.storage)
    following = Following(core, store)
    desk = AppealDesk(core, store, following)
    kept = Keeps(
        "What you wrote in appeals, and what you answered to those of others",
        "as long as the server keeps cases (a year where it chose nothing)",
        store.export_member,
        store.forget_member,
    )
    return Part(
        actions=desk.actions,
        jobs=following.jobs,
        keeps=(kept,),
        help=(
            HelpLine("case appeals", "See who asks to look at a case again", Audience.MODERATOR),
        ),
        case=AppealCommands(core.house, desk),
    )
