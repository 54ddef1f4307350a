"""Help, what Attune is, and a member's own choices."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature, HelpLine, Keeps
    from bot.ui.actions import Action
    from cogs.community.cog import Community
    from cogs.community.me import Me

    me, community = Me(app.house), Community(app.house)
    members = app.house.members
    feature = Feature(
        name="community",
        title="Community",
        actions=(
            Action("help.page", community.turn_help),
            Action("me.zone", me.ask_zone),
            Action("me.zone_given", me.take_zone),
            Action("me.home_picked", me.pick_home),
        ),
        keeps=(
            Keeps(
                "Your own choices, such as your time zone and home hub",
                "until you change or delete them",
                members.export_member,
                members.forget_member,
            ),
        ),
        help=(
            HelpLine("help", "What you can do here"),
            HelpLine("about", "What I am, what I keep, and what I never do"),
            HelpLine("me show", "Your own choices in one place"),
            HelpLine("me zone", "Choose your time zone"),
            HelpLine("me home", "Choose whose reviews count for you in direct messages"),
            HelpLine("me notices", "Choose whether I message you about what you handed in"),
            HelpLine("me quiet", "Choose hours in which I send you no reminders"),
        ),
    )
    await app.add_feature(feature, community)
    await app.add_cog(me)
