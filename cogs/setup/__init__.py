"""What a server chooses: channels, roles, its time zone and its countries."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Audience, Feature, HelpLine
    from cogs.setup.cog import Setup

    feature = Feature(
        name="setup",
        title="Setup",
        help=(
            HelpLine("settings show", "See what this server has chosen", Audience.MANAGER),
            HelpLine(
                "settings set", "Choose channels, roles, time zone and countries", Audience.MANAGER
            ),
        ),
    )
    await app.add_feature(feature, Setup(app.house))
