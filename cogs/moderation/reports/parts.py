"""The part of reports, put together."""

from bot.feature import House, Keeps, Need
from bot.help import Audience, HelpLine
from cogs.moderation.parts import Part
from cogs.moderation.reports.cog import ReportCommands
from cogs.moderation.reports.desk import ReportDesk
from cogs.moderation.reports.following import Following
from cogs.moderation.reports.store import Reports


def part_of_reports(house: House) -> Part:
    """*Report message*, its card and `/case reports`."""
    store = Reports(house.storage)
    following = Following(house, store)
    desk = ReportDesk(house, store, following)
    kept = Keeps(
        "Messages that you reported or that were reported of yours, with their link, and their "
        "words where nothing in them may identify a client; what you decided about reports",
        "for 30 days",
        store.export_member,
        store.forget_member,
    )
    return Part(
        actions=desk.actions,
        jobs=following.jobs,
        keeps=(kept,),
        needs=(Need("send_messages", "to show reports to the moderators"),),
        help=(HelpLine("case reports", "See what members reported", Audience.MODERATOR),),
        case=ReportCommands(house, desk),
        menus=(desk.menu,),
    )
