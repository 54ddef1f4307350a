"""What people say without a bot, and how they are found."""

from datetime import timedelta

import pytest

from bot.playground.actors import ClientError, People, Person, Upload, text_of
from bot.playground.records import Application
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.wire import Bot


async def test_people_write_change_delete_and_react(
    attune: Bot, hub: SmallGuild, people: People, maya: Person
):
    mei, ravi = people.member("Mei", hub.guild), people.member("Ravi", hub.guild)
    message = await maya.say("hello", files=[Upload("a.txt", b"x")])
    answer = await ravi.say("welcome", hub.general, reply_to=message)
    await maya.edit(message, "hello all")
    await ravi.react(message, "\N{THUMBS UP SIGN}")
    reaction = await attune.wire.event("MESSAGE_REACTION_ADD")
    await ravi.unreact(message, "\N{THUMBS UP SIGN}")
    await attune.wire.event("MESSAGE_REACTION_REMOVE")

    assert reaction["member"]["user"]["id"] == str(ravi.id)
    assert message.reactions == {}
    assert answer.mentions == [maya.id]
    assert [text_of(m) for m in await mei.messages("general")] == ["hello all", "welcome"]
    with pytest.raises(ClientError, match="may not delete"):
        await ravi.delete(message)
    with pytest.raises(ClientError, match="author"):
        await mei.edit(message, "no")
    await mei.delete(message)
    assert (await attune.wire.event("MESSAGE_DELETE"))["id"] == str(message.id)


async def test_a_refusal_of_discords_keeps_its_code(
    playground: Playground, hub: SmallGuild, maya: Person
):
    hub.guild.members[maya.id].timed_out_until = playground.clock.now() + timedelta(hours=1)
    with pytest.raises(ClientError, match="Missing Permissions") as refused:
        await maya.say("hello")
    assert refused.value.code == 50013


async def test_people_are_found_by_name_and_stay_the_same(people: People, hub: SmallGuild):
    assert people.member("maya", hub.guild) is people.member(hub.people["Maya"], hub.guild)
    assert people.user("Maya").guild is None
    assert {p.name for p in people.everyone(hub.guild)} == {"Maya", "Ravi", "Olu", "Mei", "Wanda"}
    with pytest.raises(ClientError, match="nobody"):
        people.member("Zoe", hub.guild)


async def test_people_and_places_are_named_in_every_way(
    playground: Playground, application: Application, hub: SmallGuild, people: People, maya: Person
):
    world = playground.world
    ravi, general = hub.people["Ravi"], hub.general
    for name in (ravi, ravi.id, str(ravi.id), f"<@{ravi.id}>", hub.guild.members[ravi.id], "ravi"):
        assert people.member(name, hub.guild).id == ravi.id
    for place in (general, general.id, f"<#{general.id}>", "#general", "General", None):
        assert maya.place(place) is general
    for other in (application, application.bot_id, "attune"):
        assert maya.dm(other) is world.direct_messages(maya.id, application.bot_id)
    assert maya.mention == f"<@{maya.id}>"
    for wrong in (5, "nowhere"):
        with pytest.raises(ClientError, match="no channel"):
            maya.place(wrong)
    with pytest.raises(ClientError, match="no bot"):
        maya.dm("HAL")
    with pytest.raises(ClientError, match="no user 5"):
        people.user(5)
    with pytest.raises(ClientError, match="name one"):
        people.user("Maya").place()


async def test_two_people_of_one_name_must_be_told_apart(
    playground: Playground, people: People, hub: SmallGuild
):
    world = playground.world
    for family in ("Berg", "Falk"):
        world.join(hub.guild, world.add_user(f"Anna {family}"))

    assert people.member("Anna Falk", hub.guild).name == "Anna Falk"
    with pytest.raises(ClientError, match="several"):
        people.member("Anna", hub.guild)
