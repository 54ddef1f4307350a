"""What people do by hand: moderating, coming and going, opening threads and forum posts."""

from datetime import datetime, timedelta

import pytest

from bot.playground.actors import ClientError, People, Person
from bot.playground.audit_log import Action
from bot.playground.payloads.texts import created_at
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Guild, Overwrite, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, forbid
from tests.playground.wire import DEFAULT_INTENTS, connect

HOUR = timedelta(hours=1)
MODERATION = 1 << 2
MODERATOR = (
    Bit.KICK_MEMBERS
    | Bit.BAN_MEMBERS
    | Bit.MODERATE_MEMBERS
    | Bit.MANAGE_MESSAGES
    | Bit.MANAGE_CHANNELS
    | Bit.MANAGE_THREADS
    | Bit.MANAGE_ROLES
    | Bit.VIEW_AUDIT_LOG
)


@pytest.fixture
def person(playground: Playground, guild: Guild, maya: User) -> Person:
    return People(playground).member(maya, guild)


@pytest.fixture
def mei(playground: Playground, guild: Guild) -> Person:
    """A moderator."""
    role = playground.world.add_role(guild, "Moderator", permissions=MODERATOR, position=9)
    user = playground.world.add_user("Mei")
    playground.world.join(guild, user, [role])
    return People(playground).member(user, guild)


@pytest.fixture
def forum(playground: Playground, guild: Guild, bot: Application) -> Channel:
    tag = {"id": "7", "name": "question", "moderated": False}
    return playground.world.add_channel(
        guild, "cases", type=ChannelType.FORUM, available_tags=[tag]
    )


def names(events: list[Event]) -> list[str]:
    return [e.name for e in events]


# --- moderating -------------------------------------------------------------------------------


async def test_a_moderator_bans_kicks_and_times_out_and_the_log_names_them(
    mei: Person, person: Person, guild: Guild, channel: Channel
):
    await mei.time_out("Maya", timedelta(minutes=5), reason="calm")
    await mei.end_timeout("Maya")
    await person.say("hello", channel)
    await mei.kick(person, reason="break")
    await person.rejoin()
    await mei.ban(person, reason="spam", delete_seconds=60)
    await mei.unban(person)

    assert channel.messages == {}
    assert person.id not in guild.members
    log = await mei.audit_log()
    assert {e.user_id for e in log} == {mei.id}
    assert [(e.action, e.reason) for e in reversed(log)] == [
        (Action.MEMBER_UPDATE, "calm"),
        (Action.MEMBER_UPDATE, None),
        (Action.MEMBER_KICK, "break"),
        (Action.MEMBER_BAN_ADD, "spam"),
        (Action.MEMBER_BAN_REMOVE, None),
    ]


async def test_nobody_moderates_above_themselves_or_without_the_right(
    mei: Person, person: Person, owner: User
):
    for act in (mei.ban(owner), mei.kick(owner), mei.time_out(owner, timedelta(1)), mei.ban(mei)):
        with pytest.raises(ClientError) as refused:
            await act
        assert refused.value.code == 50013
    for act in (person.ban(mei), person.kick(mei), person.audit_log()):
        with pytest.raises(ClientError) as refused:
            await act
        assert refused.value.code == 50013
    with pytest.raises(ClientError, match="28 days"):
        await mei.time_out(person, timedelta(days=29))


async def test_deleted_messages_of_one_person_share_an_entry_of_the_log(
    mei: Person, person: Person, channel: Channel, playground: Playground
):
    said = [await person.say(str(n), channel) for n in range(4)]
    await person.delete(said[0])
    await mei.delete(said[1])
    await mei.delete(said[2])
    playground.clock.advance(timedelta(minutes=6))
    await mei.delete(said[3])

    deletions = [(e.target_id, e.options["count"]) for e in await mei.audit_log()]
    assert deletions == [(person.id, "1"), (person.id, "2")]
    assert (await mei.audit_log())[0].options["channel_id"] == str(channel.id)


async def test_a_moderator_changes_a_channel_its_overwrites_and_somebodys_roles(
    mei: Person, person: Person, channel: Channel, guild: Guild, playground: Playground
):
    muted = playground.world.add_role(guild, "Muted")
    await mei.give_role(person, "Muted")
    await mei.set_overwrite("Muted", channel, deny=Bit.SEND_MESSAGES)
    with pytest.raises(ClientError):
        await person.say("hello", channel)
    await mei.clear_overwrite(muted, channel)
    await mei.set_overwrite(person, channel, allow=Bit.SEND_MESSAGES)
    await mei.take_role(person, muted)
    await mei.change_channel(channel, name="Lounge", topic="Calm", slowmode_seconds=5)

    assert (channel.name, channel.topic, channel.slowmode_seconds) == ("lounge", "Calm", 5)
    assert list(channel.overwrites) == [person.id]
    with pytest.raises(ClientError) as refused:
        await mei.set_overwrite(person, channel, allow=Bit.ADMINISTRATOR)
    assert refused.value.code == 50013
    done = [e.action for e in reversed(await mei.audit_log())]
    assert done == [
        Action.MEMBER_ROLE_UPDATE,
        Action.OVERWRITE_CREATE,
        Action.OVERWRITE_DELETE,
        Action.OVERWRITE_CREATE,
        Action.MEMBER_ROLE_UPDATE,
        Action.CHANNEL_UPDATE,
    ]


@pytest.mark.parametrize(
    ("intents", "bits", "heard"),
    [
        (DEFAULT_INTENTS | MODERATION, Bit.VIEW_AUDIT_LOG, True),
        (DEFAULT_INTENTS | MODERATION, Bit(0), False),
        (DEFAULT_INTENTS & ~MODERATION, Bit.VIEW_AUDIT_LOG, False),
    ],
)
async def test_the_log_is_told_to_bots_with_the_intent_and_the_right(
    playground: Playground,
    guild: Guild,
    owner: User,
    mei: Person,
    person: Person,
    channel: Channel,
    intents: int,
    bits: Bit,
    *,
    heard: bool,
):
    bot = playground.world.add_application("Watcher", owner)
    playground.world.install(bot, guild, bits)
    async with connect(playground) as wire:
        await wire.ready(bot, intents)
        await wire.event("GUILD_CREATE")
        await mei.kick(person, reason="break")
        await mei.say("done", channel)

        told = await wire.events_until("MESSAGE_CREATE")

    assert ("GUILD_AUDIT_LOG_ENTRY_CREATE" in told) is heard


# --- coming and going -------------------------------------------------------------------------


async def test_who_leaves_and_comes_back_is_a_new_member(
    person: Person, guild: Guild, playground: Playground, events: list[Event], owner: User
):
    role = playground.world.add_role(guild, "Professional")
    playground.world.give_role(guild, person.id, role)
    olive, now = People(playground).member(owner, guild), playground.clock.now()
    walk = await olive.create_event("Walk", now + HOUR, now + 2 * HOUR, location="Park")
    await person.interested(walk)
    events.clear()

    await person.leave()
    assert person.id not in walk.interested
    with pytest.raises(ClientError):
        await person.leave()
    with pytest.raises(ClientError):
        await person.events()
    await person.rejoin()

    assert names(events) == ["GUILD_MEMBER_REMOVE", "GUILD_MEMBER_ADD"]
    assert guild.members[person.id].roles == set()
    with pytest.raises(ClientError, match="owner"):
        await olive.leave()


# --- threads ----------------------------------------------------------------------------------


async def test_people_open_threads_at_messages_and_in_channels(
    person: Person, channel: Channel, playground: Playground, guild: Guild, events: list[Event]
):
    message = await person.say("A case", channel)
    events.clear()

    at = await person.open_thread("Case", message, text="Thoughts?")
    free = await person.open_thread("Lunch", channel)
    private = await person.open_thread("Two of us", channel, private=True)

    assert at.id == message.id == message.thread_id
    assert [m.content for m in at.messages.values()] == ["Thoughts?"]
    kinds = [ChannelType.PUBLIC_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD]
    assert [t.type for t in (at, free, private)] == kinds
    assert names(events).count("THREAD_CREATE") == 3
    with pytest.raises(ClientError) as refused:
        await person.open_thread("Again", message)
    assert refused.value.code == 160004
    forbid(playground, guild, Bit.CREATE_PUBLIC_THREADS)
    with pytest.raises(ClientError) as refused:
        await person.open_thread("No", channel)
    assert refused.value.code == 50013
    assert [e.action for e in guild.audit_log] == [Action.THREAD_CREATE] * 3


async def test_people_post_in_forums(person: Person, forum: Channel, rest: Rest):
    post = await person.post_in_forum(forum, "Sleep", "What helps?", tags=["question"])

    assert (post.name, post.applied_tags, post.owner_id) == ("Sleep", [7], person.id)
    first = (await rest.get(f"/channels/{post.id}/messages/{post.id}")).json
    assert (first["content"], first["author"]["id"]) == ("What helps?", str(person.id))
    with pytest.raises(ClientError, match="no tag"):
        await person.post_in_forum(forum, "x", "y", tags=["other"])


async def test_threads_are_archived_by_the_clock_and_a_message_opens_them(
    person: Person, channel: Channel, playground: Playground, events: list[Event], rest: Rest
):
    thread = await person.open_thread("Case", channel, text="Thoughts?")
    playground.clock.advance(timedelta(hours=23))
    await person.say("One", thread)
    playground.clock.advance(timedelta(hours=23))
    assert not thread.archived
    events.clear()

    playground.clock.advance(timedelta(hours=2))

    assert thread.archived
    assert names(events) == ["THREAD_UPDATE"]
    archived_at = events[0].data["thread_metadata"]["archive_timestamp"]
    day = created_at(max(thread.messages)) + timedelta(days=1)
    assert datetime.fromisoformat(archived_at) == day
    shown = await rest.get(f"/channels/{channel.id}/threads/archived/public")
    assert [t["id"] for t in shown.json["threads"]] == [str(thread.id)]
    await person.say("Two", thread)
    assert not thread.archived


async def test_a_moderator_locks_a_thread_and_its_opener_archives_it(
    person: Person, mei: Person, channel: Channel
):
    thread = await person.open_thread("Case", channel)
    await person.archive(thread)
    assert thread.archived
    await person.reopen(thread)
    with pytest.raises(ClientError) as refused:
        await person.lock(thread)
    assert refused.value.code == 50013

    await mei.lock(thread)

    with pytest.raises(ClientError) as refused:
        await person.say("hello", thread)
    assert refused.value.code == 160005
    await mei.unlock(thread)
    await person.say("hello", thread)
    with pytest.raises(ClientError, match="no thread"):
        await mei.archive(channel)


async def test_a_forum_refuses_who_may_not_post_and_who_posts_too_soon(
    person: Person, forum: Channel, playground: Playground, guild: Guild
):
    await person.post_in_forum(forum, "Sleep", "What helps?")
    forum.slowmode_seconds = 60
    with pytest.raises(ClientError) as refused:
        await person.post_in_forum(forum, "Sleep again", "What helps?")
    assert refused.value.code == 20016
    playground.clock.advance(timedelta(minutes=1))
    await person.post_in_forum(forum, "Sleep again", "What helps?")

    quiet = Overwrite(guild.id, is_member=False, deny=int(Bit.SEND_MESSAGES))
    forum.overwrites = {quiet.id: quiet}
    playground.clock.advance(timedelta(minutes=1))
    with pytest.raises(ClientError) as refused:
        await person.post_in_forum(forum, "Sleep", "What helps?")
    assert refused.value.code == 50013
