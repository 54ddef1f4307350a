"""Reviewing: who looked at what is shown here, and what came of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Audience, Feature, HelpLine, Keeps
    from bot.reviews.approvals import FILE, export_approvals
    from cogs.reviews.cards import Cards
    from cogs.reviews.cog import ReviewCommands
    from cogs.reviews.desk import Desk
    from cogs.reviews.digest.job import Digest

    house = app.house
    cards = Cards(house)
    desk = Desk(house, cards)
    cog = ReviewCommands(house, cards, desk)
    digest = Digest(house)
    house.reviews.shown_by(cards.follow)
    house.reviews.store.followed_by(digest.follow)

    async def exports(guild_id: int) -> Mapping[str, str]:
        text = await export_approvals(house.storage, guild_id)
        return {FILE: text} if text else {}

    feature = Feature(
        name="reviews",
        title="Reviews",
        actions=(*cog.actions(), *desk.actions()),
        jobs=(digest.kind(),),
        keeps=(
            Keeps(
                "What you submitted for review, the steps you took in reviews, and your reports "
                "that something is unsafe",
                "as long as the server uses me; once you delete them, a random number stands for "
                "you and your words are gone",
                house.reviews.store.export_member,
                house.reviews.store.forget_member,
            ),
        ),
        help=(
            HelpLine("review queue", "What waits for a reviewer", Audience.REVIEWER),
            HelpLine("review due", "What is to be reviewed again", Audience.REVIEWER),
            HelpLine("review claim", "Take a review on", Audience.REVIEWER),
            HelpLine(
                "review history", "Who reviewed an item, and what they said", Audience.REVIEWER
            ),
        ),
        exports=exports,
    )
    await app.add_feature(feature, cog)
