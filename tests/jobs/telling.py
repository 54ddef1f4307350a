"""Jobs that stop, and what is reported of them."""

from datetime import timedelta

from bot.guilds.records import ServerSettings
from bot.jobs.records import Job, State
from bot.playground.permissions import Bit
from bot.playground.records import Channel, Message
from tests.jobs.house import Place, until

# A report waits a second for others that fail with it; each look lets some of that pass.
GATHERING = timedelta(seconds=0.2)


async def operations(here: Place) -> Channel:
    """The server's operations channel, chosen."""
    staff = here.server.staff
    await here.app.house.guilds.change(
        here.server.guild.id, ServerSettings, at=here.now, operations_channel=staff.id
    )
    return staff


async def told(here: Place, channel: Channel, count: int = 1) -> list[Message]:
    """What was reported in a channel, once it is so many messages."""

    async def are_there() -> bool:
        here.playground.clock.advance(GATHERING)
        return len(here.messages(channel)) >= count

    await until(are_there)
    return here.messages(channel)


async def stopped(here: Place, key: str = "Stopped", **planned: object) -> Job:
    """A job that stopped since its channel was taken away from Attune."""
    here.mute(Bit.SEND_MESSAGES)
    job = await here.jobs.schedule(here.plan(key, **planned))  # pyright: ignore[reportArgumentType]
    return await here.ends(job, State.STOPPED)
