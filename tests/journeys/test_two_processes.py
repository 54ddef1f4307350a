"""Two processes on one PostgreSQL: what is done in one holds in the other."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import Attune
from bot.catalog.records import Prompt
from bot.guilds.records import ServerSettings
from bot.playground.limits import Limits
from bot.playground.server import Playground
from bot.reviews.records import Actor, Role, State, Subject, What, Words
from bot.reviews.steps import TO_CHECK
from bot.settings import PROJECT
from tests.databases import PostgresServer, needed
from tests.journeys.conftest import Here, Hub, settle_in
from tests.journeys.test_catalog import Files, operator, reload
from tests.running import running

SLUG = "soap-note-draft"


@dataclass(frozen=True)
class Two:
    """A server that one Attune is in, and another Attune on the same database and catalogue."""

    here: Here
    other: Attune
    files: Files

    @property
    def one(self) -> Attune:
        return self.here.hub.app


@pytest.fixture
async def two(postgres_server: PostgresServer | None, tmp_path: Path) -> AsyncGenerator[Two]:
    url = await needed(postgres_server).up_to_date()
    catalog = shutil.copytree(PROJECT / "catalog", tmp_path / "catalog")
    playground = Playground(limits=Limits.none())
    async with AsyncExitStack() as stack:
        await playground.start()
        stack.push_async_callback(playground.close)
        owner = playground.world.add_user("Owner")
        apps = [playground.world.add_application(name, owner) for name in ("Attune", "Other")]
        one, other = [
            await stack.enter_async_context(running(playground, app, url, catalog=catalog))
            for app in apps
        ]
        here = await settle_in(Hub(playground, apps[0], one, tmp_path), "two processes")
        yield Two(here, other, Files(catalog))


async def comes_true(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - it may hang on anything
            await asyncio.sleep(0.01)


def prompt(app: Attune) -> Prompt:
    return app.house.shelf.catalog.prompts[SLUG]


async def test_settings_reviews_and_files_changed_in_one_hold_in_the_other(two: Two):
    here, guild_id = two.here, two.here.server.guild.id
    other = two.other.house

    await here.mei.slash("settings set", zone="Europe/London")
    await comes_true(lambda: other.guilds.get(guild_id, ServerSettings).zone == "Europe/London")

    two.files.change(SLUG, ("title: SOAP Progress Note", "title: SOAPY Progress Note"))
    await reload(operator(here))
    await comes_true(lambda: prompt(two.other).title.startswith("SOAPY"))

    await approve(two)
    subject = subject_of(prompt(two.other))
    today = other.clock.now().date()
    await comes_true(
        lambda: other.reviews.standing(guild_id, subject, today=today).state is State.APPROVED
    )


def subject_of(found: Prompt) -> Subject:
    return Subject("prompt", SLUG, found.content_hash, found.title, found.risk_tier)


async def approve(two: Two) -> None:
    reviews, at = two.one.house.reviews, two.one.clock.now()
    guild_id, subject = two.here.server.guild.id, subject_of(prompt(two.one))
    words = Words(interests="none", checks=TO_CHECK, test_run="Tried with a fictional case.")
    number = await reviews.submit(
        guild_id, subject, author_id=two.here.maya.id, interests="none", snapshot={}, at=at
    )
    for person in (two.here.ravi, two.here.olu):
        if reviews.standing(guild_id, subject, today=at.date()).state is not State.APPROVED:
            await reviews.decide(
                guild_id, number, What.APPROVED, Actor(person.id, Role.REVIEWER), words, at
            )
