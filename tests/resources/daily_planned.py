"""A plan for each day at 09:00 in London, for the tests of what becomes of its days."""

from datetime import date, timedelta

from bot.storage import Storage
from cogs.resources.daily.records import DayState
from cogs.resources.daily.store import DailyStore
from tests.resources.daily_house import GUILD, Server
from tests.resources.daily_stock import resources

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def planned(storage: Storage) -> Server:
    server = await Server.of(storage, resources(12))
    await server.schedule()
    return server


async def state_of(server: Server, day: date) -> DayState | None:
    async with server.storage.read() as within:
        found = await DailyStore(server.storage).day(within, GUILD, day)
    return found and found.state
