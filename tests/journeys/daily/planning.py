"""A server with the resource of the day, and what comes there, for the tests of its stories."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.app import Attune
from bot.guilds.records import ServerSettings
from bot.jobs.records import Job, State
from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from bot.playground.records import Application
from bot.playground.server import Playground
from cogs.resources.daily.book import key_of
from cogs.resources.daily.cog import DailyCog
from cogs.resources.daily.desk import Daily
from tests.jobs.house import Place, until

COGS = ("cogs.setup", "cogs.later", "cogs.resources")
ZONE = "America/New_York"
NEW_YORK = ZoneInfo(ZONE)
DAY = timedelta(days=1)


async def settle_in(
    playground: Playground, application: Application, app: Attune, name: str
) -> Place:
    """A server in New York, with its channels chosen."""
    here = Place.of(playground, application, app, name)
    await app.house.guilds.change(
        here.server.guild.id,
        ServerSettings,
        at=here.now,
        zone=ZONE,
        operations_channel=here.server.staff.id,
        staff_channel=here.server.staff.id,
        daily_channel=here.server.general.id,
    )
    return here


def daily(here: Place) -> Daily:
    cog = here.app.get_cog("DailyCog")
    assert isinstance(cog, DailyCog)
    return cog.daily


def early(here: Place) -> None:
    """Go on to six in the morning."""
    now = here.now.astimezone(NEW_YORK)
    six = now.replace(hour=6, minute=0)
    here.playground.clock.advance_to(six if six > now else six + DAY)


async def planned(here: Place, **options: object) -> Reply:
    """A plan for 9am in New York, saved by Olu."""
    shown = await here.people["Olu"].slash("daily schedule", time="9am", **options)
    return await here.people["Olu"].click(await shown.settled(), "Save")


async def next_job(here: Place) -> Job:
    """The job of the next post."""
    guild_id = here.server.guild.id
    plan = await daily(here).planning.plan(guild_id)
    assert plan is not None
    assert plan.head is not None
    job = await here.jobs.store.find(guild_id, "daily.post", key_of(plan.head))
    assert job is not None
    return job


async def next_day(here: Place, state: State = State.DONE) -> Job:
    """The next post, once its time has come and it is over."""
    job = await next_job(here)
    here.playground.clock.advance_to(job.due_at)
    return await here.ends(job, state)


async def reported(here: Place) -> str:
    """What staff were told, once they were."""
    staff = here.server.staff

    async def is_told() -> bool:
        # What fails at once is gathered for a second.
        here.playground.clock.advance(timedelta(seconds=0.1))
        return bool(here.messages(staff))

    await until(is_told)
    return text_of(here.messages(staff)[-1])
