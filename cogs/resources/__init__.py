"""Resources for members: finding, saving and suggesting them, and the resource of the day."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune
    from bot.help import HelpLine


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature, Keeps
    from cogs.resources.cards import Cards
    from cogs.resources.cog import Resources
    from cogs.resources.daily.cog import DailyCog
    from cogs.resources.daily.desk import Daily
    from cogs.resources.feedback.feedback import Feedback
    from cogs.resources.feedback.store import Said
    from cogs.resources.insights.cog import InsightsCog
    from cogs.resources.insights.desk import Insights
    from cogs.resources.insights.store import Openings
    from cogs.resources.lists import Lists
    from cogs.resources.news import News
    from cogs.resources.pool import Pool
    from cogs.resources.store import SavedResources
    from cogs.resources.suggesting.desk import ResourceDesk
    from cogs.resources.suggesting.store import Suggestions

    house = app.house
    suggestions, saved = Suggestions(house.storage), SavedResources(house.storage)
    said, openings = Said(house.storage), Openings(house.storage)
    pool = Pool(house, suggestions.approved)
    feedback = Feedback(house, said, pool)
    insights = Insights(house, pool, openings, saved, said)
    cards, lists = Cards(house, pool, saved, feedback, insights), Lists(house, pool, saved)
    desk, daily = ResourceDesk(house, suggestions, cards), Daily(house, pool)
    feedback.load()
    await desk.load()
    await daily.load()
    feature = Feature(
        name="resources",
        title="Resources",
        actions=tuple(
            action
            for part in (cards, lists, feedback, desk, insights, daily)
            for action in part.actions
        ),
        needs=daily.needs,
        jobs=daily.jobs,
        keeps=(
            Keeps(
                "The resources that you saved, and in which server",
                "until you remove them",
                saved.export_member,
                saved.forget_member,
            ),
            *feedback.keeps,
            *desk.keeps,
            *daily.keeps,
        ),
        help=(*_help(), *daily.help),
        exports=desk.exports,
        digest=News(pool, said).digest,
    )
    await app.add_feature(feature, Resources(house, pool, cards, lists, daily, desk))
    await app.add_cog(DailyCog(house, daily))
    await app.add_cog(InsightsCog(house, insights))


def _help() -> tuple["HelpLine", ...]:
    from bot.help import Audience, HelpLine

    return (
        HelpLine("resource today", "The resource of the day"),
        HelpLine("resource find", "Find an article, a guideline, a video and more"),
        HelpLine("resource browse", "Look through the resources by topic and kind"),
        HelpLine("resource saved", "The resources that you saved or suggested"),
        HelpLine("resource suggest", "Suggest a resource to this server's reviewers"),
        HelpLine("insights", "What of the resources was opened, saved, useful", Audience.ORGANISER),
    )
