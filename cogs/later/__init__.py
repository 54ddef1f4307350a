"""What is going to happen in a server, and what could not: seeing it, and deciding about it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Audience, Feature, HelpLine, Keeps
    from bot.jobs.kinds import JobKind
    from bot.jobs.outcomes import REPORT, UNDECIDED_FOR
    from bot.ui.actions import Action
    from cogs.later.cog import Later
    from cogs.later.reporting import Reporting

    store = app.house.jobs.store
    cog, reporting = Later(app), Reporting(app.house)
    feature = Feature(
        name="later",
        title="What happens later",
        actions=(
            Action("later.page", cog.turn_page),
            Action("later.choose", cog.choose),
            Action("later.cancel", cog.cancel),
            Action("later.post", cog.post_now),
            Action("later.skip", cog.skip),
        ),
        jobs=(
            JobKind(
                REPORT,
                reporting.report,
                # As long as somebody can still decide about what is told.
                grace=UNDECIDED_FOR,
                title=lambda _: "A report for the staff",
                ended=reporting.ended,
                told=False,
                listed=False,
            ),
        ),
        keeps=(
            Keeps(
                "What you planned: announcements, trainings, daily posts",
                "until 30 days after it is over",
                store.export_member,
                store.forget_member,
            ),
        ),
        help=(
            HelpLine(
                "later list",
                "See what is going to happen here, and cancel it",
                Audience.ORGANISER,
            ),
        ),
    )
    await app.add_feature(feature, cog)
