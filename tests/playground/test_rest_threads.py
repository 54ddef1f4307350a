"""Threads and forum posts over REST."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground import posting
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Guild, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Reply, Rest, forbid, grant

PUBLIC = 11
PRIVATE = 12


async def open_thread(rest: Rest, channel: Channel, **body: Any) -> Reply:
    return await rest.post(
        f"/channels/{channel.id}/threads", {"name": "Case", "type": PUBLIC} | body
    )


@pytest.fixture
def forum(playground: Playground, guild: Guild) -> Channel:
    tags = [
        {"id": str(n), "name": f"tag{n}", "moderated": False, "emoji_id": None, "emoji_name": None}
        for n in range(1, 7)
    ]
    return playground.world.add_channel(
        guild, "questions", type=ChannelType.FORUM, available_tags=tags
    )


async def test_a_thread_at_a_message_shares_its_id(
    rest: Rest, channel: Channel, bot: Application, events: list[Event]
):
    sent = await rest.send(channel, content="x")
    path = f"/channels/{channel.id}/messages/{sent.json['id']}"
    events.clear()

    thread = await rest.post(f"{path}/threads", {"name": "More"})

    assert thread.status == 201
    assert thread.json["id"] == sent.json["id"]
    assert thread.json["owner_id"] == str(bot.bot_id)
    assert thread.json["member"]["user_id"] == str(bot.bot_id)
    assert [e.name for e in events] == ["THREAD_CREATE", "MESSAGE_UPDATE"]
    message = (await rest.get(path)).json
    assert message["flags"] == 1 << 5
    assert message["thread"]["name"] == "More"
    assert (await rest.post(f"{path}/threads", {"name": "Again"})).refusal == (400, 160004)


async def test_a_thread_without_a_message_is_private_unless_said_otherwise(
    rest: Rest, channel: Channel
):
    private = await rest.post(f"/channels/{channel.id}/threads", {"name": "Case"})
    public = await open_thread(rest, channel)

    assert (private.json["type"], public.json["type"]) == (PRIVATE, PUBLIC)
    assert private.json["thread_metadata"]["invitable"] is True


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"name": "x" * 101}, "name", "BASE_TYPE_BAD_LENGTH"),
        ({"auto_archive_duration": 61}, "auto_archive_duration", "BASE_TYPE_CHOICES"),
        ({"rate_limit_per_user": 21601}, "rate_limit_per_user", "NUMBER_TYPE_MAX"),
        ({"type": 10}, "type", "BASE_TYPE_CHOICES"),
    ],
)
async def test_threads_have_limits(
    rest: Rest, channel: Channel, body: dict[str, Any], path: str, code: str
):
    assert (await open_thread(rest, channel, **body)).reason(path) == code


@pytest.mark.parametrize(
    ("kind", "bit"),
    [(PUBLIC, Bit.CREATE_PUBLIC_THREADS), (PRIVATE, Bit.CREATE_PRIVATE_THREADS)],
)
async def test_each_kind_of_thread_needs_its_permission(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground, kind: int, bit: Bit
):
    forbid(playground, guild, bit)

    assert (await open_thread(rest, channel, type=kind)).refusal == (403, 50013)


async def test_sending_in_threads_has_a_permission_of_its_own(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    thread = await open_thread(rest, channel)
    path = f"/channels/{thread.json['id']}/messages"
    forbid(playground, guild, Bit.SEND_MESSAGES)
    assert (await rest.post(path, {"content": "x"})).status == 200

    forbid(playground, guild, Bit.SEND_MESSAGES_IN_THREADS)

    assert (await rest.post(path, {"content": "x"})).refusal == (403, 50013)


async def test_a_private_thread_is_hidden_from_who_was_not_added(
    rest: Rest, channel: Channel, guild: Guild, maya: User, bot: Application, playground: Playground
):
    thread = await open_thread(rest, channel, type=PRIVATE)
    path = f"/channels/{thread.json['id']}"
    record = playground.world.channel(int(thread.json["id"]))
    assert not playground.world.sees(record, maya.id)

    assert (await rest.put(f"{path}/thread-members/{maya.id}")).status == 204
    assert playground.world.sees(record, maya.id)

    playground.world.remove_from_thread(record, bot.bot_id)
    assert (await rest.get(path)).refusal == (403, 50001)
    grant(playground, guild, bot, Bit.MANAGE_THREADS)
    assert (await rest.get(path)).status == 200


# --- forum posts ------------------------------------------------------------------------------


async def test_a_forum_post_has_a_first_message_of_its_own_id(
    rest: Rest, forum: Channel, events: list[Event]
):
    post = await rest.post(
        f"/channels/{forum.id}/threads",
        {"name": "How?", "applied_tags": ["1", "2"], "message": {"content": "Like this?"}},
    )

    assert post.status == 201
    assert post.json["message"]["id"] == post.json["id"]
    assert post.json["applied_tags"] == ["1", "2"]
    assert post.json["message_count"] == 0
    assert [e.name for e in events] == ["THREAD_CREATE", "MESSAGE_CREATE"]


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"name": "x"}, "message", "BASE_TYPE_REQUIRED"),
        (
            {"name": "x", "message": {"content": "y"}, "applied_tags": ["9"]},
            "applied_tags.0",
            "FORUM_TAG_UNKNOWN",
        ),
        (
            {"name": "x", "message": {"content": "y"}, "applied_tags": list("123456")},
            "applied_tags",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"name": "x", "message": {"content": "y" * 2001}}, "content", "BASE_TYPE_MAX_LENGTH"),
    ],
)
async def test_forum_posts_have_limits(
    rest: Rest,
    forum: Channel,
    guild: Guild,
    events: list[Event],
    body: dict[str, Any],
    path: str,
    code: str,
):
    refused = await rest.post(f"/channels/{forum.id}/threads", body)

    assert refused.reason(path) == code
    assert not [c for c in guild.channels.values() if c.is_thread]
    assert events == []


async def test_a_forum_post_can_come_with_files(rest: Rest, forum: Channel):
    body = {"name": "x", "message": {"attachments": [{"id": 0}]}}

    post = await rest.upload("POST", f"/channels/{forum.id}/threads", body, [("a.txt", b"a")])

    assert post.json["message"]["attachments"][0]["filename"] == "a.txt"


# --- archiving --------------------------------------------------------------------------------


async def test_a_message_opens_an_archived_thread_but_not_a_locked_one(
    rest: Rest, channel: Channel, playground: Playground, events: list[Event]
):
    opened = await open_thread(rest, channel)
    path = f"/channels/{opened.json['id']}"
    thread = playground.world.channel(int(opened.json["id"]))
    sent = await rest.post(f"{path}/messages", {"content": "x"})
    archived = await rest.patch(path, {"archived": True})
    assert archived.json["thread_metadata"]["archived"] is True
    message = f"{path}/messages/{sent.json['id']}"
    assert (await rest.patch(message, {"content": "y"})).refusal == (400, 50083)
    assert (await rest.patch(path, {"name": "new"})).refusal == (400, 50083)
    events.clear()

    assert (await rest.post(f"{path}/messages", {"content": "x"})).status == 200
    assert thread.archived is False
    assert [e.name for e in events] == ["THREAD_UPDATE", "MESSAGE_CREATE"]

    thread.archived = thread.locked = True
    assert (await rest.post(f"{path}/messages", {"content": "x"})).refusal == (400, 50083)
    assert (await rest.patch(path, {"archived": False})).refusal == (403, 50013)


async def test_only_who_manages_threads_locks_them(
    rest: Rest, channel: Channel, guild: Guild, bot: Application, playground: Playground
):
    thread = await open_thread(rest, channel)
    path = f"/channels/{thread.json['id']}"
    assert (await rest.patch(path, {"locked": True})).refusal == (403, 50013)
    assert (await rest.delete(path)).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_THREADS)

    locked = await rest.patch(path, {"locked": True, "archived": True})

    assert locked.json["thread_metadata"]["locked"] is True
    assert (await rest.post(f"{path}/messages", {"content": "x"})).status == 200
    assert (await rest.delete(path)).status == 200


async def test_others_threads_are_not_renamed_but_reopened(
    rest: Rest, channel: Channel, maya: User, playground: Playground
):
    opened = await open_thread(rest, channel)
    thread = playground.world.channel(int(opened.json["id"]))
    thread.owner_id, thread.archived = maya.id, True

    assert (await rest.patch(f"/channels/{thread.id}", {"archived": False})).status == 200
    assert (await rest.patch(f"/channels/{thread.id}", {"name": "x"})).refusal == (403, 50013)


async def test_threads_are_listed_while_open_and_when_archived(
    rest: Rest,
    channel: Channel,
    guild: Guild,
    bot: Application,
    maya: User,
    playground: Playground,
):
    ids = [(await open_thread(rest, channel)).json["id"] for _ in range(4)]
    private = (await open_thread(rest, channel, type=PRIVATE)).json["id"]
    for thread_id in (*ids[:3], private):
        playground.clock.advance(timedelta(seconds=1))
        await rest.patch(f"/channels/{thread_id}", {"archived": True})

    active = (await rest.get(f"/guilds/{guild.id}/threads/active")).json
    assert [t["id"] for t in active["threads"]] == [ids[3]]
    assert [m["id"] for m in active["members"]] == [ids[3]]

    path = f"/channels/{channel.id}/threads/archived"
    page = (await rest.get(f"{path}/public", limit=2)).json
    assert [t["id"] for t in page["threads"]] == [ids[2], ids[1]]
    assert page["has_more"] is True
    before = page["threads"][1]["thread_metadata"]["archive_timestamp"]
    rest_of_it = (await rest.get(f"{path}/public", limit=2, before=before)).json
    assert [t["id"] for t in rest_of_it["threads"]] == [ids[0]]

    mine = await rest.get(f"/channels/{channel.id}/users/@me/threads/archived/private")
    assert [t["id"] for t in mine.json["threads"]] == [private]
    assert (await rest.get(f"{path}/private")).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_THREADS)
    assert len((await rest.get(f"{path}/private")).json["threads"]) == 1


# --- following --------------------------------------------------------------------------------


async def test_threads_are_joined_and_left(
    rest: Rest,
    channel: Channel,
    guild: Guild,
    maya: User,
    bot: Application,
    playground: Playground,
    events: list[Event],
):
    thread = await open_thread(rest, channel)
    path = f"/channels/{thread.json['id']}/thread-members"
    events.clear()

    for method, who in (("DELETE", "@me"), ("PUT", "@me"), ("PUT", str(maya.id))):
        assert (await rest.call(method, f"{path}/{who}")).status == 204

    assert [e.name for e in events] == ["THREAD_MEMBERS_UPDATE"] * 3
    found = await rest.get(f"{path}/{maya.id}", with_member="true")
    assert found.json["member"]["user"]["id"] == str(maya.id)
    assert {m["user_id"] for m in (await rest.get(path)).json} == {str(bot.bot_id), str(maya.id)}
    assert (await rest.delete(f"{path}/{maya.id}")).refusal == (403, 50013)
    assert (await rest.get(f"{path}/1")).refusal == (404, 10007)
    grant(playground, guild, bot, Bit.MANAGE_THREADS)
    assert (await rest.delete(f"{path}/{maya.id}")).status == 204
    bot.members_intent = False
    assert (await rest.get(path)).refusal == (403, 50001)


async def test_who_writes_follows(rest: Rest, channel: Channel, maya: User, playground: Playground):
    opened = await open_thread(rest, channel)
    thread = playground.world.channel(int(opened.json["id"]))

    posting.post(playground, thread, maya.id, {"content": "x"}, via_bot=False)

    assert maya.id in thread.thread_members
    assert (await rest.get(f"/channels/{thread.id}")).json["message_count"] == 1
