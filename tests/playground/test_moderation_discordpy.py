"""An unmodified discord.py moderates, and hears of what people do by hand."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.playground.actors import People, Person
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Guild, User
from bot.playground.server import Playground
from tests.playground.client import grant


@pytest.fixture
def person(playground: Playground, guild: Guild, maya: User) -> Person:
    return People(playground).member(maya, guild)


@asynccontextmanager
async def running(
    playground: Playground, bot: Application, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[discord.Client]:
    monkeypatch.setattr(Route, "BASE", playground.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(playground.gateway_url))
    client = discord.Client(intents=discord.Intents.default(), guild_ready_timeout=0.05)
    task = asyncio.create_task(client.start(bot.token))
    await playground.gateway.wait_for(bot.bot_id)
    await client.wait_until_ready()
    yield client
    await client.close()
    await task


@pytest.fixture
async def client(
    playground: Playground,
    guild: Guild,
    channel: Channel,
    bot: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[discord.Client]:
    grant(playground, guild, bot, Bit.ADMINISTRATOR)
    async with running(playground, bot, monkeypatch) as client:
        yield client


async def test_discord_py_moderates_and_reads_the_log(
    client: discord.Client, guild: Guild, channel: Channel, person: Person, playground: Playground
):
    house = client.get_guild(guild.id)
    place = client.get_channel(channel.id)
    assert house is not None
    assert isinstance(place, discord.TextChannel)
    stranger = playground.world.add_user("Stranger")
    said = [await person.say(str(n), channel) for n in range(3)]

    await place.delete_messages([discord.Object(m.id) for m in said[:2]])
    member = await house.fetch_member(person.id)
    await member.timeout(timedelta(minutes=5), reason="calm")
    await place.set_permissions(house.default_role, send_messages=False, reason="locked")
    await member.kick(reason="break")
    await person.rejoin()
    raiders = [discord.Object(person.id), discord.Object(stranger.id)]
    done = await house.bulk_ban(raiders, delete_message_seconds=0)
    await house.unban(discord.Object(stranger.id))

    assert len(done.banned) == 2
    assert list(channel.messages) == [said[2].id]
    assert [b.user.id async for b in house.bans()] == [person.id]
    log = [(e.action.name, e.reason) async for e in house.audit_logs(oldest_first=True)]
    assert log == [
        ("message_bulk_delete", None),
        ("member_update", "calm"),
        ("overwrite_create", "locked"),
        ("kick", "break"),
        ("ban", None),
        ("ban", None),
        ("unban", None),
    ]


async def test_discord_py_hears_who_banned_whom(
    client: discord.Client, guild: Guild, owner: User, person: Person, playground: Playground
):
    entry_told = asyncio.ensure_future(client.wait_for("audit_log_entry_create", timeout=10))
    ban_told = asyncio.ensure_future(client.wait_for("member_ban", timeout=10))
    await asyncio.sleep(0)

    await People(playground).member(owner, guild).ban(person, reason="spam")

    entry = await entry_told
    assert (entry.action, entry.reason) == (discord.AuditLogAction.ban, "spam")
    assert entry.target is not None
    assert (entry.user_id, entry.target.id) == (owner.id, person.id)
    assert (await ban_told)[1].id == person.id


async def test_discord_py_knows_the_events_that_were_there_before_it_came(
    playground: Playground,
    guild: Guild,
    owner: User,
    bot: Application,
    monkeypatch: pytest.MonkeyPatch,
):
    olive = People(playground).member(owner, guild)
    hour, now = timedelta(hours=1), playground.clock.now()
    await olive.create_event("Walk", now + hour, now + 2 * hour, location="Park")
    over = await olive.create_event("Run", now + hour, now + 2 * hour, location="Park")
    await olive.cancel_event(over)

    async with running(playground, bot, monkeypatch) as client:
        house = client.get_guild(guild.id)
        assert house is not None
        assert [e.name for e in house.scheduled_events] == ["Walk"]


async def test_discord_py_hears_of_events_that_people_change_by_hand(
    client: discord.Client, guild: Guild, owner: User, playground: Playground
):
    olive = People(playground).member(owner, guild)
    now = playground.clock.now()
    created = asyncio.ensure_future(client.wait_for("scheduled_event_create", timeout=10))
    changed = asyncio.ensure_future(client.wait_for("scheduled_event_update", timeout=10))
    deleted = asyncio.ensure_future(client.wait_for("scheduled_event_delete", timeout=10))
    await asyncio.sleep(0)
    hour = timedelta(hours=1)

    event = await olive.create_event("Walk", now + hour, now + 2 * hour, location="Park")
    assert (await created).location == "Park"
    await olive.edit_event(event, location="Beach")
    await olive.delete_event(event)

    assert [e.location for e in await changed] == ["Park", "Beach"]
    assert (await deleted).id == event.id
