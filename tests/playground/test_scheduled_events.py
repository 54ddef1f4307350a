"""Scheduled events: over REST, by discord.py, by people, and by the clock alone."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest
from discord.http import Route

from bot.playground.actors import ClientError, People, Person
from bot.playground.audit_log import Action
from bot.playground.happenings import EventStatus
from bot.playground.permissions import Bit
from bot.playground.records import Application, ChannelType, Guild, Overwrite, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, grant

HOUR = timedelta(hours=1)
LOCATION = "entity_metadata.location"


@pytest.fixture
def path(guild: Guild) -> str:
    return f"/guilds/{guild.id}/scheduled-events"


@pytest.fixture
def now(playground: Playground) -> datetime:
    return playground.clock.now()


@pytest.fixture
def organising(playground: Playground, guild: Guild, bot: Application) -> None:
    """The bot may make events."""
    grant(playground, guild, bot, Bit.CREATE_EVENTS)


@pytest.fixture
def olive(playground: Playground, guild: Guild, owner: User) -> Person:
    return People(playground).member(owner, guild)


@pytest.fixture
def person(playground: Playground, guild: Guild, maya: User) -> Person:
    return People(playground).member(maya, guild)


def training(now: datetime, **more: Any) -> dict[str, Any]:
    return {
        "name": "CBT basics",
        "privacy_level": 2,
        "entity_type": 3,
        "scheduled_start_time": (now + HOUR).isoformat(),
        "scheduled_end_time": (now + 2 * HOUR).isoformat(),
        "entity_metadata": {"location": "Room 2"},
    } | more


def names_of(events: list[Event]) -> list[str]:
    prefix = "GUILD_SCHEDULED_EVENT_"
    return [e.name.removeprefix(prefix) for e in events if e.name.startswith(prefix)]


# --- making -----------------------------------------------------------------------------------


async def test_an_event_is_made_listed_and_read_by_who_may_create_events(
    rest: Rest, path: str, now: datetime, playground: Playground, guild: Guild, bot: Application
):
    assert (await rest.post(path, training(now))).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.CREATE_EVENTS)

    made = await rest.post(path, training(now, description="Bring a case."))

    assert made.status == 200
    assert made.json["creator_id"] == str(bot.bot_id)
    assert made.json["entity_metadata"] == {"location": "Room 2"}
    listed = (await rest.get(path, with_user_count="true")).json
    assert [(e["id"], e["user_count"]) for e in listed] == [(made.json["id"], 0)]
    assert (await rest.get(f"{path}/{made.json['id']}")).json == made.json
    assert (await rest.get(f"{path}/1")).refusal == (404, 10070)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"name": "x" * 101}, "name", "BASE_TYPE_BAD_LENGTH"),
        ({"name": None}, "name", "BASE_TYPE_REQUIRED"),
        ({"description": "x" * 1001}, "description", "BASE_TYPE_BAD_LENGTH"),
        ({"scheduled_end_time": None}, "scheduled_end_time", "BASE_TYPE_REQUIRED"),
        ({"entity_metadata": None}, "entity_metadata", "BASE_TYPE_REQUIRED"),
        ({"entity_metadata": {}}, LOCATION, "BASE_TYPE_REQUIRED"),
        ({"entity_metadata": {"location": "x" * 101}}, LOCATION, "BASE_TYPE_BAD_LENGTH"),
        ({"channel_id": "1"}, "channel_id", "BASE_TYPE_CHOICES"),
        ({"privacy_level": 1}, "privacy_level", "BASE_TYPE_CHOICES"),
        ({"entity_type": 4}, "entity_type", "BASE_TYPE_CHOICES"),
        ({"entity_type": 2, "entity_metadata": None}, "channel_id", "BASE_TYPE_REQUIRED"),
        ({"scheduled_start_time": "soon"}, "scheduled_start_time", "DATE_TIME_TYPE_PARSE"),
        (
            {"scheduled_start_time": "2001-01-01T00:00:00Z"},
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
        ),
        (
            {"scheduled_end_time": "2001-01-01T00:00:00Z"},
            "scheduled_end_time",
            "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
        ),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("organising")
async def test_what_is_wrong_with_an_event_is_said(
    rest: Rest, path: str, now: datetime, change: dict[str, Any], field: str, code: str
):
    refused = await rest.post(path, training(now, **change))

    assert refused.refusal == (400, 50035)
    assert refused.reason(field) == code


@pytest.mark.usefixtures("organising")
async def test_a_hundred_events_are_enough(
    rest: Rest, path: str, now: datetime, playground: Playground
):
    made = [await rest.post(path, training(now)) for _ in range(100)]
    assert {m.status for m in made} == {200}

    assert (await rest.post(path, training(now))).refusal == (400, 30038)

    playground.clock.advance(3 * HOUR)
    later = playground.clock.now()
    assert (await rest.post(path, training(later))).status == 200


async def test_an_event_in_a_voice_channel_is_seen_by_who_sees_the_channel(
    rest: Rest,
    path: str,
    now: datetime,
    playground: Playground,
    guild: Guild,
    bot: Application,
    person: Person,
    olive: Person,
    events: list[Event],
):
    grant(playground, guild, bot, Bit.CREATE_EVENTS | Bit.MANAGE_EVENTS)
    hidden = [Overwrite(guild.id, is_member=False, deny=int(Bit.VIEW_CHANNEL))]
    voice = playground.world.add_channel(guild, "voice", type=ChannelType.VOICE)
    secret = playground.world.add_channel(
        guild, "secret", type=ChannelType.VOICE, overwrites=hidden
    )
    there = {"entity_type": 2, "entity_metadata": None}

    assert (await rest.post(path, training(now, **there, channel_id=str(voice.id)))).status == 200
    refused = await rest.post(path, training(now, **there, channel_id=str(secret.id)))
    assert refused.refusal == (403, 50013)
    staff = await olive.create_event("Staff", now + HOUR, channel=secret)

    events.clear()
    await olive.interested(staff)
    await olive.not_interested(staff)
    assert {e.channel_id for e in events} == {secret.id}
    assert len(await person.events()) == 1
    assert len(await olive.events()) == 2
    assert (await rest.get(f"{path}/{staff.id}")).refusal == (404, 10070)
    assert len((await rest.get(path)).json) == 1


async def test_a_stage_asks_for_the_rights_of_a_stage_moderator(
    rest: Rest, path: str, now: datetime, playground: Playground, guild: Guild, bot: Application
):
    stage = playground.world.add_channel(guild, "stage", type=ChannelType.STAGE)
    body = training(now, entity_type=1, entity_metadata=None, channel_id=str(stage.id))
    grant(playground, guild, bot, Bit.CREATE_EVENTS)
    assert (await rest.post(path, body)).refusal == (403, 50013)

    moderator = Bit.MANAGE_CHANNELS | Bit.MUTE_MEMBERS | Bit.MOVE_MEMBERS
    grant(playground, guild, bot, Bit.CREATE_EVENTS | moderator)

    assert (await rest.post(path, body)).status == 200


# --- changing ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("organising")
async def test_a_bot_changes_its_own_event_and_others_with_manage_events(
    rest: Rest,
    path: str,
    now: datetime,
    olive: Person,
    playground: Playground,
    guild: Guild,
    bot: Application,
    events: list[Event],
):
    own = (await rest.post(path, training(now))).json
    foreign = await olive.create_event("Walk", now + HOUR, now + 2 * HOUR, location="Park")

    changed = await rest.call(
        "PATCH", f"{path}/{own['id']}", {"name": "CBT", "description": ""}, reason="shorter"
    )
    assert (changed.json["name"], changed.json["description"]) == ("CBT", None)
    assert (await rest.patch(f"{path}/{foreign.id}", {"name": "x"})).refusal == (403, 50013)
    assert (await rest.delete(f"{path}/{foreign.id}")).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_EVENTS)
    assert (await rest.patch(f"{path}/{foreign.id}", {"name": "Run"})).status == 200
    assert (await rest.delete(f"{path}/{foreign.id}")).status == 204

    assert names_of(events) == ["CREATE", "CREATE", "UPDATE", "UPDATE", "DELETE"]
    entry = guild.audit_log[2]
    assert (entry.action, entry.reason) == (Action.EVENT_UPDATE, "shorter")
    assert entry.changes == [{"key": "name", "old_value": "CBT basics", "new_value": "CBT"}]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"status": 3}, "status", "GUILD_SCHEDULED_EVENT_INVALID_STATUS"),
        ({"scheduled_end_time": None}, "scheduled_end_time", "BASE_TYPE_REQUIRED"),
        ({"entity_type": 2}, "channel_id", "BASE_TYPE_REQUIRED"),
        (
            {"scheduled_start_time": "2100-01-01T00:00:00Z"},
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
        ),
    ],
)
@pytest.mark.usefixtures("organising")
async def test_what_an_event_can_not_become_is_said(
    rest: Rest, path: str, now: datetime, change: dict[str, Any], field: str, code: str
):
    event = (await rest.post(path, training(now))).json["id"]

    assert (await rest.patch(f"{path}/{event}", change)).reason(field) == code


@pytest.mark.usefixtures("organising")
async def test_a_finished_event_is_listed_no_more_and_can_not_be_changed(
    rest: Rest, path: str, now: datetime
):
    event = (await rest.post(path, training(now))).json["id"]

    assert (await rest.patch(f"{path}/{event}", {"status": 4})).json["status"] == 4

    assert (await rest.patch(f"{path}/{event}", {"name": "x"})).refusal == (400, 180000)
    assert (await rest.get(path)).json == []


@pytest.mark.usefixtures("organising")
async def test_an_external_event_begins_and_ends_by_the_clock(
    rest: Rest, path: str, now: datetime, playground: Playground, guild: Guild, events: list[Event]
):
    event = int((await rest.post(path, training(now))).json["id"])
    events.clear()

    playground.clock.advance(timedelta(minutes=61))
    assert guild.scheduled_events[event].status is EventStatus.ACTIVE
    start = {"scheduled_start_time": (now + 90 * timedelta(minutes=1)).isoformat()}
    refused = await rest.patch(f"{path}/{event}", start)
    assert refused.reason("scheduled_start_time") == "GUILD_SCHEDULED_EVENT_ACTIVE"
    playground.clock.advance(HOUR)

    assert guild.scheduled_events[event].status is EventStatus.COMPLETED
    assert names_of(events) == ["UPDATE", "UPDATE"]
    assert len(guild.audit_log) == 1


async def test_a_voice_event_that_nobody_starts_is_called_off(
    playground: Playground, guild: Guild, olive: Person, now: datetime
):
    playground.world.add_channel(guild, "voice", type=ChannelType.VOICE)
    event = await olive.create_event("Tea", now + HOUR, channel="voice")

    playground.clock.advance(2 * HOUR)
    assert event.status is EventStatus.SCHEDULED
    playground.clock.advance(3 * HOUR)

    assert event.status is EventStatus.CANCELED


# --- people -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("organising")
async def test_people_are_interested_and_the_bot_reads_who(
    rest: Rest, path: str, now: datetime, person: Person, olive: Person, events: list[Event]
):
    event = (await rest.post(path, training(now))).json["id"]
    events.clear()

    await person.interested("CBT basics")
    await person.interested("CBT basics")
    await olive.interested(int(event))
    await person.not_interested(int(event))

    assert names_of(events) == ["USER_ADD", "USER_ADD", "USER_REMOVE"]
    users = (await rest.get(f"{path}/{event}/users", with_member="true")).json
    assert [u["user_id"] for u in users] == [str(olive.id)]
    assert users[0]["member"]["user"]["id"] == str(olive.id)
    assert (await rest.get(f"{path}/{event}/users", after=str(olive.id))).json == []
    assert (await rest.get(f"{path}/{event}/users", limit=101)).reason("limit") == "NUMBER_TYPE_MAX"
    counted = await rest.get(f"{path}/{event}/users/counts")
    assert counted.json["guild_scheduled_event_count"] == 1


@pytest.mark.usefixtures("organising")
async def test_a_person_with_the_right_edits_and_deletes_the_bots_event_by_hand(
    rest: Rest, path: str, now: datetime, person: Person, olive: Person, guild: Guild
):
    await rest.post(path, training(now))
    with pytest.raises(ClientError) as refused:
        await person.edit_event("CBT basics", name="Mine")
    assert refused.value.code == 50013

    event = await olive.edit_event(
        "CBT basics", name="CBT", starts_at=now + 90 * timedelta(minutes=1)
    )
    await olive.begin_event(event)
    await olive.end_event(event)
    with pytest.raises(ClientError):
        await olive.delete_event(event)

    done = [(e.action, e.user_id) for e in guild.audit_log]
    assert done[1:] == [(Action.EVENT_UPDATE, olive.id)] * 3


# --- what discord.py makes of it --------------------------------------------------------------


@pytest.fixture
async def client(
    playground: Playground, bot: Application, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[discord.Client]:
    monkeypatch.setattr(Route, "BASE", playground.api_url)
    client = discord.Client(intents=discord.Intents.default())
    await client.login(bot.token)
    yield client
    await client.close()


@pytest.mark.usefixtures("organising")
async def test_discord_py_makes_changes_starts_and_deletes_an_event(
    client: discord.Client, guild: Guild, now: datetime, person: Person
):
    house = await client.fetch_guild(guild.id)
    event = await house.create_scheduled_event(
        name="CBT",
        start_time=now + HOUR,
        end_time=now + 2 * HOUR,
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="Room 2",
        description="Basics",
    )
    await person.interested("CBT")

    moved = await event.edit(start_time=now + 2 * HOUR, end_time=now + 3 * HOUR, location="Room 3")
    users = [u.id async for u in moved.users()]
    started = await moved.start()

    assert (moved.location, users) == ("Room 3", [person.id])
    assert started.status is discord.EventStatus.active
    assert (await house.fetch_scheduled_events())[0].user_count == 1
    await event.delete()
    assert await house.fetch_scheduled_events() == []
