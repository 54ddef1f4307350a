"""What one process changes, others on the same PostgreSQL know: at once, and after any trouble."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.reviews.records import State
from bot.reviews.service import Reviews
from bot.storage import Storage
from bot.storage.news import News, tell
from cogs.prompts.submitting.store import Submissions
from tests.databases import PostgresServer, needed
from tests.prompts.submitting.test_store import approved, draft_of
from tests.reviews.thing import thing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HERE, ELSEWHERE, MAYA = 11, 22, 33
# Of whoever listens, by what it said last; other connections say other things.
CUT = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND query LIKE 'LISTEN %'"
)


@dataclass(frozen=True)
class Process:
    """What a process of Attune holds in memory, and how it hears of others."""

    storage: Storage
    guilds: GuildSettings
    reviews: Reviews
    news: News

    def zone(self, guild_id: int) -> str | None:
        return self.guilds.get(guild_id, ServerSettings).zone

    async def choose(self, guild_id: int, zone: str) -> None:
        await self.guilds.change(guild_id, ServerSettings, at=NOW, zone=zone)

    def state(self) -> State:
        return self.reviews.standing(HERE, thing(), today=NOW.date()).state


Begin = Callable[[], Awaitable[Process]]


@pytest.fixture
async def url(postgres_server: PostgresServer | None) -> str:
    """The database that the processes share."""
    return await needed(postgres_server).up_to_date()


@pytest.fixture
async def begin(url: str) -> AsyncGenerator[Begin]:
    """Begins processes on one database; each listens when it is returned."""
    async with AsyncExitStack() as stack:

        async def begin() -> Process:
            storage = await Storage.open(url)
            stack.push_async_callback(storage.close)
            guilds = GuildSettings(storage, {"server": ServerSettings})
            reviews, news, listens = Reviews(storage, guilds), News(url), asyncio.Event()

            async def all_was_read(about: str | None) -> None:
                if about is None:
                    listens.set()

            news.follow("settings", guilds.hear)
            news.follow("reviews", reviews.hear)
            news.follow("last", all_was_read)
            news.start()
            stack.push_async_callback(news.stop)
            await asyncio.wait_for(listens.wait(), 10)
            return Process(storage, guilds, reviews, news)

        yield begin


async def comes_true(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - it may hang on anything
            await asyncio.sleep(0.005)


async def test_a_changed_setting_reaches_the_other_process(begin: Begin):
    one, other = await begin(), await begin()

    await one.choose(HERE, "Europe/London")
    await comes_true(lambda: other.zone(HERE) == "Europe/London")
    await other.choose(HERE, "Australia/Sydney")
    await comes_true(lambda: one.zone(HERE) == "Australia/Sydney")


async def test_a_server_that_left_is_forgotten_by_the_other_process(begin: Begin):
    one, other = await begin(), await begin()
    await one.choose(HERE, "Europe/London")
    await one.choose(ELSEWHERE, "Europe/Paris")
    await comes_true(lambda: other.zone(ELSEWHERE) == "Europe/Paris")

    await one.guilds.forget_guild(HERE)

    await comes_true(lambda: other.zone(HERE) is None)
    assert other.zone(ELSEWHERE) == "Europe/Paris"


async def test_a_step_of_a_review_reaches_the_other_process(begin: Begin):
    one, other = await begin(), await begin()

    await one.reviews.submit(
        HERE, thing(), author_id=MAYA, interests="None", snapshot={"title": "A"}, at=NOW
    )

    await comes_true(lambda: other.state() is State.IN_REVIEW)


async def test_a_prompt_that_was_approved_reaches_the_other_process(begin: Begin, url: str):
    one, prompts = await begin(), Submissions((await begin()).storage)
    news = News(url)
    news.follow("prompts", prompts.hear)
    news.start()
    store = Submissions(one.storage)

    version = await approved(store, await draft_of(store))

    await comes_true(lambda: version.slug in prompts.approved(version.guild_id))
    await store.forget_guild(version.guild_id)
    await comes_true(lambda: not prompts.approved(version.guild_id))
    await news.stop()


async def test_a_process_that_begins_later_knows_what_was_changed_before(begin: Begin):
    one = await begin()
    await one.choose(HERE, "Europe/London")

    assert (await begin()).zone(HERE) == "Europe/London"


async def test_nothing_is_stale_once_a_cut_connection_is_made_again(begin: Begin):
    one, other = await begin(), await begin()

    async with one.storage.write() as connection:
        cut = (await connection.execute(text(CUT))).scalar_one()
    assert cut == 2
    # Before the half second is over after which they connect again: nobody is told of this.
    await one.choose(HERE, "Europe/London")

    await comes_true(lambda: other.zone(HERE) == "Europe/London")
    await one.choose(HERE, "Australia/Sydney")
    await comes_true(lambda: other.zone(HERE) == "Australia/Sydney")


async def test_a_database_that_is_away_while_news_are_read_is_asked_again(begin: Begin, url: str):
    process = await begin()
    tries: list[str | None] = []
    news = News(url)

    async def fails_once(about: str | None) -> None:
        tries.append(about)
        if len(tries) == 2:
            raise OSError("away")

    news.follow("shaky", fails_once)
    news.start()
    await comes_true(lambda: tries == [None])
    async with process.storage.write() as connection:
        await tell(connection, "shaky", "it")

    await comes_true(lambda: tries == [None, "it", None])
    await news.stop()


async def test_many_news_of_one_thing_are_read_once(begin: Begin, url: str):
    process = await begin()
    heard: list[str | None] = []
    hold, holding = asyncio.Event(), asyncio.Event()
    news = News(url)

    async def slow(about: str | None) -> None:
        heard.append(about)
        if about == "first":
            holding.set()
            await hold.wait()

    news.follow("busy", slow)
    news.start()
    await comes_true(lambda: heard == [None])
    for about in ("first", *["same"] * 20, "last"):
        async with process.storage.write() as connection:
            await tell(connection, "busy", about)
        await asyncio.wait_for(holding.wait(), 10)
    hold.set()

    await comes_true(lambda: "last" in heard)
    assert heard == [None, "first", "same", "last"]
    await news.stop()


async def test_on_sqlite_there_is_nobody_to_tell(sqlite_storage: Storage):
    news = News(None)
    news.start()
    async with sqlite_storage.write() as connection:
        await tell(connection, "settings", "1")
    await news.stop()
