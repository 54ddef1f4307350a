"""Trainings and meetings, from the plan to the seat."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune
    from bot.help import HelpLine


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature
    from cogs.events.aftermath.parts import parts_of_aftermath
    from cogs.events.calendar.desk import Calendars
    from cogs.events.ce.parts import parts_of_attendance
    from cogs.events.ce.store import AttendanceStore
    from cogs.events.cog import Events
    from cogs.events.core import Core
    from cogs.events.mirror.mirroring import Mirroring
    from cogs.events.mirror.store import MirrorStore
    from cogs.events.mirror.watching import Watching
    from cogs.events.news import News
    from cogs.events.parts import Part
    from cogs.events.reminders.parts import parts_of_reminders
    from cogs.events.reminders.store import ReminderStore
    from cogs.events.settings import EventSettings

    core = Core(app.house)
    await core.directory.load(app.house.clock.now())
    # Each part of the feature adds itself here, made from what `core` holds.
    parts: list[Part] = [*core.parts()]
    parts.append(Calendars(app.house, core.store, core.seats).part)
    attendance = AttendanceStore(app.house.storage)
    parts.extend(parts_of_attendance(app.house, core.store, core.access, attendance))
    reminders = ReminderStore(app.house.storage)
    parts.extend(parts_of_reminders(app.house, core.store, reminders))
    mirrors = MirrorStore(app.house.storage)
    mirroring = Mirroring(app.house, core.store, mirrors)
    parts.append(Part(jobs=mirroring.jobs, follower=mirroring, split=mirrors.take_along))
    parts.extend(parts_of_aftermath(core, attendance, reminders, mirroring, mirrors))
    core.followers.join(*(part.follower for part in parts if part.follower is not None))
    core.followers.when_split(*(part.split for part in parts if part.split is not None))
    core.followers.when_seated(*(part.seated for part in parts if part.seated is not None))
    news = News(app.house, core.store)
    feature = Feature(
        name="events",
        title="Trainings",
        settings=EventSettings,
        needs=tuple(need for part in parts for need in part.needs),
        actions=tuple(action for part in parts for action in part.actions),
        jobs=tuple(job for part in parts for job in part.jobs),
        keeps=tuple(keeps for part in parts for keeps in part.keeps),
        help=(*_help(), *(line for part in parts for line in part.help)),
        digest=news.digest,
        variables=news.variables,
    )
    cog = Events(
        [part.members for part in parts if part.members is not None],
        [part.staff for part in parts if part.staff is not None],
    )
    await app.add_feature(feature, cog)
    await app.add_cog(Watching(app.house, mirroring, mirrors))


def _help() -> tuple["HelpLine", ...]:
    from bot.help import Audience, HelpLine

    staff = Audience.ORGANISER
    return (
        HelpLine("event list", "What is coming: trainings and meetings"),
        HelpLine("event show", "One training, and signing up"),
        HelpLine("event mine", "What you have signed up for"),
        HelpLine("training create", "Plan a training, once or as a series", staff),
        HelpLine("training edit", "Change one date of a training, or all", staff),
        HelpLine("training cancel", "Cancel one date of a training, or all", staff),
        HelpLine("training handover", "Let another organiser answer for a training", staff),
        HelpLine("training test", "See a training's post in the staff channel", staff),
    )
