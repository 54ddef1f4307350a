"""Announcements: written, seen by a second pair of eyes, posted once at their time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune
    from bot.help import HelpLine


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature, Keeps, Need
    from cogs.announcements.parts import Parts
    from cogs.announcements.settings import AnnouncementSettings

    parts = Parts.of(app.house)
    feature = Feature(
        name="announcements",
        title="Announcements",
        settings=AnnouncementSettings,
        needs=(
            Need("attach_files", "post the images of announcements"),
            Need("create_public_threads", "open the thread below an announcement"),
        ),
        actions=parts.actions,
        jobs=parts.jobs,
        keeps=(
            Keeps(
                "Announcements that you wrote or planned, and whether you approved others'",
                "as long as the server uses me; once you delete them, your unposted drafts are "
                "gone and a random number stands for you in the rest",
                parts.store.export_member,
                parts.store.forget_member,
            ),
        ),
        help=_help(),
    )
    await app.add_feature(feature, parts.cog)


def _help() -> tuple["HelpLine", ...]:
    from bot.help import Audience, HelpLine

    organisers = {
        "compose": "Write an announcement, and see it as it will look",
        "list": "What is planned, the drafts, and what was posted",
        "show": "Look at an announcement and decide about it",
        "edit": "Change where and when an announcement goes",
        "cancel": "Call a planned announcement off",
        "pause": "Post nothing of an announcement for a while",
        "resume": "Go on with a paused announcement",
        "skip": "Leave out the next time of one that repeats",
        "history": "Who changed an announcement, and when it was posted",
        "handover": "Make somebody else the planner of an announcement",
        "templates": "Saved texts to begin from",
        "digest": "Draft what is new here, now or each week",
    }
    return (
        *(HelpLine(f"announce {n}", t, Audience.ORGANISER) for n, t in organisers.items()),
        HelpLine(
            "announce settings",
            "Whether somebody else approves announcements first",
            Audience.MANAGER,
        ),
    )
