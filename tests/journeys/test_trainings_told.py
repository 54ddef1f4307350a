"""Trainings in the weekly digest, and as a variable of announcements."""

import pytest

from bot.playground.actors import People
from bot.playground.permissions import Bit
from tests.events.hall import TITLE, Hall, shown_time, until
from tests.journeys.conftest import Hub


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> Hall:
    return await Hall.of(hub, request.node.name)


async def plan(hall: Hall, days: int) -> str:
    """Plan a training; its time as everybody sees it."""
    shown = await hall.draft(hall.day(days))
    await hall.olu.click(shown, "Create it")
    await hall.comes(lambda: len(hall.posts()) == 1)
    return shown_time(hall.day(days))


async def next_training(hall: Hall) -> str:
    variable = hall.app.features["events"].variables["next_training"]
    return await variable.value(hall.server.guild.id, hall.app.clock.now())


async def test_the_digest_tells_of_the_trainings_of_the_next_two_weeks(hall: Hall):
    starts = await plan(hall, 13)

    said = await hall.olu.slash("announce digest", channel=hall.server.general)

    assert f"### Coming trainings\n- **{TITLE}**, {starts}" in said.text


async def test_a_training_further_away_is_the_next_but_not_in_the_digest(hall: Hall):
    assert await next_training(hall) == "none is planned yet"
    starts = await plan(hall, 16)

    said = await hall.olu.slash("announce digest", channel=hall.server.general)

    assert TITLE not in said.text
    assert await next_training(hall) == f"**{TITLE}**, {starts}"


async def test_what_not_everybody_may_see_is_told_to_nobody(hall: Hall):
    await plan(hall, 3)
    channel = hall.server.general
    everybody = hall.server.guild.roles[hall.server.guild.id]
    owner = People(hall.hub.playground).member(hall.server.guild.owner_id, hall.server.guild)
    await owner.set_overwrite(everybody, channel, deny=Bit.VIEW_CHANNEL)

    await until(lambda: not _sees(hall, channel.id))
    assert await next_training(hall) == "none is planned yet"


def _sees(hall: Hall, channel_id: int) -> bool:
    guild = hall.app.get_guild(hall.server.guild.id)
    channel = guild and guild.get_channel(channel_id)
    return bool(channel and guild and channel.permissions_for(guild.default_role).view_channel)
