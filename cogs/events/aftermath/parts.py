"""The parts of what comes after a training, put together."""

from cogs.events.aftermath.asking import Asking
from cogs.events.aftermath.desk import ReportDesk
from cogs.events.aftermath.guests import Guests
from cogs.events.aftermath.sharing import Sharing
from cogs.events.aftermath.store import FeedbackStore
from cogs.events.aftermath.summing_up import SummingUp
from cogs.events.ce.store import AttendanceStore
from cogs.events.core import Core
from cogs.events.mirror.mirroring import Mirroring
from cogs.events.mirror.store import MirrorStore
from cogs.events.parts import Part
from cogs.events.reminders.store import ReminderStore


def parts_of_aftermath(
    core: Core,
    attendance: AttendanceStore,
    deliveries: ReminderStore,
    mirroring: Mirroring,
    mirrors: MirrorStore,
) -> tuple[Part, ...]:
    """The questions, sharing, the summary, and the hosts' report."""
    house, events, access = core.house, core.store, core.access
    feedback = FeedbackStore(house.storage)
    guests = Guests(core.seats, attendance, feedback)
    asking = Asking(house, events, feedback, guests, deliveries)
    sharing = Sharing(house, events, access, guests, deliveries)
    summing_up = SummingUp(house, events, guests)
    desk = ReportDesk(house, events, access, guests, attendance, deliveries, mirroring, mirrors)
    return (
        asking.part,
        sharing.part,
        Part(jobs=summing_up.jobs, follower=summing_up),
        desk.part,
    )
