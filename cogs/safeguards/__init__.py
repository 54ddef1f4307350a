"""Crisis lines for people in need; later also finding what must not be posted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature, HelpLine
    from bot.ui.actions import Action
    from cogs.safeguards.cog import Crisis

    cog = Crisis(app.house)
    feature = Feature(
        name="safeguards",
        title="Safeguards",
        actions=(
            Action("crisis.country", cog.other_country),
            Action("crisis.show", cog.show),
        ),
        help=(HelpLine("crisis", "Crisis lines: who to call or text, by country"),),
    )
    await app.add_feature(feature, cog)
