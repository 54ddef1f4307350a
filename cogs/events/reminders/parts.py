"""The parts of reminding, put together."""

from bot.feature import House, Keeps
from bot.help import HelpLine
from cogs.events.parts import Part
from cogs.events.reminders.cog import Remind
from cogs.events.reminders.ladder import Ladder
from cogs.events.reminders.messages import Messages
from cogs.events.reminders.store import ReminderStore
from cogs.events.store import EventStore


def parts_of_reminders(house: House, events: EventStore, store: ReminderStore) -> tuple[Part, ...]:
    """The ladder, and direct messages for those who asked."""
    ladder = Ladder(house, events, store)
    messages = Messages(house, events, store)
    keeps = Keeps(
        "For which trainings I messaged you beforehand",
        "until you delete it with your data, or 30 days after the server removes me",
        store.export_member,
        store.forget_member,
    )
    return (
        Part(jobs=ladder.jobs, follower=ladder),
        Part(
            jobs=messages.jobs,
            keeps=(keeps,),
            help=(HelpLine("event remind", "Choose how long before a training I message you"),),
            follower=messages,
            seated=messages.plan,
            members=Remind(house, store, messages),
        ),
    )
