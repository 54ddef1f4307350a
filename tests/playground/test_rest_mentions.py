"""Whom a message reaches over REST: in private, by a reply, by a mention."""

from bot.playground import posting
from bot.playground.permissions import Bit
from bot.playground.records import Channel, Guild, User
from bot.playground.server import Playground
from tests.playground.client import Rest, forbid
from tests.playground.messages import url

# --- direct messages --------------------------------------------------------------------------


async def test_a_direct_message_reaches_a_member(rest: Rest, maya: User, playground: Playground):
    opened = await rest.post("/users/@me/channels", {"recipient_id": maya.id})
    again = await rest.post("/users/@me/channels", {"recipient_id": str(maya.id)})

    sent = await rest.post(f"/channels/{opened.json['id']}/messages", {"content": "psst"})

    assert again.json["id"] == opened.json["id"]
    assert [r["id"] for r in opened.json["recipients"]] == [str(maya.id)]
    assert sent.status == 200
    assert (await rest.get(f"/channels/{opened.json['id']}")).json["type"] == 1


async def test_closed_direct_messages_refuse(rest: Rest, maya: User):
    opened = await rest.post("/users/@me/channels", {"recipient_id": maya.id})
    maya.dms_open = False

    sent = await rest.post(f"/channels/{opened.json['id']}/messages", {"content": "psst"})

    assert opened.status == 200
    assert sent.refusal == (403, 50007)


async def test_nobody_without_a_shared_server_gets_a_direct_message(
    rest: Rest, playground: Playground
):
    stranger = playground.world.add_user("Stranger")
    opened = await rest.post("/users/@me/channels", {"recipient_id": stranger.id})

    sent = await rest.post(f"/channels/{opened.json['id']}/messages", {"content": "psst"})

    assert opened.status == 200
    assert sent.refusal == (403, 50007)


async def test_the_direct_messages_of_others_are_closed_to_a_bot(
    rest: Rest, maya: User, owner: User, playground: Playground
):
    between = playground.world.direct_messages(maya.id, owner.id)

    assert (await rest.get(url(between))).refusal == (403, 50001)


# --- replies and mentions ---------------------------------------------------------------------


async def test_a_reply_pings_its_author_unless_told_otherwise(
    rest: Rest, channel: Channel, maya: User, playground: Playground
):
    asked = posting.post(playground, channel, maya.id, {"content": "?"}, via_bot=False)
    reference = {"message_id": str(asked.id)}

    loud = await rest.send(channel, content="!", message_reference=reference)
    quiet = await rest.send(
        channel, content="!", message_reference=reference, allowed_mentions={"parse": []}
    )

    assert [u["id"] for u in loud.json["mentions"]] == [str(maya.id)]
    assert loud.json["referenced_message"]["id"] == str(asked.id)
    assert quiet.json["mentions"] == []


async def test_a_reply_to_what_is_gone_can_be_let_pass(rest: Rest, channel: Channel):
    reference = {"message_id": "1", "fail_if_not_exists": False}

    reply = await rest.send(channel, content="!", message_reference=reference)

    assert reply.json["type"] == 0


async def test_a_reply_needs_read_message_history(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    sent = await rest.send(channel, content="x")
    forbid(playground, guild, Bit.READ_MESSAGE_HISTORY)

    reply = await rest.send(channel, content="!", message_reference={"message_id": sent.json["id"]})

    assert reply.refusal == (403, 160002)


async def test_everyone_is_mentioned_by_who_may_and_where_it_is_allowed(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    assert (await rest.send(channel, content="@everyone")).json["mention_everyone"] is True
    quiet = await rest.send(channel, content="@here", allowed_mentions={"parse": ["users"]})
    assert quiet.json["mention_everyone"] is False

    forbid(playground, guild, Bit.MENTION_EVERYONE)

    assert (await rest.send(channel, content="@everyone")).json["mention_everyone"] is False


async def test_roles_are_mentioned_where_they_are_mentionable(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    forbid(playground, guild, Bit.MENTION_EVERYONE)
    shy = playground.world.add_role(guild, "shy")
    open_to_all = playground.world.add_role(guild, "open", mentionable=True)
    text = f"<@&{shy.id}> <@&{open_to_all.id}>"

    told = await rest.send(channel, content=text)
    named = await rest.send(channel, content=text, allowed_mentions={"roles": [str(shy.id)]})

    assert told.json["mention_roles"] == [str(open_to_all.id)]
    assert named.json["mention_roles"] == []


async def test_only_users_that_are_named_are_mentioned(
    rest: Rest, channel: Channel, maya: User, owner: User
):
    text = f"<@{maya.id}> <@!{owner.id}> <@1>"

    all_of_them = await rest.send(channel, content=text)
    one = await rest.send(channel, content=text, allowed_mentions={"users": [str(owner.id)]})

    assert [u["id"] for u in all_of_them.json["mentions"]] == [str(maya.id), str(owner.id)]
    assert [u["id"] for u in one.json["mentions"]] == [str(owner.id)]
